"""The page about a claim: who says it, who answered, when, where it is said, and how to show it elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from markupsafe import Markup

from ..base.catalogue import counted, said
from ..base.kinds import KINDS
from ..base.markup import defined, html, joined, said_in_html
from ..base.model import Page
from ..exports.fragments import fragment_path, how_to_embed
from ..ledger.records import Statement
from ..pages import ClaimPage, article_path
from ..pictures import picture_path
from ..words.answers import (
    answer_details,
    more_answers,
    response_by,
    strongest_first,
)
from ..words.articles import article_of, headline_with_standing, standing_in_brief, with_replies
from ..words.facts import Fact, facts
from ..words.namesapart import published_apart
from ..words.selection import date_of
from ..words.sentences import sentence
from ..words.sourcewords import roles_in_words
from .buildstate import BuildState
from .claimhead import claim_head
from .links import (
    ALL_STATEMENTS,
    article_link,
    claim_link,
    comparison_address,
    note_address,
    with_sources,
    words_link,
)
from .timeline import timeline, with_answers

_MOST_ROWS: Final = 50  # of a timeline


def draw_claim_page(page: ClaimPage, state: BuildState) -> Iterator[Markup]:
    """The page's content, from its heading on, without the table of many statements."""
    return _Drawing(page, state).parts()


class _Drawing:
    """One page; `claim` is the first of the statements that say the same, which gives it its name."""

    def __init__(self, page: ClaimPage, state: BuildState) -> None:
        self.state, self.here, self.family = state, page.path, page.family
        self.ledger, self.claim = state.ledger, page.family[0]
        self.known = self.ledger.answers(self.claim)

    def parts(self) -> Iterator[Markup]:
        """The heading, who answered in a sentence, and the sections."""
        yield from claim_head(self.family, self.state, self.here)
        yield html('<p class="ann-facts">{}</p>', self._origin())
        if comparison := comparison_address(self.claim, self.state, self.here):
            articles = len({member.page.path for member in self.family})
            how = counted(articles, "How {n} article tells it, side by side", "How {n} articles tell it, side by side")
            yield html('<p><a href="{}">{}</a></p>', comparison, how)
        if self.known:
            yield self._answers()
        if len(self.family) == 1:
            yield html('<dl class="ann-claim-facts">{}</dl>', joined(self._facts()))
        rows = with_answers(self.ledger, self.family)
        if _tells_a_story(rows):
            home = self.claim.page if len({row.page.path for row in rows}) == 1 else None
            yield html('<h2 id="timeline">{}</h2>', said("Who said and answered it when"))
            yield timeline(rows, self.state, self.here, home=home)

    def _linked(self, text: str, *statements: Statement) -> Markup:
        return with_sources(text, statements, self.state, self.here)

    def _origin(self) -> Markup:
        """The note of the claim, and the article it is in."""
        page = self.claim.page
        note = said("Note {number}", number=self.claim.number)
        link = html('<a href="{}">{}</a>', note_address(self.claim, self.state, self.here), note)
        title = article_link(page, self.state, self.here)
        # Translators: a link to the note, the title of the article, when and where it appeared
        return said_in_html("{note} in {title}. {published}.", note=link, title=title, published=published_apart(page))

    def _answers(self) -> Markup:
        """Every answer in full, the strongest first."""
        label = said("Answers") if len(self.known) > 1 else said("Answer")
        items = [self._answer(answer) for answer in strongest_first(self.known)]
        if more := sentence(more_answers(self.ledger, self.claim)):
            items.append(html("<li>{}</li>", more))
        return html('<h2 id="answers">{}</h2><ul class="ann-claim-answers" role="list">{}</ul>', label, joined(items))

    def _answer(self, answer: Statement) -> Markup:
        what = self._linked(sentence(response_by(answer)), answer)
        details = " ".join(map(sentence, [*self._roles(answer), *answer_details(answer)]))
        # Translators: an article's own words, which tell of an answer
        words = said_in_html("In the article’s words: {words}", words=words_link(answer, self.state, self.here))
        if answer.page is not self.claim.page:
            article = article_link(answer.page, self.state, self.here)
            # Translators: what somebody answered, as a quotation, and the article it is in
            words = said_in_html("{words} In: {article}", words=words, article=article)
        replied = with_replies(self.ledger, answer, details)
        told = self._linked(replied, answer, *self.ledger.answers(answer))
        return html("<li><p><strong>{}</strong> {}</p><p>{}</p></li>", what, told, words)

    def _roles(self, answer: Statement) -> Iterator[str]:
        """Who each of them is, and for whom they speak: `Zoe Hart: mayor, for the council`."""
        for source in answer.sources:
            is_told = len(answer.sources) == 1 or source.text("for")
            if is_told and (roles := roles_in_words(self.ledger, source, answer.page)):
                yield said("{who}: {roles}", who=source.label, roles=roles) if len(answer.sources) > 1 else roles

    def _facts(self) -> Iterator[Markup]:
        """What is known of the one statement, apart from the answers."""
        for fact in facts(self.ledger, self.claim):
            if fact.key != "answers":
                yield defined(fact.label, self._values(fact))

    def _values(self, fact: Fact) -> Iterator[Markup]:
        for value in fact.values:
            yield self._linked(value, self.claim)
        for url, label in ((url, label) for label, url in fact.links):
            yield html('<a href="{}" rel="noopener">{}</a>', url, label)
        for other in fact.others:
            # A related statement, never without who says it and who denies it.
            link, standing = claim_link(other, self.state, self.here), standing_in_brief(self.ledger, other)
            yield said_in_html("{words} – {standing}", words=link, standing=standing)
        if fact.more:
            yield html("{}", counted(fact.more, "and {n} more", "and {n} more"))


