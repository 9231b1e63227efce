"""Fixes: what they mend is gone, nothing else changes, and files stay as they are otherwise, to the byte.

What each rule's fixes make of a text stands in tests/cases; here is what holds for all of them.
"""

from __future__ import annotations

import os
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from benchmarks.annotated import originals
from benchmarks.mutants import SIGNS
from benchmarks.repairs import repairs
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from casefiles import CASES, Case, all_cases
from fixed import checked, mended_site
from tools import PATIENCE
from whosaid.base.filefaults import BadYaml
from whosaid.base.model import Page
from whosaid.check.fixing import Fixes, safe_fixes
from whosaid.check.reports import Report
from whosaid.check.running import run_rules
from whosaid.cli import main
from whosaid.commands.mending import write
from whosaid.editing.edits import edited
from whosaid.ledger.joining import join
from whosaid.ledger.loading import read_sources_file
from whosaid.ledger.records import Ledger
from whosaid.read import read_page

ROOT = Path(__file__).parent.parent
FAULTY = [case for case in all_cases() if case.findings]


def each_case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Case, Ledger, Report]]:
    """Every case with findings, checked in a folder of its own."""
    for number, case in enumerate(FAULTY):
        folder = tmp_path / str(number)
        case.write(folder)
        monkeypatch.chdir(folder)
        yield case, *checked()


def _errors(report: Report) -> Counter[tuple[str, str]]:
    return Counter((finding.path, finding.rule) for finding in report.findings if finding.severity == "error")


def test_a_fix_removes_its_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each fix of each finding of all cases; one that `--fix` makes adds no error, but for what could not be read."""
    left, added, tried = [], [], 0
    for case, ledger, report in each_case(tmp_path, monkeypatch):
        of = Fixes(ledger).of
        for finding, fix in [(one, fix) for one in report.findings for fix in of(one)]:
            if not finding.path.endswith((".md", ".yml")):  # HTML is always read from the disk
                continue
            tried += 1
            _, after = checked({finding.path: edited(ledger.files[finding.path].text, fix.edits)})
            if finding in after.findings:
                left.append(f"{case.name}: {finding}: {fix.title}")
            if fix.safe and finding.rule != BadYaml.kind and _errors(after) - _errors(report):
                added.append(f"{case.name}: {finding}: {fix.title}")
    assert (left, added) == ([], [])
    assert tried > 200


REWRITTEN = frozenset(("bad-date", "needless-value", "malformed-mark"))
"""Rules whose fixes change letters: the form of a date, a value that is there twice, `&#35;` for `#`."""


def test_what_is_mended_keeps_its_words_and_needs_no_second_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In all cases the same letters and digits are there afterwards, but for capitals; then no fix is left."""
    others, left, count = [], [], 0
    for case, ledger, _ in each_case(tmp_path, monkeypatch):
        mended = mended_site()
        count += len(mended.done)
        for path, file in mended.files.items():
            rules = {finding.rule for finding, _ in mended.done if finding.path == path}
            if _letters(ledger.files[path].text) != _letters(file.now) and not rules & REWRITTEN:
                others.append(case.name)
        again, report = checked({path: file.now for path, file in mended.files.items()})
        left += [case.name for finding in report.findings for fix in Fixes(again).of(finding) if fix.safe]
    assert (others, left) == ([], [])
    assert count > 80


def _letters(text: str) -> Counter[str]:
    return Counter(sign for sign in text.casefold() if sign.isalnum())


def test_small_mistakes_are_mended_and_none_is_made_worse() -> None:
    """400 mistakes of one or two signs: of those in signs and white space most are mended (`make bench`: more)."""
    tally = repairs(originals(ROOT), 400, seed=7)
    assert tally.worse == []
    assert tally.told > 200
    assert tally.mended_signs / tally.signs > 0.55


TEXTS = sorted({text for case in all_cases() for path, text in case.files.items() if path.endswith(".md")})
PLACED = read_sources_file(Page("sources.yml", "docs/sources.yml", (CASES / "sources.yml").read_text("utf-8")))


SLIPS = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 1), st.sampled_from(["", *SIGNS])), max_size=3)


@st.composite
def broken(draw: st.DrawFn) -> str:
    """The text of a case with up to three signs that were inserted, lost or mistyped."""
    text = draw(st.sampled_from(TEXTS))
    for at, lost, sign in draw(SLIPS):
        place = round(at * len(text))
        text = f"{text[:place]}{sign}{text[place + lost :]}"
    return text


