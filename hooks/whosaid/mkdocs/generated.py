"""The files that are added to a site: pages of the ledger, data, stylesheets and the script.

Pages and assets are known to MkDocs from the start, so that navigation and links can refer to them. Exports and
annotations are written after all pages, from what is published by then (deferred.py).
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator
from functools import partial
from pathlib import Path, PurePosixPath
from typing import TypeVar

import msgspec
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from ..base.catalogue import said
from ..base.filenames import (
    CLASSROOM_SCRIPT,
    CLASSROOM_STYLESHEET,
    LEDGER_STYLESHEET,
    PAGE_STYLESHEET,
    SCRIPT,
    STYLESHEET,
    TABLE_SCRIPT,
)
from ..base.publication import OUTPUTS, Output
from ..check.manual import rule_pages
from ..exports import exports_of, write_text
from ..ledger.loading import is_private, keeps
from ..ledger.records import Ledger
from ..pages import ClaimPage, IndexPage, Sheet, all_pages, claim_paths, source_paths
from ..render import BuildState
from ..site.assets import (
    classroom_script,
    classroom_stylesheet,
    ledger_stylesheet,
    page_stylesheet,
    script,
    stylesheet,
    table_script,
)
from .claimpictures import ClaimPictures, PictureFile
from .deferred import MAKER, AnnotationsFile, DeferredFile, ExportFile, SheetFile, source_path
from .frames import frame_of
from .keptdrawings import KeptDrawings
from .lastsite import LastSite
from .ledgerfile import LedgerFile
from .pagehtml import is_instant, picture_of, ways_on
from .shells import Filling, Shell, filling_of, first_of_each_depth, read_shell, sheet_in_html, shells_of
from .unlisted import Unlisted, can_be_left_unlisted, leave_unlisted

_F = TypeVar("_F", bound=File)


def remove_own_files(files: Files, ledger: Ledger) -> None:
    """Remove private files: sources.yml, whosaid.yml, and copies left behind by editors.

    In a site without annotations, only sources.yml and whosaid.yml are removed.
    """
    for file in [file for file in files if is_private(file.src_uri) and file.src_uri in ledger.annotated]:
        files.remove(file)


class Additions:
    """The files added to one build, unless the author has a file of the same name.

    The ledger's pages are added before all other plug-ins run, so that all know them. Some plug-ins replace them with
    files of their own, or drop them. A plug-in for several languages builds each in its own folder: there, everything
    except stylesheets and the script goes into the folder of that language's home page.

    `lists_all`: whether somebody may look through the list of files; `unlisted` are those that are not in it.
    """

    def __init__(self, state: BuildState, files: Files, config: MkDocsConfig, *, lists_all: bool = True) -> None:
        self.state, self.files, self.config, self.lists_all = state, files, config, lists_all
        self.publication = state.settings.publication
        self.folder = PurePosixPath()
        self.added: dict[str, File] = {}
        self.always: frozenset[str] = frozenset()
        self.sheets: dict[str, Sheet] = {}
        self.shells: tuple[str, ...] = ()
        self.unlisted: Unlisted | None = None
        self._read_shells: dict[int, Shell] = {}
        self._picture = ""
        self.kept: KeptDrawings | None = None
        self.last = LastSite()
        self.pictures = ClaimPictures(state, config)
        self._pages_of: tuple[Ledger, list[File]] | None = None
        self._add(self._pages())

    def add_all(self, files: Files) -> None:
        """Add all files to what the other plug-ins have left, including those that only the site needs."""
        self.files = files
        home = files.get_file_from_path("index.md") or files.get_file_from_path("README.md")
        self.folder = PurePosixPath(home.dest_uri).parent if home is not None else PurePosixPath()
        for file in self.added.values():
            self._keep(file)
        self._add(self._assets())
        self.lists_all = self.lists_all or bool(self.folder.parts) or not can_be_left_unlisted(files, self.publication)
        self.update()

    def update(self, nav: Navigation | None = None) -> None:
        """Add the files that the current ledger needs, and remove the rest."""
        self.state.claim_pages = claim_paths(self.state.selector, self.publication)
        wanted = {file.src_uri: file for file in (*self._pages(), *(self._data() if self.lists_all else ()))}
        for path, file in [*self.added.items()]:
            if path not in self.always and not _is_update(file, wanted.get(path)):
                self._take_out(self.added.pop(path), nav)
        for path, file in wanted.items():
            if self.files.src_uris.get(path, file) is self.added.get(path):
                _update(self.added[path], file)
        self._add(file for path, file in wanted.items() if path not in self.added)
        if not self.lists_all:
            self.unlisted = Unlisted(self._own_sheets(), self._exports, self.publication, self.config)
            leave_unlisted(self.files, self.unlisted)
        pages = (path for path, file in self.added.items() if file.is_documentation_page())
        self.state.generated = frozenset(path for path in pages if path in self.files.src_uris)
        self.state.source_pages = source_paths(self.state.selector, self.publication)

    def index_at(self, path: str) -> IndexPage | None:
        """What is drawn on the page at a path, unless somebody else draws it."""
        file = self.added.get(path)
        return file.index if isinstance(file, LedgerFile) and path in self.state.generated else None

    def ledger_page(self) -> Page | None:
        """The first page of the ledger."""
        file = self.files.src_uris.get(self.state.settings.ledger_page)
        return file.page if file is not None else None

    def writers(self, others: Container[str], last: LastSite) -> list[Callable[[], None]]:
        """Functions that write the deferred files, after all pages, or take them from the `last` site; each can run
        before or after the others.

        None for the files whose places in the site are named as `others`'.
        """
        self.read_shells()
        self._keep_frames_once()
        sheets = self.sheet_files().items()
        own = (path for path, sheet in sheets if sheet.dest_uri not in others)
        fill: dict[str, Callable[..., None]] = {path: partial(self.write_sheet, path) for path in own}
        deferred = (file for file in self.deferred() if not isinstance(file, PictureFile))
        write = {file.src_uri: file for file in deferred if file.dest_uri not in others}
        about = []
        if not self.state.preview and keeps(self.state.settings):
            self.last = last
            self.kept = KeptDrawings(self.state, self.config, self._picture, last)
            about = self.kept.writers(self.sheets, fill, write)
        return [*about, *fill.values(), *(file.write for file in write.values())]

    def write_pictures(self, others: Container[str] = ()) -> None:
        """Write the pictures of claims, after everything else, all at once; none that `others` write."""
        files = (file for file in self.deferred() if isinstance(file, PictureFile))
        self.pictures.write([file for file in files if file.dest_uri not in others])

    def sweep(self) -> None:
        """Remove what was kept and is not used any more."""
        kept = self.kept.store if self.kept is not None else None
        pictures = self.pictures.store if "pictures" in self.publication.outputs else None
        for store in filter(None, (kept, pictures)):
            store.sweep()

    def deferred(self) -> Iterator[DeferredFile]:
        """The files to be written after all pages, except sheets."""
        deferred = (file for file in self.added.values() if isinstance(file, DeferredFile))
        for file in deferred:
            if not isinstance(file, SheetFile) and self.files.src_uris.get(file.src_uri) is file:
                yield file

    def sheet_files(self) -> dict[str, File]:
        """The files of sheets by path, including those that the theme has drawn."""
        return {path: file for path in self.sheets if (file := self.added.get(path)) is not None}

    def read_shells(self) -> None:
        """Read the pages that the theme has drawn, before they are filled in."""
        folder, files = self._own_folder(), self.sheet_files()
        self._read_shells = shells_of((files[path] for path in self.shells if path in files), folder, said("Ledger"))
        self._picture = picture_of(self.state, self.config)

    def _keep_frames_once(self) -> None:
        """Write the frame of each depth of pages as a script, unless it has to stay in them."""
        if self.state.preview or is_instant(self.config):
            return
        for path in self.shells:
            if (file := self.added.get(path)) is not None:
                there, depth = self._own_folder(), file.url.count("/")
                ways = {name: get_relative_url(url, file.url) for name, url in ways_on(self.state).items()}
                address = get_relative_url(f"{there}/" if there else ".", file.url).rstrip("/")
                if (frame := frame_of(self._read_shells[depth], f"{address}/", ways)) is not None:
                    self._read_shells[depth] = frame.shell
                    write_text([frame.script], Path(self.config.site_dir, there, frame.path))

    def write_sheet(self, path: str, filling: Filling | None = None) -> None:
        """Fill in the page at a path, and write it; draw its filling if that is not known."""
        file = self.added.get(path) or self.files.src_uris[path]
        shell = self._read_shells.get(file.url.count("/"), read_shell("", "", ""))
        if filling is None:
            filling = filling_of(self.sheets[path], self.state, self._picture)
        html = sheet_in_html(filling, shell, file, self._own_folder())
        self.last.write(html, file.abs_dest_path)

    def _own_folder(self) -> str:
        return self.folder.as_posix().removeprefix(".")

    def _add(self, files: Iterable[File]) -> None:
        for file in files:
            if file.src_uri not in self.files.src_uris:
                self.added[file.src_uri] = file
                self.files.append(file)

    def _keep(self, file: File) -> None:
        """Put the file back if it was removed, or in the place of the file that replaced it."""
        now = self.files.src_uris.get(file.src_uri)
        if now is None:
            self.files.append(self._placed(file))
        elif now is not file:
            file.dest_uri = now.dest_uri
            self.files.remove(now)
            self.files.append(self._placed(file, PurePosixPath()))

    def _assets(self) -> Iterator[File]:
        texts = {
            STYLESHEET: stylesheet(self.config.theme.dirs),
            PAGE_STYLESHEET: page_stylesheet(),
            LEDGER_STYLESHEET: ledger_stylesheet(),
            CLASSROOM_STYLESHEET: classroom_stylesheet(),
            SCRIPT: script(),
            TABLE_SCRIPT: table_script(),
            CLASSROOM_SCRIPT: classroom_script(),
        }
        self.always = frozenset(texts)
        for path, text in texts.items():
            yield self._with_text(path, text, PurePosixPath())

    def _pages(self) -> list[File]:
        """The pages of the current ledger, generated again only if the ledger has changed."""
        ledger = self.state.ledger
        if self._pages_of is None or self._pages_of[0] is not ledger:
            self._pages_of = ledger, list(self._generated_pages())
        return self._pages_of[1]

    def _generated_pages(self) -> Iterator[File]:
        state = self.state
        pages = all_pages(state.selector, self.publication)
        self.sheets = {path: page for path, page in pages.items() if not isinstance(page, IndexPage)}
        own = (path for path in self.sheets if path not in state.ledger.files)
        self.shells = first_of_each_depth(own, lambda path: SheetFile(path, self.config).url)
        drawn = {path: page for path, page in pages.items() if isinstance(page, IndexPage)}
        for path, page in (drawn | dict.fromkeys(self.shells)).items():
            yield self._as_written(LedgerFile(path, page, self.config))
        rules = state.settings.rules_folder
        for path, text in (rule_pages(rules) if rules else {}).items():
            yield self._with_text(path, text)

    def _own_sheets(self) -> dict[str, Sheet]:
        """The sheets that are filled into another page."""
        return {path: sheet for path, sheet in self.sheets.items() if path not in self.shells}

    def _data(self) -> Iterator[File]:
        for path in self._own_sheets():
            yield self._placed(SheetFile(path, self.config))
        for output in (output for output in OUTPUTS if output in self.publication.outputs):
            yield from self._exports(output)

    def _exports(self, output: Output) -> Iterator[DeferredFile]:
        """The data of one part of the site."""
        state = self.state
        own = msgspec.structs.replace(self.publication, outputs=frozenset((output,)))
        for export in exports_of(state.ledger, state.site, own):
            yield self._placed(ExportFile(export, self.config))
        for path, statements in state.ledger.statements.items() if output == "annotations" else ():
            page = self.files.src_uris.get(path)
            if statements and page is not None:
                yield self._placed(AnnotationsFile(page, state.ledger, state.site, self.config))
        for sheet in self.sheets.values() if output == "pictures" else ():
            if isinstance(sheet, ClaimPage):
                yield self._placed(PictureFile(sheet.family, self.pictures, self.config))

    def _with_text(self, path: str, text: str, folder: PurePosixPath | None = None) -> File:
        return self._as_written(File.generated(self.config, path, content=text), folder)

    def _as_written(self, file: File, folder: PurePosixPath | None = None) -> File:
        file.generated_by = MAKER
        file.abs_src_path = source_path(file.src_uri, self.config.docs_dir)
        return self._placed(file, folder)

    def _placed(self, file: _F, folder: PurePosixPath | None = None) -> _F:
        here = self.folder if folder is None else folder
        if here.parts:
            file.dest_uri = (here / file.dest_uri).as_posix()
        for known in ("url", "abs_dest_path"):  # another plug-in may have read them before
            vars(file).pop(known, None)
        return file

    def _take_out(self, file: File, nav: Navigation | None) -> None:
        if self.files.src_uris.get(file.src_uri) is file:
            self.files.remove(file)
        if nav is not None and file.page is not None and any(page is file.page for page in nav.pages):
            _take_out_of_nav(nav, file.page)


def _is_update(file: File, new: File | None) -> bool:
    """Whether a file that is wanted can be an earlier one with new content; a page of the theme's cannot become one of
    those that are filled in, nor the other way round.
    """
    return new is not None and isinstance(file, SheetFile) is isinstance(new, SheetFile)


def _update(file: File, new: File) -> None:
    """Give a file that other plug-ins already hold the content of a new one."""
    if isinstance(file, DeferredFile) and isinstance(new, DeferredFile):
        file.take_over(new)
    elif isinstance(file, LedgerFile) and isinstance(new, LedgerFile):
        file.index = new.index
    else:
        file.content_string, file.abs_src_path = new.content_string, new.abs_src_path


def _take_out_of_nav(nav: Navigation, page: Page) -> None:
    before, after = page.previous_page, page.next_page
    if before is not None:
        before.next_page = after
    if after is not None:
        after.previous_page = before
    for items in (nav.pages, getattr(page.parent, "children", None) or nav.items):
        items[:] = [item for item in items if item is not page]
