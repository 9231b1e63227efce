"""How annotation blocks are put right: their slashes, lines and indentation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from ...base.faults import (
    BlockInsideLine,
    DuplicateOption,
    FormatterDamage,
    HeaderSlashes,
    JoinedLines,
    Lookalike,
    MalformedClosing,
    MalformedHeader,
    NotAnOption,
    OptionAfterBlank,
    ReadingFault,
    StrayClosing,
    TwoOnOneLine,
    UnclosedBlock,
    UnclosedFence,
)
from ...base.kinds import KIND_WORDS, KINDS
from ...base.model import Page
from ...base.options import LIST_VALUES, OPTIONS
from ...base.patterns import pattern
from ...editing.edits import Edit
from ...read.blockoptions import OPTION
from ...read.misplaced import OPTION_NAMES
from ...read.values import is_faulty
from ..fixes import Fix, line_end, line_start, remove_line

_INDENT: Final = "    "
_PREFIX: Final = pattern(r"[ \t>]*")


def _prefix(text: str, at: int) -> str:
    """The indentation and the quotation marks of the line at an offset."""
    found = _PREFIX.match(text, line_start(text, at))
    return found.group() if found else ""


# Slashes.


def three_slashes(page: Page, fault: HeaderSlashes) -> Iterator[Fix]:
    """A third slash at the start of a block."""
    yield Fix("Write three slashes", (Edit(fault.at, fault.at, "/"),))


def right_closing(page: Page, fault: MalformedClosing) -> Iterator[Fix]:
    """As many slashes as the block was opened with."""
    if set(fault.text) <= set("/ \t"):
        slashes = "/" * int(fault.detail) if fault.detail.isdigit() else "///"
        yield Fix(f"Close the block with {slashes}", (Edit(fault.at, line_end(page.text, fault.at), slashes),))


def only_slashes(page: Page, fault: MalformedClosing) -> Iterator[Fix]:
    """The closing line without what else is on it."""
    yield Fix("Write /// alone on its line", (Edit(fault.at, line_end(page.text, fault.at), "///"),))


def no_stray_closing(page: Page, fault: StrayClosing) -> Iterator[Fix]:
    """Without the line that closes nothing."""
    yield from remove_line(page, fault.at, "Remove this line")


def closed_block(page: Page, fault: UnclosedBlock) -> Iterator[Fix]:
    """The closing line below the options of a block, or below the paragraph that may be its note."""
    text, at = page.text, line_end(page.text, fault.at)
    while option := OPTION.match(text, at + 1):
        if option["key"] not in OPTIONS:
            return
        at = option.end()
    if text[at + 1 : line_end(text, at + 1)].strip(" \t>"):
        return
    closing = f"{_prefix(text, fault.at)}///"
    yield Fix("Close the block after its options", (Edit(at, at, f"\n{closing}"),))
    note = _PARAGRAPH.match(text, at)
    if note is not None and not note["text"].lstrip(" \t>").startswith(("/", "#")):
        yield Fix(
            "Close the block after its note, the next paragraph", (Edit(note.end(), note.end(), f"\n\n{closing}"),)
        )


_PARAGRAPH: Final = pattern(r"\n(?:[ \t>]*\n)+(?P<text>[^\n]*\S[^\n]*(?:\n[^\n]*[^\s>][^\n]*)*)")


def on_its_own_line(page: Page, fault: BlockInsideLine) -> Iterator[Fix]:
    """The first line of a block, moved below the text in front of it."""
    text = page.text
    start = (
        fault.at
        - len(text[line_start(text, fault.at) : fault.at])
        + len(text[line_start(text, fault.at) : fault.at].rstrip())
    )
    if OPTION.match(text, line_end(text, fault.at) + 1) is not None and not _prefix(text, fault.at):
        yield Fix("Start the block on a line of its own", (Edit(start, fault.at, "\n\n"),))


def bar_before_title(page: Page, fault: MalformedHeader) -> Iterator[Fix]:
    """A bar in place of the colon between the name of a kind and a title."""
    colon = re.compile(r"[ \t]*[:：¦｜–—-][ \t]*(?=\S)").match(page.text, fault.at)
    before = page.text[line_start(page.text, fault.at) : fault.at].rstrip()
    if colon is not None and re.search(rf"/{{3,}}[ \t]*{fault.detail}$", before):
        start = line_start(page.text, fault.at) + len(before)
        yield Fix("Put a bar before the title", (Edit(start, colon.end(), " | "),))


def bar_before_words(page: Page, fault: MalformedHeader) -> Iterator[Fix]:
    """A bar in front of the words behind a block's name, which are then its title."""
    if fault.text[:1].isalnum():
        yield Fix("Put a bar before the title", (Edit(fault.at, fault.at, "| "),))


