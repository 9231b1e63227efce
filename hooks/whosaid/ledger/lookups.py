"""Looks up every name that an author writes: what is unknown is a fault, with the nearest names."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping, Sequence
from typing import Final
from urllib.parse import unquote

import msgspec

from ..base.faults import ReadingFault, UnknownArticle, UnknownOutlet, UnknownSource, UnknownStatement
from ..base.filefaults import IdOfAnAnchor, NamesItself, NotPublished, SourceDeclaredTwice, UnknownMain
from ..base.model import Item, Page, Source
from ..base.options import NOBODY
from ..base.plain import anchors_of, possible_anchors
from ..base.publication import Publication
from ..base.sourcefields import SOURCE_REFERENCES
from .mistyped import Faults
from .records import BUILT_IN, Statement, find_source, page_of, ref_of
from .targets import Targets

IsFile = Callable[[str], bool]
"""Whether the author has a file at this path in the docs folder."""

PagesById = Callable[[], Mapping[str, Sequence[str]]]
"""The paths of the pages that have a statement with an id; found when something is first looked for."""

MOST_SUGGESTIONS: Final = 200  # per kind; finding the nearest name among thousands takes milliseconds each time


def add_fault(faults: Faults, page: Page, fault: ReadingFault) -> None:
    """Add a fault of a page to those of its kind."""
    faults[fault.kind].append((page, fault))


def look_up_source(
    page: Page, item: Item, site: Mapping[str, Source], faults: Faults, fault: type[ReadingFault] = UnknownSource
) -> Source | None:
    """The source that an item names; None, with a fault, if there is none."""
    source = find_source(site, page, item.text)
    if source is None:
        few = len(faults[fault.kind]) < MOST_SUGGESTIONS
        known = (*site, *(own.id for own in page.sources), *BUILT_IN) if few else ()
        add_fault(faults, page, fault(item.at, item.text, known))
    return source


def look_up_statements(
    page: Page,
    pages: Mapping[str, Page],
    by_ref: Mapping[str, Statement],
    pages_by_id: PagesById,
    faults: Faults,
) -> None:
    """The statements that a page's statements name."""
    for record, name, item in page.naming:
        if name == "of" and item.text == NOBODY:
            continue
        ref = ref_of(page.path, item.text)
        if ref not in by_ref:
            known: tuple[str, ...] = ()
            if len(faults[UnknownStatement.kind]) < MOST_SUGGESTIONS:
                elsewhere = _elsewhere(page, item.text, pages_by_id)
                known = elsewhere or _ids_near(item.text, ref, by_ref, pages)
            add_fault(faults, page, UnknownStatement(item.at, item.text, known, name))
        elif record.id is not None and ref == f"{page.path}#{record.id.text}":
            add_fault(faults, page, NamesItself(item.at, item.text, detail=name))


def look_up_main_claims(pages_by_id: PagesById, faults: Faults) -> None:
    """The pages that have the main claims which their own pages lack."""
    for at, (page, fault) in enumerate(faults.get(UnknownMain.kind, ())):
        id_ = fault.text.rpartition("#")[2]
        if not fault.detail and id_ not in fault.expected and (paths := pages_by_id().get(id_)):
            faults[UnknownMain.kind][at] = page, msgspec.structs.replace(fault, detail=paths[0])


def _elsewhere(page: Page, target: str, pages_by_id: PagesById) -> tuple[str, ...]:
    """The statements on other pages that have the id, as written from this page."""
    id_ = target.rpartition("#")[2]
    folder = posixpath.dirname(page.path) or "."
    return tuple(f"{posixpath.relpath(path, folder)}#{id_}" for path in pages_by_id().get(id_, ()))


def _ids_near(target: str, ref: str, by_ref: Mapping[str, Statement], pages: Mapping[str, Page]) -> tuple[str, ...]:
    """The ids the author may have meant: those of the page named, as written from this page."""
    path, _, _ = ref.rpartition("#")
    file, hash_, _ = target.rpartition("#")
    if path not in pages:
        return ()
    return tuple(f"{file}{hash_}{r.id.text}" for r in pages[path].records if r.id and f"{path}#{r.id.text}" in by_ref)


