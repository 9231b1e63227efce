"""Layout and print hold with any font: for readers without this site's own, in the fonts that systems come with.

Each set is all that the browser has; the fonts that the site ships do not arrive.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from articles import ARABIC, MIXED, PICTURE, article_of
from sites import ARTICLE, CONFIG, Served, serve_project, serve_site
from test_layout import EXTENSIONS, OPEN, OVERLAPS
from tools import ROOT, axe_finds, browser, printed, run, tab

SETS = {"dejavu": "DejaVu", "liberation": "Liberation", "noto": "Noto"}
CONFIGURATION = """\
<?xml version="1.0"?>
<fontconfig>
  <dir>{folder}</dir>
  <cachedir>{cache}</cachedir>
  <alias binding="same"><family>sans-serif</family><prefer><family>{name} Sans</family></prefer></alias>
  <alias binding="same"><family>serif</family><prefer><family>{name} Serif</family></prefer></alias>
  <alias binding="same"><family>monospace</family>
    <prefer><family>{name} Sans Mono</family><family>{name} Mono</family><family>{name} Sans</family></prefer></alias>
</fontconfig>
"""
TOO_WIDE = """() => [...document.querySelectorAll(".ann-table")].filter(
    frame => frame.scrollWidth > frame.clientWidth + 1).map(frame => `table of ${frame.scrollWidth} px`)"""
"""The tables of which a part is out of sight."""


@pytest.fixture(scope="module", params=SETS)
def lettered(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Browser]]:
    """A browser that has one set of fonts, and the first word of their names."""
    folder = tmp_path_factory.mktemp("fonts")
    fonts, name = run([ROOT / "tests/fonts", request.param], check=True).stdout.strip(), SETS[request.param]
    file = folder / "fonts.conf"
    file.write_text(CONFIGURATION.format(folder=fonts, cache=folder / "cache", name=name), "utf-8")
    with browser(file) as launched:
        yield name, launched


@pytest.fixture(scope="module")
def project() -> Iterator[Served]:
    """The project's own site."""
    with serve_project() as served:
        yield served


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Articles of other shapes."""
    pages = {"many.md": article_of(30), "mixed.md": MIXED, "arabic.md": ARABIC, "bridge.svg": PICTURE}
    with serve_site(tmp_path_factory.mktemp("shapes"), pages, CONFIG.replace("admonition,", EXTENSIONS)) as served:
        yield served


def visit(opened: Page, address: str) -> None:
    """Go there without the fonts that the site ships."""
    opened.route(re.compile(r"\.woff2?$"), lambda route: route.abort())
    opened.goto(address, wait_until="load")  # by then, all scripts have run and all fonts have failed
    opened.evaluate("document.fonts.ready.then(() => true)")


def _fonts_of(opened: Page, selector: str) -> set[str]:
    """The fonts in which the browser has drawn an element."""
    session = opened.context.new_cdp_session(opened)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    node = session.send("DOM.querySelector", {"nodeId": root, "selector": selector})["nodeId"]
    used = session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
    return {font["familyName"] for font in used}


def test_the_set_is_what_readers_see(lettered: tuple[str, Browser], project: Served) -> None:
    """In the text, in the notes and in titles; otherwise the tests below would look at other fonts."""
    name, chromium = lettered
    with tab(chromium) as opened:
        visit(opened, f"{project.address}{ARTICLE}/")
        for selector in ("article h1", "article .ann-block > p", ".ann-card summary"):
            assert {font.partition(" ")[0] for font in _fonts_of(opened, selector)} == {name}


OWN = (ARTICLE, "ledger", "ledger/sources", "guide/writing")


@pytest.mark.parametrize("width", [1440, 768, 320])
def test_nothing_overlaps_or_is_cut_off(
    lettered: tuple[str, Browser], project: Served, site: Served, width: int
) -> None:
    """Closed notes and open ones, tables, and articles of all shapes."""
    pages = [f"{project.address}{path}/" for path in OWN]
    pages += [f"{site.address}{path}/" for path in ("many", "mixed", "arabic")]
    found = {}
    with tab(lettered[1], width) as opened:
        for address in pages:
            visit(opened, address)
            closed = opened.evaluate(OVERLAPS)
            opened.evaluate(OPEN)
            found[address] = [*closed, *opened.evaluate(OVERLAPS), *opened.evaluate(TOO_WIDE)]
    assert {address: places for address, places in found.items() if places} == {}


@pytest.mark.parametrize("width", [1440, 1024])
def test_closed_notes_are_no_higher_than_their_text(
    lettered: tuple[str, Browser], project: Served, site: Served, width: int
) -> None:
    """At most a tenth."""
    with tab(lettered[1], width) as opened:
        for address in (f"{site.address}many/", f"{project.address}{ARTICLE}/"):
            visit(opened, address)
            heights = opened.evaluate("""() => [...document.querySelectorAll(".ann-block")].map(
                block => [block.children[0].offsetHeight, block.children[1].offsetHeight])""")
            assert [(prose, notes) for prose, notes in heights if notes > prose * 1.1] == [], address


def test_each_note_is_on_paper_once(lettered: tuple[str, Browser], project: Served, site: Served) -> None:
    """Whatever the width of letters, none is lost where a sheet ends."""
    with tab(lettered[1]) as opened:
        for address in (f"{site.address}mixed/", f"{project.address}{ARTICLE}/"):
            visit(opened, address)
            notes = opened.locator(".ann-card").count()
            text = printed(opened)
            assert len(re.findall(r"(?:Who says it|Whose opinion it is|Who answers):", text)) == notes, address


@pytest.mark.parametrize("path", [ARTICLE, "ledger"])
def test_what_axe_checks_holds(lettered: tuple[str, Browser], project: Served, path: str) -> None:
    """In a window of 320 px, where targets are nearest to each other."""
    with tab(lettered[1], 320) as opened:
        visit(opened, f"{project.address}{path}/")
        opened.evaluate(OPEN)
        assert axe_finds(opened) == []
