"""A build on several cores: pages are converted, given to the theme and written, each of it by several processes.

Three times, when everything is known that is needed for it, copies of this process do their shares of the work:

    convert   after `on_nav`: Markdown, or what stands in its place, becomes HTML
    draw      after `on_env`: the theme draws the pages
    write     in `on_post_build`: pages filled into shells, data, embeds and annotations

This process takes up what they leave, page by page, as if it had drawn them itself: the same bytes come of it, the same
messages in the same order, the same errors. It draws everything itself if another plug-in, extension or template may
carry something from page to page (`otherplugins`), if the functions to be replaced are not those that this was tested
with (`replaced`), if there can be no copies (`processes`), or if whosaid.yml says `workers: 1`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import partial
from typing import Any, Final, TypeVar

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from msgspec import Struct

from ..check.findings import Finding
from ..ledger.loading import keeps
from .build import Build
from .conversions import Conversion, conversion_of
from .finishedpages import FinishedPages
from .laidaside import at_hand, lay_aside
from .lastsite import LastSite
from .leftbehind import Left, leaving, take_up
from .otherplugins import draws_one_by_one
from .pagemeta import Meta
from .processes import Answer, done_by_copies, processes_for
from .replaced import BUILD_PAGE, CONVERT, POPULATE, can_be_replaced, replaced
from .searching import Searching
from .storedpages import StoredPages

_T = TypeVar("_T")
_R = TypeVar("_R")

_FEW: Final = 4
"""Copies are not worth their start for fewer pages each."""


class _Converted(Struct, eq=False):
    """A page that was read and converted: its text and front matter, after all plug-ins, and as `written`."""

    conversion: Conversion
    markdown: str | None
    meta: Meta
    written: Meta | None
    differences: list[Finding]
    left: Left


class Cores:
    """One for all builds of a process. `builds` are the plug-in's, in progress."""

    def __init__(self, builds: Sequence[Build], searching: Searching) -> None:
        self.builds, self.searching = builds, searching
        self.processes = 1
        self.kept, self.is_kept = StoredPages(), False
        self._converted: dict[str, Answer[_Converted]] | None = None
        self._drawn: dict[str, Answer[Left]] | None = None
        self._finished: FinishedPages | None = None
        self._replacing = ExitStack()

    def begin(self, config: MkDocsConfig, plugin: object) -> None:
        """Before a build: decide how many processes draw it."""
        if len(self.builds) > 1:  # one inside another, by a plug-in that sees all pages
            return
        self.end()
        if not can_be_replaced():
            return
        settings = self.builds[-1].state.settings
        populate, build_page = POPULATE, BUILD_PAGE
        if draws_one_by_one(config, plugin):
            self.processes = processes_for(settings.workers)
            populate, build_page = self._populate, self._build_page
        self.is_kept = keeps(settings) and self.kept.begin(config)
        convert = self._kept_conversion() if self.is_kept else CONVERT
        self._replacing.enter_context(replaced(populate, build_page, convert))

    def end(self) -> None:
        """The build has ended."""
        self._replacing.close()
        self.processes, self._converted, self._drawn, self._finished = 1, None, None, None
        self.is_kept = False

    def write(self, writers: Sequence[Callable[[], None]], last: LastSite, config: MkDocsConfig) -> None:
        """Run functions that write a file each, or take it from the last site."""

        def written(write: Callable[[], None]) -> tuple[Left, set[str]]:
            last.taken.clear()  # in a copy of this process
            with leaving(config) as left:
                write()
            return left, last.taken

        for write, answer in zip(writers, self._done(writers, written, config), strict=True):
            if answer is None:
                write()
            else:
                left, taken = answer.read()
                last.taken |= taken
                take_up(left, config)

    def _done(self, things: Sequence[_T], do: Callable[[_T], _R], config: MkDocsConfig) -> Sequence[Answer[_R] | None]:
        processes = min(self.processes, len(things) // _FEW)
        return done_by_copies(things, do, processes, config.site_dir) if processes > 1 else [None] * len(things)

    def drawing(self, page: Page, draw: Callable[..., None]) -> Callable[..., None]:
        """How a generated page is drawn: as it was kept, if that can be."""
        if not self.is_kept or len(self.builds) > 1:
            return draw
        build = self.builds[-1]

        def draw_or_give(config: MkDocsConfig, files: Files) -> None:
            self.kept.draw(page, build, config, partial(draw, config, files))

        return draw_or_give

    def _kept_conversion(self) -> Callable[[Page, MkDocsConfig, Files], None]:
        def convert(page: Page, config: MkDocsConfig, files: Files) -> None:
            if len(self.builds) > 1:
                CONVERT(page, config, files)
            else:
                self.kept.convert(page, config, files, CONVERT)

        return convert

    def _populate(self, page: Page, config: MkDocsConfig, files: Files, dirty: bool = False) -> None:
        if self._converted is None and not self.builds[-1].drawn_titles.waiting:  # titles that others show
            self._converted = self._convert(page, config, files)
        found = self._converted.pop(page.file.src_uri, None) if self._converted is not None else None
        if found is None:
            POPULATE(page, config, files, dirty)
        else:
            self._take_up(page, found, config, files)

    def _convert(self, first: Page, config: MkDocsConfig, files: Files) -> dict[str, Answer[_Converted]]:
        """The pages from this one on."""
        wanted = files.documentation_pages()
        pages = [_page_of(file, config) for file in wanted[wanted.index(first.file) :]]
        plain = [page for page in pages if type(page) is Page]
        found = self._done(plain, lambda page: self._converted_page(page, config, files), config)
        return {page.file.src_uri: one for page, one in zip(plain, found, strict=True) if one is not None}

    def _converted_page(self, page: Page, config: MkDocsConfig, files: Files) -> _Converted:
        build = self.builds[-1]
        before = len(build.state.differences)
        with leaving(config) as left:
            POPULATE(page, config, files)
        written = build.front_matter.written.get(page.file.src_uri)
        differences = build.state.differences[before:]
        return _Converted(conversion_of(page), page.markdown, page.meta, written, differences, left)

    def _take_up(self, page: Page, answer: Answer[_Converted], config: MkDocsConfig, files: Files) -> None:
        build, found = self.builds[-1], answer.read()
        page.markdown, page.meta = found.markdown, found.meta
        found.conversion.give(page, files)
        lay_aside(page, lambda: answer.read().conversion.content)
        if found.written is not None:
            build.front_matter.written[page.file.src_uri] = found.written
        build.state.differences.extend(found.differences)
        take_up(found.left, config)

    def _build_page(
        self,
        page: Page,
        config: MkDocsConfig,
        doc_files: Sequence[File],
        nav: Any,
        env: Any,
        dirty: bool = False,
        excluded: bool = False,
    ) -> None:
        def draw(page: Page) -> None:
            excluded = page.file.inclusion.is_excluded()
            draw_now = partial(BUILD_PAGE, page, config, doc_files, nav, env, dirty, excluded=excluded)
            with at_hand(page):
                self._finished.draw(page, draw_now) if self._finished is not None else draw_now()

        if self._drawn is None:
            if keeps(self.builds[-1].state.settings):
                self._finished = FinishedPages(self.builds[-1], config, nav, repr(self.searching.is_pagefind))
            self._drawn = self._draw(doc_files, config, draw)
        left = self._drawn.pop(page.file.src_uri, None)
        if left is None:
            draw(page)
        else:
            take_up(left.read(), config)

    def _draw(
        self, files: Sequence[File], config: MkDocsConfig, draw: Callable[[Page], None]
    ) -> dict[str, Answer[Left]]:
        def drawn(page: Page) -> Left:
            with leaving(config) as left:
                draw(page)
            return left

        at = Counter(file.dest_uri for file in files)  # of several, such as a.md and a/index.md, the last one is kept
        pages = [file.page for file in files if file.page is not None and at[file.dest_uri] == 1]
        found = self._done(pages, drawn, config)
        return {page.file.src_uri: left for page, left in zip(pages, found, strict=True) if left is not None}


def _page_of(file: File, config: MkDocsConfig) -> Page:
    """The page of a file, made as MkDocs does when it comes to one that is not in the navigation."""
    return file.page if file.page is not None else Page(None, file, config)
