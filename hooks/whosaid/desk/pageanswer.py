"""The answer to `page`: all that the desk needs to know of a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from ..base.catalogue import in_language
from ..base.model import Page, Record, Source
from ..check.fixing import Fixes
from ..ledger.records import BUILT_IN, Ledger, Statement
from .articletext import ArticleText
from .built import Built
from .choices import Choices, choices
from .findingsof import FindingShown, findings_of
from .proposing import Proposal, proposals_for
from .topfields import TopField, top_fields


class StatementShown(Struct, frozen=True):
    """A statement of the page. `options` are as written, without the id; `answers` are the responses to it."""

    id: str
    kind: str
    words: str
    title: str
    form: str
    options: Mapping[str, str]
    note: str
    marks: int
    answers: Sequence[str]


class SourceShown(Struct, frozen=True):
    """A source that the page can name."""

    id: str
    label: str
    type: str
    on_site: bool
    built_in: bool


class PageAnswer(Struct, frozen=True):
    """What is to be known of a page, as the last build has read it."""

    file: str
    path: str
    version: str
    language: str
    statements: Sequence[StatementShown]
    sources: Sequence[SourceShown]
    choices: Choices
    top: Sequence[TopField]
    findings: Sequence[FindingShown]
    proposals: Sequence[Proposal]
    undo: str


def page_answer(built: Built, page: Page, undo: str, *, own_voice: bool) -> PageAnswer:
    """The answer for a page of the last build; `undo` is what would be undone on it, in words."""
    ledger = built.ledger
    statements = ledger.statements.get(page.path, ())
    text = ArticleText(page, statements)
    top, others = top_fields(page, built.findings.get(page.path, ()))
    marks = Counter(link.id.text for link in page.links if not link.file)
    with in_language("en"):  # what authors are told is English, whatever the site's language
        return PageAnswer(
            file=page.file,
            path=page.path,
            version=version_of(page),
            language=page.language,
            statements=[_statement(ledger, one, marks[one.id]) for one in statements],
            sources=[*_sources(ledger, page)],
            choices=choices(),
            top=top,
            findings=findings_of(text, others, Fixes(ledger)),
            proposals=proposals_for(text, ledger, own_voice=own_voice),
            undo=undo,
        )


def version_of(page: Page) -> str:
    """What a page was drawn from."""
    return page.digest.hex()


def _statement(ledger: Ledger, one: Statement, marks: int) -> StatementShown:
    record = one.record
    return StatementShown(
        id=one.id,
        kind=one.kind,
        words=one.words,
        title=record.title.text if record.title else "",
        form=record.form,
        options=dict(_options(record)),
        note=record.body,
        marks=marks,
        answers=[_ref(one.page, other) for other in ledger.related_from(one, "of")],
    )


def _options(record: Record) -> Iterator[tuple[str, str]]:
    for name, items in record.options.items():
        if name != "id":
            yield name, ", ".join(f"{item.text} (implied)" if item.implied else item.text for item in items)


def _ref(page: Page, other: Statement) -> str:
    return other.id if other.page.path == page.path else other.ref


def _sources(ledger: Ledger, page: Page) -> Iterator[SourceShown]:
    """All that the page can name, its own first."""
    for source in page.own_sources.values():
        yield _source(source, on_site=False)
    for source in ledger.sources.values():
        yield _source(source, on_site=True)
    for source in BUILT_IN.values():
        yield _source(source, on_site=True, built_in=True)


def _source(source: Source, *, on_site: bool, built_in: bool = False) -> SourceShown:
    return SourceShown(source.id, source.label, source.type, on_site, built_in)
