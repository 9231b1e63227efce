"""Generated pages. Most are ordinary Markdown: their tables are embeds, as authors write them.

So search, link checks and tables of contents work on them as on any page, and authors can write more such pages
themselves. The pages about claims and the later parts of long lists are `Sheet`s: there are thousands of them, so that
the theme draws one and the others are filled in (mkdocs/shells.py). To add a page here, add a row to VIEWS (views), or
a function to _MAKERS.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from ..base.publication import Output, Publication
from ..words.selection import Selector
from .articlepages import article_pages, article_path
from .claimpages import ClaimPage, claim_pages, claim_paths
from .listing import CARDS, Part
from .sourcepaths import source_paths
from .speakerpages import source_pages
from .views import index_path, view_pages

__all__ = [
    "CARDS",
    "ClaimPage",
    "Part",
    "Sheet",
    "all_pages",
    "article_path",
    "claim_paths",
    "index_path",
    "ledger_pages",
    "source_paths",
]


Sheet = ClaimPage | Part
"""A page that is drawn without Markdown."""


def ledger_pages(selector: Selector, publication: Publication) -> dict[str, str]:
    """The Markdown pages by path."""
    return {path: page for path, page in all_pages(selector, publication).items() if isinstance(page, str)}


def all_pages(selector: Selector, publication: Publication) -> dict[str, str | Sheet]:
    """Every generated page that is published, by path."""
    makers = [maker for maker, outputs in _MAKERS.items() if not publication.outputs.isdisjoint(outputs)]
    return {path: page for make in makers for path, page in make(selector, publication)}


_Maker = Callable[[Selector, Publication], Iterator[tuple[str, str | Sheet]]]
_MAKERS: Final[dict[_Maker, tuple[Output, ...]]] = {
    view_pages: ("ledger", "articles"),
    source_pages: ("ledger",),
    article_pages: ("ledger",),
    claim_pages: ("claims",),
}
"""The functions that make pages, with the parts that those belong to."""
