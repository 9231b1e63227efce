"""The MkDocs hook: the only file that knows MkDocs (and ProperDocs, which runs it unchanged).

It tells the engine what MkDocs knows (files, addresses, settings), and MkDocs what the engine makes; nothing is read,
judged or worded here. It is one file, since MkDocs loads a hook by its path and other sites have a copy of it.

1. `on_pre_build` checks the docs folder, before MkDocs empties the output folder: a failed check stops the build and
   leaves the last good site as it is. A preview goes on and shows the faults in the pages.
2. The ledger is handed to the Markdown extension `whosaid`, which draws marks and notes.
3. `on_files` adds the generated pages, the data and the stylesheet. Two kinds of files are not written when MkDocs
   would: exports, piece by piece when it is their turn, and annotations, when the pages they are about are written.
4. `on_page_markdown` makes titles safe for the theme.
5. `on_env`, when all pages are drawn and none is written, stops the build if one was not drawn as it was read.
6. `on_page_context` shows the search plugin another text of the page than readers get, for as long as it looks.
7. `on_post_page` mends what the theme writes and adds what machines and other sites read of the page.
8. `on_post_build` reads the articles as they have been written and writes their annotations.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from html import escape
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urljoin

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import CombinedEvent, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from whosaid.addresses import Site
from whosaid.annotations import annotations_json, annotations_path
from whosaid.articles import statement_with_standing
from whosaid.assets import LEDGER_STYLESHEET, SCRIPT, STYLESHEET, ledger_stylesheet, script, search_script, stylesheet
from whosaid.exports import Export, exports_of, write_export
from whosaid.findings import Finding, with_severity
from whosaid.joining import without_pages
from whosaid.ledger import Ledger
from whosaid.linked import feed_links, linked_data
from whosaid.loading import is_for_the_desk
from whosaid.manual import rule_pages
from whosaid.pages import ledger_pages, source_paths
from whosaid.render import Board, log_findings, open_board
from whosaid.render.embeds import shows_ledger
from whosaid.render.search import searchable
from whosaid.share import PICTURE, share_tags, without_share_tags
from whosaid.theme import in_head, in_language, mend, unknown_names

_serving = False
_search = search_script()
_annotations: list[_Annotations] = []


def on_startup(*, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Remember whether this is a preview."""
    global _serving
    _serving = command == "serve"


def on_config(config: MkDocsConfig) -> None:
    """Name the extension, the stylesheet and the script, if mkdocs.yml does not."""
    if "whosaid" not in config.markdown_extensions:
        config.markdown_extensions.append("whosaid")
    if STYLESHEET not in config.extra_css:
        config.extra_css.append(STYLESHEET)
    if SCRIPT not in config.extra_javascript:
        config.extra_javascript.append(SCRIPT)


def on_pre_build(config: MkDocsConfig) -> None:
    """Check, and hand the result to the extension."""
    board = open_board(Path(os.path.relpath(config.docs_dir)), preview=_serving)
    if unknown := tuple(unknown_names(board.ledger, config.theme.dirs)):
        board = Board(board.ledger, (*board.findings, *unknown), board.settings, _serving)
    config.mdx_configs.setdefault("whosaid", {})["board"] = board
    _report(board.findings, strict=config.strict)


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Keep the engine's own files back; add what is generated, unless the author has a file of that name."""
    for file in [file for file in files if is_for_the_desk(file.src_uri)]:
        files.remove(file)
    board = _board(config)
    left_out = {InclusionLevel.EXCLUDED} if _serving else {InclusionLevel.EXCLUDED, InclusionLevel.DRAFT}
    shown = {path for path, file in files.src_uris.items() if file.inclusion not in left_out}
    hidden = {path for path in board.ledger.files if not is_for_the_desk(path)} - shown
    if hidden:  # drafts, pages left out, a README.md beside an index.md
        board.ledger = without_pages(board.ledger, hidden)
    pages = ledger_pages(board.selector, board.settings.ledger_page)
    for path, text in pages.items():
        if files.get_file_from_path(path) is None:
            in_nav = InclusionLevel.UNDEFINED if path == board.settings.ledger_page else InclusionLevel.NOT_IN_NAV
            files.append(File.generated(config, path, content=text, inclusion=in_nav))
    board.generated = frozenset(path for path in pages if path not in board.ledger.files)
    board.source_pages = source_paths(board.selector, board.settings.ledger_page)
    generated = {
        **(rule_pages(board.settings.rules_folder) if board.settings.rules_folder else {}),
        STYLESHEET: stylesheet(config.theme.dirs),
        LEDGER_STYLESHEET: ledger_stylesheet(),
        SCRIPT: script(),
    }
    for path, content in generated.items():
        if files.get_file_from_path(path) is None:
            files.append(File.generated(config, path, content=content))
    addresses = {path: file.url for path, file in files.src_uris.items()}
    board.site = Site(config.site_name, config.site_url or "", addresses)
    for export in exports_of(board.ledger, board.site):
        if files.get_file_from_path(export.path) is None:
            files.append(_Exported(export, config))
    _annotations.clear()
    for path, statements in board.ledger.statements.items():
        page = files.get_file_from_path(path)
        if statements and page is not None and files.get_file_from_path(annotations_path(path)) is None:
            _annotations.append(_Annotations(page, board.site, config))
            files.append(_annotations[-1])
    return files