def as_block(page: Page, fault: Lookalike) -> Iterator[Fix]:
    """An admonition's first line as that of a block, if it has a block's options below."""
    text, end = page.text, line_end(page.text, fault.at)
    title = re.compile(r'(?:[ \t]+"(?P<title>[^"\n]*)")?[ \t]*$').match(text[fault.at + len(fault.text) : end])
    if fault.detail in KINDS and title is not None and OPTION.match(text, end + 1) is not None:
        bar = f" | {title['title']}" if title["title"] else ""
        yield Fix(f"Write it as a block: /// {fault.detail}{bar}", (Edit(fault.at, end, f"/// {fault.detail}{bar}"),))


# Options.

_PAIR: Final = pattern(rf"(?<!\S)(?P<key>{OPTION_NAMES}):[ \t]+")
_JOINED_BLOCK: Final = pattern(
    rf"/{{3,}}[ \t]+(?P<kind>{KIND_WORDS})(?P<title>[ \t]+\|[^\n]*?)?(?=[ \t]+(?:{OPTION_NAMES}):)(?P<rest>[^\n]*)"
)
_STRAY: Final = pattern(r"\n[ \t>]*(?!/{3})[^\w\s>]")
"""A sign at the start of a line: it was not joined, but has slipped in."""
_CLOSED: Final = pattern(r"[ \t]+(?P<slashes>/{3,})[ \t]*$")


def one_option_a_line(page: Page, fault: JoinedLines) -> Iterator[Fix]:
    """The lines of a block as they were before a formatter joined them; only if each value is a possible one."""
    text, end = page.text, _end_of_joined(page.text, fault.at)
    prefix = _prefix(text, fault.at)
    line = " ".join(piece.lstrip(" \t>") for piece in text[fault.at : end].split("\n"))
    block = _JOINED_BLOCK.fullmatch(line)
    if block is None or len(re.findall(r"(?<!\S)/{3,}", line)) > 2:
        return
    closed = _CLOSED.search(block["rest"])
    rest = block["rest"][: closed.start()] if closed else block["rest"]
    starts = [found.start() for found in _PAIR.finditer(rest)]
    pairs = [rest[one:two].strip() for one, two in pairwise([*starts, len(rest)])]
    if _are_options(pairs) and not _STRAY.search(text, fault.at, end):
        head = f"/// {block['kind']}{(block['title'] or '').rstrip()}"
        lines = [head, *(f"{_INDENT}{pair}" for pair in pairs), *(["///"] if closed else [])]
        yield Fix("Put each option on a line of its own", (Edit(fault.at, end, f"\n{prefix}".join(lines)),))


def _end_of_joined(text: str, at: int) -> int:
    """The end of the lines that a formatter filled: the one that ends in slashes, or the last before an empty one."""
    end = line_end(text, at)
    while not text[at:end].rstrip().endswith(" ///") and text[end + 1 : line_end(text, end + 1)].strip(" \t>/"):
        end = line_end(text, end + 1)
    return end


