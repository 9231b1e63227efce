"""Converted pages whose HTML waits on the disk until somebody asks for it.

MkDocs holds the HTML of all pages from the first conversion to the last file of the site. One typographic quotation
mark makes Python hold two bytes for each letter of a page, so this was more than a third of the memory of a build.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from mkdocs.structure.pages import Page

_SOURCE: Final = "_read_content"


class LaidAside(Page):
    """A page of MkDocs’ own. HTML that somebody sets is held from then on."""

    @property
    def content(self) -> str | None:
        """Its HTML."""
        held = vars(self)
        content: str | None = held["content"] if "content" in held else held[_SOURCE]()
        return content

    @content.setter
    def content(self, html: str | None) -> None:
        vars(self)["content"] = html


def kind_of(page: Page) -> type[Page]:
    """The class that a page has been given by MkDocs or a plug-in."""
    return Page if isinstance(page, LaidAside) else type(page)


def lay_aside(page: Page, read: Callable[[], str | None]) -> None:
    """Hold the HTML of a page no longer. Not of one without a title, which MkDocs looks for in it each time."""
    if type(page) is Page and (page.meta.get("title") or page._title_from_render):
        del vars(page)["content"]
        vars(page)[_SOURCE] = read
        page.__class__ = LaidAside


@contextmanager
def at_hand(page: Page) -> Iterator[None]:
    """Hold the HTML of a page in the meantime, in which it is as MkDocs has made it."""
    if not isinstance(page, LaidAside):
        yield
        return
    kept, html = vars(page)[_SOURCE], page.content
    page.__class__ = Page  # type: ignore[assignment]  # which it was
    del vars(page)[_SOURCE]
    page.content = html
    try:
        yield
    finally:
        lay_aside(page, kept)
