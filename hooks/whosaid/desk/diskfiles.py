"""Files replaced on the disk: each is whole at every moment, none is replaced that is not what it was, all or none are.

The new content is written to a hidden file beside the old one, and the two exchange their names. What comes out is
compared with what should have been there: if another program has saved in the meantime, however late, the names are
exchanged back, and its text is where it was. Where a disk cannot exchange names, the comparison comes right before.
"""

from __future__ import annotations

import errno
import os
import secrets
import shutil
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, ExitStack, nullcontext, suppress
from pathlib import Path
from typing import Final

from msgspec import Struct

from ..base.exchanging import exchange

SUFFIX: Final = ".whosaid-desk"
"""How hidden files end that are there only while something is saved."""
_ABANDONED: Final = 60.0  # seconds; saving takes a moment
_TRIES: Final = 20  # to put back what others have saved, while they go on saving


class Replacement(Struct, frozen=True):
    """What a file holds before and after; None where there is no file."""

    file: Path
    before: bytes | None
    after: bytes | None

    @property
    def undone(self) -> Replacement:
        """The opposite."""
        return Replacement(self.file, self.after, self.before)


class FileChanged(Exception):  # nothing is wrong with it
    """A file does not hold what it should; `file` is which."""

    def __init__(self, file: Path) -> None:
        super().__init__(file.name)
        self.file = file


Ready = tuple[Path, Replacement]
"""The hidden file that is ready for a replacement, and that."""
Noted = Callable[[Sequence[Ready]], AbstractContextManager[None]]


def replace_all(replacements: Sequence[Replacement], noted: Noted = lambda _: nullcontext()) -> None:
    """Make all of these, or none. `noted` notes what is replaced for the case that the program is killed.

    Raises FileChanged if a file is not as it was before, OSError with its name if one cannot be written.
    """
    with ExitStack() as parts:
        ready = [(_prepared(one, parts), one) for one in replacements]
        done: list[Replacement] = []
        try:
            with noted(ready):
                for part, one in ready:
                    _replace(part, one)
                    done.append(one)
        except (FileChanged, OSError):
            for one in reversed(done):  # a file that others have saved by now is theirs
                with suppress(FileChanged, OSError), ExitStack() as others:
                    _replace(_prepared(one.undone, others), one.undone)
            raise
    for folder in {one.file.parent for one in replacements}:
        _sync_folder(folder)


def content_of(file: Path) -> bytes | None:
    """What a file holds; None if there is none."""
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return None


def is_part(path: str) -> bool:
    """Whether a path is that of a hidden file that is there only while something is saved."""
    return path.endswith(SUFFIX)


def remove_left_behind(folders: Iterable[Path]) -> None:
    """Remove what a save left in these folders that was killed."""
    for folder in folders:
        for part in folder.glob(f".*{SUFFIX}"):
            with suppress(OSError):
                if part.stat().st_mtime < time.time() - _ABANDONED:
                    part.unlink()


def _prepared(one: Replacement, parts: ExitStack) -> Path:
    """The hidden file of a replacement. What goes wrong with it is said of the file that it is for."""
    try:
        return _part(one, parts)
    except OSError as error:
        error.filename = os.fspath(one.file)
        raise


def _part(one: Replacement, parts: ExitStack) -> Path:
    """The hidden file with the new content, on the disk for certain; removed at the end, whatever it then holds."""
    if one.before is not None and not os.access(one.file, os.W_OK):  # though its folder may let it be replaced
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), os.fspath(one.file))
    part = one.file.with_name(f".{one.file.name}.{secrets.token_hex(4)}{SUFFIX}")
    if one.after is None:
        return part
    parts.callback(_unlink, part)
    with part.open("xb") as stream:
        stream.write(one.after)
        stream.flush()
        os.fsync(stream.fileno())
    if one.file.exists():
        shutil.copymode(one.file, part)
        _copy_owner(one.file, part)
    return part


def _replace(part: Path, one: Replacement) -> None:
    """One replacement; afterwards the hidden file, if there is one, holds nothing that is needed."""
    if content_of(one.file) != one.before:
        raise FileChanged(one.file)
    if one.before is None:
        _create(part, one.file)
    elif one.after is None:
        one.file.unlink()
    else:
        _exchange(part, one)


def _create(part: Path, file: Path) -> None:
    try:
        os.link(part, file)  # unlike a renamed file, it replaces none
    except FileExistsError:
        raise FileChanged(file) from None
    except (OSError, NotImplementedError):  # no hard links on this disk
        part.replace(file)


def _exchange(part: Path, one: Replacement) -> None:
    """Put the hidden file in place. If what comes out is not what should have been there, that goes back, and so on."""
    put, expected = one.after, one.before
    for _ in range(_TRIES):
        try:
            exchange(part, one.file)
        except OSError:  # not on this disk
            part.replace(one.file)
            break
        if (out := part.read_bytes()) == expected:
            break
        put, expected = out, put
    if put != one.after:
        raise FileChanged(one.file)


def _unlink(part: Path) -> None:
    part.unlink(missing_ok=True)


def _copy_owner(file: Path, part: Path) -> None:
    if sys.platform != "win32":
        with suppress(OSError):  # only root can change it
            status = file.stat()
            os.chown(part, status.st_uid, status.st_gid)


def _sync_folder(folder: Path) -> None:
    """Have the names, too, on the disk for certain, where a folder can be opened."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
