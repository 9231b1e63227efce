"""A fix: the edits that mend what a rule found, with a title for the author; and how the common ones are made."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from msgspec import Struct

from ..base.model import Page
from ..editing.edits import Edit


class Fix(Struct, frozen=True):
    """Edits of a page's text, and what they do, as said to an author: “Write “bridge” instead of “brigde””.

    `safe`: nothing but the form changes, so that `whosaid check --fix` makes it without asking.
    """

    title: str
    edits: tuple[Edit, ...]
    safe: bool = False


class PlacedEdit(Struct, frozen=True):
    """An edit with its places as a report has them: lines and columns from 1, the end behind the last character."""

    line: int
    column: int
    end_line: int
    end_column: int
    text: str


class PlacedFix(Struct, frozen=True):
    """A fix as a report has it."""

    title: str
    safe: bool
    edits: list[PlacedEdit]


class Written(Protocol):
    """A fault that says which text is wrong."""

    @property
    def at(self) -> int: ...
    @property
    def text(self) -> str: ...


def write_instead(page: Page, fault: Written, right: str) -> Iterator[Fix]:
    """The right word in place of the faulty text; nothing if there is none, or if the text is not shown as it is."""
    if right and right != fault.text and page.text.startswith(fault.text, fault.at):
        title = f"Write “{right}” instead of “{fault.text}”"
        yield Fix(title, (Edit(fault.at, fault.at + len(fault.text), right),))


def remove_line(page: Page, at: int, title: str) -> Iterator[Fix]:
    """Without the line at an offset."""
    yield Fix(title, (Edit(line_start(page.text, at), min(line_end(page.text, at) + 1, len(page.text)), ""),))


def line_start(text: str, at: int) -> int:
    """The start of the line at an offset."""
    return text.rfind("\n", 0, at) + 1


def line_end(text: str, at: int) -> int:
    """The end of the line at an offset, before its newline."""
    end = text.find("\n", at)
    return end if end >= 0 else len(text)
