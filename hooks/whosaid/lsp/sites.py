"""The sites of the files that an editor has open. Each is checked again, in a thread, when its author pauses; a page
that is typed in gets at once what can be found without the others.
"""

from __future__ import annotations

import asyncio
import gc
import logging
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

from lsprotocol.types import Diagnostic
from msgspec import Struct

from ..base.filenames import BUILDER_FILES, MARKDOWN_SUFFIXES, SETTINGS_FILE, SOURCES_FILE
from ..base.model import Page
from ..check.findings import Finding
from ..check.keptfaults import Kept
from ..ledger.records import Ledger
from ..read import normalised, read_page
from .diagnostics import diagnostics
from .folders import docs_of, is_followed
from .freshly import findings_at_once, ledger_now
from .positions import Encoding, Positions
from .snapshots import EMPTY, Snapshot, taken
from .uris import path_of

PAUSE: Final = 0.3  # seconds without a change, before a site is checked again
_SETTLING: Final = (*BUILDER_FILES, SOURCES_FILE, SETTINGS_FILE)
"""The files that decide what is a site."""

_log = logging.getLogger(__name__)


class Document(Struct, frozen=True):
    """A text as an editor has it, with single newlines; `is_marked`: it has a byte order mark before it."""

    uri: str
    version: int | None
    text: str
    is_marked: bool


Publish = Callable[[str, list[Diagnostic], int | None], None]
"""Shows the diagnostics of a file, given its address and the version of its text."""


class Client(Struct):
    """What an editor can: how it counts, and whether it takes edits with the versions that they are for."""

    encoding: Encoding = None
    takes_versions: bool = False


class Site:
    """One docs folder; without one, all open pages that belong to none."""

    def __init__(self, docs: Path | None, publish: Publish, client: Client) -> None:
        self.docs, self.client = docs, client
        self.documents: dict[str, Document] = {}
        self.snapshot = EMPTY
        self._publish = publish
        self._kept = Kept(docs or Path())
        self._shown: dict[str, str] = {}  # the addresses of files with diagnostics, by path
        self._is_stale = True
        self._checking = asyncio.Lock()
        self._pause: asyncio.TimerHandle | None = None

    def put(self, path: str, document: Document) -> None:
        """A document was opened or changed."""
        self.documents[path] = document
        if self.snapshot is not EMPTY:
            self._show(path)
        self.touch()

    def drop(self, path: str) -> None:
        """A document was closed: what is on the disk counts again."""
        self.documents.pop(path, None)
        self.touch()

    def touch(self) -> None:
        """Something has changed: check the site after a pause."""
        self._is_stale = True
        loop = asyncio.get_running_loop()
        if self._pause is not None:
            self._pause.cancel()
        self._pause = loop.call_later(PAUSE if self.snapshot is not EMPTY else 0, self._check_later)

    def _check_later(self) -> None:
        self._task = asyncio.get_running_loop().create_task(self.settled())

    async def settled(self, *, fresh: bool = False) -> Snapshot:
        """The site with all that has been typed; it is checked first, if something has changed, or to be `fresh`."""
        async with self._checking:
            if self._is_stale or fresh:
                self._is_stale = False
                unsaved = {path: document.text for path, document in self.documents.items()}
                try:
                    self.snapshot = await asyncio.to_thread(_taken, self.docs, self._kept, unsaved)
                except Exception as error:
                    _log.warning("the site in “%s” could not be checked: %s", self.docs, error)
                self._show_all()
        return self.snapshot

    def now(self, path: str) -> tuple[Ledger, Page]:
        """A page as it is typed, and the site around it as it was checked last."""
        page = self._page(path)
        assert page is not None  # it is open
        is_known = page is self.snapshot.page(path)
        return self.snapshot.ledger if is_known else ledger_now(self.snapshot, page), page

    def _page(self, path: str) -> Page | None:
        """A page with the text that it has now; None if the file is not open and was not there."""
        document, known = self.documents.get(path), self.snapshot.page(path)
        if document is None or (known is not None and known.text == document.text):
            return known
        file = known.file if known is not None else path
        is_yaml = not path.lower().endswith(MARKDOWN_SUFFIXES)
        language = known.site_language if known is not None else ""
        return Page(path, file, document.text) if is_yaml else read_page(path, file, document.text, language)

    def positions(self, page: Page) -> Positions:
        """How the editor counts in a page."""
        document = self.documents.get(page.path)
        return Positions(page.text, self.client.encoding, is_marked=document is not None and document.is_marked)

    def uri(self, path: str) -> str:
        """The address of a file, as the editor has it or would have it."""
        if path in self.documents:
            return self.documents[path].uri
        return ((self.docs or Path("/")) / path).as_uri()

    def findings(self, page: Page) -> tuple[Finding, ...]:
        """What is found in a page, as far as it is known now; in one that is not open, only the errors."""
        found = self.snapshot.findings.get(page.path, ())
        if page.path not in self.documents:
            return tuple(finding for finding in found if finding.severity == "error")
        is_typed = page is not self.snapshot.page(page.path) and page.path.lower().endswith(MARKDOWN_SUFFIXES)
        return findings_at_once(self.snapshot, page) if is_typed else found

    def shown(self, page: Page) -> list[Diagnostic]:
        """The same as the editor shows it."""
        return diagnostics(self.findings(page), page, self.positions(page), self.snapshot.manual)

    def _show(self, path: str) -> None:
        page, document, uri = self._page(path), self.documents.get(path), self.uri(path)
        shown = self.shown(page) if page is not None else []
        self._publish(uri, shown, document.version if document is not None else None)
        if shown:
            self._shown[path] = uri
        else:
            self._shown.pop(path, None)

    def _show_all(self) -> None:
        """Show what has been found, and no longer what has not been found again."""
        errors = {path for path, found in self.snapshot.findings.items() if any(f.severity == "error" for f in found)}
        for path in sorted(errors | self._shown.keys() | self.documents.keys()):
            self._show(path)

    def close(self) -> None:
        """Show nothing any more."""
        if self._pause is not None:
            self._pause.cancel()
        for uri in self._shown.values():
            self._publish(uri, [], None)
        self._shown.clear()


