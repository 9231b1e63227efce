"""The list of all articles, the ways to it, and from each article to the ones before and after it."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest
from bs4 import BeautifulSoup, Tag

from addresses import unresolved
from sites import CONFIG, build, one, write_site
from whosaid.pages import CARDS

COUNT = 30
CLAIM = '[It is {n}](#it "claim by council"). [It is not](#r-it "denial of it by mayor").\n'
NAV = "nav: [{Home: index.md}, {Plain: plain.md}, {Ledger: ledger.md}]\n"
HOME = '# Home\n\n[Everything](ledger.md "show articles")\n'
FEATURES = "{name: material, font: false, features: [navigation.tabs]}"


class Built(NamedTuple):
    """A built site, with the ending of its addresses."""

    folder: Path
    ending: str

    def page(self, path: str) -> BeautifulSoup:
        """One page."""
        return BeautifulSoup((self.folder / f"{path}{self.ending}").read_text("utf-8"), "html.parser")


@pytest.fixture(scope="module", params=["true", "false"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A site of thirty articles, one a day, with addresses that end in a slash, or in `.html`."""
    folder = tmp_path_factory.mktemp("index")
    pages = {
        f"a/{n}.md": f"---\ntitle: No. {n}\npublished: 2031-05-{n + 1:02}\n---\n\n{CLAIM.format(n=n)}"
        for n in range(COUNT)
    }
    config = CONFIG.replace("{name: material, font: false}", FEATURES)
    config += f"{NAV}use_directory_urls: {request.param}\n"
    write_site(folder, {"index.md": HOME, "plain.md": "# Plain\n", **pages}, config)
    done = build(folder, "--strict")
    assert done.returncode == 0, done.stderr
    return Built(folder / "site", "/index.html" if request.param == "true" else ".html")


def cards(part: Tag) -> list[str]:
    """The titles of its cards."""
    return [title.get_text() for title in part.select(".ann-cards > li h2")]


NEWEST_FIRST = [f"No. {n}" for n in reversed(range(COUNT))]


def test_a_home_page_shows_the_newest_and_leads_to_the_rest(site: Built) -> None:
    """Unless a number is asked for; test_home.py has that."""
    home = BeautifulSoup((site.folder / "index.html").read_text("utf-8"), "html.parser")
    assert cards(home) == NEWEST_FIRST[:CARDS]
    link = one(home, ".ann-legend + p > a")
    assert link.get_text() == "All 30 articles"
    assert str(link["href"]) in ("ledger/articles/", "ledger/articles.html")


def test_the_index_lists_every_article_once_in_parts(site: Built) -> None:
    """With links from part to part, and from each title to its article."""
    first, second = site.page("ledger/articles"), site.page("ledger/part/2/articles")
    assert cards(first) + cards(second) == NEWEST_FIRST
    assert one(first, "h1").get_text().rstrip("¶") == "All articles"
    assert one(second, "h1").get_text() == "All articles, part 2 of 2"
    assert [a.get_text() for a in first.select("article a") if "part" in a.get_text()] == ["Next part"]
    assert unresolved(site.folder) == []


def test_a_card_names_its_sources_with_links(site: Built) -> None:
    """Who makes the main claim, and who denies it, on the first part and on the next."""
    for path, n in (("ledger/articles", COUNT - 1), ("ledger/part/2/articles", 5)):
        standing = one(site.page(path), ".ann-standing")
        assert (
            standing.get_text()
            == f"According to the town council: “It is {n}”. Denied by Ada Brook (for the town council)."
        )
        assert [a.get_text() for a in standing.select("a")] == ["the town council", "Ada Brook"]


def test_an_article_leads_to_its_neighbours(site: Built) -> None:
    """By date, with who says what their headlines say; the newest has none after it."""
    for n, expected in ((29, ["Older: No. 28"]), (5, ["Newer: No. 6", "Older: No. 4"]), (0, ["Newer: No. 1"])):
        items = [li.get_text() for li in one(site.page(f"a/{n}"), "nav.ann-neighbours").select("li")]
        standing = " – according to Ada Brook and the town council; 1 of 2 statements disputed"
        assert items == [*(f"{item}{standing}" for item in expected), "All articles"]
    assert not site.page("plain").select(".ann-neighbours")


@pytest.mark.parametrize(
    ("path", "tab"),
    [
        ("ledger", "Ledger"),
        ("ledger/by-date", "Ledger"),
        ("ledger/part/2/by-date", "Ledger"),
        ("ledger/source/mayor", "Ledger"),
        ("ledger/claim/a/7/it", "Ledger"),
        ("plain", "Plain"),
        ("a/7", ""),
    ],
)
def test_the_tab_of_the_ledger_is_active_on_all_of_its_pages(site: Built, path: str, tab: str) -> None:
    """And on no other page."""
    active = [item.get_text(strip=True) for item in site.page(path).select(".md-tabs__item--active")]
    assert active == ([tab] if tab else [])


def test_the_later_parts_of_a_table_can_be_sorted_too(site: Built) -> None:
    """They have the script of tables, once."""
    for path in ("ledger", "ledger/part/2/ledger"):
        assert len(site.page(path).select('script[src$="whosaid-table.js"]')) == 1


def test_no_page_is_heavy(site: Built) -> None:
    """A part of the ledger, the index and the home page."""
    for path in ("ledger", "ledger/part/2/ledger", "ledger/articles", "ledger/source/mayor"):
        assert (site.folder / f"{path}{site.ending}").stat().st_size <= 60_000
