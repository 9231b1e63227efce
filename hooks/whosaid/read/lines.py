"""The line level: what each line of a page is, from top to bottom.

It follows Markdown's block structure just far enough to distinguish the author's text from fences, raw HTML, comments
and indented code, finds the annotation blocks, and passes each run of text to the inline level (marks.py).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Final

from msgspec import Struct, field

from ..base.faults import JoinedLines, MalformedClosing, StrayClosing, UnclosedBlock
from ..base.model import Heading, Place, Record
from ..base.vocabulary import NEIGHBOUR_BLOCKS
from .blocks import (
    CLOSING,
    Header,
    Neighbour,
    body_of,
    read_header,
    read_options,
    read_whole,
)
from .found import Found
from .joined import read_joined
from .marks import find_hidden, find_in_title, scan_run
from .misplaced import find_late_options
from .nearmisses import (
    find_cut_mark,
    find_escaped_footnote,
    find_lookalike,
    find_lost_indent,
    find_lost_options,
    find_reference,
)
from .remains import find_asked
from .skipped import CODE_SPAN, FENCE, CodeSpans, Ends, end_of_raw, holds_markdown, raw_tag
from .values import Options

_NO_SPACE: Final = re.compile(r"\S")
_LIST_ITEM: Final = re.compile(r"(?:[-+*]|\d{1,9}[.)])(?=[ \t]|$)")
_RULE: Final = re.compile(r"(?:[-*_][ \t]*){3,}$")
_UNDERLINE: Final = re.compile(r"(?:=+|-+)[ \t]*$")
_CONTAINER: Final = re.compile(r"(?:!!!|\?\?\?\+?|===[!+]*)[ \t]|\[\^[^\]]+\]:|:[ \t]")
# Lines that only continue the text above them: nothing at their start, and no comment, could make them anything else.
_MORE_TEXT: Final = re.compile(r"(?:\n[ \t>]{0,3}[^ \t>\n/#=\-*+0-9!?:\[|`~<][^\n<]*(?=\n|\Z))*")
_JOINED_END: Final = re.compile(r"\n[ \t>]*(?:\n|/{3,}[ \t]*(?:\n|$)|$)")


class _OpenBlock(Struct):
    """An annotation block whose closing line has not been read yet, and the state to return to after it."""

    header: Header
    options: Options
    prefix: str
    body_at: int
    runs: int
    neighbours: int
    containers: list[int]


class Run(Struct):
    """A span of the author's text that Markdown reads as one."""

    start: int
    end: int
    place: Place


class Lines(Struct):
    """What the line level finds on a page. `code` are the spans in which nothing is read, in order."""

    runs: list[Run] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    found: Found = field(default_factory=Found)
    code: list[tuple[int, int]] = field(default_factory=list)
    start: int = 0
    spans: CodeSpans | None = None  # found when first needed

    def is_code(self, text: str, at: int) -> bool:
        """Whether the character at an offset is in code or in a comment."""
        index = bisect_right(self.code, (at, len(text))) - 1
        return (index >= 0 and at < self.code[index][1]) or self._is_in_span(text, at)

    def _is_in_span(self, text: str, at: int) -> bool:
        if self.spans is None:
            self.spans = CodeSpans(text, self.start)
        return at in self.spans


def read_lines(text: str, start: int) -> Lines:
    """Read `text` from offset `start`, the first line after the front matter."""
    scanner = _Scanner(text, start)
    scanner.scan(start)
    lines = scanner.lines
    for number, run in enumerate(lines.runs):
        scan_run(text, run.start, run.end, run.place, number, lines.found)
    if lost := [(run.start, run.end) for run in lines.runs if text.find("id:", run.start, run.end) >= 0]:
        find_lost_options(text, lost, lines.found.faults)
    return lines


