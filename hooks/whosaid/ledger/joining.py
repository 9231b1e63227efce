"""Joins all pages into the ledger; references that cannot be resolved are added to the faults.

Every name that an author writes (a source, an outlet, a statement, an anchor) is resolved here and nowhere else.
"""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cache
from typing import Final
from urllib.parse import unquote

import msgspec

from ..base.faults import (
    BadId,
    ReadingFault,
    ShortFormWord,
    UnknownArticle,
    UnknownOutlet,
    UnknownSource,
    UnknownStatement,
)
from ..base.filefaults import (
    BadYaml,
    DamagedFrontMatter,
    DuplicateId,
    IdOfAnAnchor,
    MixedRoute,
    NamesItself,
    SourceDeclaredTwice,
    UnreadableFile,
    ViaNobody,
)
from ..base.filenames import SOURCES_FILE
from ..base.model import Item, Link, Page, Record, Source
from ..base.plain import anchors_of, possible_anchors
from ..base.vocabulary import (
    ATTRIBUTED_TYPES,
    DIRECT_ROUTES,
    ID,
    KINDS,
    NOBODY,
    OPTIONS,
    OWN_OUTLET,
    PLACES,
    SOURCE_TYPES,
    UNANSWERED,
)
from .mistyped import UNKNOWN, Faults, blame_declarations, mistyped_ids
from .records import (
    AUTHOR,
    BUILT_IN,
    MOST_SHARED,
    MOST_SOURCES,
    SOURCE_REFERENCES,
    Ledger,
    Statement,
    Step,
    find_source,
    page_of,
    ref_of,
)
from .targets import Targets


def join(files: Iterable[Page], site_sources: Iterable[Source]) -> Ledger:
    """The ledger of these files, in any order, and the site's sources."""
    ordered = {page.path: page for page in sorted(files, key=lambda page: page.path)}
    sources = {source.id: source for source in site_sources}
    faults: Faults = defaultdict(list)
    statements: dict[str, tuple[Statement, ...]] = {}
    by_ref: dict[str, Statement] = {}
    names = cache(lambda path: _names_of(ordered[path].sources if path else sources.values()))
    for path, page in ordered.items():
        for fault in page.faults:
            fault = _with_id(page, fault, names) if isinstance(fault, BadId | ShortFormWord) else fault
            _add(faults, page, fault)
        if page.records:
            for fault in mistyped_ids(page):
                _add(faults, page, fault)
            statements[path] = _statements(page, sources, faults)
            by_ref.update((statement.ref, statement) for statement in statements[path])
    naming = _naming(by_ref)
    families = _families(by_ref, naming)
    responses, unlisted = _responses(naming, families)
    pages_by_id: dict[str, list[str]] = defaultdict(list)
    for statement in by_ref.values():
        pages_by_id[statement.id].append(statement.page.path)
    targets = Targets(ordered, by_ref, _Anchors(ordered))
    for page in ordered.values():
        _look_up_statements(page, ordered, by_ref, pages_by_id, faults)
        _look_up_links(page, targets, faults)
        _look_up_sources_of_sources(page, sources, faults)
        _look_up_embeds(page, ordered, sources, by_ref, faults)
    _drop_consequences(faults)
    if faults.keys() & UNKNOWN:
        blame_declarations(ordered, sources, faults)
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


_MOST_SUGGESTIONS = 200  # per kind; finding the nearest name among thousands takes milliseconds each time


def _add(faults: Faults, page: Page, fault: ReadingFault) -> None:
    faults[fault.kind].append((page, fault))


def _drop_consequences(faults: Faults) -> None:
    """Drop the unknown sources if the file that declares sources could not be read: that is the finding."""
    unread = {page.path for type_ in (BadYaml, DamagedFrontMatter) for page, _ in faults.get(type_.kind, ())}
    unread |= {page.path for page, fault in faults.get(UnreadableFile.kind, ()) if fault.detail != "encoding"}
    for kind in ("wrong-shape", "duplicate-key"):
        unread |= {page.path for page, fault in faults.get(kind, ()) if fault.detail in ("sources", "field")}
    for kind in UNKNOWN & faults.keys() if unread else ():
        faults[kind] = [(page, fault) for page, fault in faults[kind] if not unread & {page.path, SOURCES_FILE}]


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
            few = len(faults[DuplicateId.kind]) < _MOST_SUGGESTIONS
            line = str(page.text.count("\n", 0, first.id.at) + 1) if few and first.id is not None else ""
            _add(faults, page, DuplicateId(record.id.at, record.id.text, detail=line))
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
    if record.form == "block" and len(links) == 1:
        return (links[0],)
    if record.form == "short":
        paragraph = next((link.paragraph for link in links if link.at == record.at), None)
    else:
        paragraph = links[0].paragraph if links else None
    return tuple(link for link in links if link.paragraph == paragraph)


