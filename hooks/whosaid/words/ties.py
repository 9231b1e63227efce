"""The claims of an article as a map: who says each, who answers it, and how they are connected. Plain data.

The page and the Argdown export are both generated from it, so they say the same in the same words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import Final, Literal

from msgspec import Struct

from ..base.catalogue import said, woven
from ..base.kinds import KINDS, KindId
from ..base.model import Page
from ..base.options import RELATIONS, TIES, StatementOption
from ..base.vocabulary import LONGEST_TEXT
from ..ledger.records import Ledger, Statement
from .answers import answer_details, answers_in_brief, response_by, state_shown
from .labels import kind_label, relation_labels
from .sentences import and_more, apart, capital, first_of, listed, nested, stopped
from .wording import attribution_in_brief, shortened, title_of

_MOST_TIES: Final = 20  # of one kind, for one statement
_JOINING: Final = ("of", "within")  # the ties that group claims

Sense = Literal["for", "against", "same", "neither"]
"""The sense of a tie: accepting one side means accepting the other, rejecting it, or neither."""

_ANSWERS: Final[dict[KindId, Sense]] = {
    "denial": "against",
    "correction": "against",
    "retraction": "against",
    "confirmation": "for",
    "admission": "for",
}
_RELATIONS: Final[dict[StatementOption, Sense]] = {
    "refines": "for",  # a part or a particular case supports the wider claim
    "supports": "for",
    "contradicts": "against",
    "basis-for": "for",
    "same-as": "same",
}
assert tuple(_RELATIONS) == RELATIONS


_TYING: Final[tuple[StatementOption, ...]] = ("of", "within", *TIES)


class Tie(Struct, frozen=True, eq=False):
    """One statement's option that names another: `of`, `restates`, `within` or a relation."""

    option: StatementOption
    start: Statement
    end: Statement

    @property
    def sense(self) -> Sense:
        """Its sense."""
        if self.option == "of":
            return _ANSWERS.get(self.start.kind, "neither")
        return _RELATIONS.get(self.option, "neither")


Role = Literal["number", "words", "who", "details", "state", "answers", "tie", "answered"]


class Line(Struct, frozen=True, eq=False):
    """One line about a statement. `others` are the statements it refers to, shown after it by number.

    `more` says how many more there are. The line `answers` summarizes the answers.
    """

    role: Role
    text: str
    others: tuple[Statement, ...] = ()
    more: int = 0


class ClaimMap(Struct, frozen=True, eq=False, dict=True):
    """An article's claims and opinions, and the answers to them, each in the order of the text.

    Statements of other articles follow the first statement tied to them. Both ends of every tie are included.
    """

    page: Page
    claims: tuple[Statement, ...]
    answers: tuple[Statement, ...]
    ties: tuple[Tie, ...]

    @cached_property
    def ties_of(self) -> dict[str, list[Tie]]:
        """The ties of each statement, at either end, by its name."""
        found: dict[str, list[Tie]] = {}
        for tie in self.ties:
            found.setdefault(tie.start.ref, []).append(tie)
            found.setdefault(tie.end.ref, []).append(tie)
        return found

    def outer_of(self, statement: Statement) -> Statement | None:
        """The statement that contains this one, if there is one."""
        ties = self.ties_of.get(statement.ref, ())
        return next((tie.end for tie in ties if tie.option == "within" and tie.start is statement), None)

    def answers_to(self, statement: Statement) -> Sequence[Statement]:
        """The answers to a statement in the map."""
        return self._answers_to.get(statement.ref, ())

    @cached_property
    def _answers_to(self) -> dict[str, list[Statement]]:
        found: dict[str, list[Statement]] = {}
        for tie in self.ties:
            if tie.option == "of":
                found.setdefault(tie.end.ref, []).append(tie.start)
        return found

    @cached_property
    def clusters(self) -> tuple[tuple[Statement, ...], ...]:
        """The claims in clusters: those with answers in common, or inside each other.

        All in the order of the text; statements of other articles come last, within each cluster and among clusters.
        """
        found: dict[str, list[Statement]] = {}
        for claim in sorted(self.claims, key=lambda claim: claim.page is not self.page):
            found.setdefault(self._first_of[claim.ref], []).append(claim)
        return tuple(tuple(cluster) for cluster in found.values())

    @cached_property
    def _first_of(self) -> dict[str, str]:
        """The name of the first claim of a statement's cluster, by the statement's name."""
        first: dict[str, str] = {}
        for claim in self.claims:
            waiting = [claim.ref]
            while waiting:
                if (ref := waiting.pop()) not in first:
                    first[ref] = claim.ref
                    joined = (tie for tie in self.ties_of.get(ref, ()) if tie.option in _JOINING)
                    waiting.extend(end.ref for tie in joined for end in (tie.start, tie.end))
        return first

    def name(self, statement: Statement, most: int = LONGEST_TEXT) -> str:
        """A statement's number; for one of another article, with the start of that article's title."""
        if statement.page is self.page:
            return str(statement.number)
        # Translators: the number of a statement, and the title of its article
        return said(
            "{number} in “{title}”", number=statement.number, title=nested(shortened(title_of(statement.page), most))
        )


