"""Where the parts of a block are in its page: the kind, the lines of options, the note."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from msgspec import Struct

from ..base.model import Record
from ..base.options import OPTIONS, OptionName
from ..read.blockoptions import OPTION
from ..read.blocks import CLOSING
from .changes import Refused
from .edits import Edit
from .finding import Span

_KIND: Final = re.compile(r"/{2,}[ \t\u00a0]*(?P<kind>[\w-]+)")
_ODD: Final = "its block is not written in the usual form; change it by hand"


class OptionLine(Struct, frozen=True):
    """The line of an option, with its end, and the value on it."""

    name: str
    line: Span
    value: Span


class BlockText:
    """The parts of a block. Raises Refused if it is not written line by line."""

    def __init__(self, text: str, record: Record) -> None:
        self.text = text
        self.prefix = text[text.rfind("\n", 0, record.at) + 1 : record.at]
        header = _KIND.match(text, record.at)
        if header is None:
            raise Refused(_ODD)
        self.kind = header.span("kind")
        self.options_at = text.find("\n", record.at, record.end) + 1
        self.closing_at = text.rfind("\n", 0, record.end) + 1
        closing = CLOSING.match(text[self.closing_at : record.end].lstrip(" \t>"))
        if not self.options_at or closing is None:
            raise Refused(_ODD)
        self.options = list(self._option_lines())
        self.body_at = self.options[-1].line[1] if self.options else self.options_at

    def _option_lines(self) -> Iterator[OptionLine]:
        at = self.options_at
        while at < self.closing_at and (found := OPTION.match(self.text, at)):
            value, start = found["value"].rstrip(), found.start("value")
            yield OptionLine(found["key"], (at, found.end() + 1), (start, start + len(value)))
            at = found.end() + 1

    def with_options(self, options: Mapping[OptionName, str | None]) -> Iterator[Edit]:
        """What gives the block these options; None removes one."""
        ranks = {name: rank for rank, name in enumerate(OPTIONS)}
        lines = {line.name: line for line in self.options}
        for name in sorted(options, key=ranks.__getitem__):
            value, there = options[name], lines.get(name)
            if there is not None:
                yield Edit(*there.line, "") if value is None else Edit(*there.value, value)
            elif value is not None:
                above = [line for line in self.options if ranks.get(line.name, 0) < ranks[name]]
                at = above[-1].line[1] if above else self.options_at
                yield Edit(at, at, f"{self._indent}{name}: {value}\n")

    @property
    def _indent(self) -> str:
        if not self.options:
            return f"{self.prefix}    "
        first = self.options[0]
        return self.text[first.line[0] : first.line[1]].partition(first.name)[0]

    def with_title(self, title: str) -> Edit:
        """What gives the block this title; an empty one removes it."""
        return Edit(self.kind[1], self.options_at - 1, f" | {title}" if title else "")

    def with_note(self, note: str) -> Edit:
        """What gives the block this note; an empty one removes it."""
        if not note:
            return Edit(self.body_at, self.closing_at, "")
        lines = [f"{self.prefix}{line}".rstrip() if not line else f"{self.prefix}{line}" for line in note.split("\n")]
        old = self.text[self.body_at : self.closing_at]
        if not old.strip(" \t>\n"):
            empty = f"{self.prefix.rstrip()}\n"
            return Edit(self.body_at, self.closing_at, "".join([empty, *(f"{line}\n" for line in lines), empty]))
        start = self.body_at + len(old) - len(old.lstrip(" \t>\n"))
        end = self.body_at + len(old.rstrip(" \t>\n"))
        return Edit(self.text.rfind("\n", 0, start) + 1, end, "\n".join(lines))
