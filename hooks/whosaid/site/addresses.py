"""Where things are on the built site: what the ledger does not know and every link from outside needs."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from functools import lru_cache
from urllib.parse import quote, urljoin

from msgspec import Struct, field

from ..base.vocabulary import MARKDOWN_SUFFIXES
from ..ledger.records import Statement


def stem_of(path: str) -> str:
    """A page's path without the ending of Markdown files: what files about it are named after."""
    stem, suffix = posixpath.splitext(path)
    return stem if suffix in MARKDOWN_SUFFIXES else path


def link_between(here: str, there: str, id_: str = "") -> str:
    """A page, or a statement on it, as a link on another page names it: relative and percent-encoded."""
    link = quote(posixpath.relpath(there, posixpath.dirname(here) or "."))
    return f"{link}#{id_}" if id_ else link


def note_id(statement: Statement) -> str:
    """The element a mark's details refer to. The colon keeps it apart from every id an author can write."""
    return f"note:{statement.id}"


def mark_id(statement: Statement, part: int = 0) -> str:
    """The statement's marked words; `part` counts the parts of its mark from 0."""
    return f"claim:{statement.id}:{part + 1}" if part else f"claim:{statement.id}"


def root_of(address: str | None) -> str:
    """The address of a site as its root: links are joined to it, so that it ends in a slash."""
    return f"{address.rstrip('/')}/" if address else ""


class Site(Struct, frozen=True):
    """The built site. `root` is its absolute address, as `root_of` gives it; empty where it is not known.

    `pages` are the addresses of pages by path, relative to the root and percent-encoded, as a builder gives them.
    Without them a page `a/b.md` is at `a/b/`, which is where MkDocs puts it unless it is told otherwise. `feed_id` is
    what its feeds are known by, whatever its name and address.
    """

    name: str = ""
    root: str = ""
    pages: Mapping[str, str] = field(default_factory=dict)
    feed_id: str = ""

    def address(self, path: str, id_: str = "") -> str:
        """Where a page, or a statement on it, is: relative to the site's root, percent-encoded."""
        address = self.pages.get(path)
        if address is None:
            stem = stem_of(path)
            folder, name = posixpath.split(stem)
            if stem == path:
                address = quote(path)
            elif name in ("index", "README"):
                address = f"{quote(folder)}/" if folder else "./"
            else:
                address = f"{quote(stem)}/"
        return f"{address}#{id_}" if id_ else address

    def absolute(self, path: str, id_: str = "") -> str:
        """The same with the site's root, as far as it is known."""
        address = self.address(path, id_)
        return urljoin(self.root, address) if self.root else address

    def link(self, here: str, there: str, id_: str = "") -> str:
        """What a file of the site can name a page by: its absolute address, or, without a root, as seen from there."""
        return self.absolute(there, id_) if self.root else self.relative(here, there, id_)

    def relative(self, here: str, there: str, id_: str = "") -> str:
        """The same as seen from another page."""
        link = _between(self.address(here), self.address(there))
        return f"{link}#{id_}" if id_ else link


@lru_cache(1024)  # a page links mostly to itself, and then to a few others
def _between(here: str, there: str) -> str:
    start = here if here.endswith("/") else posixpath.dirname(here)
    link = posixpath.relpath(there, start or ".")
    return f"{link}/" if there.endswith("/") and not link.endswith("/") else link
