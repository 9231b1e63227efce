"""The frame of a table from the ledger: its caption and columns, and what a script needs to sort and filter its rows.

The page itself has the rows in their order and no control; the script adds the controls (site/assets/table.js).
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, TypeVar

from markupsafe import Markup
from msgspec import Struct

from ..base.catalogue import counted, number, said
from ..base.markup import html, joined
from ..base.model import Embed
from .elements import Stash, add

Row = TypeVar("Row")
Value = str | int | tuple[int, str]
"""What a cell shows: text or HTML, a number, or a text that sorts by its rank."""

FEW: Final = 5  # rows that a reader sees at once need no sorting and no filter
_LONG: Final = re.compile(r"[^\s\-–—/·\u0e00-\u109f\u2e80-\uffff]{20,}")
"""A word that may be wider than a column; the scripts left out may break lines inside words."""
_CELL: Final = re.compile(r"<td[^<>]*>(.*?)</td>")
_TAG: Final = re.compile(r"<[^<>]*>")


class Column(Struct, frozen=True):
    """A column: its title, its share of the table's width in percent, and whether it holds numbers."""

    title: str
    share: int
    counts: bool = False

    @property
    def key(self) -> str:
        """Its name in an address, the same in every language."""
        return self.title.lower().replace(" ", "-")


def draw_part(
    frame: etree.Element,
    rows: Sequence[Row],
    embed: Embed,
    columns: Sequence[Column],
    body: Callable[[Sequence[Row]], Iterable[Markup]],
    stash: Stash,
) -> None:
    """The part of all rows that an embed shows, as a table; `body` makes its `tbody` elements of them."""
    if not (part := shown(rows, embed)):
        draw_nothing(frame, rows)
        return
    drawn = joined(body(part))
    add(frame, "div").text = stash(
        html(
            '<div class="ann-listing{}">{}<table class="ann-ledger"><caption>{}</caption>{}{}</table></div>',
            " ann-narrow" if _has_long_words(drawn) else "",
            _controls(len(part), len(rows)) if len(part) >= FEW else "",
            _caption(embed, len(rows)),
            _head(columns),
            drawn,
        )
    )


def draw_nothing(frame: etree.Element, rows: Sequence[object]) -> None:
    """The text of an embed without rows: there are none, or none in the part asked for."""
    add(frame, "p", {}, said("There are no more.") if rows else said("There are none."))


def shown(rows: Sequence[Row], embed: Embed) -> Sequence[Row]:
    """The part that an embed shows."""
    first = embed.start - 1
    return rows[first : first + embed.most if embed.most else None]


def cells(columns: Sequence[Column], values: Sequence[Value]) -> Markup:
    """A row's cells after its head; where there is no room for columns, each says its column's name."""
    return joined(_cell(column, value) for column, value in zip(columns[1:], values, strict=True))


def _cell(column: Column, value: Value) -> Markup:
    match value:
        case int():
            template, told = '<td class="ann-count" data-label="{}" data-rank="{}">{}</td>', (value, number(value))
            return html(template, said(column.title), *told)
        case (rank, ""):
            return html('<td data-rank="{}"></td>', rank)
        case (rank, text):
            return html('<td data-label="{}" data-rank="{}">{}</td>', said(column.title), rank, text)
        case _ if value:
            return html('<td data-label="{}">{}</td>', said(column.title), value)
    return html("<td></td>")


def _has_long_words(drawn: Markup) -> bool:
    """Whether a cell after a row's head has a word for which its column may be too narrow."""
    if not _LONG.search(_TAG.sub(" ", drawn)):  # as for most tables, so that few are looked at cell by cell
        return False
    return any(_LONG.search(_TAG.sub(" ", cell)) for cell in _CELL.findall(drawn))


def _controls(here: int, count: int) -> Markup:
    """The place of the controls, with their words."""
    # Translators: beside the field for the words that a row must have, and how many rows have them
    find, found = (
        said("Filter"),
        counted(here, "{shown} of {total} row", "{shown} of {total} rows", shown="%1", total="%2"),
    )
    # Translators: beside the list of columns to sort a table by, which starts with the order that the page has
    order, own = said("Sort by"), said("order of the page")
    scope = said("Sorting and filtering apply to this page only.") if here < count else ""
    return html(
        '<div class="ann-find" data-filter="{}" data-text="{}" data-order="{}" data-own="{}"></div>{}',
        find,
        found,
        order,
        own,
        html('<p class="ann-scope">{}</p>', scope) if scope else "",
    )


def _caption(embed: Embed, count: int) -> str:
    """The total, the range that the table shows unless it shows all, and the order of those who are counted."""
    caption = _COUNTED[embed.what](count)
    last = min(count, embed.start - 1 + embed.most) if embed.most else count
    if last - embed.start + 1 < count:
        first = number(embed.start)
        # Translators: how many rows there are, such as “1,234 claims”, and which of them a table shows
        caption = said("{count}; here {first} to {last}", count=caption, first=first, last=number(last))
    if embed.what in ("sources", "outlets"):
        # Translators: how many sources there are, such as “33 sources”, and in which order they stand
        caption = said("{sources}; those with the most statements first", sources=caption)
    return caption


_COUNTED: Final[dict[str, Callable[[int], str]]] = {
    "statements": lambda n: counted(n, "{n} statement", "{n} statements"),
    "claims": lambda n: counted(n, "{n} claim", "{n} claims"),
    "opinions": lambda n: counted(n, "{n} opinion", "{n} opinions"),
    "answers": lambda n: counted(n, "{n} answer", "{n} answers"),
    "sources": lambda n: counted(n, "{n} source", "{n} sources"),
    "outlets": lambda n: counted(n, "{n} outlet", "{n} outlets"),
}


def _head(columns: Sequence[Column]) -> Markup:
    return html("<colgroup>{}</colgroup><thead><tr>{}</tr></thead>", joined(_widths(columns)), joined(_titles(columns)))


def _widths(columns: Sequence[Column]) -> Iterator[Markup]:
    return (html('<col style="width:{}%">', column.share) for column in columns)


def _titles(columns: Sequence[Column]) -> Iterator[Markup]:
    for column in columns:
        sign = html(' class="ann-count"') if column.counts else ""
        yield html('<th scope="col" data-key="{}"{}>{}</th>', column.key, sign, said(column.title))
