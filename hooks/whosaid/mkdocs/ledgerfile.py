"""The file of a generated page that the theme draws, as other plug-ins see it: a page of the docs folder.

Its Markdown is its front matter and a mark, in the place of which the page is drawn (drawing.py). Not even that is made
before somebody reads it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Final

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, InclusionLevel

from ..base.catalogue import in_language, language, said
from ..pages import IndexPage

MARK: Final = '<h1 class="ann-sheet"></h1>'


class LedgerFile(File):
    """A page; `index` is what is drawn on it, None for the page that the theme draws for many others (shells.py)."""

    index: IndexPage | None

    def __init__(self, path: str, index: IndexPage | None, config: MkDocsConfig) -> None:
        not_in_nav = InclusionLevel.NOT_IN_NAV  # a site's nav may list it
        super().__init__(path, None, config.site_dir, config.use_directory_urls, inclusion=not_in_nav)
        self.index = index
        self._language = language()

    @property
    def content_string(self) -> str:
        """The Markdown that other plug-ins get, and may replace."""
        return super().content_string if self._content is not None else self._markdown()

    @content_string.setter
    def content_string(self, text: str) -> None:
        self._content = text

    @property
    def content_bytes(self) -> bytes:
        """The same, encoded."""
        return self.content_string.encode()

    @content_bytes.setter
    def content_bytes(self, text: bytes) -> None:
        self._content = text

    def _markdown(self) -> str:
        with in_language(self._language):
            title = self.index.make().title if self.index is not None else said("Ledger")
        is_found = self.index is not None and self.index.is_found
        return "\n".join([*_front_matter(title, is_found=is_found), "", MARK, ""])


def _front_matter(title: str, *, is_found: bool) -> Iterator[str]:
    yield from ("---", f"title: {json.dumps(' '.join(title.split()), ensure_ascii=False)}", "hide: [navigation, toc]")
    if not is_found:
        yield from ("search:", "  exclude: true")
    yield "---"
