"""The words by which a language tells who said what: the one reader of the files in lexicon/."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

import msgspec
from msgspec import Struct

FOLDER: Final = Path(__file__).parent / "lexicon"

CueKind = Literal["statement", "thought", "about", "denial"]
Role = Literal["base", "present", "past", "participle", "ing"]
ROLES: Final[tuple[Role, ...]] = ("base", "present", "past", "participle", "ing")

Words = frozenset[str]


class LexiconFile(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """A file of lexicon/, as an editor writes it; en.yml says what each list is for."""

    language: str
    inflections: list[list[str]]
    irregular: list[str]
    verbs: dict[CueKind, str]
    nouns: dict[CueKind, str]
    phrases: list[str]
    idioms: list[str]
    asides: list[str]
    also_nouns: str
    labels: str
    naming: str
    indefinite: str
    never_inverted: str
    objects: str
    addressing: str
    articles: str
    numbers: str
    determiners: str
    possessives: str
    pronouns: str
    relatives: str
    prepositions: str
    inner_prepositions: str
    name_prepositions: str
    agents: str
    joiners: str
    conjunctions: str
    subordinators: str
    complementizers: str
    infinitive: str
    auxiliaries: str
    be: str
    modals: str
    negations: str
    adverbs: str
    not_adverbs: str
    other_verbs: str
    times: str
    abbreviations: str
    final_abbreviations: str
    openers: str
    genitives: str
    short_be: str
    adverb_ending: str
    past_ending: str
    participle_ending: str
    plural_ending: str
    capital_nouns: bool = False
    ordinal_stops: bool = False


class Verb(Struct, frozen=True):
    """What one form of a verb may be, and which words tell whether it reports.

    Unless `followers` is empty, one of them follows it; none of `barred` does. Unless `tails` is empty, one of them
    comes later in the sentence. `proofs` behind a form that is `also_noun` show that it is a verb.
    """

    kind: CueKind
    lemma: str
    roles: frozenset[Role]
    also_noun: bool
    followers: Words
    barred: Words
    proofs: Words
    tails: Words


class Noun(Struct, frozen=True):
    """A noun for what was said; one of `followers` follows it or, if there are none, a possessor stands before it."""

    kind: CueKind
    followers: Words


class Lexicon(Struct, frozen=True):
    """A language's words, in lower case, ready to be looked up; endings as `str.endswith` takes them.

    `openings` are the first words of phrases, `closed` the words before which no verb has its subject, `no_beginning`
    those with which no noun phrase begins.
    """

    verbs: dict[str, tuple[Verb, ...]]
    nouns: dict[str, tuple[Noun, ...]]
    phrases: tuple[tuple[str, ...], ...]
    idioms: dict[str, tuple[tuple[tuple[str, ...], int], ...]]
    asides: tuple[str, ...]
    capital_nouns: bool
    ordinal_stops: bool
    openings: Words
    closed: Words
    no_beginning: Words
    labels: Words
    naming: Words
    indefinite: Words
    never_inverted: Words
    objects: Words
    addressing: Words
    articles: Words
    numbers: Words
    determiners: Words
    possessives: Words
    pronouns: Words
    relatives: Words
    prepositions: Words
    inner_prepositions: Words
    name_prepositions: Words
    agents: Words
    joiners: Words
    conjunctions: Words
    subordinators: Words
    complementizers: Words
    infinitive: Words
    auxiliaries: Words
    be: Words
    modals: Words
    negations: Words
    adverbs: Words
    not_adverbs: Words
    other_verbs: Words
    times: Words
    abbreviations: Words
    final_abbreviations: Words
    openers: Words
    genitives: tuple[str, ...]
    short_be: tuple[str, ...]
    adverb_ending: tuple[str, ...]
    past_ending: tuple[str, ...]
    participle_ending: tuple[str, ...]
    plural_ending: tuple[str, ...]


def languages() -> tuple[str, ...]:
    """The languages that have a lexicon, by code."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yml")))


