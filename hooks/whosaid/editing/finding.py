"""Where in an article the words of a quote are: in one place, or it is a problem that says so."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property
from typing import Final

from ..base.model import Page
from ..read.prose import Prose, read_prose
from .folded import Folded, folded
from .quotes import Quote, shown

_MOST: Final = 200  # places of the same words that are compared
_AROUND: Final = 600  # characters on either side that are compared
_LONGEST: Final = 20_000  # characters of a quote
_WORD: Final = re.compile(r"[^\W\d_]+")  # built pages have the numbers of notes between the words
_NOTE_NUMBER: Final = re.compile(r"(?<=[^\W\d_])\d{1,3}(?!\w)|\[\d{1,3}\]")
_LISTED: Final = 5

Span = tuple[int, int]


class NotFound(ValueError):
    """Why a quote has no place, in words."""


class Article:
    """An article to find quotes in. Its text includes the headings, in which words can only be mentioned."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.prose: Prose = read_prose(page, frozenset(("text", "heading")))

    @cached_property
    def _folded(self) -> Folded:
        return Folded(self.prose.text)

    def find(self, quote: Quote) -> Span:
        """Where in the text of the article the words are. Raises NotFound."""
        words = folded(quote.exact[:_LONGEST])
        if not words:
            raise NotFound("it quotes nothing")
        places = self._folded.places(words, _MOST) or self._folded.places(_NOTE_NUMBER.sub("", words), _MOST)
        whole = [] if quote.prefix or quote.suffix else [place for place in places if place.is_whole]
        found = [(place.start, place.end) for place in whole or places]
        if quote.within is not None:
            outer = self.find(quote.within)
            found = [place for place in found if outer[0] <= place[0] and place[1] <= outer[1]]
        if not found:
            raise NotFound(self._missing(quote, words))
        place = found[0] if len(found) == 1 else self._only(quote, found)
        if place is None:
            raise NotFound(self._ambiguous(quote, found))
        return place

    def _missing(self, quote: Quote, words: str) -> str:
        """Where they are, if they are in the file at all."""
        if Folded(self.page.text).places(words, 1):
            where = "only where nothing can be marked: in a block of code, in HTML, or where a link leads"
            return f"{shown(quote.exact)} is in “{self.page.file}” {where}"
        return f"{shown(quote.exact)} is not in the text of “{self.page.file}”"

    def _only(self, quote: Quote, found: Sequence[Span]) -> Span | None:
        """The place that what stands around the quote decides for, or where it starts; None if neither does."""
        agreed = {place: self._agreement(quote, place) for place in found}
        best = max(found, key=lambda place: sum(agreed[place]))
        if all(_is_better(agreed[best], agreed[place]) for place in found if place != best):
            return best
        at_start = [place for place in found if place[0] == quote.start]
        in_text = [place for place in found if self.prose.passage_at(place[0]).run.place == "text"]
        is_free = len(in_text) == 1 and not (quote.prefix or quote.suffix)
        return at_start[0] if at_start else in_text[0] if is_free else None

    def _agreement(self, quote: Quote, place: Span) -> tuple[int, int]:
        """How many words before a place, and behind it, are as the quote has them."""
        text = self.prose.text
        before = _words(text[max(0, place[0] - _AROUND) : place[0]])[::-1]
        behind = _words(text[place[1] : place[1] + _AROUND])
        return _same(before, _words(quote.prefix[-_AROUND:])[::-1]), _same(behind, _words(quote.suffix[:_AROUND]))

    def _ambiguous(self, quote: Quote, found: Sequence[Span]) -> str:
        lines = sorted({self.line_of(start) for start, _ in found})
        named = ", ".join(map(str, lines[:_LISTED])) + (", …" if len(lines) > _LISTED else "")
        many = f"{len(found)} times" if len(found) < _MOST else "very often"
        has_context = quote.prefix or quote.suffix
        why = "what stands before and after it does not say" if has_context else "nothing says"
        return (
            f"{shown(quote.exact)} is {many} in “{self.page.file}” (line{'s' * (len(lines) > 1)} {named}), and {why} "
            "which is meant; quote more of the sentence"
        )

    def line_of(self, at: int) -> int:
        """The line of the file that a character of the text is on."""
        return bisect_right(self._line_starts, self.prose.starts[at])

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(found.end() for found in re.finditer("\n", self.page.text))]


def _words(text: str) -> list[str]:
    return _WORD.findall(folded(text))


def _same(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words from the first on are the same."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _is_better(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one != other and one[0] >= other[0] and one[1] >= other[1]
