"""What somebody has annotated, whatever file it comes from."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from ..editing.quotes import Quote


class UnusableFile(ValueError):
    """Why a file holds no annotations that can be read, in words."""


class Wanted(Struct, frozen=True):
    """An annotation: the words it is about, in one piece or in several, and what it says of them.

    `where` names it for messages: `notes.csv:4`, or `notes.json: annotation 4`. `said` has what is known by name: the
    `kind`, `type`, `note` and `answer`, and options of a statement.
    """

    where: str
    quotes: tuple[Quote, ...]
    said: Mapping[str, str] = field(default_factory=dict)


class Problem(Struct, frozen=True):
    """What was not imported, or not as it was meant; it prints itself."""

    where: str
    message: str

    def __str__(self) -> str:
        return f"{self.where}: {self.message}"
