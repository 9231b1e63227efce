"""Compares the words of a mark as drawn by Markdown with those recorded and exported."""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Iterator, Sequence
from html import unescape
from itertools import chain
from typing import Final

Kept = str | etree.Element
"""HTML that Markdown has stashed outside its tree, by number: `Markdown.htmlStash.rawHtmlBlocks`."""

# Python-Markdown's placeholders in a tree: stashed HTML, the letters of an obfuscated address,
# those of other extensions, and characters escaped with a backslash.
_KEPT: Final = re.compile("\x02wzxhzdk:(\\d+)\x03")
_HIDDEN_LETTER: Final = re.compile("\x02amp\x03(#?\\w+;)")
_NO_TEXT: Final = re.compile("\x02(?!\\d+\x03)[^\x02\x03]*+\x03")
_FREED: Final = re.compile("\x02(\\d+)\x03")
_TAG: Final = re.compile(r"<!--.*?(?:-->|\Z)|<[^<>]*+>", re.DOTALL)
# Typographic extensions change quotes, dashes, dots and some symbols; the words are the same.
_SHAPED: Final = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»", '"'),
        **dict.fromkeys("‘’‚‛‹›", "'"),
        **dict.fromkeys("–—", "-"),
        "…": "...",
        "©": "(c)",
        "®": "(r)",
        "™": "(tm)",
        "℅": "c/o",
        "±": "+/-",
        "≠": "=/=",
        "→": "-->",
        "←": "<--",
        "↔": "<-->",
        "½": "1/2",
        "¼": "1/4",
        "¾": "3/4",
        "⅓": "1/3",
        "⅔": "2/3",
    }
)
_DASHES: Final = re.compile("-{2,3}")
_QUOTES: Final = re.compile("<<|>>|,,")


def drawn_words(mark: etree.Element, kept: Sequence[Kept]) -> str:
    """The visible words of a mark, on one line."""
    text = _KEPT.sub(lambda place: _text_of(kept[int(place[1])]), "".join(_texts(mark)))
    text = _HIDDEN_LETTER.sub(lambda letter: unescape(f"&{letter[1]}"), text)
    return " ".join(_FREED.sub(lambda sign: chr(int(sign[1])), _NO_TEXT.sub("", text)).split())


def _text_of(html: Kept) -> str:
    return unescape(_TAG.sub("", html)) if isinstance(html, str) else "".join(html.itertext())


def _texts(element: etree.Element) -> Iterator[str]:
    if element.tag == "img":
        yield element.get("alt", "")
    elif element.tag == "code":  # already escaped by Python-Markdown
        yield unescape("".join(element.itertext()))
    elif element.tag == "br":
        yield " "
    elif not (element.tag == "sup" and element.get("id", "").startswith("fnref")):
        yield element.text or ""
        for child in element:
            yield from chain(_texts(child), [child.tail or ""])


def are_same_words(drawn: str, recorded: str) -> bool:
    """Whether two texts have the same words, apart from the style of quotes and dashes."""
    return _plain(drawn) == _plain(recorded)


def _plain(text: str) -> str:
    return "".join(_QUOTES.sub('"', _DASHES.sub("-", text.translate(_SHAPED))).split())
