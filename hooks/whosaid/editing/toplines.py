"""What the top of an article says of it, key by key; the other lines stay as they are written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from functools import partial
from typing import Final

import msgspec

from .articletop import ASKED, plain_value, scalar, yaml_of
from .changes import AlterTop, Refused
from .edits import Edit, edited
from .quotes import shown
from .saying import Said
from .working import Way, Working, more_faults
from .yamlplaces import Entry, Place, indent_of, places, with_entry, with_value, without

_BY_HAND = "the lines at the top of this page are written so that this cannot be changed; change them by hand"
_COMMENTS = "only comments would be left at the top of this page, and readers would see them; remove them by hand"
_EMPTY: Final = re.compile(r"-{3}[ \t]*\n(?:-{3}|\.{3})[ \t]*(?:\n|\Z)")


def alter_top(site: Working, path: str, change: AlterTop) -> Iterator[Way]:
    """Other values for keys of the front matter, which is made if there is none, and goes with its last key."""
    page = site.page(path)
    fields = {name: _checked(name, value) for name, value in change.fields.items()}
    if page.body_at:
        edits = [*_altered(page.text, page.body_at, fields)]
    else:
        lines = _lines(fields)
        empty = _EMPTY.match(page.text)
        edits = [Edit(0, empty.end() if empty else 0, f"---\n{lines}---\n\n")] if lines else []
    yield Way({path: edits}, "", partial(_check, fields))


def _checked(name: str, value: str | None) -> str:
    """A value on one line; empty if the key goes. Raises Refused."""
    if name not in ASKED:
        raise Refused(f"{shown(name)} is not what the desk asks of an article")
    return str(plain_value(value or ""))


def _lines(fields: Mapping[str, str]) -> str:
    return "".join(f"{name}: {scalar(value)}\n" for name, value in fields.items() if value)


def _altered(text: str, body_at: int, fields: Mapping[str, str]) -> Iterator[Edit]:
    """The edits of a front matter, which ends at `body_at`. What asks for a value goes when there is one."""
    top = text[:body_at]
    keys, end = _keys(top)
    going = [without(top, keys, entry) for entry in keys.entries if not fields.get(entry.name, "kept")]
    staying = [entry for entry in keys.entries if fields.get(entry.name, "kept")]
    lines = _lines({name: value for name, value in fields.items() if keys.entry(name) is None})
    if not staying and not lines:
        yield _without_top(text, body_at, going)
        return
    for entry in staying:
        if entry.name in fields and entry is keys.entry(entry.name):
            yield _with_value(top, entry, scalar(fields[entry.name]))
    if lines and staying:
        yield with_entry(top, msgspec.structs.replace(keys, entries=staying), lines.splitlines())
    elif lines:
        yield Edit(end, end, lines)
    yield from going


def _keys(top: str) -> tuple[Place, int]:
    """The keys of a front matter, and where they end. Raises Refused."""
    span = yaml_of(top)
    found = places(top, *span) if span else None
    if span is None or found is None or not found.is_mapping or found.is_flow or not found.entries:
        raise Refused(_BY_HAND)
    if indent_of(top, found).strip():  # such as the `?` before a key
        raise Refused(_BY_HAND)
    return found, span[1]


def _without_top(text: str, body_at: int, going: Sequence[Edit]) -> Edit:
    """What takes out a front matter that has no key any more, which MkDocs would print. Raises Refused."""
    rest = edited(text[:body_at], going)
    span = yaml_of(rest)
    if span is None or rest[slice(*span)].strip():
        raise Refused(_COMMENTS)
    return Edit(0, len(text) - len(text[body_at:].lstrip("\n")), "")


def _with_value(top: str, entry: Entry, written: str) -> Edit:
    if question := _question(top, entry):
        return Edit(top.index(":", entry.key[1]) + 1, question, f" {written}")
    return with_value(top, entry, written)


def _question(top: str, entry: Entry) -> int:
    """Where the comment ends that asks for a value; 0 if there is none."""
    asks = f":  # {ASKED[entry.name]}"
    return entry.key[1] + len(asks) if entry.value.is_empty and top.startswith(asks, entry.key[1]) else 0


def _check(fields: Mapping[str, str], path: str, before: Said, after: Said) -> str:
    told = after.page.meta
    if wrong := next((name for name, value in fields.items() if told.get(name, "") != value), None):
        return f"“{wrong}:” cannot be {shown(fields[wrong])}; it is {ASKED[wrong]}" if fields[wrong] else _BY_HAND
    if more_faults(before, after):
        return _BY_HAND
    return "" if _but(before, fields) == _but(after, fields) else _BY_HAND


def _but(said: Said, fields: Mapping[str, str]) -> Counter[Hashable]:
    """All that a page says, apart from what its top says under some keys."""
    everything = said.all_but()
    own = [one for one in everything if isinstance(one, tuple) and one[0] == "meta" and one[1] in fields]
    return everything - Counter({one: everything[one] for one in own})
