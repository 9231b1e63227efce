"""A claim on a page of its own, for frames on other sites: never without who says it and who answered."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from bs4 import BeautifulSoup

from articles import ARABIC
from growth import times_as_long
from sites import SOURCES, build, copy_project, one, serve, write_site
from tools import axe_finds, browser, new_tab, vnu_finds
from whosaid.base.kinds import KINDS
from whosaid.exports.fragments import files, fragment_path
from whosaid.ledger.loading import load
from whosaid.ledger.records import Ledger
from whosaid.site.addresses import Site

ADDRESS = "https://example.org/news/"
SITE = Site("The Post", ADDRESS)

TEXT = """\
---
title: Bridge unsafe
---

# [Bridge unsafe](#unsafe)

[The bridge is unsafe](#unsafe), two officials say. [Nonsense](#no), says the mayor.
[A pity](#pity "opinion"). [It is old](#old "claim by minutes").

/// claim
    id: unsafe
    source: officials
    via: evening-post
    certainty: alleged
    terms: background
    about: mayor
///

/// denial
    id: no
    of: unsafe
    source: mayor
    where: in the council
    date: 2024-05-03
    scope: general
///
"""
OTHER = """\
[The bridge is not safe](#same). [Sorry](#sorry "correction of same by evening-post").

/// claim
    id: same
    source: council
    same-as: a.md#unsafe
///
"""


def exported(ledger: Ledger, site: Site = SITE) -> dict[str, str]:
    """Every fragment of a ledger by its path, as written."""
    return {export.path: "".join(export.pieces()) for export in files(ledger, site)}


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    """Two articles: a claim denied in one and corrected in the other."""
    return load(write_site(tmp_path, {"a.md": TEXT, "deep/er.md": OTHER.replace("a.md", "../a.md")}) / "docs")[0]


def test_there_is_one_for_each_claim_and_opinion(ledger: Ledger) -> None:
    """At `embed/`, the page's path and the id. An answer alone would be no whole, so it has none."""
    assert list(exported(ledger)) == [
        "embed/a/unsafe.html",
        "embed/a/pity.html",
        "embed/a/old.html",
        "embed/deep/er/same.html",
    ]


def test_it_tells_all_that_is_known(ledger: Ledger) -> None:
    """The words, who says it, how it came, on which terms, whom it accuses, and each answer, from here or elsewhere."""
    shown = BeautifulSoup(exported(ledger)["embed/a/unsafe.html"], "html.parser")
    text = one(shown, "main").get_text(" ", strip=True)
    for part in (
        "Corrected . Corrected by The Evening Post; denied by Ada Brook.",
        "Alleged, according to The Evening Post, citing two officials:",
        "The bridge is unsafe",
        "Two officials. Why unnamed: not stated",
        "Second-hand, through The Evening Post Terms: on background",
        "Whom it accuses Ada Brook",
        "Denied by Ada Brook. Date: 3 May 2024. Where: in the council. How far it goes: all of it, in general terms.",
        "“Nonsense”",
        "Corrected by The Evening Post. Date: not given.",
        "Bridge unsafe – alleged, according to The Evening Post, citing two officials, corrected, denied.",
    ):
        assert part in text
    links = [str(link["href"]) for link in shown.select("a")]
    assert links == [f"{ADDRESS}a/#no", f"{ADDRESS}deep/er/#sorry", f"{ADDRESS}a/#unsafe"]


def test_answer_and_source_come_before_the_words(ledger: Ledger) -> None:
    """A frame that is too low cuts the claim first."""
    main = one(BeautifulSoup(exported(ledger)["embed/a/unsafe.html"], "html.parser"), "main")
    text = main.get_text(" ", strip=True)
    assert text.index("denied by") < text.index("Alleged, according to") < text.index(one(main, "h1").get_text())


def test_a_share_of_it_says_the_same(ledger: Ledger) -> None:
    """Title and text of a card, and the title of the page, carry the attribution and the denial."""
    html = exported(ledger)["embed/a/unsafe.html"]
    shown = BeautifulSoup(html, "html.parser")
    title = "The bridge is unsafe – alleged, according to The Evening Post, citing two officials, corrected, denied"
    assert one(shown, "title").get_text() == one(shown, 'meta[property="og:title"]')["content"] == title
    assert "denied by Ada Brook." in str(one(shown, 'meta[property="og:description"]')["content"])
    assert one(shown, 'meta[property="og:url"]')["content"] == f"{ADDRESS}embed/a/unsafe.html"
    assert one(shown, 'link[rel="canonical"]')["href"] == f"{ADDRESS}a/#unsafe"


def test_a_title_is_short_and_says_what_became_of_it(tmp_path: Path) -> None:
    """Of a very long claim, the words are cut between two of them, and neither who says it nor the denial."""
    words = "the bridge over the old river is unsafe " * 100
    page = f'# T\n\n[{words.strip()}](#unsafe "claim by council"). [A lie](#lie "denial of unsafe by mayor").\n'
    ledger, _ = load(write_site(tmp_path, {"a.md": page}) / "docs")
    shown = BeautifulSoup(exported(ledger)["embed/a/unsafe.html"], "html.parser")
    title = str(one(shown, 'meta[property="og:title"]')["content"])
    assert len(title) <= 110
    assert title.startswith("The bridge over the old river is unsafe the bridge")
    assert title.endswith(" … – according to the town council, denied")
    assert one(shown, "title").get_text() == title


def test_its_code_can_be_copied(ledger: Ledger) -> None:
    """A closed part holds a frame with the page's address; where that is not known, it says what to put in."""
    for site, address in ((SITE, f"{ADDRESS}embed/a/unsafe.html"), (Site("The Post"), "ADDRESS")):
        shown = BeautifulSoup(exported(ledger, site)["embed/a/unsafe.html"], "html.parser")
        details = one(shown, "details:not([open])")
        frame = one(BeautifulSoup(one(details, "textarea").get_text(), "html.parser"), "iframe")
        assert frame["src"] == address
        assert ("place of ADDRESS" in details.get_text()) == (not site.root)


def test_every_denied_claim_of_our_own_site_shows_each_denial(tmp_path: Path) -> None:
    """Every answer of the ledger is in the fragment of each claim it answers, and the build writes these bytes."""
    folder = copy_project(tmp_path)
    assert build(folder, "--strict").returncode == 0
    ledger, _ = load(folder / "docs")
    answered = 0
    for statement in ledger.all_statements():
        if KINDS[statement.kind].family == "response":
            continue
        shown = BeautifulSoup((folder / "site" / fragment_path(statement)).read_text("utf-8"), "html.parser")
        notes = (link for link in shown.select("dd a") if link.get_text().startswith("note "))
        links = [str(link["href"]) for link in notes]
        ids = [link.rpartition("#")[2] for link in links]
        assert ids == [answer.id for answer in ledger.answers(statement)]
        for link in links:  # relative, since the site knows no host
            target = (folder / "site" / fragment_path(statement)).parent / link.partition("#")[0]
            assert (target / "index.html").is_file()
        answered += bool(ids)
    assert answered > 2


ODD = {
    "markup": "</title></style></textarea><script>alert(1)</script>",
    "quotes": 'She said: "it\'s" «so» & more',
    "right to left": "أغلق المجلس \u202eabc\u202c",
    "emoji": "🌉 \U0001f468\u200d\U0001f469\u200d\U0001f467",
    "long": "bridge" * 1700,
}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Fragments of odd articles in a folder."""
    out = tmp_path_factory.mktemp("fragments")
    for name, odd in ODD.items():
        text = json.dumps(odd, ensure_ascii=False)
        sources = SOURCES.replace("name: Ada Brook", f"name: {text}").replace("two officials", text)
        page = TEXT.replace("title: Bridge unsafe", f"title: {text}").replace("in the council", f"at {odd}")
        folder = write_site(
            tmp_path_factory.mktemp("site"), {f"{name}/a.md": page, f"{name}/ar.md": ARABIC}, sources=sources
        )
        for path, html in exported(load(folder / "docs")[0], Site(odd, ADDRESS)).items():
            file = out / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(html, "utf-8")
    return out


@pytest.mark.parametrize("name", ODD)
def test_names_are_text(written: Path, name: str) -> None:
    """A source, a title, a place or a site of any name is shown as written and brings in no markup."""
    shown = BeautifulSoup((written / f"embed/{name}/a/unsafe.html").read_text("utf-8"), "html.parser")
    assert shown.select("script, img") == []
    assert f"Denied by {ODD[name]}" in one(shown, "main").get_text()
    assert ODD[name] in one(shown, "footer").get_text()
    assert f"Where: at {ODD[name]}" in one(shown, "dl").get_text()


def test_it_is_in_the_articles_language_and_direction(written: Path) -> None:
    """Right to left where the article is; the code stays as code is written."""
    shown = BeautifulSoup((written / "embed/quotes/ar/unchecked.html").read_text("utf-8"), "html.parser")
    assert (one(shown, "html")["lang"], one(shown, "html")["dir"]) == ("ar", "rtl")
    assert one(shown, "textarea")["dir"] == "ltr"
    shown = BeautifulSoup((written / "embed/quotes/a/unsafe.html").read_text("utf-8"), "html.parser")
    assert (one(shown, "html")["lang"], one(shown, "html")["dir"]) == ("en", "ltr")


def test_the_nu_checker_finds_nothing(written: Path) -> None:
    """Every fragment is valid HTML."""
    assert vnu_finds(*sorted(written.rglob("*.html"))) == ""


@pytest.fixture(scope="module")
def address(written: Path) -> Iterator[str]:
    """Where the odd fragments are served."""
    with serve(written) as served:
        yield served.address


def test_axe_finds_nothing_and_nothing_is_asked_of_a_server(written: Path, address: str) -> None:
    """In both schemes and in a narrow frame: accessible, no sideways scrolling, one request."""
    asked: list[str] = []
    schemes: tuple[Literal["light", "dark"], ...] = ("light", "dark")
    with browser() as chromium:
        for scheme in schemes:
            tab = new_tab(chromium, viewport={"width": 320, "height": 400}, color_scheme=scheme)
            tab.on("request", lambda request: asked.append(request.url))
            for path in ("long/a/unsafe", "quotes/ar/unchecked", "quotes/a/pity"):
                asked.clear()
                tab.goto(f"{address}embed/{path}.html")
                assert [url for url in asked if not url.endswith("favicon.ico")] == [f"{address}embed/{path}.html"]
                tab.evaluate("document.querySelector('details').open = true")
                assert tab.evaluate("document.documentElement.scrollWidth") <= 320
                assert axe_finds(tab) == [], (path, scheme)


def test_time_grows_with_the_claims_and_no_faster(tmp_path: Path) -> None:
    """Each costs the same, however many there are on its page."""

    def ledger_of(number: int) -> Ledger:
        text = "\n".join(f'[Claim {at}](#c-{at} "claim by council")\n' for at in range(number))
        return load(write_site(tmp_path / str(number), {"a.md": text}) / "docs")[0]

    def written(ledger: Ledger) -> None:
        assert sum(len("".join(export.pieces())) for export in files(ledger, SITE)) > len(ledger.by_ref) * 1000

    few, many = ledger_of(500), ledger_of(4000)
    assert times_as_long(lambda: written(few), lambda: written(many), enough=16) <= 16
