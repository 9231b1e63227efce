"""Joins all pages into the ledger; references that cannot be resolved are added to the faults.

Every name that an author writes (a source, an outlet, a statement, an anchor) is resolved here, by `lookups`, and
nowhere else; `families` says what then belongs together.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import cache

import msgspec

from ..base.faults import BadId, ReadingFault, ShortFormWord, UnknownOutlet
from ..base.filefaults import BadYaml, DamagedFrontMatter, DuplicateId, MixedRoute, UnreadableFile, ViaNobody
from ..base.filenames import SOURCES_FILE
from ..base.kinds import UNANSWERED
from ..base.model import Link, Page, Record, Source
from ..base.options import OWN_OUTLET, PLACES
from ..base.patterns import pattern
from ..base.publication import WHOLE, Publication
from ..base.vocabulary import ATTRIBUTED_TYPES, DIRECT_ROUTES, ID, SOURCE_TYPES
from .families import families_of, naming_of, responses_of
from .keptstatements import KeptStatements
from .lookups import (
    MOST_SUGGESTIONS,
    Anchors,
    IsFile,
    add_fault,
    look_up_destinations,
    look_up_embeds,
    look_up_links,
    look_up_main_claims,
    look_up_own_anchors,
    look_up_source,
    look_up_sources_of_sources,
    look_up_statements,
)
from .mistyped import UNKNOWN, Faults, blame_declarations, mistyped_ids
from .records import AUTHOR, MOST_SOURCES, Ledger, Statement, Step, find_source
from .targets import Targets


def join(
    files: Iterable[Page],
    site_sources: Iterable[Source],
    publication: Publication = WHOLE,
    is_file: IsFile = lambda path: False,
    known: KeptStatements | None = None,
) -> Ledger:
    """The ledger of these files, in any order, and the site's sources. `is_file` is asked if not all is published.

    `known`: the statements of an earlier ledger, which those of the same pages are taken from.
    """
    known = known if known is not None else KeptStatements()
    ordered = {page.path: page for page in sorted(files, key=lambda page: page.path)}
    sources = {source.id: source for source in site_sources}
    known.begin(ordered, sources)
    faults: Faults = defaultdict(list)
    statements: dict[str, tuple[Statement, ...]] = {}
    by_ref: dict[str, Statement] = {}
    names = cache(lambda path: _names_of(ordered[path].sources if path else sources.values()))
    for path, page in ordered.items():
        _add_own_faults(page, names, faults)
        if page.records:
            statements[path] = known.find(page) or _own_statements(page, sources, faults, known)
            by_ref.update((statement.ref, statement) for statement in statements[path])
    naming = naming_of(by_ref)
    families = families_of(by_ref, naming)
    responses, unlisted = responses_of(naming, families)
    pages_by_id = cache(lambda: _pages_by_id(by_ref))
    look_up_main_claims(pages_by_id, faults)
    targets = Targets(ordered, by_ref, Anchors(ordered))
    for page in ordered.values():
        look_up_statements(page, ordered, by_ref, pages_by_id, faults)
        look_up_links(page, targets, faults)
        look_up_sources_of_sources(page, sources, faults)
        look_up_embeds(page, ordered, sources, by_ref, faults)
        if not publication.is_whole:
            look_up_destinations(page, publication, is_file, faults)
    _settle(faults, ordered, sources)
    return Ledger(
        ordered,
        sources,
        statements,
        by_ref,
        families,
        naming,
        responses,
        {kind: tuple(found) for kind, found in sorted(faults.items())},
        unlisted,
    )


def _pages_by_id(by_ref: Mapping[str, Statement]) -> dict[str, list[str]]:
    pages: dict[str, list[str]] = defaultdict(list)
    for statement in by_ref.values():
        pages[statement.id].append(statement.page.path)
    return pages


def _settle(faults: Faults, pages: Mapping[str, Page], sources: Mapping[str, Source]) -> None:
    """Leave of what was found on all pages the causes, and lay each at the place that is to be changed."""
    _drop_consequences(faults)
    if faults.keys() & UNKNOWN:
        blame_declarations(pages, sources, faults)


def _drop_consequences(faults: Faults) -> None:
    """Drop the unknown sources if the file that declares sources could not be read: that is the finding."""
    unread = {page.path for type_ in (BadYaml, DamagedFrontMatter) for page, _ in faults.get(type_.kind, ())}
    unread |= {page.path for page, fault in faults.get(UnreadableFile.kind, ()) if fault.detail != "encoding"}
    for kind in ("wrong-shape", "duplicate-key"):
        unread |= {page.path for page, fault in faults.get(kind, ()) if fault.detail in ("sources", "field")}
    for kind in UNKNOWN & faults.keys() if unread else ():
        faults[kind] = [(page, fault) for page, fault in faults[kind] if not unread & {page.path, SOURCES_FILE}]


def _own_statements(
    page: Page, sources: Mapping[str, Source], faults: Faults, known: KeptStatements
) -> tuple[Statement, ...]:
    """The page's statements; those in which there is no fault are kept."""
    before = sum(map(len, faults.values()))
    for fault in mistyped_ids(page):
        add_fault(faults, page, fault)
    look_up_own_anchors(page, faults)
    found = _statements(page, sources, faults)
    if sum(map(len, faults.values())) == before:
        known.keep(page, found)
    return found


