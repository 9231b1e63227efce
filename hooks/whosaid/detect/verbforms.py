"""Whether a word that may be a verb of saying is one where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from .lexicon import Lexicon, Verb
from .nounphrases import NounPhrases
from .tokens import CLOSING, MARKS, Sentence

_BASE: Final = frozenset(("base",))
_BEHIND_QUOTATION: Final = frozenset(",—–-")
_QUOTATION_NEAR: Final = 4  # tokens between a verb and the quotation that it introduces or follows


class VerbForms:
    """Tells the verbs of a sentence that report from other words of the same form."""

    def __init__(self, sentence: Sentence, lexicon: Lexicon, phrases: NounPhrases) -> None:
        self.sentence = sentence
        self.lexicon = lexicon
        self.phrases = phrases

    def reports(self, at: int, verb: Verb) -> bool:
        """Whether the word at this token is a cue."""
        return (
            self._has_company(at, verb)
            and not self._in_idiom(at)
            and self._is_verb(at, verb)
            and not self._is_imperative(at, verb)
            and (not self._is_asked() or self._has_words(at))
            and (not self._is_only_meant(at, verb) or self._has_words(at))
        )

    def _is_only_meant(self, at: int, verb: Verb) -> bool:
        """Whether it may be about words that nobody has said: “to ask the council”, “a firm claiming damages”."""
        s, lexicon = self.sentence, self.lexicon
        before = s.word(self.phrases.before_adverbs(at))
        if before in lexicon.infinitive or (before in lexicon.conjunctions and verb.roles == _BASE):
            return True
        if "ing" not in verb.roles or verb.kind != "statement" or before in lexicon.auxiliaries:
            return before in lexicon.modals and not s.is_word(at + 1)
        behind_name = before not in lexicon.closed and s.is_word(self.phrases.before_adverbs(at))
        return (behind_name or before in lexicon.prepositions) and self._goes_on_plainly(at + 1)

    def _is_imperative(self, at: int, verb: Verb) -> bool:
        """Whether it begins the sentence: “Ask the council”, “Jo: Thank you”, “Please do not tell them”."""
        if "base" not in verb.roles or "past" in verb.roles:
            return False
        before = self.phrases.before_helpers(at)
        return before < 0 or self.sentence.low[before] == ":" or self.sentence.low[before] in self.lexicon.requests

    def _is_asked(self) -> bool:
        """Whether the sentence is a question that nobody is reported to ask."""
        return self.sentence.word(len(self.sentence) - 1) == "?"

    def _goes_on_plainly(self, at: int) -> bool:
        """Whether neither a clause nor a noun phrase with a determiner or name begins here."""
        s, lexicon = self.sentence, self.lexicon
        return not s.is_capital(at) and s.word(at) not in lexicon.determiners and not self.phrases.is_pronoun(at)

    def _has_words(self, at: int) -> bool:
        """Whether a clause or a quotation follows."""
        return self.phrases.begins_clause(at + 1) or self._beside_quotation(at)

    def _has_company(self, at: int, verb: Verb) -> bool:
        """Whether what must follow the verb does, and what must not does not."""
        after = self.phrases.introducing(at + 1)
        if after in verb.barred or (verb.tails and verb.tails.isdisjoint(self.sentence.low[at + 1 :])):
            return False
        return not verb.followers or after in verb.followers or self._has_kind(at, verb.followers)

    def _has_kind(self, at: int, kinds: frozenset[str]) -> bool:
        """Whether what follows is of one of the kinds for which a sign stands in an entry."""
        if ":" in kinds:
            return self._beside_quotation(at)
        if "$" in kinds:
            return not self.lexicon.sayings.isdisjoint(self._company(at))
        in_full = "*" in kinds and (self._has_words(at) or not self.sentence.is_word(at + 1))
        return in_full or self._of_document(at, kinds)

    def _company(self, at: int) -> Sequence[str]:
        """The words behind a verb; behind and before it in the passive: “the claim was rejected by the court”."""
        low = self.sentence.low
        helpers = low[self.phrases.before_helpers(at) + 1 : at]
        is_passive = self.sentence.word(at + 1) in self.lexicon.agents or not self.lexicon.be.isdisjoint(helpers)
        return low if is_passive else low[at + 1 :]

    def _of_document(self, at: int, kinds: frozenset[str]) -> bool:
        """Whether a document stands before a verb that tells what documents show."""
        return "@" in kinds and not self.lexicon.documents.isdisjoint(self.sentence.low[:at])

    def _beside_quotation(self, at: int) -> bool:
        s = self.sentence
        return (
            s.word(at + 1) == ":"
            or self.after_quotation(at)
            or any(s.low[n] in MARKS for n in range(max(0, at - _QUOTATION_NEAR), min(len(s), at + _QUOTATION_NEAR)))
        )

    def after_quotation(self, at: int) -> bool:
        """Whether nothing but its subject stands between a quotation and this token."""
        s = self.sentence
        for n in range(at - 1, max(-1, at - _QUOTATION_NEAR - 1), -1):
            if s.low[n] in CLOSING:
                return True
            if not s.is_word(n):
                return s.low[n] in _BEHIND_QUOTATION and s.word(n - 1) in CLOSING
        return False

    def _in_idiom(self, at: int) -> bool:
        low = self.sentence.low
        return any(
            at >= place and tuple(low[at - place : at - place + len(words)]) == words
            for words, place in self.lexicon.idioms.get(low[at], ())
        )

    def _is_verb(self, at: int, verb: Verb) -> bool:
        s, lexicon = self.sentence, self.lexicon
        if lexicon.capital_nouns and at > 0 and s.is_capital(at):
            return False
        subject = self.phrases.before_adverbs(at)
        before = s.word(subject)
        if before in lexicon.articles or before in lexicon.possessives:
            return False
        if verb.roles & {"past", "participle"} and before in lexicon.no_subject:
            return False
        if verb.also_noun and (before.endswith(lexicon.genitives) or before in lexicon.numbers):
            return False
        if before in lexicon.negations or before in lexicon.modals:
            return True
        if verb.also_noun and verb.roles == _BASE and self._behind_singular(subject):
            return False
        if verb.also_noun and self._in_title(at):
            return False
        if "past" in verb.roles and self._opens(subject) and self.phrases.is_plain_noun(at + 1):
            return False
        if not verb.also_noun or verb.roles & {"past", "participle"}:
            return True
        return self._has_subject(at, subject, verb)

    def _opens(self, subject: int) -> bool:
        """Whether nothing stands before a word, or an adverb and a comma: “However, estimated costs”."""
        return subject < 0 or (subject == 1 and self.sentence.low[1] == "," and self.phrases.is_adverb(0))

    def _behind_singular(self, subject: int) -> bool:
        """Whether a form of the plural would stand behind a noun of the singular: “a talk show that”."""
        place = self.phrases.ending(subject)
        return place is not None and self.sentence.low[place[0]] in self.lexicon.indefinite

    def _in_title(self, at: int) -> bool:
        """Whether it is one of several words of a name: “the United States”."""
        s = self.sentence
        return at > 0 and s.is_capital(at) and s.is_capital(at - 1) and not s.words[at - 1].isupper()

    def _has_subject(self, at: int, subject: int, verb: Verb) -> bool:
        """Whether a form that is more often a noun stands between a subject and an object."""
        s, lexicon = self.sentence, self.lexicon
        before, after = s.word(subject), s.word(at + 1)
        if self._of_document(at, verb.followers):
            return True
        if not before or before in lexicon.prepositions or before in lexicon.conjunctions:
            return False
        if after in lexicon.complementizers and self.phrases.is_predicate(at + 2):
            return False
        if self._is_object(subject):
            return False
        if before in lexicon.pronouns - lexicon.determiners or (after != ":" and after in verb.followers):
            return True
        if after in lexicon.prepositions and after not in verb.proofs:
            return False
        has_object = self._begins_object(at + 1, verb)
        if "present" not in verb.roles:
            return has_object and before.endswith(lexicon.plural_ending)
        plain = after.isalpha() and after not in lexicon.auxiliaries and after not in lexicon.conjunctions
        return (has_object and before.isalpha()) or (s.is_capital(subject) and plain)

    def _is_object(self, subject: int) -> bool:
        """Whether a verb stands where the subject would, so that the form is its object: “denied reports”."""
        readings = self.lexicon.verbs.get(self.sentence.word(subject), ())
        return any(not one.also_noun and "past" in one.roles for one in readings)

    def _begins_object(self, at: int, verb: Verb) -> bool:
        s, lexicon = self.sentence, self.lexicon
        word = s.word(at)
        return (
            word in lexicon.determiners
            or word in lexicon.pronouns
            or word in lexicon.complementizers
            or word in MARKS
            or word == ":"
            or word in verb.proofs
            or s.is_capital(at)
        )
