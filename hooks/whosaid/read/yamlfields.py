"""The mappings an author writes in YAML, validated against their shapes: valid values, their positions, and faults."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from difflib import get_close_matches
from typing import Any, Final, Literal, get_args, get_origin

import msgspec
from msgspec import Struct, field

from ..base.faults import EmptyValue, ReadingFault, UnknownTerm
from ..base.filefaults import DuplicateKey, NeedlessValue, PrivateKey, TextTooLong, UnknownKey, WrongShape
from ..base.model import Item
from ..base.patterns import pattern
from ..base.vocabulary import LONGEST_TEXT
from .yamltext import Mapping, Node, Scalar, Sequence, is_empty

_BLANKS: Final = frozenset("\u115f\u1160\u2800\u3164\uffa0")  # characters that are displayed as nothing

_BETWEEN_COMMAS: Final = pattern(r"(?:^|(?<=,))\s*+(?P<value>[^,]*)")
_NONE: Final = "none"
"""In lists of terms that have this one, it stands for an empty list."""

Fields = dict[str, str | tuple[str, ...]]


class Reading(Struct):
    """A mapping validated against its shape: the valid values, their positions, and the faults.

    `at` has the position of each value under its key, and of each list item under the key, a space and the item.
    `tables` has the values that are mappings themselves, from names to texts.
    """

    fields: Fields
    at: dict[str, int]
    faults: list[ReadingFault]
    tables: dict[str, tuple[tuple[Item, str], ...]] = field(default_factory=dict)


def read_fields(
    mapping: Mapping,
    shape: type[Struct],
    *,
    open_ended: bool = False,
    is_private: Callable[[str], bool] = lambda _: False,
) -> Reading:
    """Validate each entry of `mapping` against `shape`; `open_ended` allows unknown keys.

    `is_private` says which of the unknown keys must not be there at all.
    """
    known = _fields_of(shape)
    reading = Reading({}, {}, [])
    written = {key.text for key, _ in mapping.entries}
    for key, node in unique(mapping, reading.faults):
        name = key.text
        if name in known:
            _read_field(key, node, known, reading)
        elif not open_ended:
            near = get_close_matches(name[:30].lower(), known, 1, 0.75)
            if not near and is_private(name):
                reading.faults.append(PrivateKey(key.at, name))
                continue
            reading.faults.append(UnknownKey(key.at, name, tuple(known)))
            if near and near[0] not in written:  # read as intended, so that nothing else is reported
                _read_field(Item(near[0], key.at), node, known, reading)
    return reading


def _read_field(key: Item, node: Node, known: dict[str, _Field], reading: Reading) -> None:
    reading.at[key.text] = node.at
    if known[key.text].is_table:
        reading.tables[key.text] = _table(node, key, known[key.text], reading)
        return
    value = _value(node, key, known[key.text], reading)
    if value is not None:
        reading.fields[key.text] = value


def unique(
    mapping: Mapping, faults: list[ReadingFault], of: Literal["sources", ""] = ""
) -> Iterator[tuple[Item, Node]]:
    """The entries of a mapping `of` something; a repeated key is a fault, and its first value counts."""
    kept: dict[str, tuple[Item, Node]] = {}
    for key, node in mapping.entries:
        earlier = kept.setdefault(key.text, (key, node))
        if earlier[0] is not key:
            faults.append(DuplicateKey(key.at, key.text, detail=of))
            if is_empty(earlier[1]):
                kept[key.text] = key, node
    yield from kept.values()


_FaultType = type[ReadingFault]


class _Field(Struct, frozen=True):
    type: Any  # what msgspec.convert takes: a typing form, for which Python has no static type
    is_list: bool
    is_table: bool
    choices: tuple[str, ...]
    fault: _FaultType | None


_SHAPES: dict[type[Struct], dict[str, _Field]] = {}


def _fields_of(shape: type[Struct]) -> dict[str, _Field]:
    if shape not in _SHAPES:
        info = msgspec.inspect.type_info(shape)
        assert isinstance(info, msgspec.inspect.StructType)
        types = msgspec.structs.fields(shape)
        _SHAPES[shape] = {
            row.encode_name: _field(row.type, described.type) for row, described in zip(types, info.fields, strict=True)
        }
    return _SHAPES[shape]


def _field(type_: Any, info: msgspec.inspect.Type) -> _Field:
    is_list, is_table = isinstance(info, msgspec.inspect.ListType), isinstance(info, msgspec.inspect.DictType)
    inner = info.item_type if isinstance(info, msgspec.inspect.ListType) else info
    fault = None
    if isinstance(inner, msgspec.inspect.Metadata):
        fault = (inner.extra or {}).get("fault")
        inner = inner.type
    return _Field(type_, is_list, is_table, _choices(type_), fault)


def _choices(type_: Any) -> tuple[str, ...]:
    """The values of the Literal in a typing form, in the order of declaration."""
    if get_origin(type_) is Literal:
        return get_args(type_)
    return tuple(choice for part in get_args(type_) for choice in _choices(part))


def _value(node: Node, key: Item, field: _Field, reading: Reading) -> str | tuple[str, ...] | None:
    faults = reading.faults
    if field.is_list:
        return _list_value(node, key, field, reading)
    if not isinstance(node, Scalar):
        faults.append(WrongShape(node.at, key.text, detail="text"))
    elif not node.text.strip():
        faults.append(EmptyValue(key.at, key.text))
    elif node.null:
        faults.append(EmptyValue(node.at, key.text, (node.text,), "null"))
    elif not _shows_something(node.text):
        faults.append(EmptyValue(node.at, key.text, detail="invisible"))
    elif (fault := _fault(node.text, node.at, key.text, field.type, field)) is not None:
        faults.append(fault)
    elif len(node.text) > LONGEST_TEXT:
        faults.append(TextTooLong(node.at, key.text, detail=str(len(node.text))))
        return node.text[:LONGEST_TEXT]
    else:
        return node.text
    return None


def _shows_something(text: str) -> bool:
    """Whether a reader would see any of it: not only spaces, accents and zero-width characters."""
    return text.isascii() or any(
        sign.isprintable() and not sign.isspace() and sign not in _BLANKS and unicodedata.category(sign)[0] != "M"
        for sign in text
    )


def _table(node: Node, key: Item, field: _Field, reading: Reading) -> tuple[tuple[Item, str], ...]:
    """The entries of a mapping inside a mapping whose values are valid texts."""
    faults = reading.faults
    if not isinstance(node, Mapping):
        if not isinstance(node, Scalar) or node.text:
            faults.append(WrongShape(node.at, key.text, detail="mapping"))
        return ()
    entries = []
    for name, value in unique(node, faults):
        if not isinstance(value, Scalar):
            faults.append(WrongShape(value.at, name.text, detail="text"))
        elif not value.text.strip():
            faults.append(EmptyValue(name.at, name.text))
        elif (fault := _fault({name.text: value.text}, value.at, name.text, field.type, field, value.text)) is not None:
            faults.append(fault)
        else:
            entries.append((name, value.text))
    return tuple(entries)


def _list_value(node: Node, key: Item, field: _Field, reading: Reading) -> tuple[str, ...] | None:
    faults = reading.faults
    if isinstance(node, Scalar):
        found = _BETWEEN_COMMAS.finditer(node.text)
        parts = [Scalar(part["value"].rstrip(), node.at + part.start("value")) for part in found]
    elif isinstance(node, Sequence) and all(isinstance(item, Scalar) for item in node.items):
        parts = [item for item in node.items if isinstance(item, Scalar)]
    else:
        faults.append(WrongShape(node.at, key.text, detail="list"))
        return None
    good: list[str] = []
    has_none = _NONE in field.choices
    if not parts and has_none:
        return (_NONE,)
    if not parts:
        faults.append(EmptyValue(key.at, key.text))
    for part in parts:
        if not part.text:
            faults.append(EmptyValue(key.at, key.text))
        elif (fault := _fault([part.text], part.at, key.text, field.type, field, part.text)) is not None:
            faults.append(fault)
        elif has_none and (part.text in good or (part.text == _NONE and len(parts) > 1)):
            faults.append(NeedlessValue(part.at, part.text, detail=key.text))
        else:
            good.append(part.text)
            reading.at[f"{key.text} {part.text}"] = part.at
    return tuple(good)


def _fault(value: object, at: int, name: str, type_: Any, field: _Field, text: str = "") -> ReadingFault | None:
    try:
        msgspec.convert(value, type_)
    except msgspec.ValidationError:
        shown = text or (value if isinstance(value, str) else name)
        if field.choices:
            return UnknownTerm(at, shown, field.choices, detail=name)
        if field.fault is not None:
            return field.fault(at, shown, detail=name)
        return WrongShape(at, shown, detail="text")
    return None
