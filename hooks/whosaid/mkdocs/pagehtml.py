"""What is done to a page before and after the theme has drawn it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Final

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from ..base.model import Page as Source
from ..exports.linked import feed_links, linked_data
from ..ledger.targets import anchors_in
from ..render import Board
from ..render.embeds import shows_ledger
from ..site.assets import LEDGER_STYLESHEET, PAGE_STYLESHEET, SCRIPT, STYLESHEET, search_script
from ..site.search import searchable
from ..site.share import PICTURE, has_share_tags, share_tags, with_only_these, without_share_tags
from ..site.theme import in_head, in_language, mend
from ..words.articles import statement_with_standing

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
    ledger, path, tags = board.ledger, page.file.src_uri, [""]
    if board.changes(path, "mend"):
        output = in_language(mend(output), page.meta.get("language"))
        tags.append(_search(output))
    if "styles" not in board.settings.plain_pages:
        tags += [_stylesheet(STYLESHEET, page)] * board.is_ours(path)
        tags += [_script(SCRIPT, page)] * board.changes(path, "share")  # it keeps the theme off the feeds
    if (path in ledger.statements or path in board.generated) and PAGE_STYLESHEET not in config.extra_css:
        tags.append(_stylesheet(PAGE_STYLESHEET, page))
    if shows_ledger(output):
        tags.append(_stylesheet(LEDGER_STYLESHEET, page))
    if board.changes(path, "share"):
        tags.append(feed_links(board.site, path))
        source = ledger.files.get(path)
        if source is not None and path in ledger.annotated:
            output = without_share_tags(output)
        if source is not None and not has_share_tags(output):
            tags += _for_other_sites(board, source, config)
    return in_head(output, "".join(tags))


def shared(board: Board, output: str, page: Page, config: MkDocsConfig) -> str:
    """The page after all other plug-ins: of an article, none of them tells other sites the bare headline."""
    path = page.file.src_uri
    if path not in board.ledger.annotated or not board.changes(path, "share"):
        return output
    return with_only_these(output, _share_tags(board, board.ledger.files[path], config))


def _for_other_sites(board: Board, source: Source, config: MkDocsConfig) -> Iterator[str]:
    yield linked_data(board.ledger, source, board.site, board.settings.unnamed_sources_policy)
    yield _share_tags(board, source, config)


def _share_tags(board: Board, source: Source, config: MkDocsConfig) -> str:
    has_picture = bool(board.site.root) and (Path(config.docs_dir) / PICTURE).is_file()
    picture = board.site.absolute(PICTURE) if has_picture else ""
    address = board.site.absolute(source.path) if board.site.root else ""
    return share_tags(board.ledger, source, site=config.site_name, address=address, picture=picture)


def _search(output: str) -> str:
    """The script for a theme that has a search of Material's."""
    return _SEARCH if 'id="__search"' in output else ""


def _script(path: str, page: Page) -> str:
    return f'<script src="{get_relative_url(path, page.url)}" defer></script>\n'


def _stylesheet(path: str, page: Page) -> str:
    return f'<link rel="stylesheet" href="{get_relative_url(path, page.url)}">\n'


def finished_template(board: Board, output: str) -> str:
    """The same for a page without Markdown, such as 404.html."""
    return in_head(mend(output), _search(output)) if "mend" in board.settings.plain_pages else output


def built_anchors(files: Files, path: str) -> frozenset[str] | None:
    """The anchors of a page that has been drawn; None of one that is not built."""
    file = files.src_uris.get(path)
    content = file.page.content if file is not None and file.page is not None else None
    return anchors_in(content) if content is not None else None
