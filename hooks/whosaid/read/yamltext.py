"""YAML as an author means it: every scalar is text (even `no`, `2020` and `012`), and every value has its position.

The tree is composed from the parser's events instead of being loaded, so that nothing is guessed, no key is lost, and
it can only contain text, lists and mappings. It never raises: mistakes are returned as faults.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from difflib import get_close_matches
from functools import lru_cache
from typing import Any, Final, Literal, get_args, get_origin

import msgspec
import yaml
from msgspec import Struct, field

from ..base.faults import EmptyValue, ReadingFault, UnknownTerm
from ..base.filefaults import (
    BadYaml,
    CommentShown,
    DuplicateKey,
    PrivateKey,
    TextTooLong,
    UnknownKey,
    WrongShape,
    YamlStop,
)
from ..base.model import Item
from ..base.vocabulary import LONGEST_TEXT
from .yamlcauses import cause_of

_Loader: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml is twelve times as fast
_SIGNS: Final = ("\t", "@", "`", "%")  # no value can start with them
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")  # written as an escape, "\\u0002"
_RESOLVER: Final = yaml.resolver.Resolver()
_NULLS: Final = ("~", "null", "Null", "NULL")
_BLANKS: Final = frozenset("\u115f\u1160\u2800\u3164\uffa0")  # characters that are displayed as nothing
_DEEPEST: Final = 20  # levels of nesting; nothing an author needs has more than four


class Scalar(Struct, frozen=True):
    """One text value. `loadable`: a builder that loads YAML can parse it, even if not as the author meant.

    `null`: YAML's notation for no value, without quotes.
    """

    text: str
    at: int
    loadable: bool = True
    null: bool = False


class Sequence(Struct, frozen=True):
    """A list."""

    items: tuple[Node, ...]
    at: int


class Mapping(Struct, frozen=True):
    """Keys and values in the order written; a key may appear twice."""

    entries: tuple[tuple[Item, Node], ...]
    at: int


Node = Scalar | Sequence | Mapping


_BY_CONTEXT: Final[dict[str, YamlStop]] = {
    "quoted": "open quote",
    "flow": "open bracket",
    "alias": "anchor",
    "anchor": "anchor",
}
"""The cause of a parser's error, by a word in its message."""


class _Unreadable(Exception):
    def __init__(self, at: int, detail: YamlStop) -> None:
        self.fault = BadYaml(at, detail=detail)


def compose(text: str, start: int, end: int) -> tuple[Node | None, list[ReadingFault]]:
    """The tree of `text[start:end]`, None if it is empty or cannot be read, and the faults."""
    try:
        events = yaml.parse(text[start:end], Loader=_Loader)
        node = _document(events, start)
        return node, list(_shown_comments(node)) if text.find("<!--", start, end) >= 0 else []
    except _Unreadable as error:
        return None, [error.fault]
    except yaml.MarkedYAMLError as error:
        return None, [_parser_fault(error, text, start)]
    except yaml.YAMLError as error:
        return None, [BadYaml(start + _characters(text[start:end], error), detail="odd character")]


def _characters(text: str, error: yaml.YAMLError) -> int:
    """The place of an unreadable character; libyaml counts in bytes."""
    position = getattr(error, "position", 0) or 0
    if _Loader is yaml.SafeLoader:
        return int(position)
    return len(text.encode("utf-8", "surrogatepass")[:position].decode("utf-8", "ignore"))


def _parser_fault(error: yaml.MarkedYAMLError, text: str, start: int) -> ReadingFault:
    """A parser's error as a fault at the best place, with the likely mistake."""
    context = error.context or ""
    where = error.problem_mark or error.context_mark
    detail: YamlStop = ""
    for word, meant in _BY_CONTEXT.items():
        if word in context and error.context_mark is not None:
            where, detail = error.context_mark, meant
            break
    at = start + where.index if where is not None else start
    sign = text[at : at + 1]
    if not detail and (cause := cause_of(text, start, at)) is not None:
        return BadYaml(cause.at, cause.text, detail=cause.name)
    if not detail and sign in _SIGNS:
        detail = "tab" if sign == "\t" else "sign"
    return BadYaml(at, sign, detail=detail)