def _statements(page: Page, sources: Mapping[str, Source], faults: Faults) -> tuple[Statement, ...]:
    """The page's statements in the order of its text. A second declaration of an id is a fault, and ignored."""
    links: dict[str, list[Link]] = defaultdict(list)
    for link in page.links:
        if not link.file and link.place == "text":
            links[link.id.text].append(link)
    declared: dict[str, Record] = {}
    marks: dict[str, tuple[Link, ...]] = {}
    for record in page.records:
        if record.id is None:
            continue
        first = declared.setdefault(record.id.text, record)
        if first is not record:
            few = len(faults[DuplicateId.kind]) < MOST_SUGGESTIONS
            line = str(page.text.count("\n", 0, first.id.at) + 1) if few and first.id is not None else ""
            add_fault(faults, page, DuplicateId(record.id.at, record.id.text, detail=line))
            continue
        marks[record.id.text] = _mark_of(record, links.get(record.id.text, []))
    marks = _with_inner(declared, marks)
    parts = [(mark[0].at if mark else declared[id_].at, -len(mark), id_) for id_, mark in marks.items()]
    statements = []
    for number, (_, _, id_) in enumerate(sorted(parts), start=1):
        record, mark = _with_route(page, declared[id_], sources), marks[id_]
        by, via = _sources_of(page, record, sources, faults), _via_of(page, record, sources, faults)
        statements.append(Statement(page, id_, f"{page.path}#{id_}", number, record, by, via, mark))
    return tuple(statements)


def _with_inner(declared: Mapping[str, Record], marks: Mapping[str, tuple[Link, ...]]) -> dict[str, tuple[Link, ...]]:
    """The marks, each with those of the statements within it, in the order of the text."""
    if not any("within" in record.options for record in declared.values()):
        return dict(marks)
    inner: dict[str, list[Link]] = {id_: list(mark) for id_, mark in marks.items()}
    for id_, record in declared.items():
        seen, around = {id_}, record.value("within")
        while around in declared and around not in seen:
            seen.add(around)
            if marks[id_] and marks[around] and marks[id_][0].paragraph == marks[around][0].paragraph:
                inner[around] += marks[id_]
            around = declared[around].value("within")
    return {id_: tuple(sorted(links, key=lambda link: link.at)) for id_, links in inner.items()}


def _mark_of(record: Record, links: list[Link]) -> tuple[Link, ...]:
    """The links that are the statement's mark: those in the paragraph that declares it, or in the first with any."""
    if len(links) == 1 and (record.form == "block" or links[0].at == record.at):
        return (links[0],)
    if record.form == "short":
        paragraph = next((link.paragraph for link in links if link.at == record.at), None)
    else:
        paragraph = links[0].paragraph if links else None
    return tuple(link for link in links if link.paragraph == paragraph)


