"""How a statement is put on words of a page: its marks, and its block, if it has one.

The block goes behind the paragraph of the words, or behind the whole list, table, quotation or set of tabs around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from ..base.model import Link, Page
from ..read.runs import Run
from .edits import Edit
from .finding import Article
from .marking import INSIDE, Statement
from .nesting import split
from .spots import Spot

_EMPTY_LINE: Final = re.compile(r"[ \t]*(?:\n[ \t]*(?=\n)|\n?\Z)")
_NOT_INSIDE: Final = re.compile(
    r"""\n[ \t]*\n (?!===[!+]*[ ]+") (?=[^\s>|:*+\-\d\[] | \*\* | \d+[^\d.)] | ///[ ]) | \s*\Z""", re.VERBOSE
)
_GAP: Final = re.compile(r"[ \t]*\n(?:[ \t]*\n)+")


def edits_of(
    article: Article, statement: Statement, spots: Sequence[Spot], outer: Link | None = None
) -> Iterator[Edit]:
    """What makes a statement of words in one place or in several; `outer` is a mark that they are part of."""
    for number, spot in enumerate(spots):
        tail = f"](#{statement.id})" if number else statement.link
        start, end = spot.file
        if outer is not None:
            yield from split(article, outer, spot, tail)
        else:
            yield from (Edit(start, start, "["), Edit(end, end, tail))
    if statement.has_block:
        at = block_at(article.page, article.prose.passage_at(spots[-1].text[0]).run)
        yield Edit(at, at, f"\n\n{statement.block}")


def block_at(page: Page, run: Run) -> int:
    """The offset at which a block about words in a run of text can be put, behind an empty line."""
    text = page.text
    inside = INSIDE.match(text, text.rfind("\n", 0, run.start) + 1)
    found = (_NOT_INSIDE if inside else _EMPTY_LINE).search(text, run.end)
    at = found.start() if found else len(text)
    return _behind_blocks(page, at)


def _behind_blocks(page: Page, at: int) -> int:
    """Behind the blocks that stand there, so that blocks are in the order in which they were written."""
    ends = {record.at: record.end for record in page.records if record.form == "block"}
    while (gap := _GAP.match(page.text, at)) and (end := ends.get(gap.end())):
        at = end
    return at
