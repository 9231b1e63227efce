"""Where in YAML the cursor is: below which keys, and what is typed there. Unfinished YAML cannot be composed, so that
the lines above it have to say; and what the schemas allow there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from msgspec import Struct

from ..check.schemas import SCHEMAS, Schema

_LINE: Final = re.compile(
    r"""
    (?P<indent>[ ]*) (?P<item>-[ ]+)?
    (?: (?P<key>[\w.-]+) [ ]*:(?:[ ]+|$) )?
    (?P<typed>.*)
    """,
    re.VERBOSE,
)
_PIECE: Final = re.compile(r"[^\s\[\],]*$")


class YamlPlace(Struct, frozen=True):
    """The `keys` above, and the `key` whose value is typed; empty if it is a key that is typed. `start` of that."""

    keys: tuple[str, ...]
    key: str
    start: int


def yaml_place(text: str, start: int, at: int) -> YamlPlace:
    """The place of an offset in YAML that starts at another."""
    *above, line = text[start:at].split("\n")
    found = _LINE.fullmatch(line)
    assert found is not None  # it takes any line
    keys = tuple(_above(above, len(found["indent"]), is_item=found["item"] is not None))
    piece = at - len(_piece(line))
    if found["key"] is not None:
        return YamlPlace(keys, found["key"], piece)
    if found["item"] is not None and keys:
        return YamlPlace(keys[:-1], keys[-1], piece)
    return YamlPlace(keys, "", at - len(line.lstrip()))


def _piece(line: str) -> str:
    found = _PIECE.search(line)
    return found[0] if found else ""


def _above(lines: Sequence[str], indent: int, *, is_item: bool) -> Iterator[str]:
    """The keys that a line with this indentation is below, the outermost first."""
    found: list[str] = []
    for line in reversed(lines):
        match = _LINE.fullmatch(line)
        if match is None or match["key"] is None or match["item"] is not None:
            continue
        own = len(match["indent"])
        if own < indent or (is_item and own == indent and not found):
            found.append(match["key"])
            indent = own
        if not indent and found:
            break
    return reversed(found)


def allowed_keys(schema: str, keys: Sequence[str]) -> list[str]:
    """The keys that may stand below others."""
    return [*_below(schema, keys).get("properties", ())]


def allowed_values(schema: str, keys: Sequence[str]) -> list[str]:
    """The values that the last of some keys may have; none if it takes any text."""
    return [value for value in _enumerated(_below(schema, keys)) if isinstance(value, str)]


def _enumerated(part: Schema) -> Iterator[object]:
    yield from part.get("enum", ())
    for other in (*part.get("anyOf", ()), *([part["items"]] if "items" in part else ())):
        yield from _enumerated(other)


def _below(schema: str, keys: Sequence[str]) -> Schema:
    """The part of a schema for what stands below some keys."""
    whole = _schema(schema)
    part = _resolved(whole, whole)
    for key in keys:
        further = part.get("properties", {}).get(key, part.get("additionalProperties"))
        if not isinstance(further, dict):
            return {}
        part = _resolved(whole, further)
    return part


def _resolved(whole: Schema, part: Schema) -> Schema:
    if "$ref" not in part:
        return part
    found: Schema = whole
    for name in part["$ref"].removeprefix("#/").split("/"):
        found = found[name]
    return {**part, **found}


@cache
def _schema(name: str) -> Schema:
    return SCHEMAS[name]()