class Anchors:
    """The anchors each page may have, as far as its text shows."""

    def __init__(self, pages: Mapping[str, Page]) -> None:
        self.pages = pages
        self.known: dict[str, frozenset[str]] = {}

    def __call__(self, path: str) -> frozenset[str]:
        if path not in self.known:
            page = self.pages[path]
            self.known[path] = frozenset(possible_anchors(page.headings, page.anchors))
        return self.known[path]


def look_up_links(page: Page, targets: Targets, faults: Faults) -> None:
    """Where a page's links lead."""
    for fault in (*targets.faults_of_marks(page), *targets.unknown(page)):
        add_fault(faults, page, fault)


def look_up_own_anchors(page: Page, faults: Faults) -> None:
    """A page's own ids that are anchors already."""
    if page.headings or page.anchors:
        here = {anchor.text for anchor in anchors_of(page.headings, page.anchors)}
        for record in page.records:
            if record.id is not None and record.id.text in here:
                add_fault(faults, page, IdOfAnAnchor(record.id.at, record.id.text))


def look_up_sources_of_sources(page: Page, site: Mapping[str, Source], faults: Faults) -> None:
    """The sources that the entries of a page's sources name."""
    for source in page.sources:
        if site.get(source.id, source) is not source:
            add_fault(faults, page, SourceDeclaredTwice(source.at[""], source.id))
        for key in SOURCE_REFERENCES:
            for id_ in source.ids(key):
                at = source.at.get(f"{key} {id_}", source.at.get(key, source.at[""]))
                if id_ == source.id:
                    add_fault(faults, page, NamesItself(at, id_, detail=key))
                look_up_source(page, Item(id_, at), site, faults)


def look_up_destinations(page: Page, publication: Publication, is_file: IsFile, faults: Faults) -> None:
    """Where a page's links lead, if the site does not publish all that Whosaid can add to it."""
    marks = (Item(link.file, link.id.at - 1 - len(link.file)) for link in page.links if link.file)
    for item in (*page.destinations, *marks):
        path = page_of(page.path, unquote(item.text.partition("#")[0]))
        output = publication.output_of(path)
        if output is not None and output not in publication.outputs and not is_file(path):
            add_fault(faults, page, NotPublished(item.at, item.text, detail=output))


_BY_SOURCE: Final = {"source": UnknownSource, "via": UnknownOutlet, "about": UnknownSource}


def look_up_embeds(
    page: Page, pages: Mapping[str, Page], site: Mapping[str, Source], by_ref: Mapping[str, Statement], faults: Faults
) -> None:
    """What a page's embeds name."""
    for embed in page.embeds:
        for key, items in embed.filters.items():
            for item in items:
                name = unquote(item.text)
                ref = ref_of(page.path, name)
                if key in _BY_SOURCE:
                    declaring = pages.get(ref.rpartition("#")[0]) if "#" in name else page
                    if declaring is None or find_source(site, declaring, name.rpartition("#")[2]) is None:
                        fault = _BY_SOURCE[key]
                        few = len(faults[fault.kind]) < MOST_SUGGESTIONS
                        known = (*site, *(own.id for own in (declaring or page).sources)) if few else ()
                        add_fault(faults, page, fault(item.at, item.text, known))
                elif key == "article" and page_of(page.path, name) not in pages:
                    folder = posixpath.dirname(page.path) or "."
                    few = len(faults[UnknownArticle.kind]) < MOST_SUGGESTIONS
                    known = tuple(posixpath.relpath(path, folder) for path in pages) if few else ()
                    add_fault(faults, page, UnknownArticle(item.at, item.text, known))
                elif key == "same-as" and ref not in by_ref:
                    add_fault(faults, page, UnknownStatement(item.at, item.text, (), key))
