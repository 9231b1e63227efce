"""How marks that are nearly right are put right: only brackets, quotes, hashes and white space change."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from ...base.faults import MalformedMark, MarkWithoutHash
from ...base.kinds import KIND_WORDS
from ...base.model import Page
from ...base.patterns import pattern
from ...editing.edits import Edit
from ..fixes import Fix, line_start
from .wordrepairs import names_on

_QUOTES: Final = "\"'“”„‟‘’‚‛«»‹›＂`"
_HASH: Final = r"(?:[#＃]|&\#(?:0*35|[xX]0*23);|&num;|%23)"
# What stands between the words and the id.
_BEFORE: Final = pattern(rf"(?P<close>[\]］])?(?P<signs>(?:{_HASH}|[^\w\n\]］]|\n(?![ \t>]*\n)[ \t>]*){{0,12}})$")
_UNCLOSED: Final = r"(?=[.,;:!?…]?(?:\s|\Z)[^\[\]()\"'“”\n]*(?:[\[(\n]|\Z)|\Z)"
"""Where a round bracket is missing: a word ends, and none stands before the next one that opens or the line's end."""
# A title, with or without its quotes, and the bracket behind it.
_TITLE: Final = pattern(
    rf"""
    (?P<gap> [^\w\n]{{0,5}} (?: \n[ \t>]* )? [^\w\s]{{0,2}} )
    (?P<title> (?:{KIND_WORDS})\b (?: [^{_QUOTES}()\[\]{{}}（）\n] | \(implied\) | \n(?![ \t>]*\n) ){{0,300}}? )
    (?P<end> [^\S\n]*[{_QUOTES}]{{1,2}} (?: [^\S\n]*[)\]}}）] | {_UNCLOSED} ) | [^\S\n]*[)\]}}）]{{1,2}} )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_NO_TITLE: Final = pattern(rf"(?:[^\w\s()\]}}）]{{0,2}}|[^\S\n]{{0,2}})[)\]}}）]|{_UNCLOSED}")
_RIGHT_TITLE: Final = pattern(r"\s+(?:\"[^\"\n]*\"|'[^'\n]*')")
_FAR: Final = 60  # characters before an id in which its brackets start
_IN_WORDS: Final = pattern(
    rf"[ \t]*(?P<open>[{_QUOTES}])(?P<title>(?:{KIND_WORDS})\b[^{_QUOTES}\[\]\n]*)[{_QUOTES}][ \t]*\]\(\#"
)
_APART: Final = pattern(r"(?P<close>\])[ \t]*\n[ \t>]*\n[ \t>]*(?P<signs>\()[ \t]*[#＃]?$")
_CLOSED_BY: Final = {"(": ")", "（": "）", "{": "}", "<": ">", "`": "`", "[": "]"}
_NEAR: Final = 8  # signs between the place of a fault and the id
_ID_BEHIND: Final = pattern(rf"{_HASH}[^\w\n]{{0,3}}(?P<id>[a-z0-9][a-z0-9-]*)")
_SWAPPED: Final = pattern(r"\((?P<words>[^()\[\]]+)\)[ \t]*\[[ \t]*$")
_OPEN_WORDS: Final = pattern(r"\[[^\[\]]*$")
_ANCHOR: Final = pattern(
    r"""<a\s+href=(["'])\#(?P<id>[a-z0-9-]+)\1(?:\s+title=(["'])(?P<title>[^"'<>]*)\3)?\s*>(?P<words>[^<>]+)</a>"""
)


def right_mark(page: Page, fault: MalformedMark) -> Iterator[Fix]:
    """The mark with its brackets, its hash and its quotes where they belong."""
    match fault.cause:
        case "picture":
            at = page.text.rfind("![", 0, fault.at)
            if page.text[at - 1 : at].isspace() or at == page.body_at:
                yield Fix("Remove the exclamation mark before the words", (Edit(at, at + 1, ""),))
        case "in a word":
            inside = re.compile(r"\[\s+").match(page.text, fault.at)
            if inside is not None:
                edit = Edit(fault.at, inside.end(), f"{inside.group()[1:]}[")
                yield Fix("Put the bracket before the word, behind the space", (edit,))
        case "brackets":
            yield from _with_brackets_changed(page.text, fault)
        case "outside" if (inside := _title_in_words(page.text, fault)) is not None:
            close = fault.at + 1 + len(fault.detail)
            edits = (Edit(inside.start(), inside.end() - 3, ""), Edit(close, close, f' "{inside["title"].strip()}"'))
            yield Fix("Move the attribution from the words into the round brackets", edits)
        case _:
            named = _ID_BEHIND.match(page.text, fault.at) if fault.detail == "…" else None
            yield from _right_form(page, fault.at, named["id"] if named is not None else fault.detail)


def titled_mark(page: Page, fault: MarkWithoutHash) -> Iterator[Fix]:
    """The hash in front of an id that has its attribution behind it."""
    title = _TITLE.match(page.text, fault.at + len(fault.text))
    if title is not None and page.text.startswith(fault.text, fault.at):
        yield from _right_form(page, fault.at, re.sub("[^a-z0-9-]", "", fault.text))


def with_hash(page: Page, fault: MarkWithoutHash) -> Iterator[Fix]:
    """The hash in front of an id of the page, if the link has no title that says it is a mark."""
    if any(record.id is not None and record.id.text == fault.text for record in page.records):
        yield Fix(f"Write “#{fault.text}”: a mark, and no link to a file", (Edit(fault.at, fault.at, "#"),))


def from_html(page: Page, fault: MalformedMark) -> Iterator[Fix]:
    """A link in HTML as a mark."""
    anchor = _ANCHOR.match(page.text, fault.at)
    if anchor is not None:
        title = f' "{anchor["title"]}"' if anchor["title"] else ""
        mark = f"[{anchor['words']}](#{anchor['id']}{title})"
        yield Fix("Write the link as a mark", (Edit(*anchor.span(), mark),))


def _right_form(page: Page, at: int, id_: str) -> Iterator[Fix]:
    """What stands before the id, in it, between it and its title, and behind that, in the only right form."""
    text = page.text
    found = (
        re.compile(r"[^\w-]?".join(map(re.escape, id_))).search(text, at, at + 2 * len(id_) + _NEAR) if id_ else None
    )
    if found is None or (found.group() != id_ and id_ not in names_on(page)):  # what is in it may stand for a letter
        return
    window = text[max(0, found.start() - _FAR) : found.start()]
    before = _BEFORE.search(window)
    if before is None or (
        before["close"] is None and not _may_close(text, found.start() - len(before.group()), before)
    ):
        before = _APART.search(window)
    if before is None:
        return
    start = found.start() - len(before.group())
    doubled = [sign for sign in before.group() if sign in _CLOSED_BY][:-1]
    edits = [Edit(start, found.start(), "](#"), Edit(*found.span(), id_), *_right_end(text, found.end(), doubled)]
    edits = [edit for edit in edits if text[edit.start : edit.end] != edit.text]
    if edits:
        yield Fix(f"Write the mark as {_shown(text, id_, found.end())}", tuple(edits))


def _may_close(text: str, start: int, before: re.Match[str]) -> bool:
    """Whether words whose bracket is not closed end here."""
    return bool(set(before["signs"]) & set("([{|（")) and _opens(text, start)


def _opens(text: str, at: int) -> bool:
    """Whether a square bracket is open in the paragraph before an offset."""
    return _OPEN_WORDS.search(text[text.rfind("\n\n", 0, at) + 1 : at]) is not None


def _shown(text: str, id_: str, at: int) -> str:
    """The form of a mark whose id ends at an offset, for an author."""
    title = _TITLE.match(text, at)
    words = " ".join(title["title"].replace(">", " ").split()) if title is not None else ""
    return f'[words](#{id_} "{words}")' if words else f"[words](#{id_})"


def _right_end(text: str, at: int, doubled: Sequence[str] = ()) -> Iterator[Edit]:
    """What stands behind an id: its title in straight quotes, if it has one, and a round bracket.

    `doubled`: what was opened before the id besides one bracket, and so may be closed behind it, too.
    """
    title = _TITLE.match(text, at)
    if title is not None and ")" in title["gap"] and not set(_QUOTES) & set(title["gap"]):
        title = None  # brackets in the text
    if title is not None:
        line = title["gap"].rpartition("\n")
        yield Edit(*title.span("gap"), f'{line[0]}{line[1]}"' if line[1] else ' "')
        yield Edit(title.start("end"), _behind(text, title.end("end"), doubled), '")')
        return
    right = _RIGHT_TITLE.match(text, at)
    end = right.end() if right is not None else at
    closed = _NO_TITLE.match(text, end)
    if closed is not None:
        yield Edit(end, _behind(text, closed.end(), doubled), ")")


def _behind(text: str, at: int, doubled: Sequence[str]) -> int:
    """Where what closes these signs ends."""
    for sign in reversed(doubled):
        at += text.startswith(_CLOSED_BY[sign], at)
    return at


def _title_in_words(text: str, fault: MalformedMark) -> re.Match[str] | None:
    found = _IN_WORDS.finditer(text, line_start(text, fault.at), fault.at + 1)
    return next((one for one in found if one.end() == fault.at + 1), None)


def _with_brackets_changed(text: str, fault: MalformedMark) -> Iterator[Fix]:
    start = text.rfind("\n\n", 0, fault.at) + 1
    words = _SWAPPED.search(text[start : fault.at])
    end = next(iter(_right_end(text, fault.at + 1 + len(fault.detail))), None)
    if words is None or end is None or not text.startswith(f"#{fault.detail}", fault.at):
        return
    at = start + words.start()
    edits = (
        Edit(at, at + 1, "["),
        Edit(at + 1 + len(words["words"]), fault.at, "]("),
        *_right_end(text, fault.at + 1 + len(fault.detail)),
    )
    yield Fix("Put the words in square brackets, the id in round ones", edits)
