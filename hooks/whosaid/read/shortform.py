"""The short form: the attribution as a link's title, `claim of a by b via c (implied) within d`."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import Final

from msgspec import Struct

from ..base.faults import EmptyValue, OptionNotForKind, ReadingFault, ShortFormOrder, ShortFormWord, UnknownKind
from ..base.kinds import KINDS, Kind, KindId
from ..base.options import CUE_WORDS, OPTIONS, SHORT_FORM_ORDER
from ..base.patterns import pattern
from .values import Options, read_values

_WORD: Final = pattern(r"\S+")
_ANOTHER_SITE: Final = pattern(r"[a-z][a-z0-9+.-]*(?<!\.md):", re.IGNORECASE)
_STRAY: Final = pattern(r"[^\s,]\s+(?!\(implied\))(?=[^\s,])")
_CUES: Final = tuple(SHORT_FORM_ORDER)
_CUE: Final = pattern(rf"(?<!\S)(?:{CUE_WORDS})(?!\S)")
_CUE_BEHIND: Final = pattern(rf"\s(?P<cue>{CUE_WORDS})(?!\S)")  # the same behind another word, and four times as fast
_OWN_WORDS: Final = pattern(
    rf"(?:{CUE_WORDS}|according to|says|said)(?!\S)|\S+(?: \S+)? (?:says?|said)(?!\S)", re.IGNORECASE
)


class ShortForm(Struct, frozen=True):
    """A title read as an attribution; `kind` is one of KINDS."""

    kind: KindId
    options: Options
    faults: list[ReadingFault]


def looks_meant(title: str) -> bool:
    """Whether a title starts with a kind and continues like the short form (or ends there)."""
    word, _, rest = " ".join(title.split()).partition(" ")
    return word.lower() in KINDS and (not rest or _CUE.match(rest) is not None)


def lacks_kind(title: str) -> bool:
    """Whether a title is an attribution except for its kind: `by council`, `Opinion`, `according to the council`."""
    return _OWN_WORDS.match(title.lstrip()) is not None or title.strip().lower() in KINDS


_ONLY_SIGNS: Final = pattern(r"\W*#")
_ADDRESS: Final = pattern(r"/|^[A-Za-z][\w+.-]*:|\.[A-Za-z]\w*(?:[?#]|$)")
_SIGN_FOR_HASH: Final = pattern(r"[/.:][a-z0-9-]+")


def leads_away(to: str, title: str) -> bool:
    """Whether the title of a link to a file or another site is only a kind: a tooltip, such as “Correction”."""
    if title in KINDS and _SIGN_FOR_HASH.fullmatch(to):  # `(/bridge "opinion")`: a statement but for its hash
        return False
    return len(title.split()) == 1 and _ADDRESS.search(to) is not None and not _ONLY_SIGNS.match(to)


def has_no_page(to: str) -> bool:
    """Whether there is only punctuation before a target's hash, as in `.#bridge`."""
    return _ONLY_SIGNS.match(to) is not None


def is_another_site(to: str) -> bool:
    """Whether a link's target has a scheme, such as `https:`."""
    return _ANOTHER_SITE.match(to) is not None


def read_short_form(title: str, at: int) -> ShortForm | None:
    """Read the title that starts at offset `at`; None if its first word is nothing like a kind of statement.

    None also for a title such as “Correct usage”, whose capitalised first word only resembles a kind.
    """
    first = _WORD.search(title)
    if first is None:
        return None
    faults = list[ReadingFault]()
    kind = _read_kind(title, first, at, faults)
    if kind is None:
        return None
    form = ShortForm(kind.id, {}, faults)
    cues = list(_CUE_BEHIND.finditer(title, first.end()))
    between = title[first.end() : cues[0].start("cue") if cues else len(title)]
    if extra := _WORD.search(between):
        form.faults.append(ShortFormWord(at + first.end() + extra.start(), extra.group(), _CUES, "after the kind"))
        form.options["source"] = ()  # probably what was meant
    reached = -1
    for cue, after in zip(cues, [*cues[1:], None], strict=False):
        place = _CUES.index(cue["cue"])
        if place <= reached:
            form.faults.append(ShortFormOrder(at + cue.start("cue"), cue["cue"], _CUES))
            form.options.setdefault(OPTIONS[SHORT_FORM_ORDER[cue["cue"]]].name, ())
            continue
        reached = place
        _read_part(title, cue, after.start("cue") if after else len(title), at, kind, form)
    return form


def _read_kind(title: str, first: re.Match[str], at: int, faults: list[ReadingFault]) -> Kind | None:
    """The kind that the first word names, or is meant to."""
    word = first.group()
    if kind := KINDS.get(word):
        return kind
    near = get_close_matches(word[:30].lower(), KINDS, 1, 0.7)
    is_prose = word[0].isupper() and (word.lower() not in KINDS or not _CUE.search(title, first.end()))
    if not near or is_prose:
        return None
    faults.append(UnknownKind(at + first.start(), word, tuple(KINDS)))
    return KINDS[near[0]]


def _read_part(title: str, cue: re.Match[str], end: int, at: int, kind: Kind, form: ShortForm) -> None:
    """Read what stands behind a cue, up to the next one."""
    word, start = cue["cue"], cue.end()
    option = OPTIONS[SHORT_FORM_ORDER[word]]
    values = title[start:end]
    words = values.split()
    if not words:
        form.faults.append(EmptyValue(at + start, word, detail="word"))
        form.options[option.name] = ()
    elif len(words) > 1 and (stray := _STRAY.search(values)):
        extra = _WORD.search(values, stray.end())
        piece = extra.group() if extra else ""
        name = values[: stray.end()].rpartition(",")[2] + values[stray.end() :].partition(",")[0]
        form.faults.append(ShortFormWord(at + start + stray.end(), piece, _CUES, name.strip()))
        form.options[option.name] = ()  # it is given, if incorrectly
    elif kind.family not in option.families:
        form.faults.append(OptionNotForKind(at + cue.start("cue"), word, detail=kind.id))
    elif len(words) == 1 and "," not in words[0]:
        form.options[option.name] = read_values(option, words[0], at + title.index(words[0], start), form.faults)
    else:
        form.options[option.name] = read_values(option, values, at + start, form.faults)
