"""The page that compares how several articles tell the same claim: who says it in each, through whom, who answered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import Tag
from playwright.sync_api import Browser

from addresses import ids_twice, unresolved
from inprocess import InProcess
from sites import CONFIG, SOURCES, Served, build_site, ledger_rows, one, page, serve, write_site
from tools import axe_finds, printed, rest, tab, vnu_finds
from whosaid.api import load
from whosaid.pages.claimpages import claim_families
from whosaid.words.tellings import tellings

MONEY = """\
---
title: Money
published: 2031-05-18
outlet: The Paper
---
# [Money](#paid)

Two officials say that [she took the money](#paid). She calls it [a lie](#r-lie "denial of paid by mayor").

/// claim | The mayor took money
id: paid
source: officials
via: evening-post
certainty: alleged, unverified
about: mayor
date: 2031-05-01
///
"""
GELD = """\
---
title: Geld
published: 2031-05-19
outlet: Die Zeitung
language: de
---
# Bericht

Laut Protokoll hat [die Bürgermeisterin Geld angenommen](#geld). [Ein Essen](#r-essen "admission of geld by mayor")
gab es. Der Rat [antwortete nicht](#r-rat "no-reply of geld by council").

/// claim
id: geld
source: minutes
same-as: money.md#paid
///
"""
ARABIC = """\
---
title: المال
language: ar
---
# المال

قيل إن [العمدة أخذت المال](#mal), و[أخذته مرة أخرى](#mal-2 "claim by officials").

/// claim
id: mal
source: officials
same-as: geld.md#geld, mal-2
///
"""
ONCE = """\
# Once

[The bridge is unsafe](#bridge "claim by council"), [quite unsafe](#bridge-2).

/// claim
id: bridge-2
source: council
same-as: bridge
///
"""
ARTICLES = 41  # one more than are shown


def _toll(number: int) -> str:
    same = f"same-as: t{number - 1:02}.md#toll\n" if number else ""
    claim = f"/// claim\nid: toll\nsource: council\n{same}///\n"
    return f"---\npublished: 2030-01-{number % 28 + 1:02}\n---\n# Day {number}\n\nIt [rises](#toll) now.\n\n{claim}"


PAGES = {
    "money.md": MONEY,
    "geld.md": GELD,
    "arabic.md": ARABIC,
    "once.md": ONCE,
    **{f"many/t{number:02}.md": _toll(number) for number in range(ARTICLES)},
}
ROOT = "https://example.org/news/"
HERE = "ledger/compare/money/paid"
"""Named, as the page about the claim, after the oldest article."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Families of three and of 41 articles, and one of a single article."""
    folder = tmp_path_factory.mktemp("compared")
    build_site(folder, PAGES, f"{CONFIG}site_url: {ROOT}\n", SOURCES)
    with serve(folder / "site") as served:
        yield served


def cards(folder: Path, path: str = HERE) -> list[Tag]:
    """The articles of a page."""
    return page(folder, path).select(".ann-tellings > li")


def terms(card: Tag) -> dict[str, list[str]]:
    """What a card says, by term."""
    rows = card.select("dl > div")
    return {one(row, "dt").get_text(): [" ".join(dd.get_text().split()) for dd in row.select("dd")] for row in rows}


def test_only_what_several_articles_tell_is_compared(site: Served) -> None:
    """What one article says twice has a page about the claim, and no comparison."""
    found = {str(file.parent.relative_to(site.folder)) for file in site.folder.glob("ledger/compare/**/index.html")}
    assert found == {HERE, "ledger/compare/many/t00/toll"}
    assert (site.folder / "ledger/claim/once/bridge/index.html").is_file()


def test_each_article_says_what_it_records_and_what_it_does_not(site: Served) -> None:
    """In the order of time, the one without a date last; nobody who was not reached counts as an answer."""
    told = cards(site.folder)
    assert [one(card, "h2").get_text() for card in told] == ["Money", "Geld", "المال"]
    heads = [one(card, ".ann-facts").get_text() for card in told]
    assert heads == ["18 May 2031 · The Paper", "19 May 2031 · Die Zeitung", "Date and outlet not known"]
    money, geld, arabic = map(terms, told)
    assert money == {
        "In its words": ["“She took the money”"],
        "Who says it": ["Unnamed source", "Two officials. Why unnamed: not stated"],
        "How it reached this article": ["Second-hand, through The Evening Post", "Date: 1 May 2031"],
        "Certainty words used": ["Alleged, unverified"],
        "Whom it accuses": ["Ada Brook"],
        "Answers recorded here": ["Denied by Ada Brook: “A lie”"],
        "Not recorded here": ["Admitted in part by Ada Brook.", "Said by the council's minutes."],
    }
    assert geld["Answers recorded here"] == [
        "Admitted in part by Ada Brook: “Ein Essen”",
        "Did not answer by the deadline: the town council: “Antwortete nicht”",
    ]
    assert geld["Certainty words used"] == ["No certainty words"]
    assert geld["Whom it accuses"] == ["Not recorded"]
    assert geld["Not recorded here"] == [
        "Denied by Ada Brook.",
        "Said by two officials.",
        "Passed on by The Evening Post.",
        "Certainty words used: alleged, unverified.",
    ]
    assert arabic["In its words"] == ["“العمدة أخذت المال”", "“أخذته مرة أخرى”"]
    assert arabic["Answers recorded here"] == ["No answer recorded"]
    assert "Said by two officials." not in arabic["Not recorded here"]
    order = one(page(site.folder, HERE), "h1 ~ .ann-facts").get_text()
    assert order == "3 articles, the oldest first; those without a date come last."


def test_the_denial_stands_above_all_of_it(site: Served) -> None:
    """And goes with the page's title wherever it is shared; no word judges."""
    compared = page(site.folder, HERE)
    assert one(compared, ".ann-claim-standing").get_text().startswith("Denied by Ada Brook (for the town council)")
    title = str(one(compared, 'meta[property="og:title"]')["content"])
    assert title.startswith("Side by side: ")
    assert "denied, admitted in part" in title
    assert not re.search(r"\b(?:true|false|wrong|right|omits?|fails?)\b", one(compared, "article").get_text())


def test_words_of_another_language_say_which(site: Served) -> None:
    """The words of each article, and its title, with their own direction."""
    for card, tag in zip(cards(site.folder), (None, "de", "ar"), strict=True):
        links = [one(card, "h2 a"), *card.select("dl > div:first-child a")]
        assert {(link.get("lang"), link.get("dir")) for link in links} == {(tag, "auto")}


def test_it_is_one_click_away(site: Served) -> None:
    """From the notes, the top of the article whose main claim it is, the ledgers and the page about the claim."""
    note = one(page(site.folder, "money"), "#paid .ann-page")
    assert [str(a["href"]) for a in note.select("a")] == ["../ledger/claim/money/paid/", f"../{HERE}/"]
    assert str(one(page(site.folder, "money"), ".ann-main .ann-facts a")["href"]) == f"../{HERE}/"
    (row, _) = ledger_rows(site.folder, "money")
    assert str(one(row, "th .ann-group a")["href"]).endswith("compare/money/paid/")
    claim = page(site.folder, "ledger/claim/money/paid")
    (link,) = claim.select('article a[href*="compare"]')
    assert (link.get_text(), link["href"]) == (
        "How 3 articles tell it, side by side",
        "../../../compare/money/paid/",
    )
    assert not page(site.folder, "once").select('a[href*="compare"]')
    assert unresolved(site.folder, ROOT) == ids_twice(site.folder) == []


def test_of_very_many_articles_the_first_are_shown(site: Served) -> None:
    """The page says so, and where the rest is."""
    path = "ledger/compare/many/t00/toll"
    compared = page(site.folder, path)
    assert len(cards(site.folder, path)) == ARTICLES - 1
    assert one(compared, "h1 ~ .ann-facts").get_text() == (
        "41 articles, the oldest first. The first 40 are shown; the page about the claim lists all."
    )
    assert terms(cards(site.folder, path)[0])["Not recorded here"] == ["Nothing"]
    assert compared.select('a[href$="claim/many/t00/toll/"]')


TOPS = """selector => {
    const tops = [...document.querySelectorAll(".ann-tellings > li")].slice(0, 3).map(
        (card) => [...card.querySelectorAll(selector)].map((part) => Math.round(part.getBoundingClientRect().top)));
    return tops.map(String);
}"""


def test_terms_stand_in_rows_and_on_a_phone_below_each_other(site: Served, chromium: Browser) -> None:
    """In both schemes axe finds nothing and nothing is cut; printed, each card has its title on its sheet."""
    for width, together in ((1440, True), (390, False)):
        for scheme in ("light", "dark"):
            with tab(chromium, width, color_scheme=scheme) as opened:
                rest(opened, f"{site.address}{HERE}/")
                assert axe_finds(opened, "article") == []
                assert opened.evaluate("document.documentElement.scrollWidth <= innerWidth")
                assert (len(set(opened.evaluate(TOPS, "dt"))) == 1) is together
                if together and scheme == "light":
                    text = printed(opened)
                    assert [text.count(words) for words in ("In its words", "Not recorded here")] == [3, 4]
    assert vnu_finds(site.folder / HERE / "index.html") == ""


def test_a_preview_compares_as_soon_as_a_second_article_tells_it(tmp_path: Path) -> None:
    """And no longer when it does not; the pages that name the claim lead there or do not."""
    alone = GELD.replace("same-as: money.md#paid\n", "")
    preview = InProcess(write_site(tmp_path, {"money.md": MONEY, "geld.md": alone}))
    path = "ledger/compare/money/paid/"
    for text, status in ((GELD, "200"), (alone, "404"), (GELD.replace("gab es", "fand statt"), "200")):
        (tmp_path / "docs/geld.md").write_text(text, "utf-8")
        preview.rebuild()
        assert preview.get(path)[0].startswith(status)
        assert (b"compare/money/paid" in preview.get("money/")[1]) is (status == "200")
    assert "Ein Essen" in preview.get(path)[1].decode()
    preview.close()


@pytest.mark.parametrize(("named", "order"), [("f", "fedcba"), ("a", "afedcb"), ("e", "fedcba")])
def test_the_less_is_known_of_a_date_the_later_it_comes(tmp_path: Path, named: str, order: str) -> None:
    """A year comes after its months, an article without a date last, or before those that name it; the first is the
    oldest, after which the page is named.
    """
    dates = {"a": "unknown", "b": "2031", "c": "2031-02", "d": "2031-02-28", "e": "2031-01-05", "f": "2030"}
    top = "---\npublished: {}\n---\n# T\n\n[It is unsafe](#unsafe), it says.\n\n"
    text = f"{top}/// claim\nid: unsafe\nsource: council\n{{}}///\n"
    pages = {
        f"{name}.md": text.format(date, "" if name == named else f"same-as: {named}.md#unsafe\n")
        for name, date in dates.items()
    }
    ledger, _ = load(write_site(tmp_path, pages) / "docs")
    [(oldest, family)] = claim_families(ledger)
    assert oldest.page.path == f"{order[0]}.md"
    assert [telling.page.path for telling in tellings(ledger, family)] == [f"{name}.md" for name in order]
