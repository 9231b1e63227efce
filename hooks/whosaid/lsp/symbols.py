"""Outlines of pages, the search for statements and sources in a site, and what can be folded."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain, islice
from typing import Final

from lsprotocol.types import DocumentSymbol, FoldingRange, FoldingRangeKind, SymbolKind

from ..base.kinds import KINDS
from ..base.model import Page, Source
from ..ledger.records import Ledger, Statement
from ..words.labels import kind_label, type_label
from ..words.wording import name_of, shortened
from .positions import Positions

Found = Source | Statement
"""What a search finds."""
MOST: Final = 200  # found at once
_LONGEST: Final = 80
_ICONS: Final = {"claim": SymbolKind.Property, "opinion": SymbolKind.Field, "response": SymbolKind.Event}
SOURCE_ICON: Final = SymbolKind.Constant


def outline(ledger: Ledger, page: Page, positions: Positions) -> list[DocumentSymbol]:
    """The sources that a page declares, and its statements, in the order of the text."""
    found = [_source(source, positions) for source in page.own_sources.values()]
    found += [of_statement(statement, positions) for statement in ledger.statements.get(page.path, ())]
    return sorted(found, key=lambda symbol: (symbol.range.start.line, symbol.range.start.character))


def _source(source: Source, positions: Positions) -> DocumentSymbol:
    start = source.at[""]
    place = positions.range(start, start + len(source.id))
    detail = f"{source.label} ({type_label(source.type)})"
    return DocumentSymbol(name=source.id, kind=SOURCE_ICON, range=place, selection_range=place, detail=detail)


def of_statement(statement: Statement, positions: Positions) -> DocumentSymbol:
    """A statement, where its words are; one without a mark, where it is declared."""
    mark = statement.marks[0] if statement.marks else None
    start, end = (mark.at, mark.end) if mark else (statement.record.at, statement.record.end)
    inner = positions.range(mark.words_at, mark.words_end) if mark else positions.range(start, start)
    return DocumentSymbol(
        name=shortened(name_of(statement), _LONGEST).strip() or statement.id,
        kind=_ICONS[KINDS[statement.kind].family],
        range=positions.range(start, end),
        selection_range=inner,
        detail=f"{kind_label(statement.kind)} · {statement.id}",
    )


def search(ledger: Ledger, query: str) -> list[Found]:
    """The statements whose id or words have the words of a query in them, and the sources; the first MOST."""
    words = query.casefold().split()
    sources = (one for one in ledger.sources.values() if _has(words, one.id, one.label))
    statements = (one for one in ledger.all_statements() if _has(words, one.id, name_of(one)))
    return [*islice(chain[Found](sources, statements), MOST)]


def _has(words: Iterable[str], *texts: str) -> bool:
    whole = " ".join(texts).casefold()
    return all(word in whole for word in words)


def folds(page: Page, positions: Positions) -> list[FoldingRange]:
    """The front matter of a page, and its blocks."""
    blocks = [(record.at, record.end) for record in page.records if record.form == "block"]
    if page.body_at:
        blocks.insert(0, (0, len(page.text[: page.body_at].rstrip("\n"))))
    found = []
    for start, end in blocks:
        first, last = positions.position(start).line, positions.position(max(start, end - 1)).line
        if last > first:
            found.append(FoldingRange(first, last, kind=FoldingRangeKind.Region))
    return found
