"""The built page in a real browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from sites import ARTICLE, LATER, serve_project
from tools import new_tab, rest, tab


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The project's site, built and served from a plain static host."""
    with serve_project() as served:
        yield served.address


@pytest.mark.parametrize(
    "path",
    [
        "",
        f"{ARTICLE}/",
        f"{LATER}/",
        "ledger/",
        "guide/writing/",
        f"ledger/article/{LATER}/",
        "guide/reading/",
        "404.html",
    ],
)
def test_the_built_site_asks_nothing_of_another_server(chromium: Browser, address: str, path: str) -> None:
    """Every request goes to the site itself and finds it, none loads data or the search index; no error is raised."""
    tab = new_tab(chromium)
    asked: list[str] = []
    errors: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("response", lambda response: errors.extend([response.url] if response.status >= 400 else []))
    tab.on("pageerror", lambda error: errors.append(str(error)))
    rest(tab, address + path)
    assert asked
    assert [url for url in asked if not url.startswith((address, "data:", "blob:"))] == []
    assert errors == []
    assert not [url for url in asked if url.removeprefix(address).startswith(("data/", "embed/", "feed/", "search/"))]
    tab.context.close()


@pytest.mark.parametrize("way", ["keyboard", "pointer", "address", "address of a page not found"])
def test_a_reader_who_searches_finds(chromium: Browser, address: str, way: str) -> None:
    """Though the index is not loaded with the page: it is when the search opens, once."""
    with tab(chromium) as opened:
        asked: list[str] = []
        opened.on("request", lambda request: asked.append(request.url))
        path = "404.html" if "not found" in way else f"{ARTICLE}/"
        rest(opened, address + path + ("?q=embassy" if "address" in way else ""))
        if way == "keyboard":
            opened.keyboard.press("/")
            opened.keyboard.type("embassy")
        elif way == "pointer":
            opened.locator(".md-search__input").click()
            opened.keyboard.type("embassy")
        expect(opened.locator(".md-search-result__item").first).to_contain_text("embassy", ignore_case=True)
        assert sum(url.endswith("/search/search_index.json") for url in asked) == 1


def test_a_link_to_a_note_opens_it_without_javascript(chromium: Browser, address: str) -> None:
    """The address of a statement is enough: the browser opens its note, which shows its denials."""
    tab = new_tab(chromium, java_script_enabled=False)
    tab.goto(f"{address}{ARTICLE}/#bounty-offer")
    note = tab.locator("#bounty-offer")
    assert note.is_visible()
    assert note.locator(".ann-answer").count() == 5
    assert not tab.locator("#us-finding").is_visible()
    tab.context.close()


@pytest.mark.parametrize("width", [1440, 390, 320])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_scrolls_sideways(chromium: Browser, address: str, width: int, scheme: str) -> None:
    """From a desktop to a small phone, in both schemes."""
    tab = new_tab(chromium, viewport={"width": width, "height": 844}, color_scheme=scheme)
    for path in ("", f"{ARTICLE}/", f"{LATER}/", "ledger/", "guide/writing/"):
        tab.goto(address + path)
        assert tab.evaluate("document.documentElement.scrollWidth") <= width, path
    tab.context.close()
