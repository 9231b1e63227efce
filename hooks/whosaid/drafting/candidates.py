"""From the spans of the detector to the words that could be statements: one layer, in order, none overlapping."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

import msgspec
from msgspec import Struct

from ..detect import Piece, Span, detect
from ..detect.lexicon import lexicon_of
from ..detect.splitting import sentences
from .draftwords import DraftWords, draft_words
from .lonemarks import LoneMarks

_GAP: Final = re.compile(r"\n[ \t]*\n")
_SENTENCE: Final = re.compile(r"(?<=[.!?…])[\"”’]?\s*(?=[A-Z“\"])")
_SPACES: Final = "".join(filter(str.isspace, map(chr, range(0x3001))))  # a mark must not begin with any of them
_SPACE_AROUND: Final = f"{_SPACES}\u200b\u2060\ufeff,;:–—"
_NOTE_NUMBERS: Final = re.compile(r"(?:\[\d{1,3}\])+\s*\Z")  # of footnotes, behind a sentence
_FEWEST: Final = 2  # words that can be a statement
_LONG: Final = 160  # characters of a quotation that is marked sentence by sentence


class Candidate(Struct, frozen=True):
    """Words that could be a statement. `source` and `cue` as found; `aside` is the text between and behind these.

    `route` is a report that only passes on what `source` says. `denied` is what is denied, if that is not all.
    `is_own`: nobody is said to have said it.
    """

    start: int
    end: int
    text: str
    is_denial: bool
    source: Piece | None
    cue: Piece | None
    route: Piece | None = None
    aside: str = ""
    believed: bool = False
    denied: str = ""
    is_own: bool = False


def candidates(text: str, language: str, *, own_voice: bool = False) -> list[Candidate]:
    """The candidates of a plain text; with `own_voice`, also each sentence in which nobody is said to speak."""
    words = draft_words(language)
    spans = (span for span in detect(text, language) if not _is_unsaid(text, span, words))
    found = [one for span in spans for one in _of_span(text, span, words)]
    layer = _one_layer(text, sorted(found, key=lambda one: (one.start, -one.end)))
    every = sorted((*layer, *_own(text, layer, language)), key=lambda one: one.start) if own_voice else layer
    marks = LoneMarks(text)
    return [one for one in (without_lone_marks(marks, one) for one in every) if one.start < one.end]


def _own(text: str, layer: Sequence[Candidate], language: str) -> Iterator[Candidate]:
    """The sentences that have none of these words, but for headlines and questions."""
    starts, connectors = [one.start for one in layer], draft_words(language).connectors
    for start, end in sentences(text, lexicon_of(language)):
        first = bisect_left(starts, start)
        is_taken = (first < len(layer) and starts[first] < end) or (first > 0 and layer[first - 1].end > start)
        if not is_taken and text[end - 1] == "." and len(text[start:end].split()) > _FEWEST:
            opening = connectors.match(text, start, end)
            for at, stop in _in_paragraphs(text, opening.end() if opening else start, end):
                yield Candidate(at, stop, text[at:stop], is_denial=False, source=None, cue=None, is_own=True)


def _of_span(text: str, span: Span, words: DraftWords) -> Iterator[Candidate]:
    content = _content(text, span, words)
    aside = _aside(text, span)
    for start, end in _in_paragraphs(text, *content):
        believed = bool(span.source is None and span.cue and words.doubt["believed"].fullmatch(span.cue.text))
        one = Candidate(
            start,
            end,
            text[start:end],
            span.kind == "denial",
            span.source,
            span.cue,
            aside=aside,
            believed=believed,
        )
        one = _chained(text, _without_belief(text, one, words), words)
        if span.kind == "denial":
            yield _whole_denial(text, one)
        elif len(one.text.split()) >= _FEWEST:
            yield from _parts(text, one, _SENTENCE if span.kind == "quote" else words.and_also)


def _is_unsaid(text: str, span: Span, words: DraftWords) -> bool:
    """Whether somebody has not said it: “the report does not cite …”."""
    before = text[max(0, span.cue.start - 30) : span.cue.start].lower().replace("’", "'").split() if span.cue else []
    return span.kind == "claim" and bool(before) and words.negates(before[-1])


def _content(text: str, span: Span, words: DraftWords) -> tuple[int, int]:
    """What is said; if only a word like “Additionally” was found, the clause behind the cue."""
    start, end = span.content.start, span.content.end
    if span.cue and len(span.content.text.split()) == 1 and end <= span.cue.start:
        clause = re.compile(rf"\s*{words.complementizer}\s+([^.;\n]+)").match(text, span.cue.end)
        if clause:
            return clause.span(1)
    for opening in (words.connectors, words.addressee, words.recipient):
        found = opening.match(text, start, end)
        start = found.end() if found else start
    return start, end


def _aside(text: str, span: Span) -> str:
    """What stands behind the source, up to the cue or the next sentence."""
    if span.source is None or span.cue is None:
        return ""
    if span.source.end <= span.cue.start:
        return text[span.source.end : span.cue.start]
    return re.split(r"[.;\n]", text[span.source.end : span.source.end + 200], maxsplit=1)[0]


def _in_paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The parts of a span in each paragraph, without white space and signs around them."""
    at = start
    for gap in (*_GAP.finditer(text, start, end), None):
        stop = gap.start() if gap else end
        left, right = _bare(text, at, stop)
        if left < right:
            yield left, right
        at = gap.end() if gap else stop


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """Where these words are without white space and signs around them."""
    part = text[start:end]
    left = start + len(part) - len(part.lstrip(_SPACE_AROUND))
    right = start + len(_NOTE_NUMBERS.sub("", part).rstrip(_SPACE_AROUND))
    has_stop = left < right and text[right - 1] == "." and "..." not in text[left:right]
    return left, right - has_stop


