"""A statement gets other words: its mark goes from where it is to these, and all else that is said of it stays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from ..base.model import Link
from .annotating import OTHERWISE, same_but, spots_of
from .changes import Alter, Refused, Reword
from .described import record_of
from .edits import Edit, edited
from .finding import Span
from .nesting import around, joined, split, within_of
from .pieces import Pieces
from .quotes import shown
from .saying import Said, is_mark
from .spots import Spot
from .working import Way, Working, new_faults, read_again


def reword(site: Working, path: str, change: Reword) -> Iterator[Way]:
    """The mark in other words, in parts if need be; mentions elsewhere stay."""
    said = site.said(path)
    record, marks = record_of(said, change.id), _mark_of(said, change.id)
    text, tail = said.page.text, said.page.text[marks[0].words_end : marks[0].end]
    before = record.value("within")
    removed = _without(said, marks, before)
    bare = edited(text, removed)
    free = Said(read_again(said.page, bare))
    place = free.article.find(change.quote)
    outer = around(free, place)
    spots = spots_of(free, change.quote, outer)
    marked = [*_marked(free, change.id, spots, tail, outer)]
    pieces = Pieces(text)
    pieces.change(removed, bare)
    pieces.change(marked, edited(bare, marked))
    now = outer.id.text if outer else ""
    inner = [*_inner(said, free, change.id, place, now)]
    check = partial(_check, change.id, [spot.text for spot in spots], [*filter(said.records.get, {before, now})])
    yield Way({path: [*pieces.edits()]}, change.id, check, inner)


def _mark_of(said: Said, id_: str) -> list[Link]:
    """The parts of the mark: the link that declares the statement, or the first one, and those of its paragraph."""
    links = [link for link in said.page.links if is_mark(link, id_) and link.place == "text"]
    if not links:
        raise Refused(f"no words of this page are marked as {shown(id_)}")
    first = next((link for link in links if link.declares), links[0])
    return [first, *(link for link in links if link is not first and link.paragraph == first.paragraph)]


def _without(said: Said, marks: Sequence[Link], outer: str) -> list[Edit]:
    """What takes the mark out; the words of a statement that this one is within are joined again."""
    joint = {link.at: [*joined(said.page, link, outer)] for link in marks} if outer else {}
    plain = {link.at: [Edit(link.at, link.words_at, ""), Edit(link.words_end, link.end, "")] for link in marks}
    return [edit for link in marks for edit in joint.get(link.at) or plain[link.at]]


def _marked(free: Said, id_: str, spots: Sequence[Spot], tail: str, outer: Link | None) -> Iterator[Edit]:
    for spot in spots:
        if outer is not None:
            yield from split(free.article, outer, spot, tail)
        else:
            yield from (Edit(spot.file[0], spot.file[0], "["), Edit(spot.file[1], spot.file[1], tail))
        tail = f"](#{id_})"


def _inner(said: Said, free: Said, id_: str, place: Span, outer: str) -> Iterator[Alter]:
    """What is within what, where that is another now."""
    before = said.records[id_].value("within")
    inside = {one for one in within_of(free, place) if one != id_}
    for one, record in said.records.items():
        if record.value("within") == id_ and not _is_inside(free, one, place):
            yield Alter(id=one, options={"within": before or None})
    yield from (Alter(id=one, options={"within": id_}) for one in inside)
    if outer != before:
        yield Alter(id=id_, options={"within": outer or None})


def _is_inside(free: Said, id_: str, place: Span) -> bool:
    return any(place[0] <= start and end <= place[1] for start, end in free.marks_of(id_))


def _check(id_: str, places: list[Span], outer: list[str], path: str, before: Said, after: Said) -> str:
    """Why a page does not say what it did before, with the mark in its new place; empty if it does."""
    if why := new_faults(before, after):
        return why
    if [after.span(link) for link in _mark_of(after, id_)] != places:
        return OTHERWISE
    return same_but(id_, outer, before, after)
