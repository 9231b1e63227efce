"""Generated Markdown: escaped text, and links between pages."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Final

from ..base.languages import turns
from ..site.addresses import link_between
from ..words.sourcewords import at_names

_SIGNS: Final = re.compile(r"[^\w\s.,;?%/’“”„«»…–—]|\b\d+\.|_")
_MARKUP: Final = re.compile(r"[\\`*_\[\]<>&#|~^=$]")


def escape_markdown(text: str) -> str:
    """Text without markup: every character that could be markup is written as an entity."""
    return _escaped(" ".join(text.split()))


def _escaped(line: str) -> str:
    return _SIGNS.sub(lambda sign: "".join(c if c.isalnum() else f"&#{ord(c)};" for c in sign.group()), line)


def escape_message(text: str) -> str:
    """The same for texts of Whosaid's own, of which fewer characters need escaping: colons and brackets are kept."""
    return _MARKUP.sub(lambda sign: f"&#{ord(sign.group())};", text)


def heading(words: str) -> str:
    """The heading of a section, with a text of Whosaid's own."""
    return f"## {escape_message(words)}"


def opening(title: str, *, search: bool, headline: str = "") -> Iterator[str]:
    """The start of a page: its front matter, and its heading, which is its title unless it has one of its own.

    `search`: whether search finds the page. Both texts may come from authors.
    """
    yield from (*_front_matter(title, search=search), "", f"# {escape_markdown(headline or title)}", "")


def to_be_filled(title: str) -> str:
    """A page with nothing but a mark, which is replaced when the theme has drawn it."""
    return "\n".join([*_front_matter(title, search=False), "", '<h1 class="ann-sheet"></h1>', ""])


def _front_matter(title: str, *, search: bool) -> Iterator[str]:
    yield from ("---", f"title: {json.dumps(' '.join(title.split()), ensure_ascii=False)}", "hide: [navigation, toc]")
    if not search:
        yield from ("search:", "  exclude: true")
    yield "---"


def link(text: str, here: str, there: str, title: str = "") -> str:
    """A link between two pages; its text is plain text, its title an embed."""
    more = f' "{title}"' if title else ""
    words = f"<bdi>{escape_markdown(text)}</bdi>" if turns(text) else escape_markdown(text)
    return f"[{words}]({link_between(here, there)}{more})"


def with_links(text: str, here: str, pages: Mapping[str, str]) -> str:
    """A text in which each of these names is a link to its page, unless that is the page itself."""
    return "".join(
        link(piece, here, pages[label]) if label and pages[label] != here else _escaped(piece)
        for piece, label in at_names(" ".join(text.split(" ")), pages)
    )


def file_name(id_: str) -> str:
    """The file name of a page about an id; a page `index` would have the address of its folder."""
    return "index_" if id_ == "index" else id_
