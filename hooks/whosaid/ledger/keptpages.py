"""Pages that were read before, in this run or in an earlier one: a page is read again if its text has changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, Final, Union, get_type_hints

import msgspec
from msgspec import Raw, Struct

from ..base.faults import ReadingFault
from ..base.filefaults import UnreadableFile
from ..base.model import Page, Suspect
from ..base.storage import Storage, digest
from .keptstatements import KeptStatements

_APART: Final = ("path", "file", "text", "site_language", "faults", "suspects")
"""What whoever looks for a page knows of it, and what most pages do not have."""


class _Kept(Struct, array_like=True):
    """A page, encoded, and the digest of the text that it was read from.

    `faulty`: its faults and suspects, encoded; empty if there are none.
    """

    digest: bytes
    record: Raw
    faulty: bytes


_Files = dict[str, _Kept]
_decode: Final = msgspec.msgpack.Decoder(_Files).decode
_encode: Final = msgspec.msgpack.Encoder().encode


class KeptPages:
    """The pages that were read, by path: those of this process, and those in `storage`, if there is one.

    `sources`: the file with the site's sources as it was read last. `statements`: those of the last ledger.
    """

    def __init__(self, storage: Storage | None = None) -> None:
        self._storage = storage
        self.sources: Page | None = None
        self.statements = KeptStatements()
        self._pages: dict[str, Page] = {}
        self._stored: _Files = (storage.decoded(_decode) if storage is not None else None) or {}

    def find(self, path: str, file: str, text: str, language: str) -> Page | None:
        """The page that was read from this text of this file, on a site in this language."""
        page = self._pages.get(path)
        if page is not None and (page.file, page.text, page.site_language) == (file, text, language):
            return page
        stored = self._stored.get(path)
        if stored is None or stored.digest != digest(text):
            return None
        try:
            return _decoded(stored, path, file, text, language)
        except msgspec.MsgspecError:
            return None

    def keep(self, pages: Iterable[Page]) -> None:
        """Keep these pages and forget all others. What only looks like its text is read again each time."""
        self._pages = {page.path: page for page in pages if _is_read(page)}
        if self._storage is None:
            return
        stored = {path: self._stored_as(page) for path, page in self._pages.items()}
        if any(stored[path] is not self._stored.get(path) for path in stored) or len(stored) != len(self._stored):
            self._storage.keep(stored)
        self._stored = stored

    def _stored_as(self, page: Page) -> _Kept:
        before = self._stored.get(page.path)
        if before is not None and before.digest == page.digest:
            return before
        faulty = _encode((page.faults, page.suspects)) if page.faults or page.suspects else b""
        stored = _page_form()
        record = stored(**{name: getattr(page, name) for name in stored.__struct_fields__})
        return _Kept(page.digest, Raw(_encode(record)), faulty)


def _is_read(page: Page) -> bool:
    return not any(isinstance(fault, UnreadableFile) for fault in page.faults)


def _decoded(stored: _Kept, path: str, file: str, text: str, language: str) -> Page:
    values = msgspec.structs.asdict(_decode_page()(stored.record))
    if stored.faulty:
        faults, suspects = _decode_faulty()(stored.faulty)
        values["faults"] = faults
        values["suspects"] = tuple(Suspect(*msgspec.structs.astuple(suspect)) for suspect in suspects)
    page = Page(path, file, text, site_language=language, **values)
    vars(page)["digest"] = stored.digest
    return page


# Made when they are first needed: they take as long as to decode hundreds of pages.


@cache
def _decode_page() -> Callable[[bytes | Raw], Struct]:
    return msgspec.msgpack.Decoder(_page_form()).decode


@cache
def _decode_faulty() -> Callable[[bytes], tuple[tuple[ReadingFault, ...], tuple[Struct, ...]]]:
    any_fault: Any = Union[tuple(ReadingFault.__subclasses__())]  # noqa: UP007  # known only at run time
    suspect: Any = _stored_form(Suspect, (), {"fault": any_fault})
    return msgspec.msgpack.Decoder(tuple[tuple[any_fault, ...], tuple[suspect, ...]]).decode


@cache
def _page_form() -> type[Struct]:
    return _stored_form(Page, _APART, {})


def _stored_form(type_: type[Struct], apart: tuple[str, ...], types: dict[str, Any]) -> type[Struct]:
    """A type with the same fields, as they are stored: without those stored apart, each fault with its own type."""
    hints = get_type_hints(type_)
    names = [name for name in type_.__struct_fields__ if name not in apart]
    return msgspec.defstruct(type_.__name__, [(name, types.get(name, hints[name])) for name in names], array_like=True)
