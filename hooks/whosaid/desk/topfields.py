"""The top of an article as the desk shows it: what must be known of it, and what is found there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from msgspec import Struct

from ..base.model import Page
from ..base.shapes import GENRES
from ..check.findings import Finding
from ..editing.articletop import ASKED, yaml_of
from ..editing.yamlplaces import places

_REMOVE: Final = "remove this line if"
_TERMS: Final[Mapping[str, Sequence[str]]] = {"genre": GENRES}


class TopField(Struct, frozen=True):
    """A key of the front matter: its value, what it asks for, the values that it takes if they are few.

    `found` is what is wrong with it, in words; `optional` says that there may be no answer.
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
    lines = _lines(page)
    at_fields = {one.line: one.message for one in findings if one.severity == "error" and one.line in lines.values()}
    fields = [
        TopField(
            name=name,
            label=name.replace("-", " ").capitalize(),
            value=page.meta.get(name, ""),
            asks=asks.replace(_REMOVE, "empty if"),
            terms=_TERMS.get(name, ()),
            optional=_REMOVE in asks,
            found=at_fields.get(lines.get(name, 0), ""),
        )
        for name, asks in ASKED.items()
    ]
    return fields, [one for one in findings if one.severity != "error" or one.line not in at_fields]


def _lines(page: Page) -> Mapping[str, int]:
    """The lines of the keys that a page has."""
    top = page.text[: page.body_at]
    span = yaml_of(top)
    keys = places(top, *span) if span else None
    entries = [one for one in keys.entries if one.name in ASKED] if keys else []
    return {one.name: top.count("\n", 0, one.key[0]) + 1 for one in entries}
