"""A finding: one thing to mend, with its place and its words. It prints itself."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from functools import cached_property
from typing import Final

import msgspec
from msgspec import Struct

from ..base.model import Page
from ..base.vocabulary import Severity
from .discretion import HIDDEN, shown_text

_HIDDEN: Final = re.compile(f"{HIDDEN}+")
_SHOWN: Final = 72  # characters of the faulty line shown below a message


class Finding(Struct, frozen=True, order=True):
    """One fault, at a line and a column in characters, both from 1. `piece` is the faulty line, cut where long.

    `silenced` is the reason the author gave for letting it stand; empty where it is to be mended.
    """

    file: str
    line: int
    column: int
    rule: str
    message: str
    severity: Severity = "error"
    piece: str = ""
    path: str = ""
    silenced: str = ""

    def __str__(self) -> str:
        weight = "" if self.severity == "error" else f"{self.severity}: "
        return f"{self.file}:{self.line}:{self.column}: {weight}{self.message} [{self.rule}]"

    def shown(self) -> str:
        """The finding with the faulty piece of text below it."""
        return f"{self}\n    {self.piece}" if self.piece else str(self)


class Places:
    """Offsets in a file to lines and columns, for files with many findings."""

    def __init__(self, page: Page) -> None:
        self._page, self._text = page, page.text
        self._starts: list[int] | None = None

    def line_and_column(self, at: int) -> tuple[int, int]:
        """Both from 1; an offset outside the text is moved to its nearest end."""
        if self._starts is None:
            self._starts = [0]
            for text in self._text.split("\n"):
                self._starts.append(self._starts[-1] + len(text) + 1)
            self._starts.pop()
        at = max(0, min(at, len(self._text)))
        line = bisect_right(self._starts, at)
        return line, at - self._starts[line - 1] + 1

    def piece(self, at: int) -> str:
        """The line around an offset, without indent, cut to a length that fits a terminal.

        What is for the desk alone, comments and who is not named, is left out of it.
        """
        text = self._shown
        at = max(0, min(at, len(text)))
        start = text.rfind("\n", 0, at) + 1
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        cut = max(start, at - _SHOWN // 2) if end - start > _SHOWN else start
        stop = min(end, cut + _SHOWN)
        piece = _HIDDEN.sub("…", text[cut:stop])
        if not piece.strip(" \t…"):
            return ""
        if not piece.isprintable():  # few are not, and to look at each sign takes long
            piece = "".join(c if c.isprintable() or c == "\t" else "\ufffd" for c in piece)
        return f"{'…' if cut > start else ''}{piece.strip()}{'…' if stop < end else ''}"

    @cached_property
    def _shown(self) -> str:
        return shown_text(self._page)


def sort_findings(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """By file, then by place; the same finding twice is one."""
    return tuple(sorted(dict.fromkeys(findings)))


def with_severity(findings: Iterable[Finding], severity: Severity) -> list[Finding]:
    """Those of one weight."""
    return [finding for finding in findings if finding.severity == severity]


def for_people(findings: Iterable[Finding]) -> list[Finding]:
    """What a person is shown: errors first, and what a rule says of a page several times as one, with all its places.

    Errors are put together only where they say the same, all else where only the name before it differs.
    """
    groups: dict[tuple[str, ...], list[Finding]] = {}
    for finding in findings:
        _, named, after = finding.message.partition("”")
        said = after if named and finding.severity != "error" else finding.message
        groups.setdefault((finding.file, finding.rule, finding.severity, said), []).append(finding)
    shown = [_with_places(group) for group in groups.values()]
    return sorted(shown, key=lambda finding: (_WEIGHTS.index(finding.severity), finding))


_WEIGHTS: Final = ("error", "warning", "info")
_PLACES: Final = 8  # that are named; the others are counted
_NAME: Final = re.compile("“([^“”]{1,24})”")  # what is longer is told by its place alone


def _with_places(group: list[Finding]) -> Finding:
    first, *others = group
    if not others:
        return first
    places = ", ".join(_place(finding, first) for finding in others[:_PLACES])
    rest = len(others) - _PLACES
    more = f" and {rest} more place{'s' if rest > 1 else ''}" if rest > 0 else ""
    return msgspec.structs.replace(first, message=f"{first.message} (the same at {places}{more})")


def _place(finding: Finding, first: Finding) -> str:
    """Line and column, and the name there if it is another: `77:13 “owed”`."""
    place, name = f"{finding.line}:{finding.column}", _NAME.search(finding.message)
    return f"{place} {name[0]}" if name and name[0] not in first.message else place
