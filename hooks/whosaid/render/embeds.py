"""Embeds drawn: each paragraph that asks for something of the ledger gets it above its link.

A new embed is a row in EMBEDS (vocabulary) and a function here.
"""

from __future__ import annotations

import posixpath
import re
import xml.etree.ElementTree as etree
from collections.abc import Callable, Iterator
from typing import Final
from urllib.parse import quote

from msgspec import Struct

from ..articles import Article, articles_of, standing_in_words
from ..ledger import Ledger
from ..mix import disputed_in_words
from ..model import Embed, Page
from ..reader import read_embed
from ..vocabulary import EMBEDS
from ..wording import published_in_words
from .elements import add
from .overview import draw_bar

_HEADING: Final = re.compile(r"h([1-6])")


class Place(Struct, eq=False):
    """Where Markdown has put an embed: its paragraph, what that stands in, and the level of the heading above."""

    embed: Embed
    paragraph: etree.Element
    parent: etree.Element
    level: int


def find_embeds(root: etree.Element) -> list[Place]:
    """The embeds of a page, in order."""
    if not any(link.get("title", "").lstrip().startswith("show") for link in root.iter("a")):
        return []
    return list(_places(root))


def _places(root: etree.Element) -> Iterator[Place]:
    parents = {child: parent for parent in root.iter() for child in parent}
    level = 1
    for element in root.iter():
        if isinstance(element.tag, str) and (heading := _HEADING.fullmatch(element.tag)):
            level = int(heading[1])
        elif element.tag == "p" and (link := _only_link(element)) is not None:
            embed = read_embed(link.get("title", ""))
            if isinstance(embed, Embed):
                yield Place(embed, element, parents[element], level)


def _only_link(paragraph: etree.Element) -> etree.Element | None:
    alone = len(paragraph) == 1 and not (paragraph.text or "").strip() and not (paragraph[0].tail or "").strip()
    return paragraph[0] if alone and paragraph[0].tag == "a" else None


def draw_embeds(places: list[Place], ledger: Ledger, page: Page) -> None:
    """Put what is asked for above each link; the link stays, as the way to more."""
    for place in places:
        frame = etree.Element("div", {"class": "ann-embed"})
        frame.tail, place.paragraph.tail = place.paragraph.tail, None
        place.parent[list(place.parent).index(place.paragraph)] = frame
        _DRAWN[place.embed.what](frame, place, ledger, page)
        del place.paragraph[0].attrib["title"]
        frame.append(place.paragraph)


def _articles(frame: etree.Element, place: Place, ledger: Ledger, page: Page) -> None:
    articles = [article for article in articles_of(ledger) if article.page is not page]
    if not articles:
        add(frame, "p", {}, "There are no articles yet.")
        return
    # Material's search ends what it leaves out at the first end of the same tag, so no list may stand inside.
    cards = add(frame, "ul", {"class": "ann-cards", "role": "list", "data-search-exclude": "true"})
    for article in articles[: place.embed.most or None]:
        _article(cards, f"h{min(place.level + 1, 6)}", article, ledger, page)


def _article(cards: etree.Element, heading: str, article: Article, ledger: Ledger, page: Page) -> None:
    card = add(cards, "li")
    add(card, "p", {"class": "ann-facts"}, published_in_words(article.page))
    title = add(card, heading)
    add(title, "a", {"href": _address(page, article.page), "dir": "auto"}, article.title)
    if description := article.page.meta.get("description"):
        add(card, "p", {"class": "ann-lead", "dir": "auto"}, description)
    add(card, "p", {"class": "ann-standing", "dir": "auto"}, standing_in_words(ledger, article))
    draw_bar(card, article.statements)
    add(card, "p", {"class": "ann-facts"}, disputed_in_words(article.mix))


def _address(here: Page, there: Page) -> str:
    """A link between two files as an author would write it, so that the builder checks it and makes it an address."""
    return quote(posixpath.relpath(there.path, posixpath.dirname(here.path) or "."))


_DRAWN: Final[dict[str, Callable[[etree.Element, Place, Ledger, Page], None]]] = {"articles": _articles}
assert _DRAWN.keys() == EMBEDS.keys()
