"""What is done to a page before and after the theme has drawn it."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path
from typing import Final

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from ..articles import statement_with_standing
from ..assets import LEDGER_STYLESHEET, PAGE_STYLESHEET, search_script
from ..linked import feed_links, linked_data
from ..render import Board
from ..render.embeds import shows_ledger
from ..render.search import searchable
from ..share import PICTURE, share_tags, without_share_tags
from ..theme import in_head, in_language, mend

_SEARCH: Final = search_script()


def for_search(board: Board, page: Page, content: str) -> str:
    """The page's words as the search plugin should read them."""
    statements = board.ledger.statements.get(page.file.src_uri, ())
    return searchable(content, {s.id: escape(statement_with_standing(board.ledger, s)) for s in statements})


def without_search_hints(content: str) -> str:
    """The page for readers, without the attributes that only the search plugin reads."""
    return re.sub(r'\s?data-search-\w+="[^"]+"', "", content)


def finished(board: Board, output: str, page: Page, config: MkDocsConfig) -> str:
    """The page as it is published: without the theme's faults, with what machines and other sites read of it."""
    ledger = board.ledger
    output = in_language(mend(output), page.meta.get("language"))
    path = page.file.src_uri
    tags = [_SEARCH, feed_links(board.site, path)]
    if (path in ledger.statements or path in board.generated) and PAGE_STYLESHEET not in config.extra_css:
        tags.append(_stylesheet(PAGE_STYLESHEET, page))
    if shows_ledger(output):
        tags.append(_stylesheet(LEDGER_STYLESHEET, page))
    if (source := ledger.files.get(path)) is not None:
        output = without_share_tags(output)
        has_picture = bool(board.site.root) and (Path(config.docs_dir) / PICTURE).is_file()
        picture = board.site.absolute(PICTURE) if has_picture else ""
        address = board.site.absolute(source.path) if board.site.root else ""
        tags.append(linked_data(ledger, source, board.site, board.settings.unnamed_sources_policy))
        tags.append(share_tags(ledger, source, site=config.site_name, address=address, picture=picture))
    return in_head(output, "".join(tags))


def _stylesheet(path: str, page: Page) -> str:
    return f'<link rel="stylesheet" href="{get_relative_url(path, page.url)}">\n'


def finished_template(output: str) -> str:
    """The same for a page without Markdown, such as 404.html."""
    return in_head(mend(output), _SEARCH)
