"""Elements made in code, not by Markdown: their text is atomic, so that data is never read as Markdown or HTML."""

from __future__ import annotations

import xml.etree.ElementTree as etree

from markdown.util import AtomicString


def add(
    parent: etree.Element, tag: str, attributes: dict[str, str] | None = None, text: str = "", **more: str
) -> etree.Element:
    """A new last child of `parent`."""
    element = etree.SubElement(parent, tag, attributes or {}, **more)
    if text:
        element.text = AtomicString(text)
    return element


def add_text(parent: etree.Element, text: str) -> None:
    """Text after the last child of `parent`."""
    if len(parent):
        parent[-1].tail = AtomicString((parent[-1].tail or "") + text)
    else:
        parent.text = AtomicString((parent.text or "") + text)
