"""Pages as the theme has drawn them, kept between builds: with what the search has of them.

A finished page is made from what was converted, its front matter and its place in the site; from the configuration, the
theme with the site's own templates, and the navigation; and from its slice of the ledger (ledger/slices.py). All of
that is in the name it is kept under. Only if every plug-in and template is known to work on each page by itself
(otherplugins.py), and the builder had nothing to say of the page.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Final

import msgspec
from mkdocs.commands import build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin
from mkdocs.structure import StructureItem
from mkdocs.structure.files import File
from mkdocs.structure.nav import Link, Navigation, Section
from mkdocs.structure.pages import Page
from mkdocs.theme import Theme
from mkdocs.utils import write_file
from msgspec import Struct

from ..base.catalogue import language
from ..base.storage import Store, digest
from ..ledger.loading import as_typed
from ..ledger.slices import Slices
from ..render import BuildState
from .build import Build
from .conversions import conversion_of, stored
from .laidaside import kind_of
from .leftbehind import leaving
from .otherplugins import own_templates
from .pagehtml import picture_of
from .plainvalues import plain
from .searchentries import entries_of, plugins_of
from .slicestates import Answering, Answers
from .storedpages import drawing_slice
from .themefiles import files_below, options_of, own_folders

_NAME: Final = "finished"
_TOLD_OTHERWISE: Final = frozenset(
    """
    config_file_path docs_dir draft_docs edit_uri_template exclude_docs hooks mdx_configs nav not_in_nav plugins
    site_dir strict theme watch
    """.split()
)
"""Parts of the configuration that say nothing of a page that is not in its file, the navigation or the theme, too."""
_SHOWN_IN_NAV: Final = ("icon", "status", "subtitle", "title")
"""The front matter that the theme Material shows of other pages."""
_CLOCK: Final = re.compile(rb"\b(build_date_utc|update_date)\b")
"""What a template says that prints when the site was built."""
_encode: Final = msgspec.msgpack.Encoder().encode


class _Kept(Struct, array_like=True):
    """A finished page, what the search has of it, and what else was looked up for it."""

    answers: Answers
    html: bytes
    entries: list[dict[str, Any]]


_decode: Final = msgspec.msgpack.Decoder(_Kept).decode


class FinishedPages:
    """For one build, when all pages are converted. `more`: what else is the same for all of its pages."""

    def __init__(self, build: Build, config: MkDocsConfig, nav: Navigation, more: str) -> None:
        self.build, self.state, self.config = build, build.state, config
        self.slices = Slices(self.state.ledger)
        self._answering = Answering(self.state, self.slices)
        self._store: Store | None = None
        if (site := _site(self.state, config, nav)) is not None:
            self._store = Store(as_typed(Path(config.docs_dir)), _NAME)
            self._site = digest(site, more, self.slices.sources)

    def draw(self, page: Page, draw: Callable[[], None]) -> None:
        """Draw a page and keep it, or write what was kept."""
        store, key = self._store, self._key(page)
        if store is None or key is None:
            draw()
            return
        place, slice_ = page.file.abs_dest_path, self.slices.of(page.file.src_uri)
        found = store.find(key, _decode)
        if found is not None and self._answering.are(found.answers):
            write_file(found.html, place)
            entries_of(self.config).extend(found.entries)
            return
        with drawing_slice(self.config, self.state, slice_, self.build.addresses.files), leaving(self.config) as left:
            draw()
        if not left.messages and Path(place).is_file():
            entries = json.loads(json.dumps(left.entries))
            store.keep(key, _Kept(self._answering.to(slice_.asked), Path(place).read_bytes(), entries))

    def _key(self, page: Page) -> bytes | None:
        """The name of a page; None if it has something of which it is not known what it says."""
        file, path, name = page.file, page.file.src_uri, self.config.theme.name
        if type(page) is not Page or self._store is None or (name != "material" and page.is_homepage):  # has the date
            return None
        ours = path in self.state.generated, path in self.build.in_nav
        place = path, file.url, file.dest_uri, file.inclusion.name, page.canonical_url, page.edit_url, page.title
        try:
            more = plain([page.meta, place, _added_to(page), _added_to(file)])
            words = _encode([more, ours, page.markdown, stored(conversion_of(page))])
        except TypeError:
            return None
        return self._store.key(self._site, words, self.slices.of(path).digest)


def _site(state: BuildState, config: MkDocsConfig, nav: Navigation) -> bytes | None:
    """A digest of all that is the same for every page; None if it is not known what something says."""
    options = {name: value for name, value in config.items() if name not in _TOLD_OTHERWISE}
    plugins = [(name, dict(one.config)) for name, one in config.plugins.items() if isinstance(one, BasePlugin)]
    searches = [repr(getattr(getattr(one, "search_index", None), "config", None)) for one in plugins_of(config)]
    theme = config.theme
    of_theme = theme.name, options_of(theme), sorted(theme.static_templates), theme.custom_dir
    meta = _SHOWN_IN_NAV if theme.name == "material" and theme.custom_dir is None else None
    own = repr(state.settings), repr(state.signs), state.site.name, state.site.root, picture_of(state, config)
    try:
        words = plain((build.__name__, options, plugins, searches, of_theme, own, language(), sys.version))
        if any(_CLOCK.search(file.read_bytes()) for file in own_templates(config)):
            return None
        return digest(_encode([words, [*_told(nav.items, meta)]]), *_own_files(theme))
    except (OSError, TypeError):
        return None


def _told(items: Iterable[StructureItem], shown: Iterable[str] | None) -> Iterator[Any]:
    """What the navigation tells; `shown` are the keys of the front matter of its pages that it may, None for all."""
    for item in items:
        title = plain(item.title)
        if isinstance(item, Page):
            meta = item.meta if shown is None else {key: item.meta[key] for key in shown if key in item.meta}
            yield ["page", title, item.file.src_uri, item.url, kind_of(item).__name__, plain(meta)]
        elif isinstance(item, Section):
            yield ["section", title, [*_told(item.children, shown)]]
        elif isinstance(item, Link):
            yield ["link", title, item.url]
        else:
            raise TypeError(f"a {type(item).__name__}")


def _own_files(theme: Theme) -> Iterator[str | bytes]:
    """The content of all files that the site adds to its theme. Raises `OSError`."""
    for folder in own_folders(theme):
        for file in files_below(folder):
            yield str(file.relative_to(folder))
            yield file.read_bytes()


def _added_to(thing: Page | File) -> dict[str, Any]:
    """What a hook or a plug-in has added to a page or its file, for templates."""
    classes = [vars(one) for one in type(thing).__mro__]
    declared = {"update_date", *(name for one in classes for name in (*one, *one.get("__annotations__", ())))}
    return {name: value for name, value in vars(thing).items() if name not in declared and not name.startswith("_")}
