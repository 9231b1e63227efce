"""The selection of an embed: articles, statements filtered by terms of the vocabulary, and everyone who is quoted.

The ledger's pages consist of the same embeds that authors write, so a site of a thousand articles has thousands of
selections: filters by name (an article, a source, an outlet) use an index instead of a search.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import Final, Literal
from urllib.parse import unquote

import msgspec
from msgspec import Struct

from ..base.catalogue import language
from ..base.dates import oldest_first
from ..base.embeddable import FILTERS, SOURCE_FILTERS
from ..base.kinds import KINDS, STATES, Family, State
from ..base.model import Embed, Page, Source
from ..base.vocabulary import ROUTES, SOURCE_TYPES
from ..ledger.records import SITE, Ledger, Statement, declared_in, is_declared, page_of, ref_of, source_key, state_of
from .alphabetical import Place, in_order
from .articles import Article, articles_of, headline_with_standing
from .tallies import TALLIED, Tally, tally

_FAMILIES: Final[dict[str, Family]] = {"claims": "claim", "opinions": "opinion", "answers": "response"}
TYPE_RANKS: Final = {type_: rank for rank, type_ in enumerate(SOURCE_TYPES)}
ROUTE_RANKS: Final = {route: rank for rank, route in enumerate(ROUTES)}
"""The orders by type and by route."""
StateGroup = State | Literal["answers", "nothing-to-answer"]
"""The groups of a table ordered by state: the state, or the reason for having none."""
STATE_RANKS: Final = {group: rank for rank, group in enumerate((*STATES, "answers", "nothing-to-answer"))}
"""The order by state."""


class Speaker(Struct, frozen=True, eq=False):
    """Somebody to whom statements are attributed, or through whom they came. `page` is set if only a page declares it.

    `key` is its site-wide name: `id`, or `page.md#id`. `said` are its claims, opinions and answers, `through` the
    statements that came through it, `about` the claims that accuse it.
    """

    key: str
    source: Source
    page: Page | None
    said: list[Statement]
    through: list[Statement]
    about: list[Statement]


class Selector:
    """Selections from one ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self._chosen: dict[object, tuple[Statement, ...]] = {}
        self._by_term: dict[str, Mapping[str, Sequence[tuple[int, Statement]]]] = {}
        self._headlines: dict[tuple[str, str], str] = {}
        self._ordered: dict[tuple[str, str], Sequence[Speaker]] = {}  # by what they are, and the language

    def statements(self, embed: Embed, here: str) -> tuple[Statement, ...]:
        """The statements that an embed on the page `here` selects, in its order, including those it does not show."""
        filters = {key: self._resolved(key, embed, here) for key in embed.filters}
        family = _FAMILIES.get(embed.what.removeprefix("number of "), "")
        key = (family, embed.order, *sorted((key, *values) for key, values in filters.items()))
        if key not in self._chosen:
            found = self._found(family, filters)
            order = _ORDERS.get(embed.order)
            self._chosen[key] = tuple(sorted(found, key=lambda s: order(self.ledger, s)) if order else found)
        return self._chosen[key]

    def count(self, embed: Embed, here: str) -> int:
        """The number of items that an embed on the page `here` lists or counts."""
        match embed.what.removeprefix("number of "):
            case "articles":
                return len(self.articles)
            case "sources":
                return len(self.sources(embed))
            case "outlets":
                return len(self.outlets)
            case what:
                families = [_FAMILIES[what]] if what in _FAMILIES else _FAMILIES.values()
                if len(embed.filters) == 1 and (key := next(iter(embed.filters))) in TALLIED:
                    terms = {item.text for item in embed.filters[key]}
                    return sum(self._tally[key, family, term] for family in families for term in terms)
                return len(self.statements(msgspec.structs.replace(embed, order=""), here))

    @cached_property
    def _tally(self) -> Tally:
        return tally(self.ledger)

    @cached_property
    def articles(self) -> Sequence[Article]:
        """Every article, newest first."""
        return articles_of(self.ledger)

    @cached_property
    def neighbours(self) -> Mapping[str, tuple[Article | None, Article | None]]:
        """The next newer and the next older article, by path."""
        around = [None, *self.articles, None]
        return {
            article.page.path: (newer, older)
            for newer, article, older in zip(around, self.articles, around[2:], strict=False)
        }

    def headline(self, article: Article) -> str:
        """The title of an article with its standing; the articles before and after it show it."""
        key = language(), article.page.path
        if key not in self._headlines:
            self._headlines[key] = headline_with_standing(self.ledger, article)
        return self._headlines[key]

    def sources(self, embed: Embed) -> Sequence[Speaker]:
        """The sources that an embed selects, those with the most statements first, including those without any."""
        types = [item.text for item in embed.filters.get("type", ())] or SOURCE_TYPES
        return [speaker for speaker in self._by_statements if speaker.source.type in types]

    @property
    def _by_statements(self) -> Sequence[Speaker]:
        """Everyone, those with the most statements first, and of several with as many by name."""
        if (found := self._ordered.get(("sources", language()))) is None:
            everyone = self.speakers.values()
            found = sorted(everyone, key=lambda speaker: (-len(speaker.said), *_name_order(speaker)))
            self._ordered["sources", language()] = found
        return found

    @property
    def outlets(self) -> Sequence[Speaker]:
        """The outlets through which statements came, those with the most first."""
        if (found := self._ordered.get(("outlets", language()))) is None:
            outlets = (one for one in self.speakers.values() if one.through and one.source.type == "outlet")
            found = sorted(outlets, key=lambda speaker: (-len(speaker.through), *_name_order(speaker)))
            self._ordered["outlets", language()] = found
        return found

    def article_paths(self, embed: Embed, here: str) -> tuple[str, ...]:
        """The paths of the articles that an embed on the page `here` names."""
        return self._resolved("article", embed, here) if "article" in embed.filters else ()

    @cached_property
    def speakers(self) -> Mapping[str, Speaker]:
        """Everyone who is quoted or declared, by key; the site's sources first, in the order of sources.yml."""
        found: dict[str, Speaker] = {}
        keys: dict[int, Speaker] = {}  # by identity: a source is one object wherever it is named

        def new(page: Page, source: Source) -> Speaker:
            key = source_key(page, source)
            known = Speaker(key, source, page if declared_in(page, source) else None, [], [], [])
            keys[id(source)] = found[key] = known
            return known

        def speaker(page: Page, source: Source) -> Speaker:
            return keys.get(id(source)) or new(page, source)

        for source in self.ledger.sources.values():
            speaker(SITE, source)
        for page in self.ledger.files.values():
            for source in page.sources if page.path in self.ledger.statements else ():
                speaker(page, source)
        for statement in self.ledger.all_statements():
            for source in statement.sources:  # nearly always known, so without a call for each
                (keys.get(id(source)) or new(statement.page, source)).said.append(statement)
            for step in statement.route.steps:
                speaker(statement.page, step.source).through.append(statement)
            for source in self.ledger.parties(statement) if "about" in statement.record.options else ():
                speaker(statement.page, source).about.append(statement)
        return {key: speaker for key, speaker in found.items() if is_declared(speaker.source)}

    @cached_property
    def mentions(self) -> Mapping[str, Sequence[Page]]:
        """The pages with links to a statement of another page, by the statement's ref."""
        found: dict[str, dict[str, Page]] = {}
        for page in self.ledger.files.values():
            for link in page.links if page.path in self.ledger.annotated else ():
                if link.file and (ref := ref_of(page.path, f"{link.file}#{link.id.text}")) in self.ledger.by_ref:
                    found.setdefault(ref, {})[page.path] = page
        return {ref: [*pages.values()] for ref, pages in found.items()}

    def _resolved(self, key: str, embed: Embed, here: str) -> tuple[str, ...]:
        """The values of a filter as site-wide names."""
        values = [item.text if key not in _REFS else unquote(item.text) for item in embed.filters[key]]
        if key == "article":
            return tuple(page_of(here, value) for value in values)
        if key == "same-as":
            return tuple(ref_of(here, value) for value in values)
        if key in SOURCE_FILTERS:
            own = self.ledger.files[here].sources if here in self.ledger.files else ()
            ids = {source.id for source in own}
            return tuple(ref_of(here, value) if "#" in value or value in ids else value for value in values)
        return tuple(values)

    def _found(self, family: str, filters: Mapping[str, tuple[str, ...]]) -> Iterable[Statement]:
        """The statements of a family of kinds that match all filters, in the order of the ledger."""
        indexed = next((key for key in filters if key in _BY_NAME), "") or next(
            (key for key in filters if key in _ONE), ""
        )
        found = self._indexed(indexed, filters[indexed]) if indexed else self.ledger.all_statements()
        if family:
            found = (statement for statement in found if KINDS[statement.kind].family == family)
        for key, values in filters.items():
            if key != indexed:
                found = self._matching(key, values, found)
        return found

    def _matching(self, key: str, values: tuple[str, ...], among: Iterable[Statement]) -> Iterator[Statement]:
        terms = _TERMS[key]
        return (statement for statement in among if any(term in values for term in terms(self.ledger, statement)))

    def _indexed(self, key: str, values: tuple[str, ...]) -> Iterable[Statement]:
        """The statements that match a filter by name or by the one term that each has, in the order of the ledger."""
        if key in _ONE:
            by_term = self._of_terms(key)
            numbered = sorted(one for value in dict.fromkeys(values) for one in by_term.get(value, ()))
            return (statement for _, statement in numbered)
        found: list[Statement] = []
        for value in values:
            if key == "article":
                found += self.ledger.statements.get(value, ())
            elif key == "same-as" and value in self.ledger.by_ref:
                found += self.ledger.families.get(value) or (self.ledger.by_ref[value],)
            elif key in _NAMED and value in self.speakers:
                found += _NAMED[key](self.speakers[value])
        unique = {statement.ref: statement for statement in found}.values()
        return sorted(unique, key=lambda s: (s.page.path, s.number)) if len(values) > 1 else unique

    def _of_terms(self, key: str) -> Mapping[str, Sequence[tuple[int, Statement]]]:
        """The statements by the term that each has of a vocabulary, each with its place in the ledger."""
        if key not in self._by_term:
            found: dict[str, list[tuple[int, Statement]]] = {}
            term = _ONE[key]
            for place, statement in enumerate(self.ledger.all_statements()):
                found.setdefault(term(self.ledger, statement), []).append((place, statement))
            self._by_term[key] = found
        return self._by_term[key]


