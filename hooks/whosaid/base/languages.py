"""Languages by their codes and their names."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

_TAG: Final = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_NAME: Final = re.compile(r"[^\W\d_]{2,}(?:[ ’'()-]+[^\W\d_]+)*\)?")


def is_language(text: str) -> bool:
    """Whether it is the code of a language (BCP 47, in small letters), or could be the name of one."""
    if _TAG.fullmatch(text):
        return text.partition("-")[0] in _names()
    return _NAME.fullmatch(text) is not None


def language_in_words(text: str) -> str:
    """`Arabic` for `ar`, `Portuguese (BR)` for `pt-BR`; a name stays as it is."""
    code, _, rest = text.partition("-")
    if not _TAG.fullmatch(text) or code not in _names():
        return text
    return f"{_names()[code]} ({rest})" if rest else _names()[code]


@cache
def _names() -> dict[str, str]:
    """What languages are called in English, by code."""
    from babel import Locale  # only where something is translated: its data takes as long to load as all else

    return dict(Locale("en").languages.items())
