"""Readable ids, made from words: those of a claim, or the name of a source."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterable
from itertools import count
from typing import Final

from ..base.vocabulary import id_like

_WORD: Final = re.compile(r"[^\W_][\w’'-]*")
_INVISIBLE: Final = "Cf"  # the category of Unicode to which soft hyphens and the like belong
_MOST: Final = 3  # words in an id
_FEWEST: Final = 2  # that tell something
_FIRST: Final = 4  # words in an id of whatever comes first
_LONGEST: Final = 28  # letters
_LONGEST_SLUG: Final = 40  # letters
_FALLBACK: Final = "claim"


def id_of_words(words: Iterable[str], empty: Container[str], taken: Container[str], fallback: str = _FALLBACK) -> str:
    """An id of the first words that tell something, which nobody has taken."""
    telling = [plain for word in words if not _is_empty(word, empty) and (plain := _plain(word))]
    parts: list[str] = []
    for word in telling:
        if len(parts) == _MOST or len("-".join([*parts, word])) > _LONGEST:
            break
        parts.append(word)
    return free(("-".join(parts) or (telling[0][:_LONGEST] if telling else fallback)).strip("-"), taken)


def id_of_text(text: str, language: str, taken: Container[str], fallback: str) -> str:
    """An id of a text's first words, which nobody has taken; `language` is its tag.

    Where enough words tell something, it is made of those alone.
    """
    from ..detect.lexicon import language_read, lexicon_of  # here, since few changes ask for it

    read = language_read(language)
    small = lexicon_of(read).small if read else frozenset()
    first = slug(text, _FIRST) or fallback
    telling = [word for word in words_of(text) if not _is_empty(word, small)]
    return id_of_words(telling, (), taken, first) if small and len(telling) >= _FEWEST else free(first, taken)


def words_of(text: str) -> list[str]:
    """The words of a text, whole even where a soft hyphen or an accent of its own stands in them."""
    composed = unicodedata.normalize("NFC", text)
    return _WORD.findall("".join(sign for sign in composed if unicodedata.category(sign) != _INVISIBLE))


def slug(text: str, words: int = 6) -> str:
    """The first words of a text as an id: `the-town-council`; empty if it has no Latin letter and no digit."""
    parts = _plain(text).split("-")[:words]
    while len("-".join(parts)) > _LONGEST_SLUG and len(parts) > 1:
        parts.pop()
    return "-".join(parts)[:_LONGEST_SLUG]


def free(name: str, taken: Container[str]) -> str:
    """The name, with a number if it is taken."""
    return next(one for n in count(1) if (one := f"{name}-{n}" if n > 1 else name) not in taken)


def _is_empty(word: str, empty: Container[str]) -> bool:
    """Whether a word tells nothing; one in capitals, such as “US”, is an abbreviation."""
    return word.lower().replace("’", "'") in empty and not (len(word) > 1 and word.isupper())


def _plain(text: str) -> str:
    """A text in the letters of an id: without accents, apostrophes and signs."""
    letters = unicodedata.normalize("NFKD", text.replace("ß", "ss")).encode("ascii", "ignore").decode("ascii")
    return id_like(letters.replace("'", ""))