def _sources_of(page: Page, record: Record, site: Mapping[str, Source], faults: Faults) -> tuple[Source, ...]:
    """The sources of a record; an unknown name in `source`, `about` or `translated-by` is a fault."""
    for item in (*record.items("about"), *record.items("translated-by")):
        if item.text != OWN_OUTLET:
            _source(page, item, site, faults)
    items = record.items("source")
    if not items:
        return (AUTHOR,) if record.kind == "opinion" and "source" not in record.options else ()
    if len(items) == 1:
        only = _source(page, items[0], site, faults)
        return (only,) if only is not None else ()
    found = (_source(page, item, site, faults) for item in items)
    return tuple({source.id: source for source in found if source is not None}.values())[:MOST_SOURCES]


_ARTICLE = re.compile(r"(?:the|an?)\s+", re.IGNORECASE)


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


def _source(
    page: Page, item: Item, site: Mapping[str, Source], faults: Faults, fault: type[ReadingFault] = UnknownSource
) -> Source | None:
    source = find_source(site, page, item.text)
    if source is None:
        few = len(faults[fault.kind]) < _MOST_SUGGESTIONS
        known = (*site, *(own.id for own in page.sources), *BUILT_IN) if few else ()
        _add(faults, page, fault(item.at, item.text, known))
    return source


def _with_route(page: Page, record: Record, site: Mapping[str, Source]) -> Record:
    """The record, with the page's default route if it states none and its source can have one."""
    silent = page.via and PLACES.isdisjoint(record.options) and record.kind not in UNANSWERED
    sources = [find_source(site, page, item.text) for item in record.items("source")] if silent else []
    if not any(source is not None and source.type in _NEED_ROUTE for source in sources):
        return record
    return msgspec.structs.replace(record, options={**record.options, "via": page.via})


_NEED_ROUTE = ATTRIBUTED_TYPES - {"witness", "outlet"}  # a reporter was there; an outlet's report is its own route


def _via_of(page: Page, record: Record, site: Mapping[str, Source], faults: Faults) -> tuple[Step, ...]:
    """The route of a record; an unknown name, or nobody in particular, is a fault."""
    steps = []
    via = record.items("via")
    for item in via:
        if item.text in DIRECT_ROUTES:
            if len(via) > 1:
                _add(faults, page, MixedRoute(item.at, item.text))
            continue
        source = _source(page, item, site, faults, UnknownOutlet)
        if source is not None:
            steps.append(Step(source, item.implied))
            if source.type in SOURCE_TYPES and source.type not in ATTRIBUTED_TYPES:
                _add(faults, page, ViaNobody(item.at, item.text))
    return tuple(steps[:MOST_SOURCES])


_STATEMENT_OPTIONS = frozenset(name for name, option in OPTIONS.items() if option.value == "statement")


def _naming(by_ref: Mapping[str, Statement]) -> dict[str, dict[str, tuple[Statement, ...]]]:
    """For each statement, by option, the statements that name it there, in the order of the site."""
    found: dict[str, dict[str, dict[str, Statement]]] = {}
    for ref, statement in by_ref.items():
        for name, items in statement.record.options.items():
            for item in items if name in _STATEMENT_OPTIONS else ():
                named = ref_of(statement.page.path, item.text)
                if named != ref:
                    found.setdefault(named, {}).setdefault(name, {})[ref] = statement
    return {ref: {name: tuple(who.values()) for name, who in options.items()} for ref, options in found.items()}


def _families(
    by_ref: Mapping[str, Statement], naming: Mapping[str, Mapping[str, tuple[Statement, ...]]]
) -> dict[str, tuple[Statement, ...]]:
    """The statements joined by `same-as`, in either direction and on any pages, by each one's ref."""
    members: dict[str, list[str]] = {}
    for ref, options in naming.items():
        for statement in options.get("same-as", ()) if ref in by_ref else ():
            one, two = (members.setdefault(name, [name]) for name in (ref, statement.ref))
            if one is not two:
                more, fewer = (one, two) if len(one) > len(two) else (two, one)
                more += fewer
                members.update(dict.fromkeys(fewer, more))
    order = {ref: at for at, ref in enumerate(by_ref)} if members else {}
    families: dict[int, tuple[Statement, ...]] = {}
    for joint in members.values():
        if id(joint) not in families:
            families[id(joint)] = tuple(by_ref[ref] for ref in sorted(joint, key=order.__getitem__))
    return {ref: families[id(members[ref])] for ref in by_ref if ref in members}


def _responses(
    naming: Mapping[str, Mapping[str, tuple[Statement, ...]]], families: Mapping[str, tuple[Statement, ...]]
) -> tuple[dict[str, tuple[Statement, ...]], dict[str, int]]:
    """The answers to each statement: its own first, then those to others of its family; and how many are left out."""
    unlisted: dict[str, int] = {}
    responses = {ref: options["of"] for ref, options in naming.items() if "of" in options}
    for ref, family in families.items():
        if ref != family[0].ref:
            continue
        given = {member.ref: responses.get(member.ref, ()) for member in family}
        joint = dict.fromkeys(answer for answers in given.values() for answer in answers)
        shared = _strongest(joint)
        for member, own in given.items() if joint else ():
            responses[member] = tuple(dict.fromkeys((*own, *shared)))
            if more := len(joint) - len(responses[member]):
                unlisted[member] = more
    return responses, unlisted


