"""A build of one share of a site: only its pages are converted and drawn, against the whole ledger.

Of all other pages the front matter is read, which navigations and lists of tags show. Converted are only those whose
title or anchors a page of this share shows and their text does not tell: so what a shard draws is, to the letter, what
a build of the whole site does.

A plug-in that puts together what it has seen of converted pages gets all of them converted, in each shard. One that
puts together what it has seen of finished pages stops the build: in a shard it would see only some.
"""

from __future__ import annotations

import re
from collections import defaultdict
from contextlib import ExitStack
from typing import Any, Final

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from ..render import log
from .build import Build
from .deferred import AnnotationsFile, DeferredFile
from .dividing import Share, wanted
from .kept import are_pure
from .otherplugins import keeps_to_its_page
from .replaced import BUILD_PAGE, CONVERT, POPULATE, can_be_replaced, replaced
from .searchentries import SearchEntries
from .wholesite import CONVERTED, DRAWN, WHOLE, answers, is_named

_PAGE_BY_PAGE: Final = ("search", "minify", "glightbox", "section-index")
"""Plug-ins that see finished pages and whole sites, and do to each page or file the same as in a whole build."""
_OF_FINISHED: Final = ("offline",)
"""Plug-ins that make something of finished files, without seeing any page."""
_FROM_FRONT_MATTER: Final = ("tags",)
"""Plug-ins that need the front matter of all pages, and the pages into which they write lists."""
_OF_THE_MOMENT: Final = ("git-revision-date-localized",)
"""Plug-ins that write into pages when they were built."""
_PLAIN_TITLE: Final = re.compile(r"\s*# +\w[\w ,]*(?<! )(?:\n|$)")
_NO_TITLE: Final = re.compile(r"\s*\w[^\n]*(?:\n(?![ \t]*=)|$)")
"""The beginnings of texts that tell for certain which title MkDocs gives the page."""


class ShardedBuild:
    """The share of a build. `share`: None for a build of the whole site, in which nothing here does anything.

    `builds` are the plug-in's, in progress. `own` and `others`: the places in the site of the files that this shard
    writes, and of those that the other shards do.
    """

    def __init__(self, builds: list[Build]) -> None:
        self.builds = builds
        self.share: Share | None = None
        self.own: frozenset[str] = frozenset()
        self.others: frozenset[str] = frozenset()
        self.search = SearchEntries()
        self.files = Files([])
        self._converts_all = self._are_titles_plain = False
        self._replacing = ExitStack()

    def begin(self, config: MkDocsConfig, plugin: object) -> None:
        """Before a build: find out whether it can be one of a share only."""
        self._replacing.close()
        drawn = wanted()
        self.share = drawn.share if drawn is not None else None
        if drawn is None:
            return
        if len(self.builds) > 1:
            raise PluginError(f"{_CANNOT} a site that a plug-in builds several times. {_INSTEAD}")
        if not can_be_replaced():
            raise PluginError(f"{_CANNOT} a build by this version of the builder. {_INSTEAD}")
        others = answers(config, plugin)
        if refused := [name for name, events in others.items() if _gathers_finished(name, events)]:
            raise PluginError(_refusal(refused))
        gathering = [name for name, events in others.items() if _gathers_converted(name, events)]
        self._converts_all = bool(gathering) or not keeps_to_its_page(config)
        if self._converts_all:
            who = f"the plug-in “{gathering[0]}”" if gathering else "a template of the site"
            log.info("Each shard converts all pages, since %s may need them.", who)
        for name in (name for name in others if is_named(name, _OF_THE_MOMENT)):
            log.info("“%s” dates pages that git does not know by the time of the build, which differs by shard.", name)
        self._are_titles_plain = are_pure(config)
        self.search = SearchEntries()
        self._replacing.enter_context(replaced(self._populate, self._build_page, CONVERT))

    def find(self, files: Files, config: MkDocsConfig) -> None:
        """Divide the files, now that all plug-ins have decided what is published."""
        if self.share is None:
            return
        self.files = files
        published = [file for file in files if file.inclusion.is_included() and _is_divided(file, config)]
        costs: dict[str, dict[str, int]] = defaultdict(dict)
        for file in published:
            if not isinstance(file, AnnotationsFile):
                costs[_kind(file)][file.dest_uri] = self._cost(file)
        own = frozenset(place for kind in costs.values() for place in self.share.of(kind))
        self.own = frozenset(file.dest_uri for file in published if _leading(file).dest_uri in own)
        self.others = frozenset(file.dest_uri for file in published) - self.own
        for file in published:
            if file.dest_uri in self.others and not file.is_documentation_page() and not isinstance(file, DeferredFile):
                file.copy_file = _leave_out  # type: ignore[method-assign]  # of this one file

    def read_targets(self, config: MkDocsConfig) -> None:
        """When this shard's pages are converted: also those to whose anchors they link, which MkDocs looks for."""
        if self.share is None:
            return
        ledger = self.builds[-1].state.ledger
        for page in [file.page for file in self.files if file.page is not None and file.dest_uri in self.own]:
            for file, anchors in (page.links_to_anchors or {}).items():
                if any(f"{file.src_uri}#{anchor}" not in ledger.by_ref for anchor in anchors):
                    self._convert(file.page, config)

    def entries(self) -> dict[int, list[dict[str, Any]]]:
        """What the search has of the pages drawn here, by the place of each page among all."""
        pages = enumerate(self.files.documentation_pages())
        drawn = self.search.drawn
        return {at: drawn[file.src_uri][1] for at, file in pages if file.src_uri in drawn and file.dest_uri in self.own}

    def end(self) -> None:
        """The build has ended."""
        self._replacing.close()

    def _cost(self, file: File) -> int:
        """What it costs to write a file, compared with others of its kind."""
        page = self.builds[-1].state.ledger.files.get(file.src_uri)
        return len(page.text) + 1 if page is not None else 1

    def _populate(self, page: Page, config: MkDocsConfig, files: Files, dirty: bool = False) -> None:
        build, path = self.builds[-1], page.file.src_uri
        if self._converts_all or page.file.dest_uri in self.own or _is_shell(page, build):
            POPULATE(page, config, files, dirty)
        elif path not in build.state.generated or path in build.in_nav:
            _read(page, config, files)
            if path in build.drawn_titles.waiting or not self._is_title_known(page) or _has_list(page, config):
                self._convert(page, config)

    def _convert(self, page: Page | None, config: MkDocsConfig) -> None:
        """Convert a page, unless it is converted already."""
        if page is None or page.content is not None:
            return
        if page.markdown is None:
            POPULATE(page, config, self.files)
        else:
            page.render(config, self.files)
            page.content = config.plugins.on_page_content(
                page.content or "", page=page, config=config, files=self.files
            )

    def _build_page(self, page: Page, config: MkDocsConfig, *rest: Any, **more: Any) -> None:
        if page.file.dest_uri in self.own or _is_shell(page, self.builds[-1]):
            with self.search.of(page, config):
                BUILD_PAGE(page, config, *rest, **more)

    def _is_title_known(self, page: Page) -> bool:
        """Whether a page has the title it would have if it were converted."""
        if "title" in vars(page) or "title" in page.meta:  # from the navigation, or from its front matter
            return True
        text = page.markdown or ""
        return self._are_titles_plain and bool(_PLAIN_TITLE.match(text) or _NO_TITLE.match(text))


