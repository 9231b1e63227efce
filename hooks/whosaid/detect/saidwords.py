"""What is said: the words of a sentence to which a cue belongs, without the cue and its source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from .lexicon import Lexicon
from .quotationmarks import Quotation
from .reporting import Cue
from .tokens import Sentence

_MANY: Final = 3  # words in quotation marks; fewer may be a name or a turn of phrase
_INTRODUCTION: Final = 12  # tokens between “told” or “said” and “that”
_EDGES: Final = " \t\n\r,:;—–-"

Offsets = tuple[int, int]


def contents_of(s: Sentence, cues: Sequence[Cue], lexicon: Lexicon) -> Iterator[Offsets]:
    """Where the content of each cue stands; empty, at the cue, if it is in another sentence.

    It ends before the next cue if that has the same source: “denied the claim and said …”.
    """
    for number, cue in enumerate(cues):
        after = cues[number + 1] if number + 1 < len(cues) else None
        shared = after is not None and cue.source is not None and after.source == cue.source
        yield _content(s, cue, _end_before(s, after, lexicon) if after and shared else s.end, lexicon)


def _end_before(s: Sentence, cue: Cue, lexicon: Lexicon) -> int:
    """Where a content ends behind which another verb follows after a comma or “and”; else with the sentence."""
    at = cue.at
    while at > 0 and s.low[at - 1] in lexicon.auxiliaries:
        at -= 1
    if s.word(at - 1) in lexicon.conjunctions:
        return s.starts[at - 1]
    return s.end if s.is_word(at - 1) else s.starts[at]


def _content(s: Sentence, cue: Cue, end: int, lexicon: Lexicon) -> Offsets:
    if cue.content:
        return _stripped(s.text, s.starts[cue.content[0]], s.ends[cue.content[1] - 1])
    cue_start, cue_end = s.starts[cue.at], s.ends[cue.end - 1]
    source = (s.starts[cue.source[0]], s.ends[cue.source[1] - 1]) if cue.source else (cue_start, cue_end)
    before = _stripped(s.text, s.start, min(cue_start, source[0]) if source[1] <= cue_end else cue_start)
    if cue.follows and before[0] < before[1]:
        return before
    start = max(cue_end, source[1]) if source[0] - cue_end in (0, 1) else cue_end
    after = _stripped(s.text, max(start, _introduced(s, cue, lexicon)), end)
    return (
        after if after[0] < after[1] else _stripped(s.text, source[1] if source[1] < cue_start else cue_end, cue_start)
    )


def _introduced(s: Sentence, cue: Cue, lexicon: Lexicon) -> int:
    """Where a clause or quotation begins that “that” or a colon introduces, behind whoever is told and where."""
    after = s.word(cue.end)
    addressed = s.low[cue.at] in lexicon.addressing or after in lexicon.prepositions
    nearest = cue.end + (
        after == "," or after in lexicon.times or after in lexicon.adverbs or after.endswith(lexicon.adverb_ending)
    )
    for at in range(cue.end, min(cue.end + _INTRODUCTION, len(s))):
        if s.low[at] == ":" or (s.low[at] in lexicon.complementizers and (addressed or at <= nearest)):
            return s.ends[at]
        if at > cue.end and not s.is_word(at):
            break
    return 0


def _stripped(text: str, start: int, end: int) -> Offsets:
    """Without signs at its edges, and without the full stop of the sentence."""
    words = text[start : max(start, end)]
    start += len(words) - len(words.lstrip(_EDGES))
    words = text[start:end].rstrip(_EDGES)
    words = words[:-1] if words.endswith(".") and not words.endswith("..") else words
    return start, start + len(words.rstrip(_EDGES))


def is_quoted(content: Offsets, quoted: Sequence[Quotation]) -> bool:
    """Whether words of the content stand in quotation marks."""
    return any(q.words >= _MANY and q.start < content[1] and content[0] < q.end for q in quoted)