def _are_options(pairs: list[str]) -> bool:
    """Whether each is a valid option, and none is there twice."""
    found = [OPTION.fullmatch(pair) for pair in pairs]
    names = [option["key"] for option in found if option is not None and option["key"] in OPTIONS]
    return len(set(names)) == len(pairs) > 0 and not any(
        is_faulty(OPTIONS[option["key"]], option["value"]) for option in found if option is not None
    )


def on_next_line(page: Page, fault: TwoOnOneLine) -> Iterator[Fix]:
    """An option at the end of another one's line, on a line of its own."""
    text = page.text
    if _are_options([fault.text.strip()]) and text.startswith(fault.text, fault.at):
        start = line_start(text, fault.at)
        end = start + len(text[start : fault.at].rstrip(" \t,;"))
        is_first = text[start:].lstrip(" \t>").startswith("///")
        edit = Edit(end, fault.at, f"\n{_prefix(text, fault.at)}{_INDENT if is_first else ''}")
        yield Fix(f"Put “{fault.text.partition(':')[0]}:” on a line of its own", (edit,))


def right_option(page: Page, fault: NotAnOption) -> Iterator[Fix]:
    """The colon behind an option's name, options without hyphens, or an empty line before the note."""
    text = page.text
    match fault.detail:
        case "colon":
            at = fault.at + len(fault.text)
            yield Fix(f"Write a colon after “{fault.text}”", (Edit(at, at, ":"),))
        case "list":
            signs = tuple(_signs_of_list(text, fault.at))
            yield Fix("Remove the hyphens before the options", signs)
        case "" if _is_prose(page, fault):
            start = line_start(text, fault.at)
            quote = re.sub(r"[^>]+$", "", _prefix(text, fault.at))
            yield Fix("Leave an empty line before the note", (Edit(start, start, f"{quote}\n"),))
        case "":
            yield from _without_stray_signs(text, fault.at)


_NEARLY_OPTION: Final = pattern(r"(?P<key>[^:\n]{2,20}?)[ \t]*:[ \t]*(?P<value>\S[^\n]*)")
_WRONG_COLON: Final = pattern(
    rf"(?P<key>{OPTION_NAMES})(?P<gap>[^\w\s-][ \t]+|[ \t]+[^\w\s-][ \t]*)(?P<value>\w[^\n]*)"
)


def _without_stray_signs(text: str, at: int) -> Iterator[Fix]:
    """An option whose name or colon has a wrong sign in it or before it, if its value is a possible one."""
    end = line_end(text, at)
    wrong = _WRONG_COLON.fullmatch(text, at, end)
    if wrong is not None and not is_faulty(OPTIONS[wrong["key"]], wrong["value"]):
        yield Fix(f"Write a colon after “{wrong['key']}”", (Edit(*wrong.span("gap"), ": "),))
        return
    line = _NEARLY_OPTION.fullmatch(text, at, end)
    letters = "".join(filter(str.isalnum, line["key"])) if line is not None else ""
    named = [option for name, option in OPTIONS.items() if name.replace("-", "") == letters]
    if line is not None and len(named) == 1 and not is_faulty(named[0], line["value"]):
        yield Fix(f"Write “{named[0].name}:”", (Edit(*line.span("key"), named[0].name),))


def _signs_of_list(text: str, at: int) -> Iterator[Edit]:
    """The sign at the offset, and those of the options in the lines below."""
    sign = re.compile(rf"[-*+][ \t]+(?=(?:{OPTION_NAMES})[ \t]*:)")
    while found := sign.match(text, at):
        yield Edit(*found.span(), "")
        below = _PREFIX.match(text, line_end(text, at) + 1)
        at = below.end() if below is not None else len(text)


_SENTENCE: Final = pattern(r"(?=[A-Z“\"*_\[])[^:=\n]{20,}")


def _is_prose(page: Page, fault: ReadingFault) -> bool:
    """Whether a line below the options can only be the start of the note: words, with no sign of an option."""
    line = page.text[fault.at : line_end(page.text, fault.at)]
    first = re.sub(r"\W", "", line.split(" ", 1)[0]).lower()
    return _SENTENCE.match(line) is not None and line.count(" ") > 2 and first not in OPTIONS


