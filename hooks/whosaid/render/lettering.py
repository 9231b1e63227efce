"""Text in a drawing: broken into lines that fit, by the width of its characters in the widest of the usual fonts.

A drawing cannot break its lines when it is shown, and what font it is shown in is not known. So a line is measured a
little too wide rather than too narrow.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final

ELLIPSIS: Final = "…"
# In ems, as DejaVu Sans has them, the widest of the fonts in which drawings are usually shown.
_WIDTHS: Final = {
    **dict.fromkeys("fijlI.,:;|'’‘/\\ ·", 0.36),
    **dict.fromkeys("rt!()[]-", 0.42),
    **dict.fromkeys("mwMWOQCDGHNU@%&—…œæŒÆ", 1.0),
    **dict.fromkeys("#+<=>^~", 0.84),
}
_CAPITAL: Final = 0.73
_LETTER: Final = 0.63
BOLD: Final = 1.1
"""How much wider a bold line is."""
_GIANTS: Final = {"\ufdfd": 12.0, "\u2e3a": 2.2, "\u2e3b": 3.2}
_UNSHOWN: Final = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]")
"""What would draw nothing, turn the words round or be no valid HTML."""
_PILE: Final = re.compile("([\u0300-\u036f]{3})[\u0300-\u036f]+")
"""More accents on one letter than any language has: they would be drawn over the lines around."""


def plain_line(text: str) -> str:
    """The text on one line, without what changes how other text is shown."""
    return _PILE.sub(r"\1", _UNSHOWN.sub("", " ".join(text.split())))


def wrap(text: str, room: float, most: int) -> tuple[list[str], bool]:
    """A plain line in lines of at most `room` ems, and whether it had to be cut to make `most` of them.

    Lines that end with a word keep the space behind it: so joined they are the text.
    """
    lines: list[str] = []
    start = 0
    while start < len(text):
        end = _end_of_line(text, start, room)
        if len(lines) == most - 1 and end < len(text):
            end = _end_of_line(text, start, room - width(ELLIPSIS))
            return [*lines, text[start:end].rstrip() + ELLIPSIS], True
        lines.append(text[start:end])
        start = end
    return lines, False


def is_right_to_left(text: str) -> bool:
    """Whether the first letter with a direction runs from right to left."""
    return next((d != "L" for c in text if (d := unicodedata.bidirectional(c)) in ("L", "R", "AL")), False)


@cache
def width(character: str) -> float:
    """A character's width in ems."""
    if character in _GIANTS:
        return _GIANTS[character]
    if character.isascii() or "À" <= character <= "ɏ":
        base = unicodedata.normalize("NFD", character)[0]
        return _WIDTHS.get(base, _CAPITAL if base.isupper() else _LETTER)
    category = unicodedata.category(character)
    if category in ("Mn", "Me", "Cf"):
        return 0.1  # nothing, as a rule; but hundreds of them are no single letter
    if unicodedata.east_asian_width(character) in ("W", "F"):
        return 1.15
    if "\U00012000" <= character <= "\U0001254f":  # cuneiform
        return 4.0
    # Long compatibility signs are as wide as what they stand for.
    return max(1.0 if category[0] in "LMS" else 0.7, 0.5 * len(unicodedata.normalize("NFKC", character)))


def _end_of_line(text: str, start: int, room: float) -> int:
    """Where the line that begins at `start` ends: behind a space or a wide character, else inside a word."""
    used, best = 0.0, 0
    for at in range(start, len(text)):
        character = text[at]
        used += width(character)
        if used > room and character != " " and at > start:
            return best or _before_cluster(text, start, at)
        if character == " ":
            best = at + 1
        elif character in "-–—/" or unicodedata.east_asian_width(character) == "W":
            after = text[at + 1 : at + 2]
            best = at + 1 if after and not _joins(after, character) else best
    return len(text)


def _before_cluster(text: str, start: int, at: int) -> int:
    """The last place not after `at` where a letter is not torn from its accents, or an emoji into its parts."""
    end = at
    while end > start + 1 and _joins(text[end], text[end - 1]):
        end -= 1
    return end if end > start + 1 else at


def _joins(character: str, before: str) -> bool:
    return (
        before == "\u200d"
        or "\U0001f3fb" <= character <= "\U0001f3ff"
        or unicodedata.category(character) in ("Mn", "Me", "Mc", "Cf")
    )
