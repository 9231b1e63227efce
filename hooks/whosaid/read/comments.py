"""The comments of a page, found once for all who ask: what silences a rule, what hides ids, what would be printed.

Comments that Markdown would print instead of hiding them are faults; all others are hidden, and never published.
Others ask another question: `lines` and `marks` where to read on, before the page has been read; base/hidden about a
note whose indentation is removed; render/uncommented about HTML. check/redaction also keeps what only looks like a
comment out of reports.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final, Literal

from msgspec import Struct

from ..base.faults import ReadingFault
from ..base.filefaults import CommentFault, CommentShown
from ..base.model import Record
from ..base.patterns import pattern
from .runs import Lines
from .spans import lies_in

_OPENING: Final = "<!--"
_CLOSING: Final = "-->"
_SHOWN: Final = 200  # characters of a comment that are kept for the message
_INSTRUCTION: Final = pattern(
    r"(?:<\?|<!\[CDATA\[)(?P<inside>(?:(?!<\?|<!\[CDATA\[|\?>|\]\]>|\n[ \t>]*\n).)*)(?:\?>|\]\]>)", re.DOTALL
)
_EMPTY_LINE: Final = pattern(r"\n[ \t>]*\n")
_AT_LINE_START: Final = pattern(r"^ {0,3}(<!--.*)$", re.MULTILINE)
# An image's text, a link's title, an abbreviation, a reference: they become HTML attributes.
_ATTRIBUTE: Final = pattern(
    r"!\[[^\[\]]*\]|\]\([^()\n\"']*[\"'][^()]*\)|^[ \t>]*(?:\*\[[^\]\n]+\]|\[[^\]^\n][^\]\n]*\]):.*$", re.MULTILINE
)


class Comment(Struct, frozen=True):
    """A comment outside code: where it starts, the end of its `-->` (below 0 if there is none), and where it is.

    In a `paragraph`, a comment ends with it and contains no other. In `plain text`, such as a title, Markdown
    recognises none and prints it. Anywhere else it may contain anything.
    """

    at: int
    end: int
    where: Literal["plain text", "paragraph", ""]


def find_comments(text: str, start: int, lines: Lines) -> list[Comment]:
    """The comments after offset `start`, none inside another; one without an end is the last."""
    comments: list[Comment] = []
    at = close = text.find(_OPENING, start)
    surroundings = _Surroundings(text, lines) if at >= 0 else None
    while surroundings is not None and at >= 0:
        after = at + len(_OPENING)
        if 0 <= close < after:
            close = text.find(_CLOSING, after)
        where = surroundings.of(at)
        if where != "code":
            comments.append(Comment(at, close + len(_CLOSING) if close >= 0 else -1, where))
        if where in ("paragraph", ""):
            if close < 0:
                break
            after = comments[-1].end
        at = text.find(_OPENING, after)
    return comments


def hidden_by(comments: Sequence[Comment], size: int) -> list[tuple[int, int]]:
    """The spans of a text of this length that the comments hide, in order."""
    return [(c.at, c.end if c.end >= 0 else size) for c in comments if c.where != "plain text"]


def shown_comments(text: str, start: int, comments: Sequence[Comment], lines: Lines) -> Iterator[ReadingFault]:
    """A fault for each comment that has no end, or is where Markdown recognises none.

    Python-Markdown reads a comment that starts a line to its end, whatever it contains. Inside other text a comment
    ends with its paragraph and contains no other. Titles, options of blocks and alternative texts are plain text.
    A processing instruction (`<? … ?>`) counts as a comment too, unless it contains a `>`.
    """
    for comment in comments:
        if detail := _why_shown(text, comment):
            yield _fault(text, comment.at, detail)
    if "<?" in text or "<![" in text:
        hidden, surroundings = hidden_by(comments, len(text)), _Surroundings(text, lines)
        for found in _INSTRUCTION.finditer(text, start):
            at = found.start()
            if ">" in found["inside"] and not lies_in(at, hidden) and surroundings.of(at) != "code":
                yield _fault(text, at, "instruction")


def _why_shown(text: str, comment: Comment) -> CommentFault | None:
    if comment.where == "plain text":
        return "plain text"
    if comment.end < 0:
        return "unclosed"
    inside = text[comment.at + len(_OPENING) : comment.end - len(_CLOSING)]
    if "--!>" in inside or inside.startswith((">", "->")):
        return "ends early"
    if comment.where == "paragraph" and _OPENING in inside:
        return "nested"
    return "empty line" if comment.where == "paragraph" and _EMPTY_LINE.search(inside) else None


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
        if lies_in(at, self.headers) or (run and lies_in(at, self.attributes)):
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
        line = self.text.rfind("\n", 0, at) + 1
        if self.text[line:at].strip(" \t" if block is None else " \t>"):
            return False
        if block is None:
            return at - line <= 3
        if block is not self.note:
            self.note, self.note_starts = block, set(_AT_LINE_START.findall(block.body))
        return _first_line(self.text, at) in self.note_starts


def _header_of(block: Record) -> list[tuple[int, int]]:
    """The spans of a block's title and values."""
    items = [item for items in block.options.values() for item in items]
    return sorted((i.at, i.at + len(i.text)) for i in (*items, *([block.title] if block.title else [])))


def _fault(text: str, at: int, detail: CommentFault) -> ReadingFault:
    comment, closing, _ = text[at : at + _SHOWN].partition("\n")[0].partition(_CLOSING)
    return CommentShown(at, comment + closing, detail=detail)


def _first_line(text: str, at: int) -> str:
    end = text.find("\n", at)
    return text[at : end if end >= 0 else len(text)]
