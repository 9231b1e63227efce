"""What a generated page consists of, when it is drawn: headings, HTML, and embeds with a link to more.

Nothing of it is made before: of most pages, nobody who previews a site looks at any. A link has the path of its page
between two signs, until its address is known (`placed`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from markupsafe import Markup
from msgspec import Struct

from ..base.markup import html, isolated, joined
from ..base.model import Embed
from ..site.addresses import place_of
from ..words.sourcewords import at_names


class Heading(Struct, frozen=True):
    """A heading; without an `id`, it gets one made of its words, as authors' headings do."""

    words: str
    level: int = 2
    id: str = ""


class Shown(Struct, frozen=True):
    """An embed, which names pages and sources as the site does, and the link below it."""

    embed: Embed
    link: Markup


Block = Heading | Shown | Markup
"""HTML is a paragraph or a list."""


class Content(Struct, frozen=True):
    """What a page shows. `title` is its title, which may be longer than its first heading."""

    title: str
    blocks: Iterable[Block]


class IndexPage(Struct, frozen=True):
    """A page that the theme draws. `is_found`: whether search finds it. `make` makes its content at each call."""

    path: str
    is_found: bool
    make: Callable[[], Content]


def paragraph(*pieces: str) -> Markup:
    """Words and HTML, one after the other, as a paragraph."""
    return html("<p>{}</p>", joined((html("{}", piece) for piece in pieces if piece), " "))


def items(lines: Iterable[Markup]) -> Iterator[Markup]:
    """A list of these lines; nothing if there are none."""
    if listed := "\n".join(html("<li>{}</li>", line) for line in lines):
        yield html("<ul>\n{}\n</ul>", Markup(listed))


def link(text: str, there: str, id_: str = "") -> Markup:
    """A link to a page, or to a place on it."""
    return html('<a href="{}">{}</a>', f"{place_of(there)}#{id_}" if id_ else place_of(there), isolated(text))


def with_links(text: str, here: str, pages: Mapping[str, str]) -> Markup:
    """A text in which each of these names is a link to its page, unless that is the page itself."""
    return joined(
        html("{}", piece) if not label else isolated(piece) if pages[label] == here else link(piece, pages[label])
        for piece, label in at_names(text, pages)
    )


def file_name(id_: str) -> str:
    """The file name of a page about an id; a page `index` would have the address of its folder."""
    return "index_" if id_ == "index" else id_
