"""Pages of the authors that a preview has read, but converts only when somebody needs them.

When it starts, a preview reads all pages: the check needs their text, and the navigation their titles. To convert and
draw them would take ten times as long, and a browser asks for one of them. So they wait: for a browser, for the search,
or until nobody has asked for anything for a moment, when MkDocs says what is wrong with their links.

A page waits from the start of a preview, or a change of its settings, until it is needed; if its text is saved before
that, it is converted with the build. It waits only if its title is known without converting it, and never with
`--strict`, which wants to know all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from ..check.findings import Finding
from ..check.running import check_anchors
from ..render import log
from ..render.neighbours import neighbours
from .build import Build
from .builderrors import in_a_sentence
from .halves import convert_page, read_page
from .kept import KeptConversions
from .pagehtml import built_anchors
from .pagemeta import Meta
from .preview import show_findings
from .published import is_from_plugin
from .replaced import CONVERT, POPULATE
from .searchentries import SearchEntries, plugins_of

_PLAIN_TITLE: Final = re.compile(r"(?:[ ]*\n)*# [^\W_][^\W_]*(?:[ ,]+[^\W_]+)*[ ]*(?:\n[ ]*)?(?:\n|\Z)")
"""A page that begins with a title in which no extension finds anything but words."""

Told = Callable[[Build, list[Finding]], None]


class LatePages:
    """Those of one build. `told` is told what is found while pages are converted after it."""

    def __init__(
        self, build: Build, config: MkDocsConfig, conversions: KeptConversions, search: SearchEntries, told: Told
    ) -> None:
        self.build, self.config, self.conversions, self.search, self.told = build, config, conversions, search, told
        self.files, self.nav = Files([]), Navigation([], [])
        self._context = conversions.context
        self._late: dict[str, Page] = {}
        self._meta: dict[str, Meta] = {}
        self._waiting: set[str] = set()
        self._complete: set[str] = set()
        self._left: list[Page] = []

    def find(self, files: Files, nav: Navigation) -> None:
        """Note the files and the navigation."""
        self.files, self.nav = files, nav

    def populate(self, page: Page) -> None:
        """Read a page, and convert it if it may not wait."""
        page = read_page(page, self.config, self.files)
        if self._may_wait(page):
            self._late[page.file.src_uri], self._meta[page.file.src_uri] = page, page.meta
            self._waiting.add(page.file.src_uri)
            self._left.append(page)
        else:
            convert_page(page, self.config, self.files, lambda: page.render(self.config, self.files))

    def titled(self, files: Files) -> Iterator[File]:
        """The files, without the pages that wait and have a title only when they are converted."""
        return (file for file in files if file.src_uri not in self._late or file.src_uri in self.build.in_nav)

    def _may_wait(self, page: Page) -> bool:
        path, build = page.file.src_uri, self.build
        is_plain = type(page) is Page and path not in build.state.generated
        needs_nothing = path not in build.drawn_titles.waiting and self._has_title(page)
        return is_plain and self.conversions.can_wait(page) and needs_nothing and not self.config.strict

    def _has_title(self, page: Page) -> bool:
        """Whether the title is known already, as it will be; only the navigation needs it."""
        path = page.file.src_uri
        if path not in self.build.in_nav or "title" in vars(page) or "title" in page.meta:
            return True
        is_plain = _PLAIN_TITLE.match(page.markdown or "") is not None and self.build.headings.keep_levels
        return is_plain and self.build.state.is_drawable(path)

    @property
    def paths(self) -> Collection[str]:
        """The pages that waited when the build had read them, even if they wait no more."""
        return self._late.keys()

    @property
    def are_left(self) -> bool:
        """Whether there is something left to be done for one of them."""
        return bool(self._left)

    def missing_anchors(self) -> list[Finding]:
        """What is wrong with links to anchors, on the pages that did not wait."""
        paths = (path for path in self.build.state.ledger.files if path not in self._late)
        return [finding for path in paths for finding in self._missing_on(path)]

    def _missing_on(self, path: str) -> Iterable[Finding]:
        ledger = self.build.state.ledger
        return check_anchors(ledger, self._anchors_on, path) if path in ledger.files else ()

    def _anchors_on(self, path: str) -> frozenset[str] | None:
        if path in self._waiting:
            self._convert(self._late[path])
        return built_anchors(self.files, path)

    def convert_targets(self, page: Page) -> None:
        """Convert the pages to whose anchors a page links, which MkDocs looks for."""
        for file in page.links_to_anchors or ():
            if file.page is None or file.page.content is not None:
                continue
            if file.src_uri in self._waiting:
                self._convert(file.page)
            elif file.src_uri in self.build.state.generated:
                POPULATE(file.page, self.config, self.files)

    def complete(self, page: Page) -> None:
        """Convert a page if it still waits, and show what is found on it; whoever draws it may then do so."""
        path, found = page.file.src_uri, self.build.state.differences
        if path in self._complete:
            return
        before = len(found)
        if path in self._waiting:
            self._convert(page)
        if path not in self.build.in_nav:
            self.build.titles.escape([page.file])
        found.extend(self._missing_on(path))
        show_findings(self.build.state, [page.file])
        self._complete.add(path)
        if new := found[before:]:
            self.told(self.build, new)

    def _convert(self, page: Page) -> None:
        convert_page(page, self.config, self.files, lambda: self._render(page))
        self._waiting.remove(page.file.src_uri)

    def _render(self, page: Page) -> None:
        escaped, page.meta = page.meta, self._meta[page.file.src_uri]
        try:
            if self._context == self.conversions.context:
                self.conversions.convert(page, self.config, self.files, CONVERT)
            else:  # a later build has failed that is made differently
                CONVERT(page, self.config, self.files)
        finally:
            page.meta = escaped

    def step(self) -> bool:
        """Do for one page what is left of it, and whether there are more."""
        if self._left:
            page = self._left.pop(0)
            try:
                self.complete(page)
                self.convert_targets(page)
                page.validate_anchor_links(files=self.files, log_level=self.config.validation.links.anchors)
                self._let_be_found(page)
            except Exception as error:  # whoever asks for the page is told, too
                log.error("“%s” cannot be drawn: %s", page.file.src_uri, in_a_sentence(error) or error)
        return bool(self._left)

    def _let_be_found(self, page: Page) -> None:
        """Give the search what it has of a page that is not drawn yet."""
        if plugins_of(self.config) and page.file.src_uri not in self.search.drawn:
            context = dict[str, Any]()
            with self.search.of(page, self.config), drawn(page, self.build):
                self.config.plugins.on_page_context(
                    context,  # type: ignore[arg-type]  # of which the search uses nothing
                    page=page,
                    config=self.config,
                    nav=self.nav,
                )


@contextmanager
def drawn(page: Page, build: Build) -> Iterator[None]:
    """While a page is drawn, it ends with links to others, which are not worked out for pages that are not."""
    content = page.content or ""
    if not is_from_plugin(page):
        page.content = f"{content}{neighbours(build.state, page.file.src_uri)}"
    try:
        yield
    finally:
        page.content = content
