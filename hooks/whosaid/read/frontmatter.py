"""The front matter of a page, found as MkDocs finds it, and first lines that MkDocs would take for metadata."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from functools import lru_cache
from typing import Final

import msgspec
from msgspec import Struct, field

from ..base.faults import BadDate, BadId, BadLanguage, BadUrl, ReadingFault, UnknownTerm
from ..base.filefaults import (
    BadYaml,
    DamagedFrontMatter,
    DuplicateKey,
    IncompleteSource,
    MalformedSilencing,
    ReservedSource,
    SwallowedFirstLine,
    UnknownKey,
    WrongShape,
)
from ..base.languages import is_a_language
from ..base.model import Item, Silencing, Source
from ..base.options import OPTIONS, RESERVED_SOURCES
from ..base.patterns import pattern
from ..base.privacy import is_private_key
from ..base.shapes import OWN_KEYS, THEME_SHAPES, MetaShape, SourceEntry
from ..base.sourcefields import REVEALING_FIELDS
from ..base.vocabulary import ID, NAMED_TYPES, SOURCE_TYPES
from .silencing import gives_reason
from .values import read_values
from .yamlfields import read_fields, unique
from .yamltext import Mapping, Node, Scalar, Sequence, compose, is_empty, text_at, unloadable

# MkDocs 1.6, utils/meta.py: what it takes for YAML front matter, and for the older `key: value` lines without `---`.
_FRONT_MATTER: Final = pattern(r"-{3}[ \t]*\n(?P<yaml>.*?\n)(?:\.{3}|-{3})[ \t]*(?:\n|$)", re.DOTALL)
_SWALLOWED: Final = pattern(r"[ ]{0,3}(?P<key>[A-Za-z0-9_-]+):")
_EMPTY: Final = pattern(r"\s*-{3}[ \t]*\n(?:-{3}|\.{3})[ \t]*(?:\n|\Z)")
_LATE: Final = pattern(r"\s+---[ \t]*\n[A-Za-z][\w-]*:")
_FORMATTED: Final = pattern(r"\s*(?:_{3,}|\*{3,}|-{3,})[ \t]*\n\s*(?:#+ )?[A-Za-z][\w-]*:[ \t]")
# What was meant as front matter: lines with a key, and indented lines below them.
_RULER: Final = r"[-\u2010-\u2015\u2212]+"  # hyphens, and the dashes that word processors turn them into
_KEY_LINES: Final = r"(?:[A-Za-z][\w-]*[ \t]*:[^\n]*\n(?:(?:[ \t\u00a0]++|-[ \t])[^\n]*\n)*)+"
_KEYS: Final = pattern(
    rf"\s*(?:{_RULER}[ \t]*\n\s*)?(?P<yaml>{_KEY_LINES})(?P<closing>(?:(?:{_RULER}|\.{{3}})[ \t]*(?:\n|\Z))?)"
)
_FIELDS: Final = frozenset(SourceEntry.__struct_encode_fields__)
_OPENED_ON: Final = pattern(r"-{3}[ \t]+[A-Za-z][\w-]*[ \t]*:[^\n]*\n(?=(?P<rest>[^\n]*\n))")
_DASHES: Final = pattern(_RULER)
# An empty line, and then a line that cannot be YAML: a later `---` is a rule in the text.
_UNCLOSED: Final = pattern(r"\n[ \t]*\n(?:#{1,6}[ ][^\n]*\n[ \t]*(?:\n|\Z)|[^\s#:\"'{\[-][^\n:]*\n)")
_SINGLE: Final = frozenset(("title", "published", "language", "genre", "annotating", "embargo", "classroom"))
# No theme or plug-in has a key that resembles these.
_UNLIKE_OTHERS: Final = ("published", "language", "genre", "annotating", "embargo", "classroom")


class FrontMatter(Struct):
    """What comes before the Markdown: the keys Whosaid knows, the page's own sources, where the Markdown starts.

    `silencings` are those of the whole page, `main_at` is the position of the value of `main:`, `via` is the default
    route. `of_annotations` are faults only on a page with annotations: elsewhere the keys may be somebody else's.
    """

    body_at: int = 0
    meta: dict[str, str] = field(default_factory=dict)
    sources: tuple[Source, ...] = ()
    silencings: tuple[Silencing, ...] = ()
    main_at: int = 0
    via: tuple[Item, ...] = ()
    faults: list[ReadingFault] = field(default_factory=list)
    of_annotations: list[ReadingFault] = field(default_factory=list)


def read_front_matter(text: str, file: str) -> FrontMatter:
    """Read the top of a page; what MkDocs would swallow or print as text is a fault, and is read as intended."""
    front = FrontMatter()
    node: Node | None = None
    match = _FRONT_MATTER.match(text)
    if match is not None:
        meant: tuple[int, int] | None = match.span("yaml")
        node, faults = compose(text, *match.span("yaml"))
        front.body_at = match.end()
        unclosed = _UNCLOSED.search(text, *match.span("yaml"))
        if unclosed is not None and (node is None or "](" in unclosed.group() or unclosed.end() == match.end("yaml")):
            match = None
    if match is None:
        meant = _read_damaged(text, front)
        node, faults = compose(text, *meant) if meant is not None else (None, [])
    front.faults += faults if match is not None else [fault for fault in faults if not isinstance(fault, BadYaml)]
    if isinstance(node, Mapping):
        _read_keys(node, file, len(text), front)
    elif node is not None:
        front.faults.append(WrongShape(node.at, "front matter", detail="mapping"))
    elif match is not None and not front.faults:  # MkDocs prints it, and a comment in it becomes a heading
        front.faults.append(DamagedFrontMatter(0, "---", detail="empty"))
    elif meant is not None:
        front.meta = _single_lines(text, *meant)
    said = {fault.at for fault in front.faults}
    front.faults += [BadYaml(at, detail="value") for at in unloadable(node) if at not in said]
    return front


def _read_damaged(text: str, front: FrontMatter) -> tuple[int, int] | None:
    """The span of the keys of what is nearly front matter, if it is clear; adds the fault."""
    first = text[: text.find("\n")] if "\n" in text else text
    if _EMPTY.match(text):
        front.faults.append(DamagedFrontMatter(text.index("---"), "---", detail="empty"))
        return None
    keys = _KEYS.match(text)
    dashes = _DASHES.fullmatch(first.strip())
    if dashes and keys:
        is_opened = re.fullmatch(r"-{3}[ \t]*", first) is not None
        if is_opened and _DASHES.fullmatch(keys["closing"].strip()):
            front.faults.append(DamagedFrontMatter(keys.start("closing"), keys["closing"], detail="dashes"))
        else:
            front.faults.append(DamagedFrontMatter(0, first, detail="unclosed" if is_opened else "dashes"))
    elif _OPENED_ON.match(text):
        front.faults.append(DamagedFrontMatter(0, first[:20], detail="opened on"))
        keys = _KEYS.match(text, text.index("-") + 3)
    elif _LATE.match(text):
        front.faults.append(DamagedFrontMatter(text.index("---"), "---", detail="late"))
    elif _FORMATTED.match(text):
        front.faults.append(DamagedFrontMatter(0, first[:20], detail="formatter"))
        return None
    elif swallowed := _SWALLOWED.match(text):
        if keys is None or not keys["closing"].strip():
            front.faults.append(SwallowedFirstLine(0, f"{swallowed['key']}:"))
            return None
        front.faults.append(DamagedFrontMatter(0, first, detail="unopened"))
    else:
        return None
    if keys is None:
        return None
    front.body_at = keys.end()
    return keys.span("yaml")


def _single_lines(text: str, start: int, end: int) -> dict[str, str]:
    """The keys that can be read on their own in invalid YAML, so that they are not reported as missing."""
    lines = (line.partition(":") for line in text[start:end].split("\n"))
    values = {key: value.strip() for key, colon, value in lines if colon and key in _SINGLE and value.strip()}
    return {key: value.strip("\"'") for key, value in values.items()}


def _read_keys(node: Mapping, file: str, size: int, front: FrontMatter) -> None:
    reading = read_fields(node, MetaShape, open_ended=True)
    front.faults.extend(reading.faults)
    front.meta = {key: value for key, value in reading.fields.items() if isinstance(value, str)}
    if (tag := front.meta.get("language", "")) and not is_a_language(tag):
        front.faults.append(BadLanguage(reading.at["language"], front.meta.pop("language"), detail="language"))
    _read_mistyped_keys(node, file, front)
    front.main_at = reading.at.get("main", 0)
    for step in reading.fields.get("via", ()):
        front.via += read_values(
            OPTIONS["via"], step, reading.at.get(f"via {step}", reading.at["via"]), front.of_annotations
        )
    ignored = reading.tables.get("ignore", ())
    front.silencings = tuple(Silencing(rule, why, 0, size + 1) for rule, why in ignored if gives_reason(why))
    for rule, why in ignored:
        if not gives_reason(why):
            front.faults.append(MalformedSilencing(rule.at, rule.text, detail="page"))
    for key, value in node.entries:
        expected = THEME_SHAPES.get(key.text)
        if expected is not None and not _fits(value, expected):
            front.faults.append(WrongShape(value.at, key.text, detail=expected))
    for key, value in node.entries:
        if key.text == "sources" and not is_empty(value):
            front.sources = read_sources(value, file, front.faults)
            break


def _read_mistyped_keys(node: Mapping, file: str, front: FrontMatter) -> None:
    """Keys that resemble Whosaid's, read as intended; all others belong to the theme or to plug-ins."""
    written = {key.text for key, _ in node.entries}
    for key, value in node.entries:
        lower = key.text.lower()
        near = (lower,) if lower in OWN_KEYS else _own_keys_near(lower[:30])
        if not near or near[0] in written:
            continue
        faults = front.faults if near[0] == "embargo" else front.of_annotations
        faults.append(UnknownKey(key.at, key.text, (near[0],)))
        if near[0] == "sources":
            front.sources = read_sources(value, file, front.faults)
        elif isinstance(value, Scalar):
            front.meta.setdefault(near[0], value.text)


