"""The annotation blocks of a page from line to line: which one is open, what closes it, what it becomes.

Blocks of other extensions count too, since each closing line closes the innermost block.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import msgspec
from msgspec import Struct

from ..base.faults import JoinedLines, MalformedClosing, StrayClosing, UnclosedBlock
from ..base.model import Record
from ..base.patterns import pattern
from ..base.vocabulary import NEIGHBOUR_BLOCKS
from .blockoptions import read_options
from .blocks import CLOSING, Header, Neighbour, body_of, read_header, read_whole
from .hiddenmarks import find_in_title
from .joined import read_joined
from .misplaced import find_late_options
from .runs import Lines
from .values import Options

_JOINED_END: Final = pattern(r"\n[ \t>]*(?:\n|/{3,}[ \t]*(?:\n|$)|$)")


class _OpenBlock(Struct):
    """An annotation block whose closing line has not been read yet, and the state to return to after it."""

    header: Header
    options: Options
    prefix: str
    body_at: int
    runs: int
    neighbours: int
    containers: list[int]


class OpenBlocks:
    """The block that is open at a line, and those of other extensions around and inside it.

    `containers` are the indents of the list items and admonitions around the line: those around a block end in it and
    are restored after it. `flush` ends the run of text that is being gathered.
    """

    def __init__(self, text: str, lines: Lines, containers: list[int], flush: Callable[[], None]) -> None:
        self.text, self.lines, self.containers, self.flush = text, lines, containers, flush
        self.faults = lines.found.faults
        self.open: _OpenBlock | None = None
        self.not_closed = 0  # blocks that ended where the next one started
        self.neighbours: list[int] = []

    def read(self, at: int, start: int, end: int) -> int:
        """Where the reading goes on after the line `text[at:end]`, whose slash is at `start`; below 0 if it is text."""
        if start == at and self.open is None and not self.neighbours:
            record = read_whole(self.text, at, self.faults)
            if record is not None:
                self.flush()
                self.lines.records.append(record)
                return record.end
        closing = CLOSING.match(self.text, start, end)
        if closing is not None:
            self.flush()
            self._close(at, start, end, len(closing["slashes"]))
            return end
        if not self.text.startswith("//", start):
            return -1
        header = read_header(self.text, start, end, self.faults)
        joined = isinstance(header, Neighbour) and self.text[start:end].rstrip().endswith(" ///")
        if header is not None and not joined:
            ours = isinstance(header, Header) and not header.joined
            find_in_title(self.text, start, end, self.lines.found, plain=ours)
        if isinstance(header, Header):
            self.flush()
            return self._begin(header, self.text[at:start])
        if self.open is not None and self._is_failed_closing(header, start, end):
            self.flush()
            self.faults.append(MalformedClosing(start, self.text[start:end].strip(), detail=self.open.header.kind))
            self._finish(at, end)
        elif joined:
            self.flush()
            self.faults.append(JoinedLines(start, self.text[start:end].strip()))
        elif header is not None:
            self.flush()
            self.neighbours.append(header.slashes)
        else:
            return -1
        return end

    def abandon(self, before: str) -> None:
        """The open block was never closed: it ends with its options, and what follows is read as text again."""
        block = self.open
        assert block is not None
        self.faults.append(UnclosedBlock(block.header.at, f"/// {block.header.kind}", detail=before))
        for run in self.lines.runs[block.runs :]:
            run.place = "text"
        self._record(block, max(block.body_at - 1, block.header.at), "")

    def _is_failed_closing(self, header: Neighbour | None, start: int, end: int) -> bool:
        """Whether slashes in an open block were meant to close it: they neither do, nor open a known block."""
        words = self.text[start:end].lstrip("/ \t").split(None, 1)
        known = bool(words) and words[0] in NEIGHBOUR_BLOCKS
        return not known and (header is not None or self.text.startswith("///", start) or not words)

    def _begin(self, header: Header, prefix: str) -> int:
        if self.open is not None:
            self.abandon(f"the next block, “/// {header.kind}”")
            self.not_closed += 1
        read = None
        if not header.joined:
            read = read_options(self.text, header.options_at, header.kind, header.title, self.faults)
        if read is None:
            return self._begin_joined(header, prefix)
        title, options, body_at = read
        self._set_open(msgspec.structs.replace(header, title=title), options, prefix, body_at)
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
        self.open = _OpenBlock(header, options, prefix, body_at, runs, neighbours, [*self.containers])
        self.containers.clear()

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
        self.containers[:] = block.containers
        self.open = None
