"""Words become a statement, or more words of one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from functools import partial
from typing import Final

from ..base.filefaults import UnknownMain
from ..base.model import Link, Page
from ..base.plain import on_one_line
from ..ledger.records import MOST_STATEMENTS, ref_of
from .changes import Alter, Mark, MarkAgain, Refused
from .described import (
    checked_id,
    checked_kind,
    checked_note,
    checked_options,
    taken_ids,
    values_as_read,
)
from .edits import Edit
from .finding import Span
from .marking import Statement
from .naming import id_of_text
from .nesting import around, within_of, without_marks_of
from .placing import edits_of
from .quotes import Quote, shown
from .saying import Said, Stated, is_silencing, stated
from .spots import Spot, Spots
from .working import Way, Working, more_faults, new_faults

_ATTRIBUTES_BEHIND: Final = re.compile(r"\{:?[ ]*[.#\w]")
_LINE_START: Final = re.compile(r"\n[ \t>]*")
_CODE_INDENT: Final = 4  # columns by which the text of a tab, an admonition or the like is indented
_DEFINITION_BEHIND: Final = re.compile(r"[^\n]*(?:\n(?![ ]{0,3}:[ \t])[ \t]*[^\s][^\n]*)*\n[ ]{0,3}:[ \t]")
_RULER_BEHIND: Final = re.compile(r"[^\n]*\n[ \t>|:]*-[-| :\t]*(?:\n|\Z)")
_FOOTNOTE: Final = re.compile(r"\[\^[^\[\]]+\]")
_NO_TEXT: Final = re.compile(r"^[ \t>]*(?:(?:[-+*]|\d+[.)])[ \t]+)*\*?\[(?!\^)[^\]\n]+\]:", re.MULTILINE)
OTHERWISE: Final = "what stands around these words would be read otherwise with a mark here"
_SILENCED: Final = "the comment below these words would then be about other lines; put it on the line that it is about"


def mark(site: Working, path: str, change: Mark) -> Iterator[Way]:
    """The ways to mark words: the short form where that has room, a block otherwise."""
    said = site.said(path)
    if len(said.page.records) >= MOST_STATEMENTS:
        raise Refused(f"a page can have {MOST_STATEMENTS} statements, and this one has them")
    kind = checked_kind(change.kind)
    options, note, title = checked_options(kind, change.options), checked_note(change.note), on_one_line(change.title)
    place = said.article.find(change.quote)
    outer = around(said, place)
    spots = spots_of(said, change.quote, outer)
    words = said.article.prose.text[slice(*place)]
    id_ = checked_id(change.id, said) if change.id else id_of_text(words, said.page.language, taken_ids(said), kind)
    if outer is not None:
        options = checked_options(kind, {"within": outer.id.text, **options})
    inner = [Alter(id=one, options={"within": id_}) for one in within_of(said, place)]
    expected = Stated(id_, kind, values_as_read(options), note, title)
    for has_block in (False, True):
        statement = Statement(kind=change.kind, id=id_, options=options, title=title, note=note, in_block=has_block)
        if statement.has_block == has_block:
            check = partial(_check_mark, expected, [spot.text for spot in spots], [outer.id.text] if outer else [])
            yield Way({path: list(edits_of(said.article, statement, spots, outer))}, id_, check, inner)


def _check_mark(expected: Stated, marks: list[Span], outer: list[str], path: str, before: Said, after: Said) -> str:
    """Why a page does not say what it did before, and the statement with its marks; empty if it does.

    `outer`: the statement whose mark was split, if one was.
    """
    if why := new_faults(before, after) or _hidden_faults(before, after):
        return why
    record = after.records.get(expected.id)
    if record is None or stated(record) != expected:
        return f"“{expected.id}” would not be read back as it was meant; say it in other words"
    if after.marks_of(expected.id) != marks:
        return OTHERWISE
    return same_but(expected.id, outer, before, after)


def _hidden_faults(before: Said, after: Said) -> str:
    """What is wrong and would be hidden by a mark, in words, apart from a main claim that is not there; or nothing."""
    gone = more_faults(after, before) - {UnknownMain.kind}
    kinds = ", ".join(sorted(gone)).replace("-", " ")
    return f"first mend what is wrong with these words: {kinds}" if kinds else ""


def same_but(id_: str, outer: Collection[str], before: Said, after: Said) -> str:
    """Why a page says other things than before, apart from a statement, and where the parts of others' marks are."""
    said = [without_marks_of(one, one.all_but(id_), outer) for one in (before, after)]
    if said[0] == said[1] and all(map(after.marks_of, outer)):
        return ""
    moved = [*(said[0] - said[1]), *(said[1] - said[0])]
    return _SILENCED if moved and all(map(is_silencing, moved)) else OTHERWISE


