"""An .odt document as an article, with its comments, read by odfpy: inserted text counts, deleted text does not."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, Final

from odf import teletype
from odf.element import Text
from odf.opendocument import load

from .paragraphs import NOTED, Paragraph, article_of
from .textfiles import Article, CannotDraft

_APART: Final = frozenset(("annotation", "annotation-end", "note", "tracked-changes", "frame"))
"""What stands inside the text without being part of it."""


def read_odt(content: bytes) -> Article:
    """The article in a document; raises CannotDraft."""
    try:
        document = load(io.BytesIO(content))
        found = list(_paragraphs(document.text))
    except Exception:  # whatever is wrong inside a document, which has many names
        raise CannotDraft("it is damaged; open it and save it again") from None
    return article_of(found, {})


def _paragraphs(node: Any) -> Iterator[Paragraph]:  # odfpy has no types
    for child in node.childNodes:
        name = child.qname[1] if hasattr(child, "qname") else ""
        if name in ("h", "p"):
            comments = [" ".join(_words(p) for p in _named(one, "p")) for one in _named(child, "annotation")]
            level = min(int(child.getAttribute("outlinelevel") or 1), 6) if name == "h" else 0
            kind = f"h{level}" if level else "item" if node.qname[1] == "list-item" else "text"
            footnotes = [_footnote(note) for note in _named(child, "note")]
            yield Paragraph(kind, _words(child), comments, footnotes)
        elif name and name not in _APART:
            yield from _paragraphs(child)


def _words(node: Any) -> str:
    """The text of a node, without what stands apart from it."""
    for child in [*node.childNodes]:
        if hasattr(child, "qname") and child.qname[1] in _APART:
            if child.qname[1] == "note":
                node.insertBefore(Text(NOTED), child)
            node.removeChild(child)
    return str(teletype.extractText(node))


def _footnote(note: Any) -> str:
    return " ".join(_words(paragraph) for body in _named(note, "note-body") for paragraph in _named(body, "p"))


def _named(node: Any, name: str) -> Iterator[Any]:
    for child in node.childNodes:
        if hasattr(child, "qname"):
            if child.qname[1] == name:
                yield child
            else:
                yield from _named(child, name)
