"""Conversions that a preview keeps: a page is converted again only if its text, or what it looked up, has changed.

A page is kept only if every Markdown extension is known to depend on nothing else: one that reads other files, as
snippets do, converts all pages again, and so does an option that names a function of the site's own. So does every
change of the configuration or the settings.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import Any, Final

from mkdocs.commands import build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files, InclusionLevel
from mkdocs.structure.pages import Page
from msgspec import Struct

from ..base.model import Page as ReadPage
from ..check.findings import Finding, with_severity
from ..render import BuildState
from ..render.buildstate import language_of
from .build import build_state_of
from .conversions import Conversion, conversion_of
from .logged import log_again, logged
from .noted import Lookup, NotedFiles, World, addresses_of, are_same, changed, noted_state, world_of
from .plainvalues import PACKAGES, functions_in, module_of, package_of

_PURE: Final = frozenset(
    """
    abbr admonition attr_list codehilite def_list extra fenced_code footnotes legacy_attrs legacy_em md_in_html nl2br
    sane_lists smarty tables toc whosaid
    pymdownx.arithmatex pymdownx.betterem pymdownx.blocks.admonition pymdownx.blocks.caption
    pymdownx.blocks.definition pymdownx.blocks.details pymdownx.blocks.html pymdownx.blocks.tab pymdownx.caret
    pymdownx.critic pymdownx.details pymdownx.emoji pymdownx.escapeall pymdownx.extra pymdownx.highlight
    pymdownx.inlinehilite pymdownx.keys pymdownx.magiclink pymdownx.mark pymdownx.progressbar pymdownx.quotes
    pymdownx.saneheaders pymdownx.smartsymbols pymdownx.superfences pymdownx.tabbed pymdownx.tasklist pymdownx.tilde
    """.split()
)
"""The extensions that depend on the page's text and on the configuration alone."""
_LEVELS: Final = ("exclude_docs", "draft_docs", "not_in_nav")
"""The settings that say which files a page may not link to."""

Convert = Callable[[Page, MkDocsConfig, Any], None]
_Key = tuple[str | None, str, InclusionLevel]
"""The Markdown of a page, its address, and whether it is published."""


class _Kept(Struct, eq=False):
    """A conversion: what it was made from, what it looked up, and everything it left on the page or reported.

    `messages` are what the builder logged. `read` is the file, with the front matter `meta`, if nothing else that is
    done for the page depends on anything else.
    """

    key: _Key
    lookups: frozenset[Lookup]
    addresses: Mapping[str, object]
    conversion: Conversion
    differences: tuple[Finding, ...]
    messages: tuple[logging.LogRecord, ...]
    read: ReadPage | None = None
    meta: Mapping[str, Any] = {}


class KeptConversions:
    """The conversions of the last builds. `reused`: the pages that this build has not converted again.

    `converted`: all pages that were converted since the builds are made as they are now.
    """

    def __init__(self) -> None:
        self.kept: dict[str, _Kept] = {}
        self.reused: set[str] = set()
        self.converted: set[str] = set()
        self._read: dict[str, _Key] = {}
        self._is_first = True
        self.world: World | None = None
        self.context: object = None

    def begin(self, config: MkDocsConfig) -> None:
        """Before a build: forget everything if it is made differently."""
        self.reused = set()
        context = _context(config)
        if context is None or context != self.context:
            self.kept.clear()
            self.converted.clear()
            self._is_first = True
        self.context = context

    def end(self) -> None:
        """A build has succeeded."""
        self._is_first = False

    def can_wait(self, page: Page) -> bool:
        """Whether nobody has needed a page yet, nor saved it since it was first read. To be asked once in a build."""
        path, key = page.file.src_uri, _key(page)
        before, self._read[path] = self._read.get(path), key
        return self.context is not None and path not in self.converted and (self._is_first or before == key)

    def convert(self, page: Page, config: MkDocsConfig, files: Files, convert: Convert) -> None:
        """Convert a page, or give it what the last conversion did."""
        path, state = page.file.src_uri, build_state_of(config)
        if self.context is None or type(page) is not Page:
            convert(page, config, files)
            return
        self._compare(state, files)
        key = _key(page)
        self.converted.add(path)
        if path in self.kept and self.kept[path].key == key:
            self.reused.add(path)
        else:
            self.kept[path] = _converted(page, config, files, convert, key)
        kept = self.kept[path]
        kept.read, kept.meta = _read_alone(page, state), page.meta
        _give(page, kept, state, files, again=path in self.reused)

    def give(self, page: Page, config: MkDocsConfig, files: Files) -> bool:
        """Give a page whose file has not changed all that the last build had read from it; False if that is not known.

        Only where no other plug-in sees it.
        """
        path, state = page.file.src_uri, build_state_of(config)
        if self.context is None or type(page) is not Page or path not in state.ledger.files:
            return False
        self._compare(state, files)
        kept = self.kept.get(path)
        if kept is None or kept.read is not state.ledger.files[path] or _has_errors(path, state):
            return False
        page.markdown, *place = kept.key
        if place != [page.file.url, page.file.inclusion]:
            return False
        page.meta = dict(kept.meta)
        self.reused.add(path)
        _give(page, kept, state, files, again=True)
        return True

    def _compare(self, state: BuildState, files: Files) -> None:
        """Forget the pages that looked up something that has changed, once for each state of the ledger."""
        if self.world is not None and self.world.ledger is state.ledger:
            return
        now = world_of(state)
        if self.world is not None:
            different = changed(self.world, now)
            self.kept = {
                path: kept
                for path, kept in self.kept.items()
                if kept.lookups.isdisjoint(different) and are_same(kept.addresses, files)
            }
        self.world = now


