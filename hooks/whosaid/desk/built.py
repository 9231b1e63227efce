"""What the last build of a preview has read, by the addresses of its pages."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from msgspec import Struct

from ..base.filenames import MARKDOWN_SUFFIXES
from ..base.model import Page
from ..check.findings import Finding
from ..ledger.records import Ledger
from ..read import normalised
from .gate import Turned

_UNSAFE: Final = re.compile(r"[\x00-\x1f\x7f\\]|%(?:2[fF]|5[cC]|00)")
_NO_FILE: Final = (
    "There is no file of this page in the docs folder: it is made when the site is built, or was moved or deleted."
)


class Built(Struct, frozen=True, eq=False):
    """The docs folder as the last build has read it.

    `ledger` has all pages, also those that would not be published; `findings` are by page path; `paths` are the page
    paths by place in the site (`articles/x/index.html`).
    """

    docs: Path
    ledger: Ledger
    findings: Mapping[str, tuple[Finding, ...]]
    paths: Mapping[str, str]

    def page(self, address: str, mount_path: str) -> Page:
        """The page at an address, as browsers have it (`location.pathname`). Raises Turned if it has no file here."""
        for place in _places(address, mount_path):
            page = self.ledger.files.get(self.paths.get(place, ""))
            if page is not None and page.path.endswith(MARKDOWN_SUFFIXES) and self.file(page.path).is_file():
                return page
        raise Turned(404, _NO_FILE)

    def file(self, path: str) -> Path:
        """The file of a page or of sources.yml. Raises Turned if it is outside the docs folder."""
        docs = self.docs.resolve()
        file = (docs / path).resolve()
        if not file.is_relative_to(docs):
            raise Turned(404, f"“{path}” is a link to a file outside the docs folder; the desk writes only inside it.")
        return file


def text_of(data: bytes) -> str | None:
    """A file's text as the ledger has it; None if it is not UTF-8, which no change can be made to."""
    try:
        return normalised(data.decode("utf-8"))
    except UnicodeDecodeError:
        return None


def _places(address: str, mount_path: str) -> Iterator[str]:
    """The files of the site that an address may mean; none for an address that no page has."""
    if _UNSAFE.search(address) or not address.startswith("/") or not f"{address}/".startswith(mount_path):
        return
    place = unquote(address[len(mount_path) :])
    if posixpath.normpath(f"/{place}").lstrip("/") != place.rstrip("/"):
        return
    if not place.endswith("/") and place:
        yield place
    yield posixpath.join(place, "index.html")
