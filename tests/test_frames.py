"""The theme's frame around the pages of which there are thousands, which is kept once in a script."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Route, expect

from addresses import unresolved
from sites import CONFIG, build, build_site, page, serve, write_site
from tools import rest, tab

PAGES = {
    "a.md": '# A\n\n[The bridge is unsafe](#bridge "claim by council"). [Not so](#no "denial of bridge by mayor").\n',
    "in/b.md": '# B\n\n[The road is closed](#road "claim by mayor").\n',
}
CLAIM = "ledger/claim/a/bridge"
SCRIPT = "assets/whosaid-frame-"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site with claims at two depths of folders."""
    return build_site(tmp_path_factory.mktemp("frames"), PAGES) / "site"


@pytest.fixture(scope="module")
def address(built: Path) -> Iterator[str]:
    """The site, served."""
    with serve(built) as served:
        yield served.address


def test_a_claim_page_has_little_beside_its_content(built: Path) -> None:
    """Four kilobytes, not twelve; the frame is there once for each depth of folders."""
    assert unresolved(built) == []
    assert len(list(built.glob(f"{SCRIPT}*.js"))) == 2
    assert (built / CLAIM / "index.html").stat().st_size < 4_500
    assert (built / "ledger/claim/in/b/road/index.html").stat().st_size < 4_500


def test_with_scripts_the_page_is_what_the_theme_has_drawn(chromium: Browser, address: str) -> None:
    """Header, search, drawer and settings, each once and at once; what the theme's own script needs is there for it."""
    with tab(chromium) as opened:
        errors: list[str] = []
        opened.on("pageerror", lambda error: errors.append(str(error)))
        rest(opened, f"{address}{CLAIM}/")
        for part in ("#__drawer", ".md-header .md-search__input", ".md-sidebar--primary", "#__config", ".md-dialog"):
            expect(opened.locator(part)).to_have_count(1)
        expect(opened.locator(".md-header ~ .md-container ~ .md-dialog")).to_have_count(1)
        opened.keyboard.press("/")
        opened.keyboard.type("bridge")
        expect(opened.locator(".md-search-result__item").first).to_contain_text("bridge", ignore_case=True)
        assert errors == []


def test_without_scripts_there_are_links_and_nothing_that_does_nothing(chromium: Browser, address: str) -> None:
    """Home, all articles and the ledger; no button for a search that does not run."""
    with tab(chromium, java_script_enabled=False) as opened:
        opened.goto(f"{address}{CLAIM}/")
        links = opened.locator(".ann-ways a")
        assert links.all_text_contents() == ["Home", "All articles", "Ledger"]
        assert opened.locator("label, button").count() == 0
        links.first.click()
        assert opened.url == address


def test_a_host_may_forbid_inline_scripts(chromium: Browser, address: str) -> None:
    """The theme loses its switches, but its frame is there; it is asked for three times and loaded once."""

    def strict(route: Route) -> None:
        found = route.fetch()
        route.fulfill(response=found, headers={**found.headers, "content-security-policy": "script-src 'self'"})

    with tab(chromium) as opened:
        errors: list[str] = []
        opened.on("pageerror", lambda error: errors.append(str(error)))
        opened.route("**/", strict)
        rest(opened, f"{address}{CLAIM}/")
        for part in (".md-header .md-search__input", ".md-sidebar--primary", "#__config"):
            expect(opened.locator(part)).to_have_count(1)
        assert opened.locator("html.js").count() == 1
        assert errors == []
        entries = "performance.getEntriesByType('resource').filter(({name}) => name.includes('whosaid-frame')).length"
        assert opened.evaluate(entries) == 1


HEAD = """{% extends "base.html" %}
{% block extrahead %}
<script>window.options = "set"</script>
<script src="{{ "library.js"|url }}"></script>
<!-- <script>window.options = "old"</script> -->
<script>window.last = window.seen</script>
{% endblock %}
"""


def test_scripts_in_the_head_run_in_their_order(chromium: Browser, tmp_path: Path) -> None:
    """The options of a library before it, what uses it after it, and none that is commented out."""
    library = {"library.js": "window.seen = window.options"}
    site = write_site(tmp_path, PAGES | library, CONFIG.replace("font: false", "font: false, custom_dir: theme"))
    (site / "theme").mkdir()
    (site / "theme/main.html").write_text(HEAD, "utf-8")
    done = build(site, "--strict")
    assert done.returncode == 0, done.stderr
    assert list((site / "site").glob(f"{SCRIPT}*"))
    with serve(site / "site") as served, tab(chromium) as opened:
        rest(opened, f"{served.address}{CLAIM}/")
        assert opened.evaluate("[options, seen, last]") == ["set", "set", "set"]


_SITE = CONFIG.replace("font: false", "font: false, custom_dir: theme")


@pytest.mark.parametrize(
    ("config", "main"),
    [
        (_SITE.replace("theme}", "theme, features: [navigation.instant]}") + "site_url: https://example.org/\n", ""),
        (_SITE, "{% block announce %}We have moved.{% endblock %}"),
        (_SITE, '{% block header %}<header><script src="{{ "a.js"|url }}"></script></header>{% endblock %}'),
        (CONFIG.replace("name: material, font: false", "name: mkdocs"), ""),
    ],
    ids=["instant navigation", "an announcement", "a script of another file", "another theme"],
)
def test_the_frame_stays_where_it_has_to(tmp_path: Path, config: str, main: str) -> None:
    """Where pages are taken apart without running their scripts, where the frame says something to every reader, and
    where it has a script that others wait for.
    """
    site = write_site(tmp_path, PAGES, config)
    (site / "theme").mkdir()
    (site / "theme/main.html").write_text(f'{{% extends "base.html" %}}{main}', "utf-8")
    done = build(site, "--strict")
    assert done.returncode == 0, done.stderr
    assert not list((site / "site").glob(f"{SCRIPT}*"))
    claim = page(site / "site", CLAIM)
    assert claim.select_one("header, .navbar")
    assert not claim.select(".ann-ways")
