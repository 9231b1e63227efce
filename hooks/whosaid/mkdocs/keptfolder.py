"""The folder of the last build, kept for the next one: a site has a folder for each of its thousands of pages.

What the next build would write again is there already, so that it makes and removes only what has changed. Its files
are the site's own, each under two names; after a build that was killed, or never was, all are written anew. Nothing in
it is trusted: a file is used again only if it has the bytes that would be written (lastsite.py).
"""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Container, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final

from mkdocs.config.defaults import MkDocsConfig

from ..base.storage import Store, digest
from ..ledger.loading import as_typed
from .swap import locked, make_way, open_folder, remove_left_behind, try_lock

_IN_USE: Final = ".in-use-"


class KeptFolder:
    """For one build. `place` is where the folder is between builds, `folder` where this build has it, if it does."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.folder: Path | None = None
        self._lock: int | None = None

    def take(self) -> bool:
        """Take the folder, which no other build then has; False if there is none."""
        with suppress(OSError), locked(self.place.parent) as may_tell:
            remove_left_behind(self.place.parent, f"{self.place.name}{_IN_USE}", may_tell=may_tell)
            if self.place.is_symlink() or not self.place.is_dir():
                return False
            folder = self.place.with_name(f"{self.place.name}{_IN_USE}{secrets.token_hex(4)}")
            self.place.rename(folder)
            self.folder, self._lock = folder, open_folder(folder)
            try_lock(self._lock)
        return self.folder is not None

    def put_back(self, folder: Path) -> None:
        """Leave a folder for the next build, without the hidden files that are not the build's; remove those of earlier
        places of the site.
        """
        with suppress(OSError):
            self.place.parent.mkdir(parents=True, exist_ok=True)
            with locked(self.place.parent):
                for other in [one for one in self.place.parent.iterdir() if _IN_USE not in one.name]:
                    _remove(other)
                for hidden in folder.glob(".*"):
                    _remove(hidden)
                folder.rename(self.place)

    def end(self) -> None:
        """The build has ended: what is still taken goes back, whatever is in it."""
        if self.folder is not None:
            self.put_back(self.folder)
            self.folder = None
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None


def kept_folder(config: MkDocsConfig, site: Path) -> KeptFolder | None:
    """That of a site; None if it cannot be on the same disk, where files have several names."""
    folder = Store(as_typed(Path(config.docs_dir)), "site").folder
    if folder is None or not hasattr(os, "geteuid"):
        return None
    mask = os.umask(0)
    os.umask(mask)
    name = digest(os.fspath(site), f"{mask} {os.geteuid()}").hex()[:16]
    above = next(one for one in folder.parents if one.is_dir())
    try:
        return KeptFolder(folder / name) if above.stat().st_dev == site.parent.stat().st_dev else None
    except OSError:
        return None


def _remove(entry: Path) -> None:
    shutil.rmtree(entry) if entry.is_dir() and not entry.is_symlink() else entry.unlink()


def bring_up_to_date(kept: Path, built: Path, files: list[str], taken: set[str]) -> None:
    """Move the files that were built into the kept folder, and remove all that is neither one of them nor taken.

    Raises OSError if that cannot be done.
    """
    wanted = taken.union(files)
    _remove_others(os.fspath(kept), "", wanted, _folders_of(wanted))
    for path in files:
        make_way(kept, Path(path))
        Path(built, path).rename(kept / path)


def _folders_of(paths: Iterable[str]) -> set[str]:
    found = set[str]()
    for path in paths:
        above = path.rpartition("/")[0]
        while above and above not in found:
            found.add(above)
            above = above.rpartition("/")[0]
    return found


def _remove_others(top: str, inside: str, files: Container[str], folders: Container[str]) -> None:
    with os.scandir(top) as found:
        entries = [*found]
    for entry in entries:
        path = f"{inside}{entry.name}"
        if not entry.is_dir(follow_symlinks=False):
            if path not in files:
                Path(entry.path).unlink()
        elif path in folders:
            _remove_others(entry.path, f"{path}/", files, folders)
        else:
            shutil.rmtree(entry.path)
