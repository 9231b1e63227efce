"""The ledger in the shape of the open data, for both JSON and tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from ..base.filenames import SOURCES_FILE
from ..base.hidden import without_comments
from ..base.kinds import KINDS, STATES
from ..base.model import Page, Source
from ..base.options import SHOWN_OPTIONS, StatementOption
from ..base.sourcefields import DATA_FIELDS, SourceField
from ..base.vocabulary import ROUTES, SOURCE_TYPES
from ..ledger.records import AUTHOR, BUILT_IN, Ledger, Statement, declared_in, state_of
from ..site.addresses import Site, stem_of
from ..words.answers import answers_itself
from ..words.articles import answer_with_standing, article_of, standing_in_words
from ..words.sentences import capital
from ..words.wording import attribution_in_brief, route_in_words
from .opendata import (
    STATE_NAMES,
    AnswerShape,
    ArticleShape,
    RouteShape,
    SourceShape,
    SpeakerShape,
    StatementShape,
    StepShape,
    TotalsShape,
)

Statements = Mapping[str, tuple[Statement, ...]]
"""Some of the ledger's pages with their statements, by path."""


def statement_facts(ledger: Ledger, site: Site, statement: Statement) -> StatementShape:
    """The row of a statement."""
    record, path = statement.record, statement.page.path

    def refs(option: StatementOption) -> list[str]:
        return [other.ref for other in ledger.related(statement, option)]

    return StatementShape(
        ref=statement.ref,
        page=path,
        id=statement.id,
        number=statement.number,
        address=site.absolute(path, statement.id),
        kind=statement.kind,
        words=statement.words,
        title=record.title.text if record.title else "",
        type=statement.type,
        group=statement.group,
        attribution=attribution_in_brief(ledger, statement),
        sources=_speakers(statement.page, statement.sources),
        route=_route(statement),
        where=record.value("where"),
        date=record.value("date"),
        certainty=[item.text for item in record.items("certainty")],
        terms=record.value("terms"),
        quote=record.value("quote"),
        scope=record.value("scope"),
        asked=record.value("asked"),
        about=_speakers(statement.page, ledger.parties(statement)),
        of=refs("of"),
        restates=refs("restates"),
        **{row.attribute: record.value(row.name) for row in SHOWN_OPTIONS},
        within=refs("within"),
        refines=refs("refines"),
        supports=refs("supports"),
        contradicts=refs("contradicts"),
        basis_for=refs("basis-for"),
        same_as=refs("same-as"),
        family=ledger.families[statement.ref][0].ref if statement.ref in ledger.families else "",
        state=STATE_NAMES.get(state_of(ledger, statement), ""),
        answers=[_answer(ledger, site, statement, answer) for answer in ledger.answers(statement)],
        more_answers=ledger.unlisted.get(statement.ref, 0),
        note=without_comments(record.body),
        url=record.value("url"),
        archive_url=record.value("archive-url"),
    )


def article_facts(ledger: Ledger, site: Site, page: Page) -> ArticleShape:
    """The row of an article."""
    article, meta = article_of(ledger, page), page.meta
    return ArticleShape(
        page=page.path,
        address=site.absolute(page.path),
        data=site.absolute(article_file(page.path)),
        title=article.title,
        standing=standing_in_words(ledger, article),
        description=meta.get("description", ""),
        author=meta.get("author", ""),
        outlet=meta.get("outlet", ""),
        published=meta.get("published", ""),
        updated=meta.get("updated", ""),
        url=meta.get("url", ""),
        archive_url=meta.get("archive-url", ""),
        licence=meta.get("licence", ""),
        language=page.language,
        genre=meta.get("genre", ""),
        main=meta.get("main", ""),
        embargo=meta.get("embargo", ""),
        statements=len(article.statements),
    )


def article_file(path: str) -> str:
    """The path of an article's JSON file."""
    return f"data/articles/{stem_of(path)}.json"


