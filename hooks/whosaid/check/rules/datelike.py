"""Dates as people write them, for messages that suggest the right form."""

from __future__ import annotations

from typing import Final

from ...base.patterns import pattern

_MONTHS: Final = "january february march april may june july august september october november december".split()
_BESIDE: Final = "monday tuesday wednesday thursday friday saturday sunday st nd rd th of the".split()
_PARTS: Final = pattern(r"[^\W\d_]+|\d+")


def date_like(text: str) -> str:
    """A date in another form as `2031-05-16`; empty if it can be read in two ways or in none.

    Where no month is named, a word that is not known may be one, in another language, and no number is taken for it.
    """
    parts = _PARTS.findall(text[:60].lower())
    names = [part for part in parts if part.isalpha()]
    words = [full for name in names if (full := _full(name, _MONTHS))]
    years = [part for part in parts if part.isdigit() and len(part) == 4]
    others = [int(part) for part in parts if part.isdigit() and len(part) < 3]
    if not words and not all(_full(name, _BESIDE) for name in names):
        return ""
    if len(years) != 1 or sum(map(str.isdigit, parts)) != 1 + len(others) or len(words) + len(others) > 2:
        return ""
    if words:
        month, days = _MONTHS.index(words[0]) + 1, others
    elif parts[0] in years or len(others) < 2:
        month, days = (others[0] if others else 0), others[1:]
    else:  # day and month can be told apart only if one of them cannot be a month
        months = [other for other in others if 1 <= other <= 12]
        if len(set(months)) != 1:
            return ""
        month = months[0]
        days = [others[1] if others[0] == month else others[0]]
    if not 1 <= month <= 12 or any(not 1 <= day <= 31 for day in days):
        return ""
    return "-".join([years[0], f"{month:02}", *(f"{day:02}" for day in days)])


def _full(name: str, names: list[str]) -> str:
    """The name that this is, or is short for; empty if it is none."""
    return next((one for one in names if name == one or (len(name) > 2 and one.startswith(name))), "")
