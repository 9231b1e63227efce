"""One build, from the check to the last file: what is published, and what is added to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from ..ledger.embargo import under_embargo
from ..render import Board
from ..site.addresses import Site, root_of
from .drawntitles import DrawnTitles
from .generated import Additions, remove_own_files
from .pagemeta import FrontMatter
from .published import Addresses, hold_back, is_published, kept_back, lost_since, may_be_published
from .titles import Titles


class Build:
    """A plug-in that builds several languages starts one inside the other, so that each has its own."""

    def __init__(self, board: Board, *, serving: bool) -> None:
        self.board, self.checked, self.serving = board, board.ledger, serving
        self.kept_back: frozenset[str] = frozenset()
        self.front_matter = FrontMatter(board)
        self.titles = Titles(board)
        self.drawn_titles = DrawnTitles(board)
        self.additions: Additions | None = None
        self.places: dict[str, str] = {}

    def find_files(self, files: Files, config: MkDocsConfig) -> None:
        """Before any other plug-in: ask what MkDocs itself keeps back; add the pages that others may name."""
        remove_own_files(files, self.checked)
        hold_back(files, self._under_embargo())
        self.kept_back = kept_back(files, serving=self.serving)
        self.board.show(may_be_published(self.checked, files, self.kept_back))
        self.additions = Additions(self.board, files, config)

    def _under_embargo(self) -> Iterable[str]:
        try:
            return under_embargo(self.checked)
        except ValueError as error:
            raise PluginError(f"{error}; unset it, or set it to such a number.") from None

    def add_files(self, files: Files, config: MkDocsConfig) -> None:
        """After all others: see to it that all is there."""
        self.board.show(may_be_published(self.checked, files, self.kept_back))
        self.board.site = Site(
            config.site_name, root_of(config.site_url), Addresses(files), self.board.settings.feed_id
        )
        if self.additions is not None:
            self.additions.arrive(files)

    def settle(self, nav: Navigation, files: Files) -> None:
        """After all others, when the first page is about to be read: the ledger is what is published."""
        published = is_published(self.checked, files, serving=self.serving)
        if self.additions is not None and published.files.keys() != self.board.ledger.files.keys():
            self.board.show(published)
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
            yield from lost_since(self.board.ledger, self.additions.files, self.places)

    def finish(self) -> None:
        """Write all that could not be written before the pages were."""
        if self.additions is not None:
            self.additions.write()