@settings(max_examples=200, deadline=None)
@given(broken())
def test_whatever_is_broken_is_mended_step_by_step_or_left_alone(text: str) -> None:
    """No fix of any text raises, leaves the text, overlaps itself or loses a letter; after some rounds none is left."""
    for _ in range(20):
        ledger = join([read_page("a.md", "docs/a.md", text), PLACED], PLACED.sources)
        text = ledger.files["a.md"].text
        fixes, findings = Fixes(ledger), [finding for finding in run_rules(ledger).findings if finding.path == "a.md"]
        for fix in (fix for finding in findings for fix in fixes.of(finding)):
            ends = [0, *(place for edit in fix.edits for place in (edit.start, edit.end)), len(text)]
            assert fix.edits
            assert ends == sorted(ends)
            assert fix.title == " ".join(fix.title.split())
        mends = safe_fixes(fixes, findings).get("a.md", [])
        if not mends:
            return
        before, text = text, edited(text, [edit for _, fix in mends for edit in fix.edits])
        rules = {finding.rule for finding, _ in mends}
        assert rules & REWRITTEN or _letters(before) == _letters(text)
    raise AssertionError("there is always one more to mend")


# Files.

FAULTS = """\
---
title: Bridge: the facts
sources:
  clerk: {type: unnamed, described-as: a clerk, reason: not-stated}
---

# Ä “bridge” \U0001f600\u2028

They say [it is unsafe](#unsafe “claim by clerk via direct”)\x85 and\tmore.\x20\x20

[It is old] (#old).

// claim
    id: old

    source: council

A note.

///

The end"""
RIGHT = """\
---
title: "Bridge: the facts"
sources:
  clerk: {type: unnamed, described-as: a clerk, reason: not-stated}
---

# Ä “bridge” \U0001f600\u2028

They say [it is unsafe](#unsafe "claim by clerk via direct")\x85 and\tmore.\x20\x20

[It is old](#old).

/// claim
    id: old
    source: council

A note.

///

The end"""


