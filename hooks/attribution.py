"""The MkDocs hook: the only file that knows MkDocs (and ProperDocs, which runs it unchanged). Events, no logic.

1. `on_pre_build` checks the docs folder, before MkDocs empties the output folder: a failed check stops the build and
   leaves the last good site as it is. A preview goes on and shows the faults in the pages.
2. The ledger is handed to the Markdown extension `whosaid`, which draws marks and notes.
3. `on_files` adds the generated pages and the stylesheet; `on_page_markdown` makes titles safe for the theme.
4. `on_env`, when all pages are drawn and none is written, stops the build if one was not drawn as it was read.
5. `on_post_page` mends what the theme writes.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable
from html import escape
from pathlib import Path
from typing import Any, Literal

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from whosaid.assets import SCRIPT, STYLESHEET, script, stylesheet
from whosaid.findings import Finding
from whosaid.loading import SETTINGS_FILE, SOURCES_FILE
from whosaid.pages import ledger_pages
from whosaid.render import Board, open_board
from whosaid.theme import mend, unknown_names

log = logging.getLogger("mkdocs.hooks.whosaid")

_serving = False


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
    _report(board.findings)


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Keep the engine's own files back; add what is generated, unless the author has a file of that name."""
    for name in (SOURCES_FILE, SETTINGS_FILE):
        if (file := files.get_file_from_path(name)) is not None:
            files.remove(file)
    board = _board(config)
    generated = {
        **ledger_pages(board.ledger, board.settings.ledger_page),
        STYLESHEET: stylesheet(config.theme.dirs),
        SCRIPT: script(),
    }
    for path, content in generated.items():
        if files.get_file_from_path(path) is None:
            files.append(File.generated(config, path, content=content))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> None:
    """Make the front matter that themes print as it is safe, and give the notes the room beside an article."""
    if _board(config).of_page(page.file.src_uri):  # a preview: the theme may fail on faulty front matter
        page.meta = {key: value for key, value in page.meta.items() if key == "title" and isinstance(value, str)}
    if page.file.src_uri in _board(config).ledger.statements:
        page.meta.setdefault("hide", ["navigation", "toc"])
    page.meta = {key: _as_text(value) for key, value in page.meta.items()}


def on_env(env: Any, config: MkDocsConfig, files: Files) -> None:
    """Compare what was drawn with what was read."""
    _report(_board(config).differences)


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Mend the theme's own faults."""
    return mend(output)


def on_post_template(output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
    """The same for pages without Markdown, such as 404.html."""
    return mend(output_content) if template_name.endswith(".html") else output_content


def _as_text(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _as_text(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_as_text(inner) for inner in value]
    return escape(value) if isinstance(value, str) else value


def _board(config: MkDocsConfig) -> Board:
    board = config.mdx_configs["whosaid"]["board"]
    assert isinstance(board, Board)
    return board


def _report(findings: Iterable[Finding]) -> None:
    """Log the findings; a build stops, a preview goes on."""
    found = list(findings)
    for finding in found:
        log.error(finding.shown())
    if found and not _serving:
        raise PluginError(f"{len(found)} to mend; nothing is published until then.")
