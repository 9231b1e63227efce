"""Generated pages as ordinary Markdown: their tables are embeds, as authors write them.

So search, link checks and tables of contents work on them as on any page, and authors can write more such pages
themselves. To add one here, add a row to VIEWS (views), or a function to `ledger_pages`.
"""

from __future__ import annotations

from ..words.selection import Selector
from .articlepages import article_pages, article_path
from .claimpages import claim_pages, claim_paths
from .speakerpages import source_pages, source_paths
from .views import view_pages

__all__ = ["article_path", "claim_paths", "ledger_pages", "source_paths"]


def ledger_pages(selector: Selector, ledger_page: str) -> dict[str, str]:
    """The Markdown of every generated page by path. `ledger_page` is the first; the others are in its folder."""
    makers = (view_pages, source_pages, article_pages, claim_pages)
    return {path: text for make in makers for path, text in make(selector, ledger_page)}
