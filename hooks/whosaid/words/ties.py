"""The claims of an article as a map: who says each, who answers it, and which of them hang together. Plain data.

The list, the drawing and the Argdown export are all made from it, so they say the same in the same words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Final, Literal

from msgspec import Struct

from ..base.model import Page, Source
from ..base.vocabulary import KINDS, RELATIONS, TIES, Group, KindId, StatementOption
from ..ledger.records import Ledger, Statement, group_of, is_declared
from .wording import (
    answer_in_words,
    attribution_in_brief,
    capital,
    relation_labels,
    route_in_words,
    some,
    state_in_words,
    title_of,
    type_label,
)

_MOST_TIES: Final = 20  # of one kind, told of one statement

Sense = Literal["for", "against", "same", "neither"]
"""Which way a tie points: whoever holds the one side to be so, holds the other for so, for not so, or is not bound."""

_ANSWERS: Final[dict[KindId, Sense]] = {
    "denial": "against",
    "correction": "against",
    "retraction": "against",
    "confirmation": "for",
    "admission": "for",
}
_RELATIONS: Final[dict[StatementOption, Sense]] = {
    "refines": "for",  # what holds of a part or a particular case bears out the wider claim
    "supports": "for",
    "contradicts": "against",
    "basis-for": "for",
    "same-as": "same",
}
assert tuple(_RELATIONS) == RELATIONS


_TYING: Final[tuple[StatementOption, ...]] = ("of", *TIES)


class Tie(Struct, frozen=True, eq=False):
    """One statement's option that names another: `of`, `restates` or a relation."""

    option: StatementOption
    start: Statement
    end: Statement

    @property
    def sense(self) -> Sense:
        """Which way it points."""
        if self.option == "of":
            return _ANSWERS.get(self.start.kind, "neither")
        return _RELATIONS.get(self.option, "neither")


class Voice(Struct, frozen=True):
    """Someone who says a claim, as told to readers: name, source type, route; only what there is to tell."""

    source: Source
    group: Group
    told: tuple[str, ...]


Role = Literal["number", "words", "who", "state", "tie"]


class Line(Struct, frozen=True, eq=False):
    """One thing told of a statement. `others` are those it names, told after it by their numbers.

    `more` says how many more there are.
    """

    role: Role
    text: str
    others: tuple[Statement, ...] = ()
    more: str = ""


class ClaimMap(Struct, frozen=True, eq=False, dict=True):
    """An article's claims and opinions, and the answers to them, each in the order of the text.

    What another article says comes behind the first statement that is tied to it. Every end of a tie is among them.
    """

    page: Page
    claims: tuple[Statement, ...]
    answers: tuple[Statement, ...]
    ties: tuple[Tie, ...]

    @cached_property
    def ties_of(self) -> dict[str, list[Tie]]:
        """The ties of each statement, by its name, at whichever end it is."""
        found: dict[str, list[Tie]] = {}
        for tie in self.ties:
            found.setdefault(tie.start.ref, []).append(tie)
            found.setdefault(tie.end.ref, []).append(tie)
        return found

    def answers_to(self, statement: Statement) -> Sequence[Statement]:
        """The answers to a statement of the map."""
        return self._answers_to.get(statement.ref, ())

    @cached_property
    def _answers_to(self) -> dict[str, list[Statement]]:
        found: dict[str, list[Statement]] = {}
        for tie in self.ties:
            if tie.option == "of":
                found.setdefault(tie.end.ref, []).append(tie.start)
        return found

    @cached_property
    def rows_of(self) -> dict[str, list[tuple[int, int]]]:
        """The claims of each page by its path: their numbers, ascending, and their places in the map."""
        found: dict[str, list[tuple[int, int]]] = {}
        for row, claim in enumerate(self.claims):
            found.setdefault(claim.page.path, []).append((claim.number, row))
        return {path: sorted(rows) for path, rows in found.items()}

    def name(self, statement: Statement) -> str:
        """A statement's number, and its article's title where that is another one."""
        here = statement.page is self.page
        return str(statement.number) if here else f"{statement.number} in “{title_of(statement.page)}”"


