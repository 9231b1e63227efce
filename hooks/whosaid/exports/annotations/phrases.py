"""Whether a piece of a text is unique, by an index of its phrases: a page may have thousands of pieces."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Final

_WORD: Final = re.compile(r"(?<=\W)\w")
_PHRASE: Final = 24  # characters
_MOST_PLACES: Final = 200  # of a piece's rarest phrase; more mean that the text is full of repetition


class Phrases:
    """The phrases of a text: the first characters from each start of a word."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.places: dict[str, list[int]] = defaultdict(list)
        for word in _WORD.finditer(text):
            self.places[self._at(word.start())].append(word.start())

    def _at(self, place: int) -> str:
        return self.text[place : place + _PHRASE]

    def is_there_once(self, start: int, end: int) -> bool:
        """Whether the text between two offsets occurs only once; False for one that consists of frequent phrases."""
        text, piece = self.text, self.text[start:end]
        words = [word.start() for word in _WORD.finditer(text, start + 1, end - _PHRASE + 1)]
        if not words:
            return text.find(piece) == start and text.find(piece, start + 1) < 0
        rarest = min(words, key=lambda at: len(self.places[self._at(at)]))
        elsewhere = [at - (rarest - start) for at in self.places[self._at(rarest)] if at != rarest]
        return len(elsewhere) < _MOST_PLACES and not any(text.startswith(piece, at) for at in elsewhere if at >= 0)
