"""The page for addresses that lead nowhere helps, under any address and at any depth; a site's own is left alone."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Page, expect

from sites import CONFIG, QUIET, build, one, write_site
from tools import browser, new_tab, vnu_finds

MENDING = f"{QUIET}plain-pages: [styles, mend]\n"
ARTICLE = '---\ntitle: Bridge\n---\n\n# [Bridge](#unsafe)\n\n[It is unsafe](#unsafe "claim by council").\n'
PAGES = {"whosaid.yml": MENDING, "a/bridge.md": ARTICLE, "a/index.md": "# Folder\n"}


class _Host(SimpleHTTPRequestHandler):
    """A static host that answers with the page `news/404.html` where there is nothing."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        body = (Path(self.directory) / "news/404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(body)

    def list_directory(self, path: str | os.PathLike[str]) -> None:
        """Nothing: a folder without a page is no page."""
        self.send_error(404)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """A site in the folder `news` of a host: its folder, and its address."""
    folder = tmp_path_factory.mktemp("host")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Host, directory=str(folder / "host")))
    address = f"http://127.0.0.1:{server.server_port}/news/"
    write_site(folder, PAGES, f"{CONFIG}site_url: {address}\n")
    done = build(folder, "--strict")
    assert done.returncode == 0, done.stderr
    shutil.move(folder / "site", folder / "host/news")
    Thread(target=server.serve_forever, daemon=True).start()
    yield folder / "host/news", address
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def tab(host: tuple[Path, str]) -> Iterator[Page]:
    """A browser's tab."""
    with browser() as chromium:
        yield new_tab(chromium)


def test_it_says_what_may_have_happened_and_where_to_go(host: tuple[Path, str]) -> None:
    """Without a script, with links from the site's root."""
    page = BeautifulSoup((host[0] / "404.html").read_text("utf-8"), "html.parser")
    assert one(page, "h1").get_text() == "There is no page at this address"
    links = {a.get_text(): str(a["href"]) for a in page.select("article ul a")}
    assert links == {"Home": "/news/", "All articles": "/news/ledger/articles/", "Ledger": "/news/ledger/"}
    assert vnu_finds(host[0] / "404.html") == ""


NEAREST = {
    "ledger/claim/a/bridge/old-id/": "a/bridge/",
    "ledger/compare/a/bridge/unsafe/": "ledger/claim/a/bridge/unsafe/",
    "embed/a/bridge/unsafe": "ledger/claim/a/bridge/unsafe/",
    "embed/a/bridge/old-id.html": "a/bridge/",
    "ledger/article/a/bridge/x/": "a/bridge/",
    "ledger/source/in/a/bridge/somebody/": "a/bridge/",
    "a/moved/": "a/",
    "ledger/by-nothing/": "ledger/",
}


@pytest.mark.parametrize("missing", NEAREST)
def test_it_leads_to_the_nearest_page(host: tuple[Path, str], tab: Page, missing: str) -> None:
    """Of a claim whose id is gone, to its article; of an article, to its folder; with who says what a title says."""
    tab.goto(host[1] + missing)
    link = tab.locator("#ann-nearest a")
    expect(link).to_be_visible()
    assert link.evaluate("a => a.href") == host[1] + NEAREST[missing]
    if NEAREST[missing] == "a/bridge/":
        expect(link).to_have_text("Bridge – according to the town council")


def test_it_asks_no_other_site(host: tuple[Path, str], tab: Page) -> None:
    """Also where the address has two slashes, with which the name of another site would begin."""
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto(f"{host[1].removesuffix('news/')}/example.invalid/embed/a/bridge")
    tab.wait_for_load_state("networkidle")
    assert len(asked) > 1
    assert [url for url in asked if not url.startswith(host[1].removesuffix("news/"))] == []


def test_a_page_of_the_sites_own_is_left_alone(tmp_path: Path) -> None:
    """Its words stay, and nothing is added to it."""
    config = CONFIG.replace("font: false}", "font: false, custom_dir: own}")
    own = "{% extends 'main.html' %}{% block content %}<h1>Gone</h1>{% endblock %}\n"
    folder = write_site(tmp_path, {**PAGES, "../own/404.html": own}, config)
    assert build(folder).returncode == 0
    text = (folder / "site/404.html").read_text("utf-8")
    assert "<h1>Gone</h1>" in text
    assert "ann-nearest" not in text
