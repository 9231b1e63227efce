"""Conversions of pages that are kept between builds: of the articles, and of the ledgers of single articles.

An article is converted from its slice of the ledger (ledger/slices.py), whatever it looks up beyond that is kept with
the answers (slicestates.py), and its name is a digest of its Markdown, the slice and the configuration. Only where
nothing else can matter: every extension is known to depend on nothing else (`kept`), every option can be told from
another, and neither the builder nor the check had anything to say of the page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import msgspec
from mkdocs.commands import build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from msgspec import Struct

from ..base.catalogue import in_language, language
from ..base.storage import Store, digest
from ..ledger.loading import as_typed
from ..ledger.slices import Slice, Slices
from ..pages import IndexPage
from ..pages.articlepages import article_pages
from ..render import BuildState
from ..render.buildstate import language_of
from .build import Build, build_state_of
from .conversions import Stored, conversion_of, restored, stored
from .drawing import draw_page
from .kept import Convert, are_pure
from .ledgerfile import MARK
from .logged import logged
from .noted import NotedFiles
from .plainvalues import plain
from .published import Addresses
from .slicestates import Answering, Answers, noted_addresses, slice_state

_NAME: Final = "converted"
_encode: Final = msgspec.msgpack.Encoder().encode


class _Kept(Struct, array_like=True):
    """A conversion, and what else was looked up for it."""

    answers: Answers
    conversion: Stored


_decode: Final = msgspec.msgpack.Decoder(_Kept).decode


class StoredPages:
    """For the builds of one process. `begin` says whether anything can be kept."""

    def __init__(self) -> None:
        self.store: Store | None = None
        self._made_with = b""
        self._slices: Slices | None = None

    def begin(self, config: MkDocsConfig) -> bool:
        """Before a build."""
        self._slices, options = None, _options(config)
        self.store = None
        if options is not None and are_pure(config):
            self.store = Store(as_typed(Path(config.docs_dir)), _NAME)
            self._made_with = digest(options, language(), language_of(config))
        return self.store is not None

    def convert(self, page: Page, config: MkDocsConfig, files: Files, convert: Convert) -> None:
        """Convert a page, or give it what was kept."""
        state, path = build_state_of(config), page.file.src_uri
        if self.store is None or type(page) is not Page or path in state.generated or path not in state.ledger.files:
            convert(page, config, files)
            return
        slices = self._slices_of(state)
        slice_ = slices.of(path)
        answering = Answering(state, slices)
        key = self._key(page, slice_, slices)
        found = self.store.find(key, _decode)
        if found is not None and answering.are(found.answers):
            restored(found.conversion).give(page, files)
            return
        with drawing_slice(config, state, slice_, files) as seen, logged() as messages:
            convert(page, config, seen)
            is_quiet = not messages and not build_state_of(config).differences
        if is_quiet:
            self.store.keep(key, _Kept(answering.to(slice_.asked), stored(conversion_of(page))))

    def draw(self, page: Page, build: Build, config: MkDocsConfig, draw: Callable[[], None]) -> None:
        """Draw a generated page; the ledger of one article is drawn from its slice and kept, or given as kept."""
        article = build.article_of(page.file.src_uri)
        if self.store is None or article is None or (page.markdown or "").strip() != MARK:
            draw()
            return
        state, files, slices = build.state, build.addresses.files, self._slices_of(build.state)
        slice_, answering = slices.of(article), Answering(state, slices)
        key = self._key(page, slice_, slices)
        found = self.store.find(key, _decode)
        if found is not None and answering.are(found.answers):
            restored(found.conversion).give(page, files)
            return
        own = slice_state(state, slice_, noted_addresses(state, slice_), is_closed=True)
        with in_language(build.language):
            index = dict(article_pages(own.selector, state.settings.publication))[page.file.src_uri]
            assert isinstance(index, IndexPage)
            draw_page(page, index.make(), own, build.headings, config, files)
        self.store.keep(key, _Kept(answering.to(slice_.asked), stored(conversion_of(page))))

    def _key(self, page: Page, slice_: Slice, slices: Slices) -> bytes:
        assert self.store is not None
        file, sources = page.file, slices.sources
        of_page = page.markdown or "", file.src_uri, file.url, file.inclusion.name
        return self.store.key(self._made_with, sources, slice_.digest, *of_page)

    def _slices_of(self, state: BuildState) -> Slices:
        if self._slices is None or self._slices.ledger is not state.ledger:
            self._slices = Slices(state.ledger)
        return self._slices


@contextmanager
def drawing_slice(config: MkDocsConfig, state: BuildState, slice_: Slice, files: Files) -> Iterator[Any]:
    """The files of the site, while a slice is drawn. What is found meanwhile is found by the build, too."""
    seen: Any = NotedFiles(files, slice_.asked)
    options = config.mdx_configs["whosaid"]
    own = options["state"] = slice_state(state, slice_, Addresses(seen), is_closed=False)
    try:
        yield seen
    finally:
        options["state"] = state
        state.differences.extend(own.differences)


def _options(config: MkDocsConfig) -> bytes | None:
    """A digest of all options of a conversion; None if there is one that cannot be told from another."""
    state = build_state_of(config)
    others = {name: values for name, values in config.mdx_configs.items() if name != "whosaid"}
    own = {name: value for name, value in config.mdx_configs["whosaid"].items() if name != "state"}
    builder = build.__name__, config.site_name, config.site_url, config.use_directory_urls, dict(config.validation)
    words = (config.markdown_extensions, others, own, builder, repr(state.settings), repr(state.signs))
    try:
        return _encode([plain(words), build.log.getEffectiveLevel()])
    except TypeError:
        return None
