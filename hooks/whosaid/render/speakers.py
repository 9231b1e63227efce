"""Tables of everyone who is quoted, and of the outlets that statements have come through."""

from __future__ import annotations

import xml.etree.ElementTree as etree
from collections.abc import Iterator, Sequence
from typing import Final

from ..mix import mix_of
from ..model import Embed
from ..selection import Speaker
from ..vocabulary import KINDS, SOURCE_TYPES
from ..wording import capital
from .board import Board
from .elements import Stash, add, escape
from .table import CLOSE_TABLE, article_link, cells, open_table, part_of, shown, type_line

_SOURCES: Final = ("Source", "Type", "Statements", "Of these disputed", "Answers given", "Known from")
_OUTLETS: Final = ("Outlet", "Statements through it", "Of these disputed", "Articles")


def draw_sources(frame: etree.Element, embed: Embed, board: Board, here: str, stash: Stash) -> None:
    """Everyone the site knows, also those who have said nothing yet."""
    types = [item.text for item in embed.filters.get("type", ())] or list(SOURCE_TYPES)
    found = [speaker for speaker in board.selector.speakers.values() if speaker.source.type in types]
    _draw(frame, found, embed, stash, "sources", _SOURCES, [_source_row(s, board, here) for s in shown(found, embed)])


def draw_outlets(frame: etree.Element, embed: Embed, board: Board, here: str, stash: Stash) -> None:
    """The outlets that anything has come through, those with the most first."""
    found = sorted((s for s in board.selector.speakers.values() if s.through), key=lambda s: (-len(s.through), s.key))
    _draw(frame, found, embed, stash, "outlets", _OUTLETS, [_outlet_row(s, board, here) for s in shown(found, embed)])


def _draw(
    frame: etree.Element,
    found: Sequence[Speaker],
    embed: Embed,
    stash: Stash,
    what: str,
    columns: Sequence[str],
    rows: list[str],
) -> None:
    if not rows:
        add(frame, "p", {}, "There are none." if not found else "There are no more.")
        return
    caption = f"{len(found):,} {what if len(found) != 1 else what.removesuffix('s')}"
    caption += part_of(embed.start, embed.start - 1 + len(rows), len(found))
    html = "".join([open_table(caption, columns), "<tbody>", *rows, "</tbody>", CLOSE_TABLE])
    add(frame, "div").text = stash(html)


def _source_row(speaker: Speaker, board: Board, here: str) -> str:
    kind = SOURCE_TYPES.get(speaker.source.type)
    said = [statement for statement in speaker.said if KINDS[statement.kind].family != "response"]
    values = (
        type_line(kind.group, kind.id, kind.label) if kind else "",
        f"{len(said):,}",
        f"{mix_of(board.ledger, said).disputed:,}",
        f"{len(speaker.said) - len(said):,}",
        article_link(speaker.page, board, here) if speaker.page else "The whole site",
    )
    return f'<tr><th scope="row">{_link(speaker, board, here)}</th>{cells(_SOURCES[1:], values)}</tr>'


def _outlet_row(speaker: Speaker, board: Board, here: str) -> str:
    pages = {statement.page.path: statement.page for statement in speaker.through}
    values = (
        f"{len(speaker.through):,}",
        f"{mix_of(board.ledger, speaker.through).disputed:,}",
        _few(article_link(page, board, here) for page in pages.values()),
    )
    return f'<tr><th scope="row">{_link(speaker, board, here)}</th>{cells(_OUTLETS[1:], values)}</tr>'


def _few(links: Iterator[str]) -> str:
    """The first of many links, and how many more there are."""
    first, rest = [link for _, link in zip(range(5), links, strict=False)], sum(1 for _ in links)
    return "; ".join(first) + (f" and {rest:,} more" if rest else "")


def _link(speaker: Speaker, board: Board, here: str) -> str:
    path, label = board.source_pages.get(speaker.key), escape(capital(speaker.source.label))
    return f'<a href="{board.address(here, path)}" dir="auto">{label}</a>' if path else label
