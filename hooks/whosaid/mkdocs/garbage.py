"""Python's collector of garbage runs when a preview is idle, not while an author waits for a page.

It would look through all that was read, several times in each build, which takes a third of the time of a save.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from threading import Timer
from typing import Any, Final

_IDLE: Final = 1.0
"""Seconds after a build: by then a browser has its page."""


class Garbage:
    """What builds leave behind. `lock` is held while something is built or drawn."""

    def __init__(self, lock: AbstractContextManager[Any]) -> None:
        self.lock = lock
        self._is_due = False

    def spare_what_stays(self) -> None:
        """After the first build: leave alone what it has read, most of which stays for all others."""
        gc.collect()
        gc.freeze()

    @contextmanager
    def collected_later(self) -> Iterator[None]:
        """Do not collect in the meantime, but soon after."""
        gc.disable()
        try:
            yield
        finally:
            if not self._is_due:
                self._is_due = True
                timer = Timer(_IDLE, self._collect)
                timer.daemon = True
                timer.start()

    def _collect(self) -> None:
        with self.lock:
            self._is_due = False
            gc.collect()
            gc.enable()