def mark_again(site: Working, path: str, change: MarkAgain) -> Iterator[Way]:
    """More words for a statement of this page or another."""
    said = site.said(path)
    file, _, id_ = change.id.rpartition("#")
    other = ref_of(path, change.id).rpartition("#")[0] if file else path
    if other not in site.ledger.files or id_ not in site.said(other).records:
        raise Refused(f"there is no statement {shown(change.id)}")
    spots = spots_of(said, change.quote, heading=True)
    tail = f"](#{id_})" if other == path else f"]({change.id})"
    edits = [Edit(spot.file[0], spot.file[0], "[") for spot in spots]
    edits += [Edit(spot.file[1], spot.file[1], tail) for spot in spots]
    yield Way({path: edits}, change.id, partial(_check_again, id_, [spot.text for spot in spots]))


def _check_again(id_: str, places: list[Span], path: str, before: Said, after: Said) -> str:
    if why := new_faults(before, after) or _hidden_faults(before, after):
        return why
    new = [one for one in after.page.links if one.id.text == id_ and after.span(one) in places]
    expected = before.all_but() + Counter(map(after.link, new))
    return "" if expected == after.all_but() else OTHERWISE


def spots_of(said: Said, quote: Quote, outer: Link | None = None, *, heading: bool = False) -> list[Spot]:
    """The parts of some words. Raises Refused, NotFound or InTheWay if they cannot be marked."""
    article = said.article
    place = article.find(quote)
    spots = Spots(article, outer).parts(place, heading=heading)
    for spot in spots:
        if spot.marked:
            line = article.line_of(place[0])
            raise Refused(f"{shown(quote.exact)} is already marked, as “{spot.marked}” (line {line})")
        _refuse_neighbours(said.page, spot)
    return spots


def _refuse_neighbours(page: Page, spot: Spot) -> None:
    """Raises Refused for what in the words, or right beside them, a mark would give another meaning."""
    text, (start, end) = page.text, spot.file
    words = text[start:end]
    if text[start - 1 : start] == "!":
        raise Refused("an exclamation mark directly before a mark would make it a picture; put a space between them")
    if _ATTRIBUTES_BEHIND.match(text, end):
        raise Refused("what stands in braces behind these words would then belong to the mark")
    first = text[text.rfind("\n", 0, start) + 1 : start]
    starts = [line[0] for line in _LINE_START.finditer(words)]
    quotes = first[: len(first) - len(first.lstrip(" \t>"))].count(">")
    if any(start.count(">") > quotes for start in starts):
        raise Refused("a quotation begins in the middle of these words, and a mark cannot go on in it")
    if any(_indent(first) - _indent(start[1:]) >= _CODE_INDENT for start in starts):
        raise Refused("they go on in a line that is less indented, and a mark cannot")
    if starts and _DEFINITION_BEHIND.match(text, end):
        raise Refused("these are several terms with one definition; mark them one by one")
    if "|" in words and _RULER_BEHIND.match(text, end):
        raise Refused("these are several cells of a table; mark them one by one")
    lines = text[start - len(first) : end]
    if _NO_TEXT.search(lines):
        raise Refused("some of these words are no text: they say where a link leads, or what an abbreviation means")
    for note in _FOOTNOTE.finditer(words):
        if f"{note[0]}:" not in text:
            raise Refused(f"the footnote {note[0]} in these words has no text")


def _indent(line: str) -> int:
    return len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip())
