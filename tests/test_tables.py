"""Tables from the ledger in the browser and on paper: no word split, nothing cut off, sorted and filtered."""

from __future__ import annotations

import gzip
import io
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

import pytest
from benchmarks.corpus import write_site as write_corpus
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from articles import ARABIC
from sites import SOURCES as COUNCIL
from sites import Served, build, one, page, serve_site
from tools import axe_finds, rest, tab, vnu_finds

SOURCES = f"""\
{COUNCIL}zoo: {{name: Zoo, type: institution}}
doctors: {{name: Ärzte ohne Grenzen, type: institution}}
apple: {{name: apfelbauer Schulz, type: person}}
agency: {{name: die Nachrichtenagentur im Verfassungsgericht, type: outlet}}
"""
SPEAKERS = ("zoo", "doctors", "apple")


def claims(count: int, *speakers: str) -> str:
    """Claims in turn by these, every third of which the first denies, with 19 letters in a word."""
    text = []
    for n in range(count):
        who = speakers[n % len(speakers)]
        text.append(f'They say [the Arbeitsgemeinschaft knows of bridge {n}](#c{n} "claim by {who} via agency").')
        if n % 3 == 0:
            text.append(f'[No, it does not {n}](#r{n} "denial of c{n} by {speakers[0]}").')
    return "\n\n".join(["# Bridges", *text, ""])


PAGES = {
    "bridges.md": claims(12, *SPEAKERS),
    "counter.md": "# Counter\n\n" + "\n\n".join(f'So [it is {n}](#d{n} "claim by doctors").' for n in range(11)),
    "long.md": '# Das Bundesinnenministerium\n\nThey say [it is](#is "claim by zoo via agency").\n',
    "arabic.md": ARABIC,
    "own.md": """# Own

[More](ledger.md "show claims with source: zoo, doctors")
""",
}
LEDGERS = ("ledger", "ledger/sources", "ledger/outlets", "ledger/disputed", "ledger/article/bridges", "own")
WIDTHS = (320, 360, 390, 480, 560, 640, 720, 721, 768, 860, 900, 960, 1024, 1100, 1220, 1280, 1440, 1600, 1920)
FONTS = {"own": "", "DejaVu": 'body { --md-text-font-family: "DejaVu Sans"; --ann-serif: "DejaVu Serif"; }'}

# The words that stand on two lines, and the cells that do not show all they hold.
BROKEN = """() => {
    const parts = new Intl.Segmenter(document.documentElement.lang, {granularity: "word"});
    const range = document.createRange(), found = [];
    for (const cell of document.querySelectorAll("table.ann-ledger :is(caption, th, td)")) {
        if (!cell.checkVisibility()) continue;
        const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
        for (let text = texts.nextNode(); text; text = texts.nextNode())
            for (const {segment, index, isWordLike} of parts.segment(text.data)) {
                if (!isWordLike) continue;
                range.setStart(text, index);
                range.setEnd(text, index + segment.length);
                if (new Set([...range.getClientRects()].map(box => Math.round(box.top))).size > 1) found.push(segment);
            }
        const {left, right} = cell.getBoundingClientRect();
        if (cell.scrollWidth > cell.clientWidth || left < -1 || right > document.documentElement.clientWidth + 1)
            found.push(`cut: ${cell.textContent}`);
    }
    return found;
}"""
SHIFTS = """window.shift = 0; new PerformanceObserver(list => {
    for (const entry of list.getEntries()) window.shift += entry.value;
}).observe({type: "layout-shift", buffered: true});"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The pages, built and served."""
    with serve_site(tmp_path_factory.mktemp("tables"), PAGES, sources=SOURCES) as served:
        yield served