def totals(ledger: Ledger, statements: Statements, sources: int) -> TotalsShape:
    """The counts of these statements; that of the `sources` is known."""
    kinds, types, routes, states = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    for page in statements.values():
        for statement in page:
            kinds[statement.kind] += 1
            types[statement.type] += 1
            routes[statement.route.kind] += 1
            states[state_of(ledger, statement)] += 1
    return TotalsShape(
        articles=len(statements),
        statements=kinds.total(),
        sources=sources,
        by_kind={kind: kinds[kind] for kind in KINDS},
        by_type={type_: types[type_] for type_ in SOURCE_TYPES},
        by_route={route: routes[route] for route in ROUTES},
        by_state={STATE_NAMES[state]: states[state] for state in STATES},
    )


def all_source_facts(ledger: Ledger) -> Iterator[SourceShape]:
    """Every source, even if unused: the built-in ones, the site's, and those of its pages."""
    yield from _counted((AUTHOR, *BUILT_IN.values(), *ledger.sources.values()), ledger.statements)
    for page in ledger.files.values():
        if page.path != SOURCES_FILE:
            statements = {page.path: ledger.statements.get(page.path, ())}
            yield from _counted(page.sources, statements, page.path)


def source_facts_of(ledger: Ledger, page: Page) -> Iterator[SourceShape]:
    """The sources of an article and of answers to it, wherever declared, and all that its page declares."""
    statements = {page.path: ledger.statements[page.path]}
    named: dict[str, dict[str, Source]] = {"": {}, page.path: {source.id: source for source in page.sources}}

    def add(page: Page, sources: Iterable[Source]) -> None:
        for source in sources:
            named.setdefault(declared_in(page, source), {})[source.id] = source

    for statement in statements[page.path]:
        add(page, (*statement.sources, *(step.source for step in statement.route.steps), *ledger.parties(statement)))
        for answer in ledger.answers(statement):
            add(answer.page, answer.sources)
    for declared, sources in named.items():
        yield from _counted(sources.values(), statements, declared)


def _counted(sources: Collection[Source], statements: Statements, declared: str = "") -> Iterator[SourceShape]:
    behind, carried = Counter[str](), Counter[str]()
    wanted = {id(source) for source in sources}
    for page in statements.values() if sources else ():
        for statement in page:
            behind.update(source.id for source in statement.sources if id(source) in wanted)
            carried.update({step.source.id for step in statement.route.steps if id(step.source) in wanted})
    for source in sources:
        yield _source(source, declared, behind[source.id], carried[source.id])


def _source(source: Source, declared: str, statements: int, carried: int) -> SourceShape:
    return SourceShape(
        id=source.id,
        declared_in=declared,
        type=source.type,
        label=source.label,
        **{row.attribute: _value(source, row) for row in DATA_FIELDS},
        statements=statements,
        carried=carried,
    )


def _value(source: Source, row: SourceField) -> Any:
    """What the data has of a field: the type that its row in the shape has."""
    if row.value == "sources":
        return list(source.ids(row.name))
    text = source.text(row.name)
    return {"true": "yes", "false": "no"}.get(text, text) if row.value == "yes-no" else text


def _route(statement: Statement) -> RouteShape:
    route = statement.route
    through = [
        StepShape(
            id=step.source.id,
            declared_in=declared_in(statement.page, step.source),
            type=step.source.type,
            label=step.source.label,
            reason=step.source.text("reason"),
            implied=step.implied,
        )
        for step in route.steps
    ]
    return RouteShape(kind=route.kind, through=through, in_words=capital(route_in_words(statement)))


def _answer(ledger: Ledger, site: Site, statement: Statement, answer: Statement) -> AnswerShape:
    record = answer.record
    is_own = statement.ref not in ledger.families or answers_itself(answer, statement)
    return AnswerShape(
        ref=answer.ref,
        address=site.absolute(answer.page.path, answer.id),
        kind=answer.kind,
        given_to_this=is_own,
        sources=_speakers(answer.page, answer.sources),
        date=record.value("date"),
        where=record.value("where"),
        scope=record.value("scope"),
        asked=record.value("asked"),
        in_words=answer_with_standing(ledger, answer),
    )


def _speakers(page: Page, sources: Iterable[Source]) -> list[SpeakerShape]:
    return [
        SpeakerShape(
            id=source.id,
            declared_in=declared_in(page, source),
            type=source.type,
            label=source.label,
            reason=source.text("reason"),
        )
        for source in sources
    ]
