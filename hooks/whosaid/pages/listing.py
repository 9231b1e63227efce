"""Embeds as an author would write them, and long listings in parts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Final

import msgspec
from msgspec import Struct

from ..base.catalogue import said
from ..base.model import Embed, Item
from ..base.publication import Publication
from ..site.addresses import link_between
from ..words.sentences import apart_in_html
from .contents import Block, Shown, link, paragraph

ROWS: Final = 50  # of a table on one page: with its frame at most 60 kB
CARDS: Final = 24
"""The number of cards on one page, likewise."""


def embed_of(what: str, order: str = "", filters: Mapping[str, Iterable[str]] | None = None) -> Embed:
    """An embed that is in no text; the values of its filters are site-wide names."""
    items = {key: tuple(Item(value, 0) for value in values) for key, values in (filters or {}).items()}
    return Embed(what, order=order, filters=items)


def as_written(embed: Embed, here: str) -> Embed:
    """The embed as an author would write it on the page `here`, relative to which its filters name pages."""
    filters = {
        key: tuple(Item(_value(key, item.text, here), 0) for item in items) for key, items in embed.filters.items()
    }
    return msgspec.structs.replace(embed, filters=filters)


def _value(key: str, name: str, here: str) -> str:
    """A site-wide name as written on this page: an article, `page.md#id`, the `id` of a source of the site, a term."""
    if key == "article":
        return link_between(here, name)
    page, hash_, id_ = name.rpartition("#")
    return link_between(here, page, id_) if hash_ else name


class Listing(Struct, frozen=True, dict=True):
    """Rows or cards on a page and, where they are many, on pages of their own that follow it.

    `embed` shows all `count` rows; `text` is the text of its link, which leads to the first page of the ledger if that
    is published. `section` names the parts of a page with several listings, each of which has only its `share` of the
    rows there. Parts are in a folder of their own below the ledger's, so that no ledger of a page can have the same
    name.
    """

    path: str
    title: str
    embed: Embed
    count: int
    text: str
    publication: Publication
    section: str = ""
    share: int = 1

    @cached_property
    def paths(self) -> list[str]:
        """The page with the first part, then the pages with the others."""
        folder = self.publication.folder
        name = "/".join(filter(None, (self.section, self.path.removeprefix(f"{folder}/"))))
        further = -(-max(0, self.count - self.first) // self.most)
        return [self.path, *(f"{folder}/part/{number}/{name}" for number in range(2, further + 2))]

    @property
    def whole(self) -> str:
        """The path of the first page of the ledger; empty if it is not published."""
        return self.publication.ledger_page if "ledger" in self.publication.outputs else ""

    @property
    def most(self) -> int:
        """How many rows or cards are on one page."""
        return CARDS if self.embed.what == "articles" else ROWS

    @property
    def first(self) -> int:
        """How many of them are on the first page."""
        return self.most // self.share

    def part(self) -> Iterator[Block]:
        """The first part, with a link to the next."""
        first = Part(self, 0)
        text = self.text if self.whole else self.title  # an embed needs a link
        yield Shown(first.embed, link(text, self.whole or self.path))
        if first.steps:
            yield paragraph(apart_in_html(link(text, there) for text, there in first.steps))

    def further(self) -> Iterator[tuple[str, Part]]:
        """The pages after the first, by path."""
        for number, path in enumerate(self.paths[1:], start=1):
            yield path, Part(self, number)


class Part(Struct, frozen=True):
    """One part of a listing, counted from 0. All but the first are pages of their own."""

    listing: Listing
    number: int

    @property
    def path(self) -> str:
        """The page it is on."""
        return self.listing.paths[self.number]

    @property
    def title(self) -> str:
        """The title of a page that shows only this part."""
        part, parts = self.number + 1, len(self.listing.paths)
        return said("{title}, part {part} of {parts}", title=self.listing.title, part=part, parts=parts)

    @property
    def embed(self) -> Embed:
        """What it shows."""
        first, most = self.listing.first, self.listing.most
        if self.number == 0:
            return msgspec.structs.replace(self.listing.embed, most=first)
        return msgspec.structs.replace(self.listing.embed, most=most, start=first + (self.number - 1) * most + 1)

    @property
    def steps(self) -> list[tuple[str, str]]:
        """The words and the paths of links to the parts before and after it."""
        paths = self.listing.paths
        steps = [(said("Previous part"), self.number - 1), (said("Next part"), self.number + 1)]
        if self.number + 2 < len(paths):
            steps.append((said("Last part"), len(paths) - 1))
        return [(text, paths[at]) for text, at in steps if 0 <= at < len(paths)]
