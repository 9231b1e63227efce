"""Changes to a page: planned by the engine, and written, all or none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from msgspec import Struct

from ..base.model import Page
from ..editing.edits import Edit
from ..editing.pagefiles import in_file
from ..editing.planning import Refused, planned
from .articletext import ArticleText
from .asked import Changes
from .built import Built, text_of
from .diskfiles import FileChanged, Replacement, content_of, remove_left_behind, replace_all
from .gate import Turned
from .history import Change, History
from .journal import noted
from .meaning import Meaning

STALE = "“{}” has changed on disk since this page was drawn; nothing was written. Reload the page, and do it again."
_NOT_UNDONE = "Nothing can be undone: the desk has changed nothing in “{}”, or something else has changed it since."
_UNWRITABLE = "“{}” cannot be written: {}. Nothing was written."


class Saved(Struct, frozen=True):
    """What was done: the id of what it is about, and the change."""

    id: str
    change: Change


def save(built: Built, page: Page, asked: Changes) -> Saved:
    """Make the changes that are asked for. Raises Turned, and nothing is written."""
    if not asked.changes:
        raise Turned(400, "No change is asked for.")
    text = ArticleText(page, built.ledger.statements.get(page.path, ()))
    meaning = Meaning(built, text)
    try:
        plan = planned(built.ledger, page.path, meaning.changes(asked.changes))
    except Refused as refused:
        why = str(refused)
        raise Turned(422, f"{why[:1].upper()}{why[1:].rstrip('.')}.") from None
    change = Change(meaning.words(asked.changes), replacements(built, plan.edits))
    write(built, change.replaced)
    return Saved(plan.id, change)


def undo(built: Built, history: History, file: Path) -> Change:
    """Undo the last change to a file. Raises Turned, and nothing is written."""
    change = history.last_of(file)
    if change is None:
        raise Turned(409, _NOT_UNDONE.format(file.name))
    write(built, [one.undone for one in change.replaced])
    history.remove(change)
    return change


def replacements(built: Built, edits: Mapping[str, Sequence[Edit]]) -> list[Replacement]:
    """What edits at offsets of the pages' texts change in their files. Raises Turned if one is not as it was read."""
    found = []
    for path, of_page in edits.items():
        file, page = built.file(path), built.ledger.files.get(path)
        before = content_of(file)
        if (text_of(before) if before is not None else None) != (page.text if page is not None else None):
            raise Turned(409, STALE.format(path), stale=True)
        found.append(Replacement(file, before, in_file((before or b"").decode("utf-8"), of_page).encode("utf-8")))
    return [one for one in found if one.before != one.after]


def write(built: Built, replaced: Sequence[Replacement]) -> None:
    """Write files, all or none. Raises Turned."""
    remove_left_behind({one.file.parent for one in replaced})
    try:
        replace_all(replaced, partial(noted, built.docs))
    except FileChanged as changed:
        raise Turned(409, STALE.format(changed.file.name), stale=True) from None
    except OSError as error:
        name = Path(error.filename).name if error.filename else "the file"
        raise Turned(500, _UNWRITABLE.format(name, error.strerror or error)) from None
