"""Spans of a text, and whether an offset is in one of them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from operator import itemgetter

Span = tuple[int, int]


def lies_in(at: int, spans: Sequence[Span]) -> bool:
    """Whether an offset is in one of the spans, which are in order; a span ends before its second offset."""
    index = bisect_right(spans, at, key=itemgetter(0)) - 1
    return index >= 0 and at < spans[index][1]
