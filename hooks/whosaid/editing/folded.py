"""A text in which nothing matters but the words: neither white space nor case, nor which signs typographers use."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Final, NamedTuple

_SAME: Final = {
    **dict.fromkeys("“”„‟«»″＂", '"'),
    **dict.fromkeys("‘’‚‛‹›′`´ʼ", "'"),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    "⁄": "/",
}
_RUNS: Final = " -"  # several are as one: extensions for typography make a dash of two or three hyphens


class Found(NamedTuple):
    """Where words are, and whether they begin and end where words do."""

    start: int
    end: int
    is_whole: bool


class Folded:
    """A text for comparisons; `at` and `ends` say of each of its characters from where in the text as written it is."""

    def __init__(self, text: str) -> None:
        self.at: list[int] = []
        self.ends: list[int] = []
        signs: list[str] = []
        for at, sign in _signs(text):
            if sign in _RUNS and signs and signs[-1] == sign:
                self.ends[-1] = at + 1
            else:
                signs.append(sign)
                self.at.append(at)
                self.ends.append(at + 1)
        self.text = "".join(signs)

    def places(self, words: str, most: int) -> list[Found]:
        """Where these words, folded, are in the text as written; `most` at most."""
        found: list[Found] = []
        start = self.text.find(words) if words else -1
        while start >= 0 and len(found) < most:
            end = start + len(words)
            if not self._cuts_sign(start, end):
                found.append(Found(self.at[start], self.ends[end - 1], self._is_whole(start, end)))
            start = self.text.find(words, start + 1)
        return found

    def _cuts_sign(self, start: int, end: int) -> bool:
        """Whether one side of an edge belongs to the other: parts of one sign, or an accent."""
        sides = ((start - 1, start), (end - 1, end))
        inside = [(a, b) for a, b in sides if a >= 0 and b < len(self.at)]
        return any(self.at[a] == self.at[b] or unicodedata.combining(self.text[b]) for a, b in inside)

    def _is_whole(self, start: int, end: int) -> bool:
        """Whether no word is cut."""
        before, after = self.text[start - 1 : start], self.text[end : end + 1]
        cuts_word = (before.isalnum() and self.text[start].isalnum()) or (
            after.isalnum() and self.text[end - 1].isalnum()
        )
        return not cuts_word


def _signs(text: str) -> Iterator[tuple[int, str]]:
    """The signs of a text, each with its place; those that cannot be seen are left out."""
    for at, sign in enumerate(text):
        if sign.isascii():
            yield at, " " if sign.isspace() else sign.lower()
        elif sign.isspace():
            yield at, " "
        elif sign in _SAME:
            yield at, _SAME[sign]
        elif unicodedata.category(sign) != "Cf":
            yield from ((at, _SAME.get(part, part)) for part in unicodedata.normalize("NFKD", sign).casefold())


def folded(text: str) -> str:
    """A text as Folded has it, without white space around it."""
    return Folded(text).text.strip()
