"""The statements of pages that were joined before, in a preview: the very same objects, with all that is known of them.

A page's statements depend on the page and on the site's sources alone. What was found out about one (its words, its
route) then need not be found out again, and whoever compares two ledgers sees at once what is the same.
"""

from __future__ import annotations

from collections.abc import Container, Mapping

from ..base.model import Page, Source
from .records import Statement


class KeptStatements:
    """Statements by the path of their page, with the page; only of pages in whose statements there is no fault."""

    def __init__(self) -> None:
        self._sources: Mapping[str, Source] = {}
        self._pages: dict[str, tuple[Page, tuple[Statement, ...]]] = {}

    def begin(self, pages: Container[str], sources: Mapping[str, Source]) -> None:
        """Before a ledger of these pages and sources: forget what is not theirs."""
        is_same = [*map(id, self._sources.values())] == [*map(id, sources.values())]
        self._pages = {path: kept for path, kept in self._pages.items() if path in pages} if is_same else {}
        self._sources = sources

    def find(self, page: Page) -> tuple[Statement, ...]:
        """The statements of this page; none if they are not known."""
        kept = self._pages.get(page.path)
        return kept[1] if kept is not None and kept[0] is page else ()

    def keep(self, page: Page, statements: tuple[Statement, ...]) -> None:
        """Keep the statements of a page."""
        self._pages[page.path] = page, statements
