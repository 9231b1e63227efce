"""The page that compares the articles that tell a claim: a card for each, in the order of time.

All cards have the same terms in the same order. Where there is room for several beside each other, the terms stand in
rows; on a phone, one card follows the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from markupsafe import Markup
from msgspec import Struct

from ..base.catalogue import N_, counted, number, said
from ..base.kinds import KINDS, KindId
from ..base.markup import html, joined, said_in_html
from ..ledger.records import Statement, source_key
from ..pages import ComparisonPage
from ..words.answers import MOST_NAMED, answers_in_brief, response_by
from ..words.facts import FactKey, facts
from ..words.labels import type_label
from ..words.namesapart import published_apart
from ..words.sentences import capital, clauses, first_of, listed, sentence, together
from ..words.tellings import Named, Telling, published, tellings
from ..words.wording import hedge_in_words
from .buildstate import BuildState
from .claimhead import claim_head
from .links import article_link, claim_address, quoted_claim_link, source_link, with_sources, words_link
from .table import type_line

_MOST_ARTICLES: Final = 40
_MOST_STATEMENTS: Final = 5  # of one article, that say the same


def draw_comparison(page: ComparisonPage, state: BuildState) -> Iterator[Markup]:
    """The content of the page, from its heading on."""
    told = tellings(state.ledger, page.family)
    yield from claim_head(page.family, state, page.path, said("Side by side"))
    yield html('<p class="ann-facts">{}</p>', _order(told))
    cards = [_Card(telling, state, page.path) for telling in told[:_MOST_ARTICLES]]
    yield html('<div class="ann-listing"><ol class="ann-tellings" role="list">{}</ol></div>', joined(_drawn(cards)))
    about_it = html('<a href="{}">{}</a>', claim_address(page.family[0], state, page.path), said(_ALL))
    yield html("<p>{}</p><p>{}</p>", said(_EXPLAINED), about_it)


_ALL: Final = N_("All about this claim")
_EXPLAINED: Final = N_(
    "“Not recorded here” lists what the notes on other articles record about this claim, and the notes on this article "
    "do not; the article itself may say more."
)


def _order(told: Sequence[Telling]) -> str:
    """How many articles there are, in which order they stand, and where to find those that are not shown."""
    count = len(told)
    if published(told[-1].page):
        order = counted(count, "{n} article, the oldest first.", "{n} articles, the oldest first.")
    else:
        order = counted(
            count,
            "{n} article, the oldest first; those without a date come last.",
            "{n} articles, the oldest first; those without a date come last.",
        )
    if count <= _MOST_ARTICLES:
        return order
    rest = said("The first {shown} are shown; the page about the claim lists all.", shown=number(_MOST_ARTICLES))
    return f"{order} {rest}"


class _Card(Struct, frozen=True):
    """One article on the page `here`."""

    telling: Telling
    state: BuildState
    here: str

    @property
    def statements(self) -> Sequence[Statement]:
        """Those that are shown of the article; few say the same twice."""
        return self.telling.statements[:_MOST_STATEMENTS]

    def words(self) -> Iterator[Markup]:
        """The article's own words, each as a link to its note."""
        for statement in self.statements:
            yield words_link(statement, self.state, self.here)
        if (more := len(self.telling.statements) - _MOST_STATEMENTS) > 0:
            yield html("{}", counted(more, "and {n} more", "and {n} more"))

    def who(self) -> Iterator[Markup]:
        """Who says it, as the article describes them, with the line of their type."""
        for statement in self.statements:
            yield type_line(statement.group, statement.type, type_label(statement.type))
            yield from self.fact("who", statement)

    def of_all(self, key: FactKey) -> Iterator[Markup]:
        """A fact of each statement."""
        return (value for statement in self.statements for value in self.fact(key, statement))

    def fact(self, key: FactKey, statement: Statement) -> Iterator[Markup]:
        """What is known under one label, with links to sources."""
        for fact in facts(self.state.ledger, statement):
            for value in fact.values if fact.key == key else ():
                yield with_sources(capital(value), (statement,), self.state, self.here)

    def answers(self) -> Iterator[Markup]:
        """The answers that the article records, each in its words."""
        first, more = first_of(self.telling.answers, MOST_NAMED)
        for answer in first:
            ledger = self.state.ledger
            told = capital(clauses((response_by(answer), answers_in_brief(ledger, answer))))
            who = with_sources(told, (answer, *ledger.answers(answer)), self.state, self.here)
            words = quoted_claim_link(answer, self.state, self.here, short=True)
            yield said_in_html("{answer}: {claim}", answer=who, claim=words)
        if more:
            yield html("{}", counted(more, "and {n} more", "and {n} more"))

    def elsewhere(self) -> Iterator[Markup]:
        """What only other articles record: answers, sources, those who passed it on, words of doubt."""
        found = self.telling.elsewhere
        kinds: dict[KindId, list[Named]] = {}
        for (kind, _), named in found.answers.items():
            kinds.setdefault(kind, []).append(named)
        for kind, who in kinds.items():
            yield Markup(sentence(said_in_html(KINDS[kind].by, who=self._names(who))))
        if found.speakers:
            yield said_in_html("Said by {who}.", who=self._names(found.speakers.values()))
        if found.carriers:
            yield said_in_html("Passed on by {who}.", who=self._names(found.carriers.values()))
        if found.hedges:
            hedges = listed(map(hedge_in_words, found.hedges))
            yield html("{}", sentence(said("Certainty words used: {words}", words=hedges)))

    def _names(self, named: Iterable[Named]) -> Markup:
        links = (source_link(source_key(page, source), source.label, self.state, self.here) for page, source in named)
        return Markup(together(links, MOST_NAMED))


class _Row(Struct, frozen=True):
    """A term, what an article has of it, and what is told of one that has nothing. `always`: it is told even if no
    article has anything.
    """

    label: str
    of: Callable[[_Card], Iterable[Markup]]
    nothing: str = N_("not recorded")
    always: bool = True


_ROWS: Final = (
    _Row(N_("In its words"), _Card.words),
    _Row(N_("Who says it"), _Card.who),
    _Row(N_("How it reached this article"), lambda card: card.of_all("origin")),
    _Row(N_("Certainty words used"), lambda card: card.of_all("certainty"), N_("no certainty words")),
    _Row(N_("Whom it accuses"), lambda card: card.of_all("about"), always=False),
    _Row(N_("Answers recorded here"), _Card.answers, N_("no answer recorded")),
    _Row(N_("Not recorded here"), _Card.elsewhere, N_("nothing")),
)


def _drawn(cards: Sequence[_Card]) -> Iterator[Markup]:
    """All cards, with the same rows."""
    found = [[list(dict.fromkeys(row.of(card))) for card in cards] for row in _ROWS]
    shown = [(row, cells) for row, cells in zip(_ROWS, found, strict=True) if row.always or any(cells)]
    for at, card in enumerate(cards):
        rows = joined(_row(row, cells[at]) for row, cells in shown)
        page = card.telling.page
        title = article_link(page, card.state, card.here)
        yield html(
            '<li style="--ann-rows:{}"><h2>{}</h2><p class="ann-facts">{}</p><dl>{}</dl></li>',
            len(shown),
            title,
            published_apart(page),
            rows,
        )


def _row(row: _Row, values: Sequence[Markup]) -> Markup:
    told = joined(html("<dd>{}</dd>", value) for value in values or [html("{}", capital(said(row.nothing)))])
    return html("<div><dt>{}</dt>{}</div>", said(row.label), told)
