"""The top of an article as the desk shows it: what must be known of it, and what is found there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from msgspec import Struct

from ..base.model import Item, Page
from ..base.plain import on_one_line
from ..base.shapes import GENRES
from ..check.findings import Finding
from ..editing.articletop import ASKED, yaml_of
from ..read.yamltext import Mapping as YamlMapping
from ..read.yamltext import Node, Scalar, compose

_REMOVE: Final = "remove this line if"
_LABELS: Final = {"url": "URL", "archive-url": "Archive URL"}
_TERMS: Final[Mapping[str, Sequence[str]]] = {"genre": GENRES}
_Entry = tuple[Item, Node]
"""A key, and its value."""


class TopField(Struct, frozen=True):
    """A key of the front matter: its value, what it asks for, the values that it takes if they are few.

    `found` is what is wrong with it, in words; `optional`: nothing is written there, and nothing need be.
    """

    name: str
    label: str
    value: str
    asks: str
    terms: Sequence[str]
    optional: bool
    found: str


def top_fields(page: Page, findings: Sequence[Finding]) -> tuple[list[TopField], list[Finding]]:
    """The keys that every article should have, in their order; and the findings that are not shown at one of them."""
    written = _written(page)
    lines = {
        page.text.count("\n", 0, at) + 1: name for name, (key, value) in written.items() for at in (value.at, key.at)
    }
    at_fields = [one for one in findings if one.severity == "error" and one.line in lines]
    found = {lines[one.line]: one.message for one in at_fields}
    fields = [_field(page, name, written.get(name), found.get(name, "")) for name in ASKED]
    return fields, [one for one in findings if one not in at_fields]


def _field(page: Page, name: str, written: _Entry | None, found: str) -> TopField:
    value = written[1] if written else None
    asks = ASKED[name].replace(_REMOVE, "empty if")
    is_nothing = value is None or (isinstance(value, Scalar) and (not value.text or value.null))
    wrong = value.text if isinstance(value, Scalar) and not is_nothing else ""
    return TopField(
        name=name,
        label=_LABELS.get(name, name.capitalize()),
        value=on_one_line(page.meta.get(name, "") or wrong),
        asks=asks,
        terms=_TERMS.get(name, ()),
        optional=is_nothing and _REMOVE in ASKED[name],
        found=f"“{name}:” has no value yet: {asks}" if found and is_nothing else found,
    )


def _written(page: Page) -> Mapping[str, _Entry]:
    """The keys that a page has of those, with their values, even those that cannot be."""
    span = yaml_of(page.text[: page.body_at])
    top = compose(page.text, *span)[0] if span else None
    entries = top.entries if isinstance(top, YamlMapping) else ()
    return {key.text: (key, value) for key, value in reversed(entries) if key.text in ASKED}
