"""The search of a site with many pages, in a browser: Pagefind's index behind the theme's own dialog."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from sites import CONFIG, SOURCES, Served, build, serve, write_site
from tools import axe_finds, rest, tab
from tools import browser as chromium_of

BRIDGE = """\
---
title: Bridge “not safe”, report says
---

# [Bridge not safe, report says](#unsafe)

Two officials told The Evening Post that [the bridge is not safe](#unsafe). The mayor called that ["baseless and
anonymous"](#r-mayor "denial of unsafe by mayor"). Repairs cost [$100,000](#cost "claim by council via direct") — a
follow-up to the work in Züri­ch and Łódź. The report—which nobody signed—is short. It’s the council’s. Здесь был город.

/// claim
id: unsafe
source: officials
via: evening-post

Baseless rumours are another matter, and so are anonymous ones.

///
""".replace("\N{SOFT HYPHEN}", "")
PAGES = {
    "bridge.md": BRIDGE,
    "ferry.md": '# Ferry\n\nThe ferry is late. [The council paid $250,000](#paid "claim by council via direct").\n',
    "sub/harbour.md": "# Harbour &amp; &lt;quay&gt;\n\nThe harbour is old. Is it safe?\n",
    "secret.md": "---\nsearch: {exclude: true}\n---\n\n# Secret\n\nThe zeppelin lands.\n",
    "partly.md": '# Partly\n\nHere.\n\n## Hidden { data-search-exclude="true" }\n\nThe zeppelin rises.\n',
    "draft.md": "# Draft\n\nThe zeppelin burns.\n",
    "later.md": '---\nembargo: 2999-01-01T00:00Z\n---\n\n[The zeppelin returns](#back "claim by council").\n',
}
_CONFIG = CONFIG.replace("markdown_extensions:", "draft_docs: /draft.md\nmarkdown_extensions:")
QUIET_PAGEFIND = "search: pagefind\n"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site, in a folder of its host."""
    folder = write_site(tmp_path_factory.mktemp("search"), PAGES, _CONFIG)
    with (folder / "docs/whosaid.yml").open("a") as settings:
        settings.write(QUIET_PAGEFIND)
    done = build(folder, "--strict", "--site-dir", "host/news")
    assert done.returncode == 0, done.stderr
    return folder / "host/news"


@pytest.fixture(scope="module")
def served(site: Path) -> Iterator[Served]:
    with serve(site.parent) as host:
        yield Served(site, f"{host.address}news/")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with chromium_of() as launched:
        yield launched


@pytest.fixture(scope="module")
def opened(chromium: Browser, served: Served) -> Iterator[Page]:
    """A page with its search open."""
    with tab(chromium) as page:
        rest(page, served.address + "ferry/")
        page.keyboard.press("/")
        yield page


def hits(opened: Page, query: str) -> list[tuple[str, str]]:
    """The addresses and titles of what is found, by page; folded ones as well."""
    field = opened.locator(".md-search__input")
    before = opened.locator(".md-search-result__meta")
    field.fill("")
    field.press("Backspace")
    expect(before).to_have_text("Type to start searching")
    field.fill(query)
    field.press("Shift")  # the theme listens to keys
    expect(before).not_to_have_text("Type to start searching")
    found: list[tuple[str, str]] = opened.evaluate(
        """() => [...document.querySelectorAll(".md-search-result__link")].map((link) =>
        [new URL(link.href).pathname.replace("/news/", "") + decodeURI(new URL(link.href).hash),
         link.querySelector("h1, h2").textContent])"""
    )
    return [(address, title) for address, title in found]


def test_claims_denials_and_sources_are_hits_with_who_says_it_and_who_denied_it(opened: Page) -> None:
    """A headline too; unnamed sources stay unnamed."""
    found = dict(hits(opened, "safe"))
    assert found["bridge/"].startswith("Bridge “not safe”, report says – according to The Evening Post, citing two")
    assert found["bridge/"].endswith(", denied")
    assert found["bridge/#unsafe"] == (
        "The bridge is not safe – according to The Evening Post, citing two officials; denied by Ada Brook"
    )
    found = dict(hits(opened, "ada brook"))
    assert found["bridge/#r-mayor"] == 'Denied by Ada Brook: "baseless and anonymous"'
    assert found["ledger/source/mayor/"] == "Ada Brook"


@pytest.mark.parametrize(
    ("query", "address"),
    [
        ('"baseless and anonymous"', "bridge/#r-mayor"),
        ("“baseless and anonymous”", "bridge/#r-mayor"),
        ("„baseless and anonymous“", "bridge/#r-mayor"),
        ("«the bridge is not safe»", "bridge/#unsafe"),
        ('"Repairs cost $100,000"', "bridge/"),
        ('"a follow-up to the work"', "bridge/"),
        ('"work in Zürich and Łódź"', "bridge/"),
        ('"in zurich and"', "bridge/"),
        ('"the report"', "bridge/"),
        ("\"It's the council's\"", "bridge/"),
        ('"Здесь был город"', "bridge/"),
        ('harbour "is it safe"', "sub/harbour/"),
    ],
)
def test_a_phrase_in_quotation_marks_finds_its_sentence(opened: Page, query: str, address: str) -> None:
    """With words that a search leaves out, any quotation marks, apostrophes, hyphens, numbers and scripts."""
    assert address in dict(hits(opened, query))


@pytest.mark.parametrize("query", ['"anonymous and baseless"', '"bridge is safe"', '"cost $250,000"'])
def test_words_that_stand_elsewhere_are_no_phrase(opened: Page, query: str) -> None:
    """Nor in another order, nor with others between them."""
    assert hits(opened, query) == []
    expect(opened.locator(".md-search-result__meta")).to_have_text("No matching documents")


def test_what_is_excluded_or_not_published_is_not_found(opened: Page, site: Path) -> None:
    """By front matter, an attribute, `draft_docs` or an embargo."""
    assert hits(opened, "zeppelin") == []


def test_titles_and_texts_are_text(opened: Page) -> None:
    """`&` and `<` of a page are not HTML among the hits."""
    assert ("sub/harbour/", "Harbour & <quay>") in hits(opened, "quay")


def test_the_dialog_keeps_its_keys(chromium: Browser, served: Served) -> None:
    """`s` opens, arrows move, Escape closes; nothing was loaded before."""
    with tab(chromium) as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url.removeprefix(served.address)))
        rest(page, served.address + "bridge/")
        assert [url for url in asked if url.startswith("search/")] == ["search/worker.js"]
        page.keyboard.press("s")
        page.keyboard.type("anonymous")
        expect(page.locator(".md-search-result__item mark").first).to_be_visible()
        page.wait_for_function("document.getAnimations().length === 0")
        assert axe_finds(page, ".md-search") == []
        page.keyboard.press("ArrowDown")
        assert page.evaluate("document.activeElement.matches('.md-search-result__link')")
        page.keyboard.press("Escape")
        expect(page.locator("#__search")).not_to_be_checked()
        assert not [url for url in asked if "://" in url]


