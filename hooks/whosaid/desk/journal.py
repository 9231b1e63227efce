"""What is being replaced when it is more than one file: if the program is killed in between, the next one ends it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from ..base.storage import digest
from .diskfiles import SUFFIX, Ready, content_of, is_part

_NAME: Final = f".changes{SUFFIX}"


class _Noted(Struct, frozen=True):
    """A page that is replaced, by its path, with a hidden file beside it; digests of what the two hold before that."""

    path: str
    part: str
    before: str
    after: str


@contextmanager
def noted(docs: Path, ready: Sequence[Ready]) -> Iterator[None]:
    """Note in the docs folder what is replaced inside a `with` statement."""
    journal = docs.resolve() / _NAME
    entries = [
        _Noted(os.path.relpath(one.file, journal.parent), part.name, _digest(one.before), _digest(one.after))
        for part, one in ready
        if one.before is not None and one.after is not None
    ]
    if len(entries) > 1:
        journal.write_bytes(msgspec.json.encode(entries))
    try:
        yield
    finally:
        journal.unlink(missing_ok=True)


def resume(docs: Path) -> None:
    """End what was noted in the docs folder, as far as all is still what it was."""
    docs = docs.resolve()
    with suppress(OSError, msgspec.MsgspecError):
        entries = msgspec.json.decode((docs / _NAME).read_bytes(), type=list[_Noted])
        for entry in entries:
            _end(docs, entry)
    with suppress(OSError):
        (docs / _NAME).unlink()


def _end(docs: Path, entry: _Noted) -> None:
    """Put a hidden file in its place, if both are in the docs folder and hold what was noted; else remove it."""
    file = docs / entry.path
    part = file.with_name(entry.part)
    if part.parent.resolve() != part.parent or not file.is_relative_to(docs) or not is_part(part.name):
        return
    if _digest(content_of(part)) == entry.after and _digest(content_of(file)) == entry.before and not file.is_symlink():
        part.replace(file)
    part.unlink(missing_ok=True)


def _digest(content: bytes | None) -> str:
    return digest(content).hex() if content is not None else ""
