"""Elements made in code, not by Markdown: their text is atomic, so that data is never read as Markdown or HTML."""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from typing import Final

from markdown.util import AtomicString

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
