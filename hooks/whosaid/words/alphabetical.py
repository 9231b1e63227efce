"""The order of names in lists: that of the alphabet of the language of what is being drawn.

The whole of Unicode's collation is too much for a list of names: its tables take a second to load. What names need is
an alphabet, which each catalogue has; accents and capitals are not looked at. A browser has the whole, and sorts by it.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import chain
from typing import Final
from unicodedata import combining, normalize

from ..base.catalogue import N_, language, said

# Translators: all letters of the alphabet in their order; those with accents only if they are letters of their own
_ALPHABET: Final = N_("abcdefghijklmnopqrstuvwxyz")

Place = tuple[int, int]
"""Of a sign: signs and digits come first, then the letters of the alphabet, then those of others."""


def in_order(name: str) -> tuple[Place, ...]:
    """The sort key of a name."""
    return _places(name, language())


@lru_cache(4096)  # a source is in several lists
def _places(name: str, _: str) -> tuple[Place, ...]:
    alphabet = said(_ALPHABET)
    folded = normalize("NFC", normalize("NFC", name).casefold())
    return tuple(chain.from_iterable(_place(sign, alphabet) for sign in folded))


def _place(sign: str, alphabet: str) -> tuple[Place, ...]:
    if (at := alphabet.find(sign)) >= 0:
        return ((1, at),)
    bare = [part for part in normalize("NFKD", sign) if not combining(part)]
    if bare != [sign]:
        return tuple(chain.from_iterable(_place(part, alphabet) for part in bare))
    return ((2 if sign.isalpha() else 0, ord(sign)),)
