"""Article cards: title, who says it and who denies it, what it is about, the source mix, the date."""

from __future__ import annotations

import xml.etree.ElementTree as etree
from collections.abc import Iterator, Sequence

from ..base.catalogue import said
from ..ledger.records import Ledger, Statement
from ..site.addresses import link_between
from ..words.answers import FEW_NAMED
from ..words.articles import Article, headline_statements, standing_in_words
from ..words.mainclaim import SAYS, SAYS_ELSEWHERE, main_claim, main_claim_in_words
from ..words.mix import disputed_in_words
from ..words.sentences import apart
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
    title = add(card, heading)
    # A link between two files as an author would write it, which the builder checks and turns into an address.
    link = link_between(here, article.page.path)
    add(title, "a", {"href": link, "dir": "auto"}, article.title)
    standing = with_sources(_standing(article, state.ledger), _named_in(article, state), state, here)
    add(card, "p", {"class": "ann-standing", "dir": "auto"}).text = stash(standing)
    if description := article.page.meta.get("description"):
        add(card, "p", {"class": "ann-lead", "dir": "auto"}, description)
    draw_bar(card, article.statements)
    add(card, "p", {"class": "ann-facts"}, apart((published_in_words(article.page), disputed_in_words(article.mix))))


def _standing(article: Article, ledger: Ledger) -> str:
    """Who stands behind the headline and who denied it; if it claims nothing itself, the main claim with the same."""
    main = main_claim_in_words(ledger, article.page) if not headline_statements(ledger, article.page) else None
    if main is None:
        return standing_in_words(ledger, article, FEW_NAMED)
    message, parts = (SAYS_ELSEWHERE, {"title": main.title}) if main.title else (SAYS, {})
    told = said(message, attribution=main.attribution, claim=main.stopped, **parts)
    return " ".join(filter(None, (told, main.answered)))


def _named_in(article: Article, state: BuildState) -> Iterator[Statement]:
    """The statements whose sources an article's standing names: those of its headline, its own, and the answers."""
    ledger, main = state.ledger, main_claim(state.ledger, article.page)
    for statement in (*headline_statements(ledger, article.page), *article.statements, *([main] if main else [])):
        yield statement
        yield from ledger.answers(statement)
