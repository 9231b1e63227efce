"""Parts of the ledger that stand for themselves: articles that name each other's statements, and nothing of others.

What is shown of a statement is found by going from it to those that answer it, say the same or are named by it. All of
these are in the same slice; so what is drawn from it is what the whole ledger would give, and as long as the texts of
its pages and the site's sources are the same, it is the same again. Whoever asks a slice for something that only the
whole ledger has gets it from there, and that is noted: what comes of it depends on the whole ledger then.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, Final, TypeVar

import msgspec
from msgspec import Struct

from ..base.filefaults import UnreadableFile
from ..base.filenames import SETTINGS_FILE, SOURCES_FILE
from ..base.model import Page
from ..base.storage import digest
from .records import Ledger, ref_of

WHOLE: Final = ("ledger", "*")
"""What is looked up by whoever wants something of the whole ledger."""
ANY: Final = "?"
"""The name that is looked up by whoever wants to know whether a field has any."""

_OF_THE_SITE: Final = frozenset((SOURCES_FILE, SETTINGS_FILE))
_V = TypeVar("_V")
_encode: Final = msgspec.msgpack.Encoder().encode


class Slice(Struct, frozen=True, eq=False):
    """Some pages' part of the ledger, and a digest of what their authors wrote.

    `asked` collects what was looked up and is not in it: the field of the ledger, and a name that the whole does not
    have either; or WHOLE.
    """

    ledger: Ledger
    digest: bytes
    asked: set[tuple[str, str]]


class Slices:
    """The slices of a ledger, each made when it is first wanted."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self._paths = _joined(ledger)
        self._none: list[str] = []
        self._made: dict[int, Slice] = {}

    def of(self, path: str) -> Slice:
        """The slice of a page; an empty one for a page that no author has written."""
        paths = self._paths.get(path, self._none)
        if id(paths) not in self._made:
            self._made[id(paths)] = _slice(self.ledger, paths)
        return self._made[id(paths)]

    @cached_property
    def sources(self) -> bytes:
        """A digest of the site's sources, on which every slice depends."""
        return digest(_encode(self.ledger.sources))

    @cached_property
    def digest(self) -> bytes:
        """A digest of the whole ledger."""
        return digest(self.sources, *(one for page in self.ledger.files.values() for one in _content(page)))


def _joined(ledger: Ledger) -> dict[str, list[str]]:
    """The pages of its slice for each page; the same list for all of them."""
    found = {path: [path] for path in ledger.files}
    for path, page in ledger.files.items():
        for name in _names(page):
            other = ledger.by_ref.get(ref_of(path, name))
            if other is not None and found[other.page.path] is not found[path]:
                more, less = sorted((found[path], found[other.page.path]), key=len, reverse=True)
                more += less
                found.update((one, more) for one in less)
    return found


def _names(page: Page) -> Iterator[str]:
    """What a page may mean by the statements of others: `other.md#id`, in options, links and its front matter."""
    for record in page.records:
        yield from (item.text for items in record.options.values() for item in items if "#" in item.text)
    yield from (f"{link.file}#{link.id.text}" for link in page.links if link.file)
    yield from (value for value in page.meta.values() if isinstance(value, str) and "#" in value)


def _slice(whole: Ledger, pages: Collection[str]) -> Slice:
    inside, asked = {*pages, *_OF_THE_SITE}, set[tuple[str, str]]()
    paths = [path for path in sorted(inside) if path in whole.files]
    refs = [statement.ref for path in paths for statement in whole.statements.get(path, ())]

    def part(name: str, keys: Iterable[str]) -> Any:
        all_: Mapping[str, Any] = getattr(whole, name)
        return _Part(name, {key: all_[key] for key in keys if key in all_}, all_, inside, asked)

    ledger = Ledger(
        files=part("files", paths),
        sources=whole.sources,
        statements=part("statements", paths),
        by_ref=part("by_ref", refs),
        families=part("families", refs),
        naming=part("naming", refs),
        responses=part("responses", refs),
        faults=part("faults", ()),
        unlisted=part("unlisted", refs),
    )
    vars(ledger)["sources_by_name"] = whole.sources_by_name
    return Slice(ledger, digest(*(one for path in paths for one in _content(whole.files[path]))), asked)


def _content(page: Page) -> Iterator[str | bytes]:
    """All that a page was read from, and what the builder knows of its front matter."""
    yield page.path
    yield page.file
    yield page.digest
    yield _encode(page.meta)
    yield page.site_language
    yield from (fault.kind for fault in page.faults if isinstance(fault, UnreadableFile))


class _Part(dict[str, _V]):
    """Part of a mapping of the ledger, from the names of statements or pages. Whoever goes through it gets its own."""

    def __init__(
        self,
        name: str,
        values: Mapping[str, _V],
        whole: Mapping[str, _V],
        inside: Collection[str],
        asked: set[tuple[str, str]],
    ) -> None:
        super().__init__(values)
        self._name, self._whole, self._inside, self._asked = name, whole, inside, asked

    def _look_outside(self, key: str) -> None:
        if key.rpartition("#")[0] in self._inside or key in self._inside:
            return
        self._asked.add(WHOLE if key in self._whole else (self._name, key))

    def __bool__(self) -> bool:
        self._asked.add((self._name, ANY))
        return bool(self._whole)

    def __missing__(self, key: str) -> _V:
        self._look_outside(key)
        return self._whole[key]

    def __contains__(self, key: object) -> bool:
        if super().__contains__(key):
            return True
        self._look_outside(str(key))
        return key in self._whole

    def get(self, key: str, default: Any = None) -> Any:
        """Look up a name."""
        found = super().get(key)
        if found is None:
            self._look_outside(key)
            return self._whole.get(key, default)
        return found
