"""What a phrase that names a source stands for: a person, an organisation, people without a name, an outlet, nobody."""

from __future__ import annotations

import re
from typing import Final

from msgspec import Struct

from ..base.vocabulary import SourceTypeId
from .draftwords import DraftWords

_WORD: Final = re.compile(r"[^\W_](?:[\w’'.-]*\w)?\.?")


class Phrase(Struct, frozen=True):
    """A noun phrase: its words without determiners before them, and whether there were any (“the council”).

    `head` is the word that says what it is, in lower case: the last before “of”, “in” or the like. `is_name`: all its
    words begin with capitals, but for small ones between them.
    """

    text: str
    words: tuple[str, ...]
    has_determiner: bool
    head: str
    is_name: bool


def phrase(text: str, words: DraftWords) -> Phrase:
    """The phrase in a text."""
    found = list(_WORD.finditer(text))
    skipped = 0
    while skipped < len(found) - 1 and found[skipped][0].lower() in words.determiners:
        skipped += 1
    kept = tuple(word[0] for word in found[skipped:])
    inner = text[found[skipped].start() : found[-1].end()] if found else ""
    low = [word.lower() for word in kept]
    first_link = next((n for n, word in enumerate(low) if n and word in words.noun_links), len(low))
    is_name = bool(kept) and all(word[0].isupper() or word.lower() in words.in_names for word in kept)
    return Phrase(" ".join(inner.split()), kept, skipped > 0, low[first_link - 1] if low else "", is_name)


def bare(name: str, words: DraftWords) -> str:
    """A name as it is compared: in lower case, without determiners and titles."""
    low = [word.lower() for word in phrase(name, words).words]
    while len(low) > 1 and (low[0] in words.titles or low[0] in words.roles):
        low.pop(0)
    return " ".join(low).replace("’", "'").removesuffix("'s")


def type_of(one: Phrase, words: DraftWords, *, has_role: bool = False) -> tuple[SourceTypeId, bool]:
    """The type of the source that a phrase names, and whether that is clear."""
    head, low = one.head, {word.lower().rstrip(".") for word in one.words}
    if is_outlet(one, words):
        return "outlet", True
    if has_role and one.is_name:
        return "person", True
    if head in words.documents:
        return "document", True
    if head in words.vague and len(one.words) <= 2:
        return "vague", True
    if head in words.people and not _ends_in_name(one, words):
        return "unnamed", True
    if head in words.bodies or (one.is_name and low & words.bodies):
        return "institution", True
    if one.is_name or _ends_in_name(one, words):
        first = one.words[0].lower()
        if first in words.titles or first in words.roles or _ends_in_name(one, words):
            return "person", True
        return _of_name(one)
    return "unnamed", False


def is_outlet(one: Phrase, words: DraftWords) -> bool:
    """Whether it is the name of an outlet."""
    capital = bool(one.words) and one.words[-1][0].isupper()
    return capital and (
        one.words[-1].lower() in words.outlet_names or words.outlet_phrases.search(one.text) is not None
    )


def _ends_in_name(one: Phrase, words: DraftWords) -> bool:
    """Whether a role comes before a name: “council leader Jo Lund”."""
    low = [word.lower() for word in one.words]
    place = next((n for n, word in enumerate(low) if word in words.roles | words.titles), -1)
    rest = one.words[place + 1 :]
    return place >= 0 and 0 < len(rest) <= 4 and all(word[0].isupper() for word in rest)


def _of_name(one: Phrase) -> tuple[SourceTypeId, bool]:
    """Two to four words with capitals, and no article, are most often a person; one word, a country or a body."""
    if 2 <= len(one.words) <= 4 and not one.has_determiner and not any(word.isupper() for word in one.words):
        return "person", True
    return "institution", len(one.words) == 1 or one.has_determiner
