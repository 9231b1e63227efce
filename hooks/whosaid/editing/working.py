"""Changes in the making: the pages as they are after each, and whether each says just what was asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

import msgspec
from msgspec import Struct

from ..base.filefaults import UnreadableFile
from ..base.filenames import SOURCES_FILE
from ..base.model import Page
from ..ledger.loading import read_sources_file
from ..ledger.records import Ledger
from ..read import read_page
from .changes import Change, Refused
from .edits import Edit, edited
from .pieces import Pieces
from .saying import Said

Check = Callable[[str, Said, Said], str]
"""Why a page (its path, what it says before and after) does not say what was asked for; empty if it does."""


class Way(Struct, frozen=True):
    """One way to write a change: the edits by page, the id of what it is about, and what must hold of each page.

    `then`: changes that belong to it and are made after it.
    """

    edits: Mapping[str, Sequence[Edit]]
    id: str
    check: Check
    then: Sequence[Change] = ()


class Working:
    """The pages of a site, as they are after the changes so far."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self._said: dict[str, Said] = {}
        self._pieces: dict[str, Pieces] = {}

    def said(self, path: str) -> Said:
        """What a page says now. Raises Refused if there is no such page."""
        if path not in self._said:
            page = self.ledger.files.get(path)
            if page is None and path == SOURCES_FILE:
                page = Page(path, path, "")
            if page is None:
                raise Refused(f"there is no page “{path}”")
            self._said[path] = Said(page)
        return self._said[path]

    def page(self, path: str) -> Page:
        """A page as it is now."""
        return self.said(path).page

    def make(self, way: Way) -> str:
        """Make a change; why that is not possible, or nothing: then nothing is changed."""
        after: dict[str, Said] = {}
        for path, edits in way.edits.items():
            before = self.said(path)
            if any(isinstance(fault, UnreadableFile) for fault in before.page.faults):
                return f"“{before.page.file}” has characters that are not UTF-8; save it as UTF-8 first"
            if why := _why_not(before.page, edits):
                return why
            after[path] = Said(read_again(before.page, edited(before.page.text, edits)))
            if why := way.check(path, before, after[path]):
                return why
        for path, edits in way.edits.items():
            pieces = self._pieces.setdefault(path, Pieces(self.said(path).page.text))
            pieces.change(edits, after[path].page.text)
        self._said |= after
        return ""

    def edits(self) -> Mapping[str, Sequence[Edit]]:
        """All that was changed, at offsets of the pages as they were at first."""
        made = {path: tuple(pieces.edits()) for path, pieces in self._pieces.items()}
        return {path: edits for path, edits in made.items() if edits}


def _why_not(page: Page, edits: Sequence[Edit]) -> str:
    done = 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        if not done <= edit.start <= edit.end <= len(page.text):
            return "two parts of this change are in each other’s way"
        done = edit.end
    return ""


def read_again(page: Page, text: str) -> Page:
    """A page, or sources.yml, with another text."""
    if page.path == SOURCES_FILE:
        return read_sources_file(msgspec.structs.replace(page, text=text, faults=()))
    return read_page(page.path, page.file, text, page.site_language)


_IN_WORDS: Final[Mapping[str, str]] = {
    "mark-in-html": "they are in an element of HTML, where a mark is not drawn",
    "malformed-mark": "a bracket in these words, or beside them, would break the mark",
    "mark-without-words": "there are no words in it to mark",
    "link-in-mark": "there is a link in it or around it, and a mark can have none",
    "unclosed-fence": "a fence of code in it has no end",
    **dict.fromkeys(("stray-closing", "unclosed-block"), "a line that begins with /// would end or begin a block"),
    "option-after-blank": "it would be read as an option; begin it with other words",
    "two-on-one-line": "a value in it would be read as two options",
    "not-drawn": "a mark in it would not be drawn there",
    "incomplete-source": "a source needs a type, and a name or what it is described as",
}
"""What would be wrong, by the kind of the fault."""


def more_faults(said: Said, other: Said) -> set[str]:
    """The kinds of what is wrong with another version of a page and not with this one.

    A top that is the same in both does not count: some of it is wrong only since the page has statements.
    """
    top = said.page.text[: said.page.body_at]
    start = len(top) if top == other.page.text[: other.page.body_at] else 0
    more = other.faults_from(start) - said.faults_from(start)
    return {str(fault[0]) for fault in more if isinstance(fault, tuple)}


def new_faults(before: Said, after: Said) -> str:
    """What would be wrong that was not wrong before, in words; empty if nothing."""
    kinds = more_faults(before, after)
    if known := [words for kind, words in _IN_WORDS.items() if kind in kinds]:
        return known[0]
    return f"the check would then find: {', '.join(sorted(kinds)).replace('-', ' ')}" if kinds else ""
