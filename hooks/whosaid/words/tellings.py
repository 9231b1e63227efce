"""How several articles tell the same claim: what each of them records, and what only others do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TypeVar

from msgspec import Struct

from ..base.dates import oldest_first
from ..base.kinds import UNANSWERED, KindId
from ..base.model import Page, Source
from ..ledger.records import Ledger, Statement, is_declared
from .answers import strongest_first

Named = tuple[Page, Source]
"""A source, and a page that names it."""
_K = TypeVar("_K")
_V = TypeVar("_V")


class Recorded(Struct, frozen=True):
    """What is recorded about a claim: by name who says it, and through whom; words of doubt; who answered in which way.

    Sources are compared by name, as readers see them. Two unnamed groups with the same description may still be
    different people: nothing here says that they are the same, only that none of them is missing.
    """

    speakers: Mapping[str, Named]
    carriers: Mapping[str, Named]
    hedges: Mapping[str, str]
    answers: Mapping[tuple[KindId, str], Named]

    def without(self, own: Recorded) -> Recorded:
        """What of this is not recorded there."""
        named = {**own.speakers, **own.carriers}
        speakers = _without(self.speakers, named)
        return Recorded(
            speakers,
            _without(self.carriers, {**named, **speakers}),
            _without(self.hedges, own.hedges),
            _without(self.answers, own.answers),
        )


class Telling(Struct, frozen=True, eq=False):
    """An article with its statements of the claim, the answers that it records, and what only other articles record."""

    page: Page
    statements: Sequence[Statement]
    answers: Sequence[Statement]
    elsewhere: Recorded


def is_told_elsewhere(ledger: Ledger, statement: Statement) -> bool:
    """Whether another article says the same."""
    family = ledger.family(statement)  # in the order of the pages
    return family[0].page.path != family[-1].page.path


def tellings(ledger: Ledger, family: Iterable[Statement]) -> list[Telling]:
    """How each article tells the claim that these statements make: the oldest article first. The less is known of a
    date, the later it comes, but before those that name it as having told it.

    Answers count for the article that records them, whichever of the statements they name.
    """
    by_page = _by_page(family)
    answers = _by_page({answer.ref: answer for own in by_page.values() for answer in _answers(ledger, own)}.values())
    pages = sorted((own[0].page for own in by_page.values()), key=lambda page: page.path)
    pages.sort(key=lambda page: min(age_of(ledger, statement) for statement in by_page[page.path]))
    found = {page.path: _recorded(by_page[page.path], answers.get(page.path, ())) for page in pages}
    everything = _recorded(
        [statement for page in pages for statement in by_page[page.path]],
        strongest_first(answer for own in answers.values() for answer in own),
    )
    return [
        Telling(
            page,
            by_page[page.path],
            strongest_first(answers.get(page.path, ())),
            everything.without(found[page.path]),
        )
        for page in pages
    ]


def _by_page(statements: Iterable[Statement]) -> dict[str, list[Statement]]:
    found: dict[str, list[Statement]] = {}
    for statement in statements:
        found.setdefault(statement.page.path, []).append(statement)
    return {path: sorted(own, key=lambda one: one.number) for path, own in found.items()}


def _answers(ledger: Ledger, statements: Iterable[Statement]) -> Iterator[Statement]:
    return (answer for statement in statements for answer in ledger.related_from(statement, "of"))


def age_of(ledger: Ledger, statement: Statement) -> tuple[tuple[str, datetime], bool]:
    """The sort key of who told it first: by date; without one, before the oldest of those that name it."""
    naming = ledger.related_from(statement, "same-as")
    later = [published(other.page) for other in naming if other.page.path != statement.page.path]
    own = published(statement.page)
    return min(oldest_first(date) for date in ([own] if own else later or [own])), bool(own or not later)


def published(page: Page) -> str:
    """When an article appeared, as exact as known; empty if it is not."""
    date = page.meta.get("published", "")
    return "" if date == "unknown" else date


def _recorded(statements: Sequence[Statement], answers: Iterable[Statement]) -> Recorded:
    given = (answer for answer in answers if answer.kind not in UNANSWERED)  # that nobody was reached is no answer
    hedges = (item.text for statement in statements for item in statement.record.items("certainty"))
    return Recorded(
        _named(statements, lambda statement: statement.sources),
        _named(statements, lambda statement: [step.source for step in statement.route.steps]),
        {hedge: hedge for hedge in hedges},
        {(answer.kind, source.label): (answer.page, source) for answer in given for source in answer.sources},
    )


def _named(statements: Iterable[Statement], of: Callable[[Statement], Iterable[Source]]) -> dict[str, Named]:
    named = ((statement.page, source) for statement in statements for source in of(statement))
    return {source.label: (page, source) for page, source in named if is_declared(source)}


def _without(all_: Mapping[_K, _V], own: Mapping[_K, _V]) -> dict[_K, _V]:
    return {name: value for name, value in all_.items() if name not in own}
