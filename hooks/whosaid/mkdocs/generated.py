"""The files that are added to a site: pages of the ledger, data, stylesheets and script.

Two kinds are not written when MkDocs would: exports, piece by piece when it is their turn, and annotations, when the
pages they are about are written.
"""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files, InclusionLevel

from ..addresses import Site
from ..annotations import annotations_json, annotations_path
from ..assets import LEDGER_STYLESHEET, SCRIPT, STYLESHEET, ledger_stylesheet, script, stylesheet
from ..exports import Export, exports_of, write_export
from ..joining import without_pages
from ..ledger import Ledger
from ..loading import is_for_the_desk
from ..manual import rule_pages
from ..pages import ledger_pages, source_paths
from ..render import Board


def remove_own_files(files: Files) -> None:
    """Take out what is the engine's and not for readers: sources.yml, whosaid.yml, what editors leave behind."""
    for file in [file for file in files if is_for_the_desk(file.src_uri)]:
        files.remove(file)


def hide_what_is_not_built(board: Board, files: Files, *, serving: bool) -> None:
    """The ledger without drafts, pages left out, and a README.md beside an index.md."""
    left_out = {InclusionLevel.EXCLUDED} if serving else {InclusionLevel.EXCLUDED, InclusionLevel.DRAFT}
    shown = {path for path, file in files.src_uris.items() if file.inclusion not in left_out}
    hidden = {path for path in board.ledger.files if not is_for_the_desk(path)} - shown
    if hidden:
        board.ledger = without_pages(board.ledger, hidden)


def add_files(board: Board, files: Files, config: MkDocsConfig) -> None:
    """Add all that is generated, unless the author has a file of that name; tell the board where everything is."""
    _add_ledger_pages(board, files, config)
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


def _add_ledger_pages(board: Board, files: Files, config: MkDocsConfig) -> None:
    pages = ledger_pages(board.selector, board.settings.ledger_page)
    for path, text in pages.items():
        if files.get_file_from_path(path) is None:
            in_nav = InclusionLevel.UNDEFINED if path == board.settings.ledger_page else InclusionLevel.NOT_IN_NAV
            files.append(File.generated(config, path, content=text, inclusion=in_nav))
    board.generated = frozenset(path for path in pages if path not in board.ledger.files)
    board.source_pages = source_paths(board.selector, board.settings.ledger_page)


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


def annotations_of(board: Board, files: Files, config: MkDocsConfig) -> list[Annotations]:
    """A file of annotations for each article, added to the site's files."""
    added = []
    for path, statements in board.ledger.statements.items():
        page = files.get_file_from_path(path)
        if statements and page is not None and files.get_file_from_path(annotations_path(path)) is None:
            added.append(Annotations(page, board.site, config))
            files.append(added[-1])
    return added


class Annotations(File):
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
