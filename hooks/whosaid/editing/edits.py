"""Changes to a text: what is put in place of which characters. Nothing else of the text is touched."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct


class Edit(Struct, frozen=True):
    """`text` in place of the characters from `start` to `end`; an insertion if these are the same."""

    start: int
    end: int
    text: str


def edited(text: str, edits: Iterable[Edit]) -> str:
    """The text with all edits made. Offsets are those of the text as given; edits do not overlap.

    Of several insertions at one place, the one given first comes first; all of them come before a replacement there.
    """
    pieces, done = [], 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        pieces += [text[done : edit.start], edit.text]
        done = edit.end
    return "".join([*pieces, text[done:]])
