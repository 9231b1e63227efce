"""Embeds generated as an author would write them, and long listings in parts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Final

import msgspec
from msgspec import Struct

from ..base.catalogue import said
from ..base.model import Embed, Item
from ..site.addresses import link_between
from .markdown import link, opening

ROWS: Final = 300  # on one page; longer tables are slow to load and to read


def embed_of(what: str, order: str = "", filters: Mapping[str, Iterable[str]] | None = None) -> Embed:
    """An embed that is in no text; the values of its filters are site-wide names."""
    items = {key: tuple(Item(value, 0) for value in values) for key, values in (filters or {}).items()}
    return Embed(what, order=order, filters=items)


def show(embed: Embed, text: str, here: str, there: str) -> str:
    """The link on the page `here` that shows an embed, and leads to more of it."""
    parts = [
        f"show {embed.most or ''}".rstrip(),
        embed.what,
        f"from {embed.start}" if embed.start > 1 else "",
        f"by {embed.order}" if embed.order else "",
        f"with {_filters(embed, here)}" if embed.filters else "",
    ]
    return link(text, here, there, " ".join(filter(None, parts)))


def _filters(embed: Embed, here: str) -> str:
    return " and ".join(
        f"{key}: {', '.join(_value(key, item.text, here) for item in items)}" for key, items in embed.filters.items()
    )


def _value(key: str, name: str, here: str) -> str:
    """A site-wide name as written on this page: an article, `page.md#id`, the `id` of a source of the site, a term."""
    if key == "article":
        return link_between(here, name)
    page, hash_, id_ = name.rpartition("#")
    return link_between(here, page, id_) if hash_ else name


class Listing(Struct, frozen=True, dict=True):
    """Rows on a page and, where they are many, on pages of their own that follow it.

    `embed` shows all `count` rows; `text` is the text of its link, which leads to `ledger_page`, the first page of the
    ledger. `section` names the parts of a page with several listings. Parts are in a folder of their own below the
    ledger's, so that no ledger of a page can have the same name.
    """

    path: str
    title: str
    embed: Embed
    count: int
    text: str
    ledger_page: str
    section: str = ""

    @cached_property
    def paths(self) -> list[str]:
        """The page with the first part, then the pages with the others."""
        folder = self.ledger_page.removesuffix(".md")
        name = "/".join(filter(None, (self.section, self.path.removeprefix(f"{folder}/"))))
        return [self.path, *(f"{folder}/part/{number}/{name}" for number in range(2, -(-self.count // ROWS) + 1))]

    def part(self, number: int = 0) -> Iterator[str]:
        """The lines that show one part, counted from 0, with links to those before and after it."""
        embed = msgspec.structs.replace(self.embed, most=ROWS, start=number * ROWS + 1)
        yield from (show(embed, self.text, self.paths[number], self.ledger_page), "")
        steps = [(said("Previous part"), number - 1), (said("Next part"), number + 1)]
        links = (link(text, self.paths[number], self.paths[at]) for text, at in steps if 0 <= at < len(self.paths))
        yield " · ".join(links)

    def further(self) -> Iterator[tuple[str, str]]:
        """The Markdown of the pages after the first, by path."""
        for number, path in enumerate(self.paths[1:], start=1):
            part, parts = number + 1, len(self.paths)
            title = said("{title}, part {part} of {parts}", title=self.title, part=part, parts=parts)
            lines = [*opening(title, search=False), link(said("The first part"), path, self.path), ""]
            lines += self.part(number)
            yield path, "\n".join(lines)