def _taken(docs: Path | None, kept: Kept, unsaved: dict[str, str]) -> Snapshot:
    """Also keeps Python's collector of garbage from looking through the whole site while somebody types."""
    snapshot = taken(docs, kept, unsaved)
    gc.freeze()
    return snapshot


class Sites:
    """All that an editor has open."""

    def __init__(self, publish: Publish) -> None:
        self.client = Client()
        self.workspace: list[Path] = []
        self._publish = publish
        self._sites: dict[Path | None, Site] = {}
        self._open: dict[Path, tuple[Site, str]] = {}

    def __iter__(self) -> Iterator[Site]:
        return iter([*self._sites.values()])

    def put(self, uri: str, version: int | None, text: str) -> None:
        """A document was opened or changed."""
        file = path_of(uri)
        if file is None or not is_followed(file):
            return
        if file not in self._open:
            self._open[file] = self._place_of(file)
        site, path = self._open[file]
        site.put(path, Document(uri, version, normalised(_whole(text)), text.startswith("\ufeff")))

    def drop(self, uri: str) -> None:
        """A document was closed."""
        file = path_of(uri)
        if file in self._open:
            site, path = self._open.pop(file)
            site.drop(path)

    def find(self, uri: str) -> tuple[Site, str] | None:
        """The site of an open document, and its path there."""
        file = path_of(uri)
        return self._open.get(file) if file is not None else None

    def touch(self, uris: Sequence[str]) -> None:
        """Files have changed on the disk."""
        files = [file for uri in uris if (file := path_of(uri)) is not None]
        if any(file.name in _SETTLING for file in files):
            self.place_again()
        for site in self:
            if site.docs is not None and any(file.is_relative_to(site.docs) for file in files):
                site.touch()

    def place_again(self) -> None:
        """Look again which site each document belongs to."""
        for file, (site, path) in [*self._open.items()]:
            found = self._place_of(file)
            if found != (site, path):
                document = site.documents[path]
                site.drop(path)
                self._open[file] = found
                found[0].put(found[1], document)
        for docs, site in [*self._sites.items()]:
            if not site.documents:
                site.close()
                del self._sites[docs]

    def _place_of(self, file: Path) -> tuple[Site, str]:
        docs = docs_of(file, self.workspace)
        if docs not in self._sites:
            self._sites[docs] = Site(docs, self._publish, self.client)
        return self._sites[docs], file.as_posix() if docs is None else file.relative_to(docs).as_posix()


def _whole(text: str) -> str:
    """The text without halves of characters, which no file can hold."""
    return text if text.isascii() else text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
