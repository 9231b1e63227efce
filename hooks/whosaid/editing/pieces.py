"""A text that is changed step by step, which knows all the time what was changed of the first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .edits import Edit

_Piece = tuple[int, int] | str  # a span of the first text, or what is new


class Pieces:
    """A text as a row of pieces of the first one, with new pieces between them."""

    def __init__(self, text: str) -> None:
        self.first = self.text = text
        self._pieces: list[_Piece] = [(0, len(text))]

    def change(self, edits: Sequence[Edit], text: str) -> None:
        """Make edits whose offsets are those of the text as it is now; `text` is the result."""
        done, pieces = 0, list[_Piece]()
        for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
            pieces += [*self._between(done, edit.start), *([edit.text] if edit.text else [])]
            done = edit.end
        self._pieces = [*pieces, *self._between(done, len(self.text))]
        self.text = text

    def _between(self, start: int, end: int) -> Iterator[_Piece]:
        at = 0
        for piece in self._pieces:
            size = len(piece) if isinstance(piece, str) else piece[1] - piece[0]
            left, right = max(start - at, 0), min(end - at, size)
            if left < right:
                yield piece[left:right] if isinstance(piece, str) else (piece[0] + left, piece[0] + right)
            at += size

    def edits(self) -> Iterator[Edit]:
        """All that was changed, at offsets of the first text."""
        done, new = 0, ""
        for piece in [*self._pieces, (len(self.first), len(self.first))]:
            if isinstance(piece, str):
                new += piece
                continue
            if new or done < piece[0]:
                yield Edit(done, piece[0], new)
            done, new = piece[1], ""
