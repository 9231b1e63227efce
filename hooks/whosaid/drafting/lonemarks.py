"""Quotation marks at the edges of words: those whose partner stands elsewhere do not belong to the words."""

from __future__ import annotations

import re
from typing import Final

from ..detect.quotationmarks import Quotation, quotations

_CLOSING: Final = {
    **{'"': '"”', "“": '”"', "”": "”", "„": '“”"', "«": "»", "»": "«»", "‹": "›", "›": "‹›"},
    **{"‘": "’'", "‚": "‘’", "'": "'’"},
}
"""What closes a mark, in one language or another."""
_MARKS: Final = frozenset("“”„«»‹›‘‚")
"""These are nothing else: a straight mark may stand for inches, `'` and `’` for letters that are left out."""
_OPENING_SINGLE: Final = re.compile(r"(?<!\w)[‘'](?=[\w“\"…])")
_SENTENCE_ENDS: Final = frozenset(".,!?…")
_DOUBLED: Final = ("''", "``")


class LoneMarks:
    """Finds the quotation marks of a text that are alone in some of its words."""

    def __init__(self, text: str) -> None:
        self.text = text
        found = quotations(text)
        self._starts = {one.start: one for one in found}
        self._ends = {one.end: one for one in found if self._closing(one)}

    def at_start(self, start: int, end: int) -> int:
        """The length of a mark at the start of these words that nothing in them closes."""
        mark = self.text[start]
        if quotation := self._starts.get(start):
            is_whole = quotation.end <= end and self._closing(quotation)
            return 0 if is_whole else 1 + self.text.startswith(_DOUBLED, start)
        return int(mark in _MARKS and not any(sign in self.text[start + 1 : end] for sign in _CLOSING[mark]))

    def at_end(self, start: int, end: int) -> int:
        """The length of a mark at the end of these words that nothing in them opens."""
        mark, words = self.text[end - 1], self.text[start : end - 1]
        if quotation := self._ends.get(end):
            return self._closing(quotation) if quotation.start < start else 0
        if mark in "'’":
            return int(words[-1:] in _SENTENCE_ENDS and not _OPENING_SINGLE.search(words))
        return int(mark in _MARKS and not any(mark in _CLOSING.get(sign, "") for sign in words))

    def _closing(self, quotation: Quotation) -> int:
        """The length of the mark that closes a quotation; 0 for one that ends with its paragraph."""
        if quotation.end - quotation.start > len(_DOUBLED) and self.text.endswith(_DOUBLED, 0, quotation.end):
            return 2
        is_closed = self.text[quotation.end - 1] in _CLOSING.get(self.text[quotation.start], "'")
        return int(is_closed and quotation.end - quotation.start > 1)
