"""“Who said it?”: the first article played through by a class, by keyboard and by touch, and its worksheet on paper."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Final, NamedTuple

import pytest
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from articles import article_of
from sites import ARTICLE, CONFIG, SOURCES, Served, page, serve_site
from tools import ROOT, axe_finds, tab
from whosaid.base.kinds import KINDS
from whosaid.ledger.loading import load

FOR_CLASS: Final = "---\nclassroom: true\n---\n"
ONE_SOURCE: Final = f"""\
{FOR_CLASS}# A bridge

The council says that [the bridge is safe](#safe "claim by council"), and
that [the road is open](#road "claim by council").

/// claim | The mill is shut
    id: mill
    source: council
    alone: yes
///
"""
ARABIC: Final = """\
---
classroom: yes
language: ar
---
# الجسر

يقول المجلس إن [الجسر آمن](#safe "claim by council")، [وينفي العمدة ذلك](#denied "denial of safe by mayor").
"""
MANY: Final = FOR_CLASS + article_of(200).replace("by officials", "by staff")
OTHERS: Final = {"one.md": ONE_SOURCE, "arabic.md": ARABIC, "many.md": MANY, "plain.md": MANY.removeprefix(FOR_CLASS)}
TOTAL: Final = 38


class Recorded(NamedTuple):
    """A statement as the ledger has it, in the words of the choices."""

    id: str
    who: str
    what: str
    words: str


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The first article and others for a class, built and served."""
    pages = {f"{ARTICLE}.md": (ROOT / f"docs/{ARTICLE}.md").read_text("utf-8"), **OTHERS}
    sources = (ROOT / "docs/sources.yml").read_text("utf-8") + SOURCES.replace("officials:", "staff:")
    with serve_site(tmp_path_factory.mktemp("classroom"), pages, sources=sources) as served:
        yield served


@pytest.fixture(scope="module")
def record(site: Served) -> list[Recorded]:
    """The 38 statements, in the order of their numbers."""
    statements = load(site.folder.parent / "docs")[0].statements[f"{ARTICLE}.md"]
    assert len(statements) == TOTAL
    labels = [" and ".join(source.label for source in one.sources) for one in statements]
    return [
        Recorded(one.id, who[0].upper() + who[1:], KINDS[one.kind].noun.capitalize(), one.words)
        for one, who in zip(statements, labels, strict=True)
    ]


def answer(nth: int) -> tuple[bool, bool, bool]:
    """What a pupil does with a statement: skips it, names the right source, names the right kind."""
    return nth % 10 == 9, nth % 3 != 0, nth % 5 != 0


def choices(opened: Page, name: str) -> list[str]:
    """The choices of a question, in their order."""
    labels = opened.locator(f"#us-finding [name={name}]").locator("xpath=..")
    return [text.strip() for text in labels.all_text_contents()]


def counts() -> list[str]:
    """What the comparison says of a pupil who does so."""
    answers = [answer(nth) for nth in range(TOTAL)]
    skipped = sum(skips for skips, *_ in answers)
    who = sum(right for skips, right, _ in answers if not skips)
    what = sum(right for skips, _, right in answers if not skips)
    return [
        f"{question}: {same} of {TOTAL} as recorded, {skipped} not chosen"
        for question, same in (("Who says it", who), ("What it is", what))
    ]


def picks(record: list[Recorded], nth: int, who: list[str], what: list[str]) -> tuple[int, int]:
    """Which choices that is; one that is not right is the one before."""
    _, right_who, right_what = answer(nth)
    one = record[nth]
    return (
        (who.index(one.who) - (not right_who)) % len(who),
        (what.index(one.what) - (not right_what)) % len(what),
    )


def test_it_is_played_by_keyboard_alone(chromium: Browser, site: Served, record: list[Recorded]) -> None:
    """From the article into the exercise, 38 statements, and the counts; nothing names a source until then."""
    with tab(chromium, reduced_motion="reduce") as opened:
        opened.goto(f"{site.address}{ARTICLE}/")
        opened.locator(".ann-begin").focus()
        opened.keyboard.press("Enter")
        opened.wait_for_selector(".ann-exercise")
        assert opened.url.endswith("?classroom")
        assert_hidden(opened, record)
        who, what = choices(opened, "who"), choices(opened, "what")
        assert axe_finds(opened) == []
        opened.locator(".ann-exercise .ann-next").press("Enter")
        for nth in range(TOTAL):
            opened.wait_for_function("id => document.activeElement.id === id", arg=record[nth].id)
            opened.keyboard.press("Tab")
            for pick, of in zip(picks(record, nth, who, what), (who, what), strict=True):
                if not answer(nth)[0]:
                    opened.keyboard.press("Space")  # the first; the last is above it
                    forth, back = ["ArrowDown"] * pick, ["ArrowUp"] * (len(of) - pick)
                    for key in min(forth, back, key=len):
                        opened.keyboard.press(key)
                opened.keyboard.press("Tab")
            opened.keyboard.press("Shift+Tab")
            opened.keyboard.press("Enter")
        compared(opened, record)
        assert axe_finds(opened) == []


def assert_hidden(opened: Page, record: list[Recorded]) -> None:
    """No source, type or answer outside the text of the article; each statement has a question with its number."""
    spoken = """() => {
        const of = (selector, text) => [...document.querySelectorAll(selector)].map(text);
        return [
            ...of('.ann-overview, .ann-column summary, .ann-skip, .ann-neighbours', (part) => part.innerText),
            ...of('.ann-overview *, .ann-column *', (part) => `${part.title} ${part.ariaLabel}`),
            ...of('.ann, .ann-ref', (end) => `${end.className} ${end.ariaLabel}`),
        ].join(' ');
    }"""
    told = opened.evaluate(spoken)
    assert not re.search(r"\b[ts]-|source:|denied|Said by|opinion|unnamed", told, re.IGNORECASE), told
    assert [one.who for one in record if one.who in told] == []
    assert opened.locator(".ann-ask .ann-number").all_text_contents() == [str(nth + 1) for nth in range(TOTAL)]


def compared(opened: Page, record: list[Recorded]) -> None:
    """The comparison: its counts, and each statement with what is recorded of it and its denial."""
    opened.wait_for_selector(".ann-compared")
    assert opened.locator(".ann-compared > ul > li").all_text_contents() == counts()
    rows = opened.locator(".ann-compared tbody").all_inner_texts()
    assert len(rows) == TOTAL
    for nth, (one, row) in enumerate(zip(record, rows, strict=True)):
        assert " ".join(one.words.split()) in " ".join(row.split())
        assert one.who in row
        assert one.what in row
        assert ("Not chosen" in row) == answer(nth)[0]
    assert "Denied by Russia, the Taliban" in rows[0]
    assert opened.locator(".ann-notes > li").count() == TOTAL


def test_it_is_played_by_touch(chromium: Browser, site: Served, record: list[Recorded]) -> None:
    """On a phone, from the address for a class, with a break, after which all that was chosen is still there."""
    with tab(chromium, 390, 844, has_touch=True, is_mobile=True, reduced_motion="reduce") as opened:
        address = f"{site.address}{ARTICLE}/?classroom"
        opened.goto(address)
        who, what = choices(opened, "who"), choices(opened, "what")
        for nth, one in enumerate(record):
            if nth == TOTAL // 2:
                opened.goto(site.address)
                opened.goto(address)
            if answer(nth)[0]:
                continue
            opened.locator(f"[id='claim:{one.id}']").last.locator("xpath=following::a[1]").tap()
            form = opened.locator(f"#{one.id} form")
            for name, pick in zip(("who", "what"), picks(record, nth, who, what), strict=True):
                form.locator(f"[name={name}]").nth(pick).tap()
        assert "35 of 38" in opened.locator(".ann-exercise > .ann-chosen").inner_text()
        assert opened.evaluate("document.documentElement.scrollWidth <= innerWidth")
        opened.locator(".ann-exercise [data-do=compare]").tap()
        compared(opened, record)
        assert opened.evaluate("document.documentElement.scrollWidth <= innerWidth")
        opened.reload()
        compared(opened, record)
        opened.locator(".ann-compared [data-do=leave]").tap()
        assert not opened.url.endswith("classroom")
        assert opened.locator(".ann-main").is_visible()


def test_the_worksheet_names_no_source(chromium: Browser, site: Served, record: list[Recorded]) -> None:
    """On paper, each statement once, in the text, with a line for each number; the solution on pages of its own."""
    article = page(site.folder)
    for note in article.select(".ann-overview, .ann-column, .ann-ref"):
        note.decompose()
    text = bare(article.select_one("article").get_text())  # type: ignore[union-attr]
    with tab(chromium) as opened:
        opened.goto(f"{site.address}{ARTICLE}/?classroom")
        sheets = [bare(one.extract_text()) for one in PdfReader(io.BytesIO(opened.pdf(format="A4"))).pages]
        assert opened.locator(".ann-lines, .ann-solution").count() == 0
    first = next(nth for nth, sheet in enumerate(sheets) if sheet.startswith("Solution"))
    worksheet, solution = "".join(sheets[:first]), "".join(sheets[first:])
    pages = [re.sub(r"\d", "", sheet) for sheet in sheets[:first]]
    assert worksheet.count("☐Claim") == TOTAL
    for one in record:
        assert times(re.sub(r"\d", "", bare(one.words)), pages) == 1, one
        assert worksheet.count(bare(one.who)) == text.count(bare(one.who)), one
        assert bare(f"{one.who} · {one.what}") in solution
    assert "Deniedby" not in worksheet
    assert "DeniedbyRussia,theTaliban" in solution


def times(words: str, sheets: list[str]) -> int:
    """How often words are printed: on one sheet, or begun on one and ended at the top of the next."""
    if whole := sum(sheet.count(words) for sheet in sheets):
        return whole
    return sum(
        any(words[:end] in sheet and after.startswith(words[end:]) for end in range(1, len(words)))
        for sheet, after in pairwise(sheets)
    )


def bare(text: str) -> str:
    """Text in single letters: some fonts print “fi” as one sign."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def test_without_a_script_the_notes_are_there(chromium: Browser, site: Served) -> None:
    """Also by the address for a class; nothing offers an exercise."""
    with tab(chromium, java_script_enabled=False) as opened:
        opened.goto(f"{site.address}{ARTICLE}/?classroom")
        assert opened.locator(".ann-main").is_visible()
        assert opened.locator(".ann-notes > li").count() == TOTAL
        assert not opened.locator(".ann-begin").is_visible()


def test_other_articles_are_played_as_well(chromium: Browser, site: Served) -> None:
    """With a single source and a statement that stands alone, with 200 statements, in Arabic; where nothing is kept."""
    with tab(chromium, 320, 700) as opened:
        opened.add_init_script("delete Storage.prototype.setItem; delete Storage.prototype.getItem")
        opened.goto(f"{site.address}one/?classroom")
        assert choices_in(opened, "#road") == 4
        assert "The mill is shut" in opened.locator("#mill").inner_text()
        opened.locator("#mill [name=who]").first.check()
        opened.locator("[data-do=compare]").first.click()
        assert "1 of 3 as recorded, 2 not chosen" in opened.locator(".ann-compared > ul > li").first.inner_text()
        opened.goto(f"{site.address}many/?classroom")
        assert "0 of 200" in opened.locator(".ann-chosen").first.inner_text()
        opened.goto(f"{site.address}arabic/?classroom")
        assert opened.evaluate("getComputedStyle(document.querySelector('.ann-exercise')).direction") == "rtl"
        assert axe_finds(opened, ".ann-exercise") == []
        assert opened.evaluate("document.documentElement.scrollWidth <= innerWidth")


def choices_in(opened: Page, note: str) -> int:
    """How many sources there are to choose from."""
    return opened.locator(f"{note} [name=who]").count()


def test_it_goes_on_with_instant_navigation(chromium: Browser, tmp_path: Path) -> None:
    """The theme makes links within the page whole addresses: a number leads to its question, and tells no source."""
    config = CONFIG.replace("font: false", "font: false, features: [navigation.instant]")
    with serve_site(tmp_path, {"one.md": ONE_SOURCE}, config=config) as served, tab(chromium) as opened:
        opened.goto(f"{served.address}one/")
        opened.locator(".ann-begin").click()
        assert opened.locator("a.ann-ref").first.get_attribute("aria-label") == "Statement 1"
        opened.locator("a.ann-ref").first.click()
        assert opened.url.endswith("?classroom#safe")
        opened.locator("#safe [name=who]").first.check()
        opened.locator(".ann-exercise [data-do=leave]").click()
        opened.go_back(wait_until="commit")
        opened.wait_for_selector(".ann-exercise")
        assert opened.locator("#safe [name=who]").first.is_checked()


def test_only_articles_for_a_class_have_it(site: Served) -> None:
    """And only by the address of the exercise is more loaded than for other articles."""
    assert page(site.folder, "plain").select(".ann-begin, .ann-classroom, [data-script]") == []
    assert page(site.folder).select("[src*=classroom], [href*='classroom.']") == []
    assert len(page(site.folder).select("script[data-script$='whosaid-classroom.js']")) == 1
    assert Path(site.folder / "assets/whosaid-classroom.js").stat().st_size < 12_000