def _document(events: Iterator[Any], start: int) -> Node | None:
    root: Node | None = None
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            if root is not None:
                mark: Any = event.start_mark
                raise _Unreadable(start + mark.index, "second document")
        elif isinstance(event, yaml.NodeEvent):
            root = _node(event, events, start, 0)
    return root


@lru_cache(maxsize=1024)
def _can_be_loaded(value: str) -> bool:
    """Whether a builder, which does load YAML, can parse an unquoted value.

    A date that does not exist (`2024-06-31`) or half a number (`0x_`) is an error; MkDocs then takes the front matter
    for text and prints it, including comments.
    """
    tag = _RESOLVER.resolve(yaml.ScalarNode, value, (True, False))  # type: ignore[no-untyped-call]
    try:
        yaml.constructor.SafeConstructor().construct_object(yaml.ScalarNode(tag, value))
    except (yaml.YAMLError, ValueError, OverflowError):
        return False
    return True


def _node(event: Any, events: Iterator[Any], start: int, depth: int) -> Node:
    at = start + event.start_mark.index
    if isinstance(event, yaml.AliasEvent) or event.anchor:
        raise _Unreadable(at, "anchor")
    if event.tag is not None:
        raise _Unreadable(at, "tag")
    if depth > _DEEPEST:
        raise _Unreadable(at, "too deep")
    if isinstance(event, yaml.ScalarEvent) and _CONTROL.search(event.value):
        raise _Unreadable(at, "odd character")
    if isinstance(event, yaml.ScalarEvent):
        plain = event.implicit[0]
        return Scalar(event.value, at, not plain or _can_be_loaded(event.value), plain and event.value in _NULLS)
    if isinstance(event, yaml.SequenceStartEvent):
        items = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            items.append(_node(event, events, start, depth + 1))
        return Sequence(tuple(items), at)
    entries = []
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        key = _node(event, events, start, depth + 1)
        if not isinstance(key, Scalar):
            raise _Unreadable(key.at, "key")
        entries.append((Item(key.text, key.at), _node(next(events), events, start, depth + 1)))
    return Mapping(tuple(entries), at)


def unloadable(node: Node | None) -> Iterator[int]:
    """The positions of values that a builder cannot load, and of keys that mean something else to it."""
    if isinstance(node, Scalar):
        if not node.loadable:
            yield node.at
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from unloadable(item)
    elif isinstance(node, Mapping):
        for key, value in node.entries:
            if key.text in ("<<", "="):
                yield key.at
            yield from unloadable(value)


def _shown_comments(node: Node | None) -> Iterator[ReadingFault]:
    """Values with a Markdown comment in them, which is not a comment in YAML and would be printed."""
    if isinstance(node, Scalar):
        if "<!--" in node.text:
            yield CommentShown(node.at, node.text[node.text.index("<!--") :], detail="plain text")
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _shown_comments(item)
    elif isinstance(node, Mapping):
        for _, value in node.entries:
            yield from _shown_comments(value)


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


def text_at(mapping: Mapping, name: str) -> str:
    """The first text under a key; empty if there is none."""
    return next((node.text for key, node in mapping.entries if key.text == name and isinstance(node, Scalar)), "")


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


def is_empty(node: Node) -> bool:
    """Whether a key has no value."""
    return isinstance(node, Scalar) and not node.text


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
        parts = [Scalar(part.strip(), node.at + node.text.find(part.strip())) for part in node.text.split(",")]
    elif isinstance(node, Sequence) and all(isinstance(item, Scalar) for item in node.items):
        parts = [item for item in node.items if isinstance(item, Scalar)]
    else:
        faults.append(WrongShape(node.at, key.text, detail="list"))
        return None
    good = []
    if not parts:
        faults.append(EmptyValue(key.at, key.text))
    for part in parts:
        if not part.text:
            faults.append(EmptyValue(key.at, key.text))
        elif (fault := _fault([part.text], part.at, key.text, field.type, field, part.text)) is not None:
            faults.append(fault)
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
