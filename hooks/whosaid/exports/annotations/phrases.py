"""Whether a piece of a text is unique. A page may have thousands of pieces: from some number on, by an index."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from itertools import repeat
from typing import Final

_WORD: Final = re.compile(r"(?<=\W)\w")
_SOON_READ: Final = 10_000_000  # characters, in the time that an index of a long article takes
_PHRASE: Final = 24  # characters
_MOST_PLACES: Final = 200  # of a piece's rarest phrase; more mean that the text is full of repetition


class Phrases:
    """The phrases of a text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._read = 0

    @cached_property
    def _starts(self) -> Sequence[int]:
        """Where words start."""
        return [word.start() for word in _WORD.finditer(self.text)]

    @cached_property
    def _places(self) -> Sequence[Sequence[int]]:
        """For each start of a word, where its phrase is: the first characters from there."""
        text, found = self.text, defaultdict[str, list[int]](list)
        places = [found[text[start : start + _PHRASE]] for start in self._starts]
        for start, same in zip(self._starts, places, strict=True):
            same.append(start)
        return places

    def is_there_once(self, start: int, end: int) -> bool:
        """Whether the text between two offsets occurs only once; False for one that consists of frequent phrases."""
        self._read += len(self.text)
        words = self._words(start, end) if self._read > _SOON_READ else range(0)
        return self._is_rare(start, end, words) if words else self._is_found_once(start, end)

    def _words(self, start: int, end: int) -> range:
        """Which words start phrases that are wholly between two offsets."""
        return range(bisect_left(self._starts, start + 1), bisect_left(self._starts, end - _PHRASE + 1))

    def _is_found_once(self, start: int, end: int) -> bool:
        piece = self.text[start:end]
        return self.text.find(piece) == start and self.text.find(piece, start + 1) < 0

    def _is_rare(self, start: int, end: int, words: range) -> bool:
        phrases = self._places[words.start : words.stop]
        rarest = min(phrases, key=len)
        if len(rarest) > _MOST_PLACES:
            return False
        before = self._starts[words[phrases.index(rarest)]] - start
        starts = [at - before for at in rarest if at >= before]
        return sum(map(self.text.startswith, repeat(self.text[start:end]), starts)) == 1
