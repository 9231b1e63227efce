"""The claim map: every statement once, each claim with its answers beside it, for any names and words."""

from __future__ import annotations

import json
import xml.etree.ElementTree as etree
from collections.abc import Iterator
from pathlib import Path
from typing import Final, Literal

import pytest
from bs4 import BeautifulSoup, Tag
from playwright.sync_api import Browser

from articles import ARABIC, MIXED, article_of
from sites import ARTICLE, Served, build, copy_first_article, one, page, serve, write_site
from tools import axe_finds, printed, tab, vnu_finds
from whosaid.ledger.loading import load
from whosaid.ledger.records import Ledger
from whosaid.render.claimmap import draw_claim_map


def drawn(ledger: Ledger, path: str) -> str:
    """The map of a page, for a page beside it, as it comes out of Markdown's stash."""
    frame = etree.Element("section", {"class": "ann-map"})
    kept: list[str] = []

    def stash(html: str) -> str:
        kept.append(html)
        return ""

    draw_claim_map(
        frame,
        ledger,
        ledger.files[path],
        stash,
        lambda statement: f"../{statement.page.path.removesuffix('.md')}/#{statement.id}",
        lambda source, page: f"../sources/#{source.id}" if source.id in ledger.sources else "",
    )
    frame.text = "@@"
    return etree.tostring(frame, encoding="unicode", method="html").replace("@@", "".join(kept))


def map_of(folder: Path, path: str) -> BeautifulSoup:
    """The map of a page of a site that need not be built."""
    return BeautifulSoup(drawn(load(folder / "docs")[0], path), "html.parser")


