"""A statement gets another kind, other options, another title or note; the rest of it stays as it is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

import msgspec

from ..base.kinds import KINDS
from ..base.model import Record
from ..base.options import OPTIONS, OptionName
from ..base.plain import on_one_line
from .annotating import OTHERWISE
from .blocktext import BlockText
from .changes import Alter, Refused
from .described import checked_kind, checked_note, checked_options, record_of, values_as_read
from .edits import Edit
from .marking import Statement
from .placing import block_at
from .saying import Said, Stated, Values, stated
from .working import Way, Working, new_faults


def alter(site: Working, path: str, change: Alter) -> Iterator[Way]:
    """The ways to change a statement: a block stays a block; the short form stays if it has room."""
    said = site.said(path)
    record = record_of(said, change.id)
    before = stated(record)
    kind = checked_kind(change.kind or record.kind)
    given = {name: value for name, value in change.options.items() if value is not None}
    new = checked_options(kind, given)
    options = _options(record, kind, change, new)
    title = before.title if change.title is None else on_one_line(change.title)
    note = before.note if change.note is None else checked_note(change.note)
    expected = msgspec.structs.replace(before, kind=kind, options=options, title=title, note=note)
    check = partial(_check, expected)
    if record.form == "block":
        block = BlockText(said.page.text, record)
        edits = [*block.with_options({**dict.fromkeys(change.options), **new})]
        edits += [Edit(*block.kind, kind)] if kind != record.kind else []
        edits += [block.with_title(title)] if title != before.title else []
        edits += [block.with_note(note)] if note != before.note else []
        yield Way({path: edits}, change.id, check)
        return
    written = {name: _as_written(values) for name, values in options.items()}
    for has_block in (False, True):
        statement = Statement(
            kind=KINDS[kind].id, id=change.id, options=written, title=title, note=note, in_block=has_block
        )
        if statement.has_block == has_block:
            yield Way({path: list(_from_short_form(said, record, statement))}, change.id, check)


def _options(record: Record, kind: str, change: Alter, new: Mapping[OptionName, str]) -> Mapping[OptionName, Values]:
    """The options as they are to be. Raises Refused if one that stays is not for this kind."""
    kept = {name: values for name, values in stated(record).options.items() if name not in change.options}
    for name in kept:
        if KINDS[kind].family not in OPTIONS[name].families:
            raise Refused(f"a statement of the kind “{kind}” has no “{name}:”; remove that as well")
    return {**kept, **values_as_read(new)}


def _as_written(values: Values) -> str:
    return ", ".join(f"{text} (implied)" if implied else text for text, implied in values)


def _from_short_form(said: Said, record: Record, statement: Statement) -> Iterator[Edit]:
    """The title of a link is written anew; or it goes, and a block has all of it."""
    text, at = said.page.text, record.attribution_at
    assert record.id is not None
    if not statement.has_block:
        yield Edit(at, text.index(text[at - 1], at), statement.attribution)
        return
    yield Edit(record.id.at + len(record.id.text), record.end - 1, "")
    mark = next(link for link in said.page.links if link.at == record.at)
    run = said.article.prose.passage_at(said.span(mark)[0]).run
    place = block_at(said.page, run)
    yield Edit(place, place, f"\n\n{statement.block}")


def _check(expected: Stated, path: str, before: Said, after: Said) -> str:
    if why := new_faults(before, after):
        return why
    id_ = expected.id
    record = after.records.get(id_)
    if record is None or stated(record) != expected:
        return f"“{id_}” would not be read back as it was meant; say it in other words"
    same = before.marks_of(id_) == after.marks_of(id_) and before.all_but(id_) == after.all_but(id_)
    return "" if same else OTHERWISE
