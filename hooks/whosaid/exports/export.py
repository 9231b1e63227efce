"""What an export is made of: files whose text comes in pieces."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import chain

from msgspec import Struct


class Export(Struct, frozen=True):
    """One file: its path on the site, and what gives its text in pieces, from the start each time it is called."""

    path: str
    pieces: Callable[[], Iterable[str]]


def with_bom(export: Export) -> Export:
    """The file with a byte order mark before it, by which spreadsheets know that it is UTF-8."""
    return Export(export.path, lambda: chain(["\ufeff"], export.pieces()))
