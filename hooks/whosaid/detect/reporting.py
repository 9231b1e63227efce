"""The cues in a sentence: the words that report that somebody said something, each with its source."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from .lexicon import CueKind, Lexicon, Noun, Verb
from .nounphrases import NounPhrases, Place
from .tokens import CLOSING, MARKS, Sentence
from .verbforms import VerbForms

_LONGEST_LABEL: Final = 8  # tokens of a name before a colon
_OWNER: Final = 3  # tokens between an owner and a noun
_AGENT: Final = 8  # tokens between a passive and its “by”
_AUTHOR: Final = 12  # tokens between a noun and its “by”
_ENDS: Final = frozenset(("", "."))
_ASIDE: Final = 40  # characters


class Cue(Struct, frozen=True):
    """A word or phrase that reports, from token `at` to before `end`.

    `follows` says that it stands behind what is said, `content` where that is, if it is already known.
    """

    kind: CueKind
    at: int
    end: int
    source: Place | None
    follows: bool = False
    content: Place | None = None


def cues(sentence: Sentence, lexicon: Lexicon, speakers: frozenset[str] = frozenset()) -> list[Cue]:
    """Every cue outside quotation marks, in order; `speakers` are the names before a colon in a transcript."""
    opening = sentence.text[sentence.start : sentence.start + _ASIDE].lower().replace("’", "'")
    if opening.startswith(lexicon.asides):
        return []
    return _Reader(sentence, lexicon, speakers).read()


class _Reader:
    """Reads one sentence from left to right: the subject of a cue may be that of the cue before."""

    def __init__(self, sentence: Sentence, lexicon: Lexicon, speakers: frozenset[str]) -> None:
        self.s = sentence
        self.speakers = speakers
        self.lexicon = lexicon
        self.phrases = NounPhrases(sentence, lexicon)
        self.verbs = VerbForms(sentence, lexicon, self.phrases)
        self.found: list[Cue] = []
        self.subject: Place | None = None
        self.has_subject = False

    def read(self) -> list[Cue]:
        lexicon = self.lexicon
        for at, word in enumerate(self.s.low):
            if self.s.inside[at]:
                continue
            if word in lexicon.openings and self._phrase(at):
                continue
            if word in lexicon.postpositions:
                self.found.append(Cue("statement", at, at + 1, self.phrases.ending(at - 1)))
                continue
            if any(self._verb(at, verb) for verb in lexicon.verbs.get(word, ())):
                continue
            if any(self._noun(at, noun) for noun in lexicon.nouns.get(word, ())):
                continue
            if word == ":" and not self.found:
                self._label(at)
        return self.found

    def _phrase(self, at: int) -> bool:
        """A phrase such as “according to”."""
        s, lexicon = self.s, self.lexicon
        for phrase in lexicon.phrases:
            end = at + len(phrase)
            if tuple(s.low[at:end]) == phrase:
                source = self.phrases.beginning(end)
                if not s.is_word(at) and (source is None or s.is_word(source[1])):
                    return False
                if source and s.word(source[1]) in lexicon.agents:
                    author = self.phrases.beginning(source[1] + 1)
                    source = (source[0], author[1]) if author else source
                self.found.append(Cue("statement", at, end, source, follows=any(map(s.is_word, range(at)))))
                return True
        return False

    def _label(self, colon: int) -> None:
        """A name and a colon at the start of a line: before a quotation, or one that recurs, as in a transcript."""
        s = self.s
        if not s.opens_line or colon + 2 >= len(s) or s.low[0] in self.lexicon.labels:
            return
        named = all(s.is_capital(n) or s.low[n] in self.lexicon.prepositions for n in range(colon) if s.is_word(n))
        if not named or colon > _LONGEST_LABEL or not s.is_word(0):
            return
        is_speaker = s.text[s.start : s.starts[colon]].rstrip() in self.speakers
        if is_speaker or s.word(colon + 1) in MARKS or s.inside[colon + 2]:
            name = self.phrases.beginning(0)
            self.found.append(Cue("statement", colon, colon + 1, (0, min(name[1], colon) if name else colon)))

    def _noun(self, at: int, noun: Noun) -> bool:
        """Adds a cue for a noun such as “accusation”, with its owner before it or its author behind it."""
        owner = self._owner(at)
        after = self.phrases.introducing(at + 1)
        if after not in noun.followers if noun.followers else not owner or self._is_modifier(at):
            return False
        author = None if owner else self._agent(at, _AUTHOR)
        content = (at + 1, author[0] - 1) if author and author[0] > at + 2 else None
        self.found.append(Cue(noun.kind, at, at + 1, owner or author, content=content))
        return True

    def _is_modifier(self, at: int) -> bool:
        """Whether a noun stands before another to which it belongs: “the claim form”."""
        after = self.phrases.beginning(at + 1)
        return after is not None and after[0] == at + 1 and self.phrases.is_plain_noun(at + 1)

    def _owner(self, at: int) -> Place | None:
        """The possessor before a noun: “the mayor's”, “her”."""
        s, lexicon = self.s, self.lexicon
        for n in range(at - 1, max(-1, at - _OWNER - 1), -1):
            word = s.low[n]
            if word in lexicon.possessives:
                return n, n + 1
            if word.endswith(lexicon.genitives):
                return self.phrases.ending(n)
            if not word.isalpha() or word in lexicon.prepositions:
                break
        return None

    def _agent(self, at: int, farthest: int) -> Place | None:
        """Who is named with “by” behind a passive or a noun."""
        for n in range(at + 1, min(at + farthest, len(self.s))):
            if self.s.low[n] in self.lexicon.agents:
                return self.phrases.beginning(n + 1)
            if not self.s.is_word(n):
                break
        return None

    def _verb(self, at: int, verb: Verb) -> bool:
        """Adds a cue if the word at this token is this verb, and reports."""
        if not self.verbs.reports(at, verb):
            return False
        before = self.phrases.before_helpers(at)
        helpers = frozenset(self.s.low[before + 1 : at])
        if not helpers and "participle" in verb.roles and "past" not in verb.roles:
            bracketed = self._behind_bracket(at, verb)
            if bracketed or "present" not in verb.roles:
                return bracketed
        passive = "participle" in verb.roles and (
            not helpers.isdisjoint(self.lexicon.be) or self.s.word(before).endswith(self.lexicon.short_be)
        )
        passive = passive or (before < 0 and "past" in verb.roles and self._inverted(at, verb) is None)
        agent = self._agent(at, _AGENT) if passive else None
        if passive and not agent and (verb.kind == "denial" or self._says_nothing(at, before)):
            return False
        if not helpers and self._only_names(at, verb):
            return False
        inverted = None if helpers - self.lexicon.adverbs else self._inverted(at, verb)
        source = inverted or agent
        if not source and not passive:
            is_finite = "ing" not in verb.roles or not helpers.isdisjoint(self.lexicon.auxiliaries)
            source = self._subject(before, is_finite=is_finite)
        content = self._whole_subject(before) if passive and agent else None
        follows = bool(inverted) or self._follows(at, source)
        if passive and not agent and follows and before > 0 and self.phrases.is_pronoun(before):
            content = (0, before)
        self._add_verb(Cue(verb.kind, at, at + 1, source, follows, content))
        return True

    def _whole_subject(self, before: int) -> Place | None:
        """The subject of a passive, with a clause that belongs to it: “her claim that she was ill was rejected by”."""
        place, first = self.phrases.ending(before), self.phrases.first()
        if place is None or first is None or first[0] >= place[0]:
            return place
        between = range(first[0], place[0])
        has_clause = any(self.s.low[n] in self.lexicon.complementizers for n in between)
        return (first[0], place[1]) if has_clause and all(map(self.s.is_word, between)) else place

    def _says_nothing(self, at: int, before: int) -> bool:
        """Whether a passive has no words with it: “may be answered”, but “it was announced” behind what is said."""
        s = self.s
        impersonal = self.phrases.is_pronoun(before) or s.word(before) in self.lexicon.comparisons
        return not s.is_word(at + 1) and s.word(at + 1) != ":" and not impersonal and not self.verbs.after_quotation(at)

    def _follows(self, at: int, source: Place | None) -> bool:
        """Whether a verb, with its subject, stands behind what is said."""
        if self.s.word(at + 1) in _ENDS or self.verbs.after_quotation(at):
            return True
        if source is None or source[1] > at:
            return False
        return self.verbs.after_quotation(source[0]) or self._closes(at, source)

    def _closes(self, at: int, source: Place) -> bool:
        """Whether subject and verb stand behind what is said, with a place or time: “…, she said on Friday”."""
        s, lexicon = self.s, self.lexicon
        if s.word(source[0] - 1) != "," or s.low[0] in lexicon.prepositions or s.low[0] in lexicon.subordinators:
            return False
        rest = range(at + 1, len(s))
        stop = next((n for n in rest if not s.is_word(n)), len(s))
        where = s.low[at + 1] in lexicon.prepositions or s.low[at + 1] in lexicon.times
        return where and source[0] > 3 and not any(self.phrases.begins_clause(n) for n in range(at + 1, stop))

    def _behind_bracket(self, at: int, verb: Verb) -> bool:
        """A participle far from its auxiliary, as in German: “hat der Rat am Montag gesagt”."""
        for helper in range(at - 1, -1, -1):
            if self.s.low[helper] in self.lexicon.auxiliaries:
                break
            if not self.s.is_word(helper):
                return False
        else:
            return False
        passive = self.s.low[helper] in self.lexicon.be
        subject = self.phrases.ending(helper - 1)
        if subject is None or self._opens_with_phrase(subject):
            subject = self.phrases.beginning(helper + 1)
        content = subject if passive else (subject[1], at) if subject and helper < subject[1] < at else None
        source = self._agent(helper, at - helper) if passive else subject
        self._add_verb(Cue(verb.kind, at, at + 1, source, content=content))
        return True

    def _opens_with_phrase(self, place: Place) -> bool:
        """Whether a noun phrase before the verb is the object of a preposition: “Am Montag hat der Rat”."""
        return self.s.word(place[0] - 1) in self.lexicon.prepositions

    def _only_names(self, at: int, verb: Verb) -> bool:
        """Whether a participle only gives a name: “a group called”."""
        place = self.phrases.ending(at - 1) if verb.lemma in self.lexicon.naming else None
        if place is None or not self.s.is_word(at - 1):
            return False
        behind = self.s.word(place[0] - 1)
        return self.s.low[place[0]] in self.lexicon.indefinite or (place[0] > 2 and behind in self.lexicon.prepositions)

    def _inverted(self, at: int, verb: Verb) -> Place | None:
        """The subject behind its verb: “…,” said the mayor."""
        s, lexicon = self.s, self.lexicon
        before = s.word(at - 1)
        if verb.kind == "about" or verb.lemma in lexicon.never_inverted or not verb.roles & {"past", "present"}:
            return None
        if before and before not in CLOSING and before not in (",", "—", "–"):
            return None
        place = self.phrases.beginning(at + 1)
        if place is None or s.low[place[0]] in lexicon.objects:
            return None
        quoted = before in CLOSING or (before == "," and s.word(at - 2) in CLOSING)
        if before == "," and not quoted and self.phrases.ending(at - 1):
            return None
        after = s.word(place[1])
        ends = not s.is_word(place[1]) or after in lexicon.prepositions | lexicon.times | lexicon.relatives
        return place if quoted or (ends and after not in MARKS) else None

    def _subject(self, before: int, *, is_finite: bool) -> Place | None:
        """The subject of a verb whose helpers stand behind token `before`."""
        word, lexicon = self.s.word(before), self.lexicon
        if not word or word in lexicon.conjunctions or word in lexicon.infinitive:
            return self._of_sentence()
        place = self.phrases.ending(before)
        if place and self.s.low[place[0]] in lexicon.objects - lexicon.pronouns:
            return self._of_sentence()
        if not is_finite and (not self.s.is_word(before) or word in lexicon.closed or not self._is_named(place)):
            return self._of_sentence()
        return place or self._of_sentence()

    def _is_named(self, place: Place | None) -> bool:
        return place is not None and (self.s.is_capital(place[0]) or self.phrases.is_pronoun(place[0]))

    def _of_sentence(self) -> Place | None:
        """The subject of the last verb that reports or, before any, of the sentence."""
        if not self.has_subject:
            self.subject, self.has_subject = self.phrases.first(), True
        return self.subject

    def _add_verb(self, cue: Cue) -> None:
        """Adds a cue whose source may be that of the next verb, too."""
        self.found.append(cue)
        if cue.source and self.s.low[cue.source[0]] not in self.lexicon.relatives:
            self.subject, self.has_subject = cue.source, True