def without_lone_marks(marks: LoneMarks, one: Candidate) -> Candidate:
    """Without quotation marks at its edges whose partners are outside of it."""
    start, end = one.start, one.end
    while start < end and (left := marks.at_start(start, end)) + (right := marks.at_end(start, end)):
        start, end = _bare(marks.text, start + left, end - right)
    return msgspec.structs.replace(one, start=start, end=end, text=marks.text[start:end])


def _without_belief(text: str, one: Candidate, words: DraftWords) -> Candidate:
    """Without “it is believed that” before it, which is a certainty."""
    belief = words.passive_belief.match(text, one.start, one.end)
    return _cut(text, one, belief.end(), believed=True) if belief else one


def _chained(text: str, one: Candidate, words: DraftWords) -> Candidate:
    """“The report said officials had found that …” is what the officials say, by way of the report."""
    chain = words.chain.match(text, one.start, one.end)
    if chain is None or one.is_denial or one.source is None:
        return one
    who = Piece(*chain.span("who"), chain["who"])
    if not {word.lower() for word in who.text.split()} & (words.people | words.bodies):
        return one
    inner = _cut(text, one, chain.end())
    return msgspec.structs.replace(inner, source=who, route=one.source)


def _cut(text: str, one: Candidate, start: int, *, believed: bool = False) -> Candidate:
    return msgspec.structs.replace(one, start=start, text=text[start : one.end], believed=one.believed or believed)


def _whole_denial(text: str, one: Candidate) -> Candidate:
    """A denial is marked with who denies and how, so that readers see it as one."""
    pieces = [piece for piece in (one.source, one.cue) if piece and _GAP.search(text, piece.start, one.end) is None]
    start = min([one.start, *(piece.start for piece in pieces)])
    end = max([one.end, *(piece.end for piece in pieces)])
    if end - start > one.end - one.start + _LONG:
        return one
    return msgspec.structs.replace(one, start=start, end=end, text=text[start:end], denied=one.text)


def _parts(text: str, one: Candidate, joint: re.Pattern[str]) -> Iterator[Candidate]:
    """A long candidate in parts: a quotation sentence by sentence, a claim where a second one begins in it."""
    at = one.start
    joints = joint.finditer(text, one.start, one.end) if len(one.text) > _LONG else ()
    for stop, following in (*(found.span() for found in joints), (one.end, one.end)):
        for start, end in _in_paragraphs(text, at, stop):
            if len(text[start:end].split()) >= _FEWEST:
                yield msgspec.structs.replace(one, start=start, end=end, text=text[start:end])
        at = following


def _one_layer(text: str, found: Sequence[Candidate]) -> list[Candidate]:
    """Without overlaps: what is denied or said inside another's words counts, if it is nearly all of them."""
    layer: list[Candidate] = []
    for one in found:
        last = layer[-1] if layer else None
        if last is None or one.start >= last.end:
            layer.append(one)
        elif one.end <= last.end and one.source is None and last.source is not None:
            layer[-1] = msgspec.structs.replace(last, believed=True) if one.start - last.start < _FEWEST else last
        elif last.source is None and one.source is not None:
            layer[-1] = one
    return [one for one in layer if one.text.strip(_SPACE_AROUND)]
