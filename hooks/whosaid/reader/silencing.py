"""Silencings: where the author lets a rule be broken, and why.

    <!-- whosaid: ignore rule-name: reason -->      in Markdown
    # whosaid: ignore rule-name: reason             in front matter and sources.yml

With text beside it, a silencing covers its own line. Alone on its line, it covers what follows up to the next empty
line, and an annotation block that starts there to its end. `ignore:` in front matter covers the page (frontmatter).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from difflib import get_close_matches
from typing import Final

from msgspec import Struct, field

from ..model import Item, Record, Silencing, Slip

_NAME: Final = "whosaid"
# Any other word of about its length may be it, misspelt.
_MEANT: Final = rf"[ \t]*(?P<name>{_NAME}(?=[ \t]*:|[\s-]*ignore)|[a-z]{{5,9}}(?=[ \t]*:?[ \t]*ignore[ \t]))"
_COMMENT: Final = re.compile(rf"<!--\s*{_MEANT}", re.IGNORECASE)
_YAML_COMMENT: Final = re.compile(rf"(?:^|(?<=[ \t]))#{_MEANT}", re.IGNORECASE | re.MULTILINE)
_FORM: Final = re.compile(r"\s*:\s*(?i:ignore)\s+(?P<rule>[^\s:]+)\s*(?P<colon>:?)\s*(?P<reason>.*?)\s*", re.DOTALL)
_SEVERAL: Final = re.compile(
    r"\s*:\s*ignore\s+[\w-]+(?:(?:(?:\s*[,&]\s*|\s+and\s+)[\w-]+)+|\s+\w+-[\w-]+)\s*:", re.IGNORECASE
)
_ONLY_COMMENTS: Final = re.compile(r"[ \t>]*(?:<!--[^\n]*?-->[ \t]*)*")
_SKIPPED: Final = re.compile(r"(?:[ \t>]*(?:<!--[^\n]*?-->[ \t]*)*\n)*")
_SKIPPED_YAML: Final = re.compile(r"(?:[ \t]*(?:#[^\n]*)?\n)*")
_EMPTY_LINE: Final = re.compile(r"\n[ \t>]*(?:\n|\Z)")


class Silencings(Struct):
    """What is found, and what was meant to be one but does not read as one."""

    found: list[Silencing] = field(default_factory=list)
    slips: list[Slip] = field(default_factory=list)


def read_comments(text: str, start: int, records: Sequence[Record], is_code: Callable[[int], bool]) -> Silencings:
    """The silencings in the Markdown of a page, from offset `start`. `records` are in the order of the text."""
    read = Silencings()
    if text.find("<!--", start) < 0:
        return read
    for opening in _COMMENT.finditer(text, start):
        at = opening.start()
        if is_code(at) or not _is_near(opening["name"]):
            continue
        close = text.find("-->", opening.end())
        if close < 0:  # printed, which is a finding of its own
            break
        line, stop = _line(text, at, close + 3)
        if _ONLY_COMMENTS.fullmatch(text, line, at) and _ONLY_COMMENTS.fullmatch(text, close + 3, stop):
            line, stop = _block_below(text, stop, _SKIPPED)
            for record in records[bisect_left(records, line, key=lambda record: record.at) :]:
                if record.at >= stop:
                    break
                stop = max(stop, record.end)
        _read(text, opening, close, (line, stop), read)
    return read


def read_yaml_comments(text: str, start: int, end: int) -> Silencings:
    """The silencings in YAML: front matter, or a file of its own."""
    read = Silencings()
    for opening in _YAML_COMMENT.finditer(text, start, end):
        if not _is_near(opening["name"]):
            continue
        line, stop = _line(text, opening.start(), opening.end())
        covered = (line, stop)
        if not text[line : opening.start()].strip():
            line, below = _block_below(text, stop, _SKIPPED_YAML)
            covered = (line, min(below, end))
        _read(text, opening, stop, covered, read)
    return read


def _line(text: str, at: int, end: int) -> tuple[int, int]:
    """From the start of the line of `at` to the end of the line of `end`."""
    stop = text.find("\n", end)
    return text.rfind("\n", 0, at) + 1, stop if stop >= 0 else len(text)


def _block_below(text: str, at: int, skipped: re.Pattern[str]) -> tuple[int, int]:
    """From the first line below `at` that says something to the next empty line."""
    passed = skipped.match(text, min(at + 1, len(text)))
    start = passed.end() if passed else at
    end = _EMPTY_LINE.search(text, start)
    return start, end.start() if end else len(text)


def _is_near(name: str) -> bool:
    return bool(get_close_matches(name.lower(), (_NAME,), 1, 0.7))


def gives_reason(text: str) -> bool:
    """Whether a reason says anything: a dash or a full stop is none."""
    return any(sign.isalnum() for sign in text)


def _read(text: str, opening: re.Match[str], end: int, covered: tuple[int, int], read: Silencings) -> None:
    start = opening.end()
    said = _FORM.fullmatch(text, start, end)
    if opening["name"].lower() != _NAME:
        at = opening.start("name")
        read.slips.append(Slip("malformed-silencing", at, text[at:end].strip(), detail="form"))
    elif several := _SEVERAL.match(text, start, end):
        read.slips.append(Slip("malformed-silencing", start, several.group().strip(" :"), detail="several"))
    elif said is None:
        read.slips.append(Slip("malformed-silencing", start, text[start:end].strip(), detail="form"))
    elif not said["colon"] or not gives_reason(said["reason"]):
        read.slips.append(Slip("malformed-silencing", said.start("rule"), said["rule"], detail="reason"))
    else:
        reason = " ".join(said["reason"].split())
        read.found.append(Silencing(Item(said["rule"], said.start("rule")), reason, *covered))
