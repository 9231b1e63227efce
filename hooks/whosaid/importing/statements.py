"""What is written into the article for an annotation: a mark in the short form, or a mark and a block."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Final, get_args

from ..base.kinds import KIND_WORDS, KINDS
from ..base.options import NOBODY, OPTIONS
from ..base.plain import on_one_line
from ..base.shapes import TypeId
from ..base.vocabulary import ID
from ..check.rules.core import with_article
from ..editing.marking import Statement
from ..editing.naming import free, slug
from ..editing.quotes import shown
from ..editing.spots import Spot
from ..editing.verbatim import verbatim
from .namedsources import NamedSources
from .wanted import Problem, Wanted

_SPEAKERS: Final = ("source", "via", "about")
_ANSWER: Final = re.compile(rf"(?P<kind>{KIND_WORDS})(?:\s+of\s+(?P<of>\S.*))?|(?:of\s+)?(?P<only>[a-z0-9#., -]+)")


class AddedStatement(Statement, frozen=True, kw_only=True):
    """A statement for some spots of an article, and what it was asked for with."""

    wanted: Wanted
    spots: tuple[Spot, ...]


def as_markdown(text: str) -> str:
    """Plain text as Markdown that shows it: nothing in it is a link, an element or a block."""
    lines = [on_one_line(line) for line in text.replace("\r", "\n").split("\n")]
    return verbatim(re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip())


def described(
    wanted: Wanted, spots: Sequence[Spot], words: str, speakers: NamedSources, taken: Collection[str]
) -> tuple[AddedStatement, list[Problem]]:
    """The statement that an annotation describes, and what of it could not be used. `taken`: ids that are in use."""
    said, problems = dict(wanted.said), list[str]()
    kind = said.pop("kind", "").lower()
    note, answer, type_ = said.pop("note", ""), said.pop("answer", ""), said.pop("type", "").lower()
    if answer and (match := _ANSWER.fullmatch(answer.strip().lower())):
        kind = kind or match["kind"] or "denial"
        if of := match["of"] or match["only"]:
            said.setdefault("of", of)
    elif answer:
        problems.append(f"the answer {shown(answer)} is not of the form “denial of bridge-unsafe”; it was left out")
    if kind and kind not in KINDS:
        problems.append(f"{shown(kind)} is not a kind of statement; it was written as a claim")
    if type_ and type_ not in (*get_args(TypeId), "own-voice", "vague", "opinion"):
        problems.append(f"{shown(type_)} is not a type of source; it was left out")
    kind = kind if kind in KINDS else "claim"
    if "source" not in said and type_ in ("own-voice", "vague"):
        said["source"] = type_
    for name in _SPEAKERS:
        if name in said:
            said[name] = speakers.ids_of(said[name], type_ if name == "source" else "")
    id_ = _id(said.pop("id", ""), words, taken)
    family = KINDS[kind].family
    allowed = {name: on_one_line(value) for name, value in said.items() if value and family in OPTIONS[name].families}
    problems += [f"{with_article(kind)} has no “{name}:”; it was left out" for name in said.keys() - allowed.keys()]
    options = {option.name: allowed[name] for name, option in OPTIONS.items() if name in allowed}
    statement = AddedStatement(
        kind=KINDS[kind].id,
        id=id_,
        options=options,
        note=as_markdown(note) if note else "",
        wanted=wanted,
        spots=tuple(spots),
    )
    return statement, [Problem(wanted.where, problem) for problem in problems]


def _id(asked: str, words: str, taken: Collection[str]) -> str:
    name = asked if ID.fullmatch(asked) else slug(words, 4) or "statement"
    return free(name, {*taken, NOBODY})
