"""The first screen of each kind of page names who says the main claim and who denies it, and a source's page says what
matters most of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Page

from sites import SOURCES, Served, one, page, serve_project, serve_site
from tools import rest, tab

SIZES = pytest.mark.parametrize(("width", "height"), [(1440, 900), (768, 1024), (390, 844)])
DENIED = "Denied by Russia, the Taliban, the Russian Embassy in Washington and Zabihullah Mujahid"
DENIED_FOR = DENIED.replace("Washington", "Washington (for Russia)") + " (for the Taliban)"
KINDS = {
    "": (
        "Alleged, according to The New York Times. " + DENIED_FOR,
        "citing US intelligence officials in the first report",
    ),
    "ledger/": ("The New York Times", DENIED),
    "ledger/disputed/": ("The New York Times", DENIED),
    "ledger/articles/": ("Alleged, according to The New York Times. " + DENIED_FOR, "Kayleigh McEnany"),
    "ledger/claim/articles/bounty-report/bounty-offer/": ("Alleged, according to The New York Times:", DENIED_FOR),
    "ledger/source/russia/": ("Russia and the Taliban denied", "alleged, according to The New York Times"),
    "ledger/source/nyt/": ("Alleged, according to The New York Times: ", DENIED),
    "ledger/source/in/articles/bounty-report/us-intel-officials/": (
        "according to The New York Times, citing US intelligence officials: Rewards were offered",
        "and the Kremlin; answered without denying by Kayleigh McEnany",
    ),
}
"""The kinds of pages that are generated, and what must stand on the first screen of each."""

# The words in the window below the header, without those that no reader sees.
ON_SCREEN = """() => {
    const top = document.querySelector(".md-header").getBoundingClientRect().bottom, range = document.createRange();
    const texts = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT);
    let shown = "";
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
        if (!text.parentElement.checkVisibility()) continue;
        for (const {segment, index} of new Intl.Segmenter("en", {granularity: "word"}).segment(text.data)) {
            range.setStart(text, index);
            range.setEnd(text, index + segment.length);
            const box = range.getBoundingClientRect();
            if (!segment.trim() || (box.top >= top && box.bottom <= innerHeight && box.right <= innerWidth + 1))
                shown += segment;
        }
    }
    return shown.replace(/\\s+/g, " ");
}"""
SALMA = "سلمى الخطيب"

CUT = "document.documentElement.scrollWidth > innerWidth"


@pytest.fixture(scope="module")
def site() -> Iterator[Served]:
    """The project's site, built and served."""
    with serve_project() as served:
        yield served


def first_screen(opened: Page, address: str) -> str:
    """What a reader sees of a page without scrolling or opening anything."""
    rest(opened, address)
    assert not opened.evaluate(CUT), address
    return str(opened.evaluate(ON_SCREEN))


@SIZES
def test_it_names_who_says_the_main_claim_and_who_denies_it(
    chromium: Browser, site: Served, width: int, height: int
) -> None:
    """On every kind of generated page, from a wide screen to a phone."""
    with tab(chromium, width, height) as opened:
        for path, expected in KINDS.items():
            seen = first_screen(opened, site.address + path)
            assert [words for words in expected if words not in seen] == [], (path, seen)


LONG = "the Interministerial Commission for the Supervision of Bridges, Tunnels and Other Crossings of the Lower Valley"
ODD = f"""\
ministry: {{name: the ministry, type: institution}}
commission: {{name: "{LONG}", type: institution}}
salma: {{name: سلمى الخطيب, type: person, role: engineer, for: ministry}}
silent: {{name: the silent office, type: institution}}
wire: {{name: The Wire, type: outlet}}
builders: {{name: "{LONG}'s own builders", type: institution}}
police: {{name: the police, type: institution}}
minister: {{name: Bo Ek, type: person}}
{SOURCES}"""
PAGES = {
    # 300 statements of one source, of which the 200th is denied.
    "many.md": "# Many\n\n"
    + "\n\n".join(f'They say [the toll is {n} coins](#c{n} "claim by ministry").' for n in range(300))
    + '\n\n[She denies it](#no "denial of c200 by salma").\n',
    "long.md": "# [The bridge](#weak)\n\n"
    f'They say [{"the bridge is weak and " * 12}old](#weak "claim by commission via evening-post").\n\n'
    '[It is not](#strong "denial of weak by builders, mayor, officials, police, minister, evening-post").\n',
    "calm.md": '# [News](#shut)\n\nThey say [the bridge is shut](#shut "claim by council").\n',
    "mention.md": '# [News again](calm.md#shut)\n\nIt [rains](#rain "claim by own-voice").\n',
    "asked.md": "# Asked\n\n[It was the office](#blame).\n\n/// claim\nid: blame\nsource: mayor\nabout: silent\n///\n",
    "by-wire.md": '# Heard\n\n[It may fall](#fall "claim by officials via wire").\n',
    "nothing-said.md": "# Plain\n\nNo statement.\n",
    "index.md": '# Home\n\n[All](ledger.md "show articles")\n',
}