def _strongest(answers: Collection[Statement]) -> Collection[Statement]:
    """The answers in their order; if there are too many, the strongest."""
    if len(answers) <= MOST_SHARED:
        return answers
    strongest = set(sorted(answers, key=lambda answer: KINDS[answer.kind].rank)[:MOST_SHARED])
    return [answer for answer in answers if answer in strongest]


def _look_up_statements(
    page: Page,
    pages: Mapping[str, Page],
    by_ref: Mapping[str, Statement],
    pages_by_id: Mapping[str, Sequence[str]],
    faults: Faults,
) -> None:
    for record in page.records:
        for name, items in record.options.items():
            for item in items if name in _STATEMENT_OPTIONS else ():
                if name == "of" and item.text == NOBODY:
                    continue
                ref = ref_of(page.path, item.text)
                if ref not in by_ref:
                    known: tuple[str, ...] = ()
                    if len(faults[UnknownStatement.kind]) < _MOST_SUGGESTIONS:
                        elsewhere = _elsewhere(page, item.text, pages_by_id)
                        known = elsewhere or _ids_near(item.text, ref, by_ref, pages)
                    _add(faults, page, UnknownStatement(item.at, item.text, known, name))
                elif record.id is not None and ref == f"{page.path}#{record.id.text}":
                    _add(faults, page, NamesItself(item.at, item.text, detail=name))


def _elsewhere(page: Page, target: str, pages_by_id: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The statements on other pages that have the id, as written from this page."""
    id_ = target.rpartition("#")[2]
    folder = posixpath.dirname(page.path) or "."
    return tuple(f"{posixpath.relpath(path, folder)}#{id_}" for path in pages_by_id.get(id_, ()))


def _ids_near(target: str, ref: str, by_ref: Mapping[str, Statement], pages: Mapping[str, Page]) -> tuple[str, ...]:
    """The ids the author may have meant: those of the page named, as written from this page."""
    path, _, _ = ref.rpartition("#")
    file, hash_, _ = target.rpartition("#")
    if path not in pages:
        return ()
    return tuple(f"{file}{hash_}{r.id.text}" for r in pages[path].records if r.id and f"{path}#{r.id.text}" in by_ref)


class _Anchors:
    """The anchors each page may have, as far as its text shows."""

    def __init__(self, pages: Mapping[str, Page]) -> None:
        self.pages = pages
        self.known: dict[str, frozenset[str]] = {}

    def __call__(self, path: str) -> frozenset[str]:
        if path not in self.known:
            page = self.pages[path]
            self.known[path] = frozenset(possible_anchors(page.headings, page.anchors))
        return self.known[path]


def _look_up_links(page: Page, targets: Targets, faults: Faults) -> None:
    for fault in (*targets.faults_of_marks(page), *targets.unknown(page)):
        _add(faults, page, fault)
    if page.records and (page.headings or page.anchors):
        here = {anchor.text for anchor in anchors_of(page.headings, page.anchors)}
        for record in page.records:
            if record.id is not None and record.id.text in here:
                _add(faults, page, IdOfAnAnchor(record.id.at, record.id.text))


def _look_up_sources_of_sources(page: Page, site: Mapping[str, Source], faults: Faults) -> None:
    for source in page.sources:
        if site.get(source.id, source) is not source:
            _add(faults, page, SourceDeclaredTwice(source.at[""], source.id))
        for key in SOURCE_REFERENCES:
            for id_ in source.ids(key):
                at = source.at.get(f"{key} {id_}", source.at.get(key, source.at[""]))
                if id_ == source.id:
                    _add(faults, page, NamesItself(at, id_, detail=key))
                _source(page, Item(id_, at), site, faults)


def _look_up_embeds(
    page: Page, pages: Mapping[str, Page], site: Mapping[str, Source], by_ref: Mapping[str, Statement], faults: Faults
) -> None:
    for embed in page.embeds:
        for key, items in embed.filters.items():
            for item in items:
                name = unquote(item.text)
                ref = ref_of(page.path, name)
                if key in _BY_SOURCE:
                    declaring = pages.get(ref.rpartition("#")[0]) if "#" in name else page
                    if declaring is None or find_source(site, declaring, name.rpartition("#")[2]) is None:
                        known = (*site, *(own.id for own in (declaring or page).sources))
                        _add(faults, page, _BY_SOURCE[key](item.at, item.text, known))
                elif key == "article" and page_of(page.path, name) not in pages:
                    folder = posixpath.dirname(page.path) or "."
                    few = len(faults[UnknownArticle.kind]) < _MOST_SUGGESTIONS
                    known = tuple(posixpath.relpath(path, folder) for path in pages) if few else ()
                    _add(faults, page, UnknownArticle(item.at, item.text, known))
                elif key == "same-as" and ref not in by_ref:
                    _add(faults, page, UnknownStatement(item.at, item.text, (), key))


_BY_SOURCE: Final = {"source": UnknownSource, "via": UnknownOutlet, "about": UnknownSource}
