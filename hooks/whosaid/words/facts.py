"""The facts of a statement, in one order, for notes, claim pages, embeds and annotations.

To add a fact, add it to `facts`; an option that is shown as written needs only its `label` in the vocabulary.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal

from msgspec import Struct

from ..base.catalogue import N_, said
from ..base.kinds import KINDS
from ..base.options import SHOWN_OPTIONS, TIES, OptionName
from ..ledger.records import Ledger, Statement
from .answers import denied_in_words, state_shown
from .labels import relation_labels
from .sourcewords import source_in_words, source_links, told_with_statement
from .wording import (
    asked_in_words,
    hedges_in_words,
    names,
    option_in_words,
    origin_in_words,
    scope_in_words,
)

_WHO: Final = {"claim": N_("Who says it"), "opinion": N_("Whose opinion it is"), "response": N_("Who answers")}
_MOST: Final = 20  # statements under one label; otherwise each note of a large family would list all of it

FactKey = Literal["who", "origin", "answers", "links"] | OptionName


class Fact(Struct, frozen=True, eq=False):
    """A term and its values, as plain text.

    `others` are the statements to link to, and `more` how many more there are; `links` are addresses with their texts.
    The fact `answers` is always present: it has the answers as `others`, or the state in words.
    """

    key: FactKey
    label: str
    values: tuple[str, ...] = ()
    others: tuple[Statement, ...] = ()
    more: int = 0
    links: tuple[tuple[str, str], ...] = ()


def facts(ledger: Ledger, statement: Statement) -> Iterator[Fact]:
    """All facts of a statement: source, route, hedges, the accused, answers, related statements.

    Unknown facts are left out, or shown as missing where readers would look for them.
    """
    yield from _about_itself(ledger, statement)
    answers = ledger.answers(statement)
    state = state_shown(ledger, statement)
    label = said("Answers") if len(answers) > 1 else said("Answer")
    yield Fact("answers", label, () if answers or not state else (state,), answers)
    yield from _ties(ledger, statement)
    if links := tuple(_links(statement)):
        yield Fact("links", said("Links"), links=links)


def _about_itself(ledger: Ledger, statement: Statement) -> Iterator[Fact]:
    family = KINDS[statement.kind].family
    who = [source_in_words(ledger, source, statement.page) for source in statement.sources] or [said("No source given")]
    yield Fact("who", said(_WHO[family]), (*who, *told_with_statement(ledger, statement)))
    if around := ledger.related(statement, "within"):
        yield Fact("within", relation_labels("within")[0], others=around)
    if family == "response" and (claims := ledger.related(statement, "of")):
        yield Fact("of", said("What it answers"), others=claims)
    if denied := denied_in_words(statement):
        yield Fact("denies", said("What it denies"), (denied,))
    if origin := origin_in_words(statement):
        yield Fact("origin", said("How it reached this article"), tuple(origin))
    for option in SHOWN_OPTIONS:
        if option.name != "denies" and (text := option_in_words(ledger, statement, option)):
            yield Fact(option.name, said(option.label), (text,))
    if scope := scope_in_words(statement) or (said("not recorded") if statement.kind == "denial" else ""):
        yield Fact("scope", said("How far it goes"), (scope,))
    if hedges := hedges_in_words(statement):
        # Translators: “alleged” and the like
        yield Fact("certainty", said("Certainty words used"), (hedges,))
    if asked := asked_in_words(statement):
        yield Fact("asked", said("Asked"), (asked,))
    if parties := ledger.parties(statement):
        yield Fact("about", said("Whom it accuses"), (names(parties),))


def _ties(ledger: Ledger, statement: Statement) -> Iterator[Fact]:
    """The related statements, whichever of the two names the other."""
    for option in TIES:
        label, seen_from_there = relation_labels(option)
        if option == "same-as":
            family = ledger.family(statement)
            others = tuple(other for other in family[: _MOST + 1] if other is not statement)
            found = [(label, others, len(family) - 1)]
        else:
            named, naming = ledger.related(statement, option), ledger.related_from(statement, option)
            found = [(label, named, len(named)), (seen_from_there, naming, len(naming))]
        for label, others, count in found:
            if others:
                yield Fact(option, label, others=others[:_MOST], more=max(count - _MOST, 0))


def _links(statement: Statement) -> Iterator[tuple[str, str]]:
    record = statement.record
    # Translators: links to where something was said
    at_source = said("Source, deleted since") if record.items("deleted") else said("Source")
    links = [(at_source, record.value("url")), (said("Archived copy"), record.value("archive-url"))]
    for source in statement.sources:
        links += source_links(source)
    return ((label, url) for label, url in links if url)
