"""The first article on paper: its text, its notes by number, and the hand-out for classes."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from sites import ARTICLE, Served, one, page, serve_project
from tools import rest, tab

NOTES = 38
SCRIPT = pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
FONT = pytest.mark.parametrize("font", ["own", "DejaVu"])
WIDE = '@media all { body[class] { --md-text-font-family: "DejaVu Sans"; --ann-serif: "DejaVu Serif"; } }'


@pytest.fixture(scope="module")
def site() -> Iterator[Served]:
    """The project's site, built and served."""
    with serve_project() as served:
        yield served


@contextmanager
def article(chromium: Browser, site: Served, *, script: bool = True, font: str = "own") -> Iterator[Page]:
    """The first article in a browser, in the site's fonts or in very wide ones."""
    with tab(chromium, java_script_enabled=script) as opened:
        if font != "own":
            css = (site.folder / "assets/whosaid.css").read_text("utf-8") + WIDE.replace("body[class]", "body")
            opened.route("**/whosaid.css", lambda route: route.fulfill(body=css, content_type="text/css"))
            opened.route("**/*.woff2", lambda route: route.abort())
        rest(opened, f"{site.address}{ARTICLE}/")
        yield opened


def sheets(opened: Page) -> list[str]:
    """The text of each printed page, without spaces: in a printed page they depend on the font."""
    pages = PdfReader(io.BytesIO(opened.pdf(format="A4"))).pages
    return [bare(sheet.extract_text()) for sheet in pages]


def bare(text: str) -> str:
    """Text in single letters: some fonts print “fi” as one sign."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def choose_hand_out(opened: Page) -> None:
    """Where a teacher finds it: in the article's panel, which is closed again."""
    panel = opened.locator("details:has(.ann-onpaper) > summary")
    panel.click()
    opened.get_by_label("notes in short, as a hand-out").check()
    panel.click()


@FONT
@SCRIPT
def test_the_article_is_six_pages_of_paper_at_most(chromium: Browser, site: Served, script: bool, font: str) -> None:
    """With all of its notes, also where no script puts them after the text; there, with the widest of fonts, seven."""
    with article(chromium, site, script=script, font=font) as opened:
        printed = sheets(opened)
    assert len(printed) <= (7 if font == "DejaVu" and not script else 6)
    whole = "".join(printed)
    assert len(re.findall("(?:Whosaysit|Whoseopinionitis|Whoanswers):", whole)) == NOTES
    assert f"{NOTES}notes" in whole


@SCRIPT
def test_the_text_comes_first_and_then_each_note_once(chromium: Browser, site: Served, script: bool) -> None:
    """In the order of their numbers; where there is no script, each below its paragraph."""
    with article(chromium, site, script=script) as opened:
        whole = "".join(sheets(opened))
    text = page(site.folder)
    places = []
    notes = text.select(".ann-notes > li")
    if script:
        notes.sort(key=lambda note: int(one(note, ".ann-number").get_text()))
    for editor in (paragraph for note in notes for paragraph in note.select(".ann-editor > p")):
        words = bare(editor.get_text())
        if words.isascii():
            assert whole.count(words) == 1, words
            places.append(whole.index(words))
    assert len(places) > 10
    assert places == sorted(places)
    last = bare(text.select(".ann-block > p mark")[-1].get_text())
    assert (places[0] > whole.index(last)) == script


@SCRIPT
def test_after_printing_all_is_where_it_was(chromium: Browser, site: Served, script: bool) -> None:
    """Every note with its paragraph, closed."""
    where = """() => [...document.querySelectorAll('.ann-notes > li')].map(li => [
        li.querySelector('.ann-body').id, li.querySelector('details').open,
        [...document.querySelectorAll('.ann-block')].indexOf(li.closest('.ann-block'))])"""
    with article(chromium, site, script=script) as opened:
        before = opened.evaluate(where)
        sheets(opened)
        opened.wait_for_function("before => String((" + where + ")()) === String(before)", arg=before)
        assert opened.locator(".ann-endnotes").count() == 0


def _goes_on(sheets: list[str], start: str, rest: str) -> bool:
    """Whether words stand on one sheet, or start on one, above notes, and go on at the top of the next."""
    first, *others = (re.sub(r"\d", "", sheet) for sheet in sheets)
    on_one = any(start + rest in sheet for sheet in (first, *others))
    return on_one or (start in first and any(sheet.startswith(rest) for sheet in others))


@FONT
@SCRIPT
def test_the_hand_out_is_two_pages(chromium: Browser, site: Served, script: bool, font: str) -> None:
    """The whole text and the first line of each note; the choice itself is not printed."""
    with article(chromium, site, script=script, font=font) as opened:
        choose_hand_out(opened)
        printed = sheets(opened)
    assert len(printed) <= 2
    whole = "".join(printed)
    assert "Whosaysit:" not in whole
    assert "hand-out" not in whole
    own_voice = page(site.folder).select(".ann-notes > .s-quiet.t-own-voice")
    assert whole.count("Article’sownvoice") >= len(own_voice) > 3
    for mark in page(site.folder).select(".ann-block > p mark"):
        words = re.sub(r"\d", "", bare(mark.get_text()))[:20]  # numbers of notes stand between words
        assert any(_goes_on(printed, words[:at], words[at:]) for at in range(len(words))), words
