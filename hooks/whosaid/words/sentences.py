"""Joins words into lists, clauses and sentences, in the current language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Final, TypeVar

from markupsafe import Markup

from ..base.catalogue import ENGLISH, N_, counted, language, parted, said
from ..base.markup import counted_in_html, html, joined, said_in_html

_T = TypeVar("_T")

_QUOTATION_MARKS: Final = frozenset('"“”„«»')
# Translators: the quotation marks of the language
_QUOTED: Final = N_("“{words}”")
# Translators: the marks of a quotation inside a quotation
_QUOTED_INSIDE: Final = N_("‘{words}’")
_PAIR: Final = re.compile(r'“([^“”„"]*)[”“]|„([^“”„]*)[“”]|«([^«»]*)»|(?<!\w)"(?=[^\s"])([^"]*)"(?!\w)')
"""Words in double marks, as any of the languages has them."""
_SINGLE: Final = re.compile(r"['‘‚]((?:[^'‘’‚]|(?<=\w)['’](?=\w))+)['’‘]")
"""Words in single marks as a whole; inside, there may be apostrophes."""
# Babel's data lacks a list without “and” for most languages.
# Translators: stands between the facts of a list, with its space
_BETWEEN_NAMES: Final = N_(", ")
# Translators: stands between the clauses of a sentence, with its space
_BETWEEN_CLAUSES: Final = N_("; ")


def capital(text: str) -> str:
    """The text with its first letter capitalized."""
    return text[:1].upper() + text[1:]


def sentence(words: str) -> str:
    """The words as a sentence; empty for no words."""
    # Translators: the end of every sentence
    return said("{sentence}.", sentence=capital(words)) if words else ""


def stopped(parts: Sequence[str]) -> str:
    """Consecutive sentences; the last has no full stop, so that more can follow."""
    return " ".join([*(said("{sentence}.", sentence=part) for part in parts[:-1]), *parts[-1:]])


def quoted(words: str) -> str:
    """The words in quotation marks, unless they are a quotation as they are."""
    return words if _is_quotation(words) else said(_QUOTED, words=nested(words))


def quoted_apart(words: str) -> tuple[str, str, str]:
    """The same in three: the mark before the words, the words, and the mark after them.

    Straight or single marks around all of them give way to those of the language.
    """
    is_whole = _is_quotation(words)
    if is_whole and not words.startswith('"'):
        return words[:1], words[1:-1], words[-1:]
    before, after = parted(_QUOTED, "words")
    single = _SINGLE.fullmatch(words)
    return before, words[1:-1] if is_whole else single[1] if single else nested(words), after


def quoted_in_html(words: Markup) -> Markup:
    """The same of HTML, whose text is `nested` already."""
    return words if _is_quotation(words.striptags()) else said_in_html(_QUOTED, words=words)


def nested(words: str) -> str:
    """Words that are put in quotation marks: a quotation that is part of them gets the inner marks.

    `He said “no”` as `He said ‘no’`. What is a quotation as a whole stays as it is.
    """
    if _is_quotation(words) or _QUOTATION_MARKS.isdisjoint(words):
        return words
    before, after = parted(_QUOTED_INSIDE, "words")
    return _PAIR.sub(lambda pair: f"{before}{_inside(pair)}{after}", words)


def _inside(pair: re.Match[str]) -> str:
    # French has spaces inside its marks, which no-one else has.
    return next(part for part in pair.groups() if part is not None).strip(" \u00a0\u202f")


def _is_quotation(words: str) -> bool:
    signs = [at for at, sign in enumerate(words) if sign in _QUOTATION_MARKS]
    return signs == [0, len(words) - 1]


def listed(items: Iterable[str]) -> str:
    """`Russia, the Taliban`."""
    return said(_BETWEEN_NAMES).join(items)


def together(items: Iterable[str], most: int = 0) -> str:
    """`Russia, the Taliban and the embassy`; if there are more than `most`: `Russia and 2 others`."""
    first, more = first_of(tuple(items), most) if most else (tuple(items), 0)
    if more or len(first) < 2:
        return and_others(listed(first), more)
    if language() == ENGLISH:  # as newspapers in Britain write it, without a comma before “and”
        return f"{', '.join(first[:-1])} and {first[-1]}"
    return _together(first, language())


_LAST: Final = "\0"  # of a list; names may have such signs for links
_Y_BEFORE_I: Final = re.compile(r"(?:<[^<>]*>)*h?[ií](?!e)", re.IGNORECASE)  # a name may be a link


def _together(items: Sequence[str], tag: str) -> str:
    """As the language joins names; Spanish has “e” for “y” before the same sound, which Babel's patterns cannot say."""
    from babel.lists import format_list  # only where something is translated, since it loads slowly

    text, _, end = format_list([*items[:-1], _LAST], locale=tag.replace("-", "_")).rpartition(_LAST)
    if tag == "es" and _Y_BEFORE_I.match(items[-1]):
        text = f"{text.removesuffix('y ')}e "
    return f"{text}{items[-1]}{end}"


def joint() -> str:
    """What the language joins to the last name of a list as one word: the Arabic `و`; empty if there is a space."""
    return "" if language() == ENGLISH else _joint(language())


@cache
def _joint(tag: str) -> str:
    return _together(("", ""), tag).rpartition(" ")[2]


def listed_in_html(items: Iterable[Markup]) -> Markup:
    """Names that are HTML, as a list."""
    return joined(items, html("{}", said(_BETWEEN_NAMES)))


def clauses(parts: Iterable[str]) -> str:
    """`denied by Russia; admitted in part by the Taliban`."""
    return said(_BETWEEN_CLAUSES).join(filter(None, parts))


def clauses_in_html(parts: Iterable[Markup]) -> Markup:
    """Clauses that are HTML, one after the other."""
    return joined(filter(None, parts), html("{}", said(_BETWEEN_CLAUSES)))


def apart(facts: Iterable[str]) -> str:
    """Short facts outside a sentence: `27 June 2020 · The Evening Post`."""
    return " · ".join(filter(None, facts))


def apart_in_html(facts: Iterable[Markup]) -> Markup:
    """Such facts, if they are HTML."""
    return joined(filter(None, facts), " · ")


def first_of(items: Sequence[_T], most: int) -> tuple[Sequence[_T], int]:
    """The first of many items, and how many more there are."""
    return items[:most], max(0, len(items) - most)


def and_more(list_: str, more: int) -> str:
    """A list of the first of many, and how many more there are: `1, 2 and 30 more`."""
    return counted(more, "{list} and {n} more", "{list} and {n} more", list=list_) if more else list_


def and_more_in_html(list_: Markup, more: int) -> Markup:
    """The same of a list that is HTML."""
    return counted_in_html(more, "{list} and {n} more", "{list} and {n} more", list=list_) if more else list_


def and_others(list_: str, more: int) -> str:
    """A list of the first of many people and bodies, and how many more there are: `A, B and 30 others`."""
    return counted(more, "{list} and {n} other", "{list} and {n} others", list=list_) if more else list_
