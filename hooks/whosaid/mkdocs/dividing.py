"""Dividing the files of a site into shares that cost about the same.

A share depends on the paths and their costs alone, so that every process that divides the same site divides it in the
same way. Files are cut into shares in the order of digests of their paths: long and short pages, which often lie in
folders of their own, are mixed, and a new page moves few others from one share to the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from hashlib import blake2b
from typing import Final

from msgspec import Struct

_WRITTEN: Final = re.compile(r"(?P<part>[1-9]\d{0,4})/(?P<parts>[1-9]\d{0,4})")


class Share(Struct, frozen=True):
    """One of several shares, counted from 1: the second of eight is `Share(2, 8)`."""

    part: int
    parts: int

    def __str__(self) -> str:
        return f"{self.part}/{self.parts}"

    def of(self, costs: Mapping[str, int]) -> frozenset[str]:
        """The paths in this share; `costs` are those of all paths, in whatever unit."""
        end, first = sum(costs.values()), 0
        found = set[str]()
        for path in sorted(costs, key=_digest):
            middle = first + costs[path] / 2
            if self.part - 1 <= middle * self.parts / (end or 1) < self.part:
                found.add(path)
            first += costs[path]
        return frozenset(found)


def share_from(written: str) -> Share | None:
    """A share as an author writes it, such as `2/8`; None if that is none."""
    match = _WRITTEN.fullmatch(written)
    share = Share(int(match["part"]), int(match["parts"])) if match else None
    return share if share is not None and share.part <= share.parts else None


class Drawn(Struct):
    """A share that is wanted, and the `folder` in which it is, once it is drawn."""

    share: Share
    folder: str = ""


_wanted: ContextVar[Drawn | None] = ContextVar("share", default=None)


@contextmanager
def only(share: Share) -> Iterator[Drawn]:
    """Let a build inside a `with` draw one share of its site."""
    drawn = Drawn(share)
    token = _wanted.set(drawn)
    try:
        yield drawn
    finally:
        _wanted.reset(token)


def wanted() -> Drawn | None:
    """The share that is wanted of the site; None for the whole."""
    return _wanted.get()


def _digest(path: str) -> tuple[bytes, str]:
    return blake2b(path.encode("utf-8", "surrogatepass"), digest_size=8).digest(), path
