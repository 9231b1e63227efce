"""Regular expressions that are compiled when they are first used.

A run uses one in eight, since most describe a mistake that nobody has made: compiling all of them would be a third of
the time that the command takes to start.
"""

from __future__ import annotations

import re
from typing import Any, Final, cast

_USES: Final = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn")


def pattern(text: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """As `re.compile`, but later."""
    return cast("re.Pattern[str]", _Pattern(text, flags))


class _Pattern:
    """Has the text of a pattern at once, and all else as soon as something of it is used."""

    def __init__(self, text: str, flags: re.RegexFlag) -> None:
        self.pattern, self._flags = text, flags

    def __getattr__(self, name: str) -> Any:  # whatever that attribute of a pattern is
        if name not in _USES:
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self._flags)
        vars(self).update((use, getattr(compiled, use)) for use in _USES)  # so that the next one is found at once
        return vars(self)[name]
