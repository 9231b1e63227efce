"""Rules about route and independence: how statements reached the article, and through how many voices."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from ...base.kinds import KINDS
from ...base.model import Page, Record, Source
from ...base.vocabulary import ATTRIBUTED_TYPES, INDIRECT
from ...ledger.linkedpages import LinkedPage
from ...ledger.records import OnePage, Statement, Step
from .core import Fault, linked_rule, missing_in, page_rule, quoted

ENOUGH: Final = 4  # statements; a shorter page is a brief based on one report, and says so
MANY: Final = 3  # outlets on a page; two may be a paper and its source


@page_rule(severity="info")
def unstated_route(one: OnePage) -> Iterator[Fault]:
    """A claim says who stands behind it, but not how it reached the article.

    Bad:  `[the bridge is unsafe](#bridge "claim by council")`
    Good: `[the bridge is unsafe](#bridge "claim by council via direct")`
    Why:  Readers need to know how an article knows what it says (Reuters Handbook). Words spoken to the reporter and
          words taken from another paper look the same in print.
    """
    for statement in one.statements:
        record = statement.record
        if statement.has_route or KINDS[record.kind].family == "response":
            continue
        if statement.route.kind == "unstated" and not _shows_itself(statement):
            yield Fault(
                statement.page,
                _source_at(record),
                f"{_no_place(statement)}how “{statement.id}” reached this article is not stated; add “via:” with "
                "the outlet or person it came through, “direct” if it was said or shown to this article, or "
                "“public”; “via:” at the top of the page is the default for the whole page",
                missing_in(statement.page, record, "via"),
            )


def _no_place(statement: Statement) -> str:
    where = statement.record.value("where")
    return f"{quoted(where)} is not a public place, and " if where else ""


def _shows_itself(statement: Statement) -> bool:
    """Whether its reporter was there, or readers are told where to look it up."""
    if statement.type == "witness":
        return True
    return statement.type == "document" and any("url" in source.at for source in statement.sources)


@page_rule(severity="info", rewrite=True)
def implied_route(one: OnePage) -> Iterator[Fault]:
    """For most of a page's statements, the route is the editor's inference; the text does not give it.

    Bad:  four of five statements `via evening-post (implied)`
    Good: `Officials told the Evening Post that [it was collected](#money "claim by officials via evening-post")`
    Why:  Another reader may infer something else. The Guardian's style guide wants quotes taken from other papers
          attributed.
    """
    routes = [statement.record.items("via") for statement in one.statements if statement.record.items("via")]
    implied = [item for route in routes for item in route[:1] if item.implied]
    if len(implied) >= ENOUGH and 2 * len(implied) > len(routes):
        yield Fault(
            one.page,
            implied[0].at,
            f"in {len(implied)} statements on this page, the route through an outlet is the editor's inference; "
            "where it can be confirmed, name the outlet in the sentence and remove “(implied)”",
        )


@page_rule(severity="info", rewrite=True)
def one_outlet_behind_many(one: OnePage) -> Iterator[Fault]:
    """More than half of a page's attributed statements come through one outlet.

    Bad:  five of six statements `via evening-post`
    Good: three of them confirmed with the speakers, `via direct`
    Why:  Many notes look like many sources. The BBC Editorial Guidelines (Accuracy) are reluctant to rely on one.
    """
    if sum(map(_has_outlet, one.statements)) < ENOUGH:
        return
    attributed = [statement for statement in one.statements if statement.type in ATTRIBUTED_TYPES]
    through: Counter[str] = Counter()
    first: dict[str, tuple[Statement, Source]] = {}
    for statement in attributed:
        for step in filter(_is_outlet, statement.route.steps):
            through[step.source.id] += 1
            first.setdefault(step.source.id, (statement, step.source))
    (outlet, count), *_ = [*through.most_common(1), ("", 0)]
    if count >= ENOUGH and 2 * count > len(attributed):
        statement, source = first[outlet]
        how_many = f"{count} of the {len(attributed)}" if count < len(attributed) else f"all {count}"
        yield Fault(
            statement.page,
            statement.record.attribution_at,
            f"{how_many} attributed statements on this page come through {source.label}; find a second source for "
            "those that matter most, or tell readers that the article rests on one report",
        )


@linked_rule(severity="warning", rewrite=True)
def outlets_with_one_origin(one: LinkedPage) -> Iterator[Fault]:
    """Several outlets seem to confirm each other, but all of them go back to one.

    Bad:  `via: evening-post, news-wire` and `via: harbour-radio, news-wire` for the same claim
    Good: one of the two routes, and a note that others repeated it
    Why:  A report that others copy is one report. The BBC Editorial Guidelines (Accuracy) ask for first-hand sources
          and corroboration, which a copy is not.
    """
    if of_page := _one_origin(one.statements, MANY):
        first = next(filter(_has_outlet, one.statements))
        yield Fault(one.page, _source_at(first.record), f"on this page, {of_page}")
    for ref, group in one.families.items():
        if ref != group[0].ref:
            continue
        is_reported = bool(of_page) and all(statement.page.path == one.page.path for statement in group)
        if not is_reported and (message := _one_origin(group, 2)):
            yield Fault(one.page, _source_at(group[0].record), f"for “{group[0].id}”, {message}")


def _one_origin(statements: Iterable[Statement], least: int) -> str:
    """The message if the outlets of these statements, `least` or more, look like several voices but go back to one."""
    nearest: set[str] = set()
    origins: dict[str, Source] = {}
    outlets: set[str] = set()
    for statement in statements:
        for chain in _chains(statement):
            outlets.update(source.id for source in chain)
            nearest.add(chain[0].id)
            origins[chain[-1].id] = chain[-1]
            if len(origins) > 1:
                return ""
    if len(nearest) < 2 or len(outlets) < least:
        return ""
    (origin,) = origins.values()
    return (
        f"{len(outlets)} outlets all go back to {origin.label}; treat them as one report, "
        "and look for an independent source"
    )


def _chains(statement: Statement) -> Iterator[tuple[Source, ...]]:
    """The outlets a statement came through, nearest first, ending with its origin as far as that is known."""
    via = tuple(step.source for step in filter(_is_outlet, statement.via))
    origins = [source for source in statement.sources if source.type == "outlet"]
    for origin in origins:
        yield (*via, origin)
    if via and not origins:
        yield via


def _is_outlet(step: Step) -> bool:
    return step.source.type == "outlet"


def _has_outlet(statement: Statement) -> bool:
    for step in statement.via:
        if step.source.type == "outlet":
            return True
    for source in statement.sources:  # noqa: SIM110 - four times as fast, and asked of every statement
        if source.type == "outlet":
            return True
    return False


@page_rule(severity="info", rewrite=True)
def nothing_first_hand(one: OnePage) -> Iterator[Fault]:
    """Most of a page comes through other outlets, and nothing on it is first-hand or can be looked up.

    Bad:  four statements, each `via evening-post`
    Good: one of them `via direct`, or `claim by minutes`, the record itself
    Why:  The BBC Editorial Guidelines (Accuracy) ask for information gathered first-hand, or from those who have it
          first-hand.
    """
    if len(one.statements) < ENOUGH or not any(map(_has_outlet, one.statements)):
        return
    attributed = [statement for statement in one.statements if statement.type in ATTRIBUTED_TYPES]
    kinds = Counter(statement.route.kind for statement in attributed)
    indirect = sum(kinds[route] for route in INDIRECT)
    if 2 * indirect > len(attributed) >= ENOUGH and not any(map(_first_hand, attributed)):
        yield Fault(
            attributed[0].page,
            _page_at(attributed[0].page),
            f"none of the {len(attributed)} attributed statements on this page is first-hand; ask one of those "
            "involved, check a record, or say in the text whose report this retells",
        )


def _first_hand(statement: Statement) -> bool:
    kind = statement.route.kind
    if kind in ("direct", "public"):
        return True
    return kind == "unstated" and (
        statement.type == "witness" or (statement.type, statement.group) == ("document", "A")
    )


def _page_at(page: Page) -> int:
    """Where a finding about a whole page is shown: at its headline."""
    return page.text.find(page.headings[0].text, page.headings[0].at) if page.headings else page.body_at


def _source_at(record: Record) -> int:
    sources = record.items("source")
    return sources[0].at if sources else record.attribution_at
