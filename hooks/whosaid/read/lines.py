"""The line level: what each line of a page is, from top to bottom.

It follows Markdown's block structure just far enough to distinguish the author's text from fences, raw HTML, comments
and indented code, passes lines with slashes to openblocks.py, and each run of text to the inline level (marks.py).
"""

from __future__ import annotations

from typing import Final

from ..base.model import Heading
from ..base.patterns import pattern
from .hiddenmarks import find_hidden
from .marks import scan_run
from .nearmisses import (
    find_cut_mark,
    find_escaped_footnote,
    find_lookalike,
    find_lost_indent,
    find_lost_options,
    find_reference,
)
from .openblocks import OpenBlocks
from .remains import find_asked
from .runs import Lines, Run
from .skipped import CODE_SPAN, FENCE, Ends, end_of_raw, holds_markdown, raw_tag

_NO_SPACE: Final = pattern(r"\S")
_LIST_ITEM: Final = pattern(r"(?:[-+*]|\d{1,9}[.)])(?=[ \t]|$)")
_RULE: Final = pattern(r"(?:[-*_][ \t]*){3,}$")
_UNDERLINE: Final = pattern(r"(?:=+|-+)[ \t]*$")
_CONTAINER: Final = pattern(r"(?:!!!|\?\?\?\+?|===[!+]*)[ \t]|\[\^[^\]]+\]:|:[ \t]")
# Lines that only continue the text above them: nothing at their start, and no comment, could make them anything else.
_MORE_TEXT: Final = pattern(r"(?:\n[ \t>]{0,3}[^ \t>\n/#=\-*+0-9!?:\[|`~<][^\n<]*(?=\n|\Z))*")


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
    """The state between two lines: the run being gathered, the containers around it, the blocks."""

    def __init__(self, text: str, start: int) -> None:
        self.text = text
        self.lines = Lines(start=start)
        self.faults = self.lines.found.faults
        self.run_start = -1
        self.run_end = -1
        self.after_blank = True
        self.in_code = False
        self.containers: list[int] = []  # the indents of the list items and admonitions around this line
        self.blocks = OpenBlocks(text, self.lines, self.containers, self._flush)
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
        if self.blocks.open is not None:
            self.blocks.abandon("the end of the page")

    def _flush(self) -> None:
        if self.run_start >= 0:
            self.lines.runs.append(Run(self.run_start, self.run_end, "text" if self.blocks.open is None else "note"))
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
        if self.blocks.open is not None or not (self.after_blank or self.in_code):
            return False
        prefix = self.text[at:start]
        indent = _columns(prefix[prefix.rfind(">") + 1 :]) - (">" in prefix)
        depth = sum(1 for marker in self.containers if marker < indent)
        self.in_code = indent >= 4 * (depth + 1)
        return self.in_code

    def _slashes(self, at: int, start: int, end: int) -> int:
        stop = self.blocks.read(at, start, end)
        if stop < 0:
            self._text_line(at, end, start)
            return end
        return stop

    # Lines that are text, but end the run before them.

    def _heading(self, at: int, start: int, end: int) -> int:
        self._flush()
        self.containers.clear()
        words = self.text[start:end].lstrip("#")
        find_cut_mark(self.text, start, end, self.lines.found)
        self._add_heading(end - len(words), end)
        return end

    def _add_heading(self, start: int, end: int) -> None:
        self.lines.runs.append(Run(start, end, "heading" if self.blocks.open is None else "note"))
        if self.blocks.open is None:
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
            self._flush()
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
