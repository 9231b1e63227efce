"""Plain text: the words of Markdown as a reader sees them, and the anchors that headings get from them."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from html import unescape
from itertools import count
from typing import Final

from .hidden import HIDDEN
from .model import Heading, Item
from .patterns import pattern

_IMAGE_OR_LINK: Final = pattern(r"!?\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\([^()]*(?:\([^()]*\)[^()]*)*\)")
_FOOTNOTE: Final = pattern(r"\[\^[^\[\]]++\]")
_ENTITY: Final = pattern(r"&#?\w+;")  # without a semicolon, Markdown prints it as text
_ADDRESS: Final = pattern(r"<(?:((?:https?|ftps?)://[^<>\n]*+)|(?:mailto:)?([^<>\s!@]++@[^<>\s@]++))>", re.IGNORECASE)
_TAG: Final = pattern(r"</?[A-Za-z][^<>]*>")
_CODE: Final = pattern(r"(?<!`)(`+)(?!`)\s?(.+?)\s?(?<!`)\1(?!`)", re.DOTALL)
_PLACE: Final = pattern("\0(\\d+)\0")  # no text contains this character
_STRONG: Final = pattern(r"(?<!\\)(?:(?:\*+|~~|==|\^\^)(?=\S)|(?<=\S)(?:\*+|~~|==|\^\^)|(?<!\w)_+|(?<!_)_++(?!\w))")
_ESCAPE: Final = pattern(r"\\([\\`*_{}\[\]()>#+.!-])")
_LINE_END: Final = pattern(r"[ \t]*+\n[ \t>]*+|[ \t\n]+")
_ATTRIBUTES: Final = pattern(r"\{:?(?P<inside>[^{}\n]*+)\}[ \t]*$")
_NAMES_ID: Final = pattern(r"(?<!\S)(?:#|id=)")
_ATTRIBUTE_ID: Final = pattern(r"\{(?=[^{}\n]*+\}):?(?:[^{}\n]*?[ \t])?(?:#|id=[\"']?)(?P<id>[\w:.-]+)[^{}\n]*\}")
_REFERENCE_LINK: Final = pattern(r"(?<!\])\[([^\[\]]*)\][ ]?\[[^\[\]]*\]")
_NOT_IN_SLUG: Final = pattern(r"[^\w\s-]")
_GAPS: Final = pattern(r"[-\s]+")
_ELEMENT_ID: Final = pattern(r"<[A-Za-z][^<>]*?\s(?:id|name)\s*=\s*[\"']?(?P<id>[\w:.-]+)")


def on_one_line(text: str) -> str:
    """The text with every gap, line ends included, as one space."""
    return " ".join(text.split())


def plain_words(markdown: str) -> str:
    """The words of inline Markdown on one line, without markup, links, images, footnotes and tags."""
    if not _SIGNS.search(markdown):
        return markdown.strip()
    code = [span[2] for span in _CODE.finditer(markdown)] if "`" in markdown else []  # stays unchanged
    places = count()
    text = _CODE.sub(lambda _: f"\0{next(places)}\0", markdown) if code else markdown
    text = HIDDEN.sub("", text)
    text = _FOOTNOTE.sub("", text)
    text = _REFERENCE_LINK.sub(r"\1", _IMAGE_OR_LINK.sub(r"\1", text))
    text = _ADDRESS.sub(r"\1\2", text)
    text = _STRONG.sub("", _TAG.sub("", text))
    text = _ENTITY.sub(lambda entity: unescape(entity[0]), _LINE_END.sub(" ", _ESCAPE.sub(r"\1", text)))
    if code:
        text = _PLACE.sub(lambda place: _LINE_END.sub(" ", code[int(place[1])]), text)
    return text.strip()


_SIGNS: Final = pattern(r"[&\[\]`*_<>\\~=^\n]|  ")


def anchors_of(headings: Iterable[Heading], explicit: Iterable[Item]) -> Iterator[Item]:
    """Every anchor of a page: those of headings, as Python-Markdown names them, and explicit ids."""
    used: set[str] = set()
    counts: dict[str, int] = {}
    for heading in headings:
        attributes = _ATTRIBUTES.search(heading.text)
        words = heading.text[: attributes.start()] if attributes else heading.text
        if attributes is None or not _NAMES_ID.search(attributes["inside"]):
            yield Item(_unique(_slug(plain_words(words)), used, counts), heading.at)
    yield from explicit


def possible_anchors(headings: Iterable[Heading], explicit: Iterable[Item]) -> Iterator[str]:
    """Every possible anchor of a page, however its builder names headings; only a build knows which exist."""
    seen: Counter[str] = Counter()
    for heading in headings:
        words = _ATTRIBUTES.sub("", _REFERENCE_LINK.sub(r"\1", heading.text))
        for slug in dict.fromkeys(slug for text in (heading.text, words) for slug in _slugs(plain_words(text))):
            yield slug
            number = seen[slug]
            seen[slug] += 1
            if number:
                yield from (f"{slug}_{number}", f"{slug}-{number}")
    yield from (item.text for item in explicit)


def _slugs(words: str) -> Iterator[str]:
    """A heading's anchors by Python-Markdown's toc, its Unicode variant, pymdownx.slugs in any case, and GitHub."""
    yield _slug(words) or "_1"
    for form in ("NFC", "NFKC"):
        kept = _NOT_IN_SLUG.sub("", unicodedata.normalize(form, words)).strip()
        for cased in (kept, kept.lower(), kept.casefold()):
            yield _GAPS.sub("-", cased)
            yield re.sub(r"\s", "-", cased)


def explicit_ids(text: str, hidden: Iterable[tuple[int, int]]) -> Iterator[Item]:
    """The ids in what looks like attribute lists and raw HTML, even in code, but not in the hidden spans."""
    text = _blanked(text, hidden)
    for sign, with_id in (("{", _ATTRIBUTE_ID), ("<", _ELEMENT_ID)):
        if sign in text:
            yield from (Item(match["id"], match.start("id")) for match in with_id.finditer(text))


def _blanked(text: str, hidden: Iterable[tuple[int, int]]) -> str:
    pieces, done = [], 0
    for start, end in hidden:
        pieces += [text[done:start], " " * (end - start)]
        done = end
    return "".join([*pieces, text[done:]]) if done else text


def _slug(words: str) -> str:
    """The anchor of a heading by the default of Python-Markdown's toc extension."""
    if not words.isascii():
        words = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode("ascii")
    return _GAPS.sub("-", _NOT_IN_SLUG.sub("", words).strip().lower())


def _unique(slug: str, used: set[str], counts: dict[str, int]) -> str:
    """The slug, with a number if it is taken; `counts` has the highest number taken, by slug."""
    number = counts.get(slug, 0)
    name = slug or "_1"
    while name in used:
        number += 1
        name = f"{slug}_{number}"
    used.add(name)
    counts[slug] = number
    return name
