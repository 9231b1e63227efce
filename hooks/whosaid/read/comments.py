"""Comments that Markdown would print instead of hiding them. All others are hidden, and never published."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final, Literal

from ..base.faults import ReadingFault
from ..base.filefaults import CommentFault, CommentShown
from ..base.model import Record
from .lines import Lines

_OPENING: Final = "<!--"
_CLOSING: Final = "-->"
_SHOWN: Final = 200  # characters of a comment that are kept for the message
_INSTRUCTION: Final = re.compile(
    r"(?:<\?|<!\[CDATA\[)(?P<inside>(?:(?!<\?|<!\[CDATA\[|\?>|\]\]>|\n[ \t>]*\n).)*)(?:\?>|\]\]>)", re.DOTALL
)
_EMPTY_LINE: Final = re.compile(r"\n[ \t>]*\n")
_AT_LINE_START: Final = re.compile(r"^ {0,3}(<!--.*)$", re.MULTILINE)
# An image's text, a link's title, an abbreviation, a reference: they become HTML attributes.
_ATTRIBUTE: Final = re.compile(
    r"!\[[^\[\]]*\]|\]\([^()\n\"']*[\"'][^()]*\)|^[ \t>]*(?:\*\[[^\]\n]+\]|\[[^\]^\n][^\]\n]*\]):.*$", re.MULTILINE
)


def shown_comments(text: str, start: int, lines: Lines) -> Iterator[ReadingFault]:
    """A fault for each comment after offset `start` that has no end, or is where Markdown recognises none.

    Python-Markdown reads a comment that starts a line to its end, whatever it contains. Inside other text a comment
    ends with its paragraph and contains no other. Titles, options of blocks and alternative texts are plain text.
    A processing instruction (`<? … ?>`) counts as a comment too, unless it contains a `>`.
    """
    surroundings = _Surroundings(text, lines)
    comments: list[tuple[int, int]] = []
    at = close = text.find(_OPENING, start)
    while at >= 0:
        after = at + len(_OPENING)
        if 0 <= close < after:
            close = text.find(_CLOSING, after)
        where = surroundings.of(at)
        if where == "plain text":
            yield _fault(text, at, where)
        elif close < 0:
            if where != "code":
                yield _fault(text, at, "unclosed")
                return
        elif where != "code":
            inside, after = text[after:close], close + len(_CLOSING)
            comments.append((at, after))
            if "--!>" in inside or inside.startswith((">", "->")):
                yield _fault(text, at, "ends early")
            elif where == "paragraph" and _OPENING in inside:
                yield _fault(text, at, "nested")
            elif where == "paragraph" and _EMPTY_LINE.search(inside):
                yield _fault(text, at, "empty line")
        at = text.find(_OPENING, after)
    for found in _INSTRUCTION.finditer(text, start) if "<?" in text or "<![" in text else ():
        at = found.start()
        if ">" in found["inside"] and not _lies_in(comments, at) and surroundings.of(at) != "code":
            yield _fault(text, at, "instruction")


class _Surroundings:
    """What surrounds the comments of a page; to be asked from top to bottom."""

    def __init__(self, text: str, lines: Lines) -> None:
        self.text, self.lines = text, lines
        self.blocks = sorted((r for r in lines.records if r.form == "block"), key=lambda record: record.at)
        self.block_starts = [record.at for record in self.blocks]
        self.headers = [span for record in self.blocks for span in _header_of(record)]
        self.run_starts = [run.start for run in lines.runs]
        self.comment_starts = {at for at, _ in lines.code}
        self.run = -1
        self.attributes: list[tuple[int, int]] = []
        self.note: Record | None = None
        self.note_starts: set[str] = set()

    def of(self, at: int) -> Literal["plain text", "code", "paragraph", ""]:
        """`plain text`, `code`, `paragraph`, or empty where a comment may contain anything."""
        block, run = self._block(at), self._run(at)
        if _lies_in(self.headers, at) or (run and _lies_in(self.attributes, at)):
            return "plain text"
        if at not in self.comment_starts and self.lines.is_code(self.text, at):
            return "code"
        return "paragraph" if (run or at in self.comment_starts) and not self._starts_line(at, block) else ""

    def _block(self, at: int) -> Record | None:
        index = bisect_right(self.block_starts, at) - 1
        return self.blocks[index] if index >= 0 and at < self.blocks[index].end else None

    def _run(self, at: int) -> bool:
        """Whether it is in a run of text, whose attributes are then known."""
        index = bisect_right(self.run_starts, at) - 1
        if index < 0 or at >= self.lines.runs[index].end:
            return False
        if index != self.run:
            run, self.run = self.lines.runs[index], index
            self.attributes = [found.span() for found in _ATTRIBUTE.finditer(self.text, run.start, run.end)]
        return True

    def _starts_line(self, at: int, block: Record | None) -> bool:
        """Whether only up to three spaces come before it; in a note, after its indentation is removed."""
        if block is None:
            line = self.text.rfind("\n", 0, at) + 1
            return at - line <= 3 and not self.text[line:at].strip()
        if block is not self.note:
            self.note, self.note_starts = block, set(_AT_LINE_START.findall(block.body))
        return _first_line(self.text, at) in self.note_starts


def _header_of(block: Record) -> list[tuple[int, int]]:
    """The spans of a block's title and values."""
    items = [item for items in block.options.values() for item in items]
    return sorted((i.at, i.at + len(i.text)) for i in (*items, *([block.title] if block.title else [])))


def _lies_in(spans: list[tuple[int, int]], at: int) -> bool:
    index = bisect_right(spans, at, key=lambda span: span[0]) - 1
    return index >= 0 and at < spans[index][1]


def _fault(text: str, at: int, detail: CommentFault) -> ReadingFault:
    comment, closing, _ = text[at : at + _SHOWN].partition("\n")[0].partition(_CLOSING)
    return CommentShown(at, comment + closing, detail=detail)


def _first_line(text: str, at: int) -> str:
    end = text.find("\n", at)
    return text[at : end if end >= 0 else len(text)]