@lru_cache(maxsize=256)  # the pages of a site have the same keys
def _own_keys_near(key: str) -> tuple[str, ...]:
    """The key that a key of somebody else's may have been meant for."""
    return tuple(get_close_matches(key, _UNLIKE_OTHERS, 1, 0.8))


def _fits(node: Node, expected: str) -> bool:
    if isinstance(node, Scalar):
        return not node.text
    if expected == "mapping":
        return isinstance(node, Mapping)
    return isinstance(node, Sequence) and all(isinstance(item, Scalar) for item in node.items)


def read_sources(node: Node | None, file: str, faults: list[ReadingFault]) -> tuple[Source, ...]:
    """The sources of a site or a page: a mapping from id to fields."""
    if node is None or (isinstance(node, Scalar) and not node.text):
        return ()
    if not isinstance(node, Mapping):
        said = node.text if isinstance(node, Scalar) else "sources"
        faults.append(WrongShape(node.at, said, detail="sources"))
        return ()
    if (field_ := next((key for key, value in node.entries if _is_field(key, value)), None)) is not None:
        faults.append(WrongShape(field_.at, field_.text, detail="sources"))
        return ()
    return tuple(_source(key, value, file, faults) for key, value in unique(node, faults, "sources"))


def _is_field(key: Item, node: Node) -> bool:
    """Whether a field of a source is where its id should be."""
    return key.text in _FIELDS and isinstance(node, Scalar) and bool(node.text)


