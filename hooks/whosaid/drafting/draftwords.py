"""The words by which a language names its speakers, doubts and denies: the one reader of the files in words/."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

FOLDER: Final = Path(__file__).parent / "words"


class WordsFile(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """A file of words/, as an editor writes it; en.yml says what each list is for."""

    reports: str
    report_words: str
    outlet_names: str
    outlet_phrases: list[str]
    messages: str
    documents: str
    people: str
    vague: str
    bodies: str
    titles: str
    roles: str
    role_links: str
    noun_links: str
    in_names: str
    he: str
    they: str
    it: str
    who: str
    determiners: str
    joiners: str
    doubt: dict[str, list[str]]
    passive_belief: list[str]
    hearsay: list[str]
    agents: str
    clause_openers: str
    found: str
    found_openers: str
    complementizer: str
    denying: str
    negations: str
    negated_ending: str
    such: str
    allegations: str
    opinions: list[str]
    and_also: list[str]
    joints: str
    purposes: list[str]
    hence: list[str]
    connectors: str
    told: str
    listeners: str
    clause_starts: str
    empty: str


class DraftWords:
    """The words of a language: sets of words in lower case, and patterns."""

    def __init__(self, file: WordsFile) -> None:
        self.reports, self.report_words = _set(file.reports), _set(file.report_words)
        self.outlet_names = _set(file.outlet_names)
        self.messages, self.documents = _set(file.messages), _set(file.documents)
        self.people, self.vague, self.bodies = _set(file.people), _set(file.vague), _set(file.bodies)
        self.titles, self.roles = _set(file.titles), _set(file.roles)
        self.he, self.they, self.it, self.who = _set(file.he), _set(file.they), _set(file.it), _set(file.who)
        self.noun_links, self.in_names = _set(file.noun_links), _set(file.in_names)
        self.determiners, self.joiners = _set(file.determiners), _set(file.joiners)
        self.denying, self.such = _set(file.denying), _set(file.such)
        self._negations, self._negated_ending = _set(file.negations), file.negated_ending
        self.allegations, self.empty = _set(file.allegations), _set(file.empty)
        self.complementizer = file.complementizer
        self.outlet_phrases = _any(file.outlet_phrases)
        self.opinions = _any(file.opinions)
        self.and_also = re.compile(rf"[,;]?\s+(?={_any(file.and_also).pattern})\S+\s+", re.IGNORECASE)
        self.joints = _either(file.joints)
        self.purposes, self.hence = _any(file.purposes), _any(file.hence).pattern
        self.connectors = re.compile(rf"(?:{_any(file.connectors.split()).pattern})[ ,]+", re.IGNORECASE)
        self.addressee = _addressee(file)
        self.recipient = _recipient(file)
        self.doubt = {certainty: _any(phrases) for certainty, phrases in file.doubt.items()}
        self._right_before = re.compile(rf"(?:\s+{file.complementizer})?\s+[\"“‘']*\Z", re.IGNORECASE)
        self.passive_belief = re.compile(rf"\s*{_any(file.passive_belief).pattern}\s+", re.IGNORECASE)
        self._hearsay = re.compile(
            rf"(?<!\w)(?:{'|'.join(map(_phrase, file.hearsay))})(?!\w)(?![^.]*\s{_either(file.agents)}\s)",
            re.IGNORECASE,
        )
        self._two_clauses = re.compile(rf"{_either(file.clause_openers)}\s[^,]+,", re.IGNORECASE)
        openers, found = _either(file.found_openers), _either(file.found)
        self.chain = re.compile(
            rf"(?P<who>[^,;:.“”\"]{{3,70}}?)\s+(?:{openers}\s+)?{found}\s+{file.complementizer}\s+", re.IGNORECASE
        )
        body = rf"\s+{_either(file.role_links)}\s+(?P<body>[^,;.]{{2,60}})"
        self.role = re.compile(rf"(?P<role>[\w -]{{0,40}}?\b{_either(file.roles)})(?:{body})?", re.IGNORECASE)

    def negates(self, word: str) -> bool:
        """Whether a word, in lower case with a straight apostrophe, says “not” or “no”."""
        return word in self._negations or word.endswith(self._negated_ending)

    def is_hearsay(self, sentence: str) -> bool:
        """Whether it says that others think or report so, and not who."""
        return self._hearsay.search(sentence) is not None and self._two_clauses.match(sentence) is None

    def says_doubt(self, words: str, before: str = "") -> list[str]:
        """The certainties that these words stand for, or the last of what stands `before` them."""
        near = self._right_before.sub("", before)
        return [
            certainty
            for certainty, phrases in self.doubt.items()
            if phrases.search(words) or any(found.end() == len(near) for found in phrases.finditer(near))
        ]


def languages_drafted() -> tuple[str, ...]:
    """The languages that can be drafted, by code."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yml")))


@cache
def draft_words(language: str) -> DraftWords:
    """The words of one of `languages_drafted`."""
    return DraftWords(msgspec.yaml.decode((FOLDER / f"{language}.yml").read_bytes(), type=WordsFile))


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _either(words: str) -> str:
    return f"(?:{'|'.join(map(re.escape, words.split()))})"


def _phrase(phrase: str) -> str:
    """A phrase as a pattern: `/` stands between words, one of which is there, `~` for a word that may be there."""
    words = ["(?:\\w+\\s+)?" if word == "~" else rf"{_either(word.replace('/', ' '))}\s+" for word in phrase.split()]
    return "".join(words).removesuffix("\\s+")


def _addressee(file: WordsFile) -> re.Pattern[str]:
    """Who is told what follows, if that is no outlet: “(told) reporters the …”. Not at the start of a quotation."""
    listeners = rf"{_either(file.listeners)}\s+(?={_either(file.clause_starts)}\s)"
    return re.compile(rf"(?<=\s)(?:{_either(file.told)}\s+(?=\S+\s)|{listeners})")


def _recipient(file: WordsFile) -> re.Pattern[str]:
    """The name of an outlet that is told what follows: “(told) the Gazette that …”."""
    names = [name.title() if len(name) > 3 else name.upper() for name in file.outlet_names.split()]
    named = "|".join((*names, *(phrase.title() for phrase in file.outlet_phrases)))
    before, behind = r"(?:[Tt]he\s+)?(?:[A-Z][\w’'.-]*\s+){0,3}", rf"(?:\s+{file.complementizer})?\s+(?=[a-z])"
    return re.compile(rf"{before}(?:{named}){behind}")


def _any(phrases: list[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, phrases))})(?!\w)", re.IGNORECASE)
