"""The source mix of an article: counts, never a score. Tables, chips and the summary sentence all come from here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from msgspec import Struct

from ..base.model import Source
from ..base.vocabulary import ATTRIBUTED_TYPES, INDIRECT, ROUTES, SOURCE_TYPES, RouteKind, SourceTypeId
from ..ledger.records import Ledger, Statement, state_of


class Mix(Struct, frozen=True):
    """How many statements there are of each kind; every type and route has its row, with 0 where there are none.

    `disputed_or_indirect` counts those that are disputed, second-hand, third-hand or hearsay, each once. `through`
    is whom most of the attributed statements come through, and how many; None if they come through nobody.
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
    """Count some statements, those of a page as a rule."""
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
    """One plain sentence above an article: who stands behind it, through whom it came, what is nobody's."""
    parts = [f"{_count(mix.attributed, mix.total)} attributed to somebody"]
    if mix.through is not None and mix.through[1] > 1:
        parts.append(f"{mix.through[1]} of them reach us through {mix.through[0].label}")
    parts.append(_seen_in_words(mix.by_type["witness"], mix.attributed))
    rest = mix.total - mix.attributed
    if rest:
        which = f"the other {rest}" if mix.attributed else {1: "it", 2: "both"}.get(rest, f"all {rest}")
        is_ = "is" if rest == 1 else "are"
        parts.append(f"{which} {is_} the article’s own voice, its author’s opinion or nobody’s")
    return "; ".join(parts) + "."


def _seen_in_words(seen: int, attributed: int) -> str:
    """How many of the attributed statements the reporter saw: `1 of them was seen first-hand`."""
    if not seen:
        return "none was seen first-hand"
    all_ = {1: "it was", 2: "both were"}.get(seen, f"all {seen} of them were")
    some = f"{seen} of them {'was' if seen == 1 else 'were'}"
    return f"{all_ if seen == attributed else some} seen first-hand"


def disputed_in_words(mix: Mix) -> str:
    """How many have an answer that disputes them or came through others: `12 of 38 disputed or second-hand`."""
    *most, last = "disputed", "second-hand", *(route for route in INDIRECT[1:] if mix.by_route[route])
    what = f"{', '.join(most)} or {last}"
    some, total = mix.disputed_or_indirect, mix.total
    if total == 1:
        return f"1 statement, {what if some else 'not ' + what}"
    return f"{some or 'None'} of {total} statements {what}"


def _count(some: int, total: int) -> str:
    if not some:
        return f"None of {total} statements is" if total > 1 else "The one statement is not"
    if some == total:
        return {1: "The one statement is", 2: "Both statements are"}.get(total, f"All {total} statements are")
    return f"{some} of {total} statements {'is' if some == 1 else 'are'}"
