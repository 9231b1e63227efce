"""Which word is meant in place of a wrong one: the nearest, and the same in lower case, which is certain."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ...base.dates import DATE, date_problem
from ...base.faults import (
    BadDate,
    BadId,
    BadLanguage,
    BadUrl,
    EmptyValue,
    OptionNotForKind,
    ReadingFault,
    ShortFormOrder,
    ShortFormWord,
    UnknownOutlet,
    UnknownSource,
    UnknownTarget,
)
from ...base.languages import code_of_language, primary_subtag
from ...base.model import Page
from ...base.options import CUE_WORDS, SHORT_FORM_ORDER, STATEMENT_OPTIONS
from ...base.patterns import pattern
from ...base.vocabulary import id_like
from ...base.webaddress import WEB_ADDRESS
from ...editing.edits import Edit
from ..fixes import Fix, line_end, line_start, remove_line, write_instead
from .core import nearest
from .datelike import date_like


def nearest_word(page: Page, fault: ReadingFault) -> Iterator[Fix]:
    """The nearest of the right words."""
    yield from write_instead(page, fault, nearest(fault.text[:60], fault.expected[:2000]))


def same_letters(page: Page, fault: ReadingFault) -> Iterator[Fix]:
    """The only right word with these letters and digits: others are its capitals, signs and spaces."""
    same = {word for word in fault.expected if _letters(word) == _letters(fault.text)}
    if len(same) == 1:
        yield from write_instead(page, fault, same.pop())


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()


def nearest_kind(page: Page, fault: ReadingFault) -> Iterator[Fix]:
    """The nearest kind in place of the first word of a title."""
    yield from nearest_word(page, _first_word(page, fault))


def kind_of_same_letters(page: Page, fault: ReadingFault) -> Iterator[Fix]:
    """The kind with the letters of the first word of a title."""
    yield from same_letters(page, _first_word(page, fault))


def _first_word(page: Page, fault: ReadingFault) -> ReadingFault:
    gap = re.compile(r"\s*").match(page.text, fault.at)
    return ReadingFault(gap.end() if gap else fault.at, fault.text.split(" ", 1)[0], fault.expected)


def nearest_source(page: Page, fault: UnknownSource) -> Iterator[Fix]:
    """The nearest source; or, where its declaration is mistyped, the id that others use."""
    if not fault.detail:
        yield from nearest_word(page, fault)
    elif fault.expected:
        yield from write_instead(page, ReadingFault(fault.at, fault.expected[0]), fault.text)


def nearest_outlet(page: Page, fault: UnknownOutlet) -> Iterator[Fix]:
    """The nearest word of a route."""
    yield from nearest_word(page, ReadingFault(fault.at, fault.text, (*fault.expected, "direct", "public")))


def nearest_target(page: Page, fault: UnknownTarget) -> Iterator[Fix]:
    """The nearest statement."""
    yield from write_instead(page, fault, f"#{fault.expected[0]}" if fault.expected else "")


def target_of_same_letters(page: Page, fault: UnknownTarget) -> Iterator[Fix]:
    """The statement whose id has the same letters."""
    hashed = tuple(f"#{id_}" for id_ in fault.expected)
    yield from same_letters(page, ReadingFault(fault.at, fault.text, hashed))


def without_option(page: Page, fault: OptionNotForKind) -> Iterator[Fix]:
    """The block without an option that its kind cannot have."""
    if page.text[line_start(page.text, fault.at) : fault.at].strip(" \t>") == "":
        yield from remove_line(page, fault.at, f"Remove “{fault.text}:”")


# The short form.

_PREPOSITIONS: Final = frozenset("according at da de di du from in on par por source through to von with".split())


def right_cue(page: Page, fault: ShortFormWord) -> Iterator[Fix]:
    """“by” where it is missing or another word stands for it; a comma for “and”."""
    if near := nearest(fault.text[:60], fault.expected):
        yield from write_instead(page, fault, near)
    elif not page.text.startswith(fault.text, fault.at):
        return
    elif fault.detail == "after the kind" and fault.text in _PREPOSITIONS:
        yield from write_instead(page, fault, "by")
    elif fault.detail == "after the kind":
        yield Fix(f"Write “by {fault.text}”", (Edit(fault.at, fault.at, "by "),))
    elif fault.text in ("and", "&", "und", "et", "y"):
        start = len(page.text[: fault.at].rstrip())
        yield Fix(f"Write a comma instead of “{fault.text}”", (Edit(start, fault.at + len(fault.text), ","),))


_PARTS: Final = pattern(rf"(?<!\S)(?:{CUE_WORDS})(?!\S)")


def right_order(page: Page, fault: ShortFormOrder) -> Iterator[Fix]:
    """The parts of a title in the right order, if each is there once."""
    text = page.text
    mark = next((one for one in page.records if one.form == "short" and one.at < fault.at < one.end), None)
    quote = text[mark.attribution_at - 1] if mark is not None else ""
    end = text.find(quote, fault.at) if quote in ("'", '"') else -1
    if mark is None or end < 0 or "\n" in (title := text[mark.attribution_at : end]):
        return
    starts = [found.start() for found in _PARTS.finditer(title)]
    parts = [title[one:two].strip() for one, two in zip(starts, [*starts[1:], len(title)], strict=True)]
    by_cue = {part.partition(" ")[0]: part for part in parts}
    if len(by_cue) == len(parts):
        right = " ".join([title[: starts[0]].strip(), *(by_cue[cue] for cue in SHORT_FORM_ORDER if cue in by_cue)])
        yield Fix(f"Write “{right}”", (Edit(mark.attribution_at, end, right),))


# Values.


def plain_id(page: Page, fault: BadId) -> Iterator[Fix]:
    """An id without the signs that slipped into it; only if something else has that name (`Fixes` sees to that)."""
    yield from same_letters(page, fault)
    plain = re.sub("[^a-z0-9-]", "", fault.text)
    if fault.detail == "via" and plain.endswith("implied") and "(" in fault.text:
        yield from write_instead(page, fault, f"{plain.removesuffix('implied')} (implied)")
    elif not fault.expected and _ONE_SIGN.fullmatch(fault.text):
        for id_ in dict.fromkeys((plain, id_like(fault.text))):
            yield from write_instead(page, fault, id_ if fault.detail != "id" or id_ in names_on(page) else "")


_ONE_SIGN: Final = pattern(r"[^A-Za-z0-9]*[a-z0-9-]+(?:[^A-Za-z0-9\s-][a-z0-9-]+)?[^A-Za-z0-9]*")


def names_on(page: Page) -> set[str]:
    """The ids of statements that links, options and blocks of a page name."""
    named = {item.text for record in page.records for option in STATEMENT_OPTIONS for item in record.items(option)}
    named |= {record.id.text for record in page.records if record.id is not None and record.form == "block"}
    return named | {link.id.text for link in page.links if not link.file}


def likely_id(page: Page, fault: BadId) -> Iterator[Fix]:
    """The id of the source whose name is written, several ids with commas, or the nearest thing that is an id."""
    if fault.detail == "nobody":
        return
    if not fault.text.isprintable():
        for fix in write_instead(page, fault, "".join(filter(str.isprintable, fault.text))):
            yield Fix("Remove the invisible character", fix.edits)
    elif fault.expected:
        yield from write_instead(page, fault, fault.expected[0])
    elif " and " in fault.text:
        yield from write_instead(page, fault, ", ".join(fault.text.split(" and ")))
    elif fault.detail == "id" or not _SEVERAL.search(fault.text):
        yield from write_instead(page, fault, id_like(fault.text))


_SEVERAL: Final = pattern(r"[\s,;()]")


_NAMES: Final = "January February March April May June July August September October November December".split()
_MONTHS: Final = "|".join(f"{name[:3]}(?:{name[3:]})?" for name in _NAMES)
_DAY: Final = r"\d{1,2}(?:st|nd|rd|th|\.)?"
_ONLY_DATE: Final = pattern(
    rf"\d+([-./])\d+(?:\1\d+)?|(?:{_DAY} )?(?:{_MONTHS})\.?,? \d{{4}}|(?:{_MONTHS})\.? {_DAY},? \d{{4}}", re.IGNORECASE
)


def same_date(page: Page, fault: BadDate) -> Iterator[Fix]:
    """The date in the right form, if there is nothing else in the value and it can be read in one way only."""
    digits = re.sub("[0-9]", "", fault.text)
    plain = "".join(filter(str.isdigit, fault.text))
    if len(plain) == 8 and not any(map(str.isalpha, digits)) and DATE.fullmatch(date := _iso(plain)):
        yield from write_instead(page, fault, date)
    elif _ONLY_DATE.fullmatch(fault.text):
        yield from likely_date(page, fault)


def _iso(digits: str) -> str:
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"


def likely_date(page: Page, fault: BadDate) -> Iterator[Fix]:
    """The date that the value seems to hold."""
    date = date_like(fault.text) if fault.detail != "embargo" and not date_problem(fault.text) else ""
    if DATE.fullmatch(date):
        yield from write_instead(page, fault, date)


def language_tag(page: Page, fault: BadLanguage) -> Iterator[Fix]:
    """A code with hyphens in it."""
    tag = fault.text.replace("_", "-")
    if primary_subtag(tag):
        yield from write_instead(page, fault, tag)


def language_code(page: Page, fault: BadLanguage) -> Iterator[Fix]:
    """The code of a language that is given by name."""
    if fault.detail != "translated-from":
        yield from write_instead(page, fault, code_of_language(fault.text))


def whole_address(page: Page, fault: BadUrl) -> Iterator[Fix]:
    """An address with its `https://`, or with its spaces encoded."""
    for right in (f"https://{fault.text}", re.sub(r"\s", "%20", fault.text)):
        if WEB_ADDRESS.fullmatch(right):
            yield from write_instead(page, fault, right)
            return


def needless_comma(page: Page, fault: EmptyValue) -> Iterator[Fix]:
    """A list without the comma that nothing stands before or behind; the items of a list on one line."""
    if fault.detail == "place":
        behind = re.compile(r"[ \t]*,").match(page.text, fault.at)
        before = re.compile(r"[ \t]*,[ \t]*$").search(page.text[max(0, fault.at - 40) : fault.at])
        if behind is not None:
            yield Fix("Remove the comma", (Edit(fault.at, behind.end(), ""),))
        elif before is not None:
            yield Fix("Remove the comma", (Edit(fault.at - len(before.group()), fault.at, ""),))
    elif fault.detail == "list":
        yield from _on_one_line(page.text, fault)


_ITEM: Final = pattern(r"\n[ \t>]*-[ \t]+(?P<value>[^\n,:]+?)[ \t]*(?=\n|\Z)")


def _on_one_line(text: str, fault: EmptyValue) -> Iterator[Fix]:
    start = end = line_end(text, fault.at)
    items = []
    while item := _ITEM.match(text, end):
        items.append(item["value"])
        end = item.end()
    if items:
        line = ", ".join(items)
        start = line_start(text, start) + len(text[line_start(text, start) : start].rstrip())
        yield Fix(f"Write “{fault.text}: {line}”", (Edit(start, end, f" {line}"),))


def without_empty_value(page: Page, fault: EmptyValue) -> Iterator[Fix]:
    """Without the line of a name that has no value; the word for nothing in quotes."""
    line = page.text[line_start(page.text, fault.at) : line_end(page.text, fault.at)]
    if fault.detail == "null" and fault.expected:
        end = fault.at + len(fault.expected[0])
        yield Fix(f"Put “{fault.expected[0]}” in quotes", (Edit(fault.at, fault.at, '"'), Edit(end, end, '"')))
    elif re.fullmatch(rf"[ \t>]*{re.escape(fault.text)}[ \t]*:\W*", line) and fault.detail in ("", "invisible"):
        yield from remove_line(page, fault.at, f"Remove the line “{fault.text}:”")
