"""A preview never dies: each fault is shown in the page, or over the last pages, and it recovers."""

from __future__ import annotations

import logging
from pathlib import Path
from unittest.mock import Mock

import pytest

from endurance import CLAIM, FILES, PAGES, SITE, restore, save_pages, storm, storm_site
from growth import drawn
from inprocess import InProcess
from previews import served, wait_for
from shapes_of_growth import SOURCES
from sites import CONFIG, write_site
from whosaid.mkdocs.pagemeta import FrontMatter
from whosaid.render import open_build_state

SITE_WIDE = ("a name that is not UTF-8", "sources", "settings", "a ledger like a feed")


def test_faults_of_pages_are_shown_in_them(tmp_path: Path) -> None:
    """From the first build on, and all at once; when they are fixed, the pages are gone."""
    site = storm_site(tmp_path)
    save_pages(site)
    for name, (_, save) in FILES.items():
        if name not in SITE_WIDE:
            save(site)
    with served(site) as home:
        wait_for("ann-card", home + "a/", absent="ann-faults")
        shown = {f"b-{name}": said for name, (said, _) in PAGES.items()}
        shown |= {name: said for name, (said, _) in FILES.items() if name not in SITE_WIDE}
        for name, said in shown.items():
            html = wait_for("ann-faults", f"{home}{name}/")
            assert said in html, name
        restore(site)
        for name in SITE_WIDE:
            said, save = FILES[name]
            save(site)
            wait_for(said, home + "a/")
            restore(site)
        wait_for("ann-card", home + "a/", absent="ann-faults")
        wait_for("404", home + "b-utf-16/", absent="ann-faults")


@pytest.mark.parametrize("quick", [True, False])
def test_a_page_with_findings_keeps_its_title(tmp_path: Path, *, quick: bool) -> None:
    """They stand above its heading, which is still what the navigation calls it."""
    pages = {"some-page.md": '# The bridge\n\n[words](#x "claim").\n', "b.md": "# Other\n"}
    preview = InProcess(write_site(tmp_path, pages), quick=quick)
    for path in ("some-page/", "b/"):
        html = preview.get(path)[1].decode()
        assert "The bridge" in html, path
        assert "Some page" not in html, path
    assert html.count("ann-faults") == 0
    assert preview.get("some-page/")[1].decode().count("ann-faults") == 1
    preview.close()


@pytest.mark.parametrize("quick", [True, False])
def test_a_draft_is_in_the_preview_without_a_word(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, *, quick: bool
) -> None:
    """Though no build has it."""
    page = '# Draft\n\n[It is so](#one "claim by council").\n'
    site = write_site(tmp_path, {"a.md": page, "b.md": page.replace("Draft", "Other")}, f"{CONFIG}draft_docs: a.md\n")
    log = logging.getLogger("mkdocs")
    log.addHandler(caplog.handler)
    try:
        preview = InProcess(site, quick=quick)
        preview.rebuild()
    finally:
        log.removeHandler(caplog.handler)
    assert "ann-note" in preview.get("a/")[1].decode()
    assert "was removed" not in caplog.text
    preview.close()


def test_a_fault_of_the_site_leaves_the_front_matter_of_pages(tmp_path: Path) -> None:
    """One error in sources.yml is shown on all pages, and takes no template and no tags from any."""
    site = write_site(tmp_path, {"a.md": "---\ntags: [x]\n---\nText.\n"}, sources="council: [\n")
    state = open_build_state(site / "docs", preview=True)
    read = Mock(meta={"tags": ["x"]})
    read.file.src_uri = "a.md"
    FrontMatter(state).read(read)
    assert state.of_page("a.md")
    assert read.meta == {"tags": ["x"]}


def test_a_remark_stands_in_the_note_of_the_statement_around_it(tmp_path: Path) -> None:
    """In no other's of the same line: neither in that of the claim within it, nor in that of the next."""
    text = (
        '[The mayor says](#outer "claim by mayor via direct") that '
        '[the bridge is closed](#inner "claim by council via direct within outer") [since yesterday](#outer). '
        '[It will open](#third "claim by council via direct").\n'
    )
    site = write_site(tmp_path, {"a.md": text, "whosaid.yml": ""}, sources=SOURCES)
    _, *notes = drawn(open_build_state(site / "docs", preview=True), "a.md", text).split('id="note:')
    assert [note.partition('"')[0] for note in notes] == ["outer", "inner", "third"]
    assert ["yesterday” means nothing" in note for note in notes] == [True, False, False]


def test_a_page_that_calls_itself_a_draft_says_so_once(tmp_path: Path) -> None:
    """In the page and in the log, with or without claims; once it is fixed, in neither."""
    said = "this page calls itself a draft"
    pages = {"a.md": f"---\ndraft: true\n---\n{CLAIM}", "b.md": "---\ndraft: true\n---\nText.\n"}
    silenced = "---\ndraft: true  # whosaid: ignore published-draft: on purpose\n---\nText.\n"
    site = write_site(tmp_path, {**pages, "c.md": silenced})
    with served(site) as home:
        shown = {path: wait_for(said, f"{home}{path}/") for path in "ab"}
        assert [html.count(said) for html in shown.values()] == [1, 1]
        log = (site / "serve.log").read_text()
        assert (log.count(said), log.count("[published-draft]"), "unused-silencing" in log) == (2, 2, False)
        (site / "docs/a.md").write_text(CLAIM)
        wait_for("ann-card", home + "a/", absent=said)
        wait_for(said, home + "b/")


def test_what_cannot_be_built_is_shown_over_the_last_pages(tmp_path: Path) -> None:
    """They stay as they were, and say why; when it is fixed, they are new."""
    site = storm_site(tmp_path)
    with served(site) as home:
        wait_for("ann-card", home + "a/")
        for name, (said, save) in SITE.items():
            save(site)
            html = wait_for("could not be built", home + "a/")
            assert said in html, name
            assert "ann-card" in html, name
            restore(site)
            wait_for("ann-card", home + "a/", absent="could not be built")


@pytest.mark.parametrize(("builder", "args"), [("mkdocs", ["--clean"]), ("properdocs", []), ("mkdocs", ["--strict"])])
def test_a_preview_starts_with_what_cannot_be_built(tmp_path: Path, builder: str, args: list[str]) -> None:
    """Every address shows the reason, until there is a site."""
    site = storm_site(tmp_path)
    SITE["a file like the data's folder"][1](site)
    with served(site, *args, builder=builder) as home:
        for address in (home, home + "a/"):
            wait_for("could not be built", address)
        restore(site)
        wait_for("ann-card", home + "a/", absent="could not be built")


def test_a_storm_of_saves_ends_in_the_right_page(tmp_path: Path) -> None:
    """`python tests/endurance.py storm 300` does it three hundred times."""
    assert storm(storm_site(tmp_path), 12)["builds"] > 1
