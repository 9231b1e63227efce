"""Embeds: a link in a paragraph of its own, whose title says what to show from the ledger above it.

    [Every statement](ledger.md "show articles")
    [More](ledger.md "show 10 claims by date with type: unnamed and state: disputed, answered")

The order is: how many, of what, `from` which number, `by` which order, `with` which filters. A number may be inside a
sentence: `[many](ledger.md "show number of claims")`. In any other viewer, it is a link to a page with more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from html import unescape
from typing import Final

from ..base.embeddable import EMBEDS, FILTERS
from ..base.faults import BadNumber, EmptyValue, ReadingFault, UnknownEmbed, UnknownFilter, UnknownOrder, UnknownTerm
from ..base.model import Embed, Item
from ..base.patterns import pattern

_SHOW: Final = pattern(
    r"""
    \s*+ show \s++
    (?: (?P<most>[1-9]\d{0,8}) \s++ )?
    (?P<what> \S++ (?: \s++ (?!(?:from|by|with)\s) \S++ )* )
    (?: \s++ from \s++ (?P<start> \S++ (?: \s++ (?!(?:by|with)\s) \S++ )* ) )?
    (?: \s++ by \s++ (?P<order> \S++ (?: \s++ (?!with\s) \S++ )* ) )?
    (?: \s++ with \s++ (?P<filters> \S++ (?: \s++ \S++ )* ) )?
    \s*+
    """,
    re.VERBOSE,
)
_FILTER: Final = pattern(r"(?P<key>[^:]*+):(?P<values>.*)", re.DOTALL)
_AND: Final = pattern(r"(?<!\s)\s++and\s+")
_KNOWN_WORD: Final = pattern(rf"\b(?:{'|'.join(name for name in EMBEDS if ' ' not in name)})\b")
_ASKED: Final = tuple(f"show{what.replace(' ', '')}" for what in EMBEDS)
_NO_LETTER: Final = pattern("[^a-z]")
_SIGN: Final = pattern(r"[^\w\s]|_")  # in place of a letter
_LONGEST_NEAR: Final = 40
_INVISIBLE: Final = "\u200b\u200c\u200d\u2060\ufeff"
_VALUE: Final = pattern(r"[^,]+")


def read_embed(title: str, at: int = 0) -> Embed | list[ReadingFault] | None:
    """The embed that the title at offset `at` asks for; its faults if it is malformed, None if it asks for none."""
    match = _SHOW.fullmatch(title)
    if match is None:
        return None
    what = " ".join(match["what"].split())
    if what not in EMBEDS:
        if not _is_nearly_known(what):
            return None
        return [UnknownEmbed(at + match.start("what"), what, tuple(EMBEDS))]
    faults: list[ReadingFault] = []
    order, start = match["order"] or "", match["start"] or "1"
    if order and order not in EMBEDS[what].orders:
        faults.append(UnknownOrder(at + match.start("order"), order, EMBEDS[what].orders, what))
    if not EMBEDS[what].parts and (match["most"] or match["start"]):
        at_number = at + match.start("most" if match["most"] else "start")
        faults.append(BadNumber(at_number, match["most"] or f"from {start}", detail=what))
    elif not re.fullmatch(r"[1-9]\d{0,8}", start):
        faults.append(BadNumber(at + match.start("start"), start))
        start = "1"
    filters: dict[str, tuple[Item, ...]] = {}
    for key, values in _filters(match, what, at, faults):
        if key in filters:
            faults.append(UnknownFilter(values[0].at if values else at, key, detail="twice"))
        filters[key] = values
    if faults:
        return faults
    return Embed(what, at, int(match["most"] or 0), int(start), order, filters, " ".join(title.split()))


def is_nearly_embed(title: str) -> bool:
    """Whether a title asks to show something, or would but for capitals, entities, punctuation or a wrong letter."""
    if read_embed(title) is not None or isinstance(read_embed(unescape(title).strip(_INVISIBLE).lower()), Embed):
        return True
    verb, _, what = title[:_LONGEST_NEAR].lower().partition(" ")
    if verb != "show" and 1 < len(verb) < 6 and set(verb) <= set("show") and get_close_matches(what, EMBEDS, 1, 0.8):
        return True
    letters, signs = _NO_LETTER.sub("", title[:_LONGEST_NEAR].lower()), _SIGN.search(title)
    return letters[:1] in ("s", "h") and bool(get_close_matches(letters, _ASKED, 1, 0.8 if signs else 0.9))


def _is_nearly_known(what: str) -> bool:
    """Whether a misspelt embed is meant: any other title that starts with “show” is the author's own."""
    words = what.lower()
    return bool(_KNOWN_WORD.search(words) or get_close_matches(words[:40], EMBEDS, 1, 0.7))


def _filters(
    match: re.Match[str], what: str, at: int, faults: list[ReadingFault]
) -> Iterator[tuple[str, tuple[Item, ...]]]:
    if match["filters"] is None:
        return
    end = match.end("filters")
    starts = [match.start("filters"), *(found.end() for found in _AND.finditer(match.string, *match.span("filters")))]
    ends = [*(found.start() for found in _AND.finditer(match.string, *match.span("filters"))), end]
    for start, stop in zip(starts, ends, strict=True):
        part = _FILTER.fullmatch(match.string, start, stop)
        key = (part["key"] if part else match.string[start:stop]).strip()
        if part is None or key not in EMBEDS[what].filters:
            faults.append(UnknownFilter(at + start, key, EMBEDS[what].filters, what))
            continue
        found = _VALUE.finditer(match.string, *part.span("values"))
        values = [Item(v.group().strip(), at + v.start() + len(v.group()) - len(v.group().lstrip())) for v in found]
        terms = FILTERS[key].terms
        unknown = [value for value in values if terms and value.text not in terms]
        faults.extend(UnknownTerm(value.at, value.text, terms, key) for value in unknown)
        if not values or not all(value.text for value in values):
            faults.append(EmptyValue(at + start, key))
        yield key, tuple(values)
