"""The annotation block: header line, options, editor's note, closing line.

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

import msgspec
from msgspec import Struct

from ..base.faults import (
    DuplicateOption,
    EmptyValue,
    HeaderSlashes,
    MalformedHeader,
    NotAnOption,
    NotDrawn,
    OptionAfterBlank,
    OptionNotForKind,
    ReadingFault,
    TwoOnOneLine,
    UnknownBlock,
    UnknownOption,
)
from ..base.model import Item, Record
from ..base.vocabulary import ID, KIND_WORDS, KINDS, LONGEST_TEXT, NEIGHBOUR_BLOCKS, OPTIONS, KindId
from .misplaced import NO_PAIR, OPTION_NAMES, SIGNALS, cut_glued, option_behind
from .values import Options, cut, is_faulty, option_names, read_values, stripped

CLOSING: Final = re.compile(r"(?P<slashes>/{3,})[ \t]*$")
_HEADER: Final = re.compile(r"(?P<slashes>/{2,})[ \t\u00a0]*(?P<name>[A-Za-z][\w-]*)(?P<rest>[^\n]*)")
_OPTION: Final = re.compile(r"[ \t\u00a0>]*(?P<key>[A-Za-z][\w-]*)[ \t\u00a0]*:[ \t\u00a0]*(?P<value>[^\n]*)")
_OPTION_LINES: Final = re.compile(r"(?:[ \t>]*[A-Za-z][\w-]*[ \t]*:[^\n]*(?:\n|\Z))+")
_OF_RESPONSES: Final = {name for name, option in OPTIONS.items() if option.families == ("response",)}
_BLANKS: Final = re.compile(r"(?:[ \t>]*\n)+")
PAIR: Final = re.compile(rf"(?<!\S)(?P<key>{OPTION_NAMES}):(?=\s)")
_PAIR_AFTER_NAME: Final = re.compile(rf"(?<!\S)(?:{SIGNALS}):(?=\s)")
# A lost line end leaves the indentation or nothing between two options; a formatter that joins lines leaves a space.
_JOINED: Final = re.compile(rf"(?<=\S )(?:(?:{SIGNALS}):(?=\s|$)|/{{3,}}[ \t]*$)")
_WITHOUT_COLON: Final = re.compile(rf"[ \t>]*(?P<key>{OPTION_NAMES})[ \t]+(?P<value>[^\n]+)")
_SILENCING: Final = re.compile(
    r"(?:#|<!--)[ \t]*whosaid[ \t]*:[ \t]*(?:ignore[ \t]+(?P<rule>[a-z0-9-]*))?", re.IGNORECASE
)
_SILENCING_BEHIND: Final = re.compile(
    rf"(?<![ \t])[ \t]++(?={_SILENCING.pattern.replace('?P<rule>', '')})", re.IGNORECASE
)
_AS_LIST: Final = re.compile(rf"[ \t>]*(?P<sign>[-*+])[ \t]+(?=(?:{OPTION_NAMES})[ \t]*:)")
_LIST_LINE: Final = re.compile(r"[ \t>]*-[ \t][^\n]*(?:\n|$)")


# The usual form of a block, matched whole; others are read line by line, with the same result. No line of its note
# starts with a character that could mean something, and no value contains one.
_WHOLE: Final = re.compile(
    rf"""
    ///[ ] (?P<kind>{KIND_WORDS}) (?: [ ]\|[ ] (?P<title> [^\s:/|\[] (?: [^\n:/\[]* [^\s:/\[] )? ) )? \n
    (?P<options> (?: [ \t]* (?:{OPTION_NAMES}) : [ \t]* [^\s:/\[] [^\n:/\[]* \n )+ )
    (?: \n+ (?! (?:{OPTION_NAMES}) [ \t]* : ) (?P<note> (?: [^\s>/#=\-*+0-9!?:\[|\\`~<] [^\n]* \n+ )* ) )?
    /// (?=\n|\Z)
    """,
    re.VERBOSE,
)
_WHOLE_OPTION: Final = re.compile(r"^[ \t]*+(?P<key>[a-z-]++):[ \t]*+(?P<value>[^\n]*)", re.MULTILINE)
_SIGNS_IN_NOTE: Final = re.compile(
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
    if note and _SIGNS_IN_NOTE.search(note):
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
        joined = _JOINED.search(rest) is not None or not _option_follows(text, end)
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
    if (own := _OPTION.match(text, end + 1)) and own["key"] in ("id", "source", "of", "via", "certainty"):
        lines = _OPTION_LINES.match(text, end + 1)
        keys = {line["key"] for line in _OPTION.finditer(lines[0])} if lines else set()
        return "denial" if keys & _OF_RESPONSES else "claim"
    return None


def _option_follows(text: str, end: int) -> bool:
    option = _OPTION.match(text, end + 1)
    return option is not None and option["key"] in OPTIONS


def read_options(text: str, header: Header, faults: list[ReadingFault]) -> tuple[Header, Options, int] | None:
    """The header without glued options, the options, and where the rest of the block starts.

    None if a formatter joined the lines.
    """
    options: Options = {}
    said_before = len(faults)
    at = _option_lines(text, header.options_at, header.kind, options, faults)
    if at < 0:
        del faults[said_before:]
        return None
    while blank := _BLANKS.match(text, at):
        late = _OPTION.match(text, blank.end())
        if late is None or late["key"] not in OPTIONS:
            break
        faults.append(OptionAfterBlank(late.start("key"), late["key"]))
        after = _option_lines(text, blank.end(), header.kind, options, faults)
        if after < 0:
            break
        at = after
    if header.title is not None and ":" in header.title.text:
        title, rest = cut_glued(None, header.title, options)
        header = msgspec.structs.replace(header, title=title if title.text else None)
        _read_glued(rest, header.kind, options, faults)
    return header, options, at


def _option_lines(text: str, at: int, kind: str, options: Options, faults: list[ReadingFault]) -> int:
    """Read the lines of options from `at`; returns where they end, below 0 if a formatter joined them."""
    match_option = _OPTION.match
    family = KINDS[kind].family
    while at < len(text):
        match = match_option(text, at) or _nearly_option(text, at, kind, faults)
        if match is None:
            if _JOINED.search(text[at : _end_of_line(text, at)].lstrip(" \t>")):
                return -1
            after = _after_no_option(text, at, faults)
            if after < 0:
                break
            at = after
            continue
        at = match.end() + 1
        key, value = match.group("key", "value")
        option = OPTIONS.get(key)
        if option is not None and key not in options and family in option.families and ID.fullmatch(value):
            options[option.name] = read_values(
                option, value, match.start("value"), faults
            )  # the common case, and the fast one
            continue
        if not value and (end := _end_of_list(text, at)) > at:
            faults.append(EmptyValue(match.start("key"), match["key"], detail="list"))
            if option is not None:
                options.setdefault(option.name, ())
            at = end
            continue
        if ":" in value and (comment := _SILENCING_BEHIND.search(value)):
            faults.append(_no_option(value[comment.end() :], match.start("value") + comment.end()))
            value = value[: comment.start()]
        item = Item(value, match.start("value"))
        rest = None
        if (":" in value or "///" in value) and _is_joined(value, text, at, alone=not options):
            return -1
        if ":" in value:
            item, rest = cut_glued(OPTIONS.get(match["key"]), item, options)
        _read_option(Item(match["key"], match.start("key")), item, kind, options, faults)
        _read_glued(rest, kind, options, faults)
        if rest is None and (behind := option_behind(value, kind, options)):
            faults.append(TwoOnOneLine(match.start("value") + behind.at, behind.text))
    return min(at, len(text))


def _is_joined(value: str, text: str, at: int, *, alone: bool) -> bool:
    """Whether a formatter joined lines to a value, rather than an author putting two options on one line.

    `alone`: there is no line with an option above.
    """
    pieces = _JOINED.findall(value)
    if len(pieces) != 1 or "/" in pieces[0]:
        return bool(pieces)
    option = _OPTION.match(text, at)
    return alone and (option is None or option["key"] not in OPTIONS)


def _nearly_option(text: str, at: int, kind: str, faults: list[ReadingFault]) -> re.Match[str] | None:
    """An option without its colon, or written as a list item, read as intended."""
    if (item := _AS_LIST.match(text, at)) is not None:
        before = text.rfind("\n", 0, max(at - 1, 0)) + 1
        if _AS_LIST.match(text, before) is None:  # reported once for the whole list
            faults.append(NotAnOption(item.start("sign"), item["sign"], detail="list"))
        return _OPTION.match(text, item.end())
    bare = _WITHOUT_COLON.match(text, at)
    if bare is None:
        return None
    option = OPTIONS[bare["key"]]
    if option.value == "text" or KINDS[kind].family not in option.families or is_faulty(option, bare["value"]):
        return None  # the note may start here
    faults.append(NotAnOption(bare.start("key"), bare["key"], detail="colon"))
    return bare


def _read_option(key: Item, value: Item, kind: str, options: Options, faults: list[ReadingFault]) -> None:
    option = OPTIONS.get(key.text)
    if option is None:
        names = option_names(kind)
        faults.append(UnknownOption(key.at, key.text, names))
        near = get_close_matches(key.text[:30].lower(), names, 1, 0.75)
        if near and near[0] not in options:  # read as intended, so that nothing else is reported
            meant = OPTIONS[near[0]]
            options[meant.name] = read_values(meant, value.text, value.at, faults)
    elif KINDS[kind].family not in option.families:
        faults.append(OptionNotForKind(key.at, key.text, detail=kind))
    elif key.text in options:
        faults.append(DuplicateOption(key.at, key.text))
    else:
        options[option.name] = read_values(option, value.text, value.at, faults)
        if "](#" in value.text and option.value == "text":
            at = value.text.index("](#") + 2
            faults.append(NotDrawn(value.at + at, value.text[at:].partition(")")[0], detail="an option"))


def _read_glued(rest: Item | None, kind: str, options: Options, faults: list[ReadingFault]) -> None:
    while rest is not None and (match := _OPTION.match(rest.text)):
        faults.append(TwoOnOneLine(rest.at, rest.text))
        key, at = Item(match["key"], rest.at), rest.at + match.start("value")
        value, rest = cut_glued(OPTIONS.get(key.text), Item(match["value"], at), options)
        _read_option(key, value, kind, options, faults)


def _end_of_list(text: str, at: int) -> int:
    """The end of the lines that start with a hyphen, as in a YAML list."""
    while item := _LIST_LINE.match(text, at):
        at = item.end()
    return at


def _end_of_line(text: str, at: int) -> int:
    end = text.find("\n", at)
    return end if end >= 0 else len(text)


def _after_no_option(text: str, at: int, faults: list[ReadingFault]) -> int:
    """Where the options go on after a line below the header that is not an option; below 0 if they do not."""
    first = at
    while at < len(text):
        end = _end_of_line(text, at)
        line = text[at:end].strip(" \t>")
        if not line or line.startswith("//"):
            break
        if at == first:
            faults.append(_no_option(line, text.find(line, at)))
        elif (option := _OPTION.match(text, at)) is not None and option["key"] in OPTIONS:
            return at
        at = end + 1
    return -1


def _no_option(line: str, at: int) -> ReadingFault:
    """The fault of a line that is not an option; Markdown does not recognise a comment among the options."""
    if silencing := _SILENCING.match(line):
        return NotAnOption(at, silencing["rule"] or "", detail="silencing")
    return NotAnOption(at, line, detail="comment" if line.startswith(("#", "<!--")) else "")


_INDENTED: Final = re.compile(r"^\s", re.MULTILINE)
_QUOTE: Final = re.compile(r"[ \t]*>[ \t]?")


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