def _key(page: Page) -> _Key:
    return page.markdown, page.file.url, page.file.inclusion


def _converted(page: Page, config: MkDocsConfig, files: Files, convert: Convert, key: _Key) -> _Kept:
    noted: set[Lookup] = set()
    seen = NotedFiles(files, noted)
    options = config.mdx_configs["whosaid"]
    whole, options["state"] = options["state"], noted_state(options["state"], seen, noted)
    try:
        with logged() as messages:
            convert(page, config, seen)
        differences = tuple(options["state"].differences)
    finally:
        options["state"] = whole
    return _Kept(key, frozenset(noted), addresses_of(noted, files), conversion_of(page), differences, tuple(messages))


def _read_alone(page: Page, state: BuildState) -> ReadPage | None:
    """The file of a page, unless its errors or `draft:` in its front matter make something else of it."""
    path = page.file.src_uri
    return None if _has_errors(path, state) or "draft" in page.meta else state.ledger.files.get(path)


def _has_errors(path: str, state: BuildState) -> bool:
    return bool(with_severity(state.by_page.get(path, ()), "error"))


def _give(page: Page, kept: _Kept, state: BuildState, files: Files, *, again: bool) -> None:
    state.differences.extend(kept.differences)
    if again:
        kept.conversion.give(page, files)
        log_again(kept.messages)


def _context(config: MkDocsConfig) -> object:
    """What else a conversion depends on; None if that is not known."""
    if not are_pure(config):
        return None
    state = build_state_of(config)
    options = {name: values for name, values in config.mdx_configs.items() if name != "whosaid"}
    own = {name: value for name, value in config.mdx_configs["whosaid"].items() if name != "state"}
    builder = config.site_name, config.site_url, config.docs_dir, config.use_directory_urls, config.validation
    levels = [_patterns(config[name]) for name in _LEVELS]
    settings = state.settings, state.signs, state.preview, language_of(config)
    return repr((config.markdown_extensions, options, own, builder, levels, settings, build.log.getEffectiveLevel()))


def _patterns(setting: Any) -> list[tuple[bool | None, str]]:
    """What a setting that lists files says."""
    patterns = setting.patterns if setting is not None else ()
    return [(one.include, one.regex.pattern if one.regex is not None else "") for one in patterns]


def are_pure(config: MkDocsConfig) -> bool:
    """Whether conversions depend on the page's text and the configuration alone."""
    names = [name.removeprefix("markdown.extensions.") for name in config.markdown_extensions if isinstance(name, str)]
    if len(names) != len(config.markdown_extensions) or not _PURE.issuperset(names):
        return False
    options = {name: values for name, values in config.mdx_configs.items() if name != "whosaid"}
    return all(package_of(module_of(function)) in PACKAGES for function in functions_in(options))