class Lead(NamedTuple):
    """The top of a source's page: what matters most of it, and the sentences after that."""

    told: str
    rest: str


LEADS = {
    "ministry": Lead(
        "According to the ministry: “the toll is 200 coins”. Denied by سلمى الخطيب.",
        "This source is an organisation. It appears in Many. This site has 300 statements by it; 1 of them is "
        "disputed.",
    ),
    "salma": Lead(
        "سلمى الخطيب denied “The toll is 200 coins” (according to the ministry).",
        "This source is a named person (engineer, for the ministry). It appears in Many. 1 answer by it is recorded.",
    ),
    "silent": Lead(
        "According to Ada Brook: “It was the office”. No answer recorded.",
        "This source is an organisation. It appears in Asked. 1 claim accuses it.",
    ),
    "wire": Lead(
        "According to The Wire, citing two officials: “It may fall”.",
        "This source is a publication. It appears in Heard. 1 statement came through it.",
    ),
    "council": Lead(
        "According to the town council: “the bridge is shut”.",
        "This source is an organisation. It appears in News. This site has 1 statement by it.",
    ),
    "minutes": Lead("", "This source is a document or data. No statement of this site is attributed to this source."),
}
"""By source."""


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A site with long names, names in another script, a source of 300 statements, and articles without an answer."""
    with serve_site(tmp_path_factory.mktemp("odd"), PAGES, sources=ODD) as served:
        yield served


@pytest.mark.parametrize("source", LEADS)
def test_a_source_page_begins_with_what_matters_most(odd: Served, source: str) -> None:
    """A claim and an answer of its own, or a claim that came through it or accuses it; then who it is, and counts."""
    article = one(page(odd.folder, f"ledger/source/{source}"), "article")
    shown = [" ".join(part.get_text().split()) for part in article.select("h1 ~ p")]
    expected = LEADS[source]
    assert shown[: 2 if expected.told else 1] == [part for part in expected if part]


def test_a_source_page_leads_to_those_who_speak_for_it(odd: Served) -> None:
    """And theirs lead back; unnamed people are told apart by page and never merged (tests/test_ledger.py)."""
    ministry, salma = (one(page(odd.folder, f"ledger/source/{name}"), "article") for name in ("ministry", "salma"))
    assert "See also who speaks for it: سلمى الخطيب." in " ".join(ministry.get_text().split())
    assert "../salma/" in [a["href"] for a in ministry.select("h1 ~ p a")]
    assert "../ministry/" in [a["href"] for a in salma.select("h1 ~ p a")]


def test_names_of_another_direction_are_set_apart(odd: Served) -> None:
    """In links and outside them, so that the sentence around them keeps its order, on all pages and in embeds."""
    for path, part in (
        ("ledger/source/ministry", ".ann-claim-standing"),  # a link
        ("ledger/source/salma", ".ann-claim-standing"),  # the page itself
        ("many", ".ann-main .ann-answered"),
        ("ledger/articles", ".ann-standing"),
    ):
        told = page(odd.folder, path).select(f"{part} :is(bdi, a[dir=auto])")
        assert SALMA in [name.get_text() for name in told], path
    found = 0
    for file in sorted(odd.folder.rglob("*.html")):
        if SALMA not in (html := file.read_text("utf-8")):
            continue
        for text in one(BeautifulSoup(html, "html.parser"), "body").find_all(string=re.compile(SALMA)):
            alone = text.strip() == SALMA and text.find_parent(["td", "th", "dd", "h1", "li", "p"]) is text.parent
            theme = text.find_parent(["script", "textarea"]) or text.find_parent(class_="md-header")
            assert alone or theme or text.find_parent("bdi") or text.find_parent(dir="auto"), (file, text)
            found += 1
    assert found > 300


@SIZES
def test_long_names_and_long_claims_push_no_name_off_the_screen(
    chromium: Browser, odd: Served, width: int, height: int
) -> None:
    """Nor does a list of 300, or a claim that is a mention of another article's."""
    expected = {
        "": ["Denied by", "According to the town council"],
        "ledger/disputed/": [LONG.removeprefix("the "), "Denied by"],
        "ledger/source/ministry/": ["According to the ministry", "Denied by سلمى الخطيب"],
        "ledger/source/commission/": [LONG, "Denied by"],
        "ledger/claim/long/weak/": [LONG, "Denied by"],
        "ledger/articles/": ["Denied by", "According to"],
    }
    with tab(chromium, width, height) as opened:
        for path, words in expected.items():
            seen = first_screen(opened, odd.address + path)
            assert [word for word in words if word not in seen] == [], (path, seen)


def test_nothing_is_cut_on_the_narrowest_screen(chromium: Browser, odd: Served, site: Served) -> None:
    """At 320 pixels no page of either site scrolls sideways."""
    with tab(chromium, 320, 640) as opened:
        for served, paths in ((site, KINDS), (odd, ("", "ledger/", *(f"ledger/source/{source}/" for source in LEADS)))):
            for path in paths:
                rest(opened, served.address + path)
                assert not opened.evaluate(CUT), path
