"""What the desk has changed since the preview was started, so that it can be undone."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from msgspec import Struct

from .diskfiles import Replacement, content_of

_MOST: Final = 500  # changes that are remembered


class Change(Struct, frozen=True, eq=False):
    """A change, in words (“mark “the unit had offered””), and what it has replaced."""

    words: str
    replaced: Sequence[Replacement]


class History:
    """The changes of one start of a preview, the last one last."""

    def __init__(self) -> None:
        self._changes: list[Change] = []

    def add(self, change: Change) -> None:
        """Remember a change."""
        self._changes.append(change)
        del self._changes[:-_MOST]

    def remove(self, change: Change) -> None:
        """Forget a change, which is undone."""
        self._changes.remove(change)

    def last_of(self, file: Path) -> Change | None:
        """The last change to a file, if it can be undone: all that it has replaced is as it left it."""
        of_file = (change for change in reversed(self._changes) if any(one.file == file for one in change.replaced))
        change = next(of_file, None)
        if change is None or any(content_of(one.file) != one.after for one in change.replaced):
            return None
        return change
