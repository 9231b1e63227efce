"""The ledger as pages: every statement, source and answer of a site, and what authors show of it in their own pages."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag

from sites import CONFIG, build, build_site, named_by, one, page, write_site
from tools import ROOT
from whosaid.base.embeddable import EMBEDS, FILTERS, ORDERS
from whosaid.ledger.loading import load
from whosaid.ledger.withheld import without_pages

SOURCES = """\
council: {name: the town council, type: institution}
mayor: {name: Ada Brook, type: person, role: mayor, for: council}
evening-post: {name: The Evening Post, type: outlet, url: https://example.org/}
nobody-yet: {name: Nobody Yet, type: person}
"""
BRIDGE = """\
---
title: The bridge
published: 2024-05-02
sources:
  engineers: {type: unnamed, described-as: two engineers, reason: not-stated, possibly-same-as: [builders]}
  builders: {type: unnamed, described-as: three builders, reason: fear for their work}
---

# The bridge

Engineers said [the bridge is unsafe](#unsafe). [The council denies it](#r-council). Builders said
[the paint is new](#paint "claim by builders"), and [the mayor was told](#told). It is [a pity](#pity "opinion").

/// claim
id: unsafe
source: engineers
via: evening-post
about: council
date: 2024-05-01
certainty: alleged
///

/// denial
id: r-council
of: unsafe
source: council
where: Town hall
date: 2024-05-02
///

/// claim
id: told
source: engineers
about: mayor
date: 2023
///
"""
TOLL = """\
---
title: The toll
published: 2024-06-10
sources:
  engineers: {type: unnamed, described-as: an engineer, reason: not-stated}
---

# The toll

An engineer says [the bridge is not safe](#not-safe). [The toll is high](#toll "claim by mayor").

/// claim
id: not-safe
source: engineers
about: council
date: 2024-06
same-as: bridge.md#unsafe
///
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two articles, of which one says again what the other says, built."""
    folder = tmp_path_factory.mktemp("ledger")
    write_site(folder, {"bridge.md": BRIDGE, "toll.md": TOLL, "shows.md": SHOWS}, sources=SOURCES)
    done = build(folder, "--strict")
    assert done.returncode == 0, done.stderr
    return folder / "site"


def rows(part: Tag) -> list[str]:
    """The statements of a table, by id, with their group's heading before them."""
    heads = part.select("tbody th")
    return [f"[{h.get_text()}]" if h["scope"] == "rowgroup" else named_by(h) for h in heads]


def headings(part: Tag) -> list[str]:
    """Its sections."""
    return [heading.get_text(strip=True).rstrip("¶") for heading in part.select("h2")]


ASKED = {
    "show claims with type: unnamed": "[The bridge] unsafe paint told [The toll] unsafe",
    "show claims with source: bridge.md#engineers": "[The bridge] unsafe told",
    "show claims with source: bridge.md#engineers, mayor": "[The bridge] unsafe told [The toll] toll",
    "show claims with type: unnamed and about: mayor": "[The bridge] told",
    "show statements with via: evening-post": "[The bridge] unsafe",
    "show claims with state: disputed": "[The bridge] unsafe [The toll] unsafe",
    "show claims with state: no-answer-recorded": "[The bridge] told",
    "show answers": "[The bridge] r-council",
    "show opinions": "[The bridge] pity",
    "show statements with kind: denial, opinion": "[The bridge] r-council pity",
    "show claims with route: second-hand": "[The bridge] unsafe",
    "show claims with certainty: alleged": "[The bridge] unsafe",
    "show statements with article: toll.md": "[The toll] unsafe toll",
    "show claims with same-as: toll.md#not-safe": "[The bridge] unsafe [The toll] unsafe",
    "show 2 statements from 2": "[The bridge] r-council paint",
    "show claims by date": "[2023] told [May 2024] unsafe [June 2024] unsafe [Not known] paint toll",
    "show claims by type": "[Named person] toll [Unnamed source] unsafe paint told unsafe",
    "show statements by state": "[Disputed] unsafe unsafe [No answer recorded] told [Answers] r-council "
    "[Nothing to answer] paint pity toll",
    "show 1 claims by route": "[Second-hand, through one outlet or record] unsafe",
}
SHOWS = (
    "# Shows\n\n"
    + "\n\n".join(f'[More](ledger.md "{asked}")' for asked in ASKED)
    + """

There are [some](ledger.md "show number of claims with type: unnamed") claims and
[some](ledger.md "show number of articles") articles.

[More](ledger.md "show source mix with article: bridge.md")

[More](ledger.md "show timeline with same-as: bridge.md#unsafe")

[More](ledger.md "show 1 timeline with same-as: bridge.md#unsafe")

[More](ledger.md "show claim map with article: bridge.md")

[More](ledger.md "show claims with type: witness")
"""
)


def test_an_embed_shows_what_its_words_say(site: Path) -> None:
    """Each filter, several of them, each order, a part of all; the groups are those of the order."""
    tables = page(site, "shows").select("table.ann-ledger")
    assert {asked: " ".join(rows(table)) for asked, table in zip(ASKED, tables, strict=True)} == ASKED


def test_a_number_stands_in_its_sentence_and_still_leads_to_more(site: Path) -> None:
    """The words of the link become the number."""
    sentence = next(p for p in page(site, "shows").select("p") if p.get_text().startswith("There are"))
    assert " ".join(sentence.get_text().split()) == "There are 4 claims and 2 articles."
    assert [a["href"] for a in sentence.select("a")] == ["../ledger/", "../ledger/"]


def test_a_source_mix_counts_what_was_asked_for(site: Path) -> None:
    """Sentence, bar and tables, as above an article."""
    shown = one(page(site, "shows"), ".ann-embed:has(.ann-bar)")
    examples = {a.get_text() for a in shown.select("td a")}
    assert "The bridge is unsafe – alleged, according to The Evening Post, citing two engineers, denied" in examples
    assert "Denied by the town council: The council denies it" in examples
    own = {a.get_text() for a in page(site, "bridge").select(".ann-mix td a")}
    assert {"the bridge is unsafe", "The council denies it"} <= own  # whose notes are on the page
    assert one(shown, ".ann-summary").get_text().startswith("4 of 5 statements are attributed to somebody")
    assert one(shown, ".ann-bar")["aria-label"] == one(page(site, "bridge"), ".ann-bar")["aria-label"]
    assert [one(shown, "td a")["href"]] == ["../bridge/#r-council"]


def test_a_timeline_tells_who_said_and_denied_what_when(site: Path) -> None:
    """Claims and the answers to them, each once, by date; each claim tells its answers."""
    timeline = page(site, "shows").select(".ann-timeline")[0]
    assert [li.get_text() for li in timeline.select("li")] == [
        "1 May 2024. Alleged, according to The Evening Post, citing two engineers; denied by the town council: "
        "“The bridge is unsafe” In: The bridge",
        "2 May 2024. Denied by the town council; in public (Town hall): “The council denies it” In: The bridge",
        "June 2024. According to an engineer; denied by the town council: “The bridge is not safe” In: The toll",
    ]


def test_a_part_of_a_timeline_tells_who_denied_what_it_shows(site: Path) -> None:
    """Also if the denial itself is not in that part."""
    timeline = page(site, "shows").select(".ann-timeline")[1]
    assert [li.get_text() for li in timeline.select("li")] == [
        "1 May 2024. Alleged, according to The Evening Post, citing two engineers; denied by the town council: "
        "“The bridge is unsafe” In: The bridge",
    ]


def test_what_there_is_nothing_of_says_so(site: Path) -> None:
    """No empty table."""
    assert page(site, "shows").select(".ann-embed")[-1].p.get_text() == "There are none."  # type: ignore[union-attr]


def test_the_counts_in_the_ledgers_menu_are_those_of_its_pages(site: Path) -> None:
    """For each answer, source type, route; for sources and outlets."""
    menu = page(site, "ledger").select("article li")
    links = [
        (link, re.match(r"\s([\d,]+)", str(link.next_sibling or ""))) for li in menu[1:-1] for link in li.select("a")
    ]
    assert len(links) > 10
    for link, count in links:
        shown = page(site, urljoin("ledger/", str(link["href"])))
        found = shown.select("table.ann-ledger tbody th[scope=row]")
        assert count is not None
        assert (link.get_text(), len(found)) == (link.get_text(), int(count[1]))


@pytest.mark.parametrize("order", ["ledger", "ledger/by-date"])
def test_each_order_holds_every_statement_once(site: Path, order: str) -> None:
    """As many as the articles have notes."""
    notes = [body["id"] for name in ("bridge", "toll") for body in page(site, name).select(".ann-body")]
    shown = [head.get_text() for head in page(site, order).select("table.ann-ledger th[scope=row]")]
    assert len(shown) == len(set(shown)) == len(notes)


def test_a_source_has_a_page_with_what_it_said_and_what_was_said_of_it(site: Path) -> None:
    """Sections only for what there is."""
    council = page(site, "ledger/source/council")
    assert one(council, "h1").get_text(strip=True).startswith("The town council")
    assert headings(council) == ["Statements", "Claims that accuse the town council"]
    assert [rows(table) for table in council.select("table")] == [
        ["[The bridge]", "r-council"],
        ["[The bridge]", "unsafe", "[The toll]", "unsafe"],
    ]


def test_an_outlet_has_a_page_with_what_reaches_the_site_through_it(site: Path) -> None:
    """And the list of outlets leads there."""
    post = page(site, "ledger/source/evening-post")
    assert headings(post) == ["What came through this source"]
    assert rows(one(post, "table")) == ["[The bridge]", "unsafe"]
    assert "https://example.org/" in [a["href"] for a in post.select("article a")]
    assert one(page(site, "ledger/outlets"), "tbody th a")["href"] == "../source/evening-post/"


def test_unnamed_groups_are_never_merged(site: Path) -> None:
    """The same id on two pages is two groups; an overlap is shown on both sides of it, with a link."""
    names = [th.get_text() for th in page(site, "ledger/sources").select("tbody th")]
    assert names == [
        "Two engineers",  # with two statements; then those with one, by name
        "Ada Brook",
        "An engineer",
        "The town council",
        "Three builders",
        "Nobody Yet",
        "The Evening Post",
    ]
    first, second = (page(site, f"ledger/source/in/{name}/engineers") for name in ("bridge", "toll"))
    assert [rows(one(p, "table")) for p in (first, second)] == [
        ["[The bridge]", "unsafe", "told"],
        ["[The toll]", "unsafe"],
    ]
    for name, other in (("engineers", "three builders"), ("builders", "two engineers")):
        text = one(page(site, f"ledger/source/in/bridge/{name}"), "article").get_text()
        assert f"May be some of the same people as: {other}." in text
    assert "same people" not in second.get_text()
    assert "Why unnamed: fear for their work" in page(site, "ledger/source/in/bridge/builders").get_text()


def test_a_source_nobody_uses_is_said_to_have_said_nothing(site: Path) -> None:
    """It has a page and a row, with noughts."""
    assert (
        "No statement of this site is attributed to this source." in page(site, "ledger/source/nobody-yet").get_text()
    )


def test_a_claim_made_in_two_articles_has_a_page_with_its_timeline(site: Path) -> None:
    """Its heading says who says it, its title that it is denied, too."""
    family = page(site, "ledger/claim/bridge/unsafe")
    assert one(family, "h1").get_text() == (
        "Alleged, according to The Evening Post, citing two engineers; according to an engineer: “The bridge is unsafe”"
    )
    assert one(family, "title").get_text() == (
        "The bridge is unsafe – alleged, according to The Evening Post, citing two engineers, denied - Test"
    )
    assert len(family.select(".ann-timeline li")) == 3
    assert rows(one(family, "table")) == ["[The bridge]", "unsafe", "[The toll]", "not-safe"]


def test_an_article_has_a_compact_ledger(site: Path) -> None:
    """What it is made of and every statement, with the answers."""
    compact = page(site, "ledger/article/bridge")
    assert rows(one(compact, "table.ann-ledger")) == ["[The bridge]", "unsafe", "r-council", "paint", "told", "pity"]
    assert "Denied by the town council" in one(compact, "table.ann-ledger").get_text()


def test_search_finds_claims_denials_and_sources_as_themselves(site: Path) -> None:
    """Each is a hit of its own, with who says it and that it is denied in its title; no table or map is found again."""
    index = json.loads((site / "search/search_index.json").read_text("utf-8"))["docs"]
    titles = {entry["location"]: entry["title"] for entry in index}
    assert titles["bridge/#unsafe"] == (
        "The bridge is unsafe – alleged, according to The Evening Post, citing two engineers; "
        "denied by the town council"
    )
    assert titles["bridge/#r-council"] == "Denied by the town council: The council denies it"
    assert titles["toll/#not-safe"] == "The bridge is not safe – according to an engineer; denied by the town council"
    assert titles["ledger/source/in/bridge/engineers/"] == "Two engineers"
    for entry in index:
        if entry["location"].startswith(("ledger", "shows")):
            assert "unsafe" not in entry["text"]


def test_every_link_of_the_built_site_leads_somewhere(site: Path) -> None:
    """To a file that is there, and in a page to an element that is there."""
    assert dead_links(site) == []


def dead_links(site: Path) -> list[str]:
    """The links to the site itself that lead nowhere."""
    pages = {
        file.relative_to(site).as_posix(): BeautifulSoup(file.read_text("utf-8"), "html.parser")
        for file in site.rglob("*.html")
        if file.name != "404.html"
    }
    ids = {path: {str(e["id"]) for e in soup.select("[id]")} for path, soup in pages.items()}
    dead = []
    for path, soup in pages.items():
        for href in {str(a["href"]) for a in soup.select("a[href], link[href]")}:
            to = urlsplit(urljoin(f"http://site/{path}", href))
            if to.netloc != "site":
                continue
            target = unquote(to.path[1:]) + ("index.html" if to.path.endswith("/") else "")
            anchor = unquote(to.fragment)
            if not (site / target).is_file() or (anchor and target in ids and anchor not in ids[target]):
                dead.append(f"{path}: {href}")
    return dead


ODD = {
    "quotes and commas": 'The "Post", and\' more',
    "markup": "The <b>bridge</b> & *the* [council](x) &lt; `z` {{ no }} # 1. | x_y_z",
    "a table's end": "</table></div><script>alert(1)</script>",
    "a formula": "=cmd|' /C calc'!A0",
    "right to left": "الجسر مغلق",
    "emoji": "🌉🏳️‍🌈",
    "ten thousand letters": "Bridge " * 1500,
}


@pytest.mark.parametrize("name", ODD)
def test_names_and_titles_show_as_they_are_written(tmp_path: Path, name: str) -> None:
    """In tables, on a source's own page and in its heading nothing is read as Markdown or HTML."""
    text = " ".join(ODD[name].split())
    odd = json.dumps(text, ensure_ascii=False)
    sources = f"odd: {{name: {odd}, role: {odd}, type: person}}\n"
    article = f'---\ntitle: {odd}\n---\n\nThey say [it is](#it "claim by odd").\n'
    folder = build_site(tmp_path, {"a.md": article}, sources=sources)
    shown = text[:1].upper() + text[1:]
    ledger = one(page(folder / "site", "ledger"), "table")
    assert one(ledger, "th[scope=rowgroup]").get_text() == text
    assert one(ledger, "td[data-label=Who]").get_text() == text
    own = page(folder / "site", "ledger/source/odd")
    assert one(own, "h1").get_text().rstrip("¶") == shown
    assert f"{shown}." in own.get_text()
    heading = one(page(folder / "site", "ledger/article/a"), "h1").get_text().rstrip("¶")
    assert heading == f"Ledger: {text}"
    for path in ("ledger", "ledger/source/odd", "ledger/article/a", "ledger/sources"):
        assert not page(folder / "site", path).select("article script, article b")


def test_a_site_without_claims_has_a_ledger_that_says_so(tmp_path: Path) -> None:
    """No page of it is missing, and none fails."""
    folder = build_site(tmp_path, {"index.md": '# Home\n\n[Ledger](ledger.md "show sources")\n'}, sources="")
    assert "0 statements in 0 articles; none is disputed." in page(folder / "site", "ledger").get_text()
    for view in ("disputed", "corrections", "sources", "outlets", "by-date"):
        assert "There are none." in page(folder / "site", f"ledger/{view}").get_text()
    assert dead_links(folder / "site") == []


def test_an_authors_page_stands_where_a_generated_one_would(tmp_path: Path) -> None:
    """An article may be called like any page of the ledger: it is kept, and all links still lead somewhere."""
    text = '# Mine\n\nThe mayor said [it is](#it "claim by mayor").\n'
    names = ["ledger.md", "ledger/disputed.md", "ledger/source/mayor.md", "ledger/article/ledger.md", "ledger/2.md"]
    folder = build_site(tmp_path, dict.fromkeys(names, text), sources=SOURCES)
    for name in names:
        assert one(page(folder / "site", name.removesuffix(".md")), "h1").get_text(strip=True).rstrip("¶") == "Mine"
    assert dead_links(folder / "site") == []


@pytest.mark.parametrize("directory_urls", ["true", "false"])
def test_long_listings_come_in_parts_that_lead_to_each_other(tmp_path: Path, directory_urls: str) -> None:
    """130 statements are three parts of the ledger and of the source's page, 90 two of the article's own ledger."""

    def claims(numbers: range) -> str:
        return "\n\n".join(f'They say [it is {n}](#it-{n} "claim by mayor").' for n in numbers)

    config = CONFIG + f"use_directory_urls: {directory_urls}\n"
    folder = build_site(tmp_path, {"a b (1).md": claims(range(90)), "c.md": claims(range(90, 130))}, config, SOURCES)
    end = "/index.html" if directory_urls == "true" else ".html"
    for first, other, count in (
        ("ledger", "ledger/part/{}/ledger", 130),
        ("ledger/by-date", "ledger/part/{}/by-date", 130),
        ("ledger/source/mayor", "ledger/part/{}/said/source/mayor", 130),
        ("ledger/article/a b (1)", "ledger/part/{}/article/a b (1)", 90),
    ):
        parts = [first, *(other.format(number) for number in range(2, count // 50 + 2))]
        shown = [BeautifulSoup((folder / "site" / f"{part}{end}").read_text("utf-8"), "html.parser") for part in parts]
        ids = [named_by(head) for part in shown for head in part.select(".ann-ledger th[scope=row]")]
        assert ids == [f"it-{n}" for n in range(count)]
        assert f"here 51 to {min(count, 100)}" in one(shown[1], "caption").get_text()
        steps = [a.get_text() for a in shown[1].select("article a") if "part" in a.get_text()]
        assert steps == ["The first part", "Previous part", *(["Next part"] if count > 100 else [])]
    assert dead_links(folder / "site") == []


def test_the_guide_names_all_that_can_be_shown() -> None:
    """What, filters, orders and every value of a closed list."""
    guide = (ROOT / "docs/guide/showing.md").read_text("utf-8")
    told = set(re.findall(r"`(?:show |by )?([a-z -]+)`", guide))
    assert sorted({*EMBEDS, *FILTERS, *ORDERS} - told) == []
    terms = {term for key in ("type", "route", "state") for term in FILTERS[key].terms}
    assert sorted(terms - told) == []


@pytest.mark.parametrize(
    "left_out", ["draft_docs: /drafts/", "exclude_docs: |\n  /sources.yml\n  /whosaid.yml\n  /drafts/"]
)
def test_pages_that_are_not_published_are_in_no_ledger(tmp_path: Path, left_out: str) -> None:
    """Neither drafts nor pages left out: not their words, not their sources, in no page and in no data."""
    draft = "---\ntitle: Secret plan\nsources:\n  leak: {type: unnamed, described-as: a leaker, reason: fear}\n---\n\n"
    draft += 'They say [the mayor lied](#lied "claim by leak").\n'
    config = (
        CONFIG.replace("exclude_docs: |\n  /sources.yml\n  /whosaid.yml\n", "") if "exclude" in left_out else CONFIG
    )
    pages = {"drafts/d.md": draft, "a.md": 'The mayor said [it is](#it "claim by mayor").\n'}
    pages["drafts/only-sources.md"] = (
        "---\nsources:\n  aide: {type: unnamed, described-as: a leaker, reason: fear}\n---\n"
    )
    folder = write_site(tmp_path, pages, f"{config}{left_out}\n", SOURCES)
    done = build(folder)
    assert done.returncode == 0, done.stderr
    for file in (folder / "site").rglob("*"):
        if file.suffix in (".html", ".json", ".csv", ".xml", ".argdown"):
            text = file.read_text("utf-8")
            assert not [word for word in ("Secret plan", "leaker", "mayor lied") if word in text], file
    assert dead_links(folder / "site") == []


NAMED_BY = {
    "the default route": '---\nvia: {}\n---\n[It is](#x "claim by mayor").\n',
    "a translation": ("[It is](#x).\n\n/// claim\nid: x\nsource: mayor\ntranslated-from: de\ntranslated-by: {}\n///\n"),
    "an embed": '[It is](#x "claim by mayor").\n\n[All](ledger.md "show claims with via: {}")\n',
    "whom it accuses": "[It is](#x).\n\n/// claim\nid: x\nsource: mayor\nabout: {}\n///\n",
}


@pytest.mark.parametrize("way", NAMED_BY)
def test_a_source_that_only_a_draft_names_is_not_published(tmp_path: Path, way: str) -> None:
    """In whatever way it is named; and one that a published page names, too, stays."""
    text = NAMED_BY[way].format("evening-post")
    ledger, _ = load(write_site(tmp_path, {"draft.md": text, "a.md": '[So](#so "claim by mayor").\n'}) / "docs")
    assert "evening-post" not in without_pages(ledger, ["draft.md"]).sources
    pages = {"draft.md": 'Text [so](#so "claim by evening-post").\n', "a.md": text}
    ledger, _ = load(write_site(tmp_path, pages) / "docs")
    published = without_pages(ledger, ["draft.md"])
    assert "evening-post" in published.sources
    assert not published.faults


def test_a_source_called_index_has_its_own_page(tmp_path: Path) -> None:
    """And does not take that of a source called like its page."""
    own = '---\nsources:\n  {}: {{type: person, name: {}}}\n---\n\nThey say [it is](#it "claim by {}").\n'
    pages = {"x.md": own.format("y", "Yves", "y"), "x/y.md": own.format("index", "Ines", "index")}
    folder = build_site(tmp_path, pages, sources=SOURCES)
    assert one(page(folder / "site", "ledger/source/in/x/y"), "h1").get_text().startswith("Yves")
    assert one(page(folder / "site", "ledger/source/in/x/y/index_"), "h1").get_text().startswith("Ines")


def test_code_in_marked_words_stays(tmp_path: Path) -> None:
    """The ledger has the words that the page has."""
    folder = build_site(tmp_path, {"a.md": '[use `<b>` and `a</b>c` now](#k "claim by mayor")\n'}, sources=SOURCES)
    words = one(page(folder / "site", "ledger"), "th[scope=row]").get_text()
    assert words == "Use <b> and a</b>c now"
    assert one(page(folder / "site", "a"), "mark").get_text().lower() == words.lower()


def test_an_answer_that_accuses_brings_what_was_answered_to_it(tmp_path: Path) -> None:
    """In its own row, since the table may show no other."""
    text = '# A\n\n[It is unsafe](#c "claim by council"). [Liars](#back "counter-claim of c by mayor").\n'
    site = write_site(tmp_path, {"a.md": text + '\n[No](#no "denial of back by council").\n'})
    assert build(site).returncode == 0
    (row,) = (row for row in page(site / "site", "ledger").select("table.ann-ledger tr") if "Liars" in str(row.th))
    assert one(row, "[data-label=Answer]").get_text() == "Answers “It is unsafe”; denied by the town council"
