"""Extracts annotation blocks before Markdown reads a page, and puts their notes where Markdown will render them.

Each note's Markdown moves to the end of the page, between two marker paragraphs; a block that stands alone is replaced
with a marker paragraph. `NotesProcessor` turns the markers into elements, which `draw` uses.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from typing import Final

from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor
from msgspec import Struct

from ..base.model import Page

NOTE_TAG = "whosaid-note"
PLACE_TAG = "whosaid-place"


_BLANK_END: Final = re.compile(r"(?:^|\n)[ \t>]*\n\Z")
_BLANK_LINES: Final = re.compile(r"(?:[ \t>]*\n)+")


class Extracted(Struct, frozen=True):
    """A page's text without its blocks. `token` starts every marker, and is not in the author's text."""

    text: str
    token: str


def extract_blocks(page: Page, start: int) -> Extracted:
    """The Markdown of `page` from offset `start`, with markers for the notes and the blocks that stand alone."""
    text = page.text
    token = "whosaid"
    while token in text:
        token += "x"
    marked = {link.id.text for link in page.links if link.place == "text" and not link.file}
    kept: list[str] = []
    notes: list[str] = []
    at = start
    for index, record in enumerate(page.records):
        if record.form != "block" or record.at < at:
            continue
        line = text.rfind("\n", 0, record.at) + 1
        prefix = text[line : record.at]
        kept.append(text[at:line])
        if record.id is not None and record.id.text not in marked:
            kept.append(f"{prefix.rstrip()}\n{prefix}{token}-place-{index}\n{prefix.rstrip()}\n")
        elif not _BLANK_END.search(kept[-1]):
            kept.append(f"{prefix.rstrip()}\n")
        if record.body:
            notes.append(f"\n\n{token}-open-{index}\n\n{record.body}\n\n{token}-close-{index}\n")
        at = min(record.end + 1, len(text))
        if (blank := _BLANK_LINES.match(text, at)) is not None:  # two blank lines would end a footnote
            at = blank.end()
    kept.append(text[at:])
    return Extracted("".join(kept) + "".join(notes), token)


class NotesProcessor(BlockProcessor):
    """Markers to elements: `<whosaid-note n="3">` around a note's blocks, `<whosaid-place n="3">` for a place."""

    def __init__(self, parser: BlockParser) -> None:
        super().__init__(parser)
        self.token = ""

    def test(self, parent: etree.Element, block: str) -> bool:
        return bool(self.token) and block.startswith(self.token)

    def run(self, parent: etree.Element, blocks: list[str]) -> bool:
        marker = re.match(rf"\s*{self.token}-(open|place)-(\d+)\s*$", blocks[0])
        if marker is None:
            return False
        blocks.pop(0)
        if marker[1] == "place":
            etree.SubElement(parent, PLACE_TAG, n=marker[2])
            return True
        close = f"{self.token}-close-{marker[2]}"
        end = next((index for index, block in enumerate(blocks) if block.strip() == close), len(blocks))
        inside = blocks[:end]
        del blocks[: end + 1]
        note = etree.SubElement(parent, NOTE_TAG, n=marker[2])
        self.parser.parseBlocks(note, inside)
        return True
