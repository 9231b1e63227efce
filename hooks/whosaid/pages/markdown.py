"""Markdown written by code: any text as text, and links between pages."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Final

from ..site.addresses import link_between

_SIGNS: Final = re.compile(r"[^\w\s.,;?%/’“”„«»…–—]|\b\d+\.|_")
_MARKUP: Final = re.compile(r"[\\`*_\[\]<>&#|~^=$]")


def escape_markdown(text: str) -> str:
    """Text in which Markdown sees no markup: every sign it could mean something is written as its number."""
    line = " ".join(text.split())
    return _SIGNS.sub(lambda sign: "".join(c if c.isalnum() else f"&#{ord(c)};" for c in sign.group()), line)


def escape_message(text: str) -> str:
    """The same for words of our own, in which few signs could mean something: colons and brackets stay."""
    return _MARKUP.sub(lambda sign: f"&#{ord(sign.group())};", text)


def headline(words: str) -> str:
    """The heading of a page, whose words may be anybody's."""
    return f"# {escape_markdown(words)}"


def heading(words: str) -> str:
    """That of a part of it, in words of our own."""
    return f"## {escape_message(words)}"


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


def file_name(id_: str) -> str:
    """What the page about an id is called. One called `index` would be at the address of its folder."""
    return "index_" if id_ == "index" else id_
