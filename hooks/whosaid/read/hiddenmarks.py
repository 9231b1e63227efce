"""Annotations where Markdown renders none: in comments, raw HTML, indented code and the first lines of blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ..base.faults import MalformedEmbed, MalformedMark, NotDrawn, ReadingFault
from ..base.filenames import MARKDOWN_ENDINGS
from ..base.kinds import KIND_WORDS
from ..base.model import Suspect
from ..base.options import CUE_WORDS
from ..base.patterns import pattern
from .embedlinks import is_nearly_embed
from .found import Found
from .remains import target_of
from .shortform import leads_away

HIDDEN: Final = pattern(
    rf"""
    ^[ \t>]* /{{2,}} [ \t]* (?P<block>{KIND_WORDS}) (?=[ \t]*(?:\||$))
  | \]\( [ \t]* (?P<file>[\w./-]*\.(?:{MARKDOWN_ENDINGS}))? \# (?P<id>[a-z0-9-]+)
    (?P<title>\s+["']\s*(?:{KIND_WORDS})\b)?
    """,
    re.MULTILINE | re.VERBOSE,
)
_RAW_LINK: Final = pattern(
    rf"""
    <a\s
    (?= [^<>]*? (?<![\w-])title\s*=\s*
        (?: (?:{KIND_WORDS})[\s>]
          | ["']\s*(?:{KIND_WORDS}) (?: \s+(?:{CUE_WORDS})\b | \s*["'] ) ) )
    (?: [^<>]*? (?<=[\s"'])href\s*=\s*["']? [^\s"'<>#]*+ \# (?P<id>[\w-]+) )?
    [^<>]*>?
    """,
    re.IGNORECASE | re.VERBOSE,
)
_HREF: Final = pattern(r"\bhref\s*=\s*[\"']?(?P<to>[^\s\"'<>]*)", re.IGNORECASE)
_TITLE_OF_TAG: Final = pattern(r"\btitle\s*=\s*[\"']?(?P<title>[^\"'<>]*)", re.IGNORECASE)
_RAW_EMBED: Final = pattern(r"<a\s[^<>]*?(?<![\w-])title\s*=\s*[\"']?(?P<title>[^<>\"']{0,500})", re.IGNORECASE)


def find_hidden(text: str, start: int, end: int, where: str, found: Found) -> None:
    """Annotations in a span that Markdown does not render as text (a comment, raw HTML, indented code)."""
    for match in HIDDEN.finditer(text, start, end):
        if match["block"]:
            found.faults.append(NotDrawn(match.start("block"), match["block"], detail=where))
        elif match["title"]:
            found.faults.append(NotDrawn(match.start("id") - 1, f"#{match['id']}", detail=where))
        else:
            fault = NotDrawn(match.start("id") - 1, f"#{match['id']}", detail=where)
            found.suspects.append(Suspect(target_of(match), fault))


def raw_links(text: str, start: int) -> Iterator[ReadingFault]:
    """Marks and embeds written as HTML, `<a href="#x" title="claim by …">`, which Markdown passes through unchanged."""
    if "<a" in text or "<A" in text:
        for match in _RAW_LINK.finditer(text, start):
            if not _is_tooltip(match.group()):
                yield MalformedMark(match.start(), match.group(), detail=match["id"] or "…")
        for match in _RAW_EMBED.finditer(text, start):
            if is_nearly_embed(match["title"]):
                yield MalformedEmbed(match.start(), match["title"])


def find_in_title(text: str, start: int, end: int, found: Found, *, plain: bool) -> None:
    """Attributions in a block's first line, which is not text; if it is plain text, mentions too."""
    if text.find("](", start, end) >= 0:
        for match in HIDDEN.finditer(text, start, end):
            if match["title"] or (plain and match["id"]):
                at = match.start("id") - 1
                found.faults.append(NotDrawn(at, f"#{match['id']}", detail="a block's first line"))


def _is_tooltip(tag: str) -> bool:
    href, title = _HREF.search(tag), _TITLE_OF_TAG.search(tag)
    return href is not None and title is not None and "#" not in href["to"] and leads_away(href["to"], title["title"])
