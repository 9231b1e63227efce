"""Changes to a page before and after the theme renders it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from urllib.parse import urljoin, urlsplit

from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from ..base.catalogue import in_language_of, said
from ..base.filenames import (
    CLASSROOM_SCRIPT,
    CLASSROOM_STYLESHEET,
    LEDGER_STYLESHEET,
    PAGE_STYLESHEET,
    SCRIPT,
    STYLESHEET,
    TABLE_SCRIPT,
)
from ..base.languages import tags_here
from ..base.markup import html
from ..base.model import Page as Source
from ..exports.linked import feed_links, linked_data
from ..ledger.targets import anchors_in
from ..pages import index_path
from ..render import BuildState
from ..render.classroom import has_exercise
from ..render.embeds import has_table, shows_ledger
from ..site.assets import hiding_script, not_found_styles, search_script
from ..site.notfound import with_help
from ..site.search import searchable
from ..site.share import PICTURE, has_share_tags, share_tags, with_only_these, without_share_tags
from ..site.theme import compact, fix, in_head, with_headline, with_language, with_own_palette
from ..words.articles import article_of, headline_with_standing, statement_with_answers

_SEARCH: Final = search_script()
_SEARCH_HINT: Final = re.compile(r'\sdata-search-\w+="[^"]+"')


def for_search(state: BuildState, page: Page, content: str) -> str:
    """The page's content for the search plugin."""
    ledger, path = state.ledger, page.file.src_uri
    statements = ledger.statements.get(path, ())
    if not statements:
        return searchable(content, "", {})
    with in_language_of(ledger.files[path].language):
        headline = headline_with_standing(ledger, article_of(ledger, ledger.files[path]))
        return searchable(content, headline, {s.id: statement_with_answers(ledger, s) for s in statements})


def without_search_hints(content: str) -> str:
    """The page's content for readers, without attributes meant for the search plugin."""
    return _SEARCH_HINT.sub("", content)


def finished(state: BuildState, output: str, page: Page, config: MkDocsConfig) -> str:
    """The page as published: with the theme's HTML fixed, and with metadata for programs and other sites."""
    ledger, path, tags = state.ledger, page.file.src_uri, [""]
    if state.changes(path, "mend"):
        output = compact(with_language(with_own_palette(fix(output)), _language_of(state, page)))
        tags.append(_search(output))
    if path in ledger.statements:
        output = with_headline(output)
    if "styles" not in state.settings.plain_pages:
        if state.is_ours(path):
            tags.append(_stylesheet(STYLESHEET, page))
        if state.changes(path, "share"):  # the script keeps the theme from taking feeds for translations
            tags.append(_script(SCRIPT, page))
    if (path in ledger.statements or path in state.generated) and PAGE_STYLESHEET not in config.extra_css:
        tags.append(_stylesheet(PAGE_STYLESHEET, page))
    if shows_ledger(output):
        tags.append(_stylesheet(LEDGER_STYLESHEET, page))
    if has_table(output) or (is_instant(config) and state.changes(path, "share")):
        tags.append(_script(TABLE_SCRIPT, page))
    if state.has_exercises and is_instant(config) and state.changes(path, "share"):
        tags += _stylesheet(CLASSROOM_STYLESHEET, page), _script(CLASSROOM_SCRIPT, page)
    elif has_exercise(output):
        tags.append(_exercise(page))
    if state.changes(path, "share"):
        if "feeds" in state.settings.publish:
            tags.append(feed_links(state.site, path))
        source = ledger.files.get(path)
        if source is not None and path in ledger.annotated:
            output = without_share_tags(output)
        if source is not None and not has_share_tags(output):
            tags += _for_other_sites(state, source, config)
    return in_head(output, "".join(tags))


def _language_of(state: BuildState, page: Page) -> object:
    """The language of a page, where it is not the site's: a generated one is in English if there is no catalogue."""
    return tags_here().get("lang") if page.file.src_uri in state.generated else page.meta.get("language")


def shared(state: BuildState, output: str, page: Page, config: MkDocsConfig) -> str:
    """The page after all other plug-ins, without share tags of theirs that show an article's headline alone."""
    path = page.file.src_uri
    if path not in state.ledger.annotated or not state.changes(path, "share"):
        return output
    return with_only_these(output, _share_tags(state, state.ledger.files[path], config))


def _for_other_sites(state: BuildState, source: Source, config: MkDocsConfig) -> Iterator[str]:
    with in_language_of(source.language):
        data = linked_data(state.ledger, source, state.site, state.settings.unnamed_sources_policy)
    yield from (data, _share_tags(state, source, config))


def _share_tags(state: BuildState, source: Source, config: MkDocsConfig) -> str:
    address = state.site.absolute(source.path) if state.site.root else ""
    with in_language_of(source.language):
        return share_tags(
            state.ledger, source, site=config.site_name, address=address, picture=picture_of(state, config)
        )


def picture_of(state: BuildState, config: MkDocsConfig) -> str:
    """The absolute address of the site's picture for shares; empty if it has none or its own address is unknown."""
    has_picture = bool(state.site.root) and (Path(config.docs_dir) / PICTURE).is_file()
    return state.site.absolute(PICTURE) if has_picture else ""


def _search(output: str) -> str:
    """The search script, if the page has Material's search."""
    return _SEARCH if 'id="__search"' in output else ""


def _script(path: str, page: Page) -> Markup:
    return script_tag(path, page.url)


def script_tag(path: str, address: str) -> Markup:
    """The element of a script for the page at this address."""
    return html('<script src="{}" defer></script>\n', get_relative_url(path, address))


def _exercise(page: Page) -> Markup:
    files = (get_relative_url(path, page.url) for path in (CLASSROOM_STYLESHEET, CLASSROOM_SCRIPT))
    return html('<script data-style="{}" data-script="{}">{}</script>\n', *files, Markup(hiding_script()))


def _stylesheet(path: str, page: Page) -> Markup:
    return html('<link rel="stylesheet" href="{}">\n', get_relative_url(path, page.url))


def finished_template(state: BuildState, output: str, name: str, config: MkDocsConfig) -> str:
    """A page without Markdown, such as 404.html, as published."""
    if "mend" not in state.settings.plain_pages:
        return output
    tags = _search(output)
    if name == "404.html":
        output = _with_help(state, output, config)
        tags += not_found_styles()
    return in_head(with_own_palette(fix(output)), tags)


def _with_help(state: BuildState, output: str, config: MkDocsConfig) -> str:
    """The page for addresses that lead nowhere, with links from the root of the site, as the theme's."""
    root = urlsplit(config.site_url or "/").path
    links = {text: urljoin(root, address) for text, address in ways_on(state).items()}
    ending = ".html" if not config.use_directory_urls else "/"
    return with_help(output, links, state.settings.ledger_page.removesuffix(".md"), ending)


def is_instant(config: MkDocsConfig) -> bool:
    """Whether the theme puts later pages into the first, and so runs no script that only a later one names."""
    return "navigation.instant" in config.theme.get("features", ())


def ways_on(state: BuildState) -> dict[str, str]:
    """The addresses of the pages from which a reader finds everything, by their names."""
    ledger_page = state.settings.ledger_page
    pages = {said("Home"): "index.md", said("All articles"): index_path(ledger_page), said("Ledger"): ledger_page}
    return {name: state.site.address(path) for name, path in pages.items() if path in state.site.pages}


def built_anchors(files: Files, path: str) -> frozenset[str] | None:
    """The anchors of a page that was drawn; None if it is not built."""
    file = files.src_uris.get(path)
    content = file.page.content if file is not None and file.page is not None else None
    return anchors_in(content) if content is not None else None
