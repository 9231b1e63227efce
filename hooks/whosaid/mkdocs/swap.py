"""Replaces a folder with another so that at every moment one of the two is there, complete.

Linux and macOS can exchange two folders atomically. This is done twice: first the new folder takes the place, then the
old one gets the same files and takes it back. So the folder remains the one that a server, a container or a terminal
has open, with its owner, its permissions and what MkDocs leaves alone (`.git`, `.htaccess`).

If that is not possible (a mount point, another file system), the files are replaced one by one: each is complete at
every moment, and nothing is changed before all of them are ready on the same disk.
"""

from __future__ import annotations

import errno
import filecmp
import glob
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from ..base.exchanging import exchange

_LONGEST_WAIT: Final = 10.0  # seconds; an exchange takes a moment, so a lock held for longer is for something else
_A_DAY: Final = 86_400  # seconds; after that, a folder counts as abandoned even if there are no locks
_READY: Final = ".being-built-"


def put_in_place(new: Path, place: Path) -> bool:
    """Give `place` the content of `new`. Whether `new` has the very files of `place` then; otherwise its content is
    undefined.

    Hidden entries at the top of `place` are kept, except files that `new` has too, as when MkDocs builds in place.

    Raises OSError if it cannot be written.
    """
    with locked(place.parent) as may_tell:
        place.mkdir(exist_ok=True)
        remove_left_behind(place, _READY, may_tell=may_tell)
        built = files_of(new)
        try:
            _take_along(place, new)
            exchange(new, place)
        except OSError:
            _replace_files(new, place, built)
            return False
        with suppress(OSError):  # if this fails, the new folder stays: it is complete
            for path in map(Path, built):
                if path.parts[0].startswith("."):
                    make_way(new, path)
                    (new / path).unlink(missing_ok=True)
            _make_same(new, place)
            exchange(new, place)
            return True
    return False


@contextmanager
def locked(folder: Path) -> Iterator[bool]:
    """Hold the lock of a folder, if the system has locks; yields whether it is held. It ends with the process."""
    with opened(folder) as lock:
        end = time.monotonic() + _LONGEST_WAIT
        while not (held := try_lock(lock)) and lock is not None and time.monotonic() < end:
            time.sleep(0.02)
        yield held


def remove_left_behind(parent: Path, start: str, *, may_tell: bool) -> None:
    """Remove the folders of builds that were killed.

    If `may_tell`, new ones cannot be created meanwhile, and a folder that is not locked is abandoned; otherwise its age
    decides.
    """
    for folder in parent.glob(f"{glob.escape(start)}*"):
        with suppress(OSError), opened(folder) as lock:
            if try_lock(lock) if may_tell else folder.stat().st_mtime < time.time() - _A_DAY:
                shutil.rmtree(folder, ignore_errors=True)


def try_lock(descriptor: int | None) -> bool:
    """Lock an open folder for as long as it is open; False if another process holds the lock, or without locks."""
    if descriptor is None or sys.platform == "win32":
        return False
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


@contextmanager
def opened(folder: Path) -> Iterator[int | None]:
    """A folder that is open inside a `with` statement."""
    descriptor = open_folder(folder)
    try:
        yield descriptor
    finally:
        if descriptor is not None:
            os.close(descriptor)


def open_folder(folder: Path) -> int | None:
    """A descriptor of a folder; None if it cannot be opened (Windows, no permission)."""
    try:
        return os.open(folder, os.O_RDONLY)
    except OSError:
        return None


def _take_along(old: Path, new: Path) -> None:
    """Give a new folder the old one's hidden files, permissions and owner; OSError if they cannot be exchanged."""
    if sys.platform == "win32":
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
    if new.stat().st_dev != old.stat().st_dev:
        raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))
    _add_missing(old, new, start=".")
    with suppress(PermissionError):  # only root can change the owner
        status = old.stat()
        os.chown(new, status.st_uid, status.st_gid)
    shutil.copystat(old, new)


