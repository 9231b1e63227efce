"""What the conversion of a page looks up beyond its own text, and which of it a save has changed.

A conversion gets mappings that note each name it looks up: statements, answers, sources, findings, addresses. After a
save, the mappings are compared with those before it, once for all pages. A page is converted again if it looked up
something that is different now, or that was not there before. Whoever goes through a mapping as a whole looks up all
of it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Set
from pathlib import PurePath
from typing import Any, Final, TypeVar, cast

import msgspec
from mkdocs.structure.files import File, Files
from msgspec import Struct

from ..base.model import Page, Source
from ..check.findings import Finding
from ..ledger.records import Ledger, Statement
from ..render import BuildState
from ..site.addresses import Site
from ..words.selection import Selector
from .published import Addresses
from .unlisted import is_unlisted

Lookup = tuple[str, str]
"""A mapping and a name in it."""

ALL: Final = "*"  # no path, id or reference is called so
ANY: Final = "?"  # whether there is anything in the mapping
_V = TypeVar("_V")


class _NotedNames(Collection[str]):
    """Names that note which of them are looked up."""

    def __init__(self, name: str, names: Collection[str], noted: set[Lookup]) -> None:
        self._name, self._names, self._noted = name, names, noted

    def __contains__(self, key: object) -> bool:
        self._noted.add((self._name, str(key)))
        return key in self._names

    def __iter__(self) -> Iterator[str]:
        self._noted.add((self._name, ALL))
        return iter(self._names)

    def __len__(self) -> int:
        self._noted.add((self._name, ALL))
        return len(self._names)

    def __bool__(self) -> bool:
        self._noted.add((self._name, ANY))
        return bool(self._names)


class Noted(_NotedNames, Mapping[str, _V]):
    """A mapping that notes the names looked up in it."""

    def __init__(self, name: str, values: Mapping[str, _V], noted: set[Lookup]) -> None:
        super().__init__(name, values, noted)
        self._values = values

    def __getitem__(self, key: str) -> _V:
        self._noted.add((self._name, key))
        return self._values[key]

    def get(self, key: str, default: Any = None) -> Any:
        """Look up a name."""
        self._noted.add((self._name, key))
        return self._values.get(key, default)


class _NotedSet(_NotedNames, Set[str]):
    pass


class NotedFiles:
    """The files of a site, for the links of one page."""

    def __init__(self, files: Files, noted: set[Lookup]) -> None:
        self._files, self._noted = files, noted

    def get_file_from_path(self, path: str) -> File | None:
        """Look up a file."""
        self._noted.add(("addresses", PurePath(path).as_posix()))
        return self._files.get_file_from_path(path)

    def __bool__(self) -> bool:
        return bool(self._files)  # as there is always a page

    def __getattr__(self, name: str) -> Any:
        self._noted.add(("addresses", ALL))
        return getattr(self._files, name)


class _NotedState(BuildState, eq=False, dict=True):
    """The state of a build, for one page: what is looked up in it is noted."""

    whole: BuildState | None = None
    noted: set[Lookup] = msgspec.field(default_factory=set)

    @property
    def selector(self) -> Selector:
        self.noted.add(("ledger", ALL))
        assert self.whole is not None
        return self.whole.selector

    def of_page(self, path: str) -> list[Finding]:
        self.noted |= {("findings", path), ("findings", ALL)}
        assert self.whole is not None
        return self.whole.of_page(path)


def noted_state(state: BuildState, files: NotedFiles, noted: set[Lookup]) -> BuildState:
    """A state that draws the same, and notes what is looked up in it. It collects differences of its own."""
    more = {name: Noted(name, value, noted) for name, value in _mappings(state.site).items()}
    site = msgspec.structs.replace(state.site, **{**more, "pages": Addresses(cast("Files", files))})
    return _NotedState(
        ledger=_noted_ledger(state.ledger, noted),
        findings=(),
        settings=state.settings,
        preview=state.preview,
        site=site,
        signs=state.signs,
        whole=state,
        noted=noted,
        **noted_fields(state, noted),
    )


def noted_fields(state: BuildState, noted: set[Lookup]) -> dict[str, Any]:
    """The other fields of a state, which note what is looked up in them."""
    return {name: _noted(name, value, noted) for name, value in _more(state).items()}


_SAME: Final = frozenset("ledger findings settings preview alone differences site signs by_page".split())
"""The fields of a state that are treated each in its own way, or are part of what is compared for the whole site."""


def _more(state: BuildState) -> dict[str, Any]:
    """The other fields of a state."""
    names = (name for name in BuildState.__struct_fields__ if name not in _SAME)
    return {name: getattr(state, name) for name in names}


def _mappings(site: Site) -> dict[str, Any]:
    """What can be looked up in a site besides the addresses of its pages."""
    found = {name: getattr(site, name) for name in Site.__struct_fields__ if name != "pages"}
    return {name: value for name, value in found.items() if isinstance(value, Mapping)}


def _noted(name: str, value: object, noted: set[Lookup]) -> Any:
    match value:
        case Mapping():
            return Noted(name, value, noted)
        case Set():
            return _NotedSet(name, value, noted)
    raise TypeError(f"“{name}”: what is looked up in a {type(value).__name__} cannot be noted")


def _noted_ledger(ledger: Ledger, noted: set[Lookup]) -> Ledger:
    fields = {name: Noted(name, getattr(ledger, name), noted) for name in Ledger.__struct_fields__}
    own = Ledger(**cast("Any", fields))
    vars(own)["annotated"] = _NotedSet("annotated", ledger.annotated, noted)
    vars(own)["sources_by_name"] = Noted("sources_by_name", ledger.sources_by_name, noted)
    return own


class World(Struct, eq=False):
    """Everything that conversions can look up, as it is in one build, except for addresses.

    `of_all`: the findings that concern all pages. `more`: the fields of its state.
    """

    ledger: Ledger
    findings: Mapping[str, list[Finding]]
    of_all: tuple[Finding, ...]
    more: Mapping[str, Any]


def world_of(state: BuildState) -> World:
    """What can be looked up now."""
    return World(state.ledger, state.by_page, tuple(state.of_page("")), {**_more(state), **_mappings(state.site)})


def addresses_of(lookups: Iterable[Lookup], files: Files) -> Mapping[str, object]:
    """The addresses that were looked up, as they are now: few of a site's, most of whose files nobody links to."""
    return {path: _address(path, files) for name, path in lookups if name == "addresses"}


