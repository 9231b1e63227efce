"""What is found in a text."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Kind = Literal["claim", "quote", "denial"]


class Piece(Struct, frozen=True):
    """Some words of a text and where they stand: offsets in characters."""

    start: int
    end: int
    text: str


class Span(Struct, frozen=True):
    """An attribution: from `start` to `end` what is said, with its cue and its source where these stand beside it.

    `content` is what is said. The cue or the source may be missing: a quotation may go on without either.
    """

    start: int
    end: int
    kind: Kind
    content: Piece
    source: Piece | None = None
    cue: Piece | None = None
