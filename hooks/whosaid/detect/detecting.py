"""From a text to the attributions in it: the stages, in order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .detected import Kind, Piece, Span
from .lexicon import Lexicon, lexicon_of
from .nounphrases import NounPhrases
from .quotationmarks import Quotation, quotations
from .reporting import Cue, cues
from .saidwords import Offsets, contents_of, is_quoted
from .splitting import sentences
from .tokens import Sentence, tokens
from .transcripts import recurring_labels
from .voices import Read, turns, uncued


def detect(text: str, language: str = "en") -> list[Span]:
    """Every attribution in a plain text, in order; `language` is one of `languages`."""
    read = list(_read(text, lexicon_of(language)))
    spans = [span for one in read for span in one.spans]
    return sorted((*spans, *uncued(text, read), *turns(text, read)), key=lambda span: (span.start, span.end))


def _read(text: str, lexicon: Lexicon) -> Iterator[Read]:
    """Each sentence with what its cues attribute."""
    quoted = quotations(text)
    speakers = recurring_labels(text)
    first = paragraph = last_end = 0
    for start, end in sentences(text, lexicon):
        opens_line = not last_end or "\n" in text[last_end:start]
        paragraph += opens_line
        while first < len(quoted) and quoted[first].end <= start:
            first += 1
        here = _until(quoted, first, end)
        s = tokens(text, start, end, here, lexicon, opens_line=opens_line)
        found = cues(s, lexicon, speakers)
        spans = [_span(s, *pair, here) for pair in zip(found, contents_of(s, found, lexicon), strict=True)]
        introduces = text[end - 1] == ":"
        named = any(cue.source for cue in found)
        subject = NounPhrases(s, lexicon).first() if (here or introduces) and not named else None
        yield Read(start, end, paragraph, here, spans, introduces, _piece(s, *subject) if subject else None)
        last_end = end


def _until(quoted: Sequence[Quotation], first: int, end: int) -> Sequence[Quotation]:
    """The quotations from this one on that begin before an offset."""
    last = first
    while last < len(quoted) and quoted[last].start < end:
        last += 1
    return quoted[first:last]


def _span(s: Sentence, cue: Cue, place: Offsets, here: Sequence[Quotation]) -> Span:
    words = _piece(s, cue.at, cue.end)
    source = _piece(s, *cue.source) if cue.source else None
    content = Piece(*place, s.text[slice(*place)])
    kind: Kind = "denial" if cue.kind == "denial" else "quote" if is_quoted(place, here) else "claim"
    pieces = [piece for piece in (content, words, source) if piece]
    return Span(min(p.start for p in pieces), max(p.end for p in pieces), kind, content, source, words)


def _piece(s: Sentence, at: int, end: int) -> Piece:
    start, stop = s.starts[at], s.ends[end - 1]
    return Piece(start, stop, s.text[start:stop])