def _one_entry(node: Mapping, faults: list[ReadingFault]) -> Mapping:
    """The fields of one source: if they start again, the line with the next id may be missing."""
    entries: dict[str, tuple[Item, Node]] = {}
    for key, value in node.entries:
        if key.text not in entries:
            entries[key.text] = key, value
        elif key.text == next(reversed(entries)):
            faults.append(DuplicateKey(key.at, key.text))
        else:
            faults.append(DuplicateKey(key.at, key.text, detail="field"))
            break
    return Mapping(tuple(entries.values()), node.at)


def _source(key: Item, node: Node, file: str, faults: list[ReadingFault]) -> Source:
    if key.text in RESERVED_SOURCES:
        faults.append(ReservedSource(key.at, key.text))
    elif not ID.fullmatch(key.text):
        faults.append(BadId(key.at, key.text, detail="id"))
    if not isinstance(node, Mapping):
        at = node.at if not isinstance(node, Scalar) or node.text else key.at
        faults.append(WrongShape(at, key.text, detail="mapping"))
        return Source(key.text, "", "", {}, {"": key.at}, file)
    node = _one_entry(node, faults)
    is_named = text_at(node, "type") in NAMED_TYPES
    reading = read_fields(node, SourceEntry, is_private=lambda name: is_private_key(name, is_named=is_named))
    given = reading.at.keys()
    type_ = str(reading.fields.get("type", ""))
    known = SOURCE_TYPES[type_].id if type_ in SOURCE_TYPES else ""
    is_reserved = key.text in RESERVED_SOURCES  # one fault is enough
    found = [fault for fault in reading.faults if not is_reserved or fault.detail != "type"]
    faults.extend(found if is_named else _redacted(found))
    if "type" not in given:
        faults.append(IncompleteSource(key.at, key.text, detail="type"))
    if not given & ({"name", "described-as"} if type_ == "unnamed" or "type" not in given else {"name"}):
        faults.append(IncompleteSource(key.at, key.text, detail="described-as" if type_ == "unnamed" else "name"))
    fields = {name: value for name, value in reading.fields.items() if is_named or name not in REVEALING_FIELDS}
    return Source(
        key.text,
        str(fields.get("name", "")),
        known,
        fields,
        {"": key.at, **reading.at},
        file,
    )


_ABOUT_VALUES: Final = (BadId, BadDate, UnknownTerm)


def _redacted(faults: list[ReadingFault]) -> Iterator[ReadingFault]:
    """The faults of a source that is unnamed or of unknown type, without the values of its fields."""
    for fault in faults:
        if isinstance(fault, _ABOUT_VALUES) and fault.detail != "type":
            yield msgspec.structs.replace(fault, text="…")
        elif not isinstance(fault, BadUrl):  # its message would repeat the address
            yield fault
