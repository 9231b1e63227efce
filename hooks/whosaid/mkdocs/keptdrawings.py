"""What is drawn of one article beside its page, kept between builds: its claims' pages and embeds, its data.

Each is drawn from the article's slice of the ledger (ledger/slices.py), and kept under a digest of that slice and of
all that is the same for the whole site. What else was looked up, such as the addresses of other pages, is kept with the
answers: if one of them is another now, everything is drawn again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, MutableMapping
from pathlib import Path
from typing import Final, TypeVar

import msgspec
from mkdocs.config.defaults import MkDocsConfig
from msgspec import Struct, field

from ..base.catalogue import language
from ..base.storage import Store
from ..exports import exports_of
from ..exports.annotations import annotations_json, annotations_path
from ..exports.argdown import argdown_file
from ..exports.fragments import fragment_path
from ..exports.rows import article_file
from ..ledger.loading import as_typed
from ..ledger.records import Statement
from ..ledger.slices import Slice, Slices
from ..pages import FamilyPage, Sheet, family_pages
from ..render import BuildState
from ..render.buildstate import language_of
from ..words.selection import Selector
from .deferred import AnnotationsFile, DeferredFile
from .lastsite import LastSite
from .shells import Filling, filling_of
from .slicestates import Answering, Answers, noted_addresses, slice_state

NAME: Final = "drawn"
_T = TypeVar("_T")

Fill = Callable[..., None]
"""Writes a page; with an argument, that is its filling."""


class _Drawn(Struct, array_like=True):
    """What was drawn of an article, by path: pages and files; with the answers to what was asked outside its slice."""

    answers: Answers
    sheets: dict[str, Filling]
    files: dict[str, str]


class _Files(Struct):
    """The files about one article that are to be written."""

    sheets: dict[str, Fill] = field(default_factory=dict)
    files: dict[str, DeferredFile] = field(default_factory=dict)


class KeptDrawings:
    """For one build, when all pages are finished."""

    def __init__(self, state: BuildState, config: MkDocsConfig, picture: str, last: LastSite) -> None:
        self.state, self.picture, self.last = state, picture, last
        self.publication = state.settings.publication
        self.slices = Slices(state.ledger)
        self.store = Store(as_typed(Path(config.docs_dir)), NAME)
        site = state.site
        of_site = site.name, site.root, site.feed_id, repr(state.settings), repr(state.signs)
        self._site = self.store.key(self.slices.sources, language(), language_of(config), picture, *of_site)
        self._answering = Answering(state, self.slices)
        self._parts: dict[int, _Parts] = {}

    def writers(
        self,
        sheets: Mapping[str, Sheet],
        fill: MutableMapping[str, Fill],
        files: MutableMapping[str, DeferredFile],
    ) -> list[Callable[[], None]]:
        """A function for each article that writes what is about it, which is taken out of what is to be written."""
        found = {path: _Files() for path in self.state.ledger.statements}
        for path, sheet in sheets.items():
            if isinstance(sheet, FamilyPage) and path in fill:
                found[sheet.family[0].page.path].sheets[path] = fill.pop(path)
        for article, statements in self.state.ledger.statements.items():
            for path in _paths_of(article, statements):
                if path in files:
                    found[article].files[path] = files.pop(path)
        return [_Writer(self, article, its) for article, its in found.items() if its.sheets or its.files]

    def write(self, article: str, its: _Files) -> None:
        """Write the files about an article."""
        drawn = self._drawn(article)
        for path, fill in its.sheets.items():
            fill(*([drawn.sheets[path]] if path in drawn.sheets else []))
        for path, file in its.files.items():
            if isinstance(file, AnnotationsFile):
                self._write_annotations(article, file)
            elif path in drawn.files:
                self.last.write(drawn.files[path], file.abs_dest_path)
            else:
                file.write()

    def _drawn(self, article: str) -> _Drawn:
        slice_ = self.slices.of(article)

        def draw(parts: _Parts) -> _Drawn:
            sheets = {path: filling_of(sheet, parts.state, self.picture) for path, sheet in parts.sheets[article]}
            return _Drawn([], sheets, {path: parts.text(path) for path in parts.paths[article]})

        return self._kept(self.store.key(self._site, slice_.digest, article), slice_, draw)

    def _write_annotations(self, article: str, file: AnnotationsFile) -> None:
        if (html := file.read_article()) is None:
            return
        slice_ = self.slices.of(article)

        def draw(parts: _Parts) -> _Drawn:
            ledger = slice_.ledger
            return _Drawn([], {}, {"": annotations_json(ledger, parts.state.site, ledger.files[article], html)})

        drawn = self._kept(self.store.key(self._site, slice_.digest, article, html), slice_, draw)
        self.last.write(drawn.files[""], file.abs_dest_path)

    def _kept(self, key: bytes, slice_: Slice, draw: Callable[[_Parts], _Drawn]) -> _Drawn:
        """What was kept under a key, or is now drawn and kept."""
        found = self.store.find(key, _decode)
        if found is not None and self._answering.are(found.answers):
            return found
        drawn = draw(self._parts_of(slice_))
        drawn.answers = self._answering.to(slice_.asked)
        self.store.keep(key, drawn)
        return drawn

    def _parts_of(self, slice_: Slice) -> _Parts:
        if id(slice_) not in self._parts:
            self._parts[id(slice_)] = _Parts(self, slice_)
        return self._parts[id(slice_)]


_decode: Final = msgspec.msgpack.Decoder(_Drawn).decode


class _Writer(Struct):
    """Writes what is about one article."""

    kept: KeptDrawings
    article: str
    its: _Files

    def __call__(self) -> None:
        self.kept.write(self.article, self.its)


class _Parts:
    """All that can be drawn from a slice, by article."""

    def __init__(self, kept: KeptDrawings, slice_: Slice) -> None:
        self.state = slice_state(kept.state, slice_, noted_addresses(kept.state, slice_), is_closed=True)
        ledger = slice_.ledger
        self.sheets: dict[str, list[tuple[str, Sheet]]] = {path: [] for path in ledger.statements}
        publication = kept.publication
        if "claims" in publication.outputs:
            for path, sheet in family_pages(Selector(ledger), publication):
                if isinstance(sheet, FamilyPage):
                    self.sheets[sheet.family[0].page.path].append((path, sheet))
        self._exports = {one.path: one for one in exports_of(ledger, self.state.site, publication)}
        self.paths = {
            article: [path for path in _paths_of(article, statements) if path in self._exports]
            for article, statements in ledger.statements.items()
        }

    def text(self, path: str) -> str:
        """The content of a file."""
        return "".join(self._exports[path].pieces())


def _paths_of(article: str, statements: tuple[Statement, ...]) -> Iterator[str]:
    """The files that are about one article."""
    yield from (article_file(article), argdown_file(article), annotations_path(article))
    yield from map(fragment_path, statements)
