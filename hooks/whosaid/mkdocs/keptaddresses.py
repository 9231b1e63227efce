"""The addresses of pages that have not changed: MkDocs works out that of each page again in every build."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from mkdocs.structure.pages import Page

from .replaced import SET_ADDRESS, address_replaced

_Address = tuple[str | None, str | None]
"""The whole address of a page, and its part without the site's name."""


class KeptAddresses:
    """Those of the pages of the last build, by the site's address and the page's in it: they depend on nothing else."""

    def __init__(self) -> None:
        self._last: dict[tuple[str | None, str], _Address] = {}
        self._read: dict[tuple[str | None, str], _Address] = {}

    @contextmanager
    def remembered(self) -> Iterator[None]:
        """Let MkDocs have them from here for one `with`."""
        self._last, self._read = self._read, {}
        with address_replaced(lambda page, base: self._set(page, base)):
            yield

    def _set(self, page: Page, base: str | None) -> None:
        key = base, page.url
        if (known := self._last.get(key)) is None:
            SET_ADDRESS(page, base)
            known = page.canonical_url, page.abs_url
        else:
            page.canonical_url, page.abs_url = known
        self._read[key] = known