def no_empty_line(page: Page, fault: OptionAfterBlank) -> Iterator[Fix]:
    """Without the empty lines between an option and those above it."""
    text, start = page.text, line_start(page.text, fault.at)
    above = text[:start].rstrip(" \t>\n")
    line = text[line_start(text, len(above)) : len(above)]
    option = OPTION.match(line)
    is_above = re.match(rf"[ \t>]*///[ \t]*(?:{KIND_WORDS})\b", line) or (option and option["key"] in OPTIONS)
    if is_above and _are_options([text[fault.at : line_end(text, fault.at)].strip()]):
        yield Fix("Remove the empty line above it", (Edit(line_end(text, len(above)) + 1, start, ""),))


def one_list(page: Page, fault: DuplicateOption) -> Iterator[Fix]:
    """The values of the second option after those of the first, or without the second if they are the same."""
    text = page.text
    block = next((one for one in page.records if one.at <= fault.at < one.end), None)
    second = OPTION.match(text, fault.at)
    if block is None or second is None:
        return
    above = text[block.at : line_start(text, fault.at)]
    first = re.search(rf"^[ \t>]*{re.escape(fault.text)}[ \t]*:[ \t]*(?P<value>[^\n]*?)[ \t]*$", above, re.MULTILINE)
    if first is None:
        return
    whole = Edit(line_start(text, fault.at), min(line_end(text, fault.at) + 1, len(text)), "")
    if first["value"] == second["value"].strip():
        yield Fix(f"Remove the second “{fault.text}:”, which says the same", (whole,))
    elif OPTIONS[fault.text].value in LIST_VALUES:
        at = block.at + first.end("value")
        more = second["value"].strip()
        yield Fix(f"Write “{fault.text}: {first['value']}, {more}”", (Edit(at, at, f", {more}"), whole))


# Code, and what formatters do.


def close_fence(page: Page, fault: UnclosedFence) -> Iterator[Fix]:
    """A closing fence before the next empty line."""
    end = page.text.find("\n\n", fault.at)
    end = end if end >= 0 else len(page.text.rstrip("\n"))
    fence = f"\n{_prefix(page.text, fault.at)}{fault.text}"
    yield Fix("End the code before the next empty line", (Edit(end, end, fence),))


_FIRST_LINE: Final = pattern(r"(?:!!!|\?\?\?\+?) [a-z][\w-]*(?: \"[^\"\n]*\")?[ \t]*")


def undone(page: Page, fault: FormatterDamage) -> Iterator[Fix]:
    """What a formatter did, undone; not if there is code below, which may be what else belongs there."""
    fixes = tuple(undone_above_code(page, fault))
    if fixes and not _CODE_BELOW.match(page.text, page.text.find("\n\n", fault.at)):
        yield from fixes


def undone_above_code(page: Page, fault: FormatterDamage) -> Iterator[Fix]:
    """A footnote without its backslashes; the text of an admonition below its first line, indented."""
    text, end = page.text, line_end(page.text, fault.at)
    if fault.detail == "footnote":
        backslashes = tuple(Edit(found.start(), found.end(), "") for found in _ESCAPES.finditer(text, fault.at, end))
        yield Fix("Remove the backslashes", backslashes[:2])
    elif _FIRST_LINE.fullmatch(text[fault.at : end]):
        yield Fix("Indent the text of the admonition", tuple(_indented(text, end + 1)))


_ESCAPES: Final = pattern(r"\\(?=[\[\]])")
_CODE_BELOW: Final = pattern(r"\n\s*?\n(?:[ ]{0,3}(?:`{3}|~{3})|[ ]{4}|\t)")


def _indented(text: str, at: int) -> Iterator[Edit]:
    while at < len(text) and text[at : line_end(text, at)].strip():
        yield Edit(at, at, _INDENT)
        at = line_end(text, at) + 1
