"""What the builder publishes of the docs folder, and where: asked when all other plug-ins have had their say.

They take pages out and put them back (drafts of a blog), move them (posts, translations) and remove them, in `on_files`
and in `on_nav`. After both, the ledger is what is published. A page that is lost even later stands in pages already
drawn, so that it stops the build.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from mkdocs.structure.files import Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage

from ..base.faults import ReadingFault
from ..base.filefaults import PublishedDraft
from ..base.model import Page
from ..base.vocabulary import SETTINGS_FILE, SOURCES_FILE
from ..ledger.records import Ledger
from ..ledger.withheld import without_pages


class Addresses(Mapping[str, str]):
    """Where each file of the site is, by its path in the docs folder: as it is known when it is asked for."""

    def __init__(self, files: Files) -> None:
        self.files = files

    def __getitem__(self, path: str) -> str:
        file = self.files.get_file_from_path(path)  # of several languages, the one that is being built
        if file is None:
            raise KeyError(path)
        return file.url

    def __iter__(self) -> Iterator[str]:
        return iter(self.files.src_uris)

    def __len__(self) -> int:
        return len(self.files)


def mark_as_drafts(files: Files, paths: Iterable[str]) -> None:
    """Have MkDocs treat these pages as drafts: a preview shows them, a build does not."""
    for path in paths:
        file = files.src_uris.get(path)
        if file is not None and file.inclusion.is_included():
            file.inclusion = InclusionLevel.DRAFT


def excluded(files: Files, *, serving: bool) -> frozenset[str]:
    """The pages that MkDocs has, but does not build: those named under `exclude_docs` and, in a build, `draft_docs`."""
    return frozenset(files.src_uris) - _built(files, serving=serving)


def publishable_ledger(whole: Ledger, files: Files, back: frozenset[str]) -> Ledger:
    """Before the navigation is made, a page that another plug-in has taken out may still come back."""
    return _only(whole, frozenset(files.src_uris) - back)


def published_ledger(whole: Ledger, files: Files, *, serving: bool) -> Ledger:
    """What is in the site when the first page is about to be read."""
    return _only(whole, _built(files, serving=serving))


def _built(files: Files, *, serving: bool) -> frozenset[str]:
    """A preview shows what `draft_docs` names."""
    return frozenset(
        path
        for path, file in files.src_uris.items()
        if (file.inclusion.is_in_serve() if serving else file.inclusion.is_included())
    )


def _only(whole: Ledger, shown: frozenset[str]) -> Ledger:
    hidden = whole.files.keys() - {SOURCES_FILE, SETTINGS_FILE} - shown
    return without_pages(whole, hidden) if hidden else whole


def lost_since(ledger: Ledger, files: Files, places: Mapping[str, str]) -> Iterator[str]:
    """What has happened to articles since the ledger was drawn: one is not written, or is at another address.

    `places` are the addresses they had.
    """
    for path, statements in ledger.statements.items():
        file = files.src_uris.get(path)
        if not statements:
            continue
        if file is None or file.inclusion.is_excluded() or not Path(file.abs_dest_path).is_file():
            yield f"“{path}” was taken out of the site after pages that show its statements had been drawn"
        elif file.url != places.get(path):
            yield f"“{path}” was moved to “{file.url}” after pages that lead to “{places.get(path)}” had been drawn"


def draft_in_public(ledger: Ledger, page: MkDocsPage) -> Iterator[tuple[Page, ReadingFault]]:
    """A page that calls itself a draft and is published all the same: only a blog keeps its posts back for that."""
    read = ledger.files.get(page.file.src_uri)
    says_so = page.meta.get("draft") is True and not page.file.inclusion.is_excluded()
    if read is None or not says_so or _has_maker(page):
        return
    written = re.search(r"^draft\b", read.text, re.MULTILINE)
    yield read, PublishedDraft(written.start() if written else 0)


def _has_maker(page: MkDocsPage) -> bool:
    """Whether the page is made by a plug-in that has decided on drafts itself, as a blog makes its posts."""
    return type(page).__module__.partition(".")[0] not in ("mkdocs", "properdocs")
