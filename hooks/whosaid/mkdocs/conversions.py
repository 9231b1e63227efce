"""What converting a page leaves on it, apart from the page: it can be kept, sent to another process and given back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents
from msgspec import Struct


class Conversion(Struct, eq=False):
    """The results of `Page.render`. `links` are the anchors that the page links to, by the path of their page."""

    content: str
    toc: Any
    title: str | None
    anchors: frozenset[str]
    links: Mapping[str, Mapping[str, str]] | None

    def give(self, page: Page, files: Files) -> None:
        """Put them on a page."""
        page.content, page.toc, page._title_from_render = self.content, self.toc, self.title
        page.present_anchor_ids = set(self.anchors)
        if self.links is not None:
            page.links_to_anchors = {files.src_uris[path]: dict(anchors) for path, anchors in self.links.items()}


class Heading(Struct, array_like=True):
    """An entry of a table of contents, as it can be stored."""

    title: str
    id: str
    level: int
    children: list[Heading]


class Stored(Struct, array_like=True):
    """A conversion, as it can be stored."""

    content: str
    toc: list[Heading]
    title: str | None
    anchors: list[str]
    links: dict[str, dict[str, str]] | None


def stored(conversion: Conversion) -> Stored:
    """A conversion to be stored."""
    links = conversion.links
    return Stored(
        conversion.content,
        [_stored_heading(entry) for entry in conversion.toc],
        conversion.title,
        sorted(conversion.anchors),
        {path: dict(anchors) for path, anchors in links.items()} if links is not None else None,
    )


def _stored_heading(entry: AnchorLink) -> Heading:
    return Heading(entry.title, entry.id, entry.level, [_stored_heading(child) for child in entry.children])


def restored(kept: Stored) -> Conversion:
    """A conversion that was stored."""
    toc = TableOfContents([_restored_heading(entry) for entry in kept.toc])
    for first in toc.items[:1]:
        first.active = True  # type: ignore[attr-defined]  # as the builder marks it
    return Conversion(kept.content, toc, kept.title, frozenset(kept.anchors), kept.links)


def _restored_heading(entry: Heading) -> AnchorLink:
    link = AnchorLink(entry.title, entry.id, entry.level)
    link.children = [_restored_heading(child) for child in entry.children]
    return link


def conversion_of(page: Page) -> Conversion:
    """What is on a page that was converted."""
    links = page.links_to_anchors
    by_path = {file.src_uri: dict(anchors) for file, anchors in links.items()} if links is not None else None
    anchors = frozenset(page.present_anchor_ids or ())
    return Conversion(page.content or "", page.toc, page._title_from_render, anchors, by_path)
