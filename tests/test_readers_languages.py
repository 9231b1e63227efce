"""The interface in German and Arabic: nothing of ours is left in English, and pages are sound in both directions.

The author writes Greek, so that each word in Latin letters is the theme's or ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import material
import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser

from sites import QUIET, Served, build, one, serve, write_site
from test_all_words_translated import CONFIG, SOURCES, seen
from tools import axe_finds, rest, tab, vnu_finds
from translations import read
from whosaid.base.catalogue import LOCALE

ARTICLE: Final = """\
---
title: Η γέφυρα
description: Τι έγινε
published: 2020-12-28
updated: 2021-05-01
author: Ζωή Λύρα
outlet: Ταχυδρόμος
{language}---
# Η [γέφυρα έμεινε ανοιχτή](#open)

Ο δήμος [άφησε τη «γέφυρα» ανοιχτή](#open), έγραψε ο Ταχυδρόμος. [Το αρνήθηκε](#denial). Τα πρακτικά λένε ότι
[ο μηχανικός το είπε το 2019](#advice "claim by minutes"). Η [γέφυρα είναι παλιά](#old "claim by own-voice"), και
[πρέπει να φύγει](#view "opinion"). Κάποιοι είπαν ότι [έπεσαν κομμάτια](#parts). Το [ραδιόφωνο δεν απάντησε](#silent).

/// claim
    id: open
    source: officials
    via: radio, post
    about: council
    certainty: alleged, unverified
    date: 2020-12-01
///

/// claim
    id: parts
    source: residents
    via: post
    about: radio
    quote: partial
///

/// denial | Δεν έγινε
    id: denial
    of: open, parts
    source: mayor, council
    where: πλατεία
    via: public
    date: 2020-12-02T09:30+02:00
    scope: specific

Είπε ότι δεν ξέρει.
///

/// no-reply
    id: silent
    of: advice
    source: radio
    asked: 2020-12-02
///
"""
PAGES: Final = {
    "index.md": '# Αρχή\n\n[Όλα](a.md "show articles")\n',
    "a.md": ARTICLE.format(language=""),
    "list.md": '---\nlanguage: el\n---\n# Λίστα\n\n[Όλα](a.md "show articles")\n',
    "greek.md": ARTICLE.format(language="language: el\n").replace("γέφυρα", "στοά"),
    "arabic.md": ARTICLE.format(language="language: ar\n"),
    "hebrew.md": ARTICLE.format(language="language: he\n"),
    "german.md": ARTICLE.format(language="language: de-AT\n"),
    "number.md": '---\nlanguage: ar\n---\n# جسر\n\nقال إن [الجسر أغلق عام 2019](#closed "claim by council")، ثم فتح.\n',
    "again.md": "---\npublished: 2020-12-30\n---\n# Πάλι\n\nΈμεινε [ανοιχτή](#again).\n\n"
    "/// claim\nid: again\nsource: mayor\nsame-as: a.md#open\n///\n",
    "whosaid.yml": f"plain-pages: [styles, comments, titles, share, mend]\n{QUIET}",
}
CLAIM: Final = "ledger/claim/a/open/"
COMPARED: Final = "ledger/compare/a/open/"
LOOKED_AT: Final = ("a/", "ledger/", "ledger/article/a/", CLAIM, COMPARED, "ledger/source/council/", "404.html")
SOUND: Final = {"a/#open": 1440, "number/": 1440, "ledger/article/a/": 390, CLAIM: 390, COMPARED: 1440}
"""At one of the two ends of the widths each."""
FOLLOWING: Final = {"number/": ".ann + .ann-ref", "ledger/article/a/": ".ann-ledger td a + a"}
"""The number of a note after its mark, on a page in Arabic; names after others."""
OUT_OF_ORDER: Final = """([selector, direction]) => {
  const pairs = [...document.querySelectorAll(selector)].map((next) => [next.previousElementSibling, next]);
  const isAfter = ([one, next]) => {
    const [before, after] = [[...one.getClientRects()].at(-1), next.getClientRects()[0]];
    if (!before || !after || after.top > before.bottom) return true;
    return direction === "rtl" ? after.right < before.left + 3 : after.left > before.right - 3;
  };
  return pairs.filter((pair) => !isAfter(pair)).map(([, next]) => next.textContent);
}"""
"""What does not follow what is before it, in a direction."""
IN_ORDER: Final = """element => {
  const place = document.createRange();
  const text = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const places = [];
  while (text.nextNode()) {
    place.selectNodeContents(text.currentNode);
    places.push([...place.getClientRects()]);
  }
  return places.slice(1).every(([next], at) => {
    const last = places[at].at(-1);
    return next.left >= last.right - 1 || next.top > last.top + 8; // in its line, or below it
  });
}"""
"""Whether each piece of text is right of the one before it, or below."""
DIRECTIONS: Final = {"de": "ltr", "ar": "rtl"}
UNKNOWN: Final = "he"
WORD: Final = re.compile(r"[A-Za-zÀ-ɏ]+")
NO_WORDS: Final = re.compile(r"https?://\S+|404 - Not found|\bUTC\b|W3C")  # the second is the theme's own
THEMES: Final = Path(material.__file__).parent / "templates/partials/languages"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The site in each language, built; also in one that has no catalogue."""
    sites = {}
    for tag in (*DIRECTIONS, UNKNOWN):
        config = CONFIG.replace("language: el", f"language: {tag}").replace(", later.py", "")
        folder = write_site(tmp_path_factory.mktemp(tag), PAGES, config, SOURCES)
        done = build(folder)
        assert done.returncode == 0, done.stderr
        sites[tag] = folder / "site"
    return sites


@pytest.fixture(scope="module", params=DIRECTIONS)
def site(request: pytest.FixtureRequest, built: dict[str, Path]) -> Iterator[tuple[str, Served]]:
    """The site in one of the languages, served."""
    with serve(built[request.param]) as served:
        yield request.param, served


def words_of(tag: str) -> set[str]:
    """The words in Latin letters that a catalogue and the theme have in a language."""
    texts = [text for message in read(LOCALE / f"{tag}.po") for text in _strings(message.string)]
    return {*WORD.findall(" ".join(texts)), *WORD.findall((THEMES / f"{tag}.html").read_text("utf-8")), "Dezember"}


def _strings(found: object) -> tuple[str, ...]:
    return (
        (found,) if isinstance(found, str) else tuple(str(text) for text in found) if isinstance(found, tuple) else ()
    )


def test_nothing_is_left_in_english(site: tuple[str, Served]) -> None:
    """On an article, in the ledger, on the pages of a claim and of a source, and where there is no page."""
    tag, served = site
    known = {word.casefold() for word in words_of(tag)}
    for path in LOOKED_AT:
        file = served.folder / (path if path.endswith(".html") else f"{path}index.html")
        shown = seen(file.read_text("utf-8"))
        found = WORD.findall(NO_WORDS.sub("", shown))
        assert [word for word in found if word.casefold() not in known] == [], path


def test_pages_are_sound(site: tuple[str, Served], chromium: Browser) -> None:
    """By axe, at both ends of the widths, with a note open."""
    tag, served = site
    for path, width in SOUND.items():
        with tab(chromium, width) as opened:
            rest(opened, f"{served.address}{path}")
            assert axe_finds(opened) == [], path
            assert opened.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
            direction = "rtl" if path == "number/" else DIRECTIONS[tag]
            assert opened.evaluate("getComputedStyle(document.body).direction") == direction
            following = FOLLOWING.get(path, "none")
            assert path not in FOLLOWING or opened.locator(following).count()
            assert opened.evaluate(OUT_OF_ORDER, [following, direction]) == [], path


def test_pages_are_valid(built: dict[str, Path]) -> None:
    """By Nu, in both languages: it takes as long to start as to read a hundred pages."""
    pages = [f"{path.removesuffix('/')}/index.html" for path in (*LOOKED_AT[:-1], "greek", "arabic", "german")]
    files = [folder / page for folder in built.values() for page in (*pages, "404.html", "embed/greek/open.html")]
    assert vnu_finds(*files) == ""


def test_an_article_is_annotated_in_its_own_language(site: tuple[str, Served]) -> None:
    """If there is a catalogue, whatever the site's; if not, each part says in which language it is."""
    tag, served = site
    pages = {name: _soup(served.folder / f"{name}/index.html") for name in ("greek", "arabic", "german")}
    assert "محل نزاع" in one(pages["arabic"], "li .ann-kind").get_text()
    assert "Bestritten" in one(pages["german"], "li .ann-kind").get_text()
    assert {str(page.html["lang"]) for page in pages.values() if page.html} == {"el", "ar", "de-AT"}
    ours = pages["greek"].select(".ann-overview, .ann-column, .ann-neighbours")
    listed = _soup(served.folder / "list/index.html").select(".ann-embed")
    assert {(part["lang"], part["dir"]) for part in (*ours, *listed)} == {(tag, DIRECTIONS[tag])}
    assert len(ours) == 3
    assert one(listed[0], ".ann-embed > p")["lang"] == "el"
    assert {str(part["lang"]) for part in pages["greek"].select(".ann-editor, .ann-title, .ann-main a.ann-line")} == {
        "el"
    }
    assert not pages["arabic"].select(".ann-column[lang], .ann-editor[lang]")
    told = (served.folder / "a/index.html").read_text("utf-8")
    assert f'"inLanguage":"{tag}"' in told, "what does not say its language is in the site’s, for programs, too"
    assert one(pages["greek"], "header.md-header")["lang"] == tag


def test_what_is_ours_keeps_its_order_on_a_page_from_right_to_left(built: dict[str, Path], chromium: Browser) -> None:
    """A full stop ends its sentence, also in a note that opens in the text or is printed, and in links to articles."""
    with serve(built["de"]) as served:
        for width in (1440, 390):
            with tab(chromium, width) as opened:
                rest(opened, f"{served.address}hebrew/")
                assert opened.evaluate("getComputedStyle(document.body).direction") == "rtl"
                opened.locator("[id='claim:open']").evaluate("e => e.click()")
                lines = opened.locator("[id='open'] > p:not([class]), .ann-neighbours li").all()
                assert len(lines) > 2
                for line in lines:
                    assert line.evaluate(IN_ORDER), line.inner_text()
                opened.evaluate("dispatchEvent(new Event('beforeprint'))")
                assert opened.locator(".ann-endnotes li").first.evaluate("({ lang, dir }) => [lang, dir]") == [
                    "de",
                    "ltr",
                ]


def test_words_of_articles_say_their_language_elsewhere(site: tuple[str, Served]) -> None:
    """In the ledger, in the list of articles, on the page of a claim and in frames."""
    tag, served = site
    folder = served.folder
    links = _soup(folder / "ledger/index.html").select('.ann-ledger th a[href*="greek/"]')
    assert len(links) > 5
    assert {str(link["lang"]) for link in links} == {"el"}
    assert one(_soup(folder / "index.html"), '.ann-cards a[href^="greek"]')["lang"] == "el"
    assert one(_soup(folder / "ledger/claim/greek/open/index.html"), "h1 [lang]")["lang"] == "el"
    frame = _soup(folder / "embed/greek/open.html")
    assert (one(frame, "html")["lang"], one(frame, "h1")["lang"]) == (tag, "el")
    assert one(_soup(folder / "embed/german/open.html"), "html")["lang"] == "de"


def test_english_words_say_that_they_are_where_a_language_is_missing(built: dict[str, Path]) -> None:
    """On a Hebrew site: our parts of an article; and pages that are ours as a whole, where the article’s words do."""
    site = built[UNKNOWN]
    article, ledger, claim = (_soup(site / f"{path}index.html") for path in ("a/", "ledger/", "ledger/claim/a/open/"))
    home = one(_soup(site / "index.html"), ".ann-embed")
    ours = article.select(".ann-overview, .ann-column, .ann-neighbours")
    assert len(ours) == 3
    assert {(part["lang"], part["dir"]) for part in (*ours, home)} == {("en", "ltr")}
    assert one(home, ".ann-embed > p")["lang"] == one(article, "html")["lang"] == "he"
    for page in (ledger, claim):
        assert (one(page, "html")["lang"], one(page, "body")["dir"]) == ("en", "ltr")
    frames = [file.read_text("utf-8") for file in (site / "assets").glob("whosaid-frame-*.js")]
    assert frames
    assert all('lang=\\"he\\"' in frame for frame in frames), "the theme's own parts"
    assert {str(link["lang"]) for link in ledger.select('.ann-ledger th > a[href*="/a/"]')} == {"he"}
    assert one(claim, "h1 [lang]")["lang"] == "he"


def _soup(file: Path) -> BeautifulSoup:
    return BeautifulSoup(file.read_text("utf-8"), "html.parser")
