"""One build, from the check to the last file: what is published, and what is added to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from ..ledger.embargo import under_embargo
from ..render import BuildState
from ..site.addresses import Site, root_of
from .drawntitles import DrawnTitles
from .generated import Additions, remove_own_files
from .pagemeta import FrontMatter
from .published import Addresses, excluded, lost_since, mark_as_drafts, publishable_ledger, published_ledger
from .titles import Titles


class Build:
    """A plug-in that builds several languages starts one inside the other, so that each has its own."""

    def __init__(self, state: BuildState, *, serving: bool) -> None:
        self.state, self.checked, self.serving = state, state.ledger, serving
        self.excluded: frozenset[str] = frozenset()
        self.front_matter = FrontMatter(state)
        self.titles = Titles(state)
        self.drawn_titles = DrawnTitles(state)
        self.additions: Additions | None = None
        self.places: dict[str, str] = {}

    def find_files(self, files: Files, config: MkDocsConfig) -> None:
        """Before any other plug-in: ask what MkDocs itself keeps back; add the pages that others may name."""
        remove_own_files(files, self.checked)
        mark_as_drafts(files, self._under_embargo())
        self.excluded = excluded(files, serving=self.serving)
        self.state.show(publishable_ledger(self.checked, files, self.excluded))
        self.additions = Additions(self.state, files, config)

    def _under_embargo(self) -> Iterable[str]:
        try:
            return under_embargo(self.checked)
        except ValueError as error:
            raise PluginError(f"{error}; unset it, or set it to such a number.") from None

    def add_files(self, files: Files, config: MkDocsConfig) -> None:
        """After all others: see to it that all is there."""
        self.state.show(publishable_ledger(self.checked, files, self.excluded))
        self.state.site = Site(
            config.site_name, root_of(config.site_url), Addresses(files), self.state.settings.feed_id
        )
        if self.additions is not None:
            self.additions.arrive(files)

    def settle(self, nav: Navigation, files: Files) -> None:
        """After all others, when the first page is about to be read: the ledger is what is published."""
        published = published_ledger(self.checked, files, serving=self.serving)
        if self.additions is not None and published.files.keys() != self.state.ledger.files.keys():
            self.state.show(published)
            self.additions.follow(nav)
        self.drawn_titles.draw_first(files)
        self.places = {path: files.src_uris[path].url for path in published.statements}

    def learn_title(self, page: Page, html: str) -> None:
        """When a page is drawn: if its title comes in only now, pages that are still to be drawn show it."""
        if self.drawn_titles.learn(page, html) and self.additions is not None:
            self.additions.follow()

    def lost(self) -> Iterator[str]:
        """What has happened to articles since then, when all pages have been written."""
        if self.additions is not None:
            yield from lost_since(self.state.ledger, self.additions.files, self.places)

    def finish(self) -> None:
        """Write all that could not be written before the pages were."""
        if self.additions is not None:
            self.additions.write()
