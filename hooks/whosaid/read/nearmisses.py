"""Lines that resemble an annotation, or that a formatter damaged: faults, so that none is lost silently."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from difflib import get_close_matches
from typing import Final

from ..base.faults import (
    FormatterDamage,
    Lookalike,
    MalformedEmbed,
    MalformedMark,
    ReadingFault,
    ReferenceMark,
    UnknownBlock,
)
from ..base.filenames import MARKDOWN_ENDINGS
from ..base.kinds import KIND_WORDS, KINDS
from ..base.model import Suspect
from ..base.patterns import pattern
from ..base.vocabulary import NEIGHBOUR_BLOCKS
from .embedlinks import is_nearly_embed
from .found import Found
from .remains import HASH_AS_ENTITY
from .shortform import leads_away, looks_meant

_LOOKALIKE: Final = pattern(r"(?:(?:!!!|\?\?\?\+?|:::+)[ \t]*\{?\.?|\[!)(?P<name>[A-Za-z][\w-]*)")
# What mdformat turns unknown syntax into.
_NOT_INDENTED: Final = pattern(r"\n[ ]{0,3}[^\s!?:/]")
_ESCAPED_FOOTNOTE: Final = pattern(r"\\\[\^[^\]\\]+\\\]:")
_OF_PAGE: Final = pattern(rf"(?P<page>[^:#]+\.(?:{MARKDOWN_ENDINGS}))#(?P<anchor>[\w.:%-]+)")
_NO_ID: Final = pattern(r"[^a-z0-9-]")
_ADDRESS: Final = pattern(r"[^#()\"'“”]+(?:#[^#()\"'“”]*)?")
_MORE_THAN_WORDS: Final = pattern(r"<!--|\]\(")  # in a title
_CUT_TARGET: Final = pattern(
    rf"""
    \#(?P<open>\()?(?P<id>[^\s()"']+)
    (?P<end>\)|[ \t]+["'](?:{KIND_WORDS})(?:[ \t]|["'][ \t]?\)))
    """,
    re.VERBOSE,
)
_OPTION_GROUP: Final = pattern(r"(?:^[ \t>]*+[a-z][a-z-]*+:[ \t][^\n]*(?:\n|\Z)){2,}", re.MULTILINE)
_OPTION_KEY: Final = pattern(r"^[ \t>]*([a-z-]+):", re.MULTILINE)
_NEXT: Final = r"[ \t]*(?:\n[ \t>]*)?"
# As Python-Markdown reads one: the target and the title may each be on the next line.
_REFERENCE: Final = pattern(
    rf"""
    \[ [^\]^\n][^\]\n]* \]: {_NEXT} <?(?P<to>[^\s<>\[\]]+)>?
    (?: {_NEXT} (?P<title> "[^"\n]*" | '[^'\n]*' | \([^()\n]*\) ) )?
    [ \t]*$
    """,
    re.MULTILINE | re.VERBOSE,
)


def find_lookalike(text: str, start: int, end: int, faults: list[ReadingFault]) -> None:
    """An admonition or a container of another syntax with the name of an annotation block."""
    lookalike = _LOOKALIKE.match(text, start, end)
    if lookalike is not None and lookalike["name"] not in NEIGHBOUR_BLOCKS:
        name = lookalike["name"].lower()
        if name in KINDS or get_close_matches(name[:30], KINDS, 1, 0.85):
            faults.append(Lookalike(start, lookalike.group(), detail=name))


def find_reference(text: str, start: int, found: Found) -> int:
    """A reference link's target, `[1]: #bridge`, that may be meant as a mark or an embed; returns its end or -1."""
    reference = _REFERENCE.match(text, start) if text[start] == "[" else None
    if reference is None:
        return -1
    to, title = HASH_AS_ENTITY.sub("#", reference["to"]), (reference["title"] or "")[1:-1]
    fault = ReferenceMark(start, to if "#" in to else f"#{to}")
    if looks_meant(title) and not leads_away(to, title):
        found.faults.append(fault)
    elif is_nearly_embed(title):
        found.faults.append(MalformedEmbed(reference.start("title") + 1, title))
    elif to == "#" and (reference["title"] or "").startswith("("):  # `[//]: # (…)`, a private note
        pass
    elif to.startswith("#"):
        found.suspects.append(Suspect(to.removeprefix("#"), fault))
    elif of_page := _OF_PAGE.fullmatch(to):
        found.suspects.append(Suspect(f"{of_page['page']}#{_NO_ID.sub('', of_page['anchor'])}", fault))
    else:
        found.lead_to(to, reference.start("to"))
        is_plain = _ADDRESS.fullmatch(to) is not None and not _MORE_THAN_WORDS.search(title)
        return reference.end() if is_plain else -1
    return reference.end()


def find_cut_mark(text: str, start: int, end: int, found: Found) -> None:
    """A heading that is really the rest of a mark whose target starts a line: `#bridge) is unsafe`."""
    if target := _CUT_TARGET.match(text, start, end):
        fault = MalformedMark(start, f"#{target['id']}", detail=target["id"])
        found.add([Suspect(target["id"] if target["open"] else "", fault) if target["end"] == ")" else fault])


def find_lost_options(text: str, runs: Sequence[tuple[int, int]], faults: list[ReadingFault]) -> None:
    """A block's options in the middle of text, because its first line is malformed and opens no block."""
    reported = sorted(fault.at for fault in faults)
    for start, end in runs:
        for group in _OPTION_GROUP.finditer(text, start, end):
            keys = set(_OPTION_KEY.findall(group.group()))
            if "id" in keys and keys & {"source", "of"}:
                line = text.rfind("\n", start, max(group.start() - 1, start)) + 1 or start
                if bisect_left(reported, line) == bisect_left(reported, group.start()):  # not reported yet
                    first = text[line : group.start()].strip(" \t\n>/")
                    faults.append(UnknownBlock(line, first, tuple(KINDS)))


def find_lost_indent(text: str, start: int, end: int, faults: list[ReadingFault]) -> None:
    """An admonition whose text has lost its indentation."""
    if text[start] in "!?" and _NOT_INDENTED.match(text, end):
        faults.append(FormatterDamage(start, text[start:end].strip(), detail="admonition"))


def find_escaped_footnote(text: str, start: int, end: int, faults: list[ReadingFault]) -> None:
    """A footnote with backslashes before its brackets."""
    if footnote := _ESCAPED_FOOTNOTE.match(text, start, end):
        faults.append(FormatterDamage(start, footnote.group(), detail="footnote"))
