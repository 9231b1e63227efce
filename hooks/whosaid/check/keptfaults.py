"""What the rules of a page found before, in this run or in an earlier one.

They are run again for a page if its text has changed, any source of the site, the site's language, or which rules are
asked for; those that also look at what its statements are linked with, if these links have changed, too, or the text of
another page where they lead or start. Which line and column a place is, and what is shown of it, depends on the text
alone, whatever rule names it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from ..base.filefaults import UnreadableFile
from ..base.model import Page
from ..base.storage import Storage, digest
from ..ledger.keptpages import KeptPages
from ..ledger.linkedpages import LinkedPage, Links, linked_page
from ..ledger.records import Ledger, OnePage
from .findings import Place, Places
from .rules import Fault, Rule
from .rules.core import Missing


class PageFault(Struct, frozen=True, array_like=True):
    """What a rule found on a page, as in Fault."""

    rule: str
    at: int
    message: str
    missing: Missing | None


class _Kept(Struct, array_like=True):
    """What was found on a page, and all places on it that any rule has named; by digests of what it depends on.

    `site`: of all that is the same for every page: the sources, the language, and the rules that are run. `links`: of
    that, and of all that the page's statements are linked with, on which only the `linked` faults depend.
    """

    text: bytes
    site: bytes
    faults: tuple[PageFault, ...]
    links: bytes
    linked: tuple[PageFault, ...]
    places: dict[int, Place]


_Pages = dict[str, _Kept]
_decode: Final = msgspec.msgpack.Decoder(_Pages).decode
_encode: Final = msgspec.msgpack.Encoder().encode


class KeptFaults:
    """What was found, by page: in this process, and before it in `storage`, if there is one."""

    def __init__(self, storage: Storage | None = None) -> None:
        self._storage = storage
        self._pages: _Pages = (storage.decoded(_decode) if storage is not None else None) or {}
        self._site = b""
        self._rules: tuple[Rule, ...] = ()
        self._linked_with: Callable[[str], bytes] = lambda path: b""
        self._stored = self._state()

    def begin(self, ledger: Ledger, rules: Iterable[Rule]) -> None:
        """Before a run of these rules, of which those of a page count, alone or with what it is linked with."""
        self._rules = tuple(rule for rule in rules if rule.check_page is not None or rule.check_linked is not None)
        self._linked_with = Links(ledger, _text_of).of
        languages = sorted({page.site_language for page in ledger.files.values()})
        self._site = digest(_encode(ledger.sources), *languages, "", *(rule.name for rule in self._rules))

    def faults(self, one: OnePage, ledger: Ledger) -> Iterator[PageFault]:
        """What the rules of a page find, alone or with what it is linked with in the ledger."""
        kept = self._of(one.page)
        if kept.site != self._site:
            kept.site, kept.faults, kept.links = self._site, tuple(_found(one, self._rules)), b""
        if kept.links != (links := digest(self._site, self._linked_with(one.page.path))):
            kept.links, kept.linked = links, tuple(_found_linked(linked_page(ledger, one), self._rules))
        yield from kept.faults
        yield from kept.linked

    def places(self, page: Page) -> Places:
        """The places on a page."""
        return Places(page, self._of(page).places)

    def end(self, ledger: Ledger) -> None:
        """After a run: keep what belongs to these pages, and forget all else."""
        self._pages = {path: kept for path, kept in self._pages.items() if path in ledger.files}
        if self._storage is not None and self._stored != (state := self._state()):
            self._storage.keep(self._pages)
            self._stored = state

    def _of(self, page: Page) -> _Kept:
        kept = self._pages.get(page.path)
        text = _text_of(page)
        if kept is None or kept.text != text:
            kept = self._pages[page.path] = _Kept(text, b"", (), b"", (), {})
        return kept

    def _state(self) -> dict[str, tuple[bytes, bytes, bytes, int]]:
        return {path: (kept.text, kept.site, kept.links, len(kept.places)) for path, kept in self._pages.items()}


class Kept:
    """All that was read and found before in a docs folder.

    `storage`: whether it is also kept for the next run, beside mkdocs.yml.
    """

    def __init__(self, docs: Path, *, storage: bool = False) -> None:
        self.docs, self.storage = docs, storage
        self.pages = KeptPages(Storage(docs, "pages") if storage else None)
        self.faults = KeptFaults(Storage(docs, "findings") if storage else None)


def _text_of(page: Page) -> bytes:
    """A digest of the text, other for a file that only looks like it: of that one, less is shown."""
    is_unread = any(isinstance(fault, UnreadableFile) for fault in page.faults)
    return digest(page.digest, UnreadableFile.kind) if is_unread else page.digest


def _found(one: OnePage, rules: Iterable[Rule]) -> Iterator[PageFault]:
    for rule in rules:
        if rule.check_page is not None:
            yield from _kept_form(rule, rule.check_page(one))


def _found_linked(one: LinkedPage, rules: Iterable[Rule]) -> Iterator[PageFault]:
    for rule in rules:
        if rule.check_linked is not None:
            yield from _kept_form(rule, rule.check_linked(one))


def _kept_form(rule: Rule, faults: Iterable[Fault]) -> Iterator[PageFault]:
    return (PageFault(rule.name, fault.at, fault.message, fault.missing) for fault in faults)
