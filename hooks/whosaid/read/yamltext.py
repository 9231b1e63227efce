"""YAML as an author means it: every scalar is text (even `no`, `2020` and `012`), and every value has its position.

The tree is composed from the parser's events instead of being loaded, so that nothing is guessed, no key is lost, and
it can only contain text, lists and mappings. It never raises: mistakes are returned as faults.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Final

import yaml
from msgspec import Struct

from ..base.faults import ReadingFault
from ..base.filefaults import BadYaml, CommentShown, YamlStop
from ..base.model import Item
from ..base.patterns import pattern
from .yamlcauses import cause_of

_Loader: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml is twelve times as fast
_SIGNS: Final = ("\t", "@", "`", "%")  # no value can start with them
_CONTROL: Final = pattern("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")  # written as an escape, "\\u0002"
_RESOLVER: Final = yaml.resolver.Resolver()
_NULLS: Final = ("~", "null", "Null", "NULL")
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


def text_at(mapping: Mapping, name: str) -> str:
    """The first text under a key; empty if there is none."""
    return next((node.text for key, node in mapping.entries if key.text == name and isinstance(node, Scalar)), "")


def is_empty(node: Node) -> bool:
    """Whether a key has no value."""
    return isinstance(node, Scalar) and not node.text
