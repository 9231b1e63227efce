"""Tables of everyone who is quoted, and of the outlets through which statements came."""

from __future__ import annotations

import xml.etree.ElementTree as etree
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from markupsafe import Markup

from ..base.catalogue import N_, said
from ..base.kinds import KINDS
from ..base.markup import html
from ..base.model import Embed
from ..base.vocabulary import SOURCE_TYPES
from ..words.labels import type_label
from ..words.mix import mix_of
from ..words.selection import TYPE_RANKS, Speaker
from ..words.sentences import and_more_in_html, capital, clauses_in_html
from .buildstate import BuildState
from .columns import Column, cells, draw_part
from .elements import Stash
from .links import article_link, source_link
from .table import type_line

_SOURCES: Final = (
    Column(N_("Source"), 27),
    Column(N_("Type"), 18),
    Column(N_("Statements"), 12, counts=True),
    Column(N_("Of these disputed"), 13, counts=True),
    Column(N_("Answers given"), 12, counts=True),
    Column(N_("Known from"), 18),
)
_OUTLETS: Final = (
    Column(N_("Outlet"), 26),
    Column(N_("Statements through it"), 14, counts=True),
    Column(N_("Of these disputed"), 14, counts=True),
    Column(N_("Articles"), 46),
)


def draw_sources(frame: etree.Element, embed: Embed, state: BuildState, here: str, stash: Stash) -> None:
    """All declared sources, those with the most statements first, including those without any."""
    found = state.selector.sources(embed)
    draw_part(frame, found, embed, _SOURCES, _body(_source_row, state, here), stash)


def draw_outlets(frame: etree.Element, embed: Embed, state: BuildState, here: str, stash: Stash) -> None:
    """The outlets through which statements came, those with the most first."""
    draw_part(frame, state.selector.outlets, embed, _OUTLETS, _body(_outlet_row, state, here), stash)


def _body(
    row: Callable[[Speaker, BuildState, str], Markup], state: BuildState, here: str
) -> Callable[[Sequence[Speaker]], Iterable[Markup]]:
    return lambda part: (html("<tbody>"), *(row(speaker, state, here) for speaker in part), html("</tbody>"))


def _source_row(speaker: Speaker, state: BuildState, here: str) -> Markup:
    kind = SOURCE_TYPES[speaker.source.type]
    claims = [statement for statement in speaker.said if KINDS[statement.kind].family != "response"]
    values = (
        (TYPE_RANKS[kind.id], type_line(kind.group, kind.id, type_label(kind.id))),
        len(claims),
        mix_of(state.ledger, claims).disputed,
        len(speaker.said) - len(claims),
        article_link(speaker.page, state, here) if speaker.page else said("The whole site"),
    )
    return html('<tr><th scope="row">{}</th>{}</tr>', _link(speaker, state, here), cells(_SOURCES, values))


def _outlet_row(speaker: Speaker, state: BuildState, here: str) -> Markup:
    pages = {statement.page.path: statement.page for statement in speaker.through}
    values = (
        len(speaker.through),
        mix_of(state.ledger, speaker.through).disputed,
        _few(article_link(page, state, here) for page in pages.values()),
    )
    return html('<tr><th scope="row">{}</th>{}</tr>', _link(speaker, state, here), cells(_OUTLETS, values))


def _few(links: Iterator[Markup]) -> Markup:
    """The first of many links, and how many more there are."""
    first, rest = [link for _, link in zip(range(5), links, strict=False)], sum(1 for _ in links)
    return and_more_in_html(clauses_in_html(first), rest)


def _link(speaker: Speaker, state: BuildState, here: str) -> Markup:
    return source_link(speaker.key, capital(speaker.source.label), state, here)
