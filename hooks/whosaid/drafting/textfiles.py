"""What an article's file says, as plain text, whatever its encoding; what is no text is refused in words."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping, Sequence
from typing import Final

from msgspec import Struct

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
_BOMS: Final = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_CONTROL: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_FEW: Final = 100  # one control character in so many characters is no text


def read_plain(content: bytes) -> Article:
    """The text of a file that should be plain text; raises CannotDraft."""
    if len(content) > _MOST:
        raise CannotDraft(f"it has {len(content):,} bytes, which no article has; draft its parts one by one")
    text, remarks = _decoded(content)
    text = normalised(text)
    controls = _CONTROL.findall(text)
    if len(controls) * _FEW > len(text):
        raise CannotDraft("it is not a text; save the article as plain text, HTML, .docx or .odt")
    if controls:
        text = _CONTROL.sub("", text)
        remarks = [*remarks, f"Control characters were left out, since no page can show them: {len(controls)}."]
    if not text.strip():
        raise CannotDraft("it is empty")
    return Article(text, remarks)


def _decoded(content: bytes) -> tuple[str, list[str]]:
    for bom, encoding in _BOMS.items():
        if content.startswith(bom):
            return content.decode(encoding, "replace"), []
    try:
        return content.decode("utf-8"), []
    except UnicodeDecodeError:
        if b"\0" in content:
            raise CannotDraft("it is not a text; save the article as plain text, HTML, .docx or .odt") from None
    return content.decode("cp1252", "replace"), ["It is not UTF-8 and was read as Windows-1252: look at its accents."]