@pytest.mark.parametrize(
    ("query", "address"),
    [
        ("anonymous", "bridge/#unsafe"),
        ("ada brook", "ledger/source/mayor/"),
        ('"baseless and anonymous"', "bridge/#r-mayor"),
        ("quay", "sub/harbour/"),
    ],
)
def test_enter_leads_to_the_best_hit(chromium: Browser, served: Served, query: str, address: str) -> None:
    """The note rather than its article, which is above it in the dialog; otherwise the first page."""
    with tab(chromium) as page:
        rest(page, served.address + "ferry/")
        page.keyboard.press("/")
        page.keyboard.insert_text(query)  # at once: Enter leads to what was found last
        page.keyboard.press("Shift")  # the theme listens to keys
        expect(page.locator(".md-search-result__item mark").first).to_be_visible()
        page.keyboard.press("Enter")
        page.wait_for_url(served.address + address)


def test_the_index_stands_in_the_place_of_the_themes(site: Path) -> None:
    """Of which only the settings are left, for the theme."""
    assert json.loads((site / "search/search_index.json").read_text("utf-8"))["docs"] == []
    kept = {file.name.partition(".")[0] for file in (site / "search/pagefind").iterdir()}
    assert kept == {"pagefind", "pagefind-entry", "wasm", "index", "fragment"}


def test_without_pagefind_the_themes_search_stays(tmp_path: Path) -> None:
    """And a sentence says how to get it; `search: auto` is silent on a small site."""
    site = write_site(tmp_path, PAGES | {"whosaid.yml": "search: pagefind\n"}, _CONFIG, SOURCES)
    (site / "pagefind.py").write_text("raise ImportError\n")
    without = {"PYTHONPATH": str(site)}
    done = build(site, env=without)
    assert done.returncode == 0, done.stderr
    assert "Pagefind is not installed, or there is none for this machine (pip install 'whosaid[search]')" in done.stderr
    assert json.loads((site / "site/search/search_index.json").read_text("utf-8"))["docs"]
    assert "search/worker.js" not in (site / "site/ferry/index.html").read_text("utf-8")
    (site / "docs/whosaid.yml").write_text("")
    assert "Pagefind" not in build(site, env=without).stderr


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("plugins: []\n", "mkdocs.yml has no plug-in `search`"),
        ("plugins: [search, offline]\n", "the plug-in `offline` is for pages read from disk"),
    ],
)
def test_a_site_that_cannot_have_it_says_why(tmp_path: Path, lines: str, said: str) -> None:
    """And is built with what it has."""
    site = write_site(tmp_path, PAGES | {"whosaid.yml": "search: pagefind\n"}, _CONFIG + lines)
    done = build(site)
    assert done.returncode == 0, done.stderr
    assert said in done.stderr
    assert not (site / "site/search/pagefind").exists()
