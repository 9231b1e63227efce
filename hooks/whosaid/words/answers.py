"""The wording of answers and of the state of a claim: who denied it, when, and how far.

Functions that end in `in_words` or `_by` return the inside of a sentence, except `answer_in_words`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Final

from ..base.catalogue import N_, counted, language, said
from ..base.kinds import KINDS, KindId
from ..base.model import Source
from ..base.options import NOBODY
from ..ledger.records import Ledger, Statement, state_of
from .labels import response_inside, state_inside, state_label
from .sentences import capital, clauses, sentence, together
from .wording import asked_in_words, label_of, place_in_words, route_if_any, said_on, scope_in_words, title_of

MOST_NAMED: Final = 12
"""How many of those who give the same kind of answer are named; more would bury everything else."""
FEW_NAMED: Final = 5
"""The same where a sentence must be short: at the top of a page and in a card."""


def response_by(answer: Statement) -> str:
    """`denied by Russia and the Taliban`; for a party that said nothing, `not asked: Russia`."""
    return next(responses_by_kind([answer], label_of))


def answer_in_words(answer: Statement) -> str:
    """One answer to a claim, in sentences: what, by whom, when, where, how far. Unknown facts are mentioned."""
    return " ".join(map(sentence, (response_by(answer), *answer_details(answer))))


def answer_details(answer: Statement) -> list[str]:
    """When, where and to what extent an answer was given, each with a label: `Date: 27 June 2020`."""
    details = []
    if asked := asked_in_words(answer):
        details.append(said("Asked: {date}", date=asked))
    if date := said_on(answer):
        details.append(said("Date: {date}", date=date))
    if answer.route.kind == "public" and (place := answer.record.value("where")):
        details.append(said("Where: {place}", place=place))
    elif route := route_if_any(answer):
        details.append(said("Route: {route}", route=route))
    if scope := scope_in_words(answer):
        details.append(said("How far it goes: {scope}", scope=scope))
    if denied := denied_in_words(answer):
        details.append(said("What is denied: {what}", what=denied))
    return details


def denies_nobody(answer: Statement) -> bool:
    """Whether it denies something that nobody on the page claims."""
    return answer.record.value("of") == NOBODY


def denied_in_words(answer: Statement) -> str:
    """What a denial denies, if nobody claims it: `having met him, which nobody in the article claims`; else empty."""
    if not denies_nobody(answer):
        return ""
    what = answer.record.value("denies") or answer.words
    return said("{what}, which nobody in the article claims", what=what)


def answers_in_brief(ledger: Ledger, *statements: Statement, most: int = MOST_NAMED) -> str:
    """The answers in a few words, the strongest first: `denied by Russia; admitted in part by the Taliban`.

    Of many who answer in the same way, the first `most` are named. Empty if there are none.
    """
    return _answers_in_brief(language(), most, ledger, *statements)


@lru_cache(512)  # a claim is shown with each of its answers, and in several files
def _answers_in_brief(_: str, most: int, ledger: Ledger, *statements: Statement) -> str:
    answers = (answer for statement in statements for answer in ledger.answers(statement))
    more = more_answers(ledger, statements[0]) if len(statements) == 1 else ""
    return clauses([*responses_by_kind(answers, label_of, most), more])


def responses_by_kind(
    answers: Iterable[Statement], named: Callable[[Source], str], most: int = MOST_NAMED
) -> Iterator[str]:
    """Each kind of answer once, the strongest first, with who gave it, each by their name: `denied by Russia`."""
    grouped: dict[KindId, dict[str, Source]] = {}
    for answer in strongest_first(answers):
        who = grouped.setdefault(answer.kind, {})
        for source in answer.sources:
            who.setdefault(source.label, source)
    for kind, sources in grouped.items():
        yield response_inside(kind, together(map(named, sources.values()), most) or said("nobody named"))


def strongest_first(answers: Iterable[Statement]) -> list[Statement]:
    """Denials and retractions before mere comments; those of a kind in their order."""
    return sorted(answers, key=lambda answer: KINDS[answer.kind].rank)


def more_answers(ledger: Ledger, statement: Statement) -> str:
    """How many answers to the same claim are left out: `and 30 more answers to the same claim`."""
    more = ledger.unlisted.get(statement.ref, 0)
    return (
        counted(more, "and {n} more answer to the same claim", "and {n} more answers to the same claim") if more else ""
    )


def answers_or_state(ledger: Ledger, statement: Statement, most: int = MOST_NAMED) -> str:
    """The answers in a few words, or that none is recorded. Empty if nobody is accused."""
    return answers_in_brief(ledger, statement, most=most) or state_inside(state_of(ledger, statement))


def state_shown(ledger: Ledger, statement: Statement) -> str:
    """The state of a claim for readers: `Disputed`; empty if none is shown."""
    return state_label(state_of(ledger, statement))


def state_in_words(ledger: Ledger, statement: Statement) -> tuple[str, ...]:
    """The state of a claim, then the answers in a few words: `Disputed`, `Denied by Russia`.

    Empty if nothing is shown; without answers, the state alone.
    """
    return tuple(filter(None, (state_shown(ledger, statement), capital(answers_in_brief(ledger, statement)))))


def given_in_words(answer: Statement, statement: Statement) -> tuple[str, str]:
    """Where an answer to a statement is, as a message whose part `place` leads there, and that place.

    One that was given to another statement of the family says so: `Given to the same claim in {place}`.
    """
    is_own = answers_itself(answer, statement)
    if answer.page is not statement.page:
        # Translators: the title of an article
        message = N_("Given in {place}") if is_own else N_("Given to the same claim in {place}")
        return message, title_of(answer.page)
    # Translators: “(note 4)”
    return "{place}" if is_own else N_("Given to the same claim {place}"), place_in_words(answer, statement)


def answers_itself(answer: Statement, statement: Statement) -> bool:
    """Whether an answer names this very statement, and not only another that says the same."""
    return statement.ref in answer.answered
