"""Whether a piece of a text is unique. A page may have thousands of pieces: from some number on, by an index."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property
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
    def places(self) -> Mapping[str, Sequence[int]]:
        """Where each phrase is: the first characters from each start of a word."""
        found: dict[str, list[int]] = defaultdict(list)
        for word in _WORD.finditer(self.text):
            found[self._at(word.start())].append(word.start())
        return found

    def _at(self, place: int) -> str:
        return self.text[place : place + _PHRASE]

    def is_there_once(self, start: int, end: int) -> bool:
        """Whether the text between two offsets occurs only once; False for one that consists of frequent phrases."""
        self._read += len(self.text)
        words = self._words(start, end) if self._read > _SOON_READ else []
        return self._is_rare(start, end, words) if words else self._is_found_once(start, end)

    def _words(self, start: int, end: int) -> Sequence[int]:
        """Where phrases start that are wholly between two offsets."""
        return [word.start() for word in _WORD.finditer(self.text, start + 1, end - _PHRASE + 1)]

    def _is_found_once(self, start: int, end: int) -> bool:
        piece = self.text[start:end]
        return self.text.find(piece) == start and self.text.find(piece, start + 1) < 0

    def _is_rare(self, start: int, end: int, words: Sequence[int]) -> bool:
        text, piece = self.text, self.text[start:end]
        rarest = min(words, key=lambda at: len(self.places[self._at(at)]))
        elsewhere = [at - (rarest - start) for at in self.places[self._at(rarest)] if at != rarest]
        return len(elsewhere) < _MOST_PLACES and not any(text.startswith(piece, at) for at in elsewhere if at >= 0)
