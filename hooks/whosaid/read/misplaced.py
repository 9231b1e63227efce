"""Options that stand where none is read: on the line of another one, or in a note below an empty line.

In a free text and in a note only what would be right as an option counts as one, or nearly so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from difflib import get_close_matches
from typing import Final

from ..base.faults import OptionAfterBlank, ReadingFault
from ..base.model import Item
from ..base.vocabulary import KINDS, OPTIONS, Option
from .values import Options, is_faulty, option_names

OPTION_NAMES: Final = "|".join(sorted(OPTIONS, key=len, reverse=True))
# Words of a sentence, too: what follows them in a free text is an option only behind a lost line end's indent.
SIGNALS: Final = "|".join(name for name in OPTION_NAMES.split("|") if name == "where" or OPTIONS[name].value != "text")
_GLUED: Final = re.compile(rf"(?P<key>{SIGNALS}|(?<=\s\s)(?:{OPTION_NAMES})):[ \t]*(?=(?P<value>\S[^\n]*))")
_LONGEST_GLUED: Final = 2_000  # characters; what is longer was not one line
_OPTION_BEHIND: Final = re.compile(
    rf"(?:(?<![ ])[ ]{{2,}}+|\t)(?P<option>(?:[a-z][a-z-]*+(?:[^\w: ][a-z-]*+)?[ \t]*+:|(?:{SIGNALS})[^\w\s]?)[ \t].*)"
)
_LAST_PAIR: Final = re.compile(r"(?P<key>[^\s:]{2,40})[ \t]*:(?!//)[^\w:]{1,3}(?P<value>[^:\n]+)$")
_KEY: Final = r"(?:[a-z-]{0,20}[^\w\s:]?[a-z][a-z-]{1,20}|[a-z][a-z-]{1,20}[^\w\s:])"  # a sign may stand for a letter
_LATE: Final = re.compile(rf"^[ \t>]*(?P<key>{_KEY})[ \t]*:[ \t]*(?P<value>\S[^\n]*)$", re.MULTILINE)
_TEXT: Final = re.compile(r"[^ >\n]")
_BETWEEN: Final = re.compile(r"[,\s]+")
_SIGNS: Final = re.compile(r"[^\w\s,.()-]|_")


def cut_glued(option: Option | None, value: Item, options: Options) -> tuple[Item, Item | None]:
    """A value, and the options that a lost line end has glued to it, if there are any.

    In a free text, only what would be right as an option counts as one.
    """
    free = option is None or option.value == "text"
    if len(value.text) > _LONGEST_GLUED or (option is not None and not free and not is_faulty(option, value.text)):
        return value, None
    for match in _GLUED.finditer(value.text):
        name = match["key"]
        if not free or (name not in options and not is_faulty(OPTIONS[name], match["value"])):
            return Item(value.text[: match.start()].rstrip(), value.at), Item(
                value.text[match.start() :], value.at + match.start()
            )
    return value, None


def option_behind(value: str, kind: str, options: Options) -> Item | None:
    """What looks like an option at the end of a free text, with some other fault in it."""
    if indented := _OPTION_BEHIND.search(value):
        return Item(indented["option"], indented.start("option"))
    if (last := _LAST_PAIR.search(value)) is None or len(value) > _LONGEST_GLUED:
        return None
    for name in option_names(kind):
        option = OPTIONS[name]
        key = last["key"][-len(name) - 1 :]
        if name not in options and option.value not in ("text", "url") and get_close_matches(key, (name,), 1, 0.75):
            near = option.terms and get_close_matches(_BETWEEN.split(last["value"], 1)[0], option.terms, 1, 0.75)
            if near or not is_faulty(option, last["value"]) or not is_faulty(option, _SIGNS.sub("", last["value"])):
                return Item(last.group(), last.start())
    return None


def find_late_options(
    text: str,
    span: tuple[int, int],
    kind: str,
    options: Options,
    is_code: Callable[[int], bool],
    faults: list[ReadingFault],
) -> None:
    """Lines of a note that would be right as options, also with a letter wrong: an empty line has cut them off."""
    first = _TEXT.search(text, *span)
    note_at = first.start() if first else span[1]
    for line in _LATE.finditer(text, *span):
        near = line["key"] if line["key"] in OPTIONS else _nearest(line["key"], option_names(kind))
        option = OPTIONS.get(near)
        free = option is not None and option.value in ("text", "url") and note_at < line.start("key")
        if option is None or near in options or free or is_code(line.start("key")):
            continue
        is_meant = line.start("key") == note_at or not is_faulty(option, line["value"].rstrip())
        if KINDS[kind].family in option.families and is_meant:
            faults.append(OptionAfterBlank(line.start("key"), line["key"]))


def _nearest(word: str, names: Sequence[str]) -> str:
    return next(iter(get_close_matches(word, names, 1, 0.75)), "")
