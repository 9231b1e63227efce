"""Tables of statements: who said each, how it reached the article, who answered it.

Rows are written as HTML, since a ledger has thousands of them; their addresses are the site's, not the builder's.
"""

from __future__ import annotations

import xml.etree.ElementTree as etree
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain, groupby
from typing import Final, TypeVar

from markupsafe import Markup

from ..base.catalogue import N_, counted, number, said
from ..base.dates import date_in_words
from ..base.embeddable import ORDERS
from ..base.markup import html, joined, said_in_html
from ..base.model import Embed, Page
from ..base.vocabulary import KINDS
from ..ledger.records import Statement, source_key
from ..words.answers import answers_or_state, denied_in_words
from ..words.labels import kind_label, route_label, state_label, type_label
from ..words.selection import StateGroup, date_of, state_group
from ..words.sentences import capital, listed_in_html, quoted_in_html
from ..words.wording import names, route_if_any, shortened, title_of
from .buildstate import BuildState
from .elements import Stash, add

Row = TypeVar("Row")

_COLUMNS: Final = (N_("Statement"), N_("Kind"), N_("Who"), N_("Source type"), N_("Route"), N_("Answer"))


def draw_table(
    frame: etree.Element, statements: Sequence[Statement], embed: Embed, state: BuildState, here: str, stash: Stash
) -> None:
    """The part of these statements that an embed shows, grouped by its order, with the total count."""

    def groups(part: Sequence[Statement]) -> Iterator[Markup]:
        return _groups(part, _GROUPS[embed.order or "article"], state, here)

    draw_part(frame, statements, embed, _COLUMNS, groups, stash)


def draw_part(
    frame: etree.Element,
    rows: Sequence[Row],
    embed: Embed,
    columns: Sequence[str],
    body: Callable[[Sequence[Row]], Iterable[Markup]],
    stash: Stash,
) -> None:
    """The part of all rows that an embed shows, as a table; `body` makes its `tbody` elements of them."""
    if part := shown(rows, embed):
        table = (_open(_caption(embed, len(rows)), columns), *body(part), html("</table></div>"))
        add(frame, "div").text = stash(joined(table))
    else:
        draw_nothing(frame, rows)


def draw_nothing(frame: etree.Element, rows: Sequence[object]) -> None:
    """The text of an embed without rows: there are none, or none in the part asked for."""
    add(frame, "p", {}, said("There are no more.") if rows else said("There are none."))


def shown(rows: Sequence[Row], embed: Embed) -> Sequence[Row]:
    """The part that an embed shows."""
    first = embed.start - 1
    return rows[first : first + embed.most if embed.most else None]


def _caption(embed: Embed, count: int) -> str:
    """The total, and the range that the table shows unless it shows all."""
    total = _COUNTED[embed.what](count)
    last = min(count, embed.start - 1 + embed.most) if embed.most else count
    if last - embed.start + 1 == count:
        return total
    # Translators: how many rows there are, such as “1,234 claims”, and which of them a table shows
    return said("{count}, {first} to {last} of them here", count=total, first=number(embed.start), last=number(last))


_COUNTED: Final[dict[str, Callable[[int], str]]] = {
    "statements": lambda n: counted(n, "{n} statement", "{n} statements"),
    "claims": lambda n: counted(n, "{n} claim", "{n} claims"),
    "opinions": lambda n: counted(n, "{n} opinion", "{n} opinions"),
    "answers": lambda n: counted(n, "{n} answer", "{n} answers"),
    "sources": lambda n: counted(n, "{n} source", "{n} sources"),
    "outlets": lambda n: counted(n, "{n} outlet", "{n} outlets"),
}


def _open(caption: str, columns: Sequence[str]) -> Markup:
    """The start of a table in its frame, up to its first body."""
    return html(
        '<div class="ann-table" role="region" aria-label="{}" tabindex="0">'
        '<table class="ann-ledger"><caption>{}</caption><thead><tr>{}</tr></thead>',
        caption,
        caption,
        joined(html('<th scope="col">{}</th>', said(column)) for column in columns),
    )


def cells(columns: Sequence[str], values: Sequence[str]) -> Markup:
    """A row's cells after its head; on narrow screens each says its column's name."""
    told = [(said(column), value) for column, value in zip(columns, values, strict=True) if value]
    template = "".join('<td data-label="{}">{}</td>' if value else "<td></td>" for value in values)
    return html(template, *chain.from_iterable(told))


def _groups(
    part: Sequence[Statement], group: Callable[[BuildState, Statement, str], str], state: BuildState, here: str
) -> Iterator[Markup]:
    for title, rows in groupby(part, key=lambda statement: group(state, statement, here)):
        yield html('<tbody><tr><th colspan="{}" scope="rowgroup">{}</th></tr>', len(_COLUMNS), title)
        for statement in rows:
            yield _row(statement, state, here)
        yield html("</tbody>")


def _row(statement: Statement, state: BuildState, here: str) -> Markup:
    ledger, kind = state.ledger, KINDS[statement.kind]
    answer = capital(answers_or_state(ledger, statement))
    if kind.family == "response":
        if denied := denied_in_words(statement):
            answer = said("Denies: {what}", what=denied)
        else:
            answered = ledger.related(statement, "of")
            links = listed_in_html(quoted_in_html(link_to(other, state, here, short=True)) for other in answered)
            answer = said_in_html("Answers {statements}", statements=links)
    who = listed_in_html(
        source_link(source_key(statement.page, source), source.label, state, here) for source in statement.sources
    )
    values = (
        kind_label(statement.kind),
        who or names(statement.sources),
        type_line(statement.group, statement.type, type_label(statement.type)),
        capital(route_if_any(statement)),
        answer,
    )
    row = cells(_COLUMNS[1:], values)
    return html('<tr><th scope="row">{}</th>{}</tr>', link_to(statement, state, here), row)


@lru_cache(maxsize=256)
def type_line(group: str, type_: str, label: str) -> Markup:
    """A source type with its line style and icon."""
    return html('<span class="ann-type ann-line ann-{} t-{}">{}</span>', group.lower(), type_, label)


def link_to(statement: Statement, state: BuildState, here: str, *, short: bool = False) -> Markup:
    """A statement's words, shortened if needed, as a link to its note."""
    address = state.address(here, statement.page.path)
    words = shortened(statement.words) if short else statement.words
    return html('<a href="{}#{}" dir="auto">{}</a>', address, statement.id, capital(words))


def source_link(key: str, label: str, state: BuildState, here: str) -> Markup:
    """The label of the source with this key, as a link to its page if there is one."""
    address = state.source_address(here, key)
    return html('<a href="{}" dir="auto">{}</a>', address, label) if address else html("{}", label)


def article_link(page: Page, state: BuildState, here: str) -> Markup:
    """An article's title as a link to it."""
    return html('<a href="{}" dir="auto">{}</a>', state.address(here, page.path), title_of(page))


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
