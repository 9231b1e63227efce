"""A finding: one fault, with its place and its message. It prints itself."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from functools import cached_property
from itertools import accumulate
from typing import Final

import msgspec
from msgspec import Struct

from ..base.model import Page
from ..base.patterns import pattern
from ..base.vocabulary import Severity
from .redaction import HIDDEN, redacted_text

_HIDDEN: Final = pattern(f"{HIDDEN}+")
_SHOWN: Final = 72  # characters of the faulty line shown below a message


class Finding(Struct, frozen=True, order=True):
    """One fault, at a line and a column in characters, both from 1. `excerpt` is the faulty line, shortened if long.

    `silenced` is the author's reason for silencing it; empty if it is not silenced.
    """

    file: str
    line: int
    column: int
    rule: str
    message: str
    severity: Severity = "error"
    excerpt: str = ""
    path: str = ""
    silenced: str = ""

    def __str__(self) -> str:
        severity = "" if self.severity == "error" else f"{self.severity}: "
        return f"{self.file}:{self.line}:{self.column}: {severity}{self.message} [{self.rule}]"

    def shown(self) -> str:
        """The finding, with its excerpt below."""
        return f"{self}\n    {self.excerpt}" if self.excerpt else str(self)


class Place(Struct, frozen=True, array_like=True):
    """A place as it is shown; as in Finding."""

    line: int
    column: int
    excerpt: str


class Places:
    """Converts offsets in a file to places, fast for files with many findings. `known`: those looked up before."""

    def __init__(self, page: Page, known: dict[int, Place] | None = None) -> None:
        self._page, self._text, self._known = page, page.text, {} if known is None else known

    def place(self, at: int) -> Place:
        """Where an offset is, and what is shown of it."""
        if (known := self._known.get(at)) is None:
            known = self._known[at] = Place(*self.line_and_column(at), self.excerpt(at))
        return known

    def line_and_column(self, at: int) -> tuple[int, int]:
        """Both from 1; an offset outside the text is moved to the nearer end."""
        at = max(0, min(at, len(self._text)))
        line = bisect_right(self._starts, at)
        return line, at - self._starts[line - 1] + 1

    def offset(self, line: int, column: int) -> int:
        """The offset that a line and a column stand for."""
        return self._starts[line - 1] + column - 1

    def excerpt(self, at: int) -> str:
        """The line around an offset, without indentation, shortened to fit a terminal.

        Comments and the entries of unnamed sources are redacted.
        """
        text = self._shown
        at = max(0, min(at, len(text)))
        start = text.rfind("\n", 0, at) + 1
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        cut = max(start, at - _SHOWN // 2) if end - start > _SHOWN else start
        stop = min(end, cut + _SHOWN)
        excerpt = _HIDDEN.sub("…", text[cut:stop])
        if not excerpt.strip(" \t…"):
            return ""
        if not excerpt.isprintable():  # rarely; checking every character would be slow
            excerpt = "".join(c if c.isprintable() or c == "\t" else "\ufffd" for c in excerpt)
        return f"{'…' if cut > start else ''}{excerpt.strip()}{'…' if stop < end else ''}"

    @cached_property
    def _starts(self) -> list[int]:
        """Where each line starts."""
        lengths = map(len, self._text.split("\n"))
        return [length + number for number, length in enumerate(accumulate(lengths, initial=0))][:-1]

    @cached_property
    def _shown(self) -> str:
        return redacted_text(self._page)


def sort_findings(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """By file, then by place, without duplicates."""
    return tuple(sorted(dict.fromkeys(findings)))


def with_severity(findings: Iterable[Finding], severity: Severity) -> list[Finding]:
    """The findings of one severity."""
    return [finding for finding in findings if finding.severity == severity]


def alike(finding: Finding) -> tuple[str, ...]:
    """What findings of one group have in common."""
    _, named, after = finding.message.partition("”")
    message = after if named and finding.severity != "error" else finding.message
    return finding.file, finding.rule, finding.severity, message


def grouped(findings: Iterable[Finding]) -> list[Finding]:
    """Findings as people read them: errors first, repeated ones of a page grouped, with all their places.

    Errors are grouped only if their messages are the same; warnings and remarks also if only the name in them differs.
    """
    groups: dict[tuple[str, ...], list[Finding]] = {}
    for finding in findings:
        groups.setdefault(alike(finding), []).append(finding)
    shown = [_with_places(group) for group in groups.values()]
    return sorted(shown, key=lambda finding: (_SEVERITIES.index(finding.severity), finding))


_SEVERITIES: Final = ("error", "warning", "info")
_PLACES: Final = 8  # listed; the others are counted
_NAME: Final = pattern("“([^“”]{1,24})”")  # longer names are left out


def _with_places(group: list[Finding]) -> Finding:
    first, *others = group
    if not others:
        return first
    places = ", ".join(_place(finding, first) for finding in others[:_PLACES])
    rest = len(others) - _PLACES
    more = f" and {rest} more place{'s' if rest > 1 else ''}" if rest > 0 else ""
    return msgspec.structs.replace(first, message=f"{first.message} (also at {places}{more})")


def _place(finding: Finding, first: Finding) -> str:
    """Line and column, and the name there if it differs: `77:13 “owed”`."""
    place, name = f"{finding.line}:{finding.column}", _NAME.search(finding.message)
    return f"{place} {name[0]}" if name and name[0] not in first.message else place
