"""Article cards: title, date, the source of the headline, the source mix."""

from __future__ import annotations

import xml.etree.ElementTree as etree
from collections.abc import Iterator, Sequence

from ..base.catalogue import said
from ..ledger.records import Statement
from ..site.addresses import link_between
from ..words.articles import Article, headline_statements, standing_in_words
from ..words.mix import disputed_in_words
from ..words.wording import published_in_words
from .buildstate import BuildState
from .elements import Stash, add
from .links import with_sources
from .overview import draw_bar


def draw_cards(
    frame: etree.Element, articles: Sequence[Article], heading: str, state: BuildState, here: str, stash: Stash
) -> None:
    """A list of cards, their titles as headings of this level."""
    if not articles:
        add(frame, "p", {}, said("There are no articles yet."))
        return
    # Material's search ends an exclusion at the first closing tag of the same name, so no list may be nested in it.
    cards = add(frame, "ul", {"class": "ann-cards", "role": "list", "data-search-exclude": "true"})
    for article in articles:
        _card(cards, heading, article, state, here, stash)


def _card(cards: etree.Element, heading: str, article: Article, state: BuildState, here: str, stash: Stash) -> None:
    card = add(cards, "li")
    add(card, "p", {"class": "ann-facts"}, published_in_words(article.page))
    title = add(card, heading)
    # A link between two files as an author would write it, which the builder checks and turns into an address.
    link = link_between(here, article.page.path)
    add(title, "a", {"href": link, "dir": "auto"}, article.title)
    if description := article.page.meta.get("description"):
        add(card, "p", {"class": "ann-lead", "dir": "auto"}, description)
    standing = with_sources(standing_in_words(state.ledger, article), _named_in(article, state), state, here)
    add(card, "p", {"class": "ann-standing", "dir": "auto"}).text = stash(standing)
    draw_bar(card, article.statements)
    add(card, "p", {"class": "ann-facts"}, disputed_in_words(article.mix))


def _named_in(article: Article, state: BuildState) -> Iterator[Statement]:
    """The statements whose sources an article's standing names: those of its headline, its own, and the answers."""
    ledger = state.ledger
    for statement in (*headline_statements(ledger, article.page), *article.statements):
        yield statement
        yield from ledger.answers(statement)
