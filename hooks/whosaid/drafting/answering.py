"""Which claims a denial answers: the nearest ones about what it names, or about whoever denies."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from .candidates import Candidate
from .draftwords import DraftWords

_STEM: Final = 5  # letters by which Russia is Russian, accuse accusation


_NEAR: Final = 60  # claims before a denial, and after it, among which those that it answers can be


class Claim(Struct, frozen=True):
    """A claim that can be denied, with who makes it."""

    id: str
    text: str
    at: int
    sources: tuple[str, ...]


class Answered(Struct, frozen=True):
    """The claims that a denial answers, and whether that is clear."""

    ids: tuple[str, ...]
    sure: bool


def looks_like_denial(one: Candidate, words: DraftWords) -> bool:
    """Whether what is said denies something: it is “baseless”, there were not “any such” things."""
    low = _words(one.text)
    if any(word in words.denying for word in low):
        return True
    denies = any(map(words.negates, low[:8]))
    return denies and not words.such.isdisjoint(low)


def is_clearly_denial(one: Candidate, words: DraftWords) -> bool:
    """Whether it calls what others say false: “the report is baseless”."""
    low = _words(one.text)
    return one.is_denial or not (words.denying.isdisjoint(low) or words.allegations.isdisjoint(low))


def _words(text: str) -> list[str]:
    return [word.lower().replace("’", "'") for word in re.findall(r"[\w’']+", text)]


def answered(
    one: Candidate,
    names: str,
    sources: tuple[str, ...],
    claims: Sequence[Claim],
    denied: Sequence[str],
    words: DraftWords,
) -> Answered:
    """The claims of others that a denial answers. `names` are the names of those who deny; `denied` are the
    claims that others before it have denied.
    """
    about, who = _stems(one.denied or one.text, words), _stems(names, words)
    if not about and denied and one.is_denial:
        return Answered((denied[-1],), sure=True)  # “these allegations”: those that were denied before
    here = bisect_left(claims, one.start, key=lambda claim: claim.at)
    near = claims[max(0, here - _NEAR) : here + _NEAR]
    others = [claim for claim in near if not set(claim.sources) & set(sources)]
    before = [claim for claim in others if claim.at < one.start] or others
    if not before:
        return Answered((), sure=False)
    scored = [(len(_stems(c.text, words) & about) * 2 + bool(_stems(c.text, words) & who) * 3, c.at, c) for c in before]
    best, _, claim = max(scored, key=lambda row: row[:2])
    if not best:
        return Answered((before[-1].id,), sure=len(before) == 1)
    return Answered((claim.id,), sure=True)


def _stems(text: str, words: DraftWords) -> set[str]:
    """The beginnings of the words that tell what a text is about."""
    low = (word.lower() for word in re.findall(r"\w+", text))
    return {word[:_STEM] for word in low if word not in words.empty and word not in words.allegations and len(word) > 2}