def _tells_a_story(rows: Sequence[Statement]) -> bool:
    """Whether a timeline says more than the answers above it: there is an order in time, or another article."""
    dates = {date for row in rows if (date := date_of(row))}
    return 1 < len(rows) <= _MOST_ROWS and (len(dates) > 1 or len({row.page.path for row in rows}) > 1)


def elsewhere(page: ClaimPage, state: BuildState) -> Iterator[Markup]:
    """Below the statements: where else the claim is spoken of, how to embed it, and where to go on."""
    claim, here = page.family[0], page.path
    pages = {other.path: other for member in page.family for other in state.selector.mentions.get(member.ref, ())}
    if pages:
        links = joined(html("<li>{}</li>", _headline_link(other, state, here)) for other in pages.values())
        yield html('<h2 id="mentions">{}</h2><ul>{}</ul>', said("Articles that come back to it"), links)
    if KINDS[claim.kind].family != "response" and "embeds" in state.settings.publish:
        yield _to_embed(claim, state, here)
    if "pictures" in state.settings.publish:
        picture = state.address(here, picture_path(claim))
        yield html('<p><a href="{}">{}</a></p>', picture, said("This claim as a picture"))
    ledger_of_article = article_path(claim.page.path, state.settings.ledger_page)
    if ledger_of_article in state.generated:
        text = said(ALL_STATEMENTS)
        yield html('<p><a href="{}">{}</a></p>', state.address(here, ledger_of_article), text)


def _headline_link(page: Page, state: BuildState, here: str) -> Markup:
    """A headline is often an allegation itself: it goes with its source and answers."""
    text = headline_with_standing(state.ledger, article_of(state.ledger, page))
    return html('<a href="{}" dir="auto">{}</a>', state.address(here, page.path), text)


def _to_embed(claim: Statement, state: BuildState, here: str) -> Markup:
    """The code to embed a claim; if the site's address is unknown, a link to the page that says how to complete it."""
    if state.site.root:
        return joined(how_to_embed(state.site, claim))
    address = state.address(here, fragment_path(claim))
    return html('<p><a href="{}">{}</a></p>', address, said("Show this claim on another site"))
