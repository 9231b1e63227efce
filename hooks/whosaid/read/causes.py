"""Why something that looks like a mark is not one: the single mistake that explains it, for the message."""

from __future__ import annotations

import re
from typing import Final, Literal

import msgspec

from ..base.faults import MalformedMark, MarkCause
from ..base.kinds import KIND_WORDS
from ..base.options import CUE_WORDS
from ..base.patterns import pattern

_CURLY: Final = "“”„‟‘’‚‛«»‹›"
_FAR: Final = 2_000  # characters on either side; no paragraph of an article is longer

# Each by what follows the id, in the order in which they are tried.
_AFTER: Final[dict[MarkCause, re.Pattern[str]]] = {
    "outside": pattern(rf"[ \t]*\)[ \t]*[\"'{_CURLY}][ \t]*(?:{KIND_WORDS})\b", re.IGNORECASE),
    "curly": pattern(rf"\s*[\"']?[{_CURLY}]"),
    "hard space": pattern(r"[ \t]*\u00a0"),
    "no space": pattern(r"[\"']"),
    "round title": pattern(r"\s*\("),
    "open quote": pattern(r"\s+(?:\"[^\"\n]*|'[^'\n]*)(?:\n|\Z)|\s+(?:\"[^\"()]*|'[^'()]*)\)"),
    "two titles": pattern(r"\s+(?:\"[^\"]*\"|'[^']*')[ \t]*[^\s).,;:!?]"),
    "no quotes": pattern(rf"\s+(?:{KIND_WORDS})\b", re.IGNORECASE),
    "spaces": pattern(r"[ \t]+[^\s\"'()][^\n\"'()]*\)"),
    "open address": pattern(r"\s+(?:\"[^\"]*\"|'[^']*')|[.,;:!?]?(?:\s|\Z)"),
}
_WORDS_BEFORE: Final = pattern(r"\](?:[ \t\u00a0]*+\n)?[ \t\u00a0]++\([ \t]*+$|\]\n\([ \t]*+$")
_LINK_BEFORE: Final = pattern(r"\][ \t]*\([ \t]*<?$")
_IN_WORDS: Final = pattern(rf"[\"{_CURLY}](?:{KIND_WORDS})[ ](?:{CUE_WORDS})[ ][^\"{_CURLY}\]]*[\"{_CURLY}][ \t]*$")
_PICTURE: Final = pattern(r"!\[[^\[\]]*$")
_ROUND_BEFORE: Final = pattern(r"\)[ \t]*\[[ \t]*$")


def with_cause(text: str, fault: MalformedMark) -> MalformedMark:
    """The fault of a malformed mark with its cause, or unchanged if no cause is found."""
    cause = _cause(text, fault.at, fault.text)
    return msgspec.structs.replace(fault, cause=cause) if cause else fault


def _cause(text: str, at: int, written: str) -> MarkCause | Literal[""]:
    if text.startswith("<", at):
        return "html"
    if not text.startswith("#", at):
        return ""
    before = text[max(0, at - _FAR) : at]
    paragraph = before[before.rfind("\n\n") + 1 :]
    if _WORDS_BEFORE.search(paragraph):
        return "space"
    if _ROUND_BEFORE.search(paragraph):
        return "brackets"
    if link := _LINK_BEFORE.search(paragraph):
        if not _opens(paragraph[: link.start()]):
            return "paragraph" if _opens(before[: before.rfind("]")]) else "not opened"
        if _IN_WORDS.search(paragraph[: link.start()]):
            return "outside"
        if _PICTURE.search(paragraph[: link.start()]):
            return "picture"
    elif paragraph.rstrip(" \t").endswith("(") and _opens(paragraph):
        return "not closed"
    elif not paragraph.rstrip(" \t<").endswith("("):
        return "no round brackets" if paragraph.endswith(("]", "]{")) or _opens(paragraph) else "bare"
    after = text[at + len(written) : at + len(written) + _FAR]
    return next((cause for cause, pattern in _AFTER.items() if pattern.match(after)), "")


def _opens(text: str) -> bool:
    """Whether a square bracket is open at the end of a text."""
    depth = 0
    for sign in reversed(text):
        if sign == "]":
            depth += 1
        elif sign == "[":
            if not depth:
                return True
            depth -= 1
    return False
