"""What Markdown removes: comments, processing instructions, unused references. Exports leave it out, too."""

from __future__ import annotations

import re
from collections import Counter
from itertools import count
from typing import Final

from .patterns import pattern

# As Python-Markdown reads them inline; an unclosed comment hides the rest. Each pattern reads its text once.
HIDDEN: Final = pattern(
    r"<!--.*?(?:-->|\Z)|<\?(?:(?!<\?|\?>).)*\?>|<!\[CDATA\[(?:(?!<!\[CDATA\[|\]\]>).)*\]\]>", re.DOTALL
)
_DECLARATION: Final = pattern(r"<[!?][^>]*(?:>|\Z)")
_CODE: Final = pattern(
    r"""
    ^[ \t>]* (?P<fence>`{3,}+|~{3,}+) .*? ^[ \t>]* (?P=fence) [`~]* [ \t]*$
  | (?<!`) (?P<sign>`++) .+? (?<!`) (?P=sign) (?!`)
    """,
    re.MULTILINE | re.DOTALL | re.VERBOSE,
)
_PLACE: Final = pattern("\0(\\d+)\0")  # no text contains this character
_LABEL: Final = pattern(r"\[([^\[\]]*)\]")
_ITEM: Final = r"^[ \t>]*(?:(?:[-+*]|\d{1,9}[.)])[ \t]+)*"
_REFERENCE: Final = pattern(
    rf"{_ITEM}\[(?P<label>(?!\^)[^\[\]]*)\]:[ ]*+\n?+[ ]*+\S++[ ]*+(?:\n[ ]*+)?(?:([\"']).*\2[ ]*+|\(.*\)[ ]*+)?$",
    re.MULTILINE,
)
_ABBREVIATION: Final = pattern(r"^ {0,3}\*\[[^\]\n]+\]:.*$", re.MULTILINE)


def without_comments(markdown: str) -> str:
    """Markdown without what no reader of the page sees; code is left unchanged."""
    code: list[str] = []
    if "`" in markdown or "~~~" in markdown:
        places = count()
        code = [found[0] for found in _CODE.finditer(markdown)]
        markdown = _CODE.sub(lambda _: f"\0{next(places)}\0", markdown)
    if "<" in markdown:
        markdown = _DECLARATION.sub("", HIDDEN.sub("", markdown))
    if "]:" in markdown:
        markdown = _ABBREVIATION.sub("", _without_unused(markdown))
    if code:
        markdown = _PLACE.sub(lambda place: code[int(place[1])], markdown)
    return markdown.strip()


def _without_unused(markdown: str) -> str:
    """Markdown without unused references, which serve as comments (`[//]: # (like this)`)."""
    used = Counter(label.lower() for label in _LABEL.findall(_REFERENCE.sub("", markdown)))
    return _REFERENCE.sub(lambda found: found[0] if used[found["label"].lower()] else "", markdown)