class _Exported(File):
    """A file that MkDocs knows, so that pages can link to it, and that is written only when it is its turn."""

    def __init__(self, export: Export, config: MkDocsConfig) -> None:
        super().__init__(export.path, None, config.site_dir, config.use_directory_urls)
        self.export = export

    def copy_file(self, dirty: bool = False) -> None:
        """Write it; the author may have a file where its folder should be."""
        try:
            write_export(self.export, Path(self.abs_dest_path))
        except OSError as error:
            what = f"cannot write “{self.export.path}” ({error.strerror})"
            raise PluginError(f"{what}; give the file or folder in its way another name") from None


class _Annotations(File):
    """The annotations of a page: MkDocs knows the file, so that pages can link to it, before it can be written."""

    def __init__(self, page: File, site: Site, config: MkDocsConfig) -> None:
        path = annotations_path(page.src_uri)
        super().__init__(path, None, config.site_dir, config.use_directory_urls, inclusion=page.inclusion)
        self.html, self.path, self.site = Path(page.abs_dest_path), page.src_uri, site

    def copy_file(self, dirty: bool = False) -> None:
        """Nothing: no page is written yet."""

    def write(self, ledger: Ledger) -> None:
        """Write it, if the page has been written."""
        if self.html.is_file():
            html = self.html.read_text("utf-8")
            json = annotations_json(ledger, self.site, ledger.files[self.path], html)
            write_export(Export(self.src_uri, lambda: [json]), Path(self.abs_dest_path))


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> None:
    """Make the front matter that themes print as it is safe, and give the notes the room beside an article."""
    if with_severity(_board(config).of_page(page.file.src_uri), "error"):  # a preview; the theme may fail on the fault
        page.meta = {key: value for key, value in page.meta.items() if key == "title" and isinstance(value, str)}
    if page.file.src_uri in _board(config).ledger.statements:
        page.meta.setdefault("hide", ["navigation", "toc"])
    page.meta = {key: _escaped(value) for key, value in page.meta.items()}


def on_env(env: Any, config: MkDocsConfig, files: Files) -> None:
    """Compare what was drawn with what was read."""
    _report(_board(config).differences)


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Mend the theme's own faults; say the article's language, what it states, and what a share of it shows."""
    board = _board(config)
    ledger = board.ledger
    output = in_language(mend(output), page.meta.get("language"))
    tags = [_search, feed_links(board.site, page.file.src_uri)]
    if shows_ledger(output):
        tags.append(f'<link rel="stylesheet" href="{get_relative_url(LEDGER_STYLESHEET, page.url)}">\n')
    if (source := ledger.files.get(page.file.src_uri)) is not None:
        output = without_share_tags(output)
        has_picture = bool(config.site_url) and (Path(config.docs_dir) / PICTURE).is_file()
        picture = urljoin(config.site_url or "", PICTURE) if has_picture else ""
        address = page.canonical_url or ""
        tags.append(linked_data(ledger, source, board.site, board.settings.unnamed_sources_policy))
        tags.append(share_tags(ledger, source, site=config.site_name, address=address, picture=picture))
    return in_head(output, "".join(tags))


@event_priority(-100)
def on_post_build(config: MkDocsConfig) -> None:
    """Write the annotations: plug-ins such as minifiers may change a page as late as here."""
    for file in _annotations:
        file.write(_board(config).ledger)


def on_post_template(output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
    """The same for pages without Markdown, such as 404.html."""
    return in_head(mend(output_content), _search) if template_name.endswith(".html") else output_content


def _escaped(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _escaped(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_escaped(inner) for inner in value]
    return escape(value) if isinstance(value, str) else value


_content = ""


@event_priority(100)
def _before_search(context: Any, page: Page, config: MkDocsConfig, nav: Any) -> None:
    """Let the search plugin read the page's words instead of all its tags."""
    global _content
    _content = page.content or ""
    ledger = _board(config).ledger
    statements = ledger.statements.get(page.file.src_uri, ())
    page.content = searchable(_content, {s.id: escape(statement_with_standing(ledger, s)) for s in statements})


@event_priority(-100)
def _after_search(context: Any, page: Page, config: MkDocsConfig, nav: Any) -> None:
    """Give the page its tags back, without what was meant for the plugin."""
    page.content = re.sub(r'\s?data-search-\w+="[^"]+"', "", _content)


on_page_context = CombinedEvent(_before_search, _after_search)


def _board(config: MkDocsConfig) -> Board:
    board = config.mdx_configs["whosaid"]["board"]
    assert isinstance(board, Board)
    return board


def _report(findings: Iterable[Finding], *, strict: bool = False) -> None:
    """Log the findings; errors (with --strict, warnings too) stop a build, and a preview goes on."""
    found = list(findings)
    log_findings(found)
    stopping = with_severity(found, "error") + (with_severity(found, "warning") if strict else [])
    if stopping and not _serving:
        raise PluginError(f"{len(stopping)} to mend; nothing is published until then.")
