"""The top of an article as the desk shows it: what must be known of it, and what is found there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from msgspec import Struct

from ..base.model import Item, Page
from ..base.shapes import GENRES
from ..check.findings import Finding
from ..editing.articletop import ASKED, yaml_of
from ..read.yamltext import Mapping as YamlMapping
from ..read.yamltext import Node, Scalar, compose, is_empty

_REMOVE: Final = "remove this line if"
_TERMS: Final[Mapping[str, Sequence[str]]] = {"genre": GENRES}


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
    lines = {name: page.text.count("\n", 0, key.at) + 1 for name, (key, _) in written.items()}
    at_fields = {one.line: one.message for one in findings if one.severity == "error" and one.line in lines.values()}
    fields = [
        TopField(
            name=name,
            label=name.replace("-", " ").capitalize(),
            value=page.meta.get(name, "") or _as_written(written, name),
            asks=asks.replace(_REMOVE, "empty if"),
            terms=_TERMS.get(name, ()),
            optional=_REMOVE in asks and (name not in written or _is_nothing(written[name][1])),
            found=at_fields.get(lines.get(name, 0), ""),
        )
        for name, asks in ASKED.items()
    ]
    return fields, [one for one in findings if one.severity != "error" or one.line not in at_fields]


def _written(page: Page) -> Mapping[str, tuple[Item, Node]]:
    """The keys that a page has of those, with their values, even if they are none that can be."""
    span = yaml_of(page.text[: page.body_at])
    top = compose(page.text, *span)[0] if span else None
    entries = top.entries if isinstance(top, YamlMapping) else ()
    return {key.text: (key, value) for key, value in reversed(entries) if key.text in ASKED}


def _as_written(written: Mapping[str, tuple[Item, Node]], name: str) -> str:
    """A text that cannot be the value of a key, so that it can be mended; empty if it has another shape."""
    _, value = written.get(name, (None, None))
    return value.text if isinstance(value, Scalar) and not value.null else ""


def _is_nothing(value: Node) -> bool:
    return is_empty(value) or (isinstance(value, Scalar) and value.null)