def are_same(addresses: Mapping[str, object], files: Files) -> bool:
    """Whether the addresses are still these."""
    return all(_address(path, files) == address for path, address in addresses.items())


def _address(path: str, files: Files) -> object:
    if path == ALL:
        return [(one, file.url, file.inclusion) for one, file in files.src_uris.items()]
    if is_unlisted(files, path):
        return True  # its path says where it is
    file = files.src_uris.get(path)
    return (file.url, file.inclusion) if file is not None else None


def changed(before: World, now: World) -> frozenset[Lookup]:
    """What is different now, or new, or gone."""
    found = set(_changed_in_ledger(before.ledger, now.ledger))
    if found:
        found.add(("ledger", ALL))
    for name, value in now.more.items():
        some, others = before.more[name], value
        if not isinstance(some, Mapping):
            some, others = dict.fromkeys(some), dict.fromkeys(others)
        found |= _differing(name, some, others)
    found |= {(name, ALL) for name, _ in found}
    found |= _differing("findings", before.findings, now.findings)
    if before.of_all != now.of_all:
        found.add(("findings", ALL))
    return frozenset(found)


def _changed_in_ledger(before: Ledger, now: Ledger) -> Iterator[Lookup]:
    pages = {path for _, path in _differing("files", before.files, now.files, _same_page)}
    sources = {id_ for _, id_ in _differing("sources", before.sources, now.sources, _same_source)}
    if not pages and not sources:
        return

    def same(one: Statement, other: Statement) -> bool:
        return one.page.path not in pages and (not sources or _same_sources(one, other))

    refs = {ref for _, ref in _differing("by_ref", before.by_ref, now.by_ref, same)}

    def all_same(some: Iterable[Statement], others: Iterable[Statement]) -> bool:
        names = [statement.ref for statement in some]
        return names == [statement.ref for statement in others] and refs.isdisjoint(names)

    def same_in_each(some: Mapping[str, Iterable[Statement]], others: Mapping[str, Iterable[Statement]]) -> bool:
        return list(some) == list(others) and all(all_same(some[key], others[key]) for key in some)

    yield from (("files", path) for path in pages)
    yield from (("sources", id_) for id_ in sources)
    yield from (("by_ref", ref) for ref in refs)
    yield from _differing("sources_by_name", before.sources_by_name, now.sources_by_name, _same_source)
    yield from _differing("statements", before.statements, now.statements, all_same)
    yield from _differing("families", before.families, now.families, all_same)
    yield from _differing("responses", before.responses, now.responses, all_same)
    yield from _differing("naming", before.naming, now.naming, same_in_each)
    yield from (("annotated", path) for path in before.annotated ^ now.annotated)
    for name in Ledger.__struct_fields__:
        if name not in _COMPARED:
            yield from _differing(name, getattr(before, name), getattr(now, name))


_COMPARED: Final = frozenset(("files", "sources", "by_ref", "statements", "families", "responses", "naming"))
"""The fields of a ledger whose values differ only if what is shown of them does; others are compared as they are."""


def _differing(
    name: str, before: Mapping[str, _V], now: Mapping[str, _V], same: Callable[[_V, _V], bool] | None = None
) -> set[Lookup]:
    """The names whose values differ, or that only one of the mappings has."""
    found = {(name, key) for key in before.keys() ^ now.keys()}
    if bool(before) != bool(now):
        found.add((name, ANY))
    for key, value in now.items():
        if key in before and value is not before[key]:
            other = before[key]
            if not (same(other, value) if same is not None else other == value):
                found.add((name, key))
    return found


def _same_page(one: Page, other: Page) -> bool:
    """Whether two pages were read from the same text; the front matter may have a title from the builder."""
    return one.text == other.text and one.meta == other.meta and one.file == other.file


def _same_source(one: Source, other: Source) -> bool:
    """Whether two entries say the same, wherever in the file they are."""
    return msgspec.structs.replace(one, at={}) == msgspec.structs.replace(other, at={})


def _same_sources(one: Statement, other: Statement) -> bool:
    def sources(statement: Statement) -> list[Source]:
        return [*statement.sources, *(step.source for step in statement.via)]

    some, others = sources(one), sources(other)
    return len(some) == len(others) and all(map(_same_source, some, others))
