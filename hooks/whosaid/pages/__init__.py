"""Generated pages. What they list are embeds, as authors write them.

An `IndexPage` is drawn by the theme, so that search, link checks and tables of contents work on it as on any page; what
it consists of is made when it is drawn (contents). Pages about claims and the later parts of long lists are `Sheet`s:
there are thousands of them, so that the theme draws one and the others are filled in (mkdocs/shells.py).

To add a page here, add a row to VIEWS (views), or a function to _MAKERS.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from ..base.publication import Output, Publication
from ..words.selection import Selector
from .articlepages import article_pages, article_path
from .claimpages import ClaimPage, FamilyPage, claim_pages, claim_paths
from .comparisons import ComparisonPage, comparison_pages, comparison_path
from .contents import IndexPage
from .listing import CARDS, Part
from .sourcepaths import source_paths
from .speakerpages import source_pages
from .views import index_path, view_pages

__all__ = [
    "CARDS",
    "ClaimPage",
    "ComparisonPage",
    "FamilyPage",
    "IndexPage",
    "Part",
    "Sheet",
    "all_pages",
    "article_path",
    "claim_paths",
    "comparison_path",
    "family_pages",
    "index_path",
    "ledger_pages",
    "source_paths",
]


Sheet = ClaimPage | ComparisonPage | Part
"""A page that the theme does not draw."""


def ledger_pages(selector: Selector, publication: Publication) -> dict[str, IndexPage]:
    """The pages that the theme draws, by path."""
    return {path: page for path, page in all_pages(selector, publication).items() if isinstance(page, IndexPage)}


def all_pages(selector: Selector, publication: Publication) -> dict[str, IndexPage | Sheet]:
    """Every generated page that is published, by path."""
    makers = [maker for maker, outputs in _MAKERS.items() if not publication.outputs.isdisjoint(outputs)]
    return {path: page for make in makers for path, page in make(selector, publication)}


def family_pages(selector: Selector, publication: Publication) -> Iterator[tuple[str, Sheet]]:
    """The pages about claims, and those that compare the articles that tell them."""
    yield from claim_pages(selector, publication)
    yield from comparison_pages(selector, publication)


_Maker = Callable[[Selector, Publication], Iterator[tuple[str, IndexPage | Sheet]]]
_MAKERS: Final[dict[_Maker, tuple[Output, ...]]] = {
    view_pages: ("ledger", "articles"),
    source_pages: ("ledger",),
    article_pages: ("ledger",),
    family_pages: ("claims",),
}
"""The functions that make pages, with the parts that those belong to."""
