"""Mistyped ids: one that is declared but not used, paired with one that is used but not declared.

If an id is mistyped where it is declared, every use of it is unknown. Pairing the two gives a single finding.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Final

from ..base.faults import ReadingFault, UnclosedBlock, UnknownOutlet, UnknownSource
from ..base.filefaults import MissingId, MistypedId
from ..base.filenames import SOURCES_FILE
from ..base.model import Item, Page, Record, Source
from ..base.options import STATEMENT_OPTIONS
from ..base.plain import anchors_of
from ..base.vocabulary import ID, id_like
from .records import named_sources, referenced_sources

Faults = dict[str, list[tuple[Page, ReadingFault]]]
UNKNOWN: Final = frozenset((UnknownSource.kind, UnknownOutlet.kind))
_NEAR: Final = 0.7
_MOST: Final = 100  # of each on one page; more are not typing errors


def mistyped_ids(page: Page) -> Iterator[ReadingFault]:
    """A fault for each pair, at the block's id, or at the mark if other places on the page agree with the block.

    Blocks without an id are faults as well, with the intended id if that is clear.
    """
    declared = {record.id.text for record in page.records if record.id is not None}
    marks: dict[str, Item] = {}
    for link in page.links:
        if not link.file and link.place == "text" and link.id.text not in declared:
            marks.setdefault(link.id.text, link.id)
    blocks = _without_mark(page)
    unclosed = {fault.at for fault in page.faults if isinstance(fault, UnclosedBlock)} if blocks else set()
    if marks and blocks:
        for anchor in anchors_of(page.headings, page.anchors):
            marks.pop(anchor.text, None)
    named = _named(page) if marks and blocks else Counter[str]()
    for block in blocks:
        few = len(blocks) <= _MOST and len(marks) <= _MOST
        mark = _meant(block, marks, alone=len(blocks) == 1) if few else None
        if mark is not None:
            del marks[mark.text]
        if block.id is None and not block.options and block.at in unclosed:
            continue  # its first line is there twice
        if block.id is None:
            yield MissingId(block.at, mark.text if mark is not None else "", detail=block.kind)
        elif mark is None:
            continue
        elif named[block.id.text] >= named[mark.text]:
            yield MistypedId(mark.at, mark.text, detail=block.id.text)
        else:
            yield MistypedId(block.id.at, block.id.text, (_line_number(page, mark),), mark.text)


def _without_mark(page: Page) -> list[Record]:
    """The blocks that no words are marked for, including those without an id."""
    marked = {link.id.text for link in page.links if not link.file and link.place == "text"}
    return [
        record
        for record in page.records
        if record.form == "block"
        and (record.id.text not in marked if record.id is not None else "id" not in record.options)
    ]


def _named(page: Page) -> Counter[str]:
    """How often each id occurs on the page, in marks, mentions and options."""
    named = Counter(link.id.text for link in page.links if not link.file)
    for record in page.records:
        named.update(item.text for name in STATEMENT_OPTIONS for item in record.items(name))
    return named


def _meant(block: Record, marks: dict[str, Item], *, alone: bool) -> Item | None:
    """The mark that belongs to a block: one with a similar id, or the only one left for the only block left."""
    if block.id is not None and (near := get_close_matches(block.id.text, marks, 1, _NEAR)):
        return marks[near[0]]
    only = alone and len(marks) == 1 and block.title is None
    return next(iter(marks.values())) if only or (block.id is None and alone and len(marks) == 1) else None


def _line_number(page: Page, item: Item) -> str:
    return str(page.text.count("\n", 0, item.at) + 1)


def blame_declarations(pages: Mapping[str, Page], site: Mapping[str, Source], faults: Faults) -> None:
    """If several places use a name that nearly matches an unused source, report one fault, at the declaration.

    If the declared id is not a valid id, that is already a fault, and the uses are only dropped.
    """
    unknown: dict[str, list[tuple[str, Page, ReadingFault]]] = defaultdict(list)
    for kind in sorted(UNKNOWN & faults.keys()):
        for page, fault in faults[kind]:
            unknown[fault.text].append((kind, page, fault))
    explained: set[str] = set()
    blamed: list[tuple[Page, ReadingFault]] = []
    used = _used_sources(pages)
    unused = {id_like(id_): source for id_, source in site.items() if id_ not in used}
    for name, places in list(unknown.items())[:_MOST]:
        naming_pages = {page.path: page for _, page, _ in places}
        of_page = next(iter(naming_pages.values())).sources if len(naming_pages) == 1 else ()
        own = {id_like(source.id): source for source in of_page if source.id not in used}
        near = get_close_matches(name, [*own, *unused][:_MOST], 1, _NEAR)
        if not near:
            continue
        source = own.get(near[0]) or unused[near[0]]
        is_id = ID.fullmatch(source.id) is not None
        declaring = next(iter(naming_pages.values())) if near[0] in own else pages.get(SOURCES_FILE)
        count = len({(page.path, fault.at) for _, page, fault in places})
        if declaring is None or (is_id and count == 1):
            continue
        explained.add(name)
        if is_id:
            blamed.append((declaring, UnknownSource(source.at[""], name, (source.id,), str(count))))
    for kind in UNKNOWN & faults.keys() if explained else ():
        faults[kind] = [(page, fault) for page, fault in faults[kind] if fault.text not in explained]
    faults[UnknownSource.kind] += blamed


def _used_sources(pages: Mapping[str, Page]) -> set[str]:
    used: set[str] = set()
    for page in pages.values():
        used.update(named_sources(page))
        for source in page.sources:
            used.update(referenced_sources(source))
    return used
