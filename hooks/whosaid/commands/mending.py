"""`whosaid check --fix` and `--diff`: the fixes that change nothing but the form, made until none is left.

All of it happens in memory first. A file is written once, as a whole, and only if it still is what was read.
"""

from __future__ import annotations

import re
import stat
from collections.abc import Callable, Iterator
from difflib import unified_diff
from pathlib import Path
from typing import Final

import click
from msgspec import Struct, field

from ..base.model import Page
from ..check.findings import Finding
from ..check.fixes import Fix
from ..check.fixing import Fixes, safe_fixes
from ..check.reports import Report
from ..check.reports.report import count
from ..editing.pagefiles import in_file, replace_text
from ..ledger.loading import Unsaved
from ..ledger.records import Ledger
from ..read import normalised

_MOST_ROUNDS: Final = 20
_LINE: Final = re.compile(r"[^\n]*\n|[^\n]+\Z")  # as Git and `patch` see lines: a carriage return alone ends none

Check = Callable[[Unsaved], tuple[Ledger, Report]]
"""Checks the site as if some of its files had other texts."""


class _File(Struct):
    """A file that is mended: its text on the disk, and with its fixes, both with the line ends that they have."""

    page: Page
    place: Path
    before: str
    now: str


class Mended(Struct):
    """What was mended, by finding; the files; why others could not be; and the report on what is left."""

    report: Report
    done: list[tuple[Finding, Fix]] = field(default_factory=list)
    files: dict[str, _File] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)

    def lines(self) -> Iterator[str]:
        """A line for each fix, one for each file that was left alone, and how many fixes there are."""
        for finding, fix in sorted(self.done, key=lambda one: one[0]):
            yield f"{finding.file}:{finding.line}: {fix.title} [{finding.rule}]"
        yield from self.refused.values()
        if self.done:
            yield f"{count(len(self.done), 'finding')} mended in {count(len(self.files), 'file')}."

    def diff(self) -> str:
        """All changes as a unified diff."""
        return "".join(line for file in self.files.values() for line in _diff(file))


def mend(docs: Path, check: Check, *, only_show: bool) -> None:
    """Mend the files of a site, and say what was mended; or only show it, as a diff."""
    result = mended(docs, check)
    if only_show:
        click.echo(result.diff(), nl=False)
    else:
        write(result)
    for line in result.lines():
        click.echo(line, err=True)


def mended(docs: Path, check: Check) -> Mended:
    """The site with all fixes that change nothing but the form; nothing is written."""
    ledger, report = check({})
    result = Mended(report)
    for _ in range(_MOST_ROUNDS):
        left = (finding for finding in result.report.findings if finding.path not in result.refused)
        wanted = safe_fixes(Fixes(ledger), left)
        for path, fixes in wanted.items():
            _mend(docs, ledger.files[path], fixes, result)
        if not wanted:
            break
        ledger, result.report = check({path: file.now for path, file in result.files.items()})
    return result


def _mend(docs: Path, page: Page, fixes: list[tuple[Finding, Fix]], result: Mended) -> None:
    file = result.files.get(page.path) or _opened(docs, page)
    if isinstance(file, str):
        result.refused[page.path] = f"{page.file}: not mended, since {file}"
        return
    result.files[page.path] = file
    file.now = in_file(file.now, [edit for _, fix in fixes for edit in fix.edits])
    result.done += fixes


def _opened(docs: Path, page: Page) -> _File | str:
    """The file of a page, or why it cannot be mended."""
    try:
        place = (docs / page.path).resolve()
        if not place.is_relative_to(docs.resolve()):
            return "it is a link to a file outside the docs folder; mend it there"
        if not place.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH):
            return "it is read-only"
        raw = place.read_bytes().decode("utf-8")
    except OSError as error:
        return error.strerror or "it cannot be read"
    if normalised(raw) != page.text:
        return "it has changed since it was read; run this again"
    return _File(page, place, raw, raw)


def write(result: Mended) -> None:
    """Write the files; what cannot be written is refused, and its fixes are not counted."""
    for path, file in [*result.files.items()]:
        why = _written(file)
        if why:
            result.refused[path] = f"{file.page.file}: not mended, since {why}"
            del result.files[path]
            result.done = [one for one in result.done if one[0].path != path]


def _written(file: _File) -> str:
    """Write a file; returns why that was not possible."""
    try:
        if file.place.read_bytes() != file.before.encode("utf-8"):
            return "it has changed since it was read; run this again"
        replace_text(file.place, file.now)
    except OSError as error:
        return error.strerror or "it cannot be written"
    return ""


def _diff(file: _File) -> Iterator[str]:
    """The lines of a unified diff as Git's, which `git apply` and `patch -p1` take. They end as those of the file."""
    old, new = _LINE.findall(file.before), _LINE.findall(file.now)
    name = file.page.file.removeprefix("/") + "\t" * (" " in file.page.file)  # a tab ends a name with spaces
    for line in unified_diff(old, new, f"a/{name}", f"b/{name}"):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