def _make_same(old: Path, new: Path, *, is_inside: bool = False) -> None:
    """Give the first folder the files of the second, as hard links if the disk has them, and remove what that does not
    have: all that is not the very same there. Folders that both have stay, since there are thousands.

    What is `is_inside` is not at the top, where entries whose names begin with a dot are only added to.
    """
    with os.scandir(old) as entries:
        here = {entry.name: entry for entry in entries}
    with os.scandir(new) as entries:
        there = {entry.name: entry for entry in entries}
    for name, entry in here.items():
        other = there.get(name)
        if not is_inside and name.startswith("."):
            if other is not None and _is_folder(entry) and _is_folder(other):
                _add_missing(Path(other.path), Path(entry.path))
        elif not _is_folder(entry):
            if other is not None and entry.inode() == other.inode():
                continue
            Path(entry.path).unlink()
            if other is not None:
                _copy(other, Path(entry.path))
        elif other is not None and _is_folder(other):
            if entry.stat(follow_symlinks=False).st_mode != other.stat(follow_symlinks=False).st_mode:
                shutil.copymode(other.path, entry.path)
            _make_same(Path(entry.path), Path(other.path), is_inside=True)
        else:
            shutil.rmtree(entry.path)
            if other is not None:
                _copy(other, Path(entry.path))
    for name in there.keys() - here.keys():
        _copy(there[name], old / name)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    return entry.is_dir(follow_symlinks=False)


def _add_missing(source: Path, target: Path, start: str = "") -> None:
    """Add what another folder has and this one lacks, as hard links if the disk has them.

    At the top, only entries whose names begin with `start`.
    """
    for entry in list(os.scandir(source)):
        there = target / entry.name
        if not entry.name.startswith(start):
            continue
        if not os.path.lexists(there):
            _copy(entry, there)
        elif entry.is_dir(follow_symlinks=False) and there.is_dir() and not there.is_symlink():
            _add_missing(Path(entry.path), there)


def _copy(entry: os.DirEntry[str], target: Path) -> None:
    if entry.is_dir(follow_symlinks=False):
        shutil.copytree(entry.path, target, symlinks=True, copy_function=_link)
    else:
        _link(entry.path, os.fspath(target))


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target, follow_symlinks=False)
    except (OSError, NotImplementedError):  # no hard links on this disk, or none to symbolic links on this system
        shutil.copy2(source, target, follow_symlinks=False)


def _replace_files(new: Path, place: Path, built: list[str]) -> None:
    """Replace file by file; identical files are left alone, obsolete ones are removed last."""
    ready = Path(tempfile.mkdtemp(prefix=_READY, dir=place))
    try:
        files = [Path(path) for path in built if not _same(new / path, place / path)]
        for path in files:
            (ready / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(new / path, ready / path)
        for path in files:
            make_way(place, path)
            (ready / path).replace(place / path)
    finally:
        shutil.rmtree(ready, ignore_errors=True)
    _remove_others(new, place)


def files_of(folder: Path) -> list[str]:
    """The paths of all files in a folder."""
    start = len(os.fspath(folder)) + 1
    return [f"{top}{os.sep}{name}"[start:] for top, _, names in os.walk(folder) for name in sorted(names)]


def _same(one: Path, other: Path) -> bool:
    return other.is_file() and not other.is_symlink() and filecmp.cmp(one, other, shallow=False)


def make_way(place: Path, path: Path) -> None:
    """Create the folders of a file, removing a file that is in their place, or a folder in the place of the file."""
    for above in reversed(path.parents[:-1]):
        if (place / above).is_symlink() or (place / above).is_file():
            (place / above).unlink()
        (place / above).mkdir(exist_ok=True)
    if (place / path).is_dir() and not (place / path).is_symlink():
        shutil.rmtree(place / path)


def _remove_others(new: Path, place: Path) -> None:
    """Remove what the new folder does not have, except hidden entries at the top."""
    for top, folders, names in os.walk(place, topdown=False):
        below = Path(top).relative_to(place)
        for name in (*names, *folders):
            path = below / name
            if path.parts[0].startswith(".") or os.path.lexists(new / path):
                continue
            if (place / path).is_dir() and not (place / path).is_symlink():
                (place / path).rmdir()
            else:
                (place / path).unlink()
