"""One build, from the check to the last file: what is published, and what is added."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator
from functools import wraps
from typing import Any, TypeVar

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from ..base.catalogue import in_language
from ..ledger.embargo import under_embargo
from ..ledger.records import Ledger
from ..pages import article_path
from ..render import BuildState
from ..render.indexpage import Headings
from ..site.addresses import Site, root_of
from .drawing import draw_page
from .drawntitles import DrawnTitles
from .generated import Additions, remove_own_files
from .pagemeta import FrontMatter
from .published import Addresses, excluded, lost_since, mark_as_drafts, publishable_ledger, published_ledger
from .titles import Titles

_T = TypeVar("_T")


class Build:
    """A build; a plug-in for several languages starts builds inside each other, each with a `Build` of its own.

    `lists_all`: whether all its files are listed (unlisted.py).
    """

    def __init__(self, state: BuildState, language: str, *, serving: bool) -> None:
        self.language = language
        self.state, self.checked, self.serving = state, state.ledger, serving
        self.lists_all = True
        self.excluded: frozenset[str] = frozenset()
        self.front_matter = FrontMatter(state)
        self.titles = Titles(state)
        self.drawn_titles = DrawnTitles(state)
        self.additions: Additions | None = None
        self.addresses = Addresses(Files([]))
        self.places: dict[str, str] = {}
        self.in_nav: frozenset[str] = frozenset()
        self.headings = Headings({})
        self._ledgers: tuple[Ledger | None, dict[str, str]] = None, {}

    def find_files(self, files: Files, config: MkDocsConfig) -> None:
        """Before all other plug-ins: find what MkDocs itself excludes; add the pages that others may refer to."""
        remove_own_files(files, self.checked)
        mark_as_drafts(files, self._under_embargo())
        self.excluded = excluded(files, serving=self.serving)
        self.state.show(publishable_ledger(self.checked, files, self.excluded))
        self.additions = Additions(self.state, files, config, lists_all=self.lists_all)
        self.headings = Headings(config.mdx_configs)

    def _under_embargo(self) -> Iterable[str]:
        try:
            return under_embargo(self.checked)
        except ValueError as error:
            raise PluginError(f"{error}; unset it, or set it to such a number.") from None

    def add_files(self, files: Files, config: MkDocsConfig) -> None:
        """After all other plug-ins: make sure that every file is there."""
        self.state.show(publishable_ledger(self.checked, files, self.excluded))
        self.addresses = Addresses(files)
        self.state.site = Site(config.site_name, root_of(config.site_url), self.addresses, self.state.settings.feed_id)
        if self.additions is not None:
            self.additions.add_all(files)

    def settle(self, nav: Navigation, files: Files) -> None:
        """After all other plug-ins, just before the first page is read: reduce the ledger to what is published."""
        ledger = published_ledger(self.checked, files, serving=self.serving)
        if self.additions is not None and ledger.files.keys() != self.state.ledger.files.keys():
            self.state.show(ledger)
            self.additions.update(nav)
        self.addresses.forget()
        self.drawn_titles.draw_first(files)
        self.places = {path: files.src_uris[path].url for path in ledger.statements}
        self.in_nav = frozenset(page.file.src_uri for page in nav.pages)

    def draws(self, page: Page, config: MkDocsConfig, files: Files) -> Callable[..., None] | None:
        """A function that converts a generated page; None for a page that MkDocs converts."""
        index = self.additions.index_at(page.file.src_uri) if self.additions is not None else None
        if index is None:
            return None

        def draw(*_: object) -> None:
            with in_language(self.language):
                draw_page(page, index.make(), self.state, self.headings, config, files)

        return draw

    def article_of(self, path: str) -> str | None:
        """The article whose own ledger is at this path."""
        if self._ledgers[0] is not self.state.ledger:
            ledger_page = self.state.settings.ledger_page
            found = {article_path(article, ledger_page): article for article in self.state.ledger.statements}
            self._ledgers = self.state.ledger, found
        return self._ledgers[1].get(path)

    def learn_title(self, page: Page, html: str) -> None:
        """When a page is drawn: if its title was not known before, pages drawn later show it."""
        if self.drawn_titles.learn(page, html) and self.additions is not None:
            self.additions.update()

    def show_in_nav(self, page: Page, *, active: bool) -> None:
        """Let the theme's tabs show a generated page as part of the ledger, unless it is in the navigation itself."""
        ledger = self.additions.ledger_page() if self.additions is not None else None
        if ledger is not None and page.file.src_uri in self.state.generated and page.file.src_uri not in self.in_nav:
            ledger.active = active

    def lost(self, waiting: Container[str]) -> Iterator[str]:
        """Articles that were removed or moved after that, when all pages are written or `waiting`; one message each."""
        if self.additions is not None:
            yield from lost_since(self.state.ledger, self.additions.files, self.places, waiting, serving=self.serving)


def build_state_of(config: MkDocsConfig) -> BuildState:
    """The state of the build that `on_pre_build` started."""
    state = config.mdx_configs["whosaid"]["state"]
    assert isinstance(state, BuildState)
    return state


def in_its_language(event: Callable[..., _T]) -> Callable[..., _T]:
    """An event handler that writes words for readers, run in the language that the site had when its build began:
    a plug-in for several languages leaves the settings of the outermost build as the last build inside it had them.

    The handler's `self.builds` are the builds in progress.
    """

    @wraps(event)
    def translated(self: Any, *args: object, **kwargs: object) -> _T:  # the plug-in, which imports this module
        with in_language(self.builds[-1].language):
            return event(self, *args, **kwargs)

    return translated
