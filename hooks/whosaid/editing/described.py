"""What an author says of a statement, held against the vocabulary: its options, its note, its id."""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import dedent

from ..base.faults import ReadingFault
from ..base.kinds import KINDS
from ..base.model import Record
from ..base.options import NOBODY, OPTIONS, OptionName
from ..base.plain import on_one_line, possible_anchors
from ..base.vocabulary import ID
from ..read.values import read_values
from .changes import Refused
from .quotes import shown
from .saying import Said, Values, values_of


def checked_kind(kind: str) -> str:
    """A kind of statement. Raises Refused if there is no such kind."""
    if kind not in KINDS:
        raise Refused(f"{shown(kind)} is not a kind of statement")
    return kind


def checked_options(kind: str, options: Mapping[OptionName, str]) -> dict[OptionName, str]:
    """Options as they can be written, in order. Raises Refused for what a statement of this kind cannot have."""
    for name in options:
        if name not in OPTIONS or name == "id":
            raise Refused(f"{shown(name)} is not an option of a statement")
        if KINDS[kind].family not in OPTIONS[name].families:
            raise Refused(f"a statement of the kind “{kind}” has no “{name}:”")
    written = {row.name: on_one_line(options[row.name]) for row in OPTIONS.values() if row.name in options}
    for name, value in written.items():
        _check_value(name, value)
    return written


def _check_value(name: str, value: str) -> None:
    faults: list[ReadingFault] = []
    read_values(OPTIONS[name], value, 0, faults)
    if faults:
        terms = OPTIONS[name].terms
        expected = f"; it can be: {', '.join(terms)}" if terms else ""
        raise Refused(f"“{name}:” cannot be {shown(value)}{expected}" if value else f"“{name}:” has no value")


def values_as_read(options: Mapping[OptionName, str]) -> dict[OptionName, Values]:
    """The values of options as the reader would have them."""
    return {name: values_of(read_values(OPTIONS[name], value, 0, [])) for name, value in options.items()}


def checked_note(note: str) -> str:
    """A note as it can be written: without empty lines around it, and with single newlines."""
    lines = note.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return dedent("\n".join(line if line.strip() else "" for line in lines)).strip("\n").rstrip()


def taken_ids(said: Said) -> frozenset[str]:
    """What no new statement of a page can be called."""
    page = said.page
    taken = {*said.records, *possible_anchors(page.headings, page.anchors), NOBODY}
    return frozenset(taken | {link.id.text for link in page.links if not link.file})


def checked_id(asked: str, said: Said) -> str:
    """An id that somebody asks for. Raises Refused if no statement of the page can have it."""
    if not ID.fullmatch(asked):
        raise Refused(f"{shown(asked)} is not an id: it has lower-case letters, digits and hyphens")
    if asked in said.records:
        raise Refused(f"there is a statement “{asked}” on this page already")
    if asked in taken_ids(said):
        raise Refused(f"“{asked}” cannot be the id of a statement here: it is taken, perhaps by a heading")
    return asked


def record_of(said: Said, id_: str) -> Record:
    """The statement of a page with this id. Raises Refused if there is none."""
    if id_ not in said.records:
        raise Refused(f"there is no statement {shown(id_)} on this page")
    if sum(record.id is not None and record.id.text == id_ for record in said.page.records) > 1:
        raise Refused(f"there are two statements “{id_}” on this page; give one of them another id first")
    return said.records[id_]