def claim_map(ledger: Ledger, page: Page) -> ClaimMap:
    """The map of one page."""
    claims: dict[str, Statement] = {}
    answers: dict[str, Statement] = {}
    ties: dict[tuple[str, ...], Tie] = {}

    def put(statement: Statement) -> None:
        (answers if is_answer(statement) else claims).setdefault(statement.ref, statement)

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
    """The answers to a statement and its family; if the family has more than are shown, only its own."""
    answers = ledger.answers(statement)
    return (
        [answer for answer in answers if statement.ref in answer.answered]
        if statement.ref in ledger.unlisted
        else answers
    )


def lines_of(ledger: Ledger, map_: ClaimMap, statement: Statement) -> Iterator[Line]:
    """The lines about a statement: number, words, source, answers, ties."""
    kind = KINDS[statement.kind]
    name = map_.name(statement)
    yield Line("number", apart((name, kind_label(statement.kind))) if kind.family == "opinion" else name)
    yield Line("words", capital(statement.words))
    if is_answer(statement):
        yield Line("who", capital(response_by(statement)))
        if details := answer_details(statement):
            yield Line("details", stopped(details))
    else:
        yield Line("who", capital(attribution_in_brief(ledger, statement)))
    if state := state_shown(ledger, statement):
        yield Line("state", state)
    if answers := answers_in_brief(ledger, statement):
        yield Line("answers", capital(answers))
    yield from _tie_lines(map_, statement)


def _tie_lines(map_: ClaimMap, statement: Statement) -> Iterator[Line]:
    grouped: dict[tuple[Role, str], list[Statement]] = {}
    for tie in map_.ties_of.get(statement.ref, ()):
        starts = tie.start is statement
        if tie.option != "of":
            label = relation_labels(tie.option)[0 if starts else 1]
            grouped.setdefault(("tie", label), []).append(tie.end if starts else tie.start)
        elif starts:  # seen from the other end, it is part of the statement's state
            grouped.setdefault(("answered", ""), []).append(tie.end)
    for (role, label), others in grouped.items():
        first, more = first_of(tuple({other.ref: other for other in others}.values()), _MOST_TIES)
        yield Line(role, label, tuple(first), more)


def tie_in_words(line: Line, escape: Callable[[str], str], names: Iterable[str]) -> str:
    """A line about other statements, as markup; `names` are their names as markup."""
    statements = and_more(listed(names), line.more)
    if line.role == "answered":
        return woven(escape, "Answers {statements}", statements=statements)
    # Translators: a relation, such as “Supports”, and the numbers of statements
    return woven(escape, "{relation} {statements}", relation=escape(line.text), statements=statements)


def is_answer(statement: Statement) -> bool:
    """Whether a statement is an answer, not a claim or an opinion."""
    return KINDS[statement.kind].family == "response"
