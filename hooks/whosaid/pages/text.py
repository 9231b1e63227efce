"""Markdown written by code: any text as text, links between pages, and long listings in parts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Final

from msgspec import Struct

from ..addresses import link_between

ROWS: Final = 300  # on one page; a longer table is slow to load and to read

_SIGNS: Final = re.compile(r"[^\w\s.,;?%/’“”„«»…–—]|\b\d+\.|_")


def escape_markdown(text: str) -> str:
    """Text in which Markdown sees no markup: every sign it could mean something is written as its number."""
    line = " ".join(text.split())
    return _SIGNS.sub(lambda sign: "".join(c if c.isalnum() else f"&#{ord(c)};" for c in sign.group()), line)


def front_matter(title: str, *, search: bool) -> Iterator[str]:
    """The lines at the top of a page; `search`: whether its words are found."""
    yield from ("---", f"title: {json.dumps(' '.join(title.split()), ensure_ascii=False)}", "hide: [navigation, toc]")
    if not search:
        yield from ("search:", "  exclude: true")
    yield from ("---", "")


def link(text: str, here: str, there: str, title: str = "") -> str:
    """A link between two pages; its words are plain text, its title an embed."""
    more = f' "{title}"' if title else ""
    return f"[{escape_markdown(text)}]({link_between(here, there)}{more})"


def ref_from(here: str, key: str) -> str:
    """A name across the site (`page.md#id`, or the `id` of a site's source) as an embed on another page writes it."""
    page, hash_, id_ = key.rpartition("#")
    return f"{link_between(here, page)}#{id_}" if hash_ else key


def file_name(id_: str) -> str:
    """What the page about an id is called. One called `index` would be at the address of its folder."""
    return "index_" if id_ == "index" else id_


class Listing(Struct, frozen=True):
    """Rows on a page and, where they are many, on pages of their own that follow it.

    `show` says what in which order, as an embed does; the values of `filters` are names across the site. `section`
    names the parts of a page that has several listings. `ledger_page` is the ledger's first page: parts lie in a
    folder of its own below it, so that no page's ledger can be called like one.
    """

    path: str
    title: str
    show: str
    filters: tuple[tuple[str, str], ...]
    count: int
    ledger_page: str
    section: str = ""

    def paths(self) -> list[str]:
        """The page with the first part, and those with the others."""
        folder = self.ledger_page.removesuffix(".md")
        name = f"{self.section}/" * bool(self.section) + self.path.removeprefix(f"{folder}/")
        return [self.path, *(f"{folder}/part/{number}/{name}" for number in range(2, -(-self.count // ROWS) + 1))]

    def embed(self, number: int, text: str, target: str) -> str:
        """The paragraph that shows part `number`, counted from 0."""
        here = self.paths()[number]
        what, _, order = self.show.partition(" by ")
        parts = [f"show {ROWS} {what}", *([f"from {number * ROWS + 1}"] if number else [])]
        parts += [f"by {order}"] if order else []
        filters = self.filter_text(here)
        return link(text, here, target, " ".join([*parts, *([f"with {filters}"] if filters else [])]))

    def filter_text(self, here: str) -> str:
        """The filters as an embed on this page writes them."""
        return " and ".join(f"{key}: {_value(key, here, value)}" for key, value in self.filters)

    def steps(self, number: int) -> str:
        """Links to the parts before and after."""
        paths = self.paths()
        found = [("Previous part", number - 1), ("Next part", number + 1)]
        return " · ".join(link(text, paths[number], paths[at]) for text, at in found if 0 <= at < len(paths))

    def further(self, text: str, target: str) -> Iterable[tuple[str, str]]:
        """The pages after the first, by path."""
        paths = self.paths()
        for number in range(1, len(paths)):
            title = f"{self.title}, part {number + 1} of {len(paths)}"
            lines = [*front_matter(title, search=False), f"# {escape_markdown(title)}", ""]
            lines += [link("The first part", paths[number], self.path), ""]
            lines += [self.embed(number, text, target), "", self.steps(number)]
            yield paths[number], "\n".join(lines)


def _value(key: str, here: str, value: str) -> str:
    return link_between(here, value) if key == "article" else ref_from(here, value)
