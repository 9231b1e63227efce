"""The words of an article as readers see them, and which of them stand at a place of its file."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cached_property
from itertools import accumulate
from typing import Final

from msgspec import Struct

from ..base.model import Page
from ..ledger.records import Statement
from ..read.prose import Prose, read_prose

_AROUND: Final = 60  # characters before and after a quote
_LONGEST: Final = 120  # characters of a quote of what only has a beginning
_SENTENCE: Final = re.compile(r"[^.!?…\n]*[.!?…]?")


class Words(Struct, frozen=True):
    """Words of an article, and what stands before and after them."""

    exact: str
    prefix: str = ""
    suffix: str = ""


class ArticleText:
    """The text of a page, headings included, and its places."""

    def __init__(self, page: Page, statements: tuple[Statement, ...]) -> None:
        self.page, self.statements = page, statements

    @cached_property
    def prose(self) -> Prose:
        """The text with its places in the file."""
        return read_prose(self.page, frozenset(("text", "heading")))

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(found.end() for found in re.finditer("\n", self.page.text))]

    def offset(self, line: int, column: int) -> int:
        """Where in the file a line and a column are, both from 1."""
        return self._line_starts[min(line, len(self._line_starts)) - 1] + column - 1

    def in_file(self, start: int, end: int) -> Words:
        """The words in a piece of the file."""
        return self.words(*self.prose.from_file(start, end))

    def words(self, start: int, end: int) -> Words:
        """The words in a piece of the text, without white space around them."""
        text = self.prose.text
        exact = text[start:end]
        start += len(exact) - len(exact.lstrip())
        exact = exact.strip()
        end = start + len(exact)
        return Words(exact, text[max(0, start - _AROUND) : start], text[end : end + _AROUND])

    @cached_property
    def _spans(self) -> list[tuple[int, int, int]]:
        """Where marks and blocks start and end, and whose they are (a number); in order."""
        spans = [(one.record.at, one.record.end, number) for number, one in enumerate(self.statements)]
        marks = [(mark.at, mark.end, number) for number, one in enumerate(self.statements) for mark in one.marks]
        return sorted((*spans, *marks))

    @cached_property
    def _reached(self) -> list[int]:
        """How far the spans up to each one reach."""
        return list(accumulate((end for _, end, _ in self._spans), max))

    def statement_at(self, at: int) -> Statement | None:
        """The statement whose mark or block is at a place of the file; the innermost of several."""
        index = bisect_right(self._spans, (at, len(self.page.text), len(self.statements))) - 1
        while index >= 0 and self._reached[index] > at:
            _, end, number = self._spans[index]
            if end > at:
                return self.statements[number]
            index -= 1
        return None

    def words_at(self, at: int) -> Words | None:
        """The words at a place of the file: of the mark there, or from there to the end of the sentence."""
        statement = self.statement_at(at)
        if statement is not None and statement.marks:
            return self.in_file(statement.marks[0].words_at, statement.marks[0].words_end)
        runs = [passage.run for passage in self.prose.passages]
        index = bisect_right(runs, at, key=lambda run: run.start) - 1
        if index < 0 or at >= runs[index].end:
            return None
        start = bisect_left(self.prose.starts, at)
        sentence = _SENTENCE.match(self.prose.text, start, self.prose.passages[index].end)
        found = self.words(start, min(sentence.end() if sentence else start, start + _LONGEST))
        return found if found.exact else None