@pytest.mark.parametrize("font", FONTS)
def test_no_word_is_split_and_no_cell_is_cut_at_any_width(chromium: Browser, site: Served, font: str) -> None:
    """From a phone to a wide screen, in this machine's fonts and in very wide ones, in both directions."""
    for path in LEDGERS:
        with tab(chromium, WIDTHS[0]) as opened:
            rest(opened, f"{site.address}{path}/")
            opened.add_style_tag(content=FONTS[font] or "_ {}")
            for width in WIDTHS:
                opened.set_viewport_size({"width": width, "height": 900})
                for direction in ("ltr", "rtl") if path == "ledger" else ("ltr",):
                    opened.evaluate("direction => { document.body.dir = direction; }", direction)
                    assert opened.evaluate(BROKEN) == [], (path, width, direction)


def layout(opened: Page) -> str:
    """How the first row is laid out: with columns, as a card of two columns, or all of it in one."""
    return str(
        opened.evaluate("""() => {
            const row = document.querySelector(".ann-ledger tbody tr:has(td)");
            if (getComputedStyle(row).display === "table-row") return "columns";
            const [head, cell] = [...row.cells].map(cell => cell.getBoundingClientRect());
            return cell.left >= head.right ? "two columns" : "one column";
        }""")
    )


def test_rows_are_columns_or_cards_by_the_room_there_is(chromium: Browser, site: Served) -> None:
    """And a table with a word that no column holds has cards only."""
    with tab(chromium) as opened:
        for path, expected in {
            "ledger/disputed": {390: "one column", 768: "two columns", 1440: "columns"},
            "ledger/outlets": {390: "one column", 768: "two columns", 1440: "two columns"},
        }.items():
            rest(opened, f"{site.address}{path}/")
            for width, how in expected.items():
                opened.set_viewport_size({"width": width, "height": 900})
                assert layout(opened) == how, (path, width)


TOUCHING = """() => {
    const pen = document.createElement("canvas").getContext("2d");
    return [...document.querySelectorAll(".ann-ledger .ann-line")].filter(line => {
        const style = getComputedStyle(line), number = name => parseFloat(style[name]);
        pen.font = `${style.fontSize} ${style.fontFamily}`;
        const strokes = style.textDecorationStyle === "double" ? 3 : 1;  // two, and as much between them
        const below = number("textUnderlineOffset") + strokes * number("textDecorationThickness");
        return number("lineHeight") - below - pen.measureText("dhl").actualBoundingBoxAscent < 1;
    }).map(line => line.textContent);
}"""


@pytest.mark.parametrize("width", [390, 768, 1440])
def test_the_line_of_a_source_type_touches_no_words_below_it(chromium: Browser, site: Served, width: int) -> None:
    """Nor does the double one."""
    with tab(chromium, width) as opened:
        rest(opened, f"{site.address}ledger/")
        assert opened.locator(".ann-ledger .ann-line.ann-c").count()
        assert opened.evaluate(TOUCHING) == []


def shown(opened: Page) -> list[str]:
    """The ids or names in the heads of the rows to be seen, in order."""
    heads = opened.locator(".ann-ledger th[scope=row]:visible a:first-of-type")
    named = "a => a.hash.slice(1) || /claim\\/.*?([^/]+)\\/$/.exec(a.pathname)?.[1] || a.textContent"
    return [str(name) for name in heads.evaluate_all(f"all => all.map({named})")]


def test_a_reader_sorts_by_a_columns_title(chromium: Browser, site: Served) -> None:
    """Up, down, back to the page's order; by keyboard; told to screen readers; numbers as numbers, the most first."""
    with tab(chromium) as opened:
        rest(opened, f"{site.address}ledger/sources/")
        own = shown(opened)
        assert own[0] == "Ärzte ohne Grenzen"  # with 15 statements
        head = opened.locator("th:has(button):has-text('Source')").first
        by_name = ["Ada Brook", "Apfelbauer Schulz", "Ärzte ohne Grenzen", "Two officials", "Zoo"]
        for order, expected in (("ascending", by_name), ("descending", by_name[::-1]), (None, own)):
            head.locator("button").focus()
            opened.keyboard.press("Enter")
            assert head.get_attribute("aria-sort") == order
            assert [name for name in shown(opened) if name in expected] == expected
        count = opened.locator("th:has-text('Statements')")
        counts = []
        for _ in range(2):
            count.locator("button").click()
            cells = opened.locator("td[data-label=Statements]:visible").all_inner_texts()
            counts.append([int(cell) for cell in cells])
        assert max(counts[0]) >= 10  # so that texts would come in another order
        assert counts[0] == sorted(counts[0], reverse=True)
        assert counts[1] == sorted(counts[0])


