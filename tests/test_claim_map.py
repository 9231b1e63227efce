"""The claim map: a list and a drawing that say the same, whatever names and words are in them."""

from __future__ import annotations

import json
import xml.etree.ElementTree as etree
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final, Literal

import pytest
from bs4 import BeautifulSoup, Tag
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser

from articles import ARABIC, MIXED, article_of
from growth import times_as_long
from sites import ARTICLE, Served, build, copy_first_article, one, page, serve, write_site
from tools import axe_finds, new_tab, vnu_finds
from whosaid.ledger.loading import load
from whosaid.ledger.records import Ledger
from whosaid.render.claimmap import draw_claim_map


def drawn(ledger: Ledger, path: str) -> str:
    """The map of a page, for a page beside it, as it comes out of Markdown's stash."""
    frame = etree.Element("div")
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
    return "".join(kept)


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
PAGES: Final = {
    "nasty.md": "# Nasty\n" + "".join(CLAIM.format(id=id_, words=plain_line(words)) for id_, words in NASTY.items()),
    "circles.md": CIRCLES,
    "there.md": THERE,
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
NAMES: Final = ("bounty-report", "nasty", "circles", "there", "one", "long", "arabic", "mixed")


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of odd articles, not built."""
    return write_site(tmp_path_factory.mktemp("odd"), PAGES, sources=BUILT_IN_SOURCES + SOURCES)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, odd: Path) -> Iterator[Served]:
    """The project's site, with the map of its article and of each odd one in a page of its own."""
    folder = copy_first_article(tmp_path_factory.mktemp("maps"))
    assert build(folder).returncode == 0
    frame = page(folder / "site")
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


def spoken(*parts: Tag) -> str:
    """The words of some parts, without what stands between the items of a list."""
    return " ".join("".join(part.get_text() for part in parts).replace(" · ", " ").split())


def in_drawing(map_: BeautifulSoup) -> dict[str, str]:
    """What the drawing says of each statement, by where its box leads."""
    return {str(box["href"]): spoken(*box.select("text")) for box in map_.select("svg a:has(.framed)")}


def sources_in_drawing(map_: BeautifulSoup) -> set[str]:
    """What it says of each source."""
    return {spoken(*box.select("text")) for box in map_.select("svg :is(a, g):has(> .box:not(.framed))")}


def in_list(map_: BeautifulSoup) -> dict[str, list[str]]:
    """What the list says of each statement, line by line, by where its link leads."""
    items = map_.select(".ann-map-list li")
    return {
        str(one(item, "a")["href"]): [spoken(line) for line in item.find_all("p", recursive=False)] for item in items
    }


@pytest.mark.parametrize("name", ["bounty-report", "circles", "there", "one", "long", "arabic", "mixed"])
def test_list_and_drawing_say_the_same(site: Served, name: str) -> None:
    """Each statement with the same words, each source too; the list comes first."""
    map_ = page(site.folder, f"maps/{name}")
    sources, listed = sources_in_drawing(map_), in_list(map_)
    told = {at: " ".join(line for line in lines if line not in sources) for at, lines in listed.items()}
    assert told == in_drawing(map_)
    assert sources <= {line for lines in listed.values() for line in lines}
    assert [part.name for part in one(map_, "article").find_all(True, recursive=False)] == ["h1", "ul", "div"]


def test_every_disputed_claim_says_so_and_by_whom(site: Served) -> None:
    """As many as there are notes that say so; and every statement of the article is in the map once."""
    article, map_ = page(site.folder), page(site.folder, "maps/bounty-report")
    boxes = in_drawing(map_)
    notes = {f"../{ARTICLE}/#{one(note, '.ann-body')['id']}": note for note in article.select("details.ann-card")}
    assert boxes.keys() == notes.keys()
    for address, note in notes.items():
        state = note.select_one(".ann-state")
        disputed = state is not None and state.get_text().endswith("Disputed")
        assert ("Disputed. Denied by Russia" in boxes[address]) == disputed


def test_every_tie_of_the_first_article_is_drawn(site: Served) -> None:
    """One mark for each denial of a claim and each relation, told apart by their form."""
    map_ = page(site.folder, "maps/bounty-report")
    wires = one(map_, "svg > g[aria-hidden]")
    marks = Counter(str(mark["d"]) for mark in wires.select("[transform]"))
    assert sorted(marks.values()) == [1, 1, 2, 12]  # narrows, is the basis for, supports, denials and a contradiction
    assert len(wires.select(".bond")) == 5


def test_statements_of_other_articles_are_in_the_map(odd: Path) -> None:
    """What is tied to the article, with who says it and what was answered there, and the name of its article."""
    boxes = in_drawing(map_of(odd, "circles.md"))
    assert boxes["../there/#far"] == (
        "1 in “What else was said” The bridge would be closed According to the town council "
        "Disputed. Denied by Ada Brook; clarified by Ada Brook Based on 2"
    )
    assert "Narrows 1" in boxes["../there/#far-two"]
    assert boxes["../circles/#one"].endswith("Says the same as 2 Narrowed by 3 in “What else was said”")


def test_a_page_without_claims_says_so(tmp_path: Path) -> None:
    """And is no fault."""
    map_ = map_of(write_site(tmp_path, {"a.md": "# Nothing\n"}), "a.md")
    assert map_.get_text() == "There is no claim on this page."


def test_nothing_in_a_name_is_markup(odd: Path) -> None:
    """Names and words are text, in the list and in the drawing."""
    map_ = map_of(odd, "nasty.md")
    assert map_.find("script") is None
    assert len(map_.select("svg")) == 1
    assert NASTY["markup"] in one(map_, ".ann-map-list").get_text()


def test_what_is_cut_is_whole_in_its_title(odd: Path) -> None:
    """A name of ten thousand letters, in the drawing as in the list."""
    map_ = map_of(odd, "nasty.md")
    box = one(map_, 'svg a[href$="#c-endless"]')
    assert NASTY["endless"] in one(box, "title").get_text()
    assert len(spoken(*box.select("text"))) < 1500
    assert "…" in spoken(*box.select("text"))


def test_long_articles_take_time_in_proportion(tmp_path: Path) -> None:
    """Eight times as many statements take not much more than eight times as long."""
    ledger, _ = load(write_site(tmp_path, {"a.md": article_of(200), "b.md": article_of(1600)}) / "docs")
    assert times_as_long(lambda: drawn(ledger, "a.md"), lambda: drawn(ledger, "b.md"), enough=24) <= 24


# Where something sticks out of its box, boxes lie on one another, or a line of text has no height.
STICKS_OUT: Final = """() => {
  const found = [];
  const columns = new Map();
  for (const rect of document.querySelectorAll(".ann-map rect.box")) {
    const box = rect.getBBox();
    const bottoms = columns.get(box.x + box.width) ?? [];
    columns.set(box.x + box.width, [...bottoms, [box.y, box.y + box.height]]);
    for (const text of rect.parentNode.querySelectorAll("text")) {
      const { x, y, width, height } = text.getBBox();
      if (x < box.x || x + width > box.x + box.width || y < box.y || y + height > box.y + box.height || !height) {
        found.push(text.textContent);
      }
    }
  }
  for (const spans of columns.values()) {
    spans.sort((a, b) => a[0] - b[0]);
    spans.forEach(([, bottom], at) => spans[at + 1]?.[0] < bottom && found.push(`overlap at ${bottom}`));
  }
  const map = document.querySelector(".ann-map").viewBox.baseVal;
  for (const path of document.querySelectorAll(".ann-map path")) {
    const box = path.getBBox();
    if (!path.closest("[transform]") && (box.x < 0 || box.x + box.width > map.width)) found.push("path");
  }
  return found;
}"""


@pytest.mark.parametrize("font", ["", "DejaVu Sans", "Liberation Serif"])
@pytest.mark.parametrize("name", NAMES)
def test_no_text_sticks_out_of_its_box(chromium: Browser, site: Served, name: str, font: str) -> None:
    """In the theme's font, a wider one and a narrower one; and no box lies on another."""
    tab = new_tab(chromium, viewport={"width": 1440, "height": 900})
    tab.goto(f"{site.address}maps/{name}/")
    if font:
        tab.add_style_tag(content=f".ann-map text {{ font-family: '{font}' !important }}")
    assert tab.evaluate(STICKS_OUT) == []
    tab.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [1440, 390])
