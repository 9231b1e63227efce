"""Reading faults: what could not be read as written. Data only: the rule of the same name words each.

Each has a type of its own, so that a type checker finds a fault that does not exist, or a `detail` that is not worded.
To add one, add it here and write its rule (`@fault_rule`).
"""

from __future__ import annotations

import re
from typing import ClassVar, Literal

from msgspec import Struct


class ReadingFault(Struct, frozen=True, tag=True, array_like=True):
    """A place (an offset in the file) and what the message needs.

    `text` is the faulty text, `expected` the valid choices (for "did you mean"), `detail` one more fact: the variant of
    the fault, or what it concerns.
    """

    kind: ClassVar[str] = ""
    """The name of its rule: the name of its type, with hyphens."""

    at: int
    text: str = ""
    expected: tuple[str, ...] = ()
    detail: str = ""

    def __init_subclass__(cls) -> None:
        cls.kind = re.sub(r"(?<=[a-z])(?=[A-Z])", "-", cls.__name__).lower()


# Blocks.


class UnclosedBlock(ReadingFault, frozen=True):
    """`detail`: what comes before its end, in words."""


class MalformedClosing(ReadingFault, frozen=True):
    """`detail`: the kind of the block, or the number of slashes that opened it."""


class StrayClosing(ReadingFault, frozen=True):
    """Slashes without an open block."""


class MalformedHeader(ReadingFault, frozen=True):
    """`detail`: the kind of the block."""


class HeaderSlashes(ReadingFault, frozen=True):
    """Two slashes instead of three."""


class BlockInsideLine(ReadingFault, frozen=True):
    """A block that starts after other text on its line."""


class JoinedLines(ReadingFault, frozen=True):
    """A block whose lines a formatter has joined."""


class FormatterDamage(ReadingFault, frozen=True, kw_only=True):
    """`detail`: what a formatter turned into text."""

    detail: Literal["admonition", "footnote"]


class NotAnOption(ReadingFault, frozen=True):
    """`detail`: what is among the options; empty for any other text."""

    detail: Literal["colon", "list", "silencing", "comment", ""] = ""


class OptionAfterBlank(ReadingFault, frozen=True):
    """An option below an empty line."""


class DuplicateOption(ReadingFault, frozen=True):
    """An option that the block already has."""


class TwoOnOneLine(ReadingFault, frozen=True):
    """An option after another one's value."""


class UnclosedFence(ReadingFault, frozen=True):
    """`detail`: whether the code contains annotations."""

    detail: Literal["annotations", ""] = ""


class NotDrawn(ReadingFault, frozen=True):
    """`detail`: where it is, in words."""


class Lookalike(ReadingFault, frozen=True):
    """`detail`: its name."""


# Names and values.


class UnknownSource(ReadingFault, frozen=True):
    """`detail`: how many places use this name, if the declaration is mistyped."""


class UnknownOutlet(ReadingFault, frozen=True):
    """A name in a route."""


class UnknownStatement(ReadingFault, frozen=True):
    """`detail`: the option that names it."""


class UnknownTarget(ReadingFault, frozen=True):
    """`detail`: the file of the link; empty for the page itself."""


class UnknownAnchor(ReadingFault, frozen=True):
    """`detail`: as in UnknownTarget."""


class UnknownBlock(ReadingFault, frozen=True):
    """A block's name."""


class UnknownKind(ReadingFault, frozen=True):
    """`text`: the title of a mark."""


class UnknownOption(ReadingFault, frozen=True):
    """An option's name."""


class OptionNotForKind(ReadingFault, frozen=True):
    """`detail`: the kind of the statement."""


class UnknownTerm(ReadingFault, frozen=True):
    """`detail`: the option or the key."""


class BadId(ReadingFault, frozen=True):
    """`detail`: the option, the key, `id`, or `nobody` if it is the word for nobody."""


class BadDate(ReadingFault, frozen=True):
    """`detail`: the option or the key."""


class BadCount(ReadingFault, frozen=True):
    """`detail`: the key."""


class BadLanguage(ReadingFault, frozen=True):
    """`detail`: the option or the key."""


class BadUrl(ReadingFault, frozen=True):
    """`detail`: the option or the key."""


class EmptyValue(ReadingFault, frozen=True):
    """`detail`: in which way; empty if there is nothing at all."""

    detail: Literal["list", "place", "word", "null", "invisible", ""] = ""


class ShortFormWord(ReadingFault, frozen=True):
    """`detail`: `after the kind`, or the name it may be part of."""


class ShortFormOrder(ReadingFault, frozen=True):
    """A word of the short form."""


# Marks.

MarkCause = Literal[
    "bare",
    "brackets",
    "curly",
    "hard space",
    "html",
    "in a word",
    "no quotes",
    "no round brackets",
    "no space",
    "not closed",
    "not opened",
    "open address",
    "open quote",
    "outside",
    "paragraph",
    "picture",
    "round title",
    "space",
    "spaces",
    "two titles",
]


class MalformedMark(ReadingFault, frozen=True):
    """`detail`: the intended id. `cause`: the one mistake that explains it; empty if none does."""

    cause: MarkCause | Literal[""] = ""


class MarkWithoutHash(ReadingFault, frozen=True):
    """The target of a link."""


class MarkWithoutWords(ReadingFault, frozen=True):
    """Nothing is marked."""


class LinkInMark(ReadingFault, frozen=True):
    """`detail`: whether the link is around the mark."""

    detail: Literal["around", ""] = ""


class MarkInHtml(ReadingFault, frozen=True):
    """Tags around a mark."""


class NotAsRead(ReadingFault, frozen=True):
    """`detail`: what is rendered differently, in words."""


class ReferenceMark(ReadingFault, frozen=True):
    """The target of a reference."""


class DeclaredElsewhere(ReadingFault, frozen=True):
    """The target of a mark with a title."""


class DeclaredOutsideText(ReadingFault, frozen=True, kw_only=True):
    """`detail`: where the mark is."""

    detail: Literal["heading", "note"]


# Embeds.


class UnknownEmbed(ReadingFault, frozen=True):
    """What a link asks for."""


class UnknownFilter(ReadingFault, frozen=True):
    """`detail`: what is asked for, or `twice`."""


class UnknownOrder(ReadingFault, frozen=True):
    """`detail`: what is asked for."""


class BadNumber(ReadingFault, frozen=True):
    """`detail`: what is asked for, if it is shown whole."""


class UnknownArticle(ReadingFault, frozen=True):
    """The path of a page that is not there."""


class EmbedInsideText(ReadingFault, frozen=True, kw_only=True):
    """`detail`: where the link is."""

    detail: Literal["heading", "note", "text"]


class MalformedEmbed(ReadingFault, frozen=True):
    """The title of a link."""
