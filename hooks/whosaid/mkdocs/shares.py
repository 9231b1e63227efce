"""Pages drawn in shares, by several processes or machines: which are whose, and what is left behind beside the files.

Whoever draws a page writes its file. What else comes of it has to reach whoever goes on with the site: the entries of
the search, and what was logged. To bring back something more, add a field to `Left`, and a line to both functions.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from mkdocs.config.defaults import MkDocsConfig
from msgspec import Struct, field

from .logged import logged
from .searchentries import Entries, entries_of

_RUNS: Final = 8


def shares_of(number: int, parts: int) -> list[list[int]]:
    """The positions in each of so many shares of a number of things.

    Neighbours stay together, since what is known of one is of use for the next; yet each share has some of the first
    things and some of the last, which often cost more or less than others.
    """
    run = max(1, number // (parts * _RUNS))
    dealt = [range(start, min(start + run, number)) for start in range(0, number, run)]
    return [[place for one in dealt[part::parts] for place in one] for part in range(parts)]


class Left(Struct):
    """What drawing leaves behind: the `entries` it has added to the search, and the `messages` of the builder."""

    entries: Entries = field(default_factory=list)
    messages: list[logging.LogRecord] = field(default_factory=list)


@contextmanager
def leaving(config: MkDocsConfig) -> Iterator[Left]:
    """What is left behind by what is drawn in the meantime; known at the end."""
    left, entries = Left(), entries_of(config)
    before = len(entries)
    with logged() as messages:
        yield left
    left.entries, left.messages = entries[before:], messages


def take_up(left: Left, config: MkDocsConfig) -> None:
    """Add it to the build of this process, in which that was not drawn."""
    entries_of(config).extend(left.entries)
    log_again(left.messages)


def log_again(messages: Sequence[logging.LogRecord]) -> None:
    """Log what was logged elsewhere; a strict build counts it here."""
    for message in messages:
        logging.getLogger(message.name).handle(message)
