"""A preview that does only what is looked at: after a save, what has not changed is neither converted nor drawn again.

Pages are converted again if what they show has changed (`kept`), and drawn at once if they were; all others, the
ledger's own pages, the theme's and the data are drawn when a browser asks for them (`ondemand`), and so is the search's
list. The search finds what was drawn: it finds the ledger's pages once they have been looked at.

That is left out, and everything is drawn on every save, if another plug-in sees converted or finished pages (it may
need all of them), if the functions that have to be replaced are not those that this was tested with (`replaced`), if
nobody could ask for pages (`--no-livereload`), or if whosaid.yml says `preview: whole`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from ..base.catalogue import in_language
from .build import Build
from .deferred import AnnotationsFile, DeferredFile, SheetFile
from .kept import KeptConversions
from .keptaddresses import KeptAddresses
from .keptfrontmatter import KeptFrontMatter
from .latecopies import LateCopies, put_on_site
from .latepages import LatePages, Told, drawn
from .latetemplates import LateTemplates
from .ondemand import Draw, OnDemand
from .otherplugins import is_alone, sees_files
from .preview import show_findings
from .replaced import BUILD_PAGE, CONVERT, POPULATE, can_be_replaced, replaced
from .searchentries import INDEX, SearchEntries, entries_of, plugins_of
from .unlisted import Unlisted


class QuickPreview:
    """One for all builds of a preview. `is_on`: whether the current build leaves pages out.

    `builds` are the plug-in's, in progress; a page that is drawn on demand resumes its own.
    """

    def __init__(self, builds: list[Build], told: Told) -> None:
        self.builds, self.told = builds, told
        self.conversions, self.on_demand, self.search = KeptConversions(), OnDemand(), SearchEntries()
        self.is_possible = self.is_on = self._is_seen = False
        self._front_matter, self._addresses = KeptFrontMatter(), KeptAddresses()
        self._files = Files([])
        self._copies, self._templates = LateCopies(), LateTemplates()
        self.late: LatePages | None = None
        self._at: Counter[str] = Counter()
        self._replacing = ExitStack()

    def begin(self, config: MkDocsConfig, plugin: object) -> None:
        """Before a build: decide whether it may leave pages out."""
        if len(self.builds) > 1:  # one inside another, by a plug-in that sees all pages
            return
        self._replacing.close()
        self.on_demand.begin()
        wanted = self.is_possible and self.builds[-1].state.settings.preview == "quick"
        self.is_on, self.late = wanted and can_be_replaced() and is_alone(plugin, config), None
        if self.is_on:
            self.conversions.begin(config)
            self.builds[-1].lists_all = self._is_seen = sees_files(plugin, config)
            self.search = SearchEntries(self.search)
            self.late = LatePages(self.builds[-1], config, self.conversions, self.search, self.told)

            def convert(page: Page, config: MkDocsConfig, files: Files) -> None:
                self.conversions.convert(page, config, files, CONVERT)

            self._replacing.enter_context(replaced(self._populate, self._build_page, convert))
            self._replacing.enter_context(self._front_matter.remembered())
            self._replacing.enter_context(self._addresses.remembered())

    def find(self, files: Files, nav: Navigation) -> None:
        """Note the files, and how many pages each address has."""
        self._files = files
        if self.late is not None:
            self.late.find(files, nav)
        self._at = Counter(file.dest_uri for file in files.documentation_pages())

    def read_targets(self, config: MkDocsConfig) -> None:
        """When all pages are converted: also those to whose anchors they link, which MkDocs looks for."""
        if self.late is not None:
            for page in _pages(self._files):
                if page.links_to_anchors and page.file.src_uri not in self.late.paths:
                    self.late.convert_targets(page)

    def let_search_wait(self, config: MkDocsConfig) -> None:
        """Before the search is written, which is long: a browser that asks for it finds what it has of all pages."""
        entries_of(config).clear()

    def let_copies_wait(self, config: MkDocsConfig) -> None:
        """Before the builder copies files; the theme's own pages are next."""
        self._copies, self._templates = LateCopies(), LateTemplates()
        if self.is_on:
            self._copies.let_wait(self._files, config)
            later = partial(partial, self._draw_template, self.builds[-1])
            self._replacing.enter_context(self._templates.waiting(self._copies.places, later))

    def finish(self, config: MkDocsConfig) -> None:
        """Let the files about finished pages wait, and copies, unless something else was written in their place."""
        for place, draw in (*self._templates.left(config.site_dir), *self._copies.left(config.site_dir)):
            self.on_demand.next.setdefault(place, draw)
        build = self.builds[-1]
        if self.late is not None:
            if self.late.are_left:
                self.on_demand.add_rest(partial(self._do_more, self.late, build))
            if plugins_of(config):
                self.on_demand.add(INDEX, partial(self._write_index, self.late, self._files, build, config))
        additions = build.additions
        if additions is None:
            return
        for file in additions.deferred():
            self.on_demand.add(file.dest_uri, partial(self._write_later, file, config, build))
        sheets = additions.sheet_files()
        places = [sheets[path].dest_uri for path in additions.shells if path in sheets]
        shells = [self.on_demand.next.pop(place) for place in places if place in self.on_demand.next]
        for path, sheet in sheets.items():
            self.on_demand.add(sheet.dest_uri, partial(self._fill_later, path, sheet, config, build, shells))
        if (unlisted := additions.unlisted) is not None:
            self.on_demand.add_found(partial(self._find_later, unlisted, config, build, shells))

    def _find_later(
        self, unlisted: Unlisted, config: MkDocsConfig, build: Build, shells: list[Draw], place: str
    ) -> Callable[[], None] | None:
        """How to draw a file that is not listed."""
        with in_language(build.language):
            file = unlisted.at(place)
        if file is None:
            return None
        if isinstance(file, SheetFile):
            return partial(self._fill_later, file.src_uri, file, config, build, shells)
        return partial(self._write_later, file, config, build)

    def end(self, *, succeeded: bool) -> None:
        """The build has ended; if it has not succeeded, what waits is still what the last one left."""
        self._replacing.close()
        if succeeded:
            self.conversions.end()
            self.on_demand.end()

    def _can_wait(self, page: Page) -> bool:
        """Whether a page is converted only when it is asked for: one of the ledger's, and not yet converted."""
        is_ours = page.file.src_uri in self.builds[-1].state.generated
        return is_ours and page.content is None and page.file.src_uri not in self.builds[-1].in_nav

    def _populate(self, page: Page, config: MkDocsConfig, files: Files, dirty: bool = False) -> None:
        if self._can_wait(page):
            return
        build = self.builds[-1]
        is_title_known = page.file.src_uri not in build.drawn_titles.waiting
        if is_title_known and not self._is_seen and self.conversions.give(page, config, files):
            build.front_matter.take_over(page)
        elif self.late is not None:
            self.late.populate(page)

    def _build_page(self, page: Page, config: MkDocsConfig, *rest: Any, **more: Any) -> None:
        path, build = page.file.src_uri, self.builds[-1]
        draw = partial(BUILD_PAGE, page, config, *rest, **more)
        is_alone = self._at[page.file.dest_uri] == 1  # of several, such as a.md and a/index.md, the last one is shown
        is_same = is_alone and path in self.conversions.reused and self.search.take_over(page, config)
        if self.late is not None and (is_same or path in build.state.generated or path in self.late.paths):
            self.on_demand.add(
                page.file.dest_uri, partial(self._draw_later, page, config, draw, build, self._files, self.late)
            )
        else:
            with self.search.of(page, config), in_language(build.language), drawn(page, build):
                draw()

    def _draw_later(
        self,
        page: Page,
        config: MkDocsConfig,
        draw: Callable[[], None],
        build: Build,
        files: Files,
        late: LatePages,
    ) -> None:
        with self._resumed(build):
            put_on_site(page.file, config)
            if page.file.src_uri in late.paths:
                late.complete(page)
            elif page.content is None:
                POPULATE(page, config, files)
                build.titles.escape([page.file])
                show_findings(build.state, [page.file])
                build.front_matter.escape([page.file])
            with late.search.of(page, config), drawn(page, build):
                draw()
        if plugins_of(config):
            self.on_demand.again(INDEX, partial(self._write_index, late, files, build, config))

    def _draw_template(self, build: Build, draw: Draw) -> None:
        with self._resumed(build):
            draw()

    def _do_more(self, late: LatePages, build: Build) -> bool:
        with self._resumed(build):
            return late.step()

    def _write_index(self, late: LatePages, files: Files, build: Build, config: MkDocsConfig) -> bool:
        """Let the search find all pages of the authors; true as long as one of them waits."""
        if late.are_left:
            self._do_more(late, build)
            return True
        late.search.write(list(_pages(files)), config)
        return False

    def _write_later(self, file: DeferredFile, config: MkDocsConfig, build: Build) -> None:
        with self._resumed(build):
            if isinstance(file, AnnotationsFile):
                self.on_demand.draw(file.article.dest_uri)
                put_on_site(file.article, config)
            put_on_site(file, config)
            file.write()

    def _fill_later(self, path: str, sheet: File, config: MkDocsConfig, build: Build, shells: list[Draw]) -> None:
        """Fill in a page; before the first one, the theme draws the pages that all others are copies of."""
        assert build.additions is not None
        with self._resumed(build):
            if shells:
                for draw in shells:
                    draw()
                build.additions.read_shells()
                shells.clear()
            put_on_site(sheet, config)
            build.additions.write_sheet(path)

    @contextmanager
    def _resumed(self, build: Build) -> Iterator[None]:
        self.builds.append(build)
        try:
            with in_language(build.language):
                yield
        finally:
            self.builds.pop()


def _pages(files: Files) -> Iterator[Page]:
    return (file.page for file in files if file.page is not None and file.is_documentation_page())
