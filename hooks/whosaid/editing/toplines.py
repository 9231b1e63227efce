"""What the top of an article says of it, key by key; the other lines stay as they are written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping
from functools import partial

from .articletop import ASKED, plain_value, scalar, yaml_of
from .changes import AlterTop, Refused
from .edits import Edit
from .quotes import shown
from .saying import Said
from .working import Way, Working, more_faults
from .yamlplaces import Entry, Place, places, with_entry, with_value, without

_BY_HAND = "the lines at the top of this page are written so that this cannot be changed; change them by hand"


def alter_top(site: Working, path: str, change: AlterTop) -> Iterator[Way]:
    """Other values for keys of the front matter, which is made if there is none."""
    page = site.page(path)
    fields = {name: _checked(name, value) for name, value in change.fields.items()}
    top = page.text[: page.body_at]
    if not top:
        lines = "".join(f"{name}: {scalar(value)}\n" for name, value in fields.items() if value)
        edits = [Edit(0, 0, f"---\n{lines}---\n\n")] if lines else []
    else:
        edits = [*_altered(top, _keys(top), fields)]
    yield Way({path: edits}, "", partial(_check, fields))


def _checked(name: str, value: str | None) -> str:
    """A value on one line; empty if the key goes. Raises Refused."""
    if name not in ASKED:
        raise Refused(f"{shown(name)} is not what the desk asks of an article")
    return str(plain_value(value or ""))


def _keys(top: str) -> Place:
    span = yaml_of(top)
    found = places(top, *span) if span else None
    if found is None or not found.is_mapping or found.is_flow or not found.entries:
        raise Refused(_BY_HAND)
    return found


def _altered(top: str, keys: Place, fields: Mapping[str, str]) -> Iterator[Edit]:
    """The edits of a front matter. What asks for a value goes when there is one."""
    for name, value in fields.items():
        entry = keys.entry(name)
        if entry is None:
            yield from [with_entry(top, keys, [f"{name}: {scalar(value)}"])] if value else ()
        elif not value:
            yield without(top, keys, entry)
        elif question := _question(top, entry):
            yield Edit(top.index(":", entry.key[1]) + 1, question, f" {scalar(value)}")
        else:
            yield with_value(top, entry, scalar(value))


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