def _sources_of(page: Page, record: Record, site: Mapping[str, Source], faults: Faults) -> tuple[Source, ...]:
    """The sources of a record; an unknown name in `source`, `about` or `translated-by` is a fault."""
    options = record.options
    if "about" in options or "translated-by" in options:
        for item in (*record.items("about"), *record.items("translated-by")):
            if item.text != OWN_OUTLET:
                look_up_source(page, item, site, faults)
    items = options.get("source", ())
    if not items:
        return (AUTHOR,) if record.kind == "opinion" and "source" not in options else ()
    if len(items) == 1:
        only = look_up_source(page, items[0], site, faults)
        return (only,) if only is not None else ()
    found = (look_up_source(page, item, site, faults) for item in items)
    return tuple({source.id: source for source in found if source is not None}.values())[:MOST_SOURCES]


_ARTICLE = pattern(r"(?:the|an?)\s+", re.IGNORECASE)


def _add_own_faults(page: Page, names: Callable[[str], Mapping[str, str]], faults: Faults) -> None:
    """What was found when the page was read. `names` as in `_with_id`."""
    for fault in page.faults:
        add_fault(faults, page, _with_id(page, fault, names) if isinstance(fault, BadId | ShortFormWord) else fault)


def _with_id(page: Page, fault: ReadingFault, names: Callable[[str], Mapping[str, str]]) -> ReadingFault:
    """The fault, with the id of the source if the author wrote its name instead.

    `names` gives the ids of a page's own sources by name; without a path, those of the site's.
    """
    written = fault.text if isinstance(fault, BadId) else fault.detail
    if not written or fault.detail == "id":
        return fault
    name = _bare(written)
    id_ = names(page.path).get(name) or names("").get(name)
    if id_ is None:
        return fault
    at = fault.at if isinstance(fault, BadId) else page.text.rfind(written, 0, fault.at + len(fault.text))
    return BadId(at, written, (id_,), "source")


def _names_of(sources: Iterable[Source]) -> dict[str, str]:
    """The ids of sources by everything that an author may write instead."""
    return {
        _bare(name): source.id
        for source in sources
        for name in (source.text("described-as"), source.name, source.id.replace("-", " "), source.id)
        if name and ID.fullmatch(source.id)
    }


def _bare(name: str) -> str:
    return _ARTICLE.sub("", " ".join(name.split()).casefold(), count=1)


def _with_route(page: Page, record: Record, site: Mapping[str, Source]) -> Record:
    """The record, with the page's default route if it states none and its source can have one."""
    if not page.via or not PLACES.isdisjoint(record.options) or record.kind in UNANSWERED:
        return record
    sources = (find_source(site, page, item.text) for item in record.items("source"))
    if not any(source is not None and source.type in _NEED_ROUTE for source in sources):
        return record
    return msgspec.structs.replace(record, options={**record.options, "via": page.via})


_NEED_ROUTE = ATTRIBUTED_TYPES - {"witness", "outlet"}  # a reporter was there; an outlet's report is its own route


def _via_of(page: Page, record: Record, site: Mapping[str, Source], faults: Faults) -> tuple[Step, ...]:
    """The route of a record; an unknown name, or nobody in particular, is a fault."""
    via = record.options.get("via", ())
    if not via:
        return ()
    steps = []
    for item in via:
        if item.text in DIRECT_ROUTES:
            if len(via) > 1:
                add_fault(faults, page, MixedRoute(item.at, item.text))
            continue
        source = look_up_source(page, item, site, faults, UnknownOutlet)
        if source is not None:
            steps.append(Step(source, item.implied))
            if source.type in SOURCE_TYPES and source.type not in ATTRIBUTED_TYPES:
                add_fault(faults, page, ViaNobody(item.at, item.text))
    return tuple(steps[:MOST_SOURCES])
