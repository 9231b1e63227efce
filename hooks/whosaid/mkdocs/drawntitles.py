"""Titles that a snippet or a macro brings into a page, which are known only when it is drawn.

Other pages show them, in cards, the ledger and notes. So the pages that may have one are drawn first.
"""

from __future__ import annotations

import re
from html import unescape
from typing import Final

from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page as MkDocsPage

from ..base.model import Page
from ..ledger.withheld import with_titles
from ..render import BuildState

_FIRST_LEVEL: Final = re.compile(r"^[ \t>]*#(?!#)|^=+[ \t]*$", re.MULTILINE)


class DrawnTitles:
    """The titles found during one build. `waiting`: pages with statements and no title in their text, not yet drawn."""

    def __init__(self, state: BuildState) -> None:
        self.state = state
        self.waiting: set[str] = set()
        self.found: dict[str, str] = {}

    def draw_first(self, files: Files) -> None:
        """Move these pages to the front; MkDocs draws pages in this order, and writes them in another."""
        annotated = (self.state.ledger.files[path] for path, found in self.state.ledger.statements.items() if found)
        self.waiting = {page.path for page in annotated if not _has_title(page)}
        if self.waiting:
            for file in [file for file in files if file.src_uri not in self.waiting]:
                files.remove(file)
                files.append(file)

    def learn(self, page: MkDocsPage, html: str) -> bool:
        """Note the title of a page; True once all these pages are drawn, so that the ledger has their titles."""
        path = page.file.src_uri
        if path not in self.waiting:
            return False
        self.waiting.remove(path)
        if "<h1" in html:
            self.found[path] = unescape(str(page.title))
        if self.waiting or not self.found:
            return False
        self.state.show(with_titles(self.state.ledger, self.found))
        return True


def _has_title(page: Page) -> bool:
    return bool(page.meta.get("title") or (page.headings and _FIRST_LEVEL.search(page.text, page.body_at)))
