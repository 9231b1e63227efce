"""Options in the wrong place: on the line of another one, or in a note below an empty line.

In free text and in a note, only what would be valid as an option, or nearly so, counts as one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from difflib import get_close_matches
from typing import Final

from ..base.faults import OptionAfterBlank, ReadingFault
from ..base.kinds import KINDS
from ..base.model import Item
from ..base.options import OPTIONS, Option
from ..base.patterns import pattern
from .values import Options, is_faulty, option_names

OPTION_NAMES: Final = "|".join(sorted(OPTIONS, key=len, reverse=True))
# Also words of a sentence: in free text they are options only after the indentation of a lost line end.
SIGNALS: Final = "|".join(name for name in OPTION_NAMES.split("|") if name == "where" or OPTIONS[name].value != "text")
_GLUED: Final = pattern(rf"(?P<key>{SIGNALS}|(?<=\s\s)(?:{OPTION_NAMES})):[ \t]*(?=(?P<value>\S[^\n]*))")
_LONGEST_GLUED: Final = 2_000  # characters; what is longer was not one line
# `abou:t` and `abo ut:`
_CUT: Final = "|".join(
    f"{name[:-1]}:{name[-1]}|(?:{'|'.join(f'{name[:at]}[ ]{name[at:]}' for at in range(1, len(name)))})[ \\t]*:"
    for name in SIGNALS.split("|")
)
_OPTION_BEHIND: Final = pattern(
    rf"""
    (?: (?<![ ])[ ]{{2,}}+ | \t )
    (?P<option>
        (?: (?: [a-z][a-z-]*+ (?:[^\w ][a-z-]*+)? [ \t]*+: | (?:{SIGNALS})[^\w\s]? ) [ \t]
          | (?:{SIGNALS})[ \t]*+:
          | {_CUT} )
        .*
    )
    """,
    re.VERBOSE,
)
_LAST_PAIR: Final = pattern(r"(?P<key>[^\s:]{2,40})[ \t]*:(?!//)[^\w:]{0,3}(?P<value>[^:\n]+)$")
# A line end and a colon that have each become another character.
NO_PAIR: Final = pattern(
    rf"""
    (?: [^\w\s-][ \t>]{{0,8}} | \w(?=(?:{SIGNALS})[^\w\s,.;()'"-]) )
    (?P<key>{SIGNALS}) [^\w\s-][ \t]* (?P<value>[^:\n]+)$
    """,
    re.VERBOSE,
)
_KEY: Final = r"(?:[a-z-]{0,20}[^\w\s:]?[a-z][a-z-]{0,20}|[a-z][a-z-]{1,20}[^\w\s:])"  # one letter may be wrong
_LATE: Final = pattern(
    rf"^[ \t>]*(?:[^\w\s*+>`|-][ \t]+)?(?P<key>{_KEY})[ \t]*:[ \t]*(?P<value>\S[^\n]*)$", re.MULTILINE
)
_WITHOUT_COLON: Final = pattern(r"(?P<key>[a-z-]{3,20})[ \t]+(?P<value>[\w-]+(?:,[^\n]*)?)$", re.MULTILINE)
_TEXT: Final = pattern(r"[^ >\n]")
_BETWEEN: Final = pattern(r"[,\s]+")
_SIGNS: Final = pattern(r"[^\w\s,.()-]|_")


def cut_glued(option: Option | None, value: Item, options: Options) -> tuple[Item, Item | None]:
    """A value, and the options glued to it by a lost line end, if any.

    In free text, only what would be valid as an option counts as one.
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
    """What looks like an option at the end of free text, with some other mistake in it."""
    if indented := _OPTION_BEHIND.search(value):
        return Item(indented["option"], indented.start("option"))
    last = (_LAST_PAIR.search(value) or NO_PAIR.search(value)) if len(value) <= _LONGEST_GLUED else None
    if last is None:
        return None
    for name in option_names(kind):
        option = OPTIONS[name]
        if name not in options and option.value not in ("text", "url") and _ends_like(last["key"], name):
            said = last["value"]
            without = (said, _SIGNS.sub("", said), _BETWEEN.sub("", said))
            if _is_term(option, said) or not all(is_faulty(option, one) for one in without):
                return Item(last.group(), last.start())
    return None


def _is_term(option: Option, value: str) -> bool:
    """Whether a value starts with one of the option's terms, even with a space in it or a wrong letter."""
    letters = _BETWEEN.sub("", value)
    return any(letters.startswith(term) for term in option.terms) or bool(
        get_close_matches(_BETWEEN.split(value, 1)[0], option.terms, 1, 0.75)
    )


def _ends_like(word: str, name: str) -> bool:
    """Whether a word ends in an option's name, or nearly so."""
    endings = (word[-len(name) + more :] for more in (1, 0, -1))
    return any(get_close_matches(ending, (name,), 1, 0.75) for ending in endings)


def find_late_options(
    text: str,
    span: tuple[int, int],
    kind: str,
    options: Options,
    is_code: Callable[[int], bool],
    faults: list[ReadingFault],
) -> None:
    """Lines of a note that would be valid as options, even with a wrong letter: an empty line cut them off."""
    first = _TEXT.search(text, *span)
    note_at = first.start() if first else span[1]
    bare = _WITHOUT_COLON.match(text, note_at, span[1])
    for line in filter(None, (bare, *_LATE.finditer(text, *span))):
        key, value, at = line["key"], line["value"].rstrip(), line.start("key")
        option = OPTIONS.get(key) or _meant(key, value, kind)
        if option is None or option.name in options or KINDS[kind].family not in option.families or is_code(at):
            continue
        if _is_right(option, value) or (line is not bare and at == note_at):
            faults.append(OptionAfterBlank(at, key))


def _meant(key: str, value: str, kind: str) -> Option | None:
    """The option whose name is nearly written; two of its letters may be wrong if the value is valid for it."""
    near = get_close_matches(key, option_names(kind), 3, 0.6)
    return next(
        (
            option
            for option in map(OPTIONS.__getitem__, near)
            if get_close_matches(key, (option.name,), 1, 0.75) or _is_right(option, value)
        ),
        None,
    )


def _is_right(option: Option, value: str) -> bool:
    """Whether a value can only be an option's value; for some options, any text is valid."""
    return option.value not in ("text", "url") and not is_faulty(option, value)
