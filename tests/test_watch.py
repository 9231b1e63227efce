"""`whosaid check --watch`: what is new after each save, and what is gone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sites import write_site
from whosaid.cli import main

CLEAN = '[So it is](#so "claim by council").\n'
FAULTY = '[So it is](#so "claim").\n'


@pytest.fixture
def docs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The docs folder of a site without faults."""
    write_site(tmp_path, {"a.md": CLEAN, "b.md": CLEAN})
    monkeypatch.chdir(tmp_path)
    return Path("docs")


@pytest.fixture
def watched(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Runs the command; while it waits, one edit after the other is made, then Ctrl-C."""

    def watch(*edits: Callable[[], object], arguments: tuple[str, ...] = ()) -> Result:
        waiting: Iterator[Callable[[], object]] = iter(edits)

        def wait(seconds: float) -> None:
            edit = next(waiting, None)
            if edit is None:
                raise KeyboardInterrupt
            edit()

        with monkeypatch.context() as patched:
            patched.setattr("time.sleep", wait)
            return CliRunner().invoke(main, ["check", "--watch", *arguments], catch_exceptions=False)

    return watch


def test_it_says_what_is_new_and_how_much_is_gone(docs: Path, watched: Callable[..., Result]) -> None:
    """New findings in full, those that are gone by number; one that only moves with its line is neither."""
    page = docs / "a.md"
    result = watched(
        lambda: page.write_text(FAULTY),
        lambda: page.write_text(f"More.\n\n{FAULTY}"),
        lambda: None,
        lambda: page.write_text(CLEAN),
    )
    assert result.exit_code == 0
    new, gone = result.stdout.split("1 gone\n")
    assert new.startswith("docs/a.md:1:17: this claim “so” does not say who stands behind it")
    assert (new.count("[missing-source]"), new.endswith("\n1 new\n"), gone) == (1, True, "")
    assert "Traceback" not in result.output


def test_what_another_page_causes_is_told_too(docs: Path, watched: Callable[..., Result]) -> None:
    """A page that has not changed gets a finding, since what it names is gone."""
    (docs / "b.md").write_text('[He denies it](#r "denial of a.md#so by mayor").\n')
    result = watched((docs / "a.md").unlink)
    assert result.stdout.startswith("docs/b.md:1:30: “of:” names “a.md#so”, but no statement has that id")
    assert result.stdout.endswith("1 new\n")


def test_links_hide_no_changes(docs: Path, watched: Callable[..., Result]) -> None:
    """A folder elsewhere, a loop, and one that leads nowhere, which the system may list first."""
    Path("elsewhere").mkdir()
    page = Path("elsewhere/d.md")
    page.write_text(CLEAN)
    for name in ("0", "a0", "c", "zz"):
        (docs / f"{name}.md").symlink_to("nowhere")
    (docs / "linked").symlink_to(page.parent.resolve())
    (docs / "loop").symlink_to(docs.resolve())
    result = watched(lambda: page.write_text(FAULTY), lambda: (docs / "a.md").write_text(FAULTY))
    assert "docs/linked/d.md:1:17" in result.stdout
    assert "docs/a.md:1:17" in result.stdout


def test_broken_settings_are_findings_and_not_the_end(docs: Path, watched: Callable[..., Result]) -> None:
    """Settings and sources that cannot be read, a folder that is gone for a moment: it goes on."""
    settings = (docs / "whosaid.yml").read_text()
    result = watched(
        lambda: (docs / "whosaid.yml").write_text("rules: [\n"),
        lambda: docs.rename("away"),
        lambda: Path("away").rename(docs),
        lambda: (docs / "whosaid.yml").write_text(settings),
        lambda: (docs / "sources.yml").write_bytes(b"\xff"),
        lambda: (docs / "c.md").symlink_to("nowhere"),
    )
    assert "[bad-yaml]" in result.stdout
    assert "there is no folder “docs”" in result.stderr
    assert "[unreadable-file]" in result.stdout.split("gone\n")[-1]
    assert (result.exit_code, "Traceback" in result.output) == (0, False)


def test_it_is_for_people(docs: Path) -> None:
    """The other formats are one document, which has an end."""
    result = CliRunner().invoke(main, ["check", "--watch", "--format", "json"])
    assert (result.exit_code, "leave out --format" in result.output) == (2, True)
