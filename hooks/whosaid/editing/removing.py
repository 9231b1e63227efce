"""A statement goes, with all its marks on the site; their words stay."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import Final

from ..base.model import Link, Record
from ..ledger.records import ref_of
from .annotating import OTHERWISE, same_but
from .changes import Alter, Refused, Remove
from .described import record_of
from .edits import Edit
from .namings import names_of
from .nesting import joined
from .saying import Said, is_mark
from .working import Way, Working, new_faults

_EMPTY_LINES: Final = re.compile(r"[ \t]*\n(?:[ \t>]*\n)*")


def remove(site: Working, path: str, change: Remove) -> Iterator[Way]:
    """A statement without its marks, on all pages."""
    said = site.said(path)
    record = record_of(said, change.id)
    _refuse_if_named(site, path, change.id)
    edits = {path: _without_marks(said, record)}
    ref = f"{path}#{change.id}"
    for other in site.ledger.files:
        page = site.page(other)
        links = page.links if change.id in page.text else ()
        found = [link for link in links if link.file and ref_of(other, f"{link.file}#{link.id.text}") == ref]
        if found:
            edits.setdefault(other, []).extend(edit for link in found for edit in _without_link(link))
    outer = record.value("within") if record.value("within") in said.records else ""
    inner = [
        Alter(id=id_, options={"within": outer or None})
        for id_, one in said.records.items()
        if one.value("within") == change.id
    ]
    check = partial(_check_removed, path, change.id, [outer] if outer else [])
    for block in _without_block(said.page.text, record) if record.form == "block" else (None,):
        yield Way({**edits, path: [*edits[path], *filter(None, [block])]}, change.id, check, inner)


def _without_marks(said: Said, record: Record) -> list[Edit]:
    page = said.page
    id_ = record.id.text if record.id else ""
    in_block = record.form == "block"
    links = [link for link in page.links if is_mark(link, id_) and not (in_block and record.at <= link.at < record.end)]
    outer = record.value("within")
    joint = {link.at: list(joined(page, link, outer)) for link in links} if outer else {}
    return [edit for link in links for edit in joint.get(link.at) or _without_link(link)]


def _without_link(link: Link) -> Iterator[Edit]:
    yield Edit(link.at, link.words_at, "")
    yield Edit(link.words_end, link.end, "")


def _without_block(text: str, record: Record) -> Iterator[Edit]:
    """A block with the empty line above it, which stands there for the block, or where that is needed, without it."""
    end = record.at + len(text[record.at : record.end].rstrip())
    line = text.rfind("\n", 0, record.at) + 1
    above = text.rfind("\n", 0, max(line - 1, 0)) + 1
    if above and not text[above:line].strip(" \t>\n"):
        yield Edit(above - 1, end, "")
    elif line:
        yield Edit(line - 1, end, "")
    below = _EMPTY_LINES.match(text, end)
    yield Edit(line, below.end() if below else end, "")


def _refuse_if_named(site: Working, path: str, id_: str) -> None:
    """Raises Refused if another statement, an embed or the top of a page needs the statement.

    What is within it is no such need: it is then within what this is within, or nothing.
    """
    for other in site.ledger.files:
        page = site.page(other)
        for one in names_of(page, f"{path}#{id_}") if id_ in page.text else ():
            is_own = one.record is not None and one.record is site.said(path).records[id_]
            if not is_own and not (one.option == "within" and other == path):
                who = f"“{one.record.id.text}”" if one.record and one.record.id else "the page"
                line = page.text.count("\n", 0, one.item.at) + 1
                raise Refused(f"{who} names it in “{one.option}:” ({page.file}, line {line}); change that first")


def _check_removed(home: str, id_: str, outer: list[str], path: str, before: Said, after: Said) -> str:
    if why := new_faults(before, after):
        return why
    if path == home:
        held = id_ in after.records or after.marks_of(id_)
        return OTHERWISE if held else same_but(id_, outer, before, after)
    return "" if before.article.prose.text == after.article.prose.text else OTHERWISE
