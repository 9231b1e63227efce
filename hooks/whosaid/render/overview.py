"""The overview above an article: a summary sentence, a bar, a switch and a panel that readers can open.

The panel has two tables of counts (source types and routes), which serve as the legend, and the filters. Everything
works without a script: the filters are native checkboxes, which filters.css evaluates.
"""

from __future__ import annotations

import xml.etree.ElementTree as etree
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Final

from msgspec import Struct

from ..base.catalogue import N_, counted, number, said
from ..base.vocabulary import ROUTES, SOURCE_TYPES, Group
from ..ledger.records import Ledger, Statement
from ..site.addresses import link_between
from ..words.articles import statement_with_standing
from ..words.labels import route_label, type_label
from ..words.mix import Mix, mix_in_words, mix_of
from ..words.sentences import listed
from ..words.wording import shortened
from .elements import add, add_text
from .notes import Display

_FROM: Final[dict[Group, str]] = {
    "A": N_("{n} from somebody or something named"),
    "B": N_("{n} from people unnamed, or documents nobody can inspect"),
    "C": N_("{n} from another outlet"),
    "D": N_("{n} from nobody but the article"),
}
_STATES: Final = {
    "s-disputed": N_("Disputed, and the denials"),
    "s-answered": N_("Has an answer"),
    "s-author": N_("Author’s voice"),
}
_SWITCH: Final = {"all": N_("All"), "disputed": N_("Disputed only"), "none": N_("None")}


def draw_overview(
    ledger: Ledger, statements: tuple[Statement, ...], displays: Iterable[Display], compact: str = ""
) -> etree.Element:
    """The overview of a page with these statements and their displays.

    `compact` is the address of the article's own ledger, if there is one.
    """
    mix = mix_of(ledger, statements)
    section = etree.Element("section", {"class": "ann-overview", "aria-label": said("Sources of this article")})
    section.set("data-search-exclude", "true")
    add(section, "p", {"class": "ann-summary"}, mix_in_words(mix))
    draw_bar(section, statements)
    _switch(section)
    add(section, "p", {"class": "ann-live", "role": "status", "data-text": _shown(mix.total)})
    count = counted(mix.total, "{n} note", "{n} notes")
    add(section, "p", {"class": "ann-paper", "data-text": count}, count)
    panel = add(section, "details", {"class": "ann-panel"})
    add(panel, "summary", {}, said("How this article is sourced"))
    _tables(panel, ledger, mix, statements, statements[0].page.path)
    add(
        panel,
        "p",
        {},
        said(
            "The order says how far a reader can hold someone to a statement, not how true it is. "
            "These are counts, not a score."
        ),
    )
    if compact:
        add(add(panel, "p"), "a", {"href": compact}, said("All statements of this article as a table, a map and data"))
    _filters(panel, mix, displays)
    return section


def _shown(total: int) -> str:
    """The text for the number of notes shown, which the script fills in."""
    return counted(total, "{shown} of {total} note shown", "{shown} of {total} notes shown", shown="%1", total="%2")


def draw_bar(section: etree.Element, statements: tuple[Statement, ...]) -> None:
    """The source mix of these statements as a bar, with a text alternative."""
    counts = {group: sum(1 for s in statements if s.group == group) for group in _FROM}
    shown = {group: count for group, count in counts.items() if count}
    # Translators: of so many statements; then how many of them are from whom
    words = said(
        "Of {total}: {parts}",
        total=number(len(statements)),
        parts=listed(said(_FROM[group], n=number(count)) for group, count in shown.items()),
    )
    bar = add(section, "div", {"class": "ann-bar", "role": "img", "aria-label": words})
    # Set in advance, so that no part of the bar moves when the next one loads.
    bar.set("style", f"grid-template-columns:{' '.join(f'minmax(.2rem,{count}fr)' for count in shown.values())}")
    for group in shown:
        add(bar, "span", {"class": f"ann-{group.lower()}"})


def draw_mix(frame: etree.Element, ledger: Ledger, statements: tuple[Statement, ...], here: str) -> None:
    """The source mix of any statements, on the page `here`: the sentence, the bar, the tables."""
    mix = mix_of(ledger, statements)
    section = add(frame, "section", {"data-search-exclude": "true", "aria-label": said("Source mix")})
    add(section, "p", {"class": "ann-summary"}, mix_in_words(mix))
    draw_bar(section, statements)
    _tables(section, ledger, mix, statements, here)


def _switch(section: etree.Element) -> None:
    fields = add(section, "fieldset", {"class": "ann-switch"})
    add(fields, "legend", {}, said("Show notes"))
    for value, text in _SWITCH.items():
        label = add(fields, "label")
        add(label, "input", {"type": "radio", "name": "ann-show", "id": f"ann_show-{value}", "value": value})
        if value == "all":
            label[0].set("checked", "checked")
        add_text(label, f" {said(text)}")


class _Line(Struct, frozen=True):
    """A line of a table: a term, the classes of its sign, what it means, an example, the number of its statements."""

    term: str
    classes: str
    meaning: str
    example: Statement | None
    count: int


def _tables(panel: etree.Element, ledger: Ledger, mix: Mix, statements: tuple[Statement, ...], here: str) -> None:
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
        add(cell, "a", {"href": link}, statement_with_standing(ledger, example))


def _filters(panel: etree.Element, mix: Mix, displays: Iterable[Display]) -> None:
    """Chips: each shows the notes of one term; several show the notes of any of them."""
    fields = add(panel, "fieldset", {"class": "ann-filters"})
    add(fields, "legend", {}, said("Show only"))
    chips = [(f"t-{id_}", type_label(id_), count) for id_, count in mix.by_type.items()]
    chips += [(f"r-{id_}", route_label(id_), count) for id_, count in mix.by_route.items() if id_ != "none"]
    known = Counter(term for display in displays for term in display.classes.split())
    chips += [(term, said(text), known[term]) for term, text in _STATES.items()]
    for term, text, count in chips:
        if count:
            label = add(fields, "label", {"class": "ann-chip"})
            add(label, "input", {"type": "checkbox", "class": "ann-filter", "id": f"ann_f-{term}", "value": term})
            add_text(label, f" {text} ")
            add(label, "span", {"class": "ann-chip-count"}, number(count))