NASTY: Final = {
    "markup": '<script>alert("1")</script> & </svg> "quoted" &amp;',
    "endless": "Donaudampfschifffahrt" * 500,
    "wide": "橋は五月に閉鎖されたと町議会は述べている。" * 5,
    "capitals": "WWWWMMMM@@@@%%%%" * 20,
    "arabic": "المجلس البلدي في المدينة القديمة على ضفة النهر الكبير",
    "mixed": "The المجلس of 橋 and Ωμέγα, Ёлка, हिन्दी समाचार, ไทยรัฐ",
    "emoji": "👩🏽‍🚒👨‍👩‍👧‍👦🏳️‍🌈🇦🇫" * 12,
    "giants": "﷽ ⸻ 𒐫 ㍿ ﷺ ﷽﷽﷽",
    "marks": "a" + "\u0301" * 300,
    "unseen": "\u200e\u200f",
    "controls": "over\u202eride \u200e\u200f and\u2028lines",
}
SOURCES: Final = "".join(
    f"{id_}: {{name: {json.dumps(name, ensure_ascii=False)}, type: person, role: mayor}}\n"
    for id_, name in NASTY.items()
)
CLAIM: Final = """
/// claim | {words}
    id: c-{id}
    source: {id}
    where: {words}
    about: {id}
    alone: yes
///

/// denial | {words}
    id: r-{id}
    of: c-{id}
    source: {id}
    where: {words}
    date: unknown
    alone: yes
///
"""
CIRCLES: Final = """\
/// claim | One
    id: one
    source: council
    same-as: two
    alone: yes
///

/// claim | Two
    id: two
    source: council, officials
    via: evening-post
    same-as: one
    basis-for: there.md#far
    alone: yes
///

/// denial | No
    id: no
    of: one, yes
    source: mayor
    date: 2031-05
    alone: yes
///

/// admission | Yes
    id: yes
    of: no
    source: mayor
    date: 2031-05
    alone: yes
///

/// clarification | Not so
    id: so
    of: there.md#far
    source: mayor
    date: 2031-05
    alone: yes
///
"""
THERE: Final = """\
---
title: What else was said
---

The council said [the bridge would be closed](#far "claim by council"), which the mayor
[denied](#far-no "denial of far by mayor"). Officials say [it is the same](#far-two).

/// claim
    id: far-two
    source: officials
    refines: circles.md#one
///
"""
INNER: Final = """\
---
title: What was said to have been said
---

The mayor said [the council had claimed that](#outer "claim by mayor") [the bridge was safe](#inner "claim by council
within outer"). [A town needs a bridge](#need "opinion"). Officials say [it was closed twice](#twice "claim by
officials"), and that [the minutes leave it out](#out "claim by officials").

/// denial | It claimed no such thing
    id: no
    of: outer, twice
    source: council
    where: Radio Town
    date: 2031-05
    alone: yes
///

/// no-comment | It would not say more
    id: silent
    of: no
    source: mayor
    date: unknown
    alone: yes
///
"""
PAGES: Final = {
    "nasty.md": "# Nasty\n"
    + "".join(CLAIM.format(id=id_, words=" ".join(words.split())) for id_, words in NASTY.items()),
    "circles.md": CIRCLES,
    "there.md": THERE,
    "inner.md": INNER,
    "one.md": '[The bridge is closed](#closed "claim by own-voice").\n',
    "long.md": article_of(300),
    "arabic.md": ARABIC,
    "mixed.md": MIXED,
    "bridge.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
}
BUILT_IN_SOURCES: Final = """\
council: {name: the town council, type: institution}
mayor: {name: Ada Brook, type: person, role: mayor, for: council}
evening-post: {name: The Evening Post, type: outlet}
officials: {type: unnamed, described-as: two officials}
minutes: {name: the council's minutes, type: document}
"""
NAMES: Final = ("bounty-report", "nasty", "circles", "inner", "there", "one", "long", "arabic", "mixed")


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of odd articles, not built."""
    return write_site(tmp_path_factory.mktemp("odd"), PAGES, sources=BUILT_IN_SOURCES + SOURCES)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, odd: Path) -> Iterator[Served]:
    """The project's site, with the map of its article and of each odd one in a page of its own."""
    folder = copy_first_article(tmp_path_factory.mktemp("maps"))
    assert build(folder).returncode == 0
    frame = page(folder / "site", f"ledger/article/{ARTICLE}")
    article = one(frame, "article")
    maps = {"bounty-report": drawn(load(folder / "docs")[0], f"{ARTICLE}.md")}
    ledger, _ = load(odd / "docs")
    maps.update({name: drawn(ledger, f"{name}.md") for name in NAMES[1:]})
    for name, html in maps.items():
        article.clear()
        article.append("@@")
        file = folder / f"site/maps/{name}/index.html"
        file.parent.mkdir(parents=True)
        file.write_text(str(frame).replace("@@", f"<h1>Claim map</h1>{html}"), "utf-8")
    with serve(folder / "site") as served:
        yield served


def text_of(part: Tag) -> str:
    """The words of a part, without the text between them."""
    return " ".join(part.get_text(" ").split())


def lines_of(part: Tag) -> list[str]:
    """The lines of a part."""
    return [" ".join(line.get_text().split()) for line in part.find_all("p", recursive=False)]


def in_full(map_: BeautifulSoup) -> dict[str, list[str]]:
    """What the map tells of each statement, line by line, by where its number leads; no statement twice."""
    told: dict[str, list[str]] = {}
    for part in map_.select(".ann-map-claim, li:has(> .ann-map-answer)"):
        address = str(one(part, ".ann-map-where a, .ann-map-words a")["href"])
        assert address not in told
        told[address] = lines_of(part)
    return told


def row_of(map_: BeautifulSoup, claim: str) -> Tag:
    """The row of a claim, with its answers."""
    rows = map_.select(".ann-map-rows > li")
    return next(row for row in rows if str(one(row, "a")["href"]).endswith(f"#{claim}"))


def beside(map_: BeautifulSoup, claim: str) -> list[str]:
    """The answers beside a claim: the first line of each."""
    return [lines_of(item)[0] for item in row_of(map_, claim).select(".ann-map-answers li")]


