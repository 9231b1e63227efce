"""The options of an annotation block: the lines below its first one, read as intended if that is certain."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import Final

from ..base.faults import (
    DuplicateOption,
    EmptyValue,
    NotAnOption,
    NotDrawn,
    OptionAfterBlank,
    OptionNotForKind,
    ReadingFault,
    TwoOnOneLine,
    UnknownOption,
)
from ..base.kinds import KINDS
from ..base.model import Item
from ..base.options import OPTIONS
from ..base.patterns import pattern
from ..base.vocabulary import ID
from .misplaced import OPTION_NAMES, SIGNALS, cut_glued, option_behind
from .values import Options, is_faulty, option_names, read_values

OPTION: Final = pattern(r"[ \t\u00a0>]*(?P<key>[A-Za-z][\w-]*)[ \t\u00a0]*:[ \t\u00a0]*(?P<value>[^\n]*)")
_BLANKS: Final = pattern(r"(?:[ \t>]*\n)+")
# A lost line end leaves the indentation or nothing between two options; a formatter that joins lines leaves a space.
JOINED: Final = pattern(rf"(?<=\S )(?:(?:{SIGNALS}):(?=\s|$)|/{{3,}}[ \t]*$)")
_WITHOUT_COLON: Final = pattern(rf"[ \t>]*(?P<key>{OPTION_NAMES})[ \t]+(?P<value>[^\n]+)")
_SILENCING: Final = pattern(r"(?:#|<!--)[ \t]*whosaid[ \t]*:[ \t]*(?:ignore[ \t]+(?P<rule>[a-z0-9-]*))?", re.IGNORECASE)
_SILENCING_BEHIND: Final = pattern(rf"(?<![ \t])[ \t]++(?={_SILENCING.pattern.replace('?P<rule>', '')})", re.IGNORECASE)
_AS_LIST: Final = pattern(rf"[ \t>]*(?P<sign>[-*+])[ \t]+(?=(?:{OPTION_NAMES})[ \t]*:)")
_LIST_LINE: Final = pattern(r"[ \t>]*-[ \t][^\n]*(?:\n|$)")


def read_options(
    text: str, at: int, kind: str, title: Item | None, faults: list[ReadingFault]
) -> tuple[Item | None, Options, int] | None:
    """The title without glued options, the options from offset `at` on, and where the rest of the block starts.

    None if a formatter joined the lines.
    """
    options: Options = {}
    said_before = len(faults)
    at = _option_lines(text, at, kind, options, faults)
    if at < 0:
        del faults[said_before:]
        return None
    while blank := _BLANKS.match(text, at):
        late = OPTION.match(text, blank.end())
        if late is None or late["key"] not in OPTIONS:
            break
        faults.append(OptionAfterBlank(late.start("key"), late["key"]))
        after = _option_lines(text, blank.end(), kind, options, faults)
        if after < 0:
            break
        at = after
    if title is not None and ":" in title.text:
        kept, rest = cut_glued(None, title, options)
        title = kept if kept.text else None
        _read_glued(rest, kind, options, faults)
    return title, options, at


def _option_lines(text: str, at: int, kind: str, options: Options, faults: list[ReadingFault]) -> int:
    """Read the lines of options from `at`; returns where they end, below 0 if a formatter joined them."""
    match_option = OPTION.match
    family = KINDS[kind].family
    while at < len(text):
        match = match_option(text, at) or _nearly_option(text, at, kind, faults)
        if match is None:
            if JOINED.search(text[at : _end_of_line(text, at)].lstrip(" \t>")):
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
    pieces = JOINED.findall(value)
    if len(pieces) != 1 or "/" in pieces[0]:
        return bool(pieces)
    option = OPTION.match(text, at)
    return alone and (option is None or option["key"] not in OPTIONS)


def _nearly_option(text: str, at: int, kind: str, faults: list[ReadingFault]) -> re.Match[str] | None:
    """An option without its colon, or written as a list item, read as intended."""
    if (item := _AS_LIST.match(text, at)) is not None:
        before = text.rfind("\n", 0, max(at - 1, 0)) + 1
        if _AS_LIST.match(text, before) is None:  # reported once for the whole list
            faults.append(NotAnOption(item.start("sign"), item["sign"], detail="list"))
        return OPTION.match(text, item.end())
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
    while rest is not None and (match := OPTION.match(rest.text)):
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
        elif (option := OPTION.match(text, at)) is not None and option["key"] in OPTIONS:
            return at
        at = end + 1
    return -1


def _no_option(line: str, at: int) -> ReadingFault:
    """The fault of a line that is not an option; Markdown does not recognise a comment among the options."""
    if silencing := _SILENCING.match(line):
        return NotAnOption(at, silencing["rule"] or "", detail="silencing")
    return NotAnOption(at, line, detail="comment" if line.startswith(("#", "<!--")) else "")
