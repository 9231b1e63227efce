"""The built site on hosts that ask more of it: a theme that loads pages by script, and no host at all."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Browser, Page, expect

from pluginsites import CASES, ROOT_ADDRESS, write
from sites import build, serve
from tools import rest, tab

FEEDS = "links => links.map(link => link.href)"
FEED_LINKS = 'link[rel=alternate][type="application/atom+xml"]'
LINKS = "links => links.map(link => new URL(link.getAttribute('href'), location).href)"


def site_of(folder: Path, name: str, address: str = ROOT_ADDRESS) -> Path:
    """A site of the plug-in matrix, built for an address."""
    config = write(folder, CASES[name]) / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace(ROOT_ADDRESS, address), "utf-8")
    done = build(folder)
    assert done.returncode == 0, done.stderr
    return folder / "site"


def watch(opened: Page) -> list[str]:
    """What fails while a page is read: requests for what is not there, and scripts."""
    failed: list[str] = []
    opened.on("requestfailed", lambda request: failed.append(request.url))
    opened.on("response", lambda response: failed.extend([response.url] if response.status >= 400 else []))
    opened.on("pageerror", lambda error: failed.append(str(error)))
    opened.on("console", lambda said: failed.append(said.text) if said.type == "error" else None)
    return failed


def test_feeds_are_found_and_the_theme_asks_for_nothing_beside_them(tmp_path: Path, chromium: Browser) -> None:
    """On the first page and on one that the theme has loaded by script."""
    with serve(tmp_path / "site") as served, tab(chromium) as opened:
        site_of(tmp_path, "instant navigation", served.address)
        failed = watch(opened)
        asked: list[str] = []
        opened.on("request", lambda request: asked.append(request.url))
        feeds = [f"{served.address}feed/{name}.xml" for name in ("articles", "answers")]
        rest(opened, f"{served.address}articles/other/")
        assert opened.eval_on_selector_all(FEED_LINKS, FEEDS) == feeds
        opened.evaluate("window.isSamePage = true")
        opened.locator(".md-nav a[href*='bridge']").first.evaluate("link => link.click()")
        expect(opened.locator(".ann-body").first).to_be_attached()
        expect(opened).to_have_url(f"{served.address}articles/bridge/")
        opened.wait_for_load_state("networkidle")
        assert opened.evaluate("window.isSamePage === true")
        assert sorted(opened.eval_on_selector_all(FEED_LINKS, FEEDS)) == sorted(feeds)
        assert [url for url in asked if "/feed/" in url] == []
        assert failed == []


def test_a_site_is_read_from_a_disk(tmp_path: Path, chromium: Browser) -> None:
    """A mark leads to its note and opens it, every link leads to a file, and nothing fails."""
    site = site_of(tmp_path, "no directory addresses")  # the offline plug-in has a script from elsewhere added
    with tab(chromium) as opened:
        failed = watch(opened)
        for page in ("articles/bridge", "ledger", "ledger/article/articles/bridge"):
            rest(opened, (site / f"{page}.html").as_uri())
            links = [urlsplit(link) for link in opened.eval_on_selector_all("a[href]", LINKS)]
            assert [link for link in links if link.scheme == "file" and not Path(unquote(link.path)).is_file()] == []
            assert sum(link.scheme == "file" for link in links) > 5
        rest(opened, (site / "articles/bridge.html").as_uri())
        note = opened.locator("[id='note:unsafe'] > details")
        assert not note.evaluate("note => note.open")
        opened.locator(".ann-ref[href='#unsafe']").first.click()
        expect(note).to_have_attribute("open", "")
        opened.goto((site / "ledger.html").as_uri())
        opened.locator(".ann-ledger a[href$='claim/articles/bridge/unsafe.html']").first.click()
        opened.locator("a[href$='bridge.html#unsafe']").first.click()
        expect(opened).to_have_url(f"{(site / 'articles/bridge.html').as_uri()}#unsafe")
        expect(note).to_have_attribute("open", "")
        assert failed == []
