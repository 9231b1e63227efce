"""The annotation block: first line, options (blockoptions.py), editor's note, closing line.

    /// claim | Title in plain text
        id: bridge-closed
        source: council

    An editor's note, in Markdown.

    ///

The indentation of the options is optional. What the two common formatters do to a block is read as intended if that is
certain; if they joined its lines, `joined` reads the parts.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from textwrap import dedent
from typing import Final

from msgspec import Struct

from ..base.faults import HeaderSlashes, MalformedHeader, ReadingFault, UnknownBlock
from ..base.kinds import KIND_WORDS, KINDS, KindId
from ..base.model import Item, Record
from ..base.options import OPTIONS
from ..base.patterns import pattern
from ..base.vocabulary import LONGEST_TEXT, NEIGHBOUR_BLOCKS
from .blockoptions import JOINED, OPTION
from .misplaced import NO_PAIR, OPTION_NAMES, SIGNALS
from .values import Options, cut, read_values, stripped

CLOSING: Final = pattern(r"(?P<slashes>/{3,})[ \t]*$")
_HEADER: Final = pattern(r"(?P<slashes>/{2,})[ \t\u00a0]*(?P<name>[A-Za-z][\w-]*)(?P<rest>[^\n]*)")
_OPTION_LINES: Final = pattern(r"(?:[ \t>]*[A-Za-z][\w-]*[ \t]*:[^\n]*(?:\n|\Z))+")
_OF_RESPONSES: Final = {name for name, option in OPTIONS.items() if option.families == ("response",)}
_PAIR_AFTER_NAME: Final = pattern(rf"(?<!\S)(?:{SIGNALS}):(?=\s)")


# The usual form of a block, matched whole; others are read line by line, with the same result. No line of its note
# starts with a character that could mean something, and no value contains one.
_WHOLE: Final = pattern(
    rf"""
    ///[ ] (?P<kind>{KIND_WORDS}) (?: [ ]\|[ ] (?P<title> [^\s:/|\[] (?: [^\n:/\[]* [^\s:/\[] )? ) )? \n
    (?P<options> (?: [ \t]* (?:{OPTION_NAMES}) : [ \t]* [^\s:/\[] [^\n:/\[]* \n )+ )
    (?: \n+ (?! (?:{OPTION_NAMES}) [ \t]* : ) (?P<note> (?: [^\s>/#=\-*+0-9!?:\[|\\`~<] [^\n]* \n+ )* ) )?
    /// (?=\n|\Z)
    """,
    re.VERBOSE,
)
_WHOLE_OPTION: Final = pattern(r"^[ \t]*+(?P<key>[a-z-]++):[ \t]*+(?P<value>[^\n]*)", re.MULTILINE)
_ANY_SIGN: Final = ("#", "[", "]", "＃", "/", "<", ":")  # looked for first, since the pattern is slow
_SIGNS_IN_NOTE: Final = pattern(
    r"\A[a-z][a-z:-]{2,20}[ \t]+[\w-]+(?:,.*)?$|[#\[\]＃]|///|<!--|^[ \t]*[^\s:A-Z]{2,42}[ \t]*:[ \t]", re.MULTILINE
)


def read_whole(text: str, at: int, faults: list[ReadingFault]) -> Record | None:
    """The block that starts at offset `at`, if it has the usual form; wrong values are faults."""
    match = _WHOLE.match(text, at)
    if match is None:
        return None
    kind, title, note = KINDS[match["kind"]], match["title"], match["note"]
    if title and len(title) > LONGEST_TEXT:
        return None
    if note and _may_hold_more(note):
        return None
    options: Options = {}
    found: list[ReadingFault] = []
    for line in _WHOLE_OPTION.finditer(text, *match.span("options")):
        key, value = line.group("key", "value")
        option = OPTIONS[key]
        if key in options or kind.family not in option.families or "  " in value or "\t" in value:
            return None
        if option.value == "text" and NO_PAIR.search(value):
            return None
        options[option.name] = read_values(option, value, line.start("value"), found)
    faults += found
    id_ = options.get("id", ())
    if id_:
        del options["id"]  # stays, empty, if it is given but faulty
    return Record(
        kind.id,
        at,
        match.end(),
        "block",
        id_[0] if id_ else None,
        options,
        Item(title, match.start("title")) if title else None,
        note.rstrip("\n") if note else "",
        at,
    )


def _may_hold_more(note: str) -> bool:
    """Whether a note may hold anything but words."""
    may = "a" <= note[0] <= "z" or any(sign in note for sign in _ANY_SIGN)
    return may and _SIGNS_IN_NOTE.search(note) is not None


class Header(Struct, frozen=True):
    """The first line of an annotation block. `options_at` is the start of the next line."""

    at: int
    slashes: int
    kind: KindId
    title: Item | None
    options_at: int
    joined: bool


class Neighbour(Struct, frozen=True):
    """The first line of a block that belongs to another extension."""

    slashes: int


def read_header(text: str, at: int, end: int, faults: list[ReadingFault]) -> Header | Neighbour | None:
    """What the line `text[at:end]`, which starts with slashes, opens: an annotation, another block, or nothing."""
    match = _HEADER.match(text, at, end)
    if match is None:
        return None
    name, rest, slashes = match["name"], match["rest"].strip(), len(match["slashes"])
    plain = not rest or rest.startswith("|")
    joined = _PAIR_AFTER_NAME.search(rest) is not None
    kind = _kind(text, name, end) if slashes > 2 or plain or joined else None
    if kind is None:
        return Neighbour(slashes) if slashes > 2 and plain else None
    if kind != name:
        faults.append(UnknownBlock(match.start("name"), name, tuple(KINDS)))
    if slashes == 2:
        faults.append(HeaderSlashes(at, f"// {name}"))
    if not plain and not joined:
        faults.append(MalformedHeader(end - len(match["rest"].lstrip()), rest, detail=kind))
    if joined:
        joined = JOINED.search(rest) is not None or not _option_follows(text, end)
    title = stripped(match["rest"], match.start("rest"))
    if title.text.startswith(("|", ":")):  # a colon in place of the bar, reported as `malformed-header`
        title = stripped(title.text[1:], title.at + 1)
    kept = cut(title, "title", faults) if title.text and not joined else None
    return Header(at, max(slashes, 3), kind, kept, min(end + 1, len(text)), joined)


def _kind(text: str, name: str, end: int) -> KindId | None:
    """The kind of annotation that a block's name is, or was meant to be."""
    if name in KINDS:
        return KINDS[name].id
    if name in NEIGHBOUR_BLOCKS:
        return None
    near = get_close_matches(name[:30].lower(), KINDS, 1, 0.7)
    if near:
        return KINDS[near[0]].id
    if (own := OPTION.match(text, end + 1)) and own["key"] in ("id", "source", "of", "via", "certainty"):
        lines = _OPTION_LINES.match(text, end + 1)
        keys = {line["key"] for line in OPTION.finditer(lines[0])} if lines else set()
        return "denial" if keys & _OF_RESPONSES else "claim"
    return None


def _option_follows(text: str, end: int) -> bool:
    option = OPTION.match(text, end + 1)
    return option is not None and option["key"] in OPTIONS


_INDENTED: Final = pattern(r"^\s", re.MULTILINE)
_QUOTE: Final = pattern(r"[ \t]*>[ \t]?")


def body_of(text: str, start: int, end: int, prefix: str) -> str:
    """The editor's note in `text[start:end]`, without the quote markers and the indentation of its block's header."""
    quotes = prefix.count(">")
    if not quotes and not _INDENTED.search(text, start, end):  # the common case, and the fast one
        return text[start:end].strip("\n")
    lines = text[start:end].split("\n")
    for index, line in enumerate(lines):
        for _ in range(quotes):
            sign = _QUOTE.match(line)
            line = line[sign.end() :] if sign else line
        lines[index] = line if line.strip() else ""
    return dedent("\n".join(lines)).strip("\n")
