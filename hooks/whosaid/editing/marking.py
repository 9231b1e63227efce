"""Statements as they are written in an article: marks in the short form, or with a block where that has no room."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct

from ..base.kinds import KindId
from ..base.options import SHORT_FORM_ORDER, OptionName
from ..base.questions import Question, comment_of
from .edits import Edit

INSIDE: Final = re.compile(
    r"[ \t>]*(?:[-+*]|\d{1,9}[.)]|\[\^[^\]]+\]:|:)[ \t]|[ \t]*>|[ \t]*\||[ \t]+\S|!!!|\?\?\?|==="
)
"""How a line begins that stands in a list, a quotation, a table or the like, where a block has no room."""

_SHORT: Final = frozenset(SHORT_FORM_ORDER.values())
_END_OF_PARAGRAPH: Final = re.compile(r"[ \t]*\n[ \t]*(?=\n)|\s*\Z")


class Statement(Struct, frozen=True, kw_only=True):
    """A statement as it is written in an article.

    `options` are written as in a block, without the id; `title` is the statement in short, `note` the editor's note, in
    Markdown. `in_block`: it has a
    block even if the short form has room.
    """

    kind: KindId
    id: str
    options: Mapping[OptionName, str]
    title: str = ""
    note: str = ""
    in_block: bool = False

    @property
    def has_block(self) -> bool:
        """Whether it has a block, as it must if the short form has no room for it."""
        return self.in_block or bool(self.title or self.note) or not self.options.keys() <= _SHORT

    @property
    def link(self) -> str:
        """What follows the words of a mark: the link to its note, with all in the short form if there is no block."""
        return f"](#{self.id})" if self.has_block else f'](#{self.id} "{self.attribution}")'

    @property
    def attribution(self) -> str:
        """The title of the link in the short form."""
        words = [f"{word} {self.options[name]}" for word, name in SHORT_FORM_ORDER.items() if name in self.options]
        return " ".join([self.kind, *words])

    @property
    def block(self) -> str:
        """The whole statement, apart from its words."""
        lines = [f"    {name}: {value}" for name, value in {"id": self.id, **self.options}.items()]
        note = ["", self.note, ""] if self.note else []
        header = f"/// {self.kind} | {self.title}" if self.title else f"/// {self.kind}"
        return "\n".join([header, *lines, *note, "///"])


class NewStatement(Statement, frozen=True, kw_only=True):
    """A statement whose words are the characters from `start` to `end` of a text, inside one paragraph.

    `questions` are left to the author.
    """

    start: int
    end: int
    questions: Sequence[Question] = ()


def marks(text: str, statements: Sequence[NewStatement]) -> Iterator[Edit]:
    """What makes statements of words in Markdown. Statements do not overlap and are in the order of the text."""
    ends = [found.start() for found in _END_OF_PARAGRAPH.finditer(text)]
    blocks: list[Edit] = []
    for one in statements:
        if text[one.start - 1 : one.start] == "!":  # it would make an image of the mark
            yield Edit(one.start - 1, one.start, "\\!")
        yield Edit(one.start, one.start, "[")
        yield Edit(one.end, one.end, f"{one.link}{''.join(map(comment_of, one.questions))}")
        if one.has_block:
            end = ends[bisect_left(ends, one.end)]
            blocks.append(Edit(end, end, f"\n\n{one.block}"))
    yield from blocks
