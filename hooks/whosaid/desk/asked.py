"""What the desk is asked, as JSON: the shapes, and what each change means to the engine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, TypeVar

import msgspec
from msgspec import Struct, field

from ..base.kinds import KindId
from ..base.options import OptionName
from ..editing.quotes import Quote
from .gate import Turned


class _Asked(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What has no more fields than it should have."""


class Words(_Asked, frozen=True, kw_only=True):
    """Words of an article as readers see them."""

    exact: str
    prefix: str = ""
    suffix: str = ""

    @property
    def quote(self) -> Quote:
        """The same for the engine."""
        return Quote(self.exact, self.prefix, self.suffix)


class Mark(_Asked, tag_field="do", tag="mark", frozen=True, kw_only=True):
    quote: Words
    kind: KindId
    options: Mapping[OptionName, str] = field(default_factory=dict)
    title: str = ""
    note: str = ""
    id: str = ""


class MarkAgain(_Asked, tag_field="do", tag="mark-again", frozen=True, kw_only=True):
    quote: Words
    id: str


class Reword(_Asked, tag_field="do", tag="reword", frozen=True, kw_only=True):
    id: str
    quote: Words


class Alter(_Asked, tag_field="do", tag="alter", frozen=True, kw_only=True):
    id: str
    kind: KindId | None = None
    options: Mapping[OptionName, str | None] = field(default_factory=dict)
    title: str | None = None
    note: str | None = None


class Remove(_Asked, tag_field="do", tag="remove", frozen=True, kw_only=True):
    id: str


class Rename(_Asked, tag_field="do", tag="rename", frozen=True, kw_only=True):
    id: str
    new: str
    what: Literal["statement", "source", ""] = ""


class Declare(_Asked, tag_field="do", tag="declare", frozen=True, kw_only=True):
    id: str
    fields: Mapping[str, str | Sequence[str]]
    on_site: bool = False


class AlterSource(_Asked, tag_field="do", tag="alter-source", frozen=True, kw_only=True):
    id: str
    fields: Mapping[str, str | Sequence[str] | None]


class AlterTop(_Asked, tag_field="do", tag="alter-top", frozen=True, kw_only=True):
    fields: Mapping[str, str | None]


class Silence(_Asked, tag_field="do", tag="silence", frozen=True, kw_only=True):
    finding: str
    reason: str


class Fix(_Asked, tag_field="do", tag="fix", frozen=True, kw_only=True):
    finding: str
    fix: str


class Accept(_Asked, tag_field="do", tag="accept", frozen=True, kw_only=True):
    proposal: str


class Dismiss(_Asked, tag_field="do", tag="dismiss", frozen=True, kw_only=True):
    proposal: str
    reason: str = ""


Change = (
    Mark
    | MarkAgain
    | Reword
    | Alter
    | Remove
    | Rename
    | Declare
    | AlterSource
    | AlterTop
    | Silence
    | Fix
    | Accept
    | Dismiss
)


class OfPage(_Asked, frozen=True, kw_only=True):
    """What is asked about a page; with `own_voice`, sentences in which nobody is said to speak are proposed, too."""

    address: str
    own_voice: bool = False


class Undo(_Asked, frozen=True, kw_only=True):
    """That the last change be undone."""

    address: str
    version: str


class Changes(_Asked, frozen=True, kw_only=True):
    """Changes to a page, drawn from a version of it."""

    address: str
    version: str
    changes: Sequence[Change]


T = TypeVar("T")


def read(content: bytes, shape: type[T]) -> T:
    """A request. Raises Turned if it has another shape."""
    try:
        return msgspec.json.decode(content, type=shape)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise Turned(400, f"The desk does not understand this request: {error}.") from None
