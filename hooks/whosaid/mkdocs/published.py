"""Which pages the builder publishes, and where: determined after all other plug-ins have decided.

They remove pages and restore them (drafts of a blog), and move them (posts, translations), in `on_files` and `on_nav`.
After both, the ledger has what is published. A page that is removed even later is already shown on other pages, which
stops the build.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage

from ..base.faults import ReadingFault
from ..base.filefaults import PublishedDraft
from ..base.filenames import SETTINGS_FILE, SOURCES_FILE
from ..base.model import Page
from ..ledger.records import Ledger
from ..ledger.withheld import without_pages
from .laidaside import kind_of


class Addresses(Mapping[str, str]):
    """The address of each file of the site by its path in the docs folder, looked up when needed, and once."""

    def __init__(self, files: Files) -> None:
        self.files = files
        self.known: dict[str, str] = {}

    def __getitem__(self, path: str) -> str:
        if path not in self.known:
            file = self.files.get_file_from_path(path)  # with several languages, that of the current one
            if file is None:
                raise KeyError(path)
            self.known[path] = file.url
        return self.known[path]

    def get(self, path: str, default: Any = None) -> Any:
        """The address of a file, if there is one."""
        return self.known[path] if path in self.known else super().get(path, default)

    def forget(self) -> None:
        """Look all up again, since plug-ins may have moved files."""
        self.known.clear()

    def __iter__(self) -> Iterator[str]:
        return iter(self.files.src_uris)

    def __len__(self) -> int:
        return len(self.files)

    def __bool__(self) -> bool:
        return bool(self.files)


def mark_as_drafts(files: Files, paths: Iterable[str]) -> None:
    """Make MkDocs treat these pages as drafts: a preview shows them, a build does not."""
    for path in paths:
        file = files.src_uris.get(path)
        if file is not None and file.inclusion.is_included():
            file.inclusion = InclusionLevel.DRAFT


def excluded(files: Files, *, serving: bool) -> frozenset[str]:
    """The pages that MkDocs does not build: those under `exclude_docs` and, except in a preview, `draft_docs`."""
    return frozenset(files.src_uris) - _built(files, serving=serving)


def publishable_ledger(whole: Ledger, files: Files, excluded: frozenset[str]) -> Ledger:
    """The ledger before `on_nav`, when pages that another plug-in has removed may still come back."""
    return _only(whole, frozenset(files.src_uris) - excluded)


def published_ledger(whole: Ledger, files: Files, *, serving: bool) -> Ledger:
    """The ledger of what is in the site when the first page is about to be read."""
    return _only(whole, _built(files, serving=serving))


def _built(files: Files, *, serving: bool) -> frozenset[str]:
    """The paths that are built; in a preview, including `draft_docs`."""
    return frozenset(path for path, file in files.src_uris.items() if _is_built(file, serving=serving))


def _is_built(file: File, *, serving: bool) -> bool:
    built: bool = file.inclusion.is_in_serve() if serving else file.inclusion.is_included()
    return built


def _only(whole: Ledger, shown: frozenset[str]) -> Ledger:
    hidden = whole.files.keys() - {SOURCES_FILE, SETTINGS_FILE} - shown
    return without_pages(whole, hidden) if hidden else whole


def lost_since(
    ledger: Ledger, files: Files, places: Mapping[str, str], waiting: Container[str] = (), *, serving: bool
) -> Iterator[str]:
    """Articles that were removed or moved after pages that show them had been drawn; one message each.

    `places` are the addresses they had then; files that are `waiting` will be written later.
    """
    for path, statements in ledger.statements.items():
        file = files.src_uris.get(path)
        if not statements:
            continue
        if file is None or not _is_built(file, serving=serving) or not _is_written(file, waiting):
            yield f"“{path}” was removed from the site after pages that show its statements had been drawn"
        elif file.url != places.get(path):
            yield f"“{path}” was moved to “{file.url}” after pages that link to “{places.get(path)}” had been drawn"


def _is_written(file: File, waiting: Container[str]) -> bool:
    return file.dest_uri in waiting or Path(file.abs_dest_path).is_file()


def draft_in_public(ledger: Ledger, page: MkDocsPage) -> Iterator[tuple[Page, ReadingFault]]:
    """A published page that calls itself a draft: only a blog leaves out its posts for that."""
    read = ledger.files.get(page.file.src_uri)
    says_so = page.meta.get("draft") is True and not page.file.inclusion.is_excluded()
    if read is None or not says_so or is_from_plugin(page):
        return
    written = re.search(r"^draft\b", read.text, re.MULTILINE)
    yield read, PublishedDraft(written.start() if written else 0)


def is_from_plugin(page: MkDocsPage) -> bool:
    """Whether a plug-in created the page, and decided on drafts itself, as a blog does for its posts."""
    return kind_of(page).__module__.partition(".")[0] not in ("mkdocs", "properdocs")
