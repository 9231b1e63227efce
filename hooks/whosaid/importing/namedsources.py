"""Whom a name means: a source of the site or of the page, or a new one, which the page then declares."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Final, get_args

from ..base.model import Page, Source
from ..base.options import RESERVED_SOURCES
from ..base.shapes import TypeId
from ..base.vocabulary import BUILT_IN_SOURCES, DIRECT_ROUTES, ID, SOURCE_TYPES
from ..editing.articletop import Fields, declaration
from ..editing.edits import Edit
from ..editing.naming import free, slug

_IMPLIED: Final = "(implied)"
_TYPES: Final = frozenset(get_args(TypeId))


class NamedSources:
    """The sources that names can mean. `declared`: those that were not known, by id."""

    def __init__(self, sources: Mapping[str, Source], page: Page) -> None:
        declared = {**sources, **page.own_sources}
        self._known = {*declared, *(source.id for source in BUILT_IN_SOURCES)}
        self._ids = {_bare(name): id_ for id_, source in declared.items() for name in _names(source)}
        self.declared: dict[str, Fields] = {}

    def ids_of(self, names: str, type_: str = "") -> str:
        """The ids of those who are named, as a statement has them; `(implied)` stays where it is."""
        return ", ".join(filter(None, (self._id_of(name.strip(), type_) for name in re.split("[,;]", names))))

    def _id_of(self, written: str, type_: str) -> str:
        name = written.removesuffix(_IMPLIED).strip()
        implied = f" {_IMPLIED}" if written.endswith(_IMPLIED) else ""
        if not name or name in self._known or name in DIRECT_ROUTES or name in self.declared:
            return name and name + implied
        if (known := self._ids.get(_bare(name))) is not None:
            return known + implied
        if ID.fullmatch(name) and not type_:  # an id that nothing declares: the check says so, and names the nearest
            return name + implied
        return self._new(name, type_) + implied

    def _new(self, name: str, type_: str) -> str:
        """Declare a source, and return its id."""
        id_ = free(slug(name) or "source", self._known | self.declared.keys() | RESERVED_SOURCES)
        kind = {"type": type_} if type_ in _TYPES else {}
        self.declared[id_] = {"described-as" if type_ == "unnamed" else "name": name, **kind}
        self._ids[_bare(name)] = id_
        return id_

    def forget_all_but(self, named: Collection[str]) -> None:
        """Keep those of the new sources that are named."""
        self.declared = {id_: fields for id_, fields in self.declared.items() if id_ in named}

    def declaration(self, text: str, body_at: int) -> Edit | None:
        """What declares the new sources at the top of a page; None if none are new, or there is no place for them."""
        return declaration(text[:body_at], self.declared)


def _names(source: Source) -> Iterable[str]:
    return filter(None, (source.name, source.text("described-as")))


def _bare(name: str) -> str:
    """A name without what does not distinguish it: case, articles, white space."""
    return re.sub(r"^(?:the|an?) ", "", " ".join(name.casefold().split()))


assert SOURCE_TYPES.keys() >= _TYPES
