"""Comments taken out of the HTML of a page: what an author notes for colleagues is not published."""

from __future__ import annotations

import re
from typing import Final

# What a browser reads as one piece: text that only looks like a comment inside scripts and quoted values stays.
_PIECE: Final = re.compile(
    r"(?P<kept><(?P<name>script|style|textarea|title|xmp)\b.*?</(?P=name)\s*>|<[A-Za-z](?:[^>=]|=\s*\"[^\"]*\"|=\s*'[^']*'|=(?!\s*\"[^\"]*\"|\s*'[^']*'))*>)"
    r"|(?P<alone><p>(?:\s*<!--(?:(?!-->).)*-->)+\s*</p>\n?)"
    r"|<!--.*?(?:-->|\Z)|<[!?][^>]*(?:>|\Z)",
    re.DOTALL | re.IGNORECASE,
)
_CODE: Final = re.compile(r"<(pre|code|script|style|textarea|xmp)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)


def without_comments(html: str) -> str:
    """The page without its comments, declarations and processing instructions, none of which a reader sees."""
    if "<!" not in html and "<?" not in html:
        return html
    return _PIECE.sub(lambda piece: piece["kept"] or "", html)


def without_code(html: str) -> str:
    """The page without its code, scripts and styles, in which nothing is an annotation or a comment of the author."""
    return _CODE.sub("", html)
