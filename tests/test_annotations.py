"""The Web Annotations of built pages, as readers that nobody here wrote find them in the page."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from urllib.parse import urldefrag, urljoin

import pytest
from playwright.sync_api import Browser
from pyld import jsonld

from previews import served, wait_for
from sites import ARTICLE, CONFIG, build, build_project, files_of, one, page, serve, write_site
from tools import NODE_MODULES, browser, exe, new_tab, run
from whosaid.exports.annotations.domtext import dom_text

# What nobody should write, and somebody will.
NASTY: Final = """\
---
title: "Nasty 😀 \\"page\\""
---

# [A bridge 🌉](#emoji) & more

The crowd 👨‍👩‍👧‍👦 heard that [the bridge 🌉 is 𝓾𝓷𝓼𝓪𝓯𝓮](#emoji "claim by council").
After an 😀, [plain words](#after "claim by mayor").

It is closed. [It is closed](#first "claim by council"). It is closed.
[It is closed](#second "claim by mayor"). It is closed.

It is closed. [It is closed](#third "claim by council"). It is closed.
[It is closed](#fourth "claim by mayor"). It is closed.

قال المجلس إن [الجسر مغلق](#rtl "claim by council") يوم 17، و[مغلق](#rtl-word "claim by officials via evening-post").

[AT&T &amp; sons &lt;b&gt;&nbsp;&hellip; &#x1F600; &copy 5 < 6](#entities "claim by minutes"), and
[words that go
on and on
over lines](#lines "claim by own-voice").

[*very **deep** `code <b>` words*](#nested "claim by council") and [`x = "&amp;"`](#code "claim by council").
[See[^1] this](#footnote "claim by council"), and [The](#parts "claim by mayor") [bridge](https://example.org/)
[is](#parts) [old](https://example.org/) [and bent](#parts).

| a | b |
|---|---|
| [cell](#cell "claim by minutes") | [cell](#cell-2 "claim by minutes") |

- one [item](#item "claim by vague")
    - two [item](#item-2 "claim by vague")

> Quoted: [the road is shut](#quoted "claim by officials via evening-post").

<div markdown title="a > b">
<!-- <mark id="claim:raw">no</mark> --> In an [element](#element "claim by council").
</div>

<style>p > i { color: red }</style><svg width="1" height="1"><title>1 &lt; 2</title><path d="M0 0"/></svg>
<template>hidden <b>words</b></template>

<pre>
 5 &gt; 4
</pre>

He [denies the first](#denied).[^1]

/// denial
    id: denied
    of: first, emoji
    source: mayor
    where: "a <b> & c"
    date: 2031-05-17
    scope: general

An editor's note <!-- with a secret -->.

///

/// claim | Nobody *ever* paid 💰
    id: alone
    source: officials
    via: evening-post (implied)
    about: mayor
    alone: yes
///

[^1]: A footnote with [its own claim](#in-footnote "claim by own-voice").
"""

WORDS: Final = {
    "emoji": ["the bridge 🌉 is 𝓾𝓷𝓼𝓪𝓯𝓮"],
    "after": ["plain words"],
    "first": ["It is closed"],
    "second": ["It is closed"],
    "third": ["It is closed"],
    "fourth": ["It is closed"],
    "rtl": ["الجسر مغلق"],
    "rtl-word": ["مغلق"],
    "entities": ["AT&T & sons <b>\xa0… 😀 &copy 5 < 6"],
    "lines": ["words that go\non and on\nover lines"],
    "nested": ["very deep code <b> words"],
    "code": ['x = "&amp;"'],
    "footnote": ["See1 this"],
    "parts": ["The", "is", "and bent"],
    "cell": ["cell"],
    "cell-2": ["cell"],
    "item": ["item"],
    "item-2": ["item"],
    "quoted": ["the road is shut"],
    "element": ["element"],
    "denied": ["denies the first"],
    "alone": [],
    "in-footnote": ["its own claim"],
}

PAGES: Final = {"nasty.md": NASTY, "link.md": "[All of it](data/articles/nasty.annotations.json)\n"}
Json = dict[str, Any]  # as read from a file


def annotations_of(site: Path, path: str) -> Json:
    """The annotations of a page in a built site."""
    content = json.loads((site / f"data/articles/{path}.annotations.json").read_text("utf-8"))
    assert isinstance(content, dict)
    return content


def found_by_readers(html: str, annotations: Json) -> list[Json]:
    """What tests/annotations.mjs finds for each target."""
    asked = json.dumps([{"html": html, "annotations": annotations}])
    done = run([exe("node"), "annotations.mjs"], NODE_MODULES.parent, check=True, text=asked)
    answer: list[Json] = json.loads(done.stdout)[0]
    return answer


def assert_found(html: str, annotations: Json) -> dict[str, list[str]]:
    """Every reader finds each target once and in the same place; the words found, by statement."""
    words: dict[str, list[str]] = {}
    for target in found_by_readers(html, annotations):
        place = target["element"]
        assert place, target
        parts = words.setdefault(urldefrag(target["id"]).fragment, [])
        if "quotes" in target:
            assert target["quotes"] == [place, place], target
            assert target["position"] == [place], target
            assert target["recogito"] == place, target
            parts.append(place[2])
    assert sum(map(len, words.values())) > 2
    return words


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's own site, built."""
    return build_project(tmp_path_factory.mktemp("project")) / "site"


@pytest.fixture(scope="module")
def nasty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with the nasty page, and a page that links to its annotations, built strictly."""
    site = write_site(tmp_path_factory.mktemp("nasty"), PAGES)
    done = build(site, "--strict", env={"PYTHONHASHSEED": "1"})
    assert done.returncode == 0, done.stderr
    return site / "site"


def html_of(site: Path, path: str) -> str:
    """A built page as published."""
    return (site / path / "index.html").read_bytes().decode()


def test_every_reader_finds_the_words_of_the_first_article(project: Path) -> None:
    """Each annotation selects the words of its mark and nothing else."""
    found = assert_found(html_of(project, ARTICLE), annotations_of(project, ARTICLE))
    marks = {
        str(mark["id"]).removeprefix("claim:"): [mark.get_text()] for mark in page(project).select("mark[id]")
    }  # no mark of this article has parts
    assert found == marks


def test_every_reader_finds_the_words_of_a_nasty_page(nasty: Path) -> None:
    """Emoji, two directions, entities, repeated words, tables, lists, quotations, code, footnotes, parts."""
    assert assert_found(html_of(nasty, "nasty"), annotations_of(nasty, "nasty")) == WORDS


def test_what_stands_alone_is_known_by_its_element(nasty: Path) -> None:
    """It has no words in the text, so it has no quote."""
    alone = next(item for item in annotations_of(nasty, "nasty")["items"] if item["id"].endswith("#alone"))
    (target,) = alone["target"]
    (selector,) = target["selector"]
    assert (selector["type"], selector["value"]) == ("FragmentSelector", "alone")
    assert page(nasty, "nasty").select("details [id=alone]")


SQUEEZED: Final = {  # as minifiers do it
    "as it is drawn": "def on_post_page(output, **kwargs):\n    return re.sub(r'\\s+', ' ', output)\n",
    "when all is written": """\
def on_post_build(config):
    file = Path(config.site_dir, 'nasty/index.html')
    file.write_text(re.sub(r'\\s+', ' ', file.read_text('utf-8')), 'utf-8')
""",
}


@pytest.mark.parametrize(
    ("theme", "when"), [("{name: material, font: false}", "when all is written"), ("mkdocs", "as it is drawn")]
)
def test_places_are_those_of_the_page_as_it_is_published(tmp_path: Path, theme: str, when: str) -> None:
    """Even if other plug-ins change the page, with or without an article element in the theme."""
    config = CONFIG.replace("{name: material, font: false}", theme).replace("tion.py]", "tion.py, squeeze.py]")
    site = write_site(tmp_path, PAGES, config)
    (site / "squeeze.py").write_text(f"import re\nfrom pathlib import Path\n\n{SQUEEZED[when]}")
    done = build(site)
    assert done.returncode == 0, done.stderr
    found = assert_found(html_of(site / "site", "nasty"), annotations_of(site / "site", "nasty"))
    assert found["lines"] == ["words that go on and on over lines"]


def test_the_denial_and_the_source_are_in_every_annotation(project: Path) -> None:
    """The first body says all: who stands behind the words, and each answer, as the note in the page says it."""
    drawn = page(project)
    for item in annotations_of(project, ARTICLE)["items"]:
        said = item["body"][0]["value"]
        note = one(drawn, f"[id='{item['id'].removeprefix('#')}']")
        assert one(note, "dt:first-of-type + dd").get_text() in said
        for answer in note.select(".ann-answer"):
            assert answer.get_text().partition(" (note")[0].partition(" (its article")[0] in said
        if item["id"] == "#us-finding":
            assert said.count("Denied by") == len(note.select(".ann-answer:-soup-contains('Denied by')")) >= 3
            assert "Alleged, according to The New York Times, citing US intelligence officials." in said
            assert "state: disputed" in [body["value"] for body in item["body"][1:]]
        if item["id"] == "#r-embassy":
            assert "alleged, according to The New York Times" in said  # with the allegation that it denies


def test_the_headline_in_their_label_has_its_source_and_denials(project: Path) -> None:
    """It may be an allegation."""
    label = annotations_of(project, ARTICLE)["partOf"]["label"]
    assert label.endswith(str(one(page(project), 'meta[property="og:title"]')["content"]))
    assert "denied" in label


def test_what_is_not_published_is_in_no_annotation(nasty: Path) -> None:
    """Editors' notes stay where their comments are taken out."""
    assert "secret" not in json.dumps(annotations_of(nasty, "nasty"))


# The terms of http://www.w3.org/ns/anno.jsonld that are used, with what they mean there; nothing is fetched.
TERMS: Final = {
    "id": "@id",
    "type": "@type",
    **{
        name: f"http://www.w3.org/ns/oa#{name}"
        for name in (
            *("Annotation", "TextualBody", "SpecificResource", "exact", "prefix", "suffix"),
            *("FragmentSelector", "TextQuoteSelector", "TextPositionSelector"),
        )
    },
    **{
        name: {"@id": f"http://www.w3.org/ns/oa#has{name.capitalize()}", "@type": "@id"}
        for name in ("body", "target", "source", "selector")
    },
    "motivation": {"@id": "http://www.w3.org/ns/oa#motivatedBy", "@type": "@vocab"},
    "purpose": {"@id": "http://www.w3.org/ns/oa#hasPurpose", "@type": "@vocab"},
    "describing": "http://www.w3.org/ns/oa#describing",
    "tagging": "http://www.w3.org/ns/oa#tagging",
    "start": {"@id": "http://www.w3.org/ns/oa#start", "@type": "http://www.w3.org/2001/XMLSchema#nonNegativeInteger"},
    "end": {"@id": "http://www.w3.org/ns/oa#end", "@type": "http://www.w3.org/2001/XMLSchema#nonNegativeInteger"},
    "value": "http://www.w3.org/1999/02/22-rdf-syntax-ns#value",
    "format": "http://purl.org/dc/elements/1.1/format",
    "language": "http://purl.org/dc/elements/1.1/language",
    "conformsTo": {"@id": "http://purl.org/dc/terms/conformsTo", "@type": "@id"},
    "label": "http://www.w3.org/2000/01/rdf-schema#label",
    "AnnotationPage": "http://www.w3.org/ns/activitystreams#OrderedCollectionPage",
    "AnnotationCollection": "http://www.w3.org/ns/activitystreams#OrderedCollection",
    "partOf": {"@id": "http://www.w3.org/ns/activitystreams#partOf", "@type": "@id"},
    "items": {"@id": "http://www.w3.org/ns/activitystreams#items", "@type": "@id", "@container": "@list"},
    "total": {
        "@id": "http://www.w3.org/ns/activitystreams#totalItems",
        "@type": "http://www.w3.org/2001/XMLSchema#nonNegativeInteger",
    },
    "startIndex": {
        "@id": "http://www.w3.org/ns/activitystreams#startIndex",
        "@type": "http://www.w3.org/2001/XMLSchema#nonNegativeInteger",
    },
}


def expand(annotations: Json, address: str) -> Json:
    """What the JSON says as linked data, if it is found at this address."""

    def load(url: str, options: object = None) -> Json:
        assert url == "http://www.w3.org/ns/anno.jsonld"
        return {"contextUrl": None, "documentUrl": url, "document": {"@context": TERMS}}

    (expanded,) = jsonld.expand(annotations, {"base": address, "documentLoader": load})
    assert isinstance(expanded, dict)
    return expanded


def keys_of(value: object) -> Iterator[str]:
    """Every key in a JSON value."""
    if isinstance(value, dict):
        yield from value
        for inner in value.values():
            yield from keys_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from keys_of(inner)


OA: Final = "http://www.w3.org/ns/oa#"


@pytest.mark.parametrize("root", ["", "https://example.org/news/"])
def test_it_is_linked_data_that_leads_to_the_page(tmp_path: Path, root: str) -> None:
    """No key is unknown; addresses, relative ones against the file's own, are those of the page and of its notes."""
    site = write_site(tmp_path, {"sub/a b.md": NASTY}, CONFIG + (f"site_url: {root}\n" if root else ""))
    assert build(site).returncode == 0
    annotations = annotations_of(site / "site", "sub/a b")
    assert set(keys_of(annotations)) - {"@context"} <= set(TERMS)
    host = root or "https://any.example/where/"
    address = f"{host}data/articles/sub/a%20b.annotations.json"
    assert annotations["id"] == (address if root else "a%20b.annotations.json")
    expanded = expand(annotations, address)
    assert expanded["@id"] == address
    (items,) = expanded["http://www.w3.org/ns/activitystreams#items"]
    assert len(items["@list"]) == len(WORDS)
    for item, id_ in zip(items["@list"], WORDS, strict=True):
        assert item["@id"] == f"{address}#{id_}"
        for target in item[f"{OA}hasTarget"]:
            assert target[f"{OA}hasSource"] == [{"@id": urljoin(host, "sub/a%20b/")}]


def test_two_builds_are_the_same_bytes(tmp_path: Path, nasty: Path) -> None:
    """Nothing of the day or the machine is in it, and no order of Python's sets."""
    site = write_site(tmp_path, PAGES)
    assert build(site, env={"PYTHONHASHSEED": "2"}).returncode == 0
    assert files_of(site / "site/data") == files_of(nasty / "data")


def test_a_preview_has_them_too(tmp_path: Path) -> None:
    """Under `mkdocs serve`, they match the page shown, after each save."""
    site = write_site(tmp_path, PAGES)
    with served(site) as address:
        wait_for("plain words", address + "nasty/")
        (site / "docs/nasty.md").write_text(NASTY.replace("plain words", "some new words"), "utf-8")
        html = wait_for("some new words", address + "nasty/")
        annotations = json.loads(wait_for("some new words", address + "data/articles/nasty.annotations.json"))
    assert assert_found(html, annotations) == {**WORDS, "after": ["some new words"]}


ODD: Final = (  # HTML that authors, plug-ins and minifiers write
    "a<!-- x > y -->b<!---->c<!-->d<!--->e--!>f<!-- g --!>h<?php x > y<!x>i</ w>j</>k",
    "<pre>\nx\n</pre><pre>&#10;y</pre><PRE><b></b>\nz</PRE><textarea>\n<b>&amp;</b></textarea>",
    "<script>if (a<b) '<article>&amp;'</script><style>a>b{}</style><template>t<b>u</b></template>x<iframe><p></iframe>",
    "<svg><style>a &gt; b</style><title>t &amp; u</title><path d='M0'/><![CDATA[<b>&amp;]]></svg>y<svg/><![CDATA[>z]]>",
    "&nbsp;&amp;amp;&hellip;&notit;&not it;&copy&#x1F600;&#0;&#x80;&#xD800;&#1;&bogus;&am<b>p;</b>&#3<b>8;</b>\r\nx\ry",
    "<a title='a > b' data-x=\"</article>\">t</a><img alt=x><br>u< v <3 <a b\"c>d</a><i =x>e</i><u a = 'b>c' >f</u>",
    "<p>x<p>y<div>z</p>w<table><tr><td>a</td></tr> <tr><td>b</table><select><option>c<option>d</select>",
    "a<article>b</article>c</article>d<article>e",
    "<table>moved before it<tr><td>a</table><b><p>x</b>y</p><a>1<a>2</a><mark>m<p>n</mark>o</p>",
    "<svg><foreignObject><style>a&amp;b</style>c</foreignObject></svg><math><mi>x</mi></math>\0d<svg>\0</svg>&#13;😀",
    "a<plaintext>b<i>&amp;",
)


def test_text_is_what_a_dom_has() -> None:
    """Comments, raw text, references, line ends: each page's text is the same to us and to jsdom."""
    pages = [f"<title>T</title>\n<body class=x>nav<article>{html}</article>end</body>\n" for html in ODD]
    asked = json.dumps([{"html": html} for html in pages])
    done = run([exe("node"), "annotations.mjs"], NODE_MODULES.parent, check=True, text=asked)
    for html, text in zip(pages, json.loads(done.stdout), strict=True):
        ours = dom_text(html)
        assert ours.text[ours.scope.start : ours.scope.end] == text, html


LIVE: Final = """annotations => annotations.items.flatMap(({target}) => target).map(({selector}) => {
    const by = Object.fromEntries(selector.map(each => [each.type, each]));
    const {exact, prefix, suffix} = by.TextQuoteSelector ?? {};
    const article = document.querySelector("article").textContent;
    return exact === undefined ? [] : [
        article.split(prefix + exact + suffix).length - 1,
        document.body.textContent.split(prefix + exact + suffix).length - 1,
        [...article].slice(by.TextPositionSelector.start, by.TextPositionSelector.end).join("") === exact,
        document.getElementById(by.FragmentSelector.value).textContent === exact,
    ];
}).filter(found => found.length)"""


def test_scripts_of_the_page_do_not_move_the_words(project: Path, nasty: Path) -> None:
    """In a browser, with the buttons and labels that scripts add, words and positions are where they were."""
    with browser() as chromium:
        for folder, path in ((project, ARTICLE), (nasty, "nasty")):
            with serve(folder) as site:
                _look(chromium, f"{site.address}{path}/", annotations_of(folder, path))


def _look(chromium: Browser, address: str, annotations: Json) -> None:
    tab = new_tab(chromium, permissions=["clipboard-read", "clipboard-write"])
    tab.goto(address, wait_until="networkidle")
    tab.wait_for_selector(".ann-tools button", state="attached")
    found = tab.evaluate(LIVE, annotations)
    assert len(found) > 20
    assert all(place == [1, 1, True, True] for place in found), found
    for part in tab.query_selector_all("mark[id$=':2']"):
        part.hover()  # tints its note, as the first part does
        assert tab.locator("li.ann-partner [id=parts]").count() == 1
    tab.context.close()