def test_the_map_has_every_statement_once(site: Served) -> None:
    """Those of the article's notes, with the same words."""
    article, map_ = page(site.folder), page(site.folder, "maps/bounty-report")
    told = in_full(map_)
    assert told.keys() == {f"../{ARTICLE}/#{body['id']}" for body in article.select("details.ann-card .ann-body")}
    assert told[f"../{ARTICLE}/#us-finding"] == [
        "4 The unit had secretly held out rewards to the same fighters, the year before, for attacks on Americans that "
        "succeeded",
        "Alleged, according to The New York Times, citing US intelligence officials",
        "US intelligence officials · Unnamed source · Route: second-hand, through The New York Times",
        "Narrows 1",
        "Based on 34",
    ]


def test_every_disputed_claim_says_so_and_has_its_denials_beside_it(site: Served) -> None:
    """As many claims as there are notes that say so."""
    article, map_ = page(site.folder), page(site.folder, "maps/bounty-report")
    notes = {
        str(one(note, ".ann-body")["id"])
        for note in article.select("details.ann-card")
        if (state := note.select_one(".ann-outcome")) and state.get_text().endswith("Disputed")
    }
    rows = {
        str(one(row, ".ann-map-claim a")["href"]).partition("#")[2]: row
        for row in map_.select(".ann-map-rows > li")
        if text_of(one(row, ".ann-map-answers > p")) == "Disputed"
    }
    assert rows.keys() == notes
    for row in rows.values():
        assert "Denied by" in text_of(one(row, ".ann-map-answers > ul"))


def test_an_answer_is_told_in_full_once(odd: Path) -> None:
    """At the first claim it answers, with all that is answered by it; at the others, who answered and where it is."""
    map_ = map_of(odd, "inner.md")
    assert beside(map_, "outer") == ["Denied by the town council", "Declined to comment: Ada Brook"]
    assert beside(map_, "twice") == ["6 Denied by the town council, see above"]
    assert in_full(map_)["../inner/#no"] == [
        "Denied by the town council",
        "6 It claimed no such thing",
        "Date: May 2031. Where: Radio Town",
        "Also answers 4",
        "Answered",
    ]
    assert in_full(map_)["../inner/#silent"][-1] == "Answers 6"


def test_claims_with_answers_in_common_stand_together(odd: Path) -> None:
    """Each with the claims inside it, even if another statement is between them in the text."""
    map_ = map_of(odd, "inner.md")
    numbers = [text_of(one(row, "a")) for row in map_.select(".ann-map-rows > li")]
    assert numbers == ["1", "2", "4"]
    assert [text_of(head) for head in map_.select("h2")] == ["Statements with answers", "Other statements"]
    assert [text_of(one(item, "a")) for item in map_.select(".ann-map-others > li")] == ["3 · Opinion", "5"]


def test_what_is_said_within_what_is_told_at_both(odd: Path) -> None:
    """And the inner claim is below the outer one, indented."""
    map_ = map_of(odd, "inner.md")
    told = in_full(map_)
    assert "Contains 2" in told["../inner/#outer"]
    assert "Said within 1" in told["../inner/#inner"]
    assert [text_of(one(row, "a")) for row in map_.select(".ann-map-inner")] == ["2"]


def test_statements_of_other_articles_are_in_the_map(odd: Path) -> None:
    """What is tied to the article, with who says it and what was answered there, and the name of its article."""
    map_ = map_of(odd, "circles.md")
    told = in_full(map_)
    assert told["../there/#far"] == [
        "1 in “What else was said”",
        "The bridge would be closed",
        "According to the town council",
        "Based on 2",
    ]
    state, *_ = row_of(map_, "far").select(".ann-map-answers p")
    assert state.get_text() == "Disputed. Denied by Ada Brook; clarified by Ada Brook"
    assert beside(map_, "far") == ["Clarified by Ada Brook"]
    assert "Narrows 1" in told["../there/#far-two"]
    assert told["../circles/#one"][-2:] == ["Says the same as 2", "Narrowed by 3 in “What else was said”"]


