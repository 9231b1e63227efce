"""`data/claims.csv`, a row for each statement, and `data/sources.csv`, a row for each source.

The columns have the content of the JSON as text; several values in a cell are joined by a semicolon and a space.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from operator import attrgetter
from typing import Final

import msgspec

from ..base.options import SHOWN_OPTIONS
from ..ledger.records import Ledger
from ..site.addresses import Site
from .csvtext import csv_lines
from .export import Export
from .opendata import SourceShape, SpeakerShape, StatementShape
from .rows import all_source_facts, statement_facts

CLAIMS_TABLE: Final = "data/claims.csv"
SOURCES_TABLE: Final = "data/sources.csv"


def files(ledger: Ledger, site: Site) -> Iterator[Export]:
    """Both tables."""
    yield Export(CLAIMS_TABLE, partial(_claims, ledger, site))
    yield Export(SOURCES_TABLE, partial(_sources, ledger))


def _claims(ledger: Ledger, site: Site) -> Iterator[str]:
    facts = (statement_facts(ledger, site, statement) for statement in ledger.all_statements())
    yield from csv_lines([CLAIM_COLUMNS])
    yield from csv_lines([column(row) for column in CLAIM_COLUMNS.values()] for row in facts)


def _sources(ledger: Ledger) -> Iterator[str]:
    yield from csv_lines([SOURCE_COLUMNS])
    rows = (msgspec.structs.astuple(row) for row in all_source_facts(ledger))
    yield from csv_lines([_text(value) for value in row] for row in rows)


def _text(value: object) -> str:
    return _joined(value) if isinstance(value, list) else str(value)


def _joined(values: Iterable[str]) -> str:
    return "; ".join(values)


def _labels(speakers: Iterable[SpeakerShape]) -> str:
    return _joined(speaker.label for speaker in speakers)


def _ids(speakers: Iterable[SpeakerShape]) -> str:
    return _joined(speaker.id for speaker in speakers)


CLAIM_COLUMNS: Final[dict[str, Callable[[StatementShape], str]]] = {
    "ref": lambda row: row.ref,
    "page": lambda row: row.page,
    "id": lambda row: row.id,
    "number": lambda row: str(row.number),
    "address": lambda row: row.address,
    "kind": lambda row: row.kind,
    "words": lambda row: row.words,
    "title": lambda row: row.title,
    "attribution": lambda row: row.attribution,
    "state": lambda row: row.state,
    "answers": lambda row: " ".join(answer.in_words for answer in row.answers),
    "answer-refs": lambda row: _joined(answer.ref for answer in row.answers),
    "more-answers": lambda row: str(row.more_answers),
    "type": lambda row: row.type,
    "group": lambda row: row.group,
    "sources": lambda row: _labels(row.sources),
    "source-ids": lambda row: _ids(row.sources),
    "route": lambda row: row.route.kind,
    "route-in-words": lambda row: row.route.in_words,
    "through": lambda row: _labels(row.route.through),
    "where": lambda row: row.where,
    "date": lambda row: row.date,
    "certainty": lambda row: _joined(row.certainty),
    "terms": lambda row: row.terms,
    "quote": lambda row: row.quote,
    "scope": lambda row: row.scope,
    "asked": lambda row: row.asked,
    "about": lambda row: _labels(row.about),
    "about-ids": lambda row: _ids(row.about),
    "of": lambda row: _joined(row.of),
    "restates": lambda row: _joined(row.restates),
    **{row.name: attrgetter(row.attribute) for row in SHOWN_OPTIONS},
    "within": lambda row: _joined(row.within),
    "refines": lambda row: _joined(row.refines),
    "supports": lambda row: _joined(row.supports),
    "contradicts": lambda row: _joined(row.contradicts),
    "basis-for": lambda row: _joined(row.basis_for),
    "same-as": lambda row: _joined(row.same_as),
    "family": lambda row: row.family,
    "note": lambda row: row.note,
    "url": lambda row: row.url,
    "archive-url": lambda row: row.archive_url,
}
SOURCE_COLUMNS: Final = SourceShape.__struct_encode_fields__
