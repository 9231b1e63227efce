"""The source mix of an article: counts, never a score. Tables, chips and the summary sentence all come from here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from msgspec import Struct

from ..base.catalogue import counted, number, said
from ..base.model import Source
from ..base.vocabulary import ATTRIBUTED_TYPES, INDIRECT, ROUTES, SOURCE_TYPES, RouteKind, SourceTypeId
from ..ledger.records import Ledger, Statement, state_of
from .sentences import clauses, sentence


class Mix(Struct, frozen=True):
    """Counts of statements; every type and route has an entry, even if it is 0.

    `disputed_or_indirect` counts those that are disputed, second-hand, third-hand or hearsay, each once. `through` is
    the party through which most attributed statements came, and their number; None if there is none.
    """

    total: int
    by_type: dict[SourceTypeId, int]
    by_route: dict[RouteKind, int]
    attributed: int
    disputed: int
    disputed_or_indirect: int
    unanswered: int
    through: tuple[Source, int] | None


def mix_of(ledger: Ledger, statements: Iterable[Statement]) -> Mix:
    """Count statements, usually those of a page."""
    all_ = list(statements)
    routes = [statement.route for statement in all_]
    types = Counter(statement.type for statement in all_)
    kinds: Counter[RouteKind] = Counter(route.kind for route in routes)
    states = [state_of(ledger, statement) for statement in all_]
    carriers: dict[str, Source] = {}
    through: Counter[str] = Counter()
    for statement, route in zip(all_, routes, strict=True):
        for step in route.steps if statement.type in ATTRIBUTED_TYPES else ():
            carriers[step.source.id] = step.source
            through[step.source.id] += 1
    most = through.most_common(1)
    return Mix(
        total=len(all_),
        by_type={row.id: types[row.id] for row in SOURCE_TYPES.values()},
        by_route={route: kinds[route] for route in ROUTES},
        attributed=sum(types[type_] for type_ in ATTRIBUTED_TYPES),
        disputed=states.count("disputed"),
        disputed_or_indirect=sum(
            state == "disputed" or route.kind in INDIRECT for state, route in zip(states, routes, strict=True)
        ),
        unanswered=states.count("no-answer-recorded"),
        through=(carriers[most[0][0]], most[0][1]) if most else None,
    )


def mix_in_words(mix: Mix) -> str:
    """One plain sentence above an article: its sources, its routes, and what has no source."""
    parts = [_attributed_in_words(mix.attributed, mix.total)]
    if mix.through is not None and mix.through[1] > 1:
        source, count = mix.through
        parts.append(
            counted(
                count,
                "{n} of them reaches us through {who}",
                "{n} of them reach us through {who}",
                who=source.label,
            )
        )
    parts.append(_seen_in_words(mix.by_type["witness"], mix.attributed))
    if rest := mix.total - mix.attributed:
        parts.append(_rest_in_words(rest, others=bool(mix.attributed)))
    return sentence(clauses(parts))


def _attributed_in_words(some: int, total: int) -> str:
    match some, total:
        case 0, 1:
            return said("the one statement is not attributed to anyone")
        case 0, _:
            return counted(
                total,
                "none of {n} statement is attributed to anyone",
                "none of {n} statements is attributed to anyone",
            )
        case 1, 1:
            return said("the one statement is attributed to somebody")
        case 2, 2:
            return said("both statements are attributed to somebody")
    if some == total:
        return counted(
            total, "all {n} statement is attributed to somebody", "all {n} statements are attributed to somebody"
        )
    return counted(
        some,
        "{n} of {total} statements is attributed to somebody",
        "{n} of {total} statements are attributed to somebody",
        total=number(total),
    )


def _seen_in_words(seen: int, attributed: int) -> str:
    """How many of the attributed statements the reporter witnessed: `1 of them was seen first-hand`."""
    if not seen:
        return said("none was seen first-hand")
    if seen != attributed:
        return counted(seen, "{n} of them was seen first-hand", "{n} of them were seen first-hand")
    match seen:
        case 1:
            return said("it was seen first-hand")
        case 2:
            return said("both were seen first-hand")
    return counted(seen, "all {n} of them was seen first-hand", "all {n} of them were seen first-hand")


def _rest_in_words(rest: int, *, others: bool) -> str:
    """The statements that only the article stands behind; `others`: whether other statements have sources."""
    if others and rest == 1:
        return said("the other is the article’s own voice, its author’s opinion or nobody’s")
    if others:
        return counted(
            rest,
            "the other {n} is the article’s own voice, its author’s opinion or nobody’s",
            "the other {n} are the article’s own voice, its author’s opinion or nobody’s",
        )
    match rest:
        case 1:
            return said("it is the article’s own voice, its author’s opinion or nobody’s")
        case 2:
            return said("both are the article’s own voice, its author’s opinion or nobody’s")
    return counted(
        rest,
        "all {n} is the article’s own voice, its author’s opinion or nobody’s",
        "all {n} are the article’s own voice, its author’s opinion or nobody’s",
    )


def disputed_in_words(mix: Mix) -> str:
    """How many are disputed or came through others: `12 of 38 disputed or second-hand`."""
    what, some, total = _disputed_or_indirect(mix), mix.disputed_or_indirect, mix.total
    if total == 1:
        return said("1 statement, {what}", what=what) if some else said("1 statement, not {what}", what=what)
    if not some:
        return counted(total, "None of {n} statement {what}", "None of {n} statements {what}", what=what)
    # Translators: “12 of 38 statements disputed or second-hand”; the plural is that of the 38
    return counted(
        total, "{some} of {n} statement {what}", "{some} of {n} statements {what}", some=number(some), what=what
    )


def _disputed_or_indirect(mix: Mix) -> str:
    match bool(mix.by_route["third-hand"]), bool(mix.by_route["hearsay"]):
        case False, False:
            return said("disputed or second-hand")
        case True, False:
            return said("disputed, second-hand or third-hand")
        case False, True:
            return said("disputed, second-hand or hearsay")
    return said("disputed, second-hand, third-hand or hearsay")
