"""Where a site names a statement or a source by its id, apart from the words of its texts."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from functools import partial
from typing import Final
from urllib.parse import unquote

from msgspec import Struct

from ..base.embeddable import SOURCE_FILTERS
from ..base.model import Item, Page, Record
from ..base.options import OPTIONS, STATEMENT_OPTIONS
from ..base.sourcefields import SOURCE_REFERENCES
from ..ledger.records import ref_of
from .articletop import yaml_of
from .saying import Named, Said
from .yamlplaces import places

_OTHERWISE: Final = "not all that names it can be changed exactly; change it by hand"
_NAMING_SOURCES: Final = tuple(row.name for row in OPTIONS.values() if row.value in ("source", "speaker", "via"))


class NamedHere(Struct, frozen=True):
    """One naming of a statement: in an option of a record, in an embed, or at the top of its page."""

    option: str
    item: Item
    record: Record | None = None


def names_of(page: Page, ref: str) -> Iterator[NamedHere]:
    """Where a page names the statement with this site-wide name, apart from links."""
    for record in page.records:
        for name in STATEMENT_OPTIONS & record.options.keys():
            yield from (NamedHere(name, item, record) for item in record.items(name) if _is(page, item, ref))
    for embed in page.embeds:
        items = embed.filters.get("same-as", ())
        yield from (NamedHere("same-as", item) for item in items if _is(page, item, ref))
    if f"{page.path}#{page.meta.get('main')}" == ref:
        yield NamedHere("main", _main(page))


def _is(page: Page, item: Item, ref: str) -> bool:
    return ref_of(page.path, unquote(item.text)) == ref


class Names(ABC):
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
        same = before.all_but(named=named) == after.all_but(named=named)
        faults = [[fault.kind for fault in said.page.faults] for said in (before, after)]
        return "" if same and faults[0] == faults[1] and not self.places(after.page) else _OTHERWISE


class Statements(Names):
    def __init__(self, ref: str, new: str) -> None:
        self.ref, self.new = ref, new
        self.home, _, self.id = ref.rpartition("#")

    def places(self, page: Page) -> set[int]:
        found = {link.id.at for link in page.links if self._is(page.path, f"{link.file}#{link.id.text}")}
        if page.path == self.home:
            found |= {one.id.at for one in page.records if one.id is not None and one.id.text == self.id}
        return found | {_id_at(one.item, self.id) for one in names_of(page, self.ref)}

    def renamed(self, path: str, what: Named, text: str) -> str:
        if what == "statement" and self._is(path, unquote(text)):
            return text[: len(text) - len(self.id)] + self.new
        return text

    def _is(self, path: str, target: str) -> bool:
        return target.endswith(self.id) and ref_of(path, target.removeprefix("#")) == self.ref


class Sources(Names):
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
    at = entry.value.start if entry else 0
    return Item(page.meta["main"], at + (page.text[at] in "\"'"))
