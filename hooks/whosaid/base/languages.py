"""Languages by code and by name."""

from __future__ import annotations

from functools import cache
from typing import Final
from unicodedata import bidirectional

from .catalogue import ENGLISH, has_catalogue, language, page_language, said, site_language
from .patterns import pattern

_ANY_TAG: Final = pattern(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_RIGHT_TO_LEFT: Final = frozenset("ar arc ckb dv fa he ks ps sd syr ug ur yi".split())
_ENGLISH: Final = frozenset(("", "en", "eng"))
_TAG: Final = pattern(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_SHORT: Final = 2  # letters
_SCRIPT: Final = 4  # letters
_NAME: Final = pattern(r"[^\W\d_]{2,}(?:[ ’'()-]+[^\W\d_]+)*\)?")


def primary_subtag(tag: str) -> str:
    """The language of a tag (BCP 47) without script and region, in lower case: `en` for `EN-GB`.

    Empty if the text is not a language tag.
    """
    return tag.partition("-")[0].lower() if _ANY_TAG.fullmatch(tag) else ""


def in_english(tag: str) -> bool:
    """Whether text with this language tag is English; without a tag, it is taken to be.

    All rules about English words use this, so that they skip the same pages.
    """
    return primary_subtag(tag) in _ENGLISH


def direction_of(tag: str) -> str:
    """The writing direction of a language, `rtl` or `ltr`; empty if the text is not a language tag."""
    primary = primary_subtag(tag)
    return "" if not primary else "rtl" if primary in _RIGHT_TO_LEFT else "ltr"


def tags_of(own: str, around: str = "") -> dict[str, str]:
    """The attributes `lang` and `dir` of a text in its `own` language; none if that is the one around it, or unknown.

    A text that does not say its own is in that of the site. Around it is the language of what is being drawn, unless
    another is given.
    """
    own = own or site_language()
    if not (direction := direction_of(own)) or _without_region(own) == _without_region(around or language()):
        return {}
    return {"lang": own, "dir": direction}


def tags_here() -> dict[str, str]:
    """The same of messages, where the page they stand on is in a language that has no catalogue."""
    return tags_of(language(), page_language())


def _without_region(tag: str) -> list[str]:
    """The language and the script of a tag: `de-AT` is read, and read out, as `de` is."""
    return [part for nth, part in enumerate(tag.lower().split("-")) if nth == 0 or len(part) == _SCRIPT]


def turns(text: str) -> bool:
    """Whether a text has letters that run against the direction of the language of what is being drawn."""
    if direction_of(language()) == "rtl":
        return any(bidirectional(sign) == "L" for sign in text)
    return not text.isascii() and any(bidirectional(sign) in ("R", "AL") for sign in text)


def is_language(text: str) -> bool:
    """Whether it is a language code (BCP 47, in lower case), or could be a language's name."""
    if _TAG.fullmatch(text):
        return text.partition("-")[0] in _names(ENGLISH)
    return _NAME.fullmatch(text) is not None


def is_a_language(tag: str) -> bool:
    """Whether there is a language with the code of this tag. Of codes of three letters, not all are known here."""
    primary = primary_subtag(tag)
    return len(primary) != _SHORT or has_catalogue(primary) or primary in _names(ENGLISH)


def language_in_words(text: str) -> str:
    """`Arabic` for `ar`, `Portuguese (BR)` for `pt-BR`; a name stays as it is."""
    code, _, rest = text.partition("-")
    if not _TAG.fullmatch(text) or code not in _names(ENGLISH):
        return text
    name = _names(language()).get(code) or _names(ENGLISH)[code]
    # Translators: a language, and the tag of its variant: Portuguese (BR)
    return said("{language} ({variant})", language=name, variant=rest) if rest else name


def code_of_language(name: str) -> str:
    """`ar` for `Arabic`, in English; empty if no language is called so."""
    wanted = name.strip().casefold()
    return next(
        (code for code, known in _names(ENGLISH).items() if known.casefold() == wanted and _TAG.fullmatch(code)), ""
    )


@cache
def _names(tag: str) -> dict[str, str]:
    """What languages are called in the one with this tag, by code."""
    from babel import Locale  # only where something is translated: its data takes as long to load as all else

    return dict(Locale.parse(tag, sep="-").languages.items())
