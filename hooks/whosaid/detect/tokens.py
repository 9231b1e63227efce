"""A sentence as words and signs, each with its place in the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from .lexicon import Lexicon
from .quotationmarks import Quotation

_TOKEN: Final = re.compile(r"(?:[^\W\d_]\.){2,}|\d+(?:[.,:]\d+)*%?|[^\W_]+(?:[.'’&@-][^\W_]+)*|[@#]\w+|``|''|\S")
MARKS: Final = frozenset(("“", "”", '"', "„", "«", "»", "``", "''", "‘"))
"""Quotation marks that are nothing else."""
CLOSING: Final = MARKS | {"’", "'"}


class Sentence(Struct, frozen=True):
    """The tokens of a sentence, as lists of the same length: as written, in lower case, and their offsets.

    `inside` says which stand in quotation marks that are closed, `opens_line` that it begins a line.
    """

    text: str
    start: int
    end: int
    words: list[str]
    low: list[str]
    starts: list[int]
    ends: list[int]
    inside: list[bool]
    opens_line: bool

    def __len__(self) -> int:
        return len(self.words)

    def word(self, at: int) -> str:
        """The token in lower case; empty outside the sentence."""
        return self.low[at] if 0 <= at < len(self.low) else ""

    def is_word(self, at: int) -> bool:
        """Whether it is a word, number or handle, not a sign."""
        return 0 <= at < len(self.words) and (self.words[at][0].isalnum() or self.words[at][0] in "@#$")

    def is_capital(self, at: int) -> bool:
        """Whether it is a word that begins with a capital letter."""
        return 0 <= at < len(self.words) and self.words[at][0].isupper()


def tokens(
    text: str, start: int, end: int, quoted: Sequence[Quotation], lexicon: Lexicon, *, opens_line: bool
) -> Sentence:
    """The tokens between two offsets; a full stop belongs to the abbreviation or initial before it."""
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in _TOKEN.finditer(text, start, end):
        word, at = match.group(), match.start()
        if word == "." and words and ends[-1] == at and at + 1 < end and _takes_stop(words[-1], lexicon):
            words[-1] += "."
            ends[-1] += 1
        else:
            words.append(word)
            starts.append(at)
            ends.append(match.end())
    low = [word.lower().replace("’", "'") for word in words]
    return Sentence(text, start, end, words, low, starts, ends, _inside(starts, quoted), opens_line)


def _takes_stop(word: str, lexicon: Lexicon) -> bool:
    low = word.lower()
    return (len(word) == 1 and word.isupper()) or low in lexicon.abbreviations or low in lexicon.final_abbreviations


def _inside(starts: Sequence[int], quoted: Sequence[Quotation]) -> list[bool]:
    """Which of the tokens that start at these offsets stand between quotation marks."""
    inside = [False] * len(starts)
    at = 0
    for quotation in (one for one in quoted if not one.is_open):
        while at < len(starts) and starts[at] <= quotation.start:
            at += 1
        while at < len(starts) and starts[at] < quotation.end - 1:
            inside[at] = True
            at += 1
    return inside
