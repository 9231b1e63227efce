"""Addresses on the built site, which the ledger does not know and links from outside need."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Final
from urllib.parse import quote, urljoin

from markupsafe import Markup
from msgspec import Struct, field

from ..base.filenames import MARKDOWN_SUFFIXES
from ..ledger.records import Statement


@lru_cache(1024)  # asked for each statement of a page
def stem_of(path: str) -> str:
    """A page's path without its Markdown suffix; files about the page are named after it."""
    stem, suffix = posixpath.splitext(path)
    return stem if suffix in MARKDOWN_SUFFIXES else path


def link_between(here: str, there: str, id_: str = "") -> str:
    """A link from one page to another, or to a statement on it: relative and percent-encoded."""
    link = quote(posixpath.relpath(there, posixpath.dirname(here) or "."))
    return f"{link}#{id_}" if id_ else link


_PLACE: Final = re.compile("\0([^\0]*)\0")  # signs that no page can have in its text


def place_of(path: str) -> str:
    """The address of a page in HTML of which is not known yet on which page it stands (`placed`)."""
    return f"\0{path}\0"


def placed(piece: Markup, address: Callable[[str], str]) -> Markup:
    """HTML with the addresses that the pages in it have from where it stands."""
    parts = _PLACE.split(piece)
    parts[1::2] = map(address, parts[1::2])
    return Markup("".join(parts))


def note_id(statement: Statement) -> str:
    """The id of a statement's note. The colon distinguishes it from every id an author can write."""
    return f"note:{statement.id}"


def mark_id(statement: Statement, part: int = 0) -> str:
    """The id of the statement's marked words; `part` counts the parts of its mark from 0."""
    return f"claim:{statement.id}:{part + 1}" if part else f"claim:{statement.id}"


def root_of(address: str | None) -> str:
    """The address of a site with a final slash, so that links can be joined to it; empty if there is none."""
    return f"{address.rstrip('/')}/" if address else ""


class Site(Struct, frozen=True):
    """The built site. `root` is its absolute address, as `root_of` returns it; empty if unknown.

    `pages` are the addresses of pages by path, relative to the root and percent-encoded, as the builder provides them.
    Without them, a page `a/b.md` is at `a/b/`, the default of MkDocs. `feed_id` identifies its feeds, independently of
    its name and address.
    """

    name: str = ""
    root: str = ""
    pages: Mapping[str, str] = field(default_factory=dict)
    feed_id: str = ""

    def address(self, path: str, id_: str = "") -> str:
        """The address of a page, or of a statement on it: relative to the site's root, percent-encoded."""
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
        """The absolute address, or the relative one if the site's root is unknown."""
        address = self.address(path, id_)
        return urljoin(self.root, address) if self.root else address

    def link(self, here: str, there: str, id_: str = "") -> str:
        """A link from a file of the site to a page: the absolute address, or a relative one if the root is unknown."""
        return self.absolute(there, id_) if self.root else self.relative(here, there, id_)

    def relative(self, here: str, there: str, id_: str = "") -> str:
        """The address relative to another page."""
        link = _between(_folders(self.address(here)), self.address(there))
        return f"{link}#{id_}" if id_ else link

    def from_page(self, here: str) -> Callable[[str], str]:
        """A function that says the addresses of others relative to this page."""
        start = _folders(self.address(here))
        return lambda there: _between(start, self.address(there))


@lru_cache(16)  # a page links to many others
def _folders(address: str) -> tuple[str, ...]:
    """The folders that an address is in."""
    return tuple(address.removeprefix("./").split("/")[:-1])


def _between(start: tuple[str, ...], there: str) -> str:
    """An address relative to some folders. It is what `posixpath.relpath` says, which takes ten times as long."""
    end = there.removeprefix("./")
    if not start or not end.startswith(start[0]):
        return "../" * len(start) + end or "./"
    parts = end.split("/")
    same, most = 0, min(len(start), len(parts) - 1)
    while same < most and start[same] == parts[same]:
        same += 1
    return "../" * (len(start) - same) + "/".join(parts[same:]) or "./"
