"""What themes print as it stands, made safe: titles from file names, headings and mkdocs.yml, and the site's name.

Each becomes markup of its own kind, which no filter of a template escapes a second time.
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
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Link, Navigation, Section

from ..render import BuildState

_AMPERSAND: Final = re.compile(r"&amp;(?=(?:#\d+|#[xX][0-9A-Fa-f]+|[A-Za-z]\w*);)")
_SIGN: Final = re.compile("[&<>\"']")
_PRINTED: Final = ("site_name", "site_description", "site_author", "repo_name")


def safe(text: object) -> Markup:
    """A text as HTML. An entity in it stays one: so headings come from Markdown, and so twice is once."""
    return text if isinstance(text, Markup) else Markup(_AMPERSAND.sub("&", escape(str(text))))


class Titles:
    """Those of one build: left alone for all plug-ins, and safe for as long as the theme prints them.

    A site may say that titles which are not those of articles stay as they are.
    """

    def __init__(self, state: BuildState) -> None:
        self.state = state
        self.items: list[StructureItem] = []
        self.given: list[tuple[Any, str, Any]] = []

    def find(self, nav: Navigation) -> None:
        """Where those of folders and of `nav:` are."""
        self.items = nav.items

    def print(self, files: Files) -> None:
        """When all pages are known and none is drawn by the theme: each page prints the titles of others."""
        if "titles" in self.state.settings.plain_pages:
            self._print_items(self.items)
        for page in (file.page for file in files if file.page is not None):
            if not self.state.changes(page.file.src_uri, "titles"):
                continue
            own = page.meta.get("title", page.title)  # nav may call the page otherwise
            if page.title is not None and _SIGN.search(f"{page.title}{own}"):  # one with a plain title stays as it is
                self._give(page, "title", safe(page.title))
                if "title" in page.meta or not page.is_homepage:  # of others, the theme would undo the escaping
                    self._give(page, "meta", {**page.meta, "title": safe(own)})
            if page.edit_url is not None:
                self._give(page, "edit_url", safe(page.edit_url))

    def _print_items(self, items: Iterable[StructureItem]) -> None:
        for item in items:
            if isinstance(item, Section | Link) and item.title is not None:
                self._give(item, "title", safe(item.title))
            if isinstance(item, Section):
                self._print_items(item.children)

    def _give(self, owner: Any, name: str, value: object) -> None:
        self.given.append((owner, name, getattr(owner, name)))
        setattr(owner, name, value)

    def restore(self) -> None:
        """When the theme has printed all pages."""
        for owner, name, value in reversed(self.given):
            setattr(owner, name, value)


def with_safe_tags(meta: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Front matter whose tags a plug-in can list: it prints them as they are, on pages of its own."""
    tags = meta.get("tags")
    if not isinstance(tags, list) or not any("<" in str(tag) for tag in tags):
        return meta
    return {**meta, "tags": [safe(tag) if "<" in str(tag) else tag for tag in tags]}


def as_printed(config: MkDocsConfig) -> MkDocsConfig:
    """The settings as a theme should see them."""
    printed = copy.copy(config)
    values: dict[str, Any] = {name: config[name] for name in _PRINTED}
    printed.data.update({name: safe(value) for name, value in values.items() if value is not None})
    return printed
