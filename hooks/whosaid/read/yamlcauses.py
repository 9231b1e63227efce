"""Why YAML cannot be read: the faulty line, which is often above the one where the parser stops."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from msgspec import Struct

from ..base.filefaults import YamlLineCause
from ..base.patterns import pattern

_LINE: Final = pattern(r"(?P<indent>[ ]*)(?P<item>-[ ]+)?(?P<key>[^\s:#\"'-][^:#\"'\n]*):(?P<value>[ ]+[^\n]*|$)")
_GLUED: Final = pattern(r"[ ]*(?:-[ ]+)?(?P<key>[A-Za-z][\w-]*):(?![\s/]|$)")
_SIGNS_OF_VALUE: Final = ("[", "{", "|", ">", "#", "&", "*")


class Cause(Struct, frozen=True):
    """What is wrong (a detail of the rule `bad-yaml`), where, and the key to show; not the rest of the line, which may
    be confidential.
    """

    name: YamlLineCause
    at: int
    text: str = ""


def cause_of(text: str, start: int, at: int) -> Cause | None:
    """The likely mistake at or above the offset `at`, where the parser stopped; None if it is unclear."""
    here = text.rfind("\n", start, at) + 1 or start
    above = _above(text, start, here)
    before = _above(text, start, above) if above >= 0 else -1
    for line in (here, above):
        if line >= 0 and "\u00a0" in (indent := re.match(r"[\s]*", _rest_of_line(text, line)) or [""])[0]:
            return Cause("hard space", line + indent[0].index("\u00a0"))
    for line in (above, here):
        if line >= 0 and (glued := _GLUED.match(_rest_of_line(text, line))):
            return Cause("no space", line + glued.start("key"), glued["key"])
    if "\t" in _rest_of_line(text, here)[: at - here + 1]:
        return None
    if above >= 0 and _is_bare(said := _rest_of_line(text, above)) and _LINE.match(_rest_of_line(text, here)):
        return Cause("no colon", above + _indent(said), _key(said))
    if (two := _second_colon(_rest_of_line(text, here))) and at >= here + two:
        return Cause("colon in value", here + two)
    return _wrong_indent(text, start, (here, above, before))


def _is_bare(line: str) -> bool:
    """Whether a line is neither a key nor a list item, a comment or the end of a quoted value."""
    return bool(line.strip()) and ":" not in line and not line.lstrip().startswith(("-", "#", '"', "'"))


def _wrong_indent(text: str, start: int, lines: tuple[int, int, int]) -> Cause | None:
    """Of two lines with conflicting indentation, the one whose indentation is rarer."""
    here, above, before = lines
    if above < 0:
        return None
    one, two = _rest_of_line(text, here), _rest_of_line(text, above)
    if _indent(one) == _indent(two):
        return None
    parent = _rest_of_line(text, before) if before >= 0 else ""
    too_shallow = parent.rstrip().endswith(":") and _indent(parent) >= _indent(two)
    common = Counter(_indent(line) for line in text[start : start + _MOST].split("\n") if _LINE.match(line))
    wrong = above if too_shallow or common[_indent(two)] < common[_indent(one)] else here
    return Cause("indent", wrong + _indent(_rest_of_line(text, wrong)), _key(_rest_of_line(text, wrong)))


def _key(line: str) -> str:
    key = line.strip().partition(":")[0]
    return key if re.fullmatch(r"[a-z0-9-]+", key) else ""


_MOST: Final = 20_000  # characters; enough to see how a file is indented


def _second_colon(line: str) -> int:
    """The position of a second colon followed by a space in an unquoted value; 0 if there is none."""
    found = _LINE.match(line)
    if found is None or found["value"].strip().startswith(('"', "'", *_SIGNS_OF_VALUE)):
        return 0
    at = found["value"].find(": ")
    return found.start("value") + at if at >= 0 else 0


def _rest_of_line(text: str, at: int) -> str:
    end = text.find("\n", at)
    return text[at : end if end >= 0 else len(text)]


def _above(text: str, start: int, at: int) -> int:
    """The start of the nearest line above that is not empty; below 0 if there is none."""
    while at > start:
        at = max(text.rfind("\n", start, at - 1) + 1, start)
        if text[at : at + 1] not in ("\n", ""):
            return at
    return -1


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
