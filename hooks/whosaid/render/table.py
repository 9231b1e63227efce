"""Tables of statements: who said each, how it reached the article, who answered it.

Rows are written as HTML, since a ledger has thousands of them; their addresses are the site's, not the builder's.
"""

from __future__ import annotations

import xml.etree.ElementTree as etree
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from typing import Final

from markupsafe import Markup

from ..base.catalogue import N_, language, said
from ..base.dates import date_in_words
from ..base.embeddable import ORDERS
from ..base.kinds import KINDS
from ..base.markup import html, joined, said_in_html
from ..base.model import Embed
from ..ledger.records import Statement, source_key
from ..words.answers import answers_in_brief, answers_or_state, denied_in_words
from ..words.labels import kind_inside, kind_label, route_label, state_label, type_label
from ..words.selection import ROUTE_RANKS, STATE_RANKS, TYPE_RANKS, StateGroup, date_of, state_group
from ..words.sentences import capital, clauses_in_html, listed_in_html
from ..words.wording import names, route_if_any
from .buildstate import ANYWHERE, BuildState
from .columns import Column, cells, draw_part
from .elements import Stash
from .links import (
    SIDE_BY_SIDE,
    article_link,
    claim_link,
    comparison_address,
    quoted_claim_link,
    source_link,
    with_sources,
)

_COLUMNS: Final = (
    Column(N_("Statement"), 33),
    Column(N_("Who"), 16),
    Column(N_("Source type"), 16),
    Column(N_("Route"), 16),
    Column(N_("Answer"), 19),
)


def draw_table(
    frame: etree.Element, statements: Sequence[Statement], embed: Embed, state: BuildState, here: str, stash: Stash
) -> None:
    """The part of these statements that an embed shows, grouped by its order, with the total count."""

    def groups(part: Sequence[Statement]) -> Iterator[Markup]:
        rows = joined(_groups(part, _GROUPS[embed.order or "article"], state, here))
        return iter((state.placed(rows, here),))

    draw_part(frame, statements, embed, _COLUMNS, groups, stash)


def _groups(
    part: Sequence[Statement], group: Callable[[BuildState, Statement, str], str], state: BuildState, here: str
) -> Iterator[Markup]:
    for title, rows in groupby(part, key=lambda statement: group(state, statement, here)):
        yield html('<tbody><tr><th colspan="{}" scope="rowgroup">{}</th></tr>', len(_COLUMNS), title)
        for statement in rows:
            about_it = state.claim_pages.get(statement.ref) == here  # where alone it leads to its note
            yield _row(statement, state, here) if about_it else _row_anywhere(statement, state)
        yield html("</tbody>")


def _row_anywhere(statement: Statement, state: BuildState) -> Markup:
    """The row of a statement, drawn once: it is in half a dozen lists."""
    key = language(), statement.ref
    if key not in state.pieces:
        state.pieces[key] = _row(statement, state, ANYWHERE)
    return state.pieces[key]


def _row(statement: Statement, state: BuildState, here: str) -> Markup:
    ledger = state.ledger
    answer: str
    if KINDS[statement.kind].family == "response":
        answer = _answers(statement, state, here)
    else:
        told = (statement, *ledger.answers(statement))
        answer = with_sources(capital(answers_or_state(ledger, statement)), told, state, here)
    who = listed_in_html(
        source_link(source_key(statement.page, source), source.label, state, here) for source in statement.sources
    )
    values = (
        who or names(statement.sources),
        (TYPE_RANKS.get(statement.type, 99), type_line(statement.group, statement.type, type_label(statement.type))),
        (ROUTE_RANKS[statement.route.kind], capital(route_if_any(statement))),
        (STATE_RANKS[state_group(ledger, statement)], answer),
    )
    name = claim_link(statement, state, here)
    head = html('<th scope="row">{}{}{}</th>', _kind(statement), name, _beside(statement, state, here))
    return html("<tr>{}{}</tr>", head, cells(_COLUMNS, values))


def _beside(statement: Statement, state: BuildState, here: str) -> Markup:
    """Where a claim that several articles tell is compared; its own page says so once, above."""
    if state.claim_pages.get(statement.ref) != here and (address := comparison_address(statement, state, here)):
        return html(' <span class="ann-group"><a href="{}">{}</a></span>', address, said(SIDE_BY_SIDE))
    return html("")


def _answers(statement: Statement, state: BuildState, here: str) -> Markup:
    """What an answer answers, and what was answered to it in turn, since it may accuse somebody itself."""
    if denied := denied_in_words(statement):
        what = html("{}", said("Denies: {what}", what=denied))
    else:
        others = state.ledger.related(statement, "of")
        links = listed_in_html(quoted_claim_link(other, state, here, short=True) for other in others)
        what = said_in_html("Answers {statements}", statements=links)
    replies = with_sources(answers_in_brief(state.ledger, statement), state.ledger.answers(statement), state, here)
    return clauses_in_html((what, replies))


def _kind(statement: Statement) -> Markup:
    """What a statement is, above its words; claims are the rule, and are not named."""
    if statement.kind == "claim":
        return html("")
    label = kind_label(statement.kind)
    if KINDS[statement.kind].family == "response":
        # Translators: above the words of an answer, its kind, such as “denied”
        label = said("Answer: {kind}", kind=kind_inside(statement.kind))
    return html('<span class="ann-kind">{}</span> ', label)


@lru_cache(maxsize=256)
def type_line(group: str, type_: str, label: str) -> Markup:
    """A source type with its line style and icon."""
    return html('<span class="ann-type ann-line ann-{} t-{}">{}</span>', group.lower(), type_, label)


def _state_group(group: StateGroup) -> str:
    match group:
        case "answers":
            return said("Answers")
        case "nothing-to-answer":
            return said("Nothing to answer")
        case other:
            return state_label(other)


_GROUPS: Final[dict[str, Callable[[BuildState, Statement, str], str]]] = {
    "article": lambda state, statement, here: article_link(statement.page, state, here),
    "date": lambda state, statement, here: capital(date_in_words(date_of(statement)[:7] or "unknown")),
    "type": lambda state, statement, here: type_label(statement.type),
    "route": lambda state, statement, here: route_label(statement.route.kind),
    "state": lambda state, statement, here: _state_group(state_group(state.ledger, statement)),
}
assert _GROUPS.keys() == ORDERS.keys()