def test_answers_that_are_not_in_the_map_are_summed_up(odd: Path) -> None:
    """Those to another article's claim that are given there."""
    told = in_full(map_of(odd, "there.md"))
    assert told["../circles/#one"][-1] == "Disputed. Denied by Ada Brook"


def test_answers_in_a_circle_are_told_once_each(odd: Path) -> None:
    """The denial of an admission that admits the denial, too."""
    map_ = map_of(odd, "circles.md")
    assert beside(map_, "one")[:2] == ["Denied by Ada Brook", "Admitted in part by Ada Brook"]
    assert {"../circles/#no", "../circles/#yes", "../circles/#so"} <= in_full(map_).keys()


def test_a_page_without_claims_says_so(tmp_path: Path) -> None:
    """And is not a fault."""
    map_ = map_of(write_site(tmp_path, {"a.md": "# Nothing\n"}), "a.md")
    assert map_.get_text() == "There are no such statements."


def test_nothing_in_a_name_is_markup(odd: Path) -> None:
    """Names and words are escaped, and no character in them changes the direction or makes the HTML invalid."""
    map_ = map_of(odd, "nasty.md")
    assert map_.find(["script", "svg", "style"]) is None
    words = text_of(one(map_, '.ann-map-claim:has(a[href$="#c-markup"])'))
    assert words.count(NASTY["markup"]) >= 2
    assert NASTY["endless"] in map_.get_text()
    assert not {*"\u200e\u200f\u202e"} & {*map_.get_text()}


def test_many_answers_are_told_in_proportion(tmp_path: Path) -> None:
    """Eight times as many statements, or answers to one, make a map of eight times the size."""
    denials = {n: "".join(DENIAL.format(number) for number in range(n)) for n in (50, 400)}
    pages = {f"denied-{n}.md": DENIED + denials[n] for n in denials} | {f"long-{n}.md": article_of(n) for n in denials}
    ledger, _ = load(write_site(tmp_path, pages) / "docs")
    for name in ("denied", "long"):
        small, large = (len(drawn(ledger, f"{name}-{n}.md")) for n in denials)
        assert 7 * small < large < 9 * small, name


DENIED: Final = '[The bridge is closed](#closed "claim by council").\n'
DENIAL: Final = """
/// denial | It is not, said {0}
    id: r-{0}
    of: closed
    source: mayor
    where: Radio
    date: 2031-05
    alone: yes
///
"""

# Where something sticks out of the map, or a claim and its answers are not where they should be.
MISPLACED: Final = """([columns, rtl]) => {
  const found = [];
  const box = part => part.getBoundingClientRect();
  const map = box(document.querySelector(".ann-map"));
  for (const part of document.querySelectorAll(".ann-map *")) {
    const { left, right } = box(part);
    if (left < map.left - 1 || right > map.right + 1 || part.scrollWidth > part.clientWidth + 1 && part.clientWidth) {
      found.push(`sticks out: ${part.className || part.tagName}: ${part.textContent.slice(0, 40)}`);
    }
  }
  for (const answers of document.querySelectorAll(".ann-map-answers")) {
    const [claim, other] = [box(answers.previousElementSibling), box(answers)];
    const beside = rtl ? other.right <= claim.left : other.left >= claim.right;
    const level = Math.abs(claim.top - other.top) < 1;
    if (columns ? !beside || !level : other.top < claim.bottom) found.push(answers.textContent.slice(0, 40));
  }
  return found;
}"""