def claim_map(ledger: Ledger, page: Page) -> ClaimMap:
    """The map of one page."""
    claims: dict[str, Statement] = {}
    answers: dict[str, Statement] = {}
    ties: dict[tuple[str, ...], Tie] = {}

    def put(statement: Statement) -> None:
        (answers if _is_answer(statement) else claims).setdefault(statement.ref, statement)

    def tie(option: StatementOption, start: Statement, end: Statement) -> None:
        if start is not end:
            for statement in (start, end):
                if statement.page is not page:
                    put(statement)
            refs = (start.ref, end.ref)
            ties.setdefault((option, *(sorted(refs) if option == "same-as" else refs)), Tie(option, start, end))

    for statement in ledger.statements.get(page.path, ()):
        put(statement)
        for option in _TYING:
            for other in ledger.related(statement, option):
                tie(option, statement, other)
        for option in RELATIONS:
            for other in ledger.related_from(statement, option):
                tie(option, other, statement)
        for answer in _answers_drawn(ledger, statement):
            tie("of", answer, statement)
    for claim in [claim for claim in claims.values() if claim.page is not page]:
        for answer in _answers_drawn(ledger, claim):
            if answer.ref in answers:
                tie("of", answer, claim)
    return ClaimMap(page, tuple(claims.values()), tuple(answers.values()), tuple(ties.values()))


def _answers_drawn(ledger: Ledger, statement: Statement) -> Sequence[Statement]:
    """The answers to a statement and to its family; in a family with more of them than are told, only its own."""
    answers = ledger.answers(statement)
    return (
        [answer for answer in answers if statement.ref in answer.answered]
        if statement.ref in ledger.unlisted
        else answers
    )


def voices_of(statement: Statement) -> Iterator[Voice]:
    """Who says a claim, and how it came from there."""
    route = [route_in_words(statement)] if statement.route.kind != "none" else []
    for source in statement.sources:
        label = type_label(source.type)
        told = (capital(source.label), label, *route) if is_declared(source) else (label,)
        yield Voice(source, group_of(source), told)


def lines_of(ledger: Ledger, map_: ClaimMap, statement: Statement) -> Iterator[Line]:
    """What readers are told of a statement: number, words, who says it, what was answered, what it is tied to."""
    kind = KINDS[statement.kind]
    yield Line("number", map_.name(statement) + (f" · {kind.label}" if kind.family == "opinion" else ""))
    yield Line("words", capital(statement.words))
    if _is_answer(statement):
        yield Line("who", answer_in_words(statement).removesuffix("."))
    else:
        yield Line("who", capital(attribution_in_brief(ledger, statement)))
    if state := state_in_words(ledger, statement):
        yield Line("state", ". ".join(state))
    said: dict[str, list[Statement]] = {}
    for tie in map_.ties_of.get(statement.ref, ()):
        starts = tie.start is statement
        if label := _starts(tie.option) if starts else _ends(tie.option):
            said.setdefault(label, []).append(tie.end if starts else tie.start)
    for label, others in said.items():
        first, more = some(tuple({other.ref: other for other in others}.values()), _MOST_TIES)
        yield Line("tie", label, tuple(first), more)


def is_voiced(map_: ClaimMap, statement: Statement) -> bool:
    """Whether the map tells who says it and how it came from there: so it is with the article's own claims."""
    return statement.page is map_.page and not _is_answer(statement)


def _starts(option: StatementOption) -> str:
    return "Answers" if option == "of" else relation_labels(option)[0]


def _ends(option: StatementOption) -> str:
    """Empty for answers: they are told as the statement's state."""
    return "" if option == "of" else relation_labels(option)[1]


def _is_answer(statement: Statement) -> bool:
    return KINDS[statement.kind].family == "response"
