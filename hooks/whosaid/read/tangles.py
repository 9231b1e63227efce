"""Text that Markdown could not process: long spans with unclosed syntax, and text that is nested too deeply.

Python-Markdown searches all the text after each open bracket, tag and heading, so its time grows with the square of
their number; and each level of a list uses up some of Python's recursion limit. This module estimates that work in one
pass, before Markdown runs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, Literal

from ..base.faults import ReadingFault
from ..base.filefaults import NestedTooDeep, TangledText
from ..base.patterns import pattern
from .skipped import holds_markdown

if TYPE_CHECKING:
    from .runs import Lines

MOST_READ: Final = 20_000_000  # characters in repeated searches: about a second
_BRACKETS_READ: Final = 4  # times, once for each kind of link
_SHORT: Final = 2_000  # characters; a shorter span cannot reach the limit
DEEPEST: Final = 40

_SIGN: Final = pattern(r"\\.|\]\(|[\[\])]", re.DOTALL)
_TAG: Final = pattern(r"<[A-Za-z/!?]")
_ELEMENT: Final = pattern(r"<(?P<end>/?)(?P<name>[A-Za-z][\w-]*+)(?P<rest>[^<>]*+)>")
_BLOCK: Final = pattern(r"[^\n]*+(?:\n(?![ \t]*\n)[^\n]*+)*")
_ROW: Final = pattern(r"^ {0,3}(?:#|=+[ \t]*$|(?:[-*_][ \t]*){3,}$|!!!|\?\?\?)", re.MULTILINE)
_DEEP: Final = pattern(rf"(?:\t| {{4}}| {{0,3}}(?:>|[-+*](?=[ \t])|\d{{1,9}}[.)](?=[ \t]))){{{DEEPEST}}}(?=[ \t]*\S)")
_DEEP_BELOW: Final = pattern(rf"\n{_DEEP.pattern}")  # a search for a character is many times as fast as for `^`


def find_tangles(text: str, start: int, lines: Lines) -> Iterator[ReadingFault]:
    """A fault where the page is nested too deeply, and one for each kind of syntax that takes too much searching."""
    for at, end in _deep_lines(text, start):
        if not lines.is_code(text, end):
            yield NestedTooDeep(at)
            break
    if (inner := _element_too_deep(text, start)) is not None and not lines.is_code(text, inner):
        yield NestedTooDeep(inner)
    if len(text) - start > _SHORT:
        yield from _heaviest("brackets", ((run.start, _brackets(text, run.start, run.end)) for run in lines.runs))
        yield from _heaviest("tags", [_tags(text, start, lines)])
        yield from _heaviest("rows", _rows(text, start))


def _deep_lines(text: str, start: int) -> Iterator[tuple[int, int]]:
    """The lines that are nested too deeply: where each starts, and where its text does."""
    if start == 0 and (first := _DEEP.match(text)) is not None:
        yield first.span()
    for below in _DEEP_BELOW.finditer(text, max(0, start - 1)):
        yield below.start() + 1, below.end()


def _element_too_deep(text: str, start: int) -> int | None:
    """The first element with Markdown in it that is nested inside forty others."""
    if text.count("markdown", start) < DEEPEST:
        return None
    open_tags: list[str] = []
    for tag in _ELEMENT.finditer(text, start):
        name = tag["name"].lower()
        if tag["end"]:
            if name in open_tags:
                del open_tags[len(open_tags) - 1 - open_tags[::-1].index(name) :]
        elif holds_markdown(tag):
            open_tags.append(name)
            if len(open_tags) > DEEPEST:
                return tag.start()
    return None


def _heaviest(
    what: Literal["brackets", "tags", "rows"], counts: Iterator[tuple[int, int]] | list[tuple[int, int]]
) -> Iterator[ReadingFault]:
    """A fault at the first span that takes more searching than the limit."""
    for at, read in counts:
        if read > MOST_READ:
            yield TangledText(at, detail=what)
            return


def _brackets(text: str, start: int, end: int) -> int:
    """How much is searched for the ends of links: from each opening bracket and parenthesis to its end, if any."""
    if end - start < _SHORT:
        return 0
    read = 0
    brackets: list[int] = []
    targets: list[int] = []
    for sign in _SIGN.finditer(text, start, end):
        first, at = sign.group()[0], sign.start()
        if first == "[":
            brackets.append(at)
        elif first == "]":
            read += at - brackets.pop() if brackets else 0
            if sign.group() != "]":
                targets.append(at)
        elif first == ")" and targets:
            read += at - targets.pop()
    return _BRACKETS_READ * (read + sum(end - at for at in (*brackets, *targets)))


def _tags(text: str, start: int, lines: Lines) -> tuple[int, int]:
    """The first tag that is not closed before the next one, and how much is searched for the ends of all such tags."""
    read, first, end = 0, start, start
    for tag in _TAG.finditer(text, start):
        at = tag.start()
        if end < at:
            end = text.find(">", at)
            end = end if end >= 0 else len(text)
        if end - at > _SHORT and not lines.is_code(text, at):
            first = first if read else at
            read += end - at
    return first, read


def _rows(text: str, start: int) -> Iterator[tuple[int, int]]:
    """Each block of lines without an empty line, and how much is searched if each heading and rule divides it."""
    if max(map(len, text[start:].split("\n\n"))) < _SHORT:  # no block is longer, and it is five times as fast
        return
    at = start
    while at < len(text):
        block = _BLOCK.match(text, at)
        end = block.end() if block else len(text)
        if end - at > _SHORT:
            yield at, sum(end - row.start() for row in _ROW.finditer(text, at, end))
        at = end + 1
