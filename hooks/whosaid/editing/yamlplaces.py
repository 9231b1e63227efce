"""Where in a YAML text each key and value is, to change one of them and leave all else as the author wrote it.

The reader has refused anchors, aliases and tags before; a text that is no YAML has no places.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

import yaml
from msgspec import Struct

from ..read.spans import Span
from .edits import Edit

_Loader: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Place(Struct, frozen=True):
    """A value from its first character to its last. `entries` are a mapping's, with the spans of their keys.

    `is_flow`: written in brackets or braces; `is_empty`: there is nothing behind the colon.
    """

    start: int
    end: int
    entries: Sequence[Entry] = ()
    is_mapping: bool = False
    is_flow: bool = False
    is_empty: bool = False

    def entry(self, name: str) -> Entry | None:
        """The first entry with this key."""
        return next((entry for entry in self.entries if entry.name == name), None)


class Entry(Struct, frozen=True):
    """A key, where it is, and the place of its value."""

    name: str
    key: Span
    value: Place


class _Unplaced(Exception):
    pass


def places(text: str, start: int, end: int) -> Place | None:
    """The value that `text[start:end]` is; None if it is empty or cannot be read."""
    try:
        events = iter(list(yaml.parse(text[start:end], Loader=_Loader)))
        for event in events:
            if isinstance(event, yaml.NodeEvent):
                return _place(event, events, text, start)
    except (yaml.YAMLError, _Unplaced):
        pass
    return None


def _place(event: Any, events: Iterator[Any], text: str, base: int) -> Place:
    start = base + _index(event.start_mark)
    if isinstance(event, yaml.AliasEvent) or event.anchor or event.tag:
        raise _Unplaced
    if isinstance(event, yaml.ScalarEvent):
        end = base + _index(event.end_mark)
        end = start + len(text[start:end].rstrip()) if event.style in ("|", ">") else end
        return Place(start, end, is_empty=not event.style and not event.value)
    is_mapping, is_flow = isinstance(event, yaml.MappingStartEvent), bool(event.flow_style)
    entries, last = list[Entry](), start
    while not isinstance(event := next(events), yaml.CollectionEndEvent):
        inner = _place(event, events, text, base)
        if is_mapping:
            if not isinstance(event, yaml.ScalarEvent):
                raise _Unplaced
            value = _place(next(events), events, text, base)
            entries.append(Entry(event.value, (inner.start, inner.end), value))
            inner = value
        last = max(last, inner.end)
    end = base + _index(event.end_mark) if is_flow else last
    return Place(start, end, entries, is_mapping, is_flow)


def _index(mark: Any) -> int:  # the types of PyYAML allow that there is none
    return int(mark.index)


def with_value(text: str, entry: Entry, written: str) -> Edit:
    """What gives an entry another value, which is written in one line; comments behind it stay."""
    value, colon = entry.value, text.index(":", entry.key[1]) + 1
    if value.is_empty:
        return Edit(colon, colon, f" {written}")
    if "\n" in text[colon : value.start] or not text[colon : value.start].isspace():
        return Edit(colon, value.end, f" {written}")
    return Edit(value.start, value.end, written)


def without(text: str, mapping: Place, entry: Entry) -> Edit:
    """What takes an entry out of a mapping: its lines, or what stands between two commas."""
    if not mapping.is_flow:
        return Edit(text.rfind("\n", 0, entry.key[0]) + 1, _line_end(text, _end_of(text, entry)) + 1, "")
    index = list(mapping.entries).index(entry)
    if index:
        return Edit(_end_of(text, mapping.entries[index - 1]), _end_of(text, entry), "")
    following = mapping.entries[1].key[0] if len(mapping.entries) > 1 else _end_of(text, entry)
    return Edit(entry.key[0], following, "")


def with_entry(text: str, mapping: Place, lines: Sequence[str]) -> Edit:
    """What adds an entry to a mapping behind its last one; in braces, it is one line."""
    at = _end_of(text, mapping.entries[-1])
    if mapping.is_flow:
        return Edit(at, at, f", {lines[0]}")
    at, indent = _line_end(text, at), indent_of(text, mapping)
    if comments := re.compile(rf"(?:\n{indent}[ \t]+#[^\n]*)+").match(text, at):
        at = comments.end()
    return Edit(at, at, "".join(f"\n{indent}{line}" for line in lines))


def indent_of(text: str, mapping: Place) -> str:
    """What stands before the keys of a mapping of several lines."""
    first = mapping.entries[0].key[0]
    return text[text.rfind("\n", 0, first) + 1 : first]


def _end_of(text: str, entry: Entry) -> int:
    return text.index(":", entry.key[1]) + 1 if entry.value.is_empty else entry.value.end


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return end if end >= 0 else len(text)
