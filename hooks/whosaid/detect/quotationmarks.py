"""Where words stand in quotation marks."""

from __future__ import annotations

import re
from typing import Final

from msgspec import Struct

_MARK: Final = re.compile(
    r"(?P<end>\n\s*\n)|(?P<mark>[\"“”„«»]|``|'')|(?P<open>(?<![\w'])[‘'](?=[\w\"“…]))|(?P<close>(?<=[\w.,!?…%)])[’'](?![\w']))"
)
_CLOSING: Final = {"“": "”\"''", '"': '"”', "„": '“”"', "«": "»", "»": "«", "``": "''", "''": "''”", "”": "”"}
_ONLY_OPENS: Final = frozenset("“„")
_LONGEST_SINGLE: Final = 400  # characters between single marks; in longer stretches the mark was an apostrophe


class Quotation(Struct, frozen=True):
    """Words in quotation marks, with the marks; `words` counts them.

    One that nothing closes `is_open`, unless the next paragraph takes it up with another mark.
    """

    start: int
    end: int
    words: int
    is_open: bool = False


def quotations(text: str) -> list[Quotation]:
    """All quotations, in order; none within another. One that nothing closes ends with its line."""
    found: list[Quotation] = []
    opening: re.Match[str] | None = None
    single: re.Match[str] | None = None
    for mark in _MARK.finditer(text):
        if mark["end"]:
            if opening:
                found.append(_unclosed(text, opening.start(), mark))
            opening = single = None
        elif mark["mark"]:
            if opening is None:
                opening = mark if _can_open(text, mark) else None
            elif mark.group() in _CLOSING[opening.group()]:
                found.append(_quotation(text, opening.start(), mark.end()))
                opening = None
            elif mark.group() in _ONLY_OPENS:
                found.append(_unclosed(text, opening.start(), mark))
                opening = mark
        elif opening is None:
            if single and mark["close"] and mark.end() - single.start() <= _LONGEST_SINGLE:
                found.append(_quotation(text, single.start(), mark.end()))
            single = mark if mark["open"] else None
    if opening:
        found.append(_unclosed(text, opening.start(), None))
    return found


def _quotation(text: str, start: int, end: int, *, is_open: bool = False) -> Quotation:
    words = text[start:end].rstrip()
    return Quotation(start, start + len(words), len(words.split()), is_open)


def _unclosed(text: str, start: int, before: re.Match[str] | None) -> Quotation:
    """A quotation without a closing mark, before the end of its paragraph or another opening mark."""
    end = before.start() if before else len(text)
    line = text.find("\n", start, end)
    goes_on = before is not None and text[before.end() : before.end() + 1] in _CLOSING
    return _quotation(text, start, end if line < 0 else line, is_open=not goes_on)


def _can_open(text: str, mark: re.Match[str]) -> bool:
    """Whether a mark opens a quotation: one behind a number is a sign for inches, one before a space closes."""
    before = text[mark.start() - 1 : mark.start()]
    after = text[mark.end() : mark.end() + 1]
    return mark.group() in _ONLY_OPENS or (not before.isalnum() and bool(after.strip()) and mark.group() != "”")
