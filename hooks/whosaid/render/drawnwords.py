"""The words of a mark as Markdown has drawn them, held against those that are recorded and exported."""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Iterator
from html import unescape
from itertools import chain
from typing import Final

# Python-Markdown's own places in a tree: what is kept back (HTML, entities), and signs that a backslash has freed.
_KEPT: Final = re.compile("\x02(?!\\d+\x03|amp\x03)[^\x03]*\x03")
_FREED: Final = re.compile("\x02(\\d+)\x03")
# Extensions shape quotes, dashes and dots as printers do; they are the same words.
_SHAPED: Final = str.maketrans(
    {**dict.fromkeys("“”„‟«»", '"'), **dict.fromkeys("‘’‚‛‹›", "'"), **dict.fromkeys("–—", "-"), "…": "..."}
)
_DASHES: Final = re.compile("-{2,3}")
_QUOTES: Final = re.compile("<<|>>|,,")
_NO_WORDS: Final = "[^A-Za-z0-9]{0,40}?"  # what is kept back is a tag or an entity, which have no letters of the text


def drawn_words(mark: etree.Element) -> str:
    """What a reader sees of a mark, on one line; a part that is kept back is a NUL."""
    text = _KEPT.sub("\0", "".join(_texts(mark)).replace("\x02amp\x03", "&"))
    return " ".join(_FREED.sub(lambda sign: chr(int(sign[1])), text).split())


def _texts(element: etree.Element) -> Iterator[str]:
    if element.tag == "img":
        yield element.get("alt", "")
    elif element.tag == "code":  # Python-Markdown has escaped it already
        yield unescape("".join(element.itertext()))
    elif element.tag == "br":
        yield " "
    elif not (element.tag == "sup" and element.get("id", "").startswith("fnref")):
        yield element.text or ""
        for child in element:
            yield from chain(_texts(child), [child.tail or ""])


def are_same_words(drawn: str, recorded: str) -> bool:
    """Whether two texts have the same words, whatever the shape of their quotes and dashes."""
    if "\0" not in drawn:
        return _plain(drawn) == _plain(recorded)
    pattern = _NO_WORDS.join(re.escape(_plain(piece)) for piece in drawn.split("\0"))
    return re.fullmatch(pattern, _plain(recorded)) is not None


def _plain(text: str) -> str:
    return "".join(_QUOTES.sub('"', _DASHES.sub("-", text.translate(_SHAPED))).split())
