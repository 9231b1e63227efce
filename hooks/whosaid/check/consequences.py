"""Findings that follow from something unreadable are held back, since fixing the one fixes both.

A rule that reports something missing says what it looked for, and where (`Fault.missing`). If there is a reading fault
in that place, the missing thing may be there. Only errors hold anything back, so the gate stays closed: the check fails
until the reading fault is fixed, and then looks again.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from typing import Final

from ..base.faults import ReadingFault
from ..base.model import Page
from ..base.options import OPTIONS
from ..base.patterns import pattern
from ..base.vocabulary import id_like
from ..ledger.records import Ledger
from .rules import RULES, Fault
from .rules.core import Missing

_LONGEST_ID: Final = 80  # characters of a faulty text that may be an id
_ID_LINE: Final = pattern(r"^[ \t>\u00a0*+-]*id[ \t]*:[ \t]*(?P<id>[a-z0-9-]+)[ \t]*$", re.MULTILINE)
_STRETCH_END: Final = pattern(r"\n[ \t>]*(?:\n|\Z)|\Z")


class Unread:
    """The reading faults of a site, by page."""

    def __init__(self, ledger: Ledger) -> None:
        self._faults: dict[str, list[ReadingFault]] = defaultdict(list)
        for kind, faults in ledger.faults.items():
            rule = RULES[kind]
            for page, fault in faults if rule.severity == "error" else ():
                if rule.concerns == "annotations" or page.path in ledger.annotated:
                    self._faults[page.path].append(fault)
        for found in self._faults.values():
            found.sort(key=lambda fault: fault.at)
        self._ids: dict[str, frozenset[str]] = {}
        self._answers: dict[tuple[str, Missing], bool] = {}

    def explains(self, fault: Fault) -> bool:
        """Whether there is a reading fault where the missing thing would be."""
        missing = fault.missing
        if missing is None or fault.page.path not in self._faults:
            return False
        if missing.name.startswith("#"):
            return missing.name[1:] in self._ids_on(fault.page)
        looked_for = fault.page.path, missing
        if looked_for not in self._answers:
            self._answers[looked_for] = self._stands_in(*looked_for)
        return self._answers[looked_for]

    def _stands_in(self, path: str, missing: Missing) -> bool:
        faults = self._faults[path]
        for index in range(bisect_left(faults, missing.start, key=lambda fault: fault.at), len(faults)):
            fault = faults[index]
            if fault.at >= missing.end:
                break
            if _may_concern({fault.text, fault.detail}, missing.name):
                return True
        return False

    def _ids_on(self, page: Page) -> frozenset[str]:
        """The statement ids that occur in a page's reading faults, or in the lines around them."""
        if page.path not in self._ids:
            ids: set[str] = set()
            end = -1
            for fault in self._faults[page.path]:
                if not _misses_statement(page, fault):
                    ids.update((fault.text.lstrip("#"), fault.detail, id_like(fault.text[:_LONGEST_ID])))
                    if fault.at > end:
                        start, end = _stretch(page.text, fault.at)
                        ids.update(_ID_LINE.findall(page.text, start, end))
            self._ids[page.path] = frozenset(ids)
        return self._ids[page.path]


def _may_concern(words: set[str], name: str) -> bool:
    """Whether a fault with these words may be about a name, and not about another option."""
    return name in words or OPTIONS.keys().isdisjoint(words)


def _misses_statement(page: Page, fault: ReadingFault) -> bool:
    """Whether the fault is itself that a statement is missing."""
    misses = RULES[fault.kind].misses
    missing = misses(page, fault) if misses is not None else None
    return missing is not None and missing.name.startswith("#")


def _stretch(text: str, at: int) -> tuple[int, int]:
    """The lines around an offset, up to the nearest empty ones."""
    end = _STRETCH_END.search(text, at)
    return max(text.rfind("\n\n", 0, at), 0), end.start() if end else len(text)
