"""What converting a page leaves on it, apart from the page: it can be kept, sent to another process and given back."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from msgspec import Struct


class Conversion(Struct, eq=False):
    """The results of `Page.render`. `links` are the anchors that the page links to, by the path of their page."""

    content: str
    toc: Any
    title: str | None
    anchors: frozenset[str]
    links: Mapping[str, Mapping[str, str]] | None

    def own(self) -> Conversion:
        """The same, with a table of contents of its own, which plug-ins may change."""
        return Conversion(self.content, copy.deepcopy(self.toc), self.title, self.anchors, self.links)

    def give(self, page: Page, files: Files) -> None:
        """Put them on a page."""
        page.content, page.toc, page._title_from_render = self.content, self.toc, self.title
        page.present_anchor_ids = set(self.anchors)
        if self.links is not None:
            page.links_to_anchors = {files.src_uris[path]: dict(anchors) for path, anchors in self.links.items()}


def conversion_of(page: Page) -> Conversion:
    """What is on a page that was converted."""
    links = page.links_to_anchors
    by_path = {file.src_uri: dict(anchors) for file, anchors in links.items()} if links is not None else None
    anchors = frozenset(page.present_anchor_ids or ())
    return Conversion(page.content or "", page.toc, page._title_from_render, anchors, by_path)
