"""The entries of the search plug-in, kept for the pages that a preview does not draw again, or another shard draws.

Both search plug-ins, of MkDocs and of Material, add the entries of a page to a list while its theme is applied, and
write the list at the end of a build.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

SEARCH: Final = ("search", "material/search")
"""The names of these plug-ins."""
INDEX: Final = "search/search_index.json"
"""The file that they write."""

_STOP_WORDS: Final = "stopWordFilter"
_SIGNS: Final = r"""\s\-–—/,.:;!?()\[\]{}"'“”„‟‘’‚«»‹›「」『』…$€£،؛؟。、"""  # for JavaScript, in brackets

Entries = list[dict[str, Any]]
"""What the search finds: an entry for each section of a page."""
_Kept = tuple[tuple[object, ...], Entries]


class SearchEntries:
    """The entries of the pages of one build that are drawn, by path; `last` are the latest ones of earlier builds.

    Each with what they were made from: entries are taken over only if that is the same.
    """

    def __init__(self, last: SearchEntries | None = None) -> None:
        self.last: dict[str, _Kept] = {**last.last, **last.drawn} if last is not None else {}
        self.drawn: dict[str, _Kept] = {}
        self._options: list[str] = []

    def take_over(self, page: Page, config: MkDocsConfig) -> bool:
        """Whether the page has entries that it would be given again, which are taken over."""
        path = page.file.src_uri
        if path not in self.last or self.last[path][0] != self._made_from(page, config):
            return False
        self.drawn[path] = self.last[path]
        return True

    @contextmanager
    def of(self, page: Page, config: MkDocsConfig) -> Iterator[None]:
        """Keep the entries that the page adds in the meantime."""
        entries, made_from = entries_of(config), self._made_from(page, config)
        before = len(entries)
        yield
        self.drawn[page.file.src_uri] = made_from, entries[before:]

    def _made_from(self, page: Page, config: MkDocsConfig) -> tuple[object, ...]:
        """The title may be from the navigation, the front matter from another plug-in."""
        if not self._options:
            self._options = [repr(plugin.config) for plugin in plugins_of(config)]
        return page.url, page.title, repr(page.meta), page.content, *self._options

    def put_back(self, pages: Iterable[Page], config: MkDocsConfig) -> None:
        """Give the plug-in the entries of all these pages, in this order."""
        found = [self.drawn[page.file.src_uri][1] for page in pages if page.file.src_uri in self.drawn]
        entries_of(config)[:] = [entry for entries in found for entry in entries]

    def write(self, pages: Iterable[Page], config: MkDocsConfig) -> None:
        """Let the plug-in write its file again; a browser that is reading it gets the whole of the old one."""
        self.put_back(pages, config)
        site = config.site_dir
        with TemporaryDirectory(dir=site) as folder:
            config.site_dir = folder
            try:
                for plugin in plugins_of(config):
                    plugin.on_post_build(config=config)
            finally:
                config.site_dir = site
            if (index := Path(folder, INDEX)).is_file():  # not if it is turned off
                index.replace(Path(site, INDEX))


def chosen_options(config: MkDocsConfig) -> frozenset[str]:
    """The options that mkdocs.yml gives the search plug-ins, which fill in the others themselves in `on_config`."""
    return frozenset(name for plugin in plugins_of(config) for name, value in plugin.config.items() if value)


def keep_all_words(config: MkDocsConfig, chosen: Container[str]) -> None:
    """Let readers find a phrase in quotation marks: no word is left out of the index, and a word ends where quotation
    marks or other signs begin. Options that the site has chosen are left alone.
    """
    for plugin in plugins_of(config):
        options = getattr(getattr(plugin, "search_index", None), "config", None)
        if not isinstance(options, dict) or "pipeline" not in options:  # of MkDocs itself
            continue
        if "pipeline" not in chosen:
            options["pipeline"] = [name for name in options["pipeline"] if name != _STOP_WORDS]
        if "separator" not in chosen:
            options["separator"] = f"{options['separator']}|[{_SIGNS}]+"


def plugins_of(config: MkDocsConfig) -> list[Any]:
    """The search plug-ins of the site."""
    return [config.plugins[name] for name in SEARCH if name in config.plugins]


def entries_of(config: MkDocsConfig) -> Entries:
    """The list to which the search plug-in adds entries; one of no use if there is none."""
    for plugin in plugins_of(config):
        index = getattr(plugin, "search_index", None)
        for attribute in ("entries", "_entries"):
            if isinstance(entries := getattr(index, attribute, None), list):
                return entries
    return []
