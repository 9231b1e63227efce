"""A statement or a source gets another id, wherever the site names it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Final
from urllib.parse import unquote

from ..base.embeddable import SOURCE_FILTERS
from ..base.filenames import SOURCES_FILE
from ..base.model import Item, Page
from ..base.options import OPTIONS, STATEMENT_OPTIONS
from ..base.sourcefields import SOURCE_REFERENCES
from ..ledger.records import ref_of
from .annotating import record_of
from .articletop import yaml_of
from .changes import Refused, Rename
from .declaring import check_free
from .described import checked_id
from .edits import Edit
from .quotes import shown
from .saying import NOTHING, Named, Said
from .working import Way, Working
from .yamlplaces import places

_OTHERWISE: Final = "not all that names it can be changed exactly; change it by hand"
_NAMING_SOURCES: Final = tuple(row.name for row in OPTIONS.values() if row.value in ("source", "speaker", "via"))


def rename(site: Working, path: str, change: Rename) -> Iterator[Way]:
    """The statement of the page with this id, or else the source, and all that names it."""
    said = site.said(path)
    if change.id == change.new:
        raise Refused(f"it is called “{change.new}” already")
    if change.what == "statement" or (not change.what and change.id in said.records):
        record_of(said, change.id)
        checked_id(change.new, said)
        named: _Names = _Statements(f"{path}#{change.id}", change.new)
        pages: Iterable[str] = site.ledger.files
    else:
        on_page = change.id in said.page.own_sources and path != SOURCES_FILE
        if not on_page and change.id not in site.page(SOURCES_FILE).own_sources:
            raise Refused(f"there is no source {shown(change.id)}")
        check_free(site, path, change.new, on_site=not on_page)
        named = _Sources(change.id, change.new, path if on_page else "")
        pages = dict.fromkeys([*site.ledger.files, SOURCES_FILE])
    found = {one: named.places(site.page(one)) for one in pages}
    size = len(change.id)
    edits = {one: [Edit(at, at + size, change.new) for at in sorted(places)] for one, places in found.items() if places}
    yield Way(edits, change.new, named.check)


class _Names(ABC):
    """What names something by its id."""

    @abstractmethod
    def places(self, page: Page) -> set[int]:
        """The offsets at which the id stands on a page."""

    @abstractmethod
    def renamed(self, path: str, what: Named, text: str) -> str:
        """What a page names, as it names it then."""

    def check(self, path: str, before: Said, after: Said) -> str:
        """Why a page does not say the same with the new id; empty if it does."""
        named = partial(self.renamed, path)
        same = before.all_but(NOTHING, named) == after.all_but(NOTHING, named)
        faults = [[fault.kind for fault in said.page.faults] for said in (before, after)]
        return "" if same and faults[0] == faults[1] and not self.places(after.page) else _OTHERWISE


class _Statements(_Names):
    def __init__(self, ref: str, new: str) -> None:
        self.ref, self.new = ref, new
        self.home, _, self.id = ref.rpartition("#")

    def places(self, page: Page) -> set[int]:
        found = {link.id.at for link in page.links if self._is(page.path, f"{link.file}#{link.id.text}")}
        named = [record.id for record in page.records if record.id and page.path == self.home]
        named += [item for record in page.records for name in STATEMENT_OPTIONS for item in record.items(name)]
        named += [item for embed in page.embeds for item in embed.filters.get("same-as", ())]
        named += [_main(page)] if page.path == self.home and page.meta.get("main") == self.id else []
        return found | {_id_at(item, self.id) for item in named if self._is(page.path, unquote(item.text))}

    def renamed(self, path: str, what: Named, text: str) -> str:
        if what == "statement" and self._is(path, unquote(text)):
            return text[: len(text) - len(self.id)] + self.new
        return text

    def _is(self, path: str, target: str) -> bool:
        return target.endswith(self.id) and ref_of(path, target.removeprefix("#")) == self.ref


class _Sources(_Names):
    """`home`: the page that declares it; empty for a source of the site."""

    def __init__(self, id_: str, new: str, home: str) -> None:
        self.id, self.new, self.home = id_, new, home

    def places(self, page: Page) -> set[int]:
        is_seen = not self.home or page.path == self.home
        found = {at + (page.text[at] in "\"'") for at in (self._of_sources(page) if is_seen else ())}
        items = [item for record in page.records for name in _NAMING_SOURCES for item in record.items(name)]
        items = [*items, *page.via] if is_seen else []
        items += [item for embed in page.embeds for name in SOURCE_FILTERS for item in embed.filters.get(name, ())]
        return found | {_id_at(item, self.id) for item in items if self._is(page.path, unquote(item.text))}

    def _of_sources(self, page: Page) -> Iterator[int]:
        for source in page.sources:
            if source.id == self.id:
                yield source.at[""]
            for key in SOURCE_REFERENCES:
                if self.id in source.ids(key):
                    yield source.at.get(f"{key} {self.id}", source.at[key])

    def renamed(self, path: str, what: Named, text: str) -> str:
        if what == "source" and self._is(path, unquote(text)):
            return text[: len(text) - len(self.id)] + self.new
        return text

    def _is(self, path: str, target: str) -> bool:
        file, _, id_ = target.rpartition("#")
        if id_ != self.id:
            return False
        home = ref_of(path, target).rpartition("#")[0] if file else path
        return not self.home or home == self.home


def _id_at(item: Item, id_: str) -> int:
    """Where the id starts that a name ends with."""
    return item.at + len(item.text) - len(id_)


def _main(page: Page) -> Item:
    """The id of the main claim, at the top of a page."""
    span = yaml_of(page.text[: page.body_at])
    root = places(page.text, *span) if span else None
    entry = root.entry("main") if root else None
    if entry is None:
        raise Refused(_OTHERWISE)
    quoted = page.text[entry.value.start] in "\"'"
    return Item(page.meta["main"], entry.value.start + quoted)
