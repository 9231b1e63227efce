"""Comments that Markdown would print instead of leaving them out. All others are hidden, and never published."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final

from ..model import Record, Slip
from .lines import Lines, Run

_OPENING: Final = "<!--"
_CLOSING: Final = "-->"
_EMPTY_LINE: Final = re.compile(r"\n[ \t>]*\n")
# An image's words, a link's title, an abbreviation, a reference: they become attributes of HTML.
_ATTRIBUTE: Final = re.compile(
    r"!\[[^\[\]]*\]|\]\([^()\n]*[\"'][^()]*\)|^[ \t>]*(?:\*\[[^\]\n]+\]|\[[^\]^\n][^\]\n]*\]):.*$", re.MULTILINE
)


def shown_comments(text: str, start: int, lines: Lines) -> Iterator[Slip]:
    """A slip for each comment after offset `start` that has no end, or stands where Markdown knows none.

    Python-Markdown reads one that starts a line to its end, whatever stands in it. Inside other text a comment ends
    with its paragraph and holds no other. Titles, options of blocks and words for an image are plain text.
    """
    blocks = sorted((record for record in lines.records if record.form == "block"), key=lambda record: record.at)
    block_starts = [record.at for record in blocks]
    run_starts = [run.start for run in lines.runs]
    comment_starts = {at for at, _ in lines.code}
    at = text.find(_OPENING, start)
    while at >= 0:
        after = at + len(_OPENING)
        close = text.find(_CLOSING, after)
        index = bisect_right(block_starts, at) - 1
        block = blocks[index] if index >= 0 and at < blocks[index].end else None
        run = bisect_right(run_starts, at) - 1
        if block is not None and _in_header(block, at):
            yield _slip(text, at, "plain text")
        elif at not in comment_starts and lines.is_code(text, at):
            pass
        elif close < 0:
            yield _slip(text, at, "unclosed")
            return
        else:
            inside, after = text[after:close], close + len(_CLOSING)
            in_run = run >= 0 and at < lines.runs[run].end
            if in_run and _in_attribute(text, at, lines.runs[run]):
                yield _slip(text, at, "plain text")
            elif (in_run or at in comment_starts) and not _starts_line(text, at, block):
                if _OPENING in inside:
                    yield _slip(text, at, "nested")
                elif _EMPTY_LINE.search(inside):
                    yield _slip(text, at, "empty line")
        at = text.find(_OPENING, after)


def _in_header(block: Record, at: int) -> bool:
    items = [item for items in block.options.values() for item in items]
    return any(item.at <= at < item.at + len(item.text) for item in (*items, *([block.title] if block.title else [])))


def _in_attribute(text: str, at: int, run: Run) -> bool:
    return any(found.start() < at < found.end() for found in _ATTRIBUTE.finditer(text, run.start, run.end))


def _starts_line(text: str, at: int, block: Record | None) -> bool:
    """Whether nothing but up to three spaces stands before it; in a note, when it is freed of its block's indent."""
    if block is not None:
        first = _first_line(text, at)
        return re.search(rf"^ {{0,3}}{re.escape(first)}", block.body, re.MULTILINE) is not None
    line = text.rfind("\n", 0, at) + 1
    return at - line <= 3 and not text[line:at].strip()


def _slip(text: str, at: int, detail: str) -> Slip:
    comment, closing, _ = _first_line(text, at).partition(_CLOSING)
    return Slip("comment-shown", at, comment + closing, detail=detail)


def _first_line(text: str, at: int) -> str:
    end = text.find("\n", at)
    return text[at : end if end >= 0 else len(text)]
