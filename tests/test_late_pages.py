"""A preview converts a page when somebody asks for it, and says of the others what is to be said a little later."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from pathlib import Path
from time import sleep

import pytest

from desks import DeskPreview
from inprocess import InProcess
from previews import served, wait_for
from sites import CONFIG, QUIET, write_site

ARTICLE = '---\ntitle: A bridge\n---\n# A bridge\n\nThey say [it is unsafe](#bridge "claim by council").\n'
DENIAL = '---\ntitle: A denial\n---\nThe mayor says [no](#r "denial of a.md#bridge by mayor").\n'
BROKEN = "# Broken links\n\n[Nothing](nothing.md), [no heading](titled.md#nowhere)\n"
TITLED = "# Titled plainly, with words\n\n## Part\n\nWords.\n"
_CONFIG = CONFIG.partition("hooks:")[0] + "validation: {links: {anchors: warn}}\n"
_PAGES = {"a.md": ARTICLE, "b.md": DENIAL, "broken.md": BROKEN, "titled.md": TITLED}
INDEX = "search/search_index.json"


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[InProcess]:
    """A preview after its first build."""
    with_hooks = InProcess(write_site(tmp_path, _PAGES, _CONFIG))
    yield with_hooks
    with_hooks.close()


def text_of(preview: InProcess, path: str) -> str:
    """A page as a browser gets it."""
    return preview.get(path)[1].decode()


def by_authors(index: bytes) -> list[dict[str, object]]:
    """What the search has of pages that are not the ledger's."""
    return [entry for entry in json.loads(index)["docs"] if not entry["location"].startswith("ledger")]


def save(preview: InProcess, path: str, text: str) -> None:
    """Save a file, and let the preview see it."""
    (preview.site / "docs" / path).write_text(text, "utf-8")
    preview.rebuild()


def test_the_start_draws_no_page_that_nobody_has_asked_for(preview: InProcess) -> None:
    """When it is asked for, a page is what a preview that draws all shows; the navigation knows all titles before."""
    assert not {"a/index.html", "b/index.html", "titled/index.html"} & preview.files().keys()
    whole = InProcess(preview.site, quick=False)
    expected = whole.files()
    whole.close()
    for path in ("404.html", "a/index.html", "titled/index.html"):
        assert preview.get(path)[1] == expected[path], path
    assert by_authors(preview.get(INDEX)[1]) == by_authors(expected[INDEX])
    assert "b/index.html" not in preview.files()
    assert "Denied by" in text_of(preview, "a/")


def test_the_search_finds_pages_that_are_not_drawn(preview: InProcess) -> None:
    """Its index is complete whenever it is read."""
    found = text_of(preview, INDEX)
    for words in ("A bridge", "A denial", "Broken links", "Titled plainly"):
        assert words in found
    assert "a/index.html" not in preview.files()


def test_a_page_that_waits_shows_what_was_saved_elsewhere_meanwhile(preview: InProcess) -> None:
    """It is drawn from what the last build has read."""
    save(preview, "b.md", DENIAL.replace("mayor says", "mayor does say").replace("by mayor", "by council"))
    assert "the town council" in text_of(preview, "a/").lower().partition("denied by")[2]


def test_a_saved_page_is_drawn_at_once_though_it_has_waited(preview: InProcess) -> None:
    """Others go on waiting; after a change of the settings, all do."""
    save(preview, "titled.md", f"{TITLED}More.\n")
    assert "titled/index.html" in preview.files()
    assert "a/index.html" not in preview.files()
    save(preview, "whosaid.yml", f"{QUIET}plain-pages: [none]\n")
    assert "titled/index.html" not in preview.files()
    assert "More." in text_of(preview, "titled/")


def test_what_the_builder_says_of_links_is_said_later(preview: InProcess, caplog: pytest.LogCaptureFixture) -> None:
    """When all pages have been converted: here, for the search."""
    log = logging.getLogger("mkdocs")
    log.addHandler(caplog.handler)
    try:
        text_of(preview, INDEX)
    finally:
        log.removeHandler(caplog.handler)
    assert "'nothing.md', but the target is not found" in caplog.text
    assert "does not contain an anchor '#nowhere'" in caplog.text
    assert caplog.text.count("nothing.md") == 1


def test_findings_of_drawing_are_on_the_page_that_was_asked_for(tmp_path: Path) -> None:
    """A link to a heading that only the page itself, once it is converted, does not have."""
    hidden = "---\ntitle: Hidden\n---\n<div markdown=0>\n## Part\n</div>\n"
    link = ARTICLE + "\n[There](hidden.md#part)\n"
    site = write_site(tmp_path, {"a.md": link, "hidden.md": hidden}, _CONFIG)
    preview, whole = InProcess(site), InProcess(site, quick=False)
    assert "ann-faults" in text_of(preview, "a/")
    assert preview.get("a/") == whole.get("a/")
    preview.close()
    whole.close()


