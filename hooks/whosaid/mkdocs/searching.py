"""Which search a site has: its theme's, which loads one index whole, or Pagefind's, for sites with many pages.

A preview has its theme's: Pagefind's index could only be made from all pages.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from ..base.shapes import SearchWord
from ..render import log
from ..render.buildstate import language_of
from ..site.pagefind import CannotIndex, is_installed, with_worker, write_index
from .build import Build
from .searchentries import INDEX, chosen_options, keep_all_words, plugins_of

MANY: Final = 100
"""From this number of an author's files on, `search: auto` means Pagefind: the theme's search then takes seconds."""
_WORKERS: Final = "assets/javascripts/workers/search.*.min.js"
_INSTALL: Final = "pip install 'whosaid[search]'"


class Searching:
    """The search of a build and of those inside it, by plug-ins for several languages, which have one index.

    `builds` are the plug-in's, in progress.
    """

    def __init__(self, builds: list[Build]) -> None:
        self.builds = builds
        self.chosen: frozenset[str] = frozenset()
        self.is_pagefind = False

    def begin(self, config: MkDocsConfig) -> None:
        """Before the search plug-in fills in the options that mkdocs.yml leaves open."""
        if not self.builds:
            self.chosen = chosen_options(config)

    def prepare(self, config: MkDocsConfig) -> None:
        """Let the theme's search find phrases."""
        keep_all_words(config, self.chosen)

    def choose(self, config: MkDocsConfig) -> None:
        """Decide, and say why it is not what the author wants."""
        if len(self.builds) > 1:
            return
        self.is_pagefind = False
        state = self.builds[0].state
        wanted: SearchWord = "theme" if state.preview else state.settings.search
        if wanted == "theme" or (wanted == "auto" and len(state.ledger.files) < MANY):
            return
        lacking = _lacking(config)
        self.is_pagefind = not lacking
        if lacking and wanted == "pagefind":
            log.warning(
                "whosaid.yml says “search: pagefind”, but %s. The site has its theme’s search, if any.", lacking
            )
        elif lacking and _has_search(config) and not is_installed():
            log.info("The search of a site with so many pages begins faster with Pagefind (%s).", _INSTALL)

    def in_page(self, output: str) -> str:
        """A page of the theme's, with the search that was chosen."""
        return with_worker(output) if self.is_pagefind else output

    def finish(self, config: MkDocsConfig) -> None:
        """Turn the index that the search plug-in has written into one of Pagefind's; only its settings remain."""
        if self.is_pagefind and len(self.builds) == 1:
            use_pagefind(Path(config.site_dir), language_of(config) or "en")


def use_pagefind(site: Path, language: str) -> None:
    """Turn the index in a site's folder, if there is one, into one of Pagefind's."""
    file = site / INDEX
    if not file.is_file():
        return
    index = json.loads(file.read_text("utf-8"))
    try:
        write_index(index["docs"], site, language)
    except CannotIndex as error:
        raise PluginError(
            f"Pagefind could not make the site’s search: {error}. `search: theme` in whosaid.yml does without it."
        ) from None
    file.write_text(json.dumps({**index, "docs": []}), "utf-8")


def _lacking(config: MkDocsConfig) -> str:
    """Why a site cannot have Pagefind's search, as the end of a sentence; empty if it can."""
    if not _has_search(config):
        return "mkdocs.yml has no plug-in `search`, or no theme `material`"
    if "offline" in config.plugins or "material/offline" in config.plugins:
        return "the plug-in `offline` is for pages read from disk, where Pagefind cannot load its index"
    if not any(any(Path(folder).glob(_WORKERS)) for folder in config.theme.dirs):
        return "Whosaid does not know this version of Material"
    return "" if is_installed() else f"Pagefind is not installed, or there is none for this machine ({_INSTALL})"


def _has_search(config: MkDocsConfig) -> bool:
    return config.theme.name == "material" and any(plugin.config.get("enabled", True) for plugin in plugins_of(config))
