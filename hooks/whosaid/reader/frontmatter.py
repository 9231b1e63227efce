"""The front matter of a page, read as MkDocs finds it, and the first lines that MkDocs would take for metadata."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import msgspec
from msgspec import Struct, field

from ..model import Item, Silencing, Slip, Source
from ..shapes import THEME_SHAPES, MetaShape, SourceShape
from ..vocabulary import BUILT_IN_SOURCES, DIRECT_ROUTES, ID, NAMED_TYPES, REVEALING_FIELDS, is_private_key
from ..yamltext import Mapping, Node, Scalar, Sequence, compose, read_fields, text_at, unique, unloadable
from .silencing import gives_reason

# MkDocs 1.6, utils/meta.py: what it takes for YAML front matter, and for the older `key: value` lines without fence.
_FRONT_MATTER: Final = re.compile(r"-{3}[ \t]*\n(?P<yaml>.*?\n)(?:\.{3}|-{3})[ \t]*(?:\n|$)", re.DOTALL)
_SWALLOWED: Final = re.compile(r"[ ]{0,3}(?P<key>[A-Za-z0-9_-]+):")
_LATE: Final = re.compile(r"\s+---[ \t]*\n[A-Za-z][\w-]*:")
_FORMATTED: Final = re.compile(r"\s*(?:_{3,}|\*{3,}|-{3,})[ \t]*\n\s*(?:#+ )?[A-Za-z][\w-]*:[ \t]")
_RESERVED: Final = frozenset((*(source.id for source in BUILT_IN_SOURCES), *DIRECT_ROUTES))


class FrontMatter(Struct):
    """What stands before the Markdown: the keys Whosaid knows, the page's own sources, where the Markdown starts.

    `silencings` are those of the whole page.
    """

    body_at: int = 0
    meta: dict[str, str] = field(default_factory=dict)
    sources: tuple[Source, ...] = ()
    silencings: tuple[Silencing, ...] = ()
    slips: list[Slip] = field(default_factory=list)


def read_front_matter(text: str, file: str) -> FrontMatter:
    """Read the top of a page; what MkDocs would swallow or print as text is a slip."""
    front = FrontMatter()
    match = _FRONT_MATTER.match(text)
    if match is None:
        front.slips.extend(_unfenced(text))
        return front
    front.body_at = match.end()
    node, front.slips = compose(text, match.start("yaml"), match.end("yaml"))
    if isinstance(node, Mapping):
        _read_keys(node, file, len(text), front)
    elif node is not None:
        front.slips.append(Slip("wrong-shape", node.at, "front matter", detail="mapping"))
    said = {slip.at for slip in front.slips}
    front.slips += [Slip("bad-yaml", at, detail="value") for at in unloadable(node) if at not in said]
    return front


def _unfenced(text: str) -> list[Slip]:
    first = text[: text.find("\n")] if "\n" in text else text
    if re.fullmatch(r"-{3}[ \t]*", first) and _SWALLOWED.match(text, len(first) + 1):
        return [Slip("damaged-front-matter", 0, first, detail="unclosed")]
    if _LATE.match(text):
        return [Slip("damaged-front-matter", text.index("---"), "---", detail="late")]
    if _FORMATTED.match(text):
        return [Slip("damaged-front-matter", 0, first[:20], detail="formatter")]
    swallowed = _SWALLOWED.match(text)
    return [Slip("swallowed-first-line", 0, f"{swallowed['key']}:")] if swallowed else []


def _read_keys(node: Mapping, file: str, size: int, front: FrontMatter) -> None:
    reading = read_fields(node, MetaShape, open_ended=True)
    front.slips.extend(reading.slips)
    front.meta = {key: value for key, value in reading.fields.items() if isinstance(value, str)}
    ignored = reading.tables.get("ignore", ())
    front.silencings = tuple(Silencing(rule, why, 0, size + 1) for rule, why in ignored if gives_reason(why))
    for rule, why in ignored:
        if not gives_reason(why):
            front.slips.append(Slip("malformed-silencing", rule.at, rule.text, detail="page"))
    for key, value in node.entries:
        expected = THEME_SHAPES.get(key.text)
        if expected is not None and not _fits(value, expected):
            front.slips.append(Slip("wrong-shape", value.at, key.text, detail=expected))
    for key, value in node.entries:
        if key.text == "sources":
            front.sources = read_sources(value, file, front.slips)
            break


def _fits(node: Node, expected: str) -> bool:
    if isinstance(node, Scalar):
        return not node.text
    if expected == "mapping":
        return isinstance(node, Mapping)
    return isinstance(node, Sequence) and all(isinstance(item, Scalar) for item in node.items)


def read_sources(node: Node | None, file: str, slips: list[Slip]) -> tuple[Source, ...]:
    """The sources of a site or a page: a mapping from id to fields."""
    if node is None or (isinstance(node, Scalar) and not node.text):
        return ()
    if not isinstance(node, Mapping):
        said = node.text if isinstance(node, Scalar) else "sources"
        slips.append(Slip("wrong-shape", node.at, said, detail="sources"))
        return ()
    return tuple(_source(key, value, file, slips) for key, value in unique(node, slips))


def _source(key: Item, node: Node, file: str, slips: list[Slip]) -> Source:
    if key.text in _RESERVED:
        slips.append(Slip("reserved-source", key.at, key.text))
    elif not ID.fullmatch(key.text):
        slips.append(Slip("bad-id", key.at, key.text, detail="source"))
    if not isinstance(node, Mapping):
        at = node.at if not isinstance(node, Scalar) or node.text else key.at
        slips.append(Slip("wrong-shape", at, key.text, detail="mapping"))
        return Source(key.text, "", "", {}, {"": key.at}, file)
    is_named = text_at(node, "type") in NAMED_TYPES
    reading = read_fields(node, SourceShape, is_private=lambda name: is_private_key(name, is_named=is_named))
    given = reading.at.keys()
    type_ = str(reading.fields.get("type", ""))
    slips.extend(reading.slips if is_named else _discreet(reading.slips))
    if "type" not in given:
        slips.append(Slip("incomplete-source", key.at, key.text, detail="type"))
    if not given & ({"name", "described-as"} if type_ == "unnamed" else {"name"}):
        slips.append(Slip("incomplete-source", key.at, key.text, detail=f"name of {type_}"))
    fields = {name: value for name, value in reading.fields.items() if is_named or name not in REVEALING_FIELDS}
    return Source(key.text, str(fields.get("name", "")), type_, fields, {"": key.at, **reading.at}, file)


_ABOUT_VALUES: Final = frozenset(("bad-id", "bad-date", "unknown-term"))


def _discreet(slips: list[Slip]) -> Iterator[Slip]:
    """The slips of a source that is not named, or whose type is not known, without what its fields hold."""
    for slip in slips:
        if slip.kind in _ABOUT_VALUES and slip.detail != "type":
            yield msgspec.structs.replace(slip, text="…")
        elif slip.kind != "bad-url":  # what an address lacks would be told with the address
            yield slip