class _Scanner:
    """The state between two lines: the run being gathered, the open block, the containers around it."""

    def __init__(self, text: str, start: int) -> None:
        self.text = text
        self.lines = Lines(start=start)
        self.faults = self.lines.found.faults
        self.run_start = -1
        self.run_end = -1
        self.after_blank = True
        self.in_code = False
        self.open: _OpenBlock | None = None
        self.not_closed = 0  # blocks that ended where the next one started
        self.neighbours: list[int] = []
        self.containers: list[int] = []  # the indents of the list items and admonitions around this line
        self.ends = Ends(text, self.faults)

    def scan(self, at: int) -> None:
        text, size = self.text, len(self.text)
        while at < size:
            end = text.find("\n", at)
            if end < 0:
                end = size
            content = text[at:end].lstrip(" \t>")
            start = end - len(content)
            if not content:
                if self.run_start >= 0:
                    self._flush()
                self.after_blank = True
            elif (start - at >= 4 or (start > at and "\t" in text[at:start])) and self._is_code(at, start):
                self._flush()
                find_hidden(text, at, end, "indented code", self.lines.found)
                if text.find("](", at, end) >= 0 and text.find("[", at, end) < 0:  # its first bracket has become a tab
                    find_asked(text, (at, end), (), self.lines.found)
                self.lines.code.append((at, end))
            else:
                self.in_code = False
                handler = _HANDLERS.get(content[0])
                if handler is None and ("<!--" not in content):
                    self._text_line(at, end, start)
                    if more := _MORE_TEXT.match(text, end):
                        self.run_end = end = more.end()
                else:
                    end = (handler or _Scanner._text_with_comment)(self, at, start, end)
                self.after_blank = False
            at = end + 1
        self._flush()
        if self.open is not None:
            self._abandon("the end of the page")

    def _flush(self) -> None:
        if self.run_start >= 0:
            self.lines.runs.append(Run(self.run_start, self.run_end, "text" if self.open is None else "note"))
            self.run_start = -1

    def _text_line(self, at: int, end: int, start: int) -> None:
        if self.after_blank and self.containers:
            self._leave_containers(_columns(self.text[at:start]))
        if self.run_start < 0:
            self.run_start = at
        self.run_end = end

    def _leave_containers(self, indent: int) -> None:
        while self.containers and self.containers[-1] >= indent:
            self.containers.pop()

    def _is_code(self, at: int, start: int) -> bool:
        if self.open is not None or not (self.after_blank or self.in_code):
            return False
        prefix = self.text[at:start]
        indent = _columns(prefix[prefix.rfind(">") + 1 :]) - (">" in prefix)
        depth = sum(1 for marker in self.containers if marker < indent)
        self.in_code = indent >= 4 * (depth + 1)
        return self.in_code

    # Blocks between slashes.

    def _slashes(self, at: int, start: int, end: int) -> int:
        if start == at and self.open is None and not self.neighbours:
            record = read_whole(self.text, at, self.faults)
            if record is not None:
                self._flush()
                self.lines.records.append(record)
                return record.end
        closing = CLOSING.match(self.text, start, end)
        if closing is not None:
            self._flush()
            self._close(at, start, end, len(closing["slashes"]))
            return end
        if not self.text.startswith("//", start):
            self._text_line(at, end, start)
            return end
        header = read_header(self.text, start, end, self.faults)
        joined = isinstance(header, Neighbour) and self.text[start:end].rstrip().endswith(" ///")
        if header is not None and not joined:
            ours = isinstance(header, Header) and not header.joined
            find_in_title(self.text, start, end, self.lines.found, plain=ours)
        if isinstance(header, Header):
            self._flush()
            return self._begin(header, self.text[at:start])
        if self.open is not None and self._is_failed_closing(header, start, end):
            self._flush()
            self.faults.append(MalformedClosing(start, self.text[start:end].strip(), detail=self.open.header.kind))
            self._finish(at, end)
        elif joined:
            self._flush()
            self.faults.append(JoinedLines(start, self.text[start:end].strip()))
        elif header is not None:
            self._flush()
            self.neighbours.append(header.slashes)
        else:
            self._text_line(at, end, start)
        return end

    def _is_failed_closing(self, header: Neighbour | None, start: int, end: int) -> bool:
        """Whether slashes in an open block were meant to close it: they neither do, nor open a known block."""
        words = self.text[start:end].lstrip("/ \t").split(None, 1)
        known = bool(words) and words[0] in NEIGHBOUR_BLOCKS
        return not known and (header is not None or self.text.startswith("///", start) or not words)

    def _begin(self, header: Header, prefix: str) -> int:
        if self.open is not None:
            self._abandon(f"the next block, “/// {header.kind}”")
            self.not_closed += 1
        read = None if header.joined else read_options(self.text, header, self.faults)
        if read is None:
            return self._begin_joined(header, prefix)
        header, options, body_at = read
        self._set_open(header, options, prefix, body_at)
        return body_at - 1

    def _begin_joined(self, header: Header, prefix: str) -> int:
        self.faults.append(JoinedLines(header.at, f"/// {header.kind}"))
        stop = _JOINED_END.search(self.text, header.at)
        end = stop.start() if stop else len(self.text)
        for piece in read_joined(self.text, header, end, self.faults):
            self._set_open(piece.header, piece.options, prefix, min(end + 1, len(self.text)))
            if piece.closed:
                self._finish(end, end)
        return end

    def _set_open(self, header: Header, options: Options, prefix: str, body_at: int) -> None:
        if self.open is not None:
            self._finish(header.at, header.at)
        runs, neighbours = len(self.lines.runs), len(self.neighbours)
        self.open = _OpenBlock(header, options, prefix, body_at, runs, neighbours, self.containers)
        self.containers = []

    def _close(self, at: int, start: int, end: int, slashes: int) -> None:
        base = self.open.neighbours if self.open is not None else 0
        if len(self.neighbours) > base and self.neighbours[-1] == slashes:
            self.neighbours.pop()
        elif self.open is not None:
            if slashes != self.open.header.slashes:
                detail = str(self.open.header.slashes)
                self.faults.append(MalformedClosing(start, "/" * slashes, detail=detail))
            self._finish(at, end)
        elif not self.neighbours and self.not_closed:
            self.not_closed -= 1  # it closes the block around the next one
        elif not self.neighbours:
            self.faults.append(StrayClosing(start, "/" * slashes))

    def _finish(self, body_end: int, end: int) -> None:
        """The open block ends with the line that ends at `end`; its note ends at `body_end`."""
        block = self.open
        assert block is not None
        span = block.body_at, max(block.body_at, body_end)
        find_late_options(self.text, span, block.header.kind, block.options, self._is_in_code, self.faults)
        body = body_of(self.text, *span, block.prefix)
        self._record(block, end, body)

    def _is_in_code(self, at: int) -> bool:
        return self.lines.is_code(self.text, at)

    def _abandon(self, before: str) -> None:
        """The open block was never closed: it ends with its options, and what follows is read as text again."""
        block = self.open
        assert block is not None
        self.faults.append(UnclosedBlock(block.header.at, f"/// {block.header.kind}", detail=before))
        for run in self.lines.runs[block.runs :]:
            run.place = "text"
        self._record(block, max(block.body_at - 1, block.header.at), "")

    def _record(self, block: _OpenBlock, end: int, body: str) -> None:
        header = block.header
        ids = block.options.get("id", ())  # stays, empty, if it is given but faulty
        if ids:
            del block.options["id"]
        self.lines.records.append(
            Record(
                header.kind,
                header.at,
                end,
                "block",
                ids[0] if ids else None,
                block.options,
                header.title,
                body,
                header.at,
            )
        )
        del self.neighbours[block.neighbours :]
        self.containers = block.containers
        self.open = None

    # Lines that are text, but end the run before them.

    def _heading(self, at: int, start: int, end: int) -> int:
        self._flush()
        self.containers = []
        words = self.text[start:end].lstrip("#")
        find_cut_mark(self.text, start, end, self.lines.found)
        self._add_heading(end - len(words), end)
        return end

    def _add_heading(self, start: int, end: int) -> None:
        self.lines.runs.append(Run(start, end, "heading" if self.open is None else "note"))
        if self.open is None:
            self.lines.headings.append(Heading(self.text[start:end].strip().rstrip("#").strip(), start))

    def _underline(self, at: int, start: int, end: int) -> int:
        """A row of `=` or `-`: a line alone above it is a heading, otherwise this is a rule or a list."""
        content = self.text[start:end]
        alone = self.run_start >= 0 and self.text.find("\n", self.run_start, self.run_end) < 0
        if alone and _UNDERLINE.match(content):
            self._add_heading(self.run_start, self.run_end)
            self.run_start = -1
        elif _RULE.match(content):
            self._flush()
        else:
            return self._list_item(at, start, end)
        return end

    def _list_item(self, at: int, start: int, end: int) -> int:
        if _LIST_ITEM.match(self.text, start, end):
            inner = self._container(at, start, end)
            if FENCE.match(self.text, inner, end):
                return self._fence(at, inner, end)
            if self.text.startswith("#", inner):
                return self._heading(at, inner, end)
        elif _CONTAINER.match(self.text, start, end):  # `=== "Tab"`
            self._container(at, start, end)
        return self._text_with_comment(at, start, end)

    def _container(self, at: int, start: int, end: int) -> int:
        """Where the text of the container that starts here begins; it contains the indented lines below it."""
        self._flush()
        self._leave_containers(_columns(self.text[at:start]))
        self.after_blank = False
        column = _columns(self.text[at:start])
        while marker := _LIST_ITEM.match(self.text, start, end) or _CONTAINER.match(self.text, start, end):
            self.containers.append(column)
            text = _NO_SPACE.search(self.text, marker.end(), end)
            inner = text.start() if text else end
            column = _columns(self.text[start:inner], column)
            start = inner
        return start

    def _marker(self, at: int, start: int, end: int) -> int:
        """A line that starts with `!`, `?`, `:` or `[`: an admonition, a definition, a lookalike, or plain text."""
        find_lookalike(self.text, start, end, self.faults)
        if (stop := find_reference(self.text, start, self.lines.found)) >= 0:
            return stop
        if _CONTAINER.match(self.text, start, end):
            find_lost_indent(self.text, start, end, self.faults)
            self._container(at, start, end)
        return self._text_with_comment(at, start, end)

    def _backslash(self, at: int, start: int, end: int) -> int:
        find_escaped_footnote(self.text, start, end, self.faults)
        return self._text_with_comment(at, start, end)

    def _table_row(self, at: int, start: int, end: int) -> int:
        self._flush()
        self._text_line(at, end, start)
        self._flush()
        return end

    # What is not text.

    def _fence(self, at: int, start: int, end: int) -> int:
        fence = FENCE.match(self.text, start, end)
        if fence is None:
            return self._text_with_comment(at, start, end)
        stop = self.ends.of_fence(fence, end)
        if stop < 0:
            self._text_line(at, end, start)
            return end
        self._flush()
        self.lines.code.append((start, stop))
        return stop

    def _angle(self, at: int, start: int, end: int) -> int:
        if self.text.startswith("<!--", start):
            return self._comment(at, start, end)
        tag = raw_tag(self.text, start, end)
        if tag is None or start - at > 3:
            return self._text_with_comment(at, start, end)
        self._flush()
        if holds_markdown(tag):
            self._text_line(min(tag.end(), end), end, start)
            return end
        stop = end_of_raw(tag, end)
        find_hidden(self.text, start, stop, f"raw HTML (<{tag['name']}>)", self.lines.found)
        return stop

    def _comment(self, at: int, start: int, end: int) -> int:
        """A comment that starts its line: it ends the run, and text after it on its last line starts another."""
        close = self.ends.of_comment(start + 4)
        if close < 0:
            self._text_line(at, end, start)
            return end
        self._flush()
        find_hidden(self.text, start, close, "a comment", self.lines.found)
        self.lines.code.append((start, close))
        stop = self.text.find("\n", close)
        stop = stop if stop >= 0 else len(self.text)
        if self.text[close + 3 : stop].strip():
            self._text_line(close + 3, stop, close + 3)
        return stop

    def _text_with_comment(self, at: int, start: int, end: int) -> int:
        """A line of text in which a comment may start that ends on a later line."""
        self._text_line(at, end, start)
        text = self.text
        opened = text.rfind("<!--", start, end)
        if opened < 0 or text.find("-->", opened, end) >= 0:
            return end
        if any(span.start() < opened - start < span.end() for span in CODE_SPAN.finditer(text[start:end])):
            return end
        close = self.ends.of_comment(opened)
        if close >= 0:
            stop = text.find("\n", close)
            self.run_end = end = stop if stop >= 0 else len(text)
        return end


def _columns(piece: str, column: int = 0) -> int:
    """The column at which a text that starts at `column` ends; a tab goes to the next multiple of four."""
    if "\t" not in piece:
        return column + len(piece)
    behind_a_stop = column % 4
    return column - behind_a_stop + len((" " * behind_a_stop + piece).expandtabs(4))


_HANDLERS: Final = {
    "/": _Scanner._slashes,
    "#": _Scanner._heading,
    "=": _Scanner._underline,
    "-": _Scanner._underline,
    "*": _Scanner._list_item,
    "+": _Scanner._list_item,
    **dict.fromkeys("0123456789", _Scanner._list_item),
    **dict.fromkeys("!?:[", _Scanner._marker),
    "|": _Scanner._table_row,
    "\\": _Scanner._backslash,
    "`": _Scanner._fence,
    "~": _Scanner._fence,
    "<": _Scanner._angle,
}
"""By the first character of a line's content. All other lines are plain text."""
