"""Silencings: where the author silences a rule, and why.

    <!-- whosaid: ignore rule-name: reason -->      in Markdown
    # whosaid: ignore rule-name: reason             in front matter and sources.yml
    <!-- whosaid: nothing-to-note -->               silences unmarked-claim for a paragraph, with a reason or without

With text beside it, a silencing covers its own line. Alone on its line, it covers what follows up to the next empty
line, and the whole of an annotation block that starts there; what sets a paragraph aside covers it from wherever it is
in it. `ignore:` in front matter covers the page (frontmatter).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from difflib import get_close_matches
from operator import itemgetter
from typing import Final, Literal

from msgspec import Struct, field

from ..base.faults import ReadingFault
from ..base.filefaults import MalformedSilencing
from ..base.model import UNMARKED, Item, Record, Silencing
from ..base.patterns import pattern
from .comments import Comment

_NAME: Final = "whosaid"
# Any other word of about the same length may be a misspelling.
_MEANT: Final = (
    rf"(?P<name>{_NAME}(?=[ \t]*:|[\s-]*(?:ignore|nothing))|[a-z]{{5,9}}(?=[ \t]*+:?[ \t]*+(?:ignore[ \t]|nothing)))"
)
_COMMENT: Final = pattern(rf"<!--\s*+{_MEANT}", re.IGNORECASE)
_YAML_COMMENT: Final = pattern(rf"(?:^|(?<=[ \t]))#[ \t]*+{_MEANT}", re.IGNORECASE | re.MULTILINE)
_AS_HEADING: Final = pattern(rf"^[ \t>]*(?P<said>#+[ \t]*{_NAME}:[ \t]*(?:ignore|nothing)\b[^\n]*)", re.MULTILINE)
_FORM: Final = pattern(r"\s*:\s*(?i:ignore)\s+(?P<rule>[^\s:]+)\s*+(?P<colon>:?)(?P<reason>.*)", re.DOTALL)
_NOTHING: Final = "nothing-to-note"
_ASIDE: Final = pattern(rf"\s*:\s*(?P<said>(?i:{_NOTHING}))\s*(?::(?P<reason>.*))?", re.DOTALL)
_SEVERAL: Final = pattern(
    r"\s*:\s*ignore\s+[\w-]+(?:(?:(?:\s*[,&]\s*|\s+and\s+)[\w-]+)+|\s+\w+-[\w-]+)\s*:", re.IGNORECASE
)
# There is only one way to match each of these, so a failed match takes linear time.
_ONLY_COMMENTS: Final = pattern(r"[ \t>]*+(?:<!--[^\n-]*+(?:-(?!->)[^\n-]*+)*-->[ \t]*+)*")
_SKIPPED: Final = pattern(rf"(?:{_ONLY_COMMENTS.pattern}\n)*")
_SKIPPED_YAML: Final = pattern(r"(?:[ \t]*+(?:#[^\n]*+)?\n)*")
_EMPTY_LINE: Final = pattern(r"\n[ \t>]*(?:\n|\Z)")


class Silencings(Struct):
    """The silencings found, and the faults of malformed ones."""

    found: list[Silencing] = field(default_factory=list)
    faults: list[ReadingFault] = field(default_factory=list)


def read_comments(
    text: str, start: int, comments: Sequence[Comment], records: Sequence[Record], is_code: Callable[[int], bool]
) -> Silencings:
    """The silencings among the comments of a page. `records` are in the order of the text, which starts at `start`."""
    read = Silencings()
    _find_headings(text, start, records, is_code, read)
    below, row, paragraphs = _Below(text, _SKIPPED, records), _Row(text), _Paragraphs(text)
    for comment in comments:
        opening = _COMMENT.match(text, comment.at)
        if opening is None or not _is_near(opening["name"]) or comment.end < opening.end():
            continue
        line, stop = _span_of_lines(text, comment.at, comment.end)
        if row.end_from(line) >= comment.at and row.end_from(comment.end) >= stop:
            line, stop = below.block(stop)
        elif _ASIDE.fullmatch(text, opening.end(), comment.end - len("-->")):
            line, stop = paragraphs.around(line, stop)
        _read(text, opening, comment.end - len("-->"), (line, stop), read)
    return read


def _find_headings(
    text: str, start: int, records: Sequence[Record], is_code: Callable[[int], bool], read: Silencings
) -> None:
    """Silencings written as in YAML, headings in Markdown; those among a block's options are reported there."""
    for line in _AS_HEADING.finditer(text, start) if text.find(f"{_NAME}:", start) >= 0 else ():
        at = line.start("said")
        above = bisect_right(records, at, key=lambda record: record.at) - 1
        if not is_code(at) and not (above >= 0 and records[above].end > at):
            detail: Literal["heading", "aside"] = (
                "aside" if _is_nearly_aside(line["said"].partition(":")[2]) else "heading"
            )
            read.faults.append(MalformedSilencing(at, line["said"], detail=detail))