@pytest.mark.parametrize("title", ["*Stressed*", "A & B", "`Code`", "[Link](a.md)"])
def test_a_page_whose_title_is_not_known_before_does_not_wait(tmp_path: Path, title: str) -> None:
    """The navigation shows it on all others."""
    preview = InProcess(write_site(tmp_path, {"titled.md": f"# {title}\n\nWords.\n"}, _CONFIG))
    assert "titled/index.html" in preview.files()
    preview.close()


SHIFTED = _CONFIG.replace("attr_list,", "attr_list, {toc: {baselevel: 2}},")
OTHER_TITLES = {
    "not in the navigation": (f"{_CONFIG}nav: [index.md]\n", '# *Stressed* & <i class="x">more</i>, `a<b`\n'),
    "an indented heading": (_CONFIG, "   # Titled plainly\n"),
    "headings one level lower": (SHIFTED, "# Titled plainly\n"),
    "a page with findings": (_CONFIG, '# Titled plainly\n\n[words](#x "claim").\n'),
    "a page that is too much to draw": (_CONFIG, f"# Titled plainly\n\n{'a' * 100_001}\n"),
}


@pytest.mark.parametrize("case", OTHER_TITLES)
def test_a_title_is_what_it_is_where_nothing_waits(tmp_path: Path, case: str) -> None:
    """On the page itself, and wherever the navigation shows it."""
    config, text = OTHER_TITLES[case]
    site = write_site(tmp_path, {"a.md": ARTICLE, "some-page.md": text}, config)
    preview, whole = InProcess(site), InProcess(site, quick=False)
    for path in ("some-page/", "a/", "404.html"):
        assert text_of(preview, path) == text_of(whole, path), path
    preview.close()
    whole.close()


def test_a_page_that_cannot_be_drawn_says_so_when_it_is_asked_for(tmp_path: Path) -> None:
    """Each time, and others are drawn."""
    pages = {**_PAGES, "titled.md": "---\ntitle: New\nhide: 3\n---\nWords.\n"}
    preview = InProcess(write_site(tmp_path, pages, _CONFIG))
    for _ in range(2):
        assert "the theme cannot draw" in text_of(preview, "titled/")
    assert "A bridge" in text_of(preview, INDEX)
    assert "They say" in text_of(preview, "a/")
    preview.close()


@pytest.mark.parametrize("builder", ["mkdocs", "properdocs"])
def test_an_idle_preview_goes_through_the_pages_that_wait(tmp_path: Path, builder: str) -> None:
    """And says what is wrong with their links."""
    site = write_site(tmp_path, _PAGES, _CONFIG)
    with served(site, builder=builder) as home:
        wait_for("A bridge", f"{home}a/")
        said = site / "serve.log"
        for _ in range(100):
            if "#nowhere" in said.read_text():
                break
            sleep(0.2)
        assert "does not contain an anchor '#nowhere'" in said.read_text()


def test_a_question_to_the_desk_lets_the_others_wait(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """As one for a page does: what nobody asks for takes no time from who does."""
    now = [100.0]
    monkeypatch.setattr("whosaid.mkdocs.ondemand.monotonic", lambda: now[0])
    log = logging.getLogger("mkdocs")
    log.addHandler(caplog.handler)
    preview = DeskPreview(write_site(tmp_path, _PAGES, _CONFIG))
    try:
        monkeypatch.setattr(DeskPreview, "token", preview.token)  # it is found by asking for a page
        now[0] = 100.9
        preview.page("/a/")
        now[0] = 101.8
        monkeypatch.setattr(preview.server.serve_thread, "is_alive", lambda: True)
        sleep(0.8)
        assert "nowhere" not in caplog.text
        now[0] = 102
        for _ in range(500):
            if "nowhere" in caplog.text:
                break
            sleep(0.1)
        assert "does not contain an anchor '#nowhere'" in caplog.text
    finally:
        log.removeHandler(caplog.handler)
        preview.close()


def test_a_strict_preview_converts_all(tmp_path: Path) -> None:
    """It refuses what MkDocs warns of."""
    site = write_site(tmp_path, _PAGES, _CONFIG)
    with pytest.raises(AssertionError, match="Aborted with 2 warnings in strict mode"), served(site, "--strict"):
        pass