def test_maps_are_accessible(chromium: Browser, site: Served, size: int, scheme: Literal["light", "dark"]) -> None:
    """axe-core finds nothing; the map scrolls in its own region, which has a name, and its links have theirs."""
    for name in NAMES if (size, scheme) == (1440, "light") else NAMES[:3]:
        tab = new_tab(chromium, viewport={"width": size, "height": 900}, color_scheme=scheme)
        tab.goto(f"{site.address}maps/{name}/")
        assert tab.evaluate("document.documentElement.scrollWidth") <= size
        assert axe_finds(tab, "article") == [], name
        tab.close()
    tab = new_tab(chromium)
    tab.goto(f"{site.address}maps/bounty-report/")
    region = tab.get_by_role("region", name="Claim map: Moscow rejects report")
    link = region.get_by_role("link", name="4 The unit had secretly held out rewards to the same fighters")
    assert link.get_attribute("href") == "../articles/bounty-report/#us-finding"
    tab.close()


def test_the_nu_checker_finds_nothing(site: Served) -> None:
    """Every page with a map is valid HTML."""
    files = [site.folder / f"maps/{name}/index.html" for name in NAMES]
    assert vnu_finds(*files) == ""


def test_forced_colours_and_paper_show_the_map(chromium: Browser, site: Served) -> None:
    """Lines and words stand out from the ground, and on paper the whole width is there."""
    tab = new_tab(chromium, viewport={"width": 640, "height": 900})
    tab.goto(f"{site.address}maps/bounty-report/")
    colour = "([selector, what]) => getComputedStyle(document.querySelector(`.ann-map ${selector}`))[what]"
    tab.emulate_media(forced_colors="active")
    ground = tab.evaluate("getComputedStyle(document.body).backgroundColor")
    for selector, what in ((".line", "stroke"), (".bond", "stroke"), (".framed", "stroke"), (".words", "fill")):
        assert tab.evaluate(colour, [selector, what]) not in ("none", ground), selector
    assert tab.evaluate(colour, [".inner", "stroke"]) == ground
    tab.emulate_media(forced_colors="none", media="print")
    assert tab.evaluate("document.querySelector('.ann-map').getBoundingClientRect().right") <= 640
    tab.close()


@given(st.text(max_size=200), st.floats(2, 40), st.integers(1, 9))
def test_lines_fit_and_lose_nothing(text: str, room: float, most: int) -> None:
    """Whatever the text: no line is wider than its room, unless a single letter is, and none is lost but by a cut."""
    line = plain_line(text)
    lines, cut = wrap(line, room, most)
    assert len(lines) <= most
    assert all(len(part) <= 2 or sum(map(width, part.rstrip())) <= room for part in lines)
    kept = "".join("".join(lines).removesuffix("…" if cut else "").split())
    assert "".join(line.split()).startswith(kept)
    assert cut or kept == "".join(line.split())
