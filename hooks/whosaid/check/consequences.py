"""What follows from something that could not be read: no finding of its own, since whoever mends the one mends both.

A rule that concludes from something missing says what, and where it has looked (`Fault.missing`). If a piece that the
reader could not make sense of stands there, what is missed may be in it. Only errors explain anything, so what is held
back can never open the gate: the check fails until the piece is mended, and then looks again.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from typing import Final

from ..base.faults import ReadingFault
from ..base.model import Page
from ..base.vocabulary import OPTIONS, id_like
from ..ledger.records import Ledger
from .rules import RULES, Fault
from .rules.core import Missing

_LONGEST_ID: Final = 80  # characters of a faulty piece that may be an id
_ID_LINE: Final = re.compile(r"^[ \t>\u00a0*+-]*id[ \t]*:[ \t]*(?P<id>[a-z0-9-]+)[ \t]*$", re.MULTILINE)
_STRETCH_END: Final = re.compile(r"\n[ \t>]*(?:\n|\Z)|\Z")


class Unread:
    """The pieces of a site that could not be read, by page."""

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
        """Whether something unread stands where what the fault misses would stand."""
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
            if _names({fault.text, fault.detail}, missing.name):
                return True
        return False

    def _ids_on(self, page: Page) -> frozenset[str]:
        """The ids of statements that the unread pieces of a page name, or the lines round them."""
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


def _names(said: set[str], name: str) -> bool:
    """Whether a fault can be about a name: not where it is about another option."""
    return name in said or OPTIONS.keys().isdisjoint(said)


def _misses_statement(page: Page, fault: ReadingFault) -> bool:
    """Whether a fault is itself that a statement is missing."""
    misses = RULES[fault.kind].misses
    missing = misses(page, fault) if misses is not None else None
    return missing is not None and missing.name.startswith("#")


def _stretch(text: str, at: int) -> tuple[int, int]:
    """The lines round an offset up to the next empty ones."""
    end = _STRETCH_END.search(text, at)
    return max(text.rfind("\n\n", 0, at), 0), end.start() if end else len(text)
