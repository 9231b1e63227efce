"""The unit of an export: a file whose text comes in pieces."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import chain

from msgspec import Struct


class Export(Struct, frozen=True):
    """One file: its path on the site, and a function that returns its text in pieces, from the start at each call."""

    path: str
    pieces: Callable[[], Iterable[str]]


def with_bom(export: Export) -> Export:
    """The file with a byte order mark, by which spreadsheets recognize UTF-8."""
    return Export(export.path, lambda: chain(["\ufeff"], export.pieces()))
