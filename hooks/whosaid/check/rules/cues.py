"""Cues: lists of English words that make an editor look twice, and where they occur in or beside a claim's words.

To add a word, add it to its list. Pages in other languages have no cues.

A phrase is written as words, with `/` between alternatives; `~` stands for an optional adverb.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final, Literal
from weakref import WeakKeyDictionary

from msgspec import Struct

from ...base.languages import in_english
from ...base.patterns import pattern
from ...ledger.records import OnePage, Statement

_ADVERBS: Final = "also/commonly/generally/long/now/often/still/widely"
_BELIEVED: Final = "assumed/believed/feared/reported/rumoured/said/thought/understood"
_PEOPLE: Final = "analysts/commentators/critics/experts/insiders/observers/opponents/pundits/sceptics/skeptics/sources"
_SAY: Final = "agree/agreed/argue/argued/believe/believed/fear/feared/said/say/suspect/think/warn/warned"
_DAYS: Final = "Monday/Tuesday/Wednesday/Thursday/Friday/Saturday/Sunday"

CueKind = Literal[
    "passive belief", "vague authority", "loaded verb", "hedge", "relative date", "advocacy", "opinion", "absolute"
]

PHRASES: Final[Mapping[CueKind, tuple[str, ...]]] = {
    "passive belief": (f"it is/was ~ {_BELIEVED}", f"it has been {_BELIEVED}", f"is/are/was/were ~ {_BELIEVED} to"),
    "vague authority": (f"{_PEOPLE}/many/some ~ {_SAY}", f"most/some people ~ {_SAY}", f"according to {_PEOPLE}"),
    "loaded verb": (
        "admits/admitted/boasted/claimed/conceded/confessed/insisted/revealed",
        "refused to",
        "so-called",
    ),
    "hedge": (
        "may/might/could have",
        "alleged/allegedly/apparently/may/might/perhaps/possibly/presumably",
        "probably/purportedly/reportedly/supposedly/suspected",
    ),
    "relative date": (
        "yesterday/tomorrow/tonight",
        "earlier/later today",
        "last night",
        "this morning/afternoon/evening",
        f"last/next/this week/weekend/month/year/spring/summer/autumn/winter/{_DAYS}",
    ),
    "advocacy": (
        "we/you/everyone/readers must/should",
        "we/you/everyone/readers need/have/ought to",
        "readers may do best to",
        "it is ~ time to",
        "the right course",
        "let us",
        "join us",
        "sign the petition",
    ),
    "opinion": (
        "must/should/hopefully/regrettably/unfortunately/disgraceful/outrageous/shameful",
        "ought to",
    ),
    "absolute": (
        "always/never/indisputably/obviously/undeniably/undoubtedly/unquestionably",
        "beyond/without doubt",
        "everybody/everyone knows",
        "nobody denies",
    ),
}
"""If two phrases match in one place, the first counts."""

Where = Literal["before", "in", "after"]


class Cue(Struct, frozen=True):
    """A cue in the words of a statement or, in the same sentence, beside them; `between` is the text between."""

    text: str
    at: int
    where: Where
    statement: Statement
    between: str = ""


@lru_cache(maxsize=1)
def cues_of(one: OnePage) -> Mapping[CueKind, tuple[Cue, ...]]:
    """Every cue on a page in English; all rules about words share this one pass."""
    found: defaultdict[CueKind, list[Cue]] = defaultdict(list)
    end = 0
    for statement in one.statements if in_english(one.page.language) else ():
        if _has_key(statement):
            for kind, cue in _cues_beside(statement, end):
                found[kind].append(cue)
        if statement.marks:
            end = max(end, statement.marks[-1].end)
    return {kind: tuple(cues) for kind, cues in found.items()}


_RULING: Final = pattern(
    r"\b(?:acquit(?:s|ted)?|convict(?:s|ed|ion)?|sentenced?|verdict|guilty|fined|(?:found|held) (?:not )?liable)\b",
    re.IGNORECASE,
)


def is_ruling(statement: Statement) -> bool:
    """Whether it reports a court's decision: the parties have been heard there, and it needs no other support."""
    if not _may_report_ruling(statement) or not in_english(statement.page.language):
        return False
    known = _RULINGS.get(statement)
    if known is None:
        known = _RULINGS[statement] = _RULING.search(statement.words) is not None
    return known


_RULINGS: Final[WeakKeyDictionary[Statement, bool]] = WeakKeyDictionary()
"""What is known of statements that stay the same from save to save."""


_RULING_STEMS: Final = pattern("acquit|convict|sentence|verdict|guilty|fined|liable", re.IGNORECASE)
_EMPHASIS: Final = str.maketrans("", "", "*_~=^")


