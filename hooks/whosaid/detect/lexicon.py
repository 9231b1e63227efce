"""The words by which a language tells who said what: the one reader of the files in lexicon/."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import Final, Literal

import msgspec
from msgspec import Struct

from ..base.languages import in_english, primary_subtag

FOLDER: Final = Path(__file__).parent / "lexicon"

CueKind = Literal["statement", "thought", "about", "denial"]
Role = Literal["base", "present", "past", "participle", "ing"]
ROLES: Final[tuple[Role, ...]] = ("base", "present", "past", "participle", "ing")


class Words(frozenset[str]):
    """Words in lower case; in a file, a text with spaces between them."""


class Endings(tuple[str, ...]):
    """Endings of words, as `str.endswith` takes them; in a file, a text with spaces between them."""


class WordLists(Struct, frozen=True, kw_only=True, rename="kebab"):
    """The lists that are used as they are written; en.yml says what each is for."""

    labels: Words
    requests: Words
    documents: Words
    sayings: Words
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
    floating: Words
    relatives: Words
    prepositions: Words
    inner_prepositions: Words
    name_prepositions: Words
    comparisons: Words
    postpositions: Words
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
    genitives: Endings
    short_be: Endings
    adverb_ending: Endings
    past_ending: Endings
    participle_ending: Endings
    plural_ending: Endings
    capital_nouns: bool = False
    ordinal_stops: bool = False


_SMALL: Final = (
    "articles determiners possessives pronouns objects floating relatives prepositions inner_prepositions comparisons "
    "postpositions agents joiners conjunctions subordinators complementizers infinitive auxiliaries be short_be modals "
    "adverbs"
).split()


class LexiconFile(WordLists, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="kebab"):
    """A file of lexicon/, as an editor writes it."""

    language: str
    inflections: list[list[str]]
    irregular: list[str]
    verbs: dict[CueKind, str]
    nouns: dict[CueKind, str]
    phrases: list[str]
    idioms: list[str]
    asides: list[str]
    also_nouns: Words


class Verb(Struct, frozen=True):
    """What one form of a verb may be, and which words tell whether it reports.

    Unless `followers` is empty, one of them follows it; none of `barred` does. Unless `tails` is empty, one of them
    comes later in the sentence. `proofs` behind a form that is `also_noun` show that it is a verb.
    """

    kind: CueKind
    lemma: str
    roles: frozenset[Role]
    also_noun: bool
    followers: frozenset[str]
    barred: frozenset[str]
    proofs: frozenset[str]
    tails: frozenset[str]


class Noun(Struct, frozen=True):
    """A noun for what was said; one of `followers` follows it or, if there are none, a possessor stands before it."""

    kind: CueKind
    followers: frozenset[str]


class Lexicon(WordLists, frozen=True, kw_only=True):
    """A language's words, ready to be looked up.

    `openings` are the first words of phrases, `closed` the words before which no verb has its subject, `no_subject`
    those behind which a past form is no verb, `no_beginning` those with which no noun phrase begins, `small` those that
    tell nothing of what a text is about.
    """

    verbs: dict[str, tuple[Verb, ...]]
    nouns: dict[str, tuple[Noun, ...]]
    phrases: tuple[tuple[str, ...], ...]
    idioms: dict[str, tuple[tuple[tuple[str, ...], int], ...]]
    asides: tuple[str, ...]
    openings: frozenset[str]
    closed: frozenset[str]
    no_subject: frozenset[str]
    no_beginning: frozenset[str]
    small: frozenset[str]


def languages() -> tuple[str, ...]:
    """The languages that have a lexicon, by code."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yml")))


def language_read(tag: str) -> str:
    """The one of `languages` in which a text with this language tag is read; empty if it is in none of them."""
    language = "en" if in_english(tag) else primary_subtag(tag)
    return language if language in languages() else ""


@cache
def lexicon_of(language: str) -> Lexicon:
    """The lexicon of one of `languages`."""
    file = msgspec.yaml.decode((FOLDER / f"{language}.yml").read_bytes(), type=LexiconFile, dec_hook=_list)
    verbs = _verbs(file)
    phrases = tuple(tuple(phrase.lower().split()) for phrase in file.phrases)
    before_subject = file.prepositions | file.conjunctions
    return Lexicon(
        **{name: getattr(file, name) for name in WordLists.__struct_fields__},
        verbs=verbs,
        nouns=_nouns(file),
        phrases=phrases,
        idioms=_idioms(file, verbs),
        asides=tuple(aside.lower() for aside in file.asides),
        openings=frozenset(phrase[0] for phrase in phrases),
        closed=before_subject | file.determiners | file.auxiliaries | file.subordinators,
        no_subject=file.prepositions - file.comparisons - file.infinitive,
        no_beginning=before_subject | file.times,
        small=frozenset().union(*(getattr(file, name) for name in _SMALL)) - file.negations,
    )


def _list(type_: type, text: object) -> object:
    """The list that a text in a file stands for."""
    if not isinstance(text, str):
        raise TypeError("words with spaces between them are expected")
    return Words(text.lower().split()) if type_ is Words else Endings(text.split())


def _verbs(file: LexiconFile) -> dict[str, tuple[Verb, ...]]:
    """The readings of every form of every verb."""
    irregular = {line.split()[0]: line.split() for line in file.irregular}
    found: defaultdict[str, list[Verb]] = defaultdict(list)
    for kind, entries in file.verbs.items():
        for entry in entries.split():
            lemma, *company = entry.split("/")
            signed = [_signed(company, sign) for sign in ("", "!", "+", "~")]
            for form, roles in _forms(irregular.get(lemma) or _inflected(file, lemma)).items():
                found[form].append(Verb(kind, lemma, roles, form in file.also_nouns, *signed))
    return {form: tuple(readings) for form, readings in found.items()}


def _signed(company: list[str], sign: str) -> frozenset[str]:
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
