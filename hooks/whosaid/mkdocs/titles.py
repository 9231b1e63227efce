"""Texts that themes print without escaping: titles from file names, headings and mkdocs.yml, and the site's name.

Each is escaped into `Markup`, which no filter in a template escapes a second time.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, MutableMapping
from html import escape
from typing import Any, Final

from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import StructureItem
from mkdocs.structure.files import File
from mkdocs.structure.nav import Link, Navigation, Section

from ..render import BuildState

_AMPERSAND: Final = re.compile(r"&amp;(?=(?:#\d+|#[xX][0-9A-Fa-f]+|[A-Za-z]\w*);)")
_SIGN: Final = re.compile("[&<>\"']")
_PRINTED: Final = ("site_name", "site_description", "site_author", "repo_name")


def safe(text: object) -> Markup:
    """A text as HTML. Its entities are kept, since Markdown's headings have them and escaping twice must not matter."""
    return text if isinstance(text, Markup) else Markup(_AMPERSAND.sub("&", escape(str(text))))


class Titles:
    """The titles of one build: unchanged for all plug-ins, and escaped while the theme prints them.

    A site may opt out of this for pages other than articles.
    """

    def __init__(self, state: BuildState) -> None:
        self.state = state
        self.items: list[StructureItem] = []
        self.replaced: list[tuple[Any, str, Any]] = []

    def find(self, nav: Navigation) -> None:
        """Note the navigation, which has the titles of folders and of `nav:`."""
        self.items = nav.items

    def escape(self, files: Iterable[File]) -> None:
        """Escape them when all pages are drawn, before the theme renders any: each page prints the titles of others."""
        if "titles" in self.state.settings.plain_pages:
            self._escape_items(self.items)
        for page in (file.page for file in files if file.page is not None):
            if not self.state.changes(page.file.src_uri, "titles"):
                continue
            own = page.meta.get("title", page.title)  # nav may give the page another title
            if page.title is not None and _SIGN.search(f"{page.title}{own}"):  # plain titles need no change
                self._replace(page, "title", safe(page.title))
                if "title" in page.meta or not page.is_homepage:  # for others, the theme undoes the escaping
                    self._replace(page, "meta", {**page.meta, "title": safe(own)})
            if page.edit_url is not None:
                self._replace(page, "edit_url", safe(page.edit_url))

    def _escape_items(self, items: Iterable[StructureItem]) -> None:
        for item in items:
            if isinstance(item, Section | Link) and item.title is not None:
                self._replace(item, "title", safe(item.title))
            if isinstance(item, Section):
                self._escape_items(item.children)

    def _replace(self, owner: Any, name: str, value: object) -> None:
        self.replaced.append((owner, name, getattr(owner, name)))
        setattr(owner, name, value)

    def restore(self) -> None:
        """Undo the escaping when the theme has printed all pages."""
        for owner, name, value in reversed(self.replaced):
            setattr(owner, name, value)


def with_safe_tags(meta: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Front matter with its tags escaped, for plug-ins that list them unescaped on pages of their own."""
    tags = meta.get("tags")
    if not isinstance(tags, list) or not any("<" in str(tag) for tag in tags):
        return meta
    return {**meta, "tags": [safe(tag) if "<" in str(tag) else tag for tag in tags]}


def as_printed(config: MkDocsConfig) -> MkDocsConfig:
    """The configuration for a theme, with its texts escaped."""
    printed = copy.copy(config)
    values: dict[str, Any] = {name: config[name] for name in _PRINTED}
    printed.data.update({name: safe(value) for name, value in values.items() if value is not None})
    return printed
