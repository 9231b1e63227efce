"""The source mix as tables of counts: types of sources and routes, which explain each term with an example."""

from __future__ import annotations

import xml.etree.ElementTree as etree
from collections.abc import Callable, Iterable, Sequence
from functools import partial

from msgspec import Struct

from ..base.catalogue import number, said
from ..base.languages import turns
from ..base.vocabulary import ROUTES, SOURCE_TYPES
from ..ledger.records import Ledger, Statement
from ..site.addresses import link_between
from ..words.articles import statement_with_standing
from ..words.labels import route_label, type_label
from ..words.mix import Mix
from ..words.sourcewords import at_names, named_with
from ..words.wording import shortened
from .elements import add, add_text


class _Line(Struct, frozen=True):
    """A line of a table: a term, the classes of its sign, what it means, an example, the number of its statements."""

    term: str
    classes: str
    meaning: str
    example: Statement | None
    count: int


def draw_mix_tables(
    panel: etree.Element, ledger: Ledger, mix: Mix, statements: tuple[Statement, ...], here: str
) -> None:
    """The two tables of these statements, on the page `here`."""
    by_type = {statement.type: statement for statement in reversed(statements)}  # the first of each
    by_route = {statement.route.kind: statement for statement in reversed(statements)}
    types = (
        _Line(
            type_label(row.id),
            f"ann-type ann-line ann-{row.group.lower()} t-{row.id}",
            said(row.meaning),
            by_type.get(row.id),
            mix.by_type[row.id],
        )
        for row in SOURCE_TYPES.values()
    )
    routes = (_Line(route_label(id_), "", "", by_route.get(id_), mix.by_route[id_]) for id_ in ROUTES)
    draw = partial(_draw_line, ledger, mix.total, here)
    type_heads = (said("Source type"), said("What it means"), said("Example"), said("Statements"))
    _table(panel, said("Who stands behind the statements"), type_heads, types, draw)
    route_heads = (said("Route"), said("Example"), said("Statements"))
    _table(panel, said("How they reached the article"), route_heads, routes, draw)


def _table(
    panel: etree.Element,
    caption: str,
    heads: Sequence[str],
    lines: Iterable[_Line],
    draw: Callable[[etree.Element, _Line], None],
) -> None:
    frame = add(panel, "div", {"class": "ann-table", "role": "region", "aria-label": caption, "tabindex": "0"})
    table = add(frame, "table", {"class": "ann-mix"})
    add(table, "caption", {}, caption)
    line = add(add(table, "thead"), "tr")
    for head in heads:
        add(line, "th", {"scope": "col"}, head)
    body = add(table, "tbody")
    for row in lines:
        draw(add(body, "tr"), row)


def _draw_line(ledger: Ledger, total: int, here: str, line: etree.Element, row: _Line) -> None:
    head = add(line, "th", {"scope": "row"}, "" if row.classes else row.term)
    if row.classes:
        add(head, "span", {"class": row.classes}, row.term)
        add(line, "td", {}, row.meaning)
    cell = add(line, "td")
    if row.example is not None:
        _example(cell, ledger, row.example, here)
    add(line, "td", {"class": "ann-count", "style": f"--ann-share:{row.count / total:.3f}"}, number(row.count))


def _example(cell: etree.Element, ledger: Ledger, example: Statement, here: str) -> None:
    """A statement as a link; one of another page never without who said it and who denied it."""
    if example.page.path == here:
        add(cell, "a", {"href": f"#{example.id}"}, shortened(example.words))
    else:
        link = link_between(here, example.page.path, example.id)
        told = add(cell, "a", {"href": link})
        named = (source.label for _, source in named_with(ledger, example))
        for piece, label in at_names(statement_with_standing(ledger, example), named):
            if label and turns(piece):
                add(told, "bdi", {}, piece)
            else:
                add_text(told, piece)
