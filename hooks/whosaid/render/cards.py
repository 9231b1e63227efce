"""Article cards: title, who says it and who denies it, what it is about, the source mix, the date."""

from __future__ import annotations

import xml.etree.ElementTree as etree
from collections.abc import Sequence

from markupsafe import Markup

from ..base.catalogue import said
from ..base.languages import tags_of
from ..base.markup import html
from ..site.addresses import link_between
from ..words.answers import FEW_NAMED
from ..words.articles import Article, headline_statements, standing_in_words
from ..words.mainclaim import SAYS, SAYS_ELSEWHERE, MainClaim, main_claim_in_words
from ..words.mix import disputed_in_words
from ..words.namesapart import published_apart
from ..words.sentences import apart_in_html
from .buildstate import BuildState
from .elements import Stash, add
from .links import with_sources
from .overview import draw_bar, draw_legend


def draw_cards(
    frame: etree.Element, articles: Sequence[Article], heading: str, state: BuildState, here: str, stash: Stash
) -> None:
    """A list of cards, their titles as headings of this level, and what the lines of their bars mean."""
    if not articles:
        add(frame, "p", {}, said("There are no articles yet."))
        return
    # Material's search ends an exclusion at the first closing tag of the same name, so no list may be nested in it.
    cards = add(frame, "ul", {"class": "ann-cards", "role": "list", "data-search-exclude": "true"})
    for article in articles:
        _card(cards, heading, article, state, here, stash)
    draw_legend(frame).set("data-search-exclude", "true")


def _card(cards: etree.Element, heading: str, article: Article, state: BuildState, here: str, stash: Stash) -> None:
    card = add(cards, "li")
    title = add(card, heading)
    # A link between two files as an author would write it, which the builder checks and turns into an address.
    link = link_between(here, article.page.path)
    own = {name: tag for name, tag in tags_of(article.page.language).items() if name == "lang"}
    add(title, "a", {"href": link, "dir": "auto", **own}, article.title)
    add(card, "p", {"class": "ann-standing", "dir": "auto"}).text = stash(_standing(article, state, here))
    if description := article.page.meta.get("description"):
        add(card, "p", {"class": "ann-lead", "dir": "auto", **own}, description)
    draw_bar(card, article.statements)
    facts = (published_apart(article.page), html("{}", disputed_in_words(article.mix)))
    add(card, "p", {"class": "ann-facts"}).text = stash(apart_in_html(facts))


def _standing(article: Article, state: BuildState, here: str) -> Markup:
    """Who stands behind the headline and who denied it; if it claims nothing itself, the main claim with the same."""
    ledger, subjects = state.ledger, headline_statements(state.ledger, article.page)
    main = None if subjects else main_claim_in_words(ledger, article.page)
    text = standing_in_words(ledger, article, FEW_NAMED) if main is None else _told(main)
    named = (*subjects, *article.statements, *([main.statement] if main is not None else []))
    known = (one for subject in named for one in (subject, *ledger.answers(subject)))
    return with_sources(text, known, state, here, speakers=True)


def _told(main: MainClaim) -> str:
    message, parts = (SAYS_ELSEWHERE, {"title": main.title}) if main.title else (SAYS, {})
    told = said(message, attribution=main.attribution, claim=main.stopped, **parts)
    return " ".join(filter(None, (told, main.answered)))