_CANNOT: Final = "--shard cannot divide"
_INSTEAD: Final = "Build the site as a whole, without --shard."


def _refusal(names: list[str]) -> str:
    named = " and ".join(f"“{name}”" for name in names)
    return f"{_CANNOT} a site with {named}, which may put together what it sees of all finished pages. {_INSTEAD}"


def _gathers_finished(name: str, events: frozenset[str]) -> bool:
    """Whether a plug-in may put together what it sees of finished pages."""
    sees = not events.isdisjoint(DRAWN) and "post_build" in events
    if is_named(name, _OF_FINISHED):
        return True
    return sees and not is_named(name, (*_PAGE_BY_PAGE, *_FROM_FRONT_MATTER))


def _gathers_converted(name: str, events: frozenset[str]) -> bool:
    """Whether a plug-in may put together what it sees of converted pages, or look into pages at the end."""
    uses = not events.isdisjoint(WHOLE if not events.isdisjoint(CONVERTED) else ("env",))
    return uses and not is_named(name, (*_PAGE_BY_PAGE, *_FROM_FRONT_MATTER))


def _is_divided(file: File, config: MkDocsConfig) -> bool:
    """Whether one shard writes the file; all write what plug-ins may change at the end, such as styles and scripts."""
    if file.is_documentation_page() or isinstance(file, DeferredFile):
        return True
    is_picture = file.is_media_file() and not file.is_css() and not file.is_javascript()
    return is_picture and file.generated_by is None and file.src_dir == config.docs_dir


def _kind(file: File) -> str:
    """Files of a kind cost about the same, or can be compared by their length."""
    if isinstance(file, DeferredFile) or file.generated_by is not None:
        return f"{type(file).__name__}{file.generated_by}"
    return "page" if file.is_documentation_page() else "media"


def _leading(file: File) -> File:
    """The file with which this one is written."""
    return file.article if isinstance(file, AnnotationsFile) else file


def _is_shell(page: Page, build: Build) -> bool:
    """Whether the theme draws a page of which others are copies."""
    return build.additions is not None and page.file.src_uri in build.additions.shells


def _read(page: Page, config: MkDocsConfig, files: Files) -> None:
    """Read a page as the builder does, and do not convert it."""
    config._current_page = page
    try:
        page = config.plugins.on_pre_page(page, config=config, files=files)
        page.read_source(config)
        page.markdown = config.plugins.on_page_markdown(page.markdown or "", page=page, config=config, files=files)
    finally:
        config._current_page = None


def _has_list(page: Page, config: MkDocsConfig) -> bool:
    """Whether a plug-in will write a list into the page, for which it has to be converted."""
    owners = (plugin for name, plugin in config.plugins.items() if is_named(name, _FROM_FRONT_MATTER))
    return any(one.page is page for plugin in owners for one in getattr(plugin, "listings", None) or ())


def _leave_out(dirty: bool = False) -> None:
    """Copy nothing."""
