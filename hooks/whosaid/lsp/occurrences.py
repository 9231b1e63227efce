"""Where statements and sources are named: in marks, options, embeds, and the entries of sources."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal
from urllib.parse import unquote

from msgspec import Struct

from ..base.embeddable import SOURCE_FILTERS
from ..base.filenames import SOURCES_FILE
from ..base.model import Embed, Item, Page, Source
from ..base.options import OPTIONS
from ..base.sourcefields import SOURCE_REFERENCES
from ..ledger.records import Ledger, find_source, ref_of, source_key

_OF_STATEMENTS: Final = tuple(row.name for row in OPTIONS.values() if row.value == "statement")
_OF_SOURCES: Final = tuple(row.name for row in OPTIONS.values() if row.value in ("source", "speaker", "via"))


class Named(Struct, frozen=True):
    """A statement, by its site-wide name `page.md#id`; or a source, likewise if a page declares it, else by its id."""

    what: Literal["statement", "source"]
    name: str


class Occurrence(Struct, frozen=True):
    """A place where something is named: the id there, from one offset of the page's text to another."""

    named: Named
    start: int
    end: int
    declares: bool = False


def occurrences(ledger: Ledger, page: Page) -> Iterator[Occurrence]:
    """All on a page, each place once, in no order."""
    found: dict[int, Occurrence] = {}
    for one in (*_statements(ledger, page), *_sources(ledger, page)):
        before = found.get(one.start)
        if before is None or one.declares:
            found[one.start] = one
    yield from found.values()


def occurrence_at(ledger: Ledger, page: Page, at: int) -> Occurrence | None:
    """The one at an offset, or right before it; in the words of a mark, that of its statement."""
    here = next((one for one in occurrences(ledger, page) if one.start <= at <= one.end), None)
    if here is not None:
        return here
    marks = [link for link in page.links if link.at <= at < link.end]
    for link in sorted(marks, key=lambda link: link.end - link.at):
        ref = ref_of(page.path, f"{link.file}#{link.id.text}")
        if ref in ledger.by_ref:
            return Occurrence(Named("statement", ref), link.id.at, link.id.at + len(link.id.text))
    return None


def everywhere(ledger: Ledger, named: Named) -> Iterator[tuple[Page, Occurrence]]:
    """All of the site that name the same, page by page."""
    id_ = named.name.rpartition("#")[2]
    for page in ledger.files.values():
        if id_ in page.text:
            same = (one for one in occurrences(ledger, page) if one.named == named)
            yield from ((page, one) for one in sorted(same, key=lambda one: one.start))


def declaration_of(ledger: Ledger, named: Named) -> tuple[Page, Occurrence] | None:
    """Where it is declared; None for what every site has."""
    return next(((page, one) for page, one in everywhere(ledger, named) if one.declares), None)


def _statements(ledger: Ledger, page: Page) -> Iterator[Occurrence]:
    for record in page.records:
        if record.id is not None:
            yield from _named(ledger, page, record.id, declares=_is_first(ledger, page, record.id))
        for option in _OF_STATEMENTS:
            for item in record.items(option):
                yield from _named(ledger, page, item)
    for link in page.links:
        yield from _named(ledger, page, Item(f"{link.file}#{link.id.text}", link.id.at - len(link.file) - 1))
    for embed in page.embeds:
        for item in embed.filters.get("same-as", ()):
            yield from _named(ledger, page, item)


def _is_first(ledger: Ledger, page: Page, id_: Item) -> bool:
    """Whether the statement with this id is the one declared here; a second one of the same id is not."""
    statement = ledger.by_ref.get(f"{page.path}#{id_.text}")
    return statement is not None and statement.record.id == id_


def _named(ledger: Ledger, page: Page, item: Item, *, declares: bool = False) -> Iterator[Occurrence]:
    """An item that names a statement, if there is one: the part of it that is the id."""
    ref = ref_of(page.path, unquote(item.text))
    id_ = item.text.rpartition("#")[2]
    start = item.at + len(item.text) - len(id_)
    if ref in ledger.by_ref and page.text.startswith(id_, start):
        yield Occurrence(Named("statement", ref), start, start + len(id_), declares)


def _sources(ledger: Ledger, page: Page) -> Iterator[Occurrence]:
    for source in page.sources:
        yield from _source(ledger, page, source.id, source.at[""], declares=True)
        for key in SOURCE_REFERENCES:
            for id_ in source.ids(key):
                yield from _source(ledger, page, id_, source.at.get(f"{key} {id_}", source.at.get(key, 0)))
    items = [item for record in page.records for option in _OF_SOURCES for item in record.items(option)]
    for item in (*items, *page.via):
        yield from _source(ledger, page, item.text, item.at)
    for embed in page.embeds:
        yield from _in_embed(ledger, page, embed)


def _in_embed(ledger: Ledger, page: Page, embed: Embed) -> Iterator[Occurrence]:
    for key in SOURCE_FILTERS:
        for item in embed.filters.get(key, ()):
            file, hash_, id_ = unquote(item.text).rpartition("#")
            declaring = ledger.files.get(ref_of(page.path, f"{file}#").removesuffix("#")) if hash_ else page
            start = item.at + len(item.text) - len(id_)
            if declaring is not None and (source := find_source(ledger.sources, declaring, id_)) is not None:
                yield from _at(page, id_, start, _name_of(declaring, source))


def _source(ledger: Ledger, page: Page, id_: str, at: int, *, declares: bool = False) -> Iterator[Occurrence]:
    source = find_source(ledger.sources, page, id_)
    if source is not None:
        yield from _at(page, id_, at, _name_of(page, source), declares=declares)


def _name_of(page: Page, source: Source) -> Named:
    """A source as a page names it; those of sources.yml are the site's."""
    return Named("source", source.id if page.path == SOURCES_FILE else source_key(page, source))


def _at(page: Page, id_: str, at: int, named: Named, *, declares: bool = False) -> Iterator[Occurrence]:
    """An id at an offset, or right behind it in quotation marks, as YAML may have it."""
    for start in (at, at + 1):
        if page.text.startswith(id_, start):
            yield Occurrence(named, start, start + len(id_), declares)
            return
