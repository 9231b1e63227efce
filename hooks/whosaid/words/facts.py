"""What is said of a statement, in one order: notes, embeds and annotations all tell it from here.

To add a fact, add it to `facts`; an option that is told as it is written needs only its `label` in the vocabulary.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from ..base.vocabulary import KINDS, TOLD_OPTIONS
from ..ledger.records import Ledger, Statement
from .wording import (
    asked_in_words,
    denied_in_words,
    names,
    option_in_words,
    origin_in_words,
    overlap_in_words,
    relation_labels,
    scope_in_words,
    source_in_words,
)

_WHO: Final = {"claim": "Who says it", "opinion": "Whose opinion it is", "response": "Who answers"}


class Fact(Struct, frozen=True, eq=False):
    """A term and what is known of it, as plain text; `others` are the statements it is about, to be linked to."""

    label: str
    values: tuple[str, ...] = ()
    others: tuple[Statement, ...] = ()


def facts(ledger: Ledger, statement: Statement) -> Iterator[Fact]:
    """All that is said of a statement but what others say of it: who, how it came, the hedges, whom it accuses.

    What is not known is left out, or said to be missing where a reader would look for it.
    """
    record = statement.record
    is_response = KINDS[statement.kind].family == "response"
    who = [source_in_words(ledger, source, statement.page) for source in statement.sources] or ["No source given"]
    overlap = overlap_in_words(ledger, statement)
    yield Fact(_WHO[KINDS[statement.kind].family], (*who, overlap) if overlap else tuple(who))
    if around := ledger.related(statement, "within"):
        yield Fact(relation_labels("within")[0], others=around)
    if is_response and (claims := ledger.related(statement, "of")):
        yield Fact("What it answers", others=claims)
    if denied := denied_in_words(statement):
        yield Fact("What it denies", (denied,))
    if origin := origin_in_words(statement):
        yield Fact("How it reached this article", tuple(origin))
    for option in TOLD_OPTIONS:
        if option.name != "denies" and (told := option_in_words(ledger, statement, option)):
            yield Fact(option.label, (told,))
    if scope := scope_in_words(statement) or ("not recorded" if statement.kind == "denial" else ""):
        yield Fact("How far it goes", (scope,))
    if hedges := record.items("certainty"):
        yield Fact("Certainty words used", (", ".join(item.text for item in hedges),))
    if asked := asked_in_words(statement):
        yield Fact("Asked", (asked,))
    if parties := ledger.parties(statement):
        yield Fact("Whom it accuses", (names(parties),))
