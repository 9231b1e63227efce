"""Elements and HTML created in code, not by Markdown: data is never parsed as Markdown or HTML.

Content that no later step of Markdown needs is written as HTML and stashed (`Piece`), at a quarter of the cost.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from markdown.util import AtomicString
from markupsafe import Markup

from ..base.catalogue import STOP, ends_in_stop, said
from ..base.markup import joined, without_signs

Piece = Markup | etree.Element
"""Finished HTML, or an element for what Markdown still has to process: links to other pages, rendered notes."""

_SIGN: Final = "\0"  # which no page can have in its text

Stash = Callable[[Markup], str]
"""Stashes HTML and returns its placeholder: `Markdown.htmlStash.store`."""

_ENTITY: Final = re.compile(r"&(?=#?\w+;)")


def add(
    parent: etree.Element, tag: str, attributes: dict[str, str] | None = None, text: str = "", **more: str
) -> etree.Element:
    """Add a new last child to `parent`, and return it."""
    element = etree.SubElement(parent, tag, attributes or {}, **more)
    if text:
        element.text = literal(text)
    return element


def add_text(parent: etree.Element, text: str) -> None:
    """Add text after the last child of `parent`."""
    if len(parent):
        parent[-1].tail = literal((parent[-1].tail or "") + text)
    else:
        parent.text = literal((parent.text or "") + text)


def add_choice(parent: etree.Element, class_: str, name: str, legend: str, choices: Mapping[str, str]) -> None:
    """Add a group of radio buttons, by value with their texts; the first is chosen."""
    fields = add(parent, "fieldset", {"class": class_})
    add(fields, "legend", {}, legend)
    for value, text in choices.items():
        label = add(fields, "label")
        id_ = f"{name.replace('-', '_')}-{value}"
        button = add(label, "input", {"type": "radio", "name": name, "id": id_, "value": value})
        if value == next(iter(choices)):
            button.set("checked", "checked")
        add_text(label, f" {said(text)}")


def literal(text: str) -> AtomicString:
    """Literal text. Python-Markdown alone would not escape what looks like an entity."""
    return AtomicString(without_signs(_ENTITY.sub("&amp;", text)))


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


class Links:
    """Links inside sentences: words are joined as text, in which a sign stands for each, and taken apart again."""

    def __init__(self) -> None:
        self._links: list[Piece] = []

    def put(self, link: Piece) -> str:
        """The sign that stands for a link."""
        self._links.append(link)
        return f"{_SIGN}{len(self._links) - 1}{_SIGN}"

    def pieces(self, text: str, written: Callable[[str], Markup]) -> Iterator[Piece]:
        """The text, as `written`, with its links in their places."""
        stops = False
        for nth, part in enumerate(text.split(_SIGN)):
            if nth % 2:
                link = self._links[int(part)]
                stops = ends_in_stop(link if isinstance(link, str) else "".join(link.itertext()))
                yield link
            else:  # after “Acme Inc.” no second full stop
                yield written(part[1:] if stops and part.startswith(STOP) else part)
