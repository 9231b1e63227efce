"""What somebody has annotated, whatever file it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from msgspec import Struct, field

from ..base.plain import on_one_line

_SHOWN: Final = 60  # characters of a quote


class UnusableFile(ValueError):
    """Why a file holds no annotations that can be read, in words."""


class Quote(Struct, frozen=True):
    """Words of an article, with what stands before and after them if that is known.

    `start` is where they start in the text of an article, below 0 if that is not known; `within` is a quote that
    contains this one.
    """

    exact: str
    prefix: str = ""
    suffix: str = ""
    start: int = -1
    within: Quote | None = None


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


def shown(text: str) -> str:
    """Words for a message: on one line, in quotation marks, shortened."""
    line = "".join(sign if sign.isprintable() else " " for sign in on_one_line(text))
    return f"“{line[: _SHOWN - 3]}…”" if len(line) > _SHOWN else f"“{line}”"
