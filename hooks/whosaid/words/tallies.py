"""How many statements of a site have a term; those of a page are counted once, as long as they are the same."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import Final

from ..base.kinds import KINDS, Family
from ..ledger.records import Ledger, Statement, state_after, state_without_answer

TALLIED: Final = ("kind", "type", "route", "state")
"""The filters of which each statement has one value."""
Tally = Counter[tuple[str, Family, str]]
"""The number of statements by filter, family of kinds and term."""


def tally(ledger: Ledger) -> Tally:
    """Count the statements of a site."""
    found: Tally = Counter()
    for statements in ledger.statements.values():
        found.update(_unanswered(statements))
    for ref, answers in ledger.responses.items():
        if (statement := ledger.by_ref.get(ref)) is not None and answers:
            family = KINDS[statement.record.kind].family
            found["state", family, state_without_answer(statement)] -= 1
            found["state", family, state_after(answers)] += 1
    return found


@lru_cache(4096)  # a preview asks after each save, when most pages have the very statements of before
def _unanswered(statements: tuple[Statement, ...]) -> Tally:
    """The statements of a page, as if nobody had answered them."""
    found: Tally = Counter()
    for statement in statements:
        family = KINDS[statement.kind].family
        found["kind", family, statement.kind] += 1
        found["type", family, statement.type] += 1
        found["route", family, statement.route.kind] += 1
        found["state", family, state_without_answer(statement)] += 1
    return found
