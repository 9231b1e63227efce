"""The entries of the search plug-in, kept for the pages that a preview has not drawn again.

Both search plug-ins, of MkDocs and of Material, add the entries of a page to a list while its theme is applied, and
write the list at the end of a build.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

SEARCH: Final = ("search", "material/search")
"""The names of these plug-ins."""
INDEX: Final = "search/search_index.json"
"""The file that they write."""

_Entries = list[dict[str, Any]]


class SearchEntries:
    """The entries of each page as last drawn, by the page's path, with its address."""

    def __init__(self) -> None:
        self.kept: dict[str, tuple[str, _Entries]] = {}

    def has(self, page: Page) -> bool:
        """Whether the page was drawn before, at the same address."""
        return self.kept.get(page.file.src_uri, ("",))[0] == page.url

    @contextmanager
    def of(self, page: Page, config: MkDocsConfig) -> Iterator[None]:
        """Keep the entries that the page adds in the meantime."""
        entries = _entries(config)
        before = len(entries)
        yield
        self.kept[page.file.src_uri] = page.url, entries[before:]

    def put_back(self, pages: Iterable[Page], config: MkDocsConfig) -> None:
        """Give the plug-in the entries of all these pages, in this order."""
        found = [self.kept[page.file.src_uri][1] for page in pages if self.has(page)]
        _entries(config)[:] = [entry for entries in found for entry in entries]


def _entries(config: MkDocsConfig) -> _Entries:
    for name in SEARCH:
        index = getattr(config.plugins.get(name), "search_index", None)
        for attribute in ("entries", "_entries"):
            if isinstance(entries := getattr(index, attribute, None), list):
                return entries
    return []
