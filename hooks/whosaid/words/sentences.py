"""How words become lists, clauses and sentences, in the language of what is being drawn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from ..base.catalogue import counted, said

_T = TypeVar("_T")


def capital(text: str) -> str:
    """The text with its first letter large."""
    return text[:1].upper() + text[1:]


def sentence(words: str) -> str:
    """The words as a sentence; none of no words."""
    # Translators: the end of every sentence
    return said("{sentence}.", sentence=capital(words)) if words else ""


def stopped(parts: Sequence[str]) -> str:
    """Sentences one after the other; the last is left open, for what follows."""
    return " ".join([*(said("{sentence}.", sentence=part) for part in parts[:-1]), *parts[-1:]])


def quoted(words: str) -> str:
    """The words in quotation marks."""
    # Translators: the quotation marks of the language
    return said("“{words}”", words=words)


def listed(items: Iterable[str]) -> str:
    """`Russia, the Taliban`."""
    # Babel's lists are not used: its data lacks this form of a list for most languages.
    # Translators: stands between the names of a list, with its space
    return said(", ").join(items)


def clauses(parts: Iterable[str]) -> str:
    """`denied by Russia; admitted in part by the Taliban`."""
    # Translators: stands between the clauses of a sentence, with its space
    return said("; ").join(filter(None, parts))


def apart(facts: Iterable[str]) -> str:
    """Short facts that belong to no sentence: `27 June 2020 · The Evening Post`."""
    return " · ".join(filter(None, facts))


def first_of(items: Sequence[_T], most: int) -> tuple[Sequence[_T], int]:
    """The first of many, and how many more there are."""
    return items[:most], max(0, len(items) - most)


def and_more(list_: str, more: int) -> str:
    """A list of the first of many, and how many more there are: `1, 2 and 30 more`."""
    return counted(more, "{list} and {n} more", "{list} and {n} more", list=list_) if more else list_