_REFS: Final = frozenset((*SOURCE_FILTERS, "article", "same-as"))
_NAMED: Final[dict[str, Callable[[Speaker], list[Statement]]]] = {
    "source": lambda speaker: speaker.said,
    "via": lambda speaker: speaker.through,
    "about": lambda speaker: speaker.about,
}
_BY_NAME: Final = frozenset((*_NAMED, "article", "same-as"))
_ONE: Final[dict[str, Callable[[Ledger, Statement], str]]] = {
    "kind": lambda ledger, statement: statement.kind,
    "type": lambda ledger, statement: statement.type,
    "route": lambda ledger, statement: statement.route.kind,
    "state": state_of,
}
"""The filters of which each statement has one value."""


def _only(term: Callable[[Ledger, Statement], str]) -> Callable[[Ledger, Statement], Iterable[str]]:
    return lambda ledger, statement: (term(ledger, statement),)


_TERMS: Final[dict[str, Callable[[Ledger, Statement], Iterable[str]]]] = {
    **{key: _only(term) for key, term in _ONE.items()},
    "certainty": lambda ledger, statement: (item.text for item in statement.record.items("certainty")),
    "source": lambda ledger, statement: _keys(statement, statement.sources),
    "via": lambda ledger, statement: _keys(statement, (step.source for step in statement.route.steps)),
    "about": lambda ledger, statement: _keys(statement, ledger.parties(statement)),
    "article": lambda ledger, statement: (statement.page.path,),
    "same-as": lambda ledger, statement: (s.ref for s in ledger.families.get(statement.ref, (statement,))),
}
"""A statement's value for each filter."""
assert _TERMS.keys() == FILTERS.keys()


def _keys(statement: Statement, sources: Iterable[Source]) -> Iterable[str]:
    return (source_key(statement.page, source) for source in sources)


def _name_order(speaker: Speaker) -> tuple[tuple[Place, ...], str]:
    """By name, as readers look for it."""
    return in_order(speaker.source.label), speaker.key


def date_of(statement: Statement) -> str:
    """The date of a statement, as exact as known; empty if not given."""
    date = statement.record.value("date")
    return "" if date == "unknown" else date


def state_group(ledger: Ledger, statement: Statement) -> StateGroup:
    """The group of a statement in a table ordered by state."""
    if state := state_of(ledger, statement):
        return state
    return "answers" if KINDS[statement.kind].family == "response" else "nothing-to-answer"


_ORDERS: Final[dict[str, Callable[[Ledger, Statement], str | int | tuple[str, datetime]]]] = {
    "date": lambda ledger, statement: oldest_first(date_of(statement)),
    "type": lambda ledger, statement: TYPE_RANKS.get(statement.type, 99),
    "route": lambda ledger, statement: ROUTE_RANKS[statement.route.kind],
    "state": lambda ledger, statement: STATE_RANKS[state_group(ledger, statement)],
}
"""By id of ORDERS; the order by article is that of the ledger."""
