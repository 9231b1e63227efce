"""What is left of a candidate beside words that are marked already: its parts that can stand alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Final

import msgspec

from ..detect.lexicon import lexicon_of
from ..detect.nounphrases import NounPhrases
from ..detect.tokens import Sentence, tokens
from .candidates import Candidate, without_lone_marks
from .draftwords import draft_words
from .lonemarks import LoneMarks

_FEWEST: Final = 4  # words of a part that can be a statement
_EARLY: Final = 3  # words among which an auxiliary verb begins a predicate
_NEAR: Final = 80  # characters in which it shows whether a verb begins them
_SIGN: Final = r"[,;:.!?…–—-]"


class Rests:
    """Finds such parts in a text of one language."""

    def __init__(self, text: str, language: str) -> None:
        self.text = text
        self.words, self.lexicon = draft_words(language), lexicon_of(language)
        joint = rf"(?P<joint>{self.words.joints})"
        self._opening = re.compile(
            rf"\s*(?P<sign>(?:{_SIGN}[”’]?\s*)+)?(?:{joint}\s+)?(?P<hence>{self.words.hence}\s+)?", re.IGNORECASE
        )
        # It starts where signs or spaces start, not within them: so it takes no longer than they are long.
        self._ending = re.compile(
            rf"(?<!\s)(?<!{_SIGN})(?P<sign>\s*{_SIGN})*(?:\s*(?<!\w){joint})?\s*\Z", re.IGNORECASE
        )

    @cached_property
    def _marks(self) -> LoneMarks:
        return LoneMarks(self.text)

    def of(self, one: Candidate, taken: Iterable[tuple[int, int]]) -> Iterator[Candidate]:
        """The parts of a candidate beside the words that are taken, without what joins them to these."""
        at = one.start
        for start, end in (*sorted(taken), (one.end, one.end)):
            if at < start and (place := self._apart(at, start, is_first=at == one.start, is_last=start == one.end)):
                yield without_lone_marks(self._marks, msgspec.structs.replace(one, start=place[0], end=place[1]))
            at = max(at, end)

    def _apart(self, start: int, end: int, *, is_first: bool, is_last: bool) -> tuple[int, int] | None:
        """Where a part is without its joints, if it says something."""
        opening = self._opening.match(self.text, start, end)
        assert opening is not None  # it may be empty
        at, joint = opening.end(), (opening["joint"] or "").lower()
        goes_on = opening["hence"] or self.words.purposes.match(self.text, at, end)
        if not (is_first or goes_on or joint or opening["sign"]):
            return None
        stop = end if is_last else self._end_before(at, end)
        s = self._tokens(at, stop)
        if sum(map(s.is_word, range(len(s)))) < _FEWEST or s.low[-1] in self.lexicon.verbs:  # “he told the council”
            return None
        says = goes_on or (self._is_sentence(s) if is_first else self._follows(s, joint))
        return (at, stop) if says else None

    def _end_before(self, start: int, end: int) -> int:
        """Where a part ends that stands before words taken; its start, if these only go on with it."""
        ending = self._ending.search(self.text, start, end)
        if ending is None or not (ending["sign"] or ending["joint"]):
            return start
        is_relative = (ending["joint"] or "").lower() in self.lexicon.relatives
        is_subject = not NounPhrases(self._tokens(end, end + _NEAR), self.lexicon).is_predicate(0)
        return start if is_relative and is_subject else ending.start()

    def _follows(self, s: Sentence, joint: str) -> bool:
        """Whether it is a clause or a predicate behind a `joint`, or behind a sign."""
        if NounPhrases(s, self.lexicon).is_predicate(0):
            return bool(joint) or not self.lexicon.auxiliaries.isdisjoint(s.low[:_EARLY])
        is_clause = joint not in self.lexicon.relatives and s.low[0] not in self.lexicon.subordinators
        return is_clause and self._is_sentence(s)

    def _is_sentence(self, s: Sentence) -> bool:
        """Whether it has a verb, with its subject if it is not about that of the words taken."""
        phrases = NounPhrases(s, self.lexicon)
        if s.low[0] in self.lexicon.prepositions | self.lexicon.subordinators and "," not in s.low:
            return False
        subject = phrases.first()
        return phrases.begins_clause(0) or phrases.is_predicate(subject[1] if subject else 0)

    def _tokens(self, start: int, end: int) -> Sentence:
        return tokens(self.text, start, end, (), self.lexicon, opens_line=False)
