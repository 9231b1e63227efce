"""What drawing a page in another process leaves behind beside its file: entries of the search, and what was logged.

It has to reach the process that goes on with the site. To bring back something more, add a field to `Left`, and a line
to both functions.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from mkdocs.config.defaults import MkDocsConfig
from msgspec import Struct, field

from .logged import log_again, logged
from .searchentries import Entries, entries_of


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
