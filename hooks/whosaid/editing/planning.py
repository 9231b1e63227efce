"""Changes to a page -> the edits that make them, or why they cannot be made. Nothing is written here.

A change is made on the text and the result is read again. It counts if the page then says what it said before and what
was asked for, and nothing else; otherwise it is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from msgspec import Struct

from ..base.filenames import MARKDOWN_SUFFIXES, SOURCES_FILE
from ..ledger.records import Ledger
from .altering import alter
from .annotating import mark, mark_again
from .changes import (
    Alter,
    AlterSource,
    AlterTop,
    Change,
    Declare,
    Mark,
    MarkAgain,
    Refused,
    Remove,
    Rename,
    Replace,
    Reword,
    SetAside,
    Silence,
)
from .declaring import alter_source, declare
from .edits import Edit
from .excusing import set_aside, silence
from .finding import NotFound
from .removing import remove
from .renaming import rename
from .rewording import reword
from .saying import Said
from .spots import InTheWay
from .toplines import alter_top
from .working import Way, Working

__all__ = ["Planned", "Refused", "planned"]


class Planned(Struct, frozen=True):
    """Edits by the path of the page, at offsets of its text; `id` is that of what the last change is about."""

    edits: Mapping[str, Sequence[Edit]]
    id: str


def planned(ledger: Ledger, path: str, changes: Sequence[Change]) -> Planned:
    """The edits that make these changes, one after the other, to the page at a path. Raises Refused: all or none."""
    site, id_ = Working(ledger), ""
    for change in changes:
        id_ = _made(site, path, change)
    return Planned(site.edits(), id_)


def _made(site: Working, path: str, change: Change) -> str:
    """Make a change in the first way that works; returns the id of what it is about."""
    if not isinstance(change, Replace) and not (path == SOURCES_FILE or path.lower().endswith(MARKDOWN_SUFFIXES)):
        raise Refused(f"“{path}” is not written in Markdown")
    why = ""
    try:
        for way in _WAYS[type(change)](site, path, change):
            told = site.make(way)
            if not told:
                for one in way.then:
                    _made(site, path, one)
                return way.id
            why = why or told
    except (NotFound, InTheWay) as error:
        raise Refused(str(error)) from None
    raise Refused(why)


def _replace(site: Working, path: str, change: Replace) -> Iterator[Way]:
    yield Way({path: change.edits}, "", _anything)


def _anything(path: str, before: Said, after: Said) -> str:
    return ""


_WAYS: Final[Mapping[type[Change], Callable[[Working, str, Any], Iterator[Way]]]] = {  # each takes its own change
    Mark: mark,
    MarkAgain: mark_again,
    Reword: reword,
    Alter: alter,
    Remove: remove,
    Rename: rename,
    Silence: silence,
    SetAside: set_aside,
    Declare: declare,
    AlterSource: alter_source,
    AlterTop: alter_top,
    Replace: _replace,
}
