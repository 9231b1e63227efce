"""Statements as they are written in an article: marks in the short form, or with a block where that has no room."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct, field

from ..base.kinds import KindId
from ..base.options import SHORT_FORM_ORDER, OptionName
from ..base.questions import Question, comment_of
from .edits import Edit

_END_OF_PARAGRAPH: Final = re.compile(r"[ \t]*\n[ \t]*(?=\n)|\s*\Z")


class NewStatement(Struct, frozen=True):
    """A statement whose words are the characters from `start` to `end` of a text, inside one paragraph.

    `options` are written as in a block, without the id; `questions` are left to the author; `note` is
    the editor's note, in Markdown.
    """

    start: int
    end: int
    kind: KindId
    id: str
    options: Mapping[OptionName, str]
    questions: Sequence[Question] = field(default_factory=tuple)
    note: str = ""

    @property
    def has_block(self) -> bool:
        """Whether the short form has no room for it."""
        return bool(self.note) or not self.options.keys() <= set(SHORT_FORM_ORDER.values())


def marks(text: str, statements: Sequence[NewStatement]) -> Iterator[Edit]:
    """What makes statements of words in Markdown. Statements do not overlap and are in the order of the text."""
    ends = [found.start() for found in _END_OF_PARAGRAPH.finditer(text)]
    blocks: list[Edit] = []
    for one in statements:
        if text[one.start - 1 : one.start] == "!":  # it would make an image of the mark
            yield Edit(one.start - 1, one.start, "\\!")
        yield Edit(one.start, one.start, "[")
        title = "" if one.has_block else f' "{_short_form(one)}"'
        yield Edit(one.end, one.end, f"](#{one.id}{title}){''.join(map(comment_of, one.questions))}")
        if one.has_block:
            end = ends[bisect_left(ends, one.end)]
            blocks.append(Edit(end, end, f"\n\n{_block(one)}"))
    yield from blocks


def _short_form(one: NewStatement) -> str:
    words = [f"{word} {one.options[name]}" for word, name in SHORT_FORM_ORDER.items() if name in one.options]
    return " ".join([one.kind, *words])


def _block(one: NewStatement) -> str:
    lines = [f"    {name}: {value}" for name, value in {"id": one.id, **one.options}.items()]
    note = ["", one.note, ""] if one.note else []
    return "\n".join([f"/// {one.kind}", *lines, *note, "///"])
