"""HTML files, which a builder publishes unchanged: what must not be in them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ..base.faults import ReadingFault
from ..base.filefaults import CommentInHtml
from ..base.model import Page
from ..base.patterns import pattern
from .found import Found
from .hiddenmarks import find_hidden, raw_links

_COMMENT: Final = pattern(r"<!--(?!\[if\b|<!\[)")  # conditional comments are instructions to old browsers, not notes


def read_html(path: str, file: str, text: str) -> Page:
    """Read the HTML file at `path` (relative to the docs folder), shown to the author as `file`."""
    return Page(path, file, text, faults=tuple(_faults(text)))


def _faults(text: str) -> Iterator[ReadingFault]:
    comments = list(_COMMENT.finditer(text))
    if comments:
        at = comments[0].start()
        end = text.find("-->", at)
        yield CommentInHtml(at, text[at : end + 3] if end >= 0 else text[at:], detail=str(len(comments)))
    yield from raw_links(text, 0)
    found = Found()
    find_hidden(text, 0, len(text), "an HTML file", found)
    yield from found.faults