def read_yaml_comments(text: str, start: int, end: int) -> Silencings:
    """The silencings in YAML: front matter, or a file of its own."""
    read = Silencings()
    below = _Below(text, _SKIPPED_YAML)
    done = start
    for opening in _YAML_COMMENT.finditer(text, start, end):
        if opening.start() < done or not _is_near(opening["name"]):
            continue
        line, stop = _span_of_lines(text, opening.start(), opening.end())
        covered = (line, stop)
        if not text[line : opening.start()].strip():
            line, last = below.block(stop)
            covered = (line, min(last, end))
        _read(text, opening, stop, covered, read)
        done = stop
    return read


class _Paragraphs:
    """The text between empty lines; these are looked up once, if at all."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.empty: list[tuple[int, int]] | None = None

    def around(self, start: int, end: int) -> tuple[int, int]:
        """The paragraph of some lines."""
        if self.empty is None:
            self.empty = [found.span() for found in _EMPTY_LINE.finditer(self.text)]
        above = bisect_right(self.empty, start, key=itemgetter(1)) - 1
        below = bisect_left(self.empty, end, key=itemgetter(0))
        stop = self.empty[below][0] if below < len(self.empty) else len(self.text)
        return self.empty[above][1] if above >= 0 else 0, stop


class _Row:
    """Comments with nothing between them; the end of such a row is looked up once for all of them."""

    def __init__(self, text: str) -> None:
        self.text, self.start, self.end = text, 0, -1

    def end_from(self, at: int) -> int:
        """The end of the comments that follow `at`, the start of a line or the end of a comment."""
        if not self.start <= at <= self.end:
            found = _ONLY_COMMENTS.match(self.text, at)
            self.start, self.end = at, found.end() if found else at
        return self.end


class _Below:
    """What silencings alone on their lines cover, looked up once for all that are above the same line."""

    def __init__(self, text: str, skipped: re.Pattern[str], records: Sequence[Record] = ()) -> None:
        self.text, self.skipped, self.records = text, skipped, records
        self.above, self.start = 0, -1
        self.empty, self.reached = -1, -1  # the next empty line, and the end of the annotations that start above it
        self.first = -1  # where the first of those starts that reach beyond the empty line

    def block(self, at: int) -> tuple[int, int]:
        """From the first line with content below `at` to the end of what starts above the next empty line."""
        below = min(at + 1, len(self.text))
        if not self.above <= below <= self.start:
            passed = self.skipped.match(self.text, below)
            self.above, self.start = below, passed.end() if passed else below
        if self.start > min(self.empty, self.first):
            self._find_end()
        return self.start, self.reached

    def _find_end(self) -> None:
        found = _EMPTY_LINE.search(self.text, self.start)
        self.empty = self.reached = found.start() if found else len(self.text)
        self.first = len(self.text)
        for index in range(bisect_left(self.records, self.start, key=lambda record: record.at), len(self.records)):
            record = self.records[index]
            if record.at >= self.reached:
                break
            if record.end > self.reached:
                self.reached, self.first = record.end, min(self.first, record.at)


def _span_of_lines(text: str, at: int, end: int) -> tuple[int, int]:
    """From the start of the line of `at` to the end of the line of `end`."""
    stop = text.find("\n", end)
    return text.rfind("\n", 0, at) + 1, stop if stop >= 0 else len(text)


def _is_near(name: str) -> bool:
    return bool(get_close_matches(name.lower(), (_NAME,), 1, 0.7))


def _is_nearly_aside(said: str) -> bool:
    """Whether a comment was meant to set a paragraph aside."""
    words = "-".join(said.partition(":")[0].lower().replace("-", " ").split())
    return bool(get_close_matches(words[:30], (_NOTHING,), 1, 0.7))


def gives_reason(text: str) -> bool:
    """Whether a reason contains a word; a dash or a full stop is not a reason."""
    return any(sign.isalnum() for sign in text)


def _read(text: str, opening: re.Match[str], end: int, covered: tuple[int, int], read: Silencings) -> None:
    start = opening.end()
    said = _FORM.fullmatch(text, start, end)
    is_markdown = text.startswith("<", opening.start())
    if opening["name"].lower() != _NAME:
        at = opening.start("name")
        detail: Literal["form", "aside"] = "aside" if _is_nearly_aside(text[start:end].strip().lstrip(":")) else "form"
        read.faults.append(MalformedSilencing(at, text[at:end].strip(), detail=detail))
    elif is_markdown and (aside := _ASIDE.fullmatch(text, start, end)):
        reason = " ".join((aside["reason"] or "").split()) or "nothing to note"
        read.found.append(Silencing(Item(UNMARKED, aside.start("said")), reason, *covered, aside=True))
    elif _is_nearly_aside(text[start:end].strip().lstrip(":")):
        read.faults.append(MalformedSilencing(start, text[start:end].strip(), detail="aside"))
    elif several := _SEVERAL.match(text, start, end):
        read.faults.append(MalformedSilencing(start, several.group().strip(" :"), detail="several"))
    elif said is None:
        read.faults.append(MalformedSilencing(start, text[start:end].strip(), detail="form"))
    elif not said["colon"] or not gives_reason(said["reason"]):
        read.faults.append(MalformedSilencing(said.start("rule"), said["rule"], detail="reason"))
    else:
        reason = " ".join(said["reason"].split())
        read.found.append(Silencing(Item(said["rule"], said.start("rule")), reason, *covered))
