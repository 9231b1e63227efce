"""What a document consists of, whatever its format, and the same as Markdown that shows exactly its text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from msgspec import Struct

from ..editing.verbatim import verbatim
from .textfiles import Article, CannotDraft, Note

PREFIXES: Final[Mapping[str, str]] = {"item": "- ", "quote": "> ", "text": ""} | {
    f"h{level}": f"{'#' * level} " for level in range(1, 7)
}


NOTED: Final = "\ufffc"
"""Stands in the text of a paragraph for the number of a footnote."""


class Paragraph(Struct, frozen=True):
    """A paragraph of one of PREFIXES, in plain text, with its comments and, for each NOTED in it, a footnote."""

    kind: str
    text: str
    comments: Sequence[str] = ()
    footnotes: Sequence[str] = ()


def article_of(paragraphs: Iterable[Paragraph], known: Mapping[str, str]) -> Article:
    """The article that consists of these paragraphs; raises CannotDraft if there is no text in them."""
    pieces: list[str] = []
    notes: list[Note] = []
    footnotes: list[str] = []
    size = 0
    previous = ""
    for paragraph in paragraphs:
        words = " ".join(paragraph.text.split(" ")).strip()
        if not words:
            continue
        gap = "" if not pieces else "\n" if previous == paragraph.kind == "item" else "\n\n"
        escaped = verbatim(" ".join(words.splitlines()))
        for footnote in paragraph.footnotes:
            footnotes.append(" ".join(footnote.split()))
            escaped = escaped.replace(NOTED, f"[^{len(footnotes)}]", 1)
        piece = f"{gap}{PREFIXES[paragraph.kind]}{escaped}"
        pieces.append(piece)
        size += len(piece)
        notes += [Note(size, comment) for comment in paragraph.comments if comment.strip()]
        previous = paragraph.kind
    if not pieces:
        raise CannotDraft("there is no text in it")
    pieces += [f"\n\n[^{n}]: {verbatim(footnote)}" for n, footnote in enumerate(footnotes, 1)]
    return Article(f"{''.join(pieces)}\n", is_markdown=True, known=known, notes=notes)
