"""What an author can ask for: each a value, whoever asks (the desk, an editor, the fix of a finding)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from msgspec import Struct, field

from ..base.kinds import KindId
from ..base.options import OptionName
from .edits import Edit
from .quotes import Quote


class Refused(ValueError):
    """Why a change cannot be made, in words for an author."""


class Mark(Struct, frozen=True, kw_only=True):
    """Words become a statement. `options` are as written in a block; the id is proposed from the words if empty."""

    quote: Quote
    kind: KindId
    options: Mapping[OptionName, str] = field(default_factory=dict)
    title: str = ""
    note: str = ""
    id: str = ""


class MarkAgain(Struct, frozen=True, kw_only=True):
    """More words for a statement that is there: a part of its mark, or a mention. `id` may be `other.md#id`."""

    quote: Quote
    id: str


class Reword(Struct, frozen=True, kw_only=True):
    """A statement has other words of the page: its mark is there, and no more where it was. All else stays."""

    id: str
    quote: Quote


class Alter(Struct, frozen=True, kw_only=True):
    """A statement is of another kind, has other options, another title or note; what is not named stays.

    None as a value removes the option; an empty title or note removes it.
    """

    id: str
    kind: KindId | None = None
    options: Mapping[OptionName, str | None] = field(default_factory=dict)
    title: str | None = None
    note: str | None = None


class Remove(Struct, frozen=True, kw_only=True):
    """A statement goes, with all its marks on the site; their words stay."""

    id: str


class Rename(Struct, frozen=True, kw_only=True):
    """A statement or a source gets another id, wherever the site names it.

    If `what` does not say which is meant, it is the statement of the page with this id, or else the source.
    """

    id: str
    new: str
    what: Literal["statement", "source", ""] = ""


class Declare(Struct, frozen=True, kw_only=True):
    """A new source, at the top of the page or in the site's sources.yml; lists are lists of ids."""

    id: str
    fields: Mapping[str, str | Sequence[str]]
    on_site: bool = False


class AlterSource(Struct, frozen=True, kw_only=True):
    """A source has other fields; None as a value removes one, and what is not named stays."""

    id: str
    fields: Mapping[str, str | Sequence[str] | None]


class Silence(Struct, frozen=True, kw_only=True):
    """The finding of a rule at an offset of the page is silenced, for a reason."""

    rule: str
    at: int
    reason: str


class SetAside(Struct, frozen=True, kw_only=True):
    """In the paragraph of these words, there is nothing to annotate; a reason may say why."""

    quote: Quote
    reason: str = ""


class Replace(Struct, frozen=True, kw_only=True):
    """Edits as they are: what the fix of a finding asks for."""

    edits: Sequence[Edit]


class AlterTop(Struct, frozen=True, kw_only=True):
    """The top of the page says something else under these keys; None as a value removes one."""

    fields: Mapping[str, str | None]


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
    | SetAside
    | Replace
)
