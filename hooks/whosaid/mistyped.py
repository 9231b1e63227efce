"""Ids of which two were meant to be one: a block that no words are marked for, and marks that nothing declares.

Typed wrong once, an id is missed wherever it is used. So the two are paired, and that is the one finding.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from difflib import get_close_matches
from typing import Final

from .model import Item, Page, Record, Slip
from .reader import anchors_of
from .vocabulary import OPTIONS

_NAMING: Final = tuple(name for name, option in OPTIONS.items() if option.value == "statement")
_NEAR: Final = 0.7
_MOST: Final = 100  # of each on one page; whoever mistypes more than that has another problem


def mistyped_ids(page: Page) -> Iterator[Slip]:
    """A slip for each pair, at the block's id, or at the mark where other places on the page agree with the block.

    Blocks without an id are slips as well, with the one they were meant to have if that can be told.
    """
    declared = {record.id.text for record in page.records if record.id is not None}
    marks: dict[str, Item] = {}
    for link in page.links:
        if not link.file and link.place == "text" and link.id.text not in declared:
            marks.setdefault(link.id.text, link.id)
    blocks = _without_mark(page)
    if marks and blocks:
        for anchor in anchors_of(page.headings, page.anchors):
            marks.pop(anchor.text, None)
    named = _named(page) if marks and blocks else Counter[str]()
    for block in blocks:
        few = len(blocks) <= _MOST and len(marks) <= _MOST
        mark = _meant(block, marks, alone=len(blocks) == 1) if few else None
        if mark is not None:
            del marks[mark.text]
        if block.id is None:
            yield Slip("missing-id", block.at, mark.text if mark is not None else "", detail=block.kind)
        elif mark is None:
            continue
        elif named[block.id.text] >= named[mark.text]:
            yield Slip("mistyped-id", mark.at, mark.text, detail=block.id.text)
        else:
            yield Slip("mistyped-id", block.id.at, block.id.text, (_line(page, mark),), mark.text)


def _without_mark(page: Page) -> list[Record]:
    """The blocks that no words are marked for, those without any id among them."""
    marked = {link.id.text for link in page.links if not link.file and link.place == "text"}
    return [
        record
        for record in page.records
        if record.form == "block"
        and (record.id.text not in marked if record.id is not None else "id" not in record.options)
    ]


def _named(page: Page) -> Counter[str]:
    """How often each id is named on the page, by marks, mentions and options."""
    named = Counter(link.id.text for link in page.links if not link.file)
    for record in page.records:
        named.update(item.text for name in _NAMING for item in record.items(name))
    return named


def _meant(block: Record, marks: dict[str, Item], *, alone: bool) -> Item | None:
    """The mark that belongs to a block: one that is nearly called like it, or the only one where all else has one."""
    if block.id is not None and (near := get_close_matches(block.id.text, marks, 1, _NEAR)):
        return marks[near[0]]
    only = alone and len(marks) == 1 and block.title is None
    return next(iter(marks.values())) if only or (block.id is None and alone and len(marks) == 1) else None


def _line(page: Page, item: Item) -> str:
    return str(page.text.count("\n", 0, item.at) + 1)