def test_sorted_rows_leave_their_groups_and_say_which(chromium: Browser, site: Served) -> None:
    """Their articles' titles are with them then, and only then."""
    with tab(chromium) as opened:
        rest(opened, f"{site.address}ledger/")
        before = opened.locator(".ann-ledger").inner_text()
        who = opened.get_by_role("button", name="Who", exact=True)
        who.click()
        assert opened.locator("th[scope=rowgroup]:visible").count() == 0
        row = opened.locator("tr:has(a[href$='/counter/d3/'])")
        assert "Counter" in row.inner_text()
        who.click()
        who.click()
        assert opened.locator(".ann-ledger").inner_text() == before


def test_a_reader_filters_by_any_words(chromium: Browser, site: Served) -> None:
    """All of them, in any cell, with or without accents and capitals; a live region counts; empty groups go."""
    with tab(chromium) as opened:
        rest(opened, f"{site.address}ledger/")
        total = len(shown(opened))
        status = opened.get_by_role("article").get_by_role("status")  # the theme's search has another
        opened.get_by_label("Filter").fill("ARZTE bridge")
        assert shown(opened) == ["c1", "c4", "c7", "c10"]
        assert status.inner_text() == f"4 of {total} rows"
        assert opened.locator("th[scope=rowgroup]:visible").all_inner_texts() == ["Bridges"]
        opened.get_by_label("Filter").fill("denied by zoo")
        assert shown(opened) == ["c0", "c3", "c6", "c9"]
        opened.get_by_label("Filter").fill("nowhere")
        assert shown(opened) == []
        opened.get_by_label("Filter").fill("")
        assert len(shown(opened)) == total
        assert status.inner_text() == ""


def test_the_address_keeps_order_and_filter(chromium: Browser, site: Served) -> None:
    """Of each table of a page on its own; an order that no column has is none."""
    with tab(chromium) as opened:
        rest(opened, f"{site.address}ledger/")
        opened.get_by_label("Filter").fill("bridge")
        for _ in range(2):
            opened.get_by_role("button", name="Statement", exact=True).click()
        opened.wait_for_url("**/ledger/?filter=bridge&sort=-statement")
        expected = shown(opened)
        opened.reload()
        expect(opened.locator("th[aria-sort=descending]")).to_have_count(1)
        assert shown(opened) == expected
        opened.set_viewport_size({"width": 390, "height": 800})
        assert opened.get_by_label("Sort by").input_value() == "statement"  # the column, whichever way
        opened.get_by_label("Sort by").select_option(label="order of the page")
        opened.wait_for_url("**/ledger/?filter=bridge")
        rest(opened, f"{site.address}ledger/?sort=nothing")
        assert opened.locator("[aria-sort]").count() == 0


def test_without_a_script_there_is_the_pages_order_and_no_dead_control(chromium: Browser, site: Served) -> None:
    """And no room for one."""
    with tab(chromium, java_script_enabled=False) as opened:
        opened.goto(f"{site.address}ledger/")
        assert opened.locator("article :is(input, select, button)").count() == 0
        assert opened.locator(".ann-find").evaluate("place => place.offsetHeight") == 0
        assert len(shown(opened)) > 20


