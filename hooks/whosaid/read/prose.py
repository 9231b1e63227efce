"""The text of a page as readers see it, and where in the file each of its characters comes from.

Only what needs both asks for it: what compares the text with something, and then points into the file. What readers
see of inline Markdown is decided as in base/plain, which needs no places.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator
from html import unescape
from typing import Final

from msgspec import Struct, field

from ..base.model import Page, Place
from ..base.patterns import pattern
from .lines import read_lines
from .linkforms import LINK_TAIL
from .runs import Run
from .spans import Span

_COLUMNS: Final = r"[ \t]*:?-+:?[ \t]*"
_RULER: Final = rf"(?:\|{_COLUMNS}|{_COLUMNS}(?=\|))(?:\|{_COLUMNS})*\|?[ \t]*$"
"""The line below the head of a table."""
_TOKEN: Final = pattern(
    rf"""
    (?=[\s|:<\[\]{{`\\&!*~=^_-])  # how each begins: five times as fast as trying all of them at every letter
    (?:
    (?P<ruler> {_RULER} )
  | (?P<hidden> <!--.*?--> | \[\^[^\[\]]+\] | \{{:?[ ]*[.\#][^{{}}\n]*\}} )
  | (?P<code> (?<!`) (?P<ticks>`+) (?!`) .+? (?<!`) (?P=ticks) (?!`) )
  | (?P<escape> \\[\\`*_{{}}\[\]()>\#+.!|~=^-] )
  | (?P<address> < (?: https?://[^<>\s]+ | (?:mailto:)?[^<>\s!@]+@[^<>\s@]+ ) > )
  | (?P<tag> </?[A-Za-z][^<>]*> )
  | (?P<entity> &\#?\w+; )
  | (?P<opening> !?\[ )
  | (?P<closing> \] )
  | (?P<line> (?P<hard>[ ]{{2}}|\\)?[ \t]*\n[ \t>]* )
  | (?P<emphasis> (?:\*+|~~|==|\^\^)(?=\S) | (?<=\S)(?:\*+|~~|==|\^\^) | (?<!\w)_+ | (?<!_)_+(?!\w) )
  | (?P<cell> \| )
    )
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE | re.MULTILINE,
)
_BREAK: Final = pattern(r"<br\b", re.IGNORECASE)
_REFERENCE: Final = pattern(r"[ ]?\[(?P<label>[^\[\]\n]*)\]")
_LABEL: Final = pattern(r"^[ \t>]*\[(?!\^)([^\]\n]+)\]:", re.MULTILINE)
_LINE_END: Final = pattern(r"[ \t]*\n[ \t>]*")
_PREFIX: Final = pattern(
    r"[ \t>]*(?:(?:[-+*]|\d{1,9}[.)])[ \t]+)*(?:\#{1,6}[ \t]+|\[[ xX]\][ \t]+|\[\^[^\]]+\]:[ \t]*|:[ \t]+)?"
)
_NO_TEXT: Final = pattern(r"[ \t>]*(?:(?:!!!|\?\?\?\+?|===[!+]*)[ \t]|\*\[[^\]\n]+\]:|\[(?!\^)[^\]\n]+\]:)[^\n]*\n?")
_TABLE: Final = pattern(rf"^[ \t>]*{_RULER}|\A[ \t>]*\|", re.MULTILINE)
_TEXT: Final = frozenset[Place](("text",))
_BETWEEN: Final = "\n\n"
"""Between two passages."""


class Passage(Struct, frozen=True):
    """One run of text, from `start` to `end` in the prose. `code` are the code spans in it, as offsets in the file."""

    start: int
    end: int
    run: Run
    code: tuple[Span, ...]


class Prose(Struct):
    """The text, passage by passage. `starts` and `ends` say of each character where in the file it is from.

    A character that is written in several, such as `&amp;`, is from all of them.
    """

    text: str = ""
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)

    def in_file(self, start: int, end: int) -> Span:
        """Where in the file a piece of the text is."""
        return self.starts[start], self.ends[end - 1]

    def from_file(self, start: int, end: int) -> Span:
        """Where in the text the characters are that are from this piece of the file."""
        return bisect_left(self.starts, start), bisect_left(self.starts, end)

    def passage_at(self, at: int) -> Passage:
        """The passage of a character, or before it."""
        return self.passages[max(0, bisect_right(self.passages, at, key=lambda passage: passage.start) - 1)]


def read_prose(page: Page, places: Collection[Place] = _TEXT) -> Prose:
    """The text of a page; by default neither its headings nor the notes."""
    prose, pieces = Prose(), list[str]()
    labels = {label.lower() for label in _LABEL.findall(page.text)}
    for run in read_lines(page.text, page.body_at).runs:
        if run.place not in places:
            continue
        start = len(prose.starts)
        code = _read_run(page.text, run, labels, pieces, prose)
        prose.passages.append(Passage(start, len(prose.starts), run, code))
        _add(_BETWEEN, run.end, run.end, pieces, prose)
    prose.text = "".join(pieces)
    return prose


def _read_run(text: str, run: Run, labels: Collection[str], pieces: list[str], prose: Prose) -> tuple[Span, ...]:
    """Add a run to the prose; returns its code spans."""
    at = _text_start(text, run)
    is_table = _TABLE.search(text[run.start : run.end]) is not None
    inline = _Inline(text, at, run.end, labels, is_table=is_table)
    for start, end, shown in inline.edits():
        _add(text[at:start], at, -1, pieces, prose)
        _add(shown, start, end, pieces, prose)
        at = end
    _add(text[at : run.end], at, -1, pieces, prose)
    return tuple(inline.code)


def _text_start(text: str, run: Run) -> int:
    """Where the words of a run start: behind its markers and the lines that are no text."""
    at = run.start
    if text[at - 1 : at] == "#":  # of a heading, nothing is a marker any more
        return at
    while other := _NO_TEXT.match(text, at, run.end):
        at = other.end()
    prefix = _PREFIX.match(text, at, run.end)
    return prefix.end() if prefix else at


def _add(shown: str, start: int, end: int, pieces: list[str], prose: Prose) -> None:
    """Add characters that are all from one piece of the file, or, with an end below 0, each from the next place."""
    if shown:
        pieces.append(shown)
        prose.starts += range(start, start + len(shown)) if end < 0 else [start] * len(shown)
        prose.ends += range(start + 1, start + len(shown) + 1) if end < 0 else [end] * len(shown)


class _Inline:
    """One pass over the Markdown of a run: what is shown in place of its signs."""

    def __init__(self, text: str, start: int, end: int, labels: Collection[str], *, is_table: bool) -> None:
        self.text, self.start, self.end, self.labels, self.is_table = text, start, end, labels, is_table
        self.shown: dict[int, tuple[int, str]] = {}  # by the start of what it replaces: the end, and the text
        self.brackets: list[tuple[int, str]] = []
        self.code: list[Span] = []

    def edits(self) -> Iterator[tuple[int, int, str]]:
        """What is replaced, in order: start, end, and the text in its place."""
        at = self.start
        while token := _TOKEN.search(self.text, at, self.end):
            at = self._read(token)
        for start in sorted(self.shown):
            yield start, *self.shown[start]

    def _read(self, token: re.Match[str]) -> int:
        """Read a token; returns where the reading goes on."""
        start, end = token.span()
        match token.lastgroup:
            case "opening":
                self.brackets.append((start, token.group()))
            case "closing":
                return self._close(start)
            case "code":
                self._code(start, end, len(token["ticks"]))
            case "escape":
                self.shown[start] = end, token.group()[1]
            case "address":
                self.shown[start] = end, token.group()[1:-1].removeprefix("mailto:")
            case "entity":
                self.shown[start] = end, unescape(token.group())
            case "tag":
                self.shown[start] = end, "\n" if _BREAK.match(token.group()) else ""
            case "line":
                self.shown[start] = end, "\n" if token["hard"] or self.is_table else " "
            case "cell" | "ruler":
                if self.is_table:
                    self.shown[start] = end, "\n"
            case _:
                self.shown[start] = end, ""
        return end

    def _code(self, start: int, end: int, ticks: int) -> None:
        self.code.append((start, end))
        inside = self.text[start + ticks : end - ticks]
        lead = 1 if inside[:1] == " " and inside.strip() else 0
        trail = 1 if inside[-1:] == " " and inside.strip() else 0
        self.shown[start] = start + ticks + lead, ""
        for line in _LINE_END.finditer(self.text, start + ticks + lead, end - ticks - trail):
            self.shown[line.start()] = line.end(), " "
        self.shown[end - ticks - trail] = end, ""

    def _close(self, close: int) -> int:
        """A closing bracket: with what follows it, it may make a link or a picture of what stands in the brackets."""
        after = close + 1
        if not self.brackets:
            return after
        opened, sign = self.brackets.pop()
        tail = LINK_TAIL.match(self.text, after, self.end)
        if tail is None:
            tail = _REFERENCE.match(self.text, after, self.end)
            label = (tail["label"] or self.text[opened + len(sign) : close]) if tail else ""
            if tail is None or label.lower() not in self.labels:
                return after
        if sign == "![":
            for start in [start for start in self.shown if start >= opened]:
                del self.shown[start]
            self.shown[opened] = tail.end(), ""
        else:
            self.shown[opened] = opened + 1, ""
            self.shown[close] = tail.end(), ""
        return tail.end()
