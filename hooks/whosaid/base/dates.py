"""Dates as authors write them: ISO 8601, as exact as they are known, and how they compare.

    2020              a year
    2020-06           a month
    2020-06-27        a day
    2020-06-27T14:30+02:00   a moment: day, time and time zone
    unknown

Every day exists in the calendar, and every digit is 0-9. A date is kept as text and never converted to another time
zone, so it never becomes another day.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import UTC, datetime
from datetime import date as calendar_day
from functools import lru_cache
from typing import Final

from .catalogue import ENGLISH, language, said
from .languages import primary_subtag
from .patterns import pattern

_MONTH: Final = "(?:0[1-9]|1[0-2])"
_LEAP_YEAR: Final = r"(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:0[48]|[2468][048]|[13579][26])00)"
_YEAR: Final = "(?!0000)[0-9]{4}"
# Pieces, not a VERBOSE pattern: JSON Schema, which has the same one, knows no such flag.
_COMMON_DAY: Final = rf"{_MONTH}-(?:0[1-9]|1[0-9]|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31"
_DAY: Final = rf"(?:{_YEAR}-(?:{_COMMON_DAY})|{_LEAP_YEAR}-02-29)"
_ZONE: Final = "(?:Z|[+-](?:0[0-9]|1[0-4]):[0-5][0-9])"
_MOMENT: Final = rf"{_DAY}T(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?{_ZONE}"

DATE: Final = pattern(rf"unknown|{_MOMENT}|{_DAY}|{_YEAR}(?:-{_MONTH})?")
"""Any date. Schemas for editors use the same pattern."""
MOMENT: Final = pattern(_MOMENT)
"""A day with a time and a time zone."""

_EXACT: Final = pattern(rf"{_MOMENT}|{_DAY}")
_DATE_LIKE: Final = pattern(r"([0-9]{4})-([0-9]{2})(?:-([0-9]{2}))?(?![0-9-])")
_TIME: Final = pattern(r"\d{4}-\d\d-\d\d[T ]\d\d?:\d\d(?P<rest>.*)")
_MONTHS: Final = "January February March April May June July August September October November December".split()
_SKELETONS: Final = ("y", "yMMMM")  # of CLDR: a year, a month of a year; many languages have none for a whole day
_NEVER: Final = datetime.min.replace(tzinfo=UTC)
_LAST: Final = datetime.max.replace(microsecond=0, tzinfo=UTC)


def date_in_words(date: str) -> str:
    """`2020-06-27` as `27 June 2020`, with a time as `27 June 2020, 14:30 (UTC+2)`; `unknown` as `not known`."""
    if date == "unknown":
        return said("not known")
    day, _, time = date.partition("T")
    words = _day_in_words(day) if language() == ENGLISH else _day_by_babel(day, language())
    # Translators: a day, and the time of that day with its zone: 27 June 2020, 14:30 (UTC+2)
    return said("{day}, {time}", day=words, time=_time_in_words(time)) if time else words


def _day_in_words(day: str) -> str:
    year, *rest = day.split("-")
    words = [_MONTHS[int(rest[0]) - 1]] if rest else []
    if len(rest) == 2:
        words.insert(0, str(int(rest[1])))
    return " ".join([*words, year])


@lru_cache(1024)  # each is shown on several pages
def _day_by_babel(day: str, tag: str) -> str:
    from babel.dates import format_date, format_skeleton  # only where something is translated: they load slowly

    parts, locale = [int(part) for part in day.split("-")], tag.replace("-", "_")
    if len(parts) == 3:
        words = format_date(calendar_day(*parts), "long", locale=locale)
        is_first = parts[2] == 1 and primary_subtag(tag) == "fr"  # CLDR leaves out the ordinal
        return words.replace("1 ", "1er ", 1) if is_first else words
    first = calendar_day(*parts, *[1] * (3 - len(parts)))
    return str(format_skeleton(_SKELETONS[len(parts) - 1], first, locale=locale))


def _time_in_words(time: str) -> str:
    clock, zone = time[:5], time.removesuffix("Z")[-6:]
    if time.endswith("Z") or zone in ("+00:00", "-00:00"):
        return f"{clock} (UTC)"
    hours, minutes = zone[1:].split(":")
    return f"{clock} (UTC{'+' if zone[0] == '+' else '−'}{int(hours)}{'' if minutes == '00' else f':{minutes}'})"


def exact_date(date: str) -> str:
    """A date known to the day or better; empty for all others, which programs would take for exact."""
    return date if _EXACT.fullmatch(date) else ""


def moment_of(date: str) -> datetime | None:
    """The moment of a date with a time, in its own time zone; None for all others.

    The first and last hours of the calendar are outside it in some zones: its first or last second stands for them.
    """
    if not MOMENT.fullmatch(date):
        return None
    moment = datetime.fromisoformat(date)
    try:
        moment.astimezone(UTC)
    except OverflowError:
        return _NEVER if moment.year == 1 else _LAST
    return moment


def order_of(date: str) -> tuple[str, datetime]:
    """The sort key of a date: the day as written, then the moment; a year comes before its days."""
    return date.partition("T")[0], moment_of(date) or _NEVER


def oldest_first(date: str) -> tuple[str, datetime]:
    """The sort key of what is listed from the oldest on: the less is known of a date, the later it comes.

    A year comes after all its days, no date after all others, so that nothing is called the first without reason.
    """
    day, moment = order_of("" if date == "unknown" else date)
    return f"{day:~<{len('2020-06-27')}}", moment


def is_before(date: str, other: str) -> bool:
    """Whether a date is earlier than another, to the precision that both have."""
    if "unknown" in (date, other) or not date or not other:
        return False
    one, two = moment_of(date), moment_of(other)
    if one is not None and two is not None:
        return one < two
    day, other_day = date.partition("T")[0], other.partition("T")[0]
    exact = min(len(day), len(other_day))
    return day[:exact] < other_day[:exact]


def date_problem(text: str) -> str:
    """What is wrong with something that is nearly a date, as the end of a sentence; empty if it is nothing like one."""
    if any(sign.isdecimal() and not sign.isascii() for sign in text):
        return "its digits must be 0 to 9, as on an English keyboard"
    day = _DATE_LIKE.match(text)
    if day is not None and not DATE.fullmatch(day[0]):
        return _day_problem(*(int(part or 1) for part in day.groups()))
    time = _TIME.fullmatch(text)
    if time is not None and not re.search(r"(?:Z|[+-]\d\d:\d\d)$", time["rest"]):
        return "a time needs a time zone: 2020-06-27T14:30+02:00, or 2020-06-27T12:30Z"
    return "there is no year 0000" if text.startswith("0000") else ""


def _day_problem(year: int, month: int, day: int) -> str:
    if not year:
        return "there is no year 0000"
    if not 1 <= month <= 12:
        return f"there is no month {month:02}"
    return f"there is no such day: {_MONTHS[month - 1]} {year} has {monthrange(year, month)[1]} days"
