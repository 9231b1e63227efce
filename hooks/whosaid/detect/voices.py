"""Who speaks in a quotation that goes on over several sentences, or stands without a cue."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct

from .detected import Piece, Span
from .quotationmarks import Quotation

_SIGNED: Final = re.compile(
    r"\s{0,3}(?P<sign>[—–―]|--?)\s{0,2}(?P<name>[^\W\d_][^\n“\"”—–―.,;:!?]{2,60}?)\s*(?=[\n“\".,(]|$)"
)
_MANY: Final = 4  # words in quotation marks; fewer may be a name or a turn of phrase
_LONG_WORD: Final = 4  # letters of a word that has a capital in a title
_LONGEST_TITLE: Final = 8


class Read(Struct):
    """A sentence, with its quotations and with what its cues attribute; its `subject` only if no cue names a source."""

    start: int
    end: int
    paragraph: int
    quoted: Sequence[Quotation]
    spans: Sequence[Span]
    ends_in_colon: bool
    subject: Piece | None


def uncued(text: str, read: Sequence[Read]) -> Iterator[Span]:
    """A span for each part of a quotation that no cue in its sentence covers, with its speaker if one is clear."""
    signed = ((quotation.start, _signature(text, quotation)) for one in read for quotation in one.quoted)
    signatures = {start: pair for start, pair in signed if pair}
    speakers = _speakers(read)
    for one in read:
        for quotation in one.quoted:
            start, end = max(quotation.start, one.start), min(quotation.end, one.end)
            covered = any(span.start < end and start < span.end and span.source for span in one.spans)
            if quotation.words >= _MANY and start < end and not covered and not _is_title(text, quotation):
                piece = Piece(start, end, text[start:end])
                sign, name = signatures.get(quotation.start, (None, speakers.get(quotation.start)))
                if sign and name and end == quotation.end:
                    yield Span(start, name.end, "quote", piece, name, sign)
                else:
                    yield Span(start, end, "quote", piece, name)


def turns(text: str, read: Sequence[Read]) -> Iterator[Span]:
    """A span for each sentence without one that goes on with what somebody begins to say behind a label and a colon."""
    paragraph, speaker = 0, None
    for one in read:
        label = next((span.source for span in one.spans if span.cue and span.cue.text == ":"), None)
        if label or one.paragraph != paragraph:
            paragraph, speaker = one.paragraph, label
        elif speaker and not one.spans and not one.quoted:
            yield Span(one.start, one.end, "claim", Piece(one.start, one.end, text[one.start : one.end]), speaker)


def _signature(text: str, quotation: Quotation) -> tuple[Piece, Piece] | None:
    """The dash and the name with which a quotation is signed: “…” — Jo Lund."""
    match = _SIGNED.match(text, quotation.end) if quotation.words >= _MANY and not quotation.is_open else None
    if match is None or not _has_capitals(match["name"]):
        return None
    sign, name = (Piece(*match.span(group), match[group]) for group in ("sign", "name"))
    return sign, name


def _is_title(text: str, quotation: Quotation) -> bool:
    """Whether quotation marks are those of a name: all its long words have capitals."""
    words = text[quotation.start + 1 : quotation.end - 1]
    return len(words.split()) <= _LONGEST_TITLE and _has_capitals(words)


def _has_capitals(words: str) -> bool:
    """Whether all long words have capitals, as in names."""
    return not any(len(word) >= _LONG_WORD and word[0].islower() for word in words.split())


def _speakers(read: Sequence[Read]) -> dict[int, Piece | None]:
    """The speaker of each quotation, by its start.

    The source of the nearest cue in one of its sentences; else the subject of the sentence in which it begins, or
    whoever a colon before it introduces; else whoever spoke before in its paragraph, speaks later in it, or was named
    last.
    """
    found: dict[int, Piece | None] = {}
    of_paragraph: dict[int, Piece] = {}
    for one in read:
        for quotation in one.quoted:
            nearest = _nearest(one, quotation)
            if nearest:
                found[quotation.start] = nearest
                of_paragraph.setdefault(one.paragraph, nearest)
    last: Piece | None = None
    previous: Read | None = None
    for one in read:
        for quotation in one.quoted:
            if quotation.words >= _MANY:
                last = (
                    found.get(quotation.start)
                    or (one.subject if quotation.start > one.start else None)
                    or _introduced(previous, one, last)
                    or of_paragraph.get(one.paragraph)
                    or last
                )
                found[quotation.start] = last
        named = [span.source for span in one.spans if span.source]
        last = named[-1] if named and not one.quoted else last
        previous = one
    return found


def _introduced(previous: Read | None, one: Read, last: Piece | None) -> Piece | None:
    """Whoever the sentence before introduces with a colon, or quoted in the same paragraph."""
    if previous is None:
        return None
    if previous.ends_in_colon:
        named = [span.source for span in previous.spans if span.source]
        return named[-1] if named else previous.subject
    return last if previous.paragraph == one.paragraph else None


def _nearest(one: Read, quotation: Quotation) -> Piece | None:
    """The source of the cue nearest to a quotation in its sentence."""
    cued = [(span.cue, span.source) for span in one.spans if span.cue and span.source]
    if not cued:
        return None
    return min(cued, key=lambda pair: min(abs(pair[0].start - quotation.end), abs(quotation.start - pair[0].end)))[1]
