"""Generated Markdown: escaped text, and links between pages."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Final

from ..site.addresses import link_between

_SIGNS: Final = re.compile(r"[^\w\s.,;?%/’“”„«»…–—]|\b\d+\.|_")
_MARKUP: Final = re.compile(r"[\\`*_\[\]<>&#|~^=$]")


def escape_markdown(text: str) -> str:
    """Text without markup: every character that could be markup is written as an entity."""
    line = " ".join(text.split())
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
    return f"[{escape_markdown(text)}]({link_between(here, there)}{more})"


def file_name(id_: str) -> str:
    """The file name of a page about an id; a page `index` would have the address of its folder."""
    return "index_" if id_ == "index" else id_
