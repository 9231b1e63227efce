"""Pages under embargo: until its moment, nothing of one is written; the moment is the same for the same input."""

from __future__ import annotations

from pathlib import Path
from subprocess import CompletedProcess

import pytest
from click.testing import CliRunner

from sites import build, files_of, write_site
from tools import exe, run
from whosaid.cli import main

PUBLIC = '[The road is open](#road "claim by council via direct").\n'
SECRET = '[The bridge is unsafe](#bridge "claim by council via direct").\n'
BLOCK = "[The bridge is unsafe](#bridge).\n\n/// claim\nid: bridge\nsource: council\nembargo: {}\n///\n"
SIX = 1938139200  # 2031-06-02T04:00:00Z, six in the morning in Oslo
EMBARGO = "2031-06-02T06:00+02:00"
PAGES = {
    "front matter": f"---\nembargo: {EMBARGO}\n---\n{SECRET}",
    "front matter, quoted": f'---\nembargo: "{EMBARGO}"\n---\n{SECRET}',
    "a record": BLOCK.format(EMBARGO),
    "the latest of two": f"---\nembargo: 2031-06-01T00:00Z\n---\n{BLOCK.format(EMBARGO)}",
}


def command(folder: Path, now: object, *args: str) -> CompletedProcess[str]:
    """`whosaid` at this number of seconds since 1970."""
    return run([exe("whosaid"), *args], folder, {"SOURCE_DATE_EPOCH": str(now)})


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_exported_before_the_moment(tmp_path: Path, name: str) -> None:
    """One second before, it is not mentioned; at that moment, it is."""
    folder = write_site(tmp_path, {"a.md": PUBLIC, "b.md": PAGES[name]})
    for now, is_out in ((SIX - 1, False), (SIX, True)):
        done = command(folder, now, "export", f"out-{now}")
        assert done.returncode == 0, done.stderr
        written = [file for file in (folder / f"out-{now}").rglob("*") if file.is_file()]
        assert any("unsafe" in file.read_text("utf-8") for file in written) is is_out
        assert any(file.stem == "b" for file in written) is is_out
        told = "“b.md” is under embargo until 2 June 2031, 06:00 (UTC+2) and is not published before then."
        assert (told in done.stderr) is not is_out


def test_the_check_tells_which_pages_wait(tmp_path: Path) -> None:
    """It is not a finding: the page is as it should be."""
    folder = write_site(tmp_path, {"b.md": PAGES["a record"]})
    before, after = (command(folder, now, "check", "--strict") for now in (SIX - 1, SIX))
    assert (before.returncode, before.stdout) == (after.returncode, after.stdout) == (0, "")
    assert "“b.md” is under embargo until 2 June 2031, 06:00 (UTC+2)" in before.stderr
    assert "embargo" not in after.stderr


def test_nothing_is_built_before_the_moment(tmp_path: Path) -> None:
    """Neither its page nor a word of it in any file of the site, nor its link in the navigation."""
    folder = write_site(tmp_path, {"a.md": PUBLIC, "b.md": PAGES["front matter"]})
    for now, is_out in ((SIX - 1, False), (SIX, True)):
        done = build(folder, "--strict", env={"SOURCE_DATE_EPOCH": str(now)})
        assert done.returncode == 0, done.stderr
        site = files_of(folder / "site")
        assert ("b/index.html" in site) is is_out
        assert any(b"The bridge is unsafe" in text for text in site.values()) is is_out
        assert (b'href="b/"' in site["index.html"]) is is_out


NEVER = {"in front matter": "---\nembargo: {}\n---\n# Plain", "in a record": BLOCK}


@pytest.mark.parametrize("page", NEVER.values(), ids=NEVER)
@pytest.mark.parametrize("moment", ["9999-12-31T23:59-05:00", "9999-12-31T23:59:59+14:00"])
def test_the_last_hours_of_the_calendar_are_moments_too(tmp_path: Path, page: str, moment: str) -> None:
    """Whoever writes “never” like this is taken at their word, though it is the year 10000 elsewhere."""
    folder = write_site(tmp_path, {"b.md": page.format(moment)})
    told = CliRunner().invoke(main, ["check", "--strict", "--docs", str(folder / "docs")])
    assert told.exit_code == 0, told.output
    assert "“b.md” is under embargo until 31 December 9999" in told.stderr


def test_a_clock_that_is_none_is_told(tmp_path: Path) -> None:
    """Where a page waits, nothing is guessed; where none does, the clock is not asked."""
    folder = write_site(tmp_path, {"b.md": PAGES["a record"]})
    done = command(folder, "soon", "export", "out")
    assert done.returncode == 2
    assert "SOURCE_DATE_EPOCH is “soon”, which is not a number of seconds since 1970" in done.stderr
    assert not (folder / "out").exists()
    (folder / "docs/b.md").write_text(PUBLIC, "utf-8")
    assert command(folder, "soon", "export", "out").returncode == 0