def test_few_rows_have_no_controls(site: Served) -> None:
    """Nor does a page without a table load their script."""
    assert not page(site.folder, "ledger/outlets").select(".ann-find, script[src*=whosaid-table]")
    assert page(site.folder, "ledger").select(".ann-find")
    assert len(page(site.folder, "ledger").select("script[src*=whosaid-table]")) == 1
    assert not page(site.folder, "bridges").select("script[src*=whosaid-table]")


@pytest.mark.parametrize("width", [1440, 768, 390])
def test_the_controls_move_nothing(chromium: Browser, site: Served, width: int) -> None:
    """Their room is there before the script is."""
    with tab(chromium, width) as opened:
        opened.add_init_script(SHIFTS)
        for path in ("ledger", "ledger/sources", "ledger/disputed"):
            rest(opened, f"{site.address}{path}/")
            assert opened.locator(".ann-find input").count() == 1
            assert opened.evaluate("window.shift") == 0, path


@pytest.mark.parametrize("width", [1440, 768, 390])
def test_checkers_find_nothing_in_a_sorted_table(chromium: Browser, site: Served, width: int) -> None:
    """axe-core in the page as a reader has it, the Nu checker in the page as it is served."""
    with tab(chromium, width) as opened:
        for path in ("ledger/?sort=who&filter=bridge", "ledger/sources/?sort=-statements"):
            rest(opened, f"{site.address}{path}")
            assert axe_finds(opened) == [], path
    assert vnu_finds(*(site.folder / path / "index.html" for path in LEDGERS)) == ""


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of 14 made-up articles, each with 24 statements, built."""
    corpus = write_corpus(tmp_path_factory.mktemp("corpus"), 14)
    done = build(corpus.annotated)
    assert done.returncode == 0, done.stderr
    return corpus.annotated / "site"


def test_a_part_of_a_large_ledger_is_small(large: Path) -> None:
    """At most 60 kB, compressed; the script for it at most 2.2 kB."""
    for path in ("ledger", "ledger/by-date", "ledger/part/2/ledger"):
        html = (large / path / "index.html").read_bytes()
        assert len(gzip.compress(html)) <= 60_000, path
    assert len(gzip.compress((large / "assets/whosaid-table.js").read_bytes())) <= 2_200


def test_a_part_says_that_it_alone_is_sorted(large: Path) -> None:
    """And leads to the orders of the whole ledger."""
    part = page(large, "ledger/part/2/ledger")
    assert one(part, ".ann-scope").get_text() == "Sorting and filtering apply to this page only."
    links = {urljoin("/ledger/part/2/ledger/", str(link["href"])) for link in part.select("article a[href]")}
    assert "/ledger/" in links
    assert not page(large, "ledger/outlets").select(".ann-scope")


def pages_of(opened: Page) -> list[str]:
    """The text of each printed page, in single spaces."""
    return [" ".join(sheet.extract_text().split()) for sheet in PdfReader(io.BytesIO(opened.pdf(format="A4"))).pages]


def squeezed(text: str) -> str:
    """Without spaces: in a printed page they depend on the font."""
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("font", FONTS)
def test_a_claim_is_printed_with_its_denial_on_the_same_page(chromium: Browser, site: Served, font: str) -> None:
    """In a table, and nothing of a row is cut off."""
    with tab(chromium) as opened:
        rest(opened, f"{site.address}ledger/")
        opened.add_style_tag(content=FONTS[font] or "_ {}")
        sheets = [squeezed(text) for text in pages_of(opened)]
    rows = page(site.folder, "ledger").select(".ann-ledger tbody tr:has(td)")
    assert len(rows) > 25
    assert len(sheets) > 2
    for row in rows:
        cells = [squeezed(cell.get_text()) for cell in row.select("th, td") if cell.get_text()]
        if not cells[0].isascii():
            continue  # letters of other scripts are printed in shapes that the text of a PDF does not name
        assert any(all(cell in sheet for cell in cells) for sheet in sheets), cells
