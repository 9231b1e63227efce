"""Offsets in a page's text, and the same places as an editor counts them: lines and code units, both from 0.

Lines end where the protocol says, and nowhere else: not at U+2028, which is common in pasted text.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import Final

from lsprotocol.types import Position, Range

Encoding = str | None
"""What an editor counts: UTF-16 code units, unless it has asked for others."""

_UTF8: Final = "utf-8"
_UTF32: Final = "utf-32"


class Positions:
    """The places in a text with single newlines. `is_marked`: the editor's text has a byte order mark before it."""

    def __init__(self, text: str, encoding: Encoding = None, *, is_marked: bool = False) -> None:
        self._lines = text.split("\n")
        self._starts = [0, *accumulate(len(line) + 1 for line in self._lines)]
        self._encoding = encoding
        self._shift = units("\ufeff", encoding) if is_marked else 0

    def position(self, at: int) -> Position:
        """Where an offset is; one outside the text is moved to the nearer end."""
        at = max(0, min(at, self._starts[-1] - 1))
        line = bisect_right(self._starts, at) - 1
        before = self._lines[line][: at - self._starts[line]]
        return Position(line, units(before, self._encoding) + (0 if line else self._shift))

    def range(self, start: int, end: int) -> Range:
        """The characters from one offset to another."""
        return Range(self.position(start), self.position(end))

    def offset(self, position: Position) -> int:
        """The offset of a place; one outside the text is moved to the nearest end of a line."""
        line: int = position.line
        if line >= len(self._lines):
            return self._starts[-1] - 1
        wanted = position.character - (0 if line else self._shift)
        return self._starts[line] + _characters(self._lines[line], wanted, self._encoding)

    def place(self, line: int, column: int) -> int:
        """The offset of a line and a column in characters, both from 1, as findings have them."""
        line = min(line, len(self._lines))
        return min(self._starts[line - 1] + column - 1, self._starts[line] - 1)


def units(text: str, encoding: Encoding) -> int:
    """How many code units a text has."""
    if encoding == _UTF32 or text.isascii():
        return len(text)
    if encoding == _UTF8:
        return len(text.encode("utf-8", "surrogatepass"))
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _characters(line: str, wanted: int, encoding: Encoding) -> int:
    """How many characters of a line have this number of code units; never half a character."""
    if encoding == _UTF32 or line.isascii():
        return max(0, min(wanted, len(line)))
    counted = 0
    for at, character in enumerate(line):
        counted += units(character, encoding)
        if counted > wanted:
            return at
    return len(line)