def _fix(*args: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(main, ["check", "--no-cache", *args])
    assert done.exception is None or isinstance(done.exception, SystemExit)
    return done.exit_code, done.stdout, done.stderr


@pytest.fixture
def docs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site with the faults above, and one each in sources.yml and whosaid.yml."""
    (tmp_path / "docs").mkdir()
    sources = (CASES / "sources.yml").read_text("utf-8")
    (tmp_path / "docs/sources.yml").write_text(f"{sources}ferry:\n  Name: the ferry  # ours\n  type: institution\n")
    (tmp_path / "docs/whosaid.yml").write_text("publish: [feeds, feeds]\n")
    (tmp_path / "docs/a.md").write_bytes(FAULTS.encode())
    monkeypatch.chdir(tmp_path)
    return tmp_path / "docs"


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_all_else_in_a_file_stays_byte_for_byte(docs: Path, newline: str, mark: str) -> None:
    """Line ends, a byte order mark, tabs, odd separators and what is missing at the end, in YAML too."""
    before = {file.name: file.read_text("utf-8") for file in docs.iterdir()}
    for name, text in before.items():
        (docs / name).write_bytes(f"{mark}{text}".replace("\n", newline).encode())
    code, _, _ = _fix("--fix")
    right = {**before, "a.md": RIGHT, "whosaid.yml": "publish: [feeds]\n"}
    right["sources.yml"] = right["sources.yml"].replace("Name: the ferry", "name: the ferry")
    assert {file.name: file.read_bytes() for file in docs.iterdir()} == {
        name: f"{mark}{text}".replace("\n", newline).encode() for name, text in right.items()
    }
    assert code == 0


def test_what_was_mended_and_what_is_left_is_printed(docs: Path) -> None:
    """Each fix with its file and line, then the findings that are left, which decide about the end."""
    (docs / "b.md").write_text('[It is new](#new "claim by concil via direct")\n\n[So it is](#new “claim by x”)\n')
    code, out, err = _fix("--fix", "docs/a.md")
    lines = err.splitlines()
    assert lines[0] == "docs/a.md:2: Put the value in double quotes [bad-yaml]"
    assert lines[-2] == "5 findings mended in 1 file."
    assert (code, "error" in out) == (0, False)
    assert "Name: the ferry" in (docs / "sources.yml").read_text("utf-8")  # not among the files named
    code, out, _ = _fix("--fix")
    assert (code, "[unknown-source]" in out) == (1, True)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_a_diff_shows_what_would_change_and_changes_nothing(docs: Path, newline: str) -> None:
    """On standard output there is a patch, and nothing else: applied with Git, it makes what `--fix` makes."""
    (docs / "a.md").write_bytes(FAULTS.replace("\n", newline).encode())
    (docs / "a.md").rename(docs / "über die Brücke.md")
    before = {file: file.read_bytes() for file in docs.iterdir()}
    done = CliRunner().invoke(main, ["check", "--no-cache", "--diff"])
    assert {file: file.read_bytes() for file in docs.iterdir()} == before
    assert done.exit_code == 1
    assert b"-  Name: the ferry  # ours\n+  name: the ferry  # ours\n" in done.stdout_bytes
    subprocess.run(["git", "apply", "-"], input=done.stdout_bytes, check=True, timeout=PATIENCE)
    applied = {file: file.read_bytes() for file in docs.iterdir()}
    for file, content in before.items():
        file.write_bytes(content)
    _fix("--fix")
    assert {file: file.read_bytes() for file in docs.iterdir()} == applied


@pytest.mark.parametrize("args", [("--fix", "--watch"), ("--fix", "--diff"), ("--diff", "--format", "json")])
def test_options_that_contradict_each_other_are_refused(docs: Path, args: tuple[str, ...]) -> None:
    """What changes files does not wait for changes, and a diff has one format."""
    code, _, err = _fix(*args)
    assert code == 2
    assert "--" in err
    assert (docs / "a.md").read_bytes() == FAULTS.encode()


def test_a_file_that_changes_meanwhile_is_not_overwritten(docs: Path) -> None:
    """What somebody has saved since the check read the file stays, and the author is told."""
    mended = mended_site()
    saved = docs.joinpath("a.md").read_bytes() + b"\nMore.\n"
    (docs / "a.md").write_bytes(saved)
    write(mended)
    assert (docs / "a.md").read_bytes() == saved
    assert "docs/a.md: not mended, since it has changed since it was read; run this again" in mended.lines()
    assert "name: the ferry" in (docs / "sources.yml").read_text("utf-8")


def test_files_that_are_not_the_sites_own_are_left_alone(docs: Path) -> None:
    """A link out of the folder, a read-only file, one that is not UTF-8: a message each at most, and no traceback."""
    outside = docs.parent / "outside.md"
    (docs / "a.md").rename(outside)
    (docs / "a.md").symlink_to(outside)
    (docs / "b.md").write_text("[It is new](#new “claim by council via direct”)\n")
    (docs / "b.md").chmod(0o444)
    (docs / "c.md").write_bytes("[Ü](#u “claim by council via direct”) ".encode() + b"\xff\n")
    code, _, err = _fix("--fix")
    assert code == 1
    assert "docs/a.md: not mended, since it is a link to a file outside the docs folder; mend it there" in err
    assert "docs/b.md: not mended, since it is read-only" in err
    assert outside.read_bytes() == FAULTS.encode()
    assert os.access(docs / "b.md", os.R_OK)
    assert "“claim" in (docs / "b.md").read_text("utf-8")
    assert (docs / "c.md").read_bytes().endswith(b"\xff\n")
    inside = docs / "parts"
    inside.mkdir()
    outside.rename(inside / "real.md")
    (docs / "a.md").unlink()
    (docs / "a.md").symlink_to(inside / "real.md")
    assert _fix("--fix", "docs/a.md")[0] in (0, 1)
    assert (inside / "real.md").read_bytes() == RIGHT.encode()


def test_reports_hide_what_a_fix_would_tell(docs: Path) -> None:
    """No fix that touches a comment or an unnamed source's entry is in a report, since others read those."""
    (docs / "sources.yml").write_text("clerk:\n  type: unnamed\n  Described-as: a clerk, Ada\n  reason: not-stated\n")
    marks = "[{0}](#{0} “claim by vague via direct”)"
    (docs / "a.md").write_text(f"{marks.format('one')} <!-- Ada -->\n\n{marks.format('two')}\n")
    ledger, report = checked()
    fixes = Fixes(ledger)
    known = {str(one): bool(fixes.placed(one)) for one in report.findings if fixes.of(one)}
    assert {place.partition(": ")[0]: is_told for place, is_told in known.items()} == {
        "docs/a.md:1:7": False,
        "docs/a.md:3:7": True,
        "docs/sources.yml:3:3": False,
        "docs/whosaid.yml:1:18": True,
    }
