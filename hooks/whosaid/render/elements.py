"""Elements and HTML made in code, not by Markdown: data is never read as Markdown or HTML.

What no later step of Markdown has to see is written as HTML and stashed (`Piece`), which costs a quarter of elements.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Callable, Iterable
from typing import Final

from markdown.util import AtomicString
from markupsafe import Markup

from ..base.markup import joined

Piece = Markup | etree.Element
"""Finished HTML; or an element, for what Markdown has still to look at: links to other pages, rendered notes."""

Stash = Callable[[Markup], str]
"""Keeps HTML out of Markdown's sight and gives what stands for it: `Markdown.htmlStash.store`."""

_ENTITY: Final = re.compile(r"&(?=#?\w+;)")


def add(
    parent: etree.Element, tag: str, attributes: dict[str, str] | None = None, text: str = "", **more: str
) -> etree.Element:
    """A new last child of `parent`."""
    element = etree.SubElement(parent, tag, attributes or {}, **more)
    if text:
        element.text = literal(text)
    return element


def add_text(parent: etree.Element, text: str) -> None:
    """Text after the last child of `parent`."""
    if len(parent):
        parent[-1].tail = literal((parent[-1].tail or "") + text)
    else:
        parent.text = literal((parent.text or "") + text)


def literal(text: str) -> AtomicString:
    """Text that shows as it is. Python-Markdown would leave what looks like an entity alone."""
    return AtomicString(_ENTITY.sub("&amp;", text))


def fill(parent: etree.Element, pieces: Iterable[Piece], stash: Stash) -> None:
    """Put pieces into an empty element, in this order. Tags may open in one piece and close in another."""
    pending: list[Markup] = []
    last: etree.Element | None = None

    def put() -> None:
        stashed = stash(joined(pending)) if pending else ""
        if last is None:
            parent.text = stashed
        else:
            last.tail = stashed

    for piece in pieces:
        if isinstance(piece, Markup):
            pending.append(piece)
        else:
            put()
            pending.clear()
            parent.append(piece)
            last = piece
    put()
