"""What the desk's forms offer: the vocabulary, in English, as authors write it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

from msgspec import Struct

from ..base.catalogue import in_language
from ..base.kinds import KINDS, Family
from ..base.options import OPTIONS, Option
from ..base.sourcefields import SOURCE_FIELDS
from ..base.vocabulary import ATTRIBUTED_TYPES, DIRECT_ROUTES, SOURCE_TYPES
from ..words.labels import kind_label, type_label


class KindChoice(Struct, frozen=True):
    """A kind of statement."""

    id: str
    label: str
    family: Family


class TypeChoice(Struct, frozen=True):
    """A type that a source can be declared with."""

    id: str
    label: str
    meaning: str


class RouteChoice(Struct, frozen=True):
    """A value of `via` that is no source."""

    id: str
    label: str


class OptionChoice(Struct, frozen=True):
    """An option of a statement: what it holds, which families may have it, the terms that it takes.

    `usual`: a form offers it at once.
    """

    name: str
    label: str
    usual: bool
    value: str
    families: Sequence[Family]
    terms: Sequence[str]


class FieldChoice(Struct, frozen=True):
    """A field of a source: what it holds, and of which types readers see it; of all, if there are none."""

    name: str
    value: str
    types: Sequence[str]


class Choices(Struct, frozen=True):
    """All that a form offers."""

    kinds: Sequence[KindChoice]
    types: Sequence[TypeChoice]
    routes: Sequence[RouteChoice]
    options: Sequence[OptionChoice]
    fields: Sequence[FieldChoice]


_USUAL: Final[Mapping[str, str]] = {
    "via": "Through whom",
    "certainty": "Words of doubt in the text",
    "about": "Whom it accuses",
    "scope": "How far it goes",
}
"""What is asked of most statements, in this order; in words."""


def _rank(row: Option) -> int:
    """Where an option stands in a form."""
    return list(_USUAL).index(row.name) if row.name in _USUAL else len(_USUAL)


@cache
def choices() -> Choices:
    """What the forms of every page offer."""
    types = [row for row in SOURCE_TYPES.values() if row.id in ATTRIBUTED_TYPES]
    with in_language("en"):
        return Choices(
            kinds=[KindChoice(row.id, kind_label(row.id), row.family) for row in KINDS.values()],
            types=[TypeChoice(row.id, type_label(row.id), row.meaning) for row in types],
            routes=[RouteChoice(id_, label) for id_, label in DIRECT_ROUTES.items()],
            options=[
                OptionChoice(
                    row.name,
                    _USUAL.get(row.name) or row.name.replace("-", " ").capitalize(),
                    row.name in _USUAL,
                    row.value,
                    row.families,
                    row.terms,
                )
                for row in sorted(OPTIONS.values(), key=_rank)
                if row.value != "id"
            ],
            fields=[FieldChoice(row.name, row.value, row.types) for row in SOURCE_FIELDS.values()],
        )
