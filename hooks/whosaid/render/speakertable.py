"""Tables of everyone who is quoted, and of the outlets through which statements came."""

from __future__ import annotations

import xml.etree.ElementTree as etree
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from markupsafe import Markup

from ..base.catalogue import N_, number, said
from ..base.markup import html
from ..base.model import Embed
from ..base.vocabulary import KINDS, SOURCE_TYPES
from ..words.labels import type_label
from ..words.mix import mix_of
from ..words.selection import Speaker
from ..words.sentences import and_more_in_html, capital, clauses_in_html
from .buildstate import BuildState
from .elements import Stash
from .table import article_link, cells, draw_part, source_link, type_line

_SOURCES: Final = (
    N_("Source"),
    N_("Type"),
    N_("Statements"),
    N_("Of these disputed"),
    N_("Answers given"),
    N_("Known from"),
)
_OUTLETS: Final = (N_("Outlet"), N_("Statements through it"), N_("Of these disputed"), N_("Articles"))


def draw_sources(frame: etree.Element, embed: Embed, state: BuildState, here: str, stash: Stash) -> None:
    """All declared sources, including those without statements."""
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
        type_line(kind.group, kind.id, type_label(kind.id)),
        number(len(claims)),
        number(mix_of(state.ledger, claims).disputed),
        number(len(speaker.said) - len(claims)),
        article_link(speaker.page, state, here) if speaker.page else said("The whole site"),
    )
    return html('<tr><th scope="row">{}</th>{}</tr>', _link(speaker, state, here), cells(_SOURCES[1:], values))


def _outlet_row(speaker: Speaker, state: BuildState, here: str) -> Markup:
    pages = {statement.page.path: statement.page for statement in speaker.through}
    values = (
        number(len(speaker.through)),
        number(mix_of(state.ledger, speaker.through).disputed),
        _few(article_link(page, state, here) for page in pages.values()),
    )
    return html('<tr><th scope="row">{}</th>{}</tr>', _link(speaker, state, here), cells(_OUTLETS[1:], values))


def _few(links: Iterator[Markup]) -> Markup:
    """The first of many links, and how many more there are."""
    first, rest = [link for _, link in zip(range(5), links, strict=False)], sum(1 for _ in links)
    return and_more_in_html(clauses_in_html(first), rest)


def _link(speaker: Speaker, state: BuildState, here: str) -> Markup:
    return source_link(speaker.key, capital(speaker.source.label), state, here)
