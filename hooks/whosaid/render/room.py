"""Whether closed notes have room for all of their words beside a paragraph, estimated from numbers of letters.

A closed note is a line, from which less important words are left out if it is too long. Beside a long paragraph with
few notes they need not be: there, notes may have several lines. The numbers hold for wide fonts in notes and for narrow
ones in the text, so that the notes are never taller than their paragraph.
"""

from __future__ import annotations

import xml.etree.ElementTree as etree
from collections.abc import Iterable
from math import ceil
from typing import Final

from ..words.told import Closed

_RUNNING_TEXT: Final = frozenset(("p", "ul", "ol", "blockquote"))
_LETTERS_IN_LINE: Final = 92  # of the text, at most
_LETTERS_IN_ROW: Final = 38  # of a note, at least
_SIGNS_IN_ROW: Final = 6
# Heights in rem.
_LINE: Final = 1.28
_ROW: Final = 0.86
_AROUND_NOTE: Final = 0.25
_SIGNS: Final = 1.25
_ABOVE_NOTES: Final = 0.6


def has_room(block: etree.Element, notes: Iterable[Closed]) -> bool:
    """Whether these notes are no taller than the block, with all of their words."""
    if block.tag not in _RUNNING_TEXT:
        return False
    signs, height = 0, _ABOVE_NOTES
    for note in notes:
        if note.is_quiet:
            signs += 1
        else:
            height += _AROUND_NOTE + _ROW * ceil(note.letters / _LETTERS_IN_ROW)
    height += _SIGNS * ceil(signs / _SIGNS_IN_ROW)
    return height <= _LINE * sum(map(len, block.itertext())) / _LETTERS_IN_LINE
