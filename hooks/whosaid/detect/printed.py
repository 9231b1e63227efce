"""What is read and written around the detector: JSON lines for programs, lines of text for people."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

import msgspec
from msgspec import Struct

from .detected import Kind, Piece, Span
from .detecting import detect


class Item(Struct):
    """A line that is read: a text, and the name it goes by."""

    id: str | int
    text: str


class SpanRow(Struct):
    """A span as data; the starts of what is missing are null."""

    start: int
    end: int
    kind: Kind
    source: str
    cue: str
    content: str
    source_start: int | None
    cue_start: int | None
    content_start: int


class SpansRow(Struct):
    """A line that is written."""

    id: str | int
    spans: Sequence[SpanRow]


def json_lines(lines: Iterable[bytes], language: str) -> Iterator[str]:
    """A line with the spans for each line with a text; raises ValueError at one that cannot be read."""
    decoder, encoder = msgspec.json.Decoder(Item), msgspec.json.Encoder()
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                item = decoder.decode(line)
            except (msgspec.DecodeError, UnicodeDecodeError) as error:
                raise ValueError(f'line {number} is not like {{"id": "a", "text": "…"}}: {error}') from None
            rows = [_row(span) for span in detect(item.text, language)]
            yield encoder.encode(SpansRow(item.id, rows)).decode()


def _row(span: Span) -> SpanRow:
    source, cue = span.source or Piece(0, 0, ""), span.cue or Piece(0, 0, "")
    return SpanRow(
        span.start,
        span.end,
        span.kind,
        source.text,
        cue.text,
        span.content.text,
        source.start if span.source else None,
        cue.start if span.cue else None,
        span.content.start,
    )


def text_lines(text: str, language: str) -> Iterator[str]:
    """A line for each span: where it is, its kind, its source, its cue and what is said."""
    breaks = [at for at, letter in enumerate(text) if letter == "\n"]
    for span in detect(text, language):
        line = bisect_right(breaks, span.start - 1)
        column = span.start - (breaks[line - 1] if line else -1)
        source = span.source.text if span.source else "nobody named"
        cue = span.cue.text if span.cue else "…"
        yield " ".join(f"{line + 1}:{column}: {span.kind}: {source} | {cue} | {span.content.text}".split())