def _may_report_ruling(statement: Statement) -> bool:
    """Whether one of those words may be there: rules out nearly all statements, many times as fast.

    Comments, tags, links and the like, which may stand within a word, are left to those who look closely.
    """
    if not statement.marks:
        return True
    words = statement.page.text[statement.marks[0].words_at : statement.marks[-1].words_end]
    return not _INSIDE_WORDS.isdisjoint(words) or _RULING_STEMS.search(words.translate(_EMPHASIS)) is not None


_INSIDE_WORDS: Final = frozenset("<[&`\\")


def _has_key(statement: Statement) -> bool:
    """Whether a word that every cue needs is near: rules out most statements, ten times as fast."""
    text, marks = statement.page.text, statement.marks
    if marks:
        near = text[max(0, marks[0].at - _NEAR) : marks[-1].end + _NEAR]
    else:
        near = statement.record.title.text if statement.record.title else ""
    return not _KEYS.isdisjoint(near.encode("ascii", "replace").translate(_LETTERS).split())


def _cues_beside(statement: Statement, previous: int) -> Iterator[tuple[CueKind, Cue]]:
    """The cues of one statement; `previous` is where the preceding mark ends."""
    text, title = statement.page.text, statement.record.title
    if not statement.marks:
        if title:
            for kind, at, end in _hits(text, title.at - 1, title.at + len(title.text)):
                yield kind, Cue(text[at:end], at, "in", statement)
        return
    first, last = statement.marks[0], statement.marks[-1]
    for kind, at, end in _hits(text, max(previous, first.at - _NEAR), first.at):
        if not _SENTENCE_END.search(text, end, first.at):
            yield kind, Cue(text[at:end], at, "before", statement, text[end : first.at])
    for mark in statement.marks:
        for kind, at, end in _hits(text, mark.at, mark.words_end):
            yield kind, Cue(text[at:end], at, "in", statement)
    for kind, at, end in _hits(text, last.end - 1, last.end + _NEAR):
        if not _SENTENCE_END.search(text, last.end, at):
            yield kind, Cue(text[at:end], at, "after", statement, text[last.end : at])


def _hits(text: str, start: int, end: int) -> Iterator[tuple[CueKind, int, int]]:
    """The cues that start between two offsets: kind, start and end."""
    stop = start
    for opening in _OPENING.finditer(text, start, end):
        at = opening.start() + 1
        for kind, phrase in _BY_OPENING[opening.group()[1:].lower()]:
            hit = phrase.match(text, at)
            if hit and at >= stop:
                stop = hit.end()
                yield kind, at, stop
                break


_NEAR: Final = 60  # characters; words farther off are about something else
_SENTENCE_END: Final = pattern(r"[.!?:;][\"”’')\]]*\s|\n[ \t>]*\n|\n[ \t>]*(?:[-*+]|\d+\.)\s|\|")
_COMMON: Final = frozenset("~ been has have is it people some the this to us".split())
_LETTERS: Final = bytes(
    code if chr(code) in "abcdefghijklmnopqrstuvwxyz-" else 32 for code in bytes(range(256)).lower()
)
_GAP: Final = r"(?:[ ]++(?:\n[ \t\n>]*+)?|\n[ \t\n>]*+)"


def _compiled(phrase: str) -> re.Pattern[str]:
    found = ""
    for word in phrase.split():
        either = "|".join(map(re.escape, (_ADVERBS if word == "~" else word).split("/")))
        found += f"(?:(?:{either}){_GAP})?" if word == "~" else f"(?:{either}){_GAP}"
    return pattern(found.removesuffix(_GAP) + r"(?![\w-])", re.IGNORECASE)


def _by_opening() -> dict[str, list[tuple[CueKind, re.Pattern[str]]]]:
    """The phrases by their first words: a text is searched for these, and only the text after one is examined."""
    found: defaultdict[str, list[tuple[CueKind, re.Pattern[str]]]] = defaultdict(list)
    for kind, phrases in PHRASES.items():
        for phrase in phrases:
            for word in phrase.split()[0].split("/"):
                found[word].append((kind, _compiled(phrase)))
    return dict(found)


_BY_OPENING: Final = _by_opening()


def _keys() -> frozenset[bytes]:
    """Of each phrase, the first words that are not very common."""
    keys = set()
    for phrases in PHRASES.values():
        for phrase in phrases:
            rare = (word for word in phrase.lower().split() if _COMMON.isdisjoint(word.split("/")))
            keys.update(next(rare).encode().split(b"/"))
    return frozenset(keys)


_KEYS: Final = _keys()


def _any_opening() -> re.Pattern[str]:
    """Grouped by first letter, which makes it five times as fast as a plain list."""
    letters: defaultdict[str, list[str]] = defaultdict(list)
    for word in sorted(_BY_OPENING, reverse=True):
        letters[word[0]].append(word[1:])
    words = [f"[{letter}{letter.upper()}](?:{'|'.join(rest)})" for letter, rest in letters.items()]
    return pattern(rf"[\s\[(\"“‘*_)](?:{'|'.join(words)})(?![\w-])")


_OPENING: Final = _any_opening()