@pytest.mark.parametrize("font", ["", "DejaVu Sans", "Liberation Serif"])
@pytest.mark.parametrize("width", [1440, 390])
def test_answers_stand_beside_their_claim_or_below_it(chromium: Browser, site: Served, width: int, font: str) -> None:
    """Beside it where there is room; nothing sticks out, in the theme's font, a wider one and a narrower one."""
    with tab(chromium, width) as opened:
        for name in NAMES:
            opened.goto(f"{site.address}maps/{name}/")
            if font:
                opened.add_style_tag(content=f".ann-map * {{ font-family: '{font}' !important }}")
            assert opened.evaluate(MISPLACED, [width == 1440, False]) == [], name
        opened.evaluate("document.body.dir = 'rtl'")
        assert opened.evaluate(MISPLACED, [width == 1440, True]) == []


def test_a_claim_stays_in_sight_while_its_answers_are_read(chromium: Browser, site: Served) -> None:
    """Beside the last of its many answers, below the header."""
    with tab(chromium, 1440, 500) as opened:
        opened.goto(f"{site.address}maps/bounty-report/")
        row = opened.locator(".ann-map-rows > li").first
        row.locator(".ann-map-answers li").last.evaluate("part => part.scrollIntoView({block: 'center'})")
        claim = row.locator(".ann-map-claim").bounding_box()
        header = opened.locator(".md-header").bounding_box()
        assert claim is not None
        assert header is not None
        assert header["y"] + header["height"] <= claim["y"] < 500


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [1440, 390])
def test_maps_are_accessible(chromium: Browser, site: Served, size: int, scheme: Literal["light", "dark"]) -> None:
    """axe-core finds nothing."""
    with tab(chromium, size, color_scheme=scheme) as opened:
        for name in NAMES if (size, scheme) == (1440, "light") else NAMES[:3]:
            opened.goto(f"{site.address}maps/{name}/")
            assert opened.evaluate("document.documentElement.scrollWidth") <= size
            assert axe_finds(opened, "article") == [], name


def test_screen_readers_get_one_list(chromium: Browser, site: Served) -> None:
    """Of the claims, with a list of answers in each; links in the order of reading, each with a name of its own."""
    with tab(chromium) as opened:
        opened.goto(f"{site.address}maps/inner/")
        map_ = opened.get_by_role("region", name="Claim map: What was said to have been said")
        outer = map_.get_by_role("list").filter(has_text="the council had claimed").first
        assert outer.locator("> li").count() == 3
        assert outer.get_by_role("list").first.get_by_role("listitem").count() == 2
        links = opened.locator(".ann-map a")
        for at in range(links.count()):
            opened.evaluate("at => document.querySelectorAll('.ann-map a')[at].focus()", at)
            opened.keyboard.press("Tab")
            reached = "[...document.querySelectorAll('.ann-map a')].indexOf(document.activeElement)"
            assert opened.evaluate(reached) == (at + 1 if at + 1 < links.count() else -1)
        assert links.evaluate_all("links => links.every(link => link.textContent.trim())")


def test_the_nu_checker_finds_nothing(site: Served) -> None:
    """Every page with a map is valid HTML."""
    files = [site.folder / f"maps/{name}/index.html" for name in NAMES]
    assert vnu_finds(*files) == ""


def test_forced_colours_and_paper_show_the_map(chromium: Browser, site: Served) -> None:
    """The lines beside claims and answers stand out from the ground; on paper, every answer is there."""
    with tab(chromium, 640) as opened:
        opened.goto(f"{site.address}maps/inner/")
        opened.emulate_media(forced_colors="active")
        ground = opened.evaluate("getComputedStyle(document.body).backgroundColor")
        for part in (".ann-map-claim", ".ann-map-answers"):
            edge = opened.locator(part).first.evaluate("part => getComputedStyle(part).borderInlineStartColor")
            assert edge != ground, part
        opened.emulate_media(forced_colors="none", media="print")
        text = printed(opened)
        for words in (
            "It claimed no such thing",
            "It would not say more",
            "6 Denied by the town council, see above",
        ):
            assert text.count(words) == 1, words