@cache
def lexicon_of(language: str) -> Lexicon:
    """The lexicon of one of `languages`."""
    file = msgspec.yaml.decode((FOLDER / f"{language}.yml").read_bytes(), type=LexiconFile)
    verbs = _verbs(file)
    phrases = tuple(tuple(phrase.lower().split()) for phrase in file.phrases)
    words = {name: _words(getattr(file, name)) for name in _LISTS}
    endings = {name: tuple(getattr(file, name).split()) for name in _ENDINGS}
    rest: dict[str, Any] = {**words, **endings}  # which field is which type, mypy cannot know
    before_subject = words["prepositions"] | words["conjunctions"]
    return Lexicon(
        verbs=verbs,
        nouns=_nouns(file),
        phrases=phrases,
        idioms=_idioms(file, verbs),
        asides=tuple(aside.lower() for aside in file.asides),
        capital_nouns=file.capital_nouns,
        ordinal_stops=file.ordinal_stops,
        openings=frozenset(phrase[0] for phrase in phrases),
        closed=before_subject | words["determiners"] | words["auxiliaries"] | words["subordinators"],
        no_beginning=before_subject | words["times"],
        **rest,
    )


_MADE: Final = ("verbs", "nouns", "phrases", "idioms", "asides", "capital_nouns", "ordinal_stops")
_ENDINGS: Final = ("genitives", "short_be", "adverb_ending", "past_ending", "participle_ending", "plural_ending")
_LISTS: Final = tuple(
    name for name in Lexicon.__struct_fields__ if hasattr(LexiconFile, name) and name not in _ENDINGS + _MADE
)


def _words(text: str) -> Words:
    return frozenset(text.lower().split())


def _verbs(file: LexiconFile) -> dict[str, tuple[Verb, ...]]:
    """The readings of every form of every verb."""
    irregular = {line.split()[0]: line.split() for line in file.irregular}
    also_nouns = _words(file.also_nouns)
    found: defaultdict[str, list[Verb]] = defaultdict(list)
    for kind, entries in file.verbs.items():
        for entry in entries.split():
            lemma, *company = entry.split("/")
            signed = [_signed(company, sign) for sign in ("", "!", "+", "~")]
            for form, roles in _forms(irregular.get(lemma) or _inflected(file, lemma)).items():
                found[form].append(Verb(kind, lemma, roles, form in also_nouns, *signed))
    return {form: tuple(readings) for form, readings in found.items()}


def _signed(company: list[str], sign: str) -> Words:
    """The words behind the slashes of an entry that begin with this sign."""
    signs = {word: word[0] if word[0] in _SIGNS else "" for word in company}
    return frozenset(word.removeprefix(sign).lower() for word in company if signs[word] == sign)


_SIGNS: Final = "!+~"


def _forms(cells: list[str]) -> dict[str, frozenset[Role]]:
    """The roles of each form; a cell has the forms of one role."""
    roles: defaultdict[str, set[Role]] = defaultdict(set)
    for cell, role in zip(cells, ROLES, strict=True):
        for form in cell.split("/"):
            roles[form].add(role)
    return {form: frozenset(of_form) for form, of_form in roles.items()}


def _idioms(
    file: LexiconFile, verbs: dict[str, tuple[Verb, ...]]
) -> dict[str, tuple[tuple[tuple[str, ...], int], ...]]:
    """The idioms by the verb in them, each with the place of the verb."""
    found: defaultdict[str, list[tuple[tuple[str, ...], int]]] = defaultdict(list)
    for idiom in file.idioms:
        words = tuple(idiom.lower().split())
        for place, word in enumerate(words):
            if word in verbs:
                found[word].append((words, place))
    return {word: tuple(idioms) for word, idioms in found.items()}


def _inflected(file: LexiconFile, lemma: str) -> list[str]:
    for pattern, *forms in file.inflections:
        match = re.fullmatch(pattern, lemma)
        if match:
            return [match.expand(form) for form in forms]
    raise ValueError(f"no inflection fits “{lemma}”")


def _nouns(file: LexiconFile) -> dict[str, tuple[Noun, ...]]:
    found: defaultdict[str, list[Noun]] = defaultdict(list)
    for kind, entries in file.nouns.items():
        for entry in entries.split():
            noun, *words = entry.split("/")
            found[noun].append(Noun(kind, frozenset(words)))
    return {noun: tuple(readings) for noun, readings in found.items()}
