"""What an article's file says, as plain text, whatever its encoding; what is no text is refused in words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from msgspec import Struct

from ..editing.pagefiles import decoded
from ..read import normalised


class CannotDraft(ValueError):
    """Why a file cannot be drafted, and what to do, in words."""


class Note(Struct, frozen=True):
    """A comment in a document: where it stands in the text, and what it says."""

    at: int
    text: str


class Article(Struct, frozen=True):
    """The text of a file and, in `remarks`, what its author should know of how it was read.

    `known` are keys of front matter that the file gives. Plain text has single newlines as line ends.
    """

    text: str
    remarks: Sequence[str] = ()
    is_markdown: bool = False
    known: Mapping[str, str] = {}
    notes: Sequence[Note] = ()


_MOST: Final = 20_000_000  # bytes
_CONTROL: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_NO_TEXT: Final = "it is not a text; save the article as plain text, HTML, .docx or .odt"
_FEW: Final = 100  # one control character in so many characters is no text


def read_plain(content: bytes) -> Article:
    """The text of a file that should be plain text; raises CannotDraft."""
    if len(content) > _MOST:
        raise CannotDraft(f"it has {len(content):,} bytes, which no article has; draft its parts one by one")
    text, is_guess = decoded(content)
    if is_guess and b"\0" in content:
        raise CannotDraft(_NO_TEXT)
    remarks = ["It is not UTF-8 and was read as Windows-1252: look at its accents."] if is_guess else []
    text = normalised(text)
    controls = _CONTROL.findall(text)
    if len(controls) * _FEW > len(text):
        raise CannotDraft(_NO_TEXT)
    if controls:
        text = _CONTROL.sub("", text)
        remarks = [*remarks, f"Control characters were left out, since no page can show them: {len(controls)}."]
    if not text.strip():
        raise CannotDraft("it is empty")
    return Article(text, remarks)
