"""Where noun phrases begin and end, told by the words that cannot stand in one: no word is looked up but these."""

from __future__ import annotations

from typing import Final

from .lexicon import Lexicon
from .tokens import MARKS, Sentence

Place = tuple[int, int]
"""From a token to the one before which it ends."""

_LONGEST: Final = 16  # tokens of a noun phrase
_FARTHEST: Final = 45  # tokens between a name and its verb, with all that is inserted
_DASHES: Final = frozenset("—–-")
_INSERTIONS: Final = 4  # between a name and its verb
_SHORTEST_ADVERB: Final = 5  # letters
_SHORTEST_PAST: Final = 5


class NounPhrases:
    """Finds the noun phrases of one sentence."""

    def __init__(self, sentence: Sentence, lexicon: Lexicon) -> None:
        self.sentence = sentence
        self.lexicon = lexicon

    def introducing(self, at: int) -> str:
        """The word at this token; behind a comma only if it introduces a clause, as in German."""
        s = self.sentence
        behind_comma = s.word(at) == "," and s.word(at + 1) in self.lexicon.complementizers
        return s.word(at + behind_comma)

    def before_adverbs(self, at: int) -> int:
        """The last token before this one that is no adverb."""
        at -= 1
        while at >= 0 and self.is_adverb(at):
            at -= 1
        return at

    def before_helpers(self, verb: int) -> int:
        """The last token before a verb, its adverbs and its auxiliaries."""
        at = verb - 1
        while at >= 0 and (self.is_adverb(at) or self.sentence.low[at] in self.lexicon.auxiliaries):
            at -= 1
        return at

    def ending(self, at: int) -> Place | None:
        """The noun phrase that ends with this token, over what is inserted behind it."""
        if at < 0:
            return None
        word = self.sentence.low[at]
        if word in self.lexicon.relatives or self.is_pronoun(at) or word in self.lexicon.pronouns:
            return at, at + 1
        if word == "," or word in _DASHES:
            return self._over_insertion(at, word)
        if word == ")":
            return self.ending(self._last("(", at) - 1)
        floating = word in self.lexicon.floating and self._is_noun(at - 1)
        return self._walk_left(at - 1 if floating else at)

    def _over_insertion(self, at: int, sign: str) -> Place | None:
        """The noun phrase before an apposition or a relative clause that ends at this sign."""
        s = self.sentence
        found = None
        before = self._last(sign, at)
        for _ in range(_INSERTIONS):
            place = self._walk_left(before - 1) if before > 0 else None
            if before <= 0 or not self._is_inserted(before + 1, at) or (place and self._opens_sentence(place)):
                break
            found = place or found
            wider = self._last(sign, before)
            if wider < 0 or s.is_capital(wider + 1) or s.word(wider + 1) in MARKS:
                break
            before = wider
        return found

    def _opens_sentence(self, place: Place) -> bool:
        """Whether a noun phrase belongs to a preposition that opens the sentence: “In Ohio, …”."""
        return 0 < place[0] <= 2 and self.sentence.low[place[0] - 1] in self.lexicon.prepositions

    def _is_inserted(self, start: int, end: int) -> bool:
        first = self.sentence.low[start]
        return (
            start < end
            and first not in self.lexicon.conjunctions
            and first not in self.lexicon.pronouns - self.lexicon.relatives
        )

    def _last(self, sign: str, before: int) -> int:
        """The last such sign before a token; none if a quotation is between them."""
        low = self.sentence.low
        for at in range(before - 1, max(-1, before - _FARTHEST), -1):
            if low[at] == sign:
                return at
            if low[at] in MARKS:
                break
        return -1

    def _walk_left(self, at: int) -> Place | None:
        """The noun phrase that ends with this token."""
        s, lexicon = self.sentence, self.lexicon
        start = end = at + 1
        while start > 0 and end - start < _LONGEST and self._is_part(start - 1):
            start -= 1
            inner = s.low[start] in lexicon.inner_prepositions or s.word(start - 1) in lexicon.inner_prepositions
            if s.low[start] in lexicon.determiners and not inner:
                break
        return self._trimmed(start, end)

    def _is_part(self, at: int) -> bool:
        """Whether a token may stand inside a noun phrase."""
        s, lexicon = self.sentence, self.lexicon
        word = s.low[at]
        if word in lexicon.joiners:
            return 0 < at < len(s) - 1 and self._is_noun(at - 1) and self._is_noun(at + 1)
        if word in lexicon.complementizers:
            return False
        if word in lexicon.prepositions:
            return word in lexicon.inner_prepositions and at > 0 and self._is_noun(at - 1)
        return self._is_noun(at) or word in lexicon.determiners

    def _is_noun(self, at: int) -> bool:
        """Whether it may be a noun, or an adjective or number before one."""
        s, lexicon = self.sentence, self.lexicon
        word = s.low[at]
        if not s.is_word(at) or word in lexicon.subordinators or self.is_pronoun(at):
            return False
        if word in lexicon.prepositions or word in lexicon.conjunctions:
            return False
        if at > 0 and s.is_capital(at):
            return True
        if word in lexicon.other_verbs or word in lexicon.auxiliaries or self.is_adverb(at):
            return False
        readings = lexicon.verbs.get(word)
        if readings and not readings[0].also_noun and "ing" not in readings[0].roles:
            return False
        return not self._is_past(at)

    def is_plain_noun(self, at: int) -> bool:
        """Whether it may be a noun, and is no name, number, time or verb that reports."""
        s, lexicon = self.sentence, self.lexicon
        word = s.word(at)
        return (
            s.is_word(at)
            and word.isalpha()
            and not s.is_capital(at)
            and word not in lexicon.times
            and word not in lexicon.determiners
            and word not in lexicon.verbs
            and self._is_noun(at)
        )

    def _is_past(self, at: int) -> bool:
        """Whether it has the ending of a past tense, and behind it a subject."""
        s, lexicon = self.sentence, self.lexicon
        word = s.low[at]
        if len(word) < _SHORTEST_PAST or not word.endswith(lexicon.past_ending) or at == 0:
            return False
        before = s.low[at - 1]
        return s.is_word(at - 1) and not self.is_adverb(at - 1) and before not in lexicon.closed

    def is_pronoun(self, at: int) -> bool:
        """Whether it is a pronoun that can be no determiner, with or without a short verb: “he”, “they've”."""
        word = self.sentence.word(at).partition("'")[0]
        return word in self.lexicon.pronouns and word not in self.lexicon.determiners

    def is_adverb(self, at: int) -> bool:
        """Whether it is an adverb, by the list or by its ending."""
        word, lexicon = self.sentence.low[at], self.lexicon
        if word in lexicon.adverbs:
            return True
        return (
            len(word) >= _SHORTEST_ADVERB
            and word.endswith(lexicon.adverb_ending)
            and not self.sentence.is_capital(at)
            and word not in lexicon.not_adverbs
        )

    def _trimmed(self, start: int, end: int) -> Place | None:
        """Without times and prepositions at its ends, and without a phrase before it: “in a speech the mayor”."""
        low, lexicon = self.sentence.low, self.lexicon
        while end > start and (
            low[end - 1] in lexicon.times or low[end - 1] in lexicon.prepositions or low[end - 1].isdigit()
        ):
            end -= 1
        while start < end and (low[start] in lexicon.no_beginning or ":" in low[start]):
            start += 1
        if start == end or (end - start == 1 and low[start] in lexicon.possessives):
            return None
        if start > 0 and low[start - 1] in lexicon.prepositions:
            start = self._behind_phrase(start, end)
        return start, end

    def _behind_phrase(self, start: int, end: int) -> int:
        """Where the subject begins behind a preposition's phrase: at the last determiner or name."""
        s, lexicon = self.sentence, self.lexicon
        for at in range(end - 1, start, -1):
            if s.low[at] in lexicon.determiners and s.low[at - 1] not in lexicon.prepositions:
                return at
        at = end - 1
        while at > start and s.is_capital(at - 1) and s.low[at - 1] not in lexicon.times:
            at -= 1
        return at if s.is_capital(at) else start

    def beginning(self, at: int) -> Place | None:
        """The noun phrase that begins with this token, or behind the adverbs that do."""
        s, lexicon = self.sentence, self.lexicon
        start = at
        while start < len(s) and self.is_adverb(start):
            start += 1
        end = start
        while end < len(s) and end - start < _LONGEST and self._continues(start, end):
            end += 1
        while end > start and (s.low[end - 1] in lexicon.prepositions or s.low[end - 1] in lexicon.joiners):
            end -= 1
        if start == end or (end - start == 1 and s.low[start] in lexicon.determiners - lexicon.pronouns):
            return None
        return start, end

    def _continues(self, start: int, at: int) -> bool:
        """Whether a noun phrase that began at `start` goes on with this token."""
        s, lexicon = self.sentence, self.lexicon
        word = s.low[at]
        if word in lexicon.times:
            return False
        if at == start:
            return word in lexicon.determiners or self.is_pronoun(at) or self._is_noun(at) or self._is_past(at)
        before = s.low[at - 1]
        if self.is_pronoun(at - 1) or self._ends_with_noun(at):
            return False
        if word in lexicon.determiners:
            return before in lexicon.prepositions or before in lexicon.articles
        if word in lexicon.joiners:
            return s.is_capital(at - 1) and s.is_capital(at + 1)
        if word in lexicon.prepositions:
            return word in lexicon.name_prepositions and s.is_word(at + 1)
        return self._is_noun(at)

    def _ends_with_noun(self, at: int) -> bool:
        """Whether a noun phrase ended before this token where nouns have capitals: “einer Studie sinken”."""
        s, lexicon = self.sentence, self.lexicon
        after_noun = lexicon.capital_nouns and s.is_capital(at - 1) and not s.is_capital(at)
        return after_noun and s.low[at] not in lexicon.prepositions and s.low[at] not in lexicon.joiners

    def begins_clause(self, at: int) -> bool:
        """Whether a clause begins with this token: one that is introduced, or a subject with its verb behind it."""
        s, lexicon = self.sentence, self.lexicon
        while at < len(s) and self.is_adverb(at):
            at += 1
        word = s.word(at)
        if word in lexicon.complementizers or word in lexicon.subordinators or self.is_pronoun(at):
            return True
        subject = self.beginning(at)
        return subject is not None and self.is_predicate(subject[1])

    def is_predicate(self, at: int) -> bool:
        """Whether a verb stands here, or behind the adverbs that do."""
        s, lexicon = self.sentence, self.lexicon
        while at < len(s) and self.is_adverb(at):
            at += 1
        word = s.word(at)
        if not s.is_word(at) or word in lexicon.auxiliaries or word in lexicon.other_verbs:
            return s.is_word(at)
        readings = lexicon.verbs.get(word)
        if readings and not readings[0].also_noun and "ing" not in readings[0].roles:
            return True
        return len(word) >= _SHORTEST_PAST and word.endswith(lexicon.past_ending) and not s.is_capital(at)

    def first(self) -> Place | None:
        """The subject of the sentence: its first noun phrase, behind what stands before it."""
        s, lexicon = self.sentence, self.lexicon
        at = 0
        while at < len(s) and (not s.is_word(at) or s.low[at] in lexicon.conjunctions):
            at += 1
        if at < len(s) and self._opens_phrase(at):
            comma = next((n for n in range(at, min(at + _FARTHEST, len(s))) if s.low[n] == ","), -1)
            at = comma + 1 if comma >= 0 else at + 1
        return self.beginning(at)

    def _opens_phrase(self, at: int) -> bool:
        """Whether the sentence begins with something other than its subject."""
        word, lexicon = self.sentence.low[at], self.lexicon
        readings = lexicon.verbs.get(word)
        return (
            word in lexicon.prepositions
            or word in lexicon.subordinators
            or word in lexicon.times
            or word.endswith(lexicon.participle_ending)
            or (readings is not None and not readings[0].also_noun)
        )
