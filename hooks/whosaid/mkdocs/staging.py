"""A build is written aside, and takes the site folder's place only when all has succeeded.

Until then the last site stays as it was, whatever fails: a plug-in, the disk, the power. The folder it is written to
stands beside the site's, `.site.being-built-…`; MkDocs and the plug-ins are told that one instead. What a killed build
has left behind, the next one removes.

`mkdocs build` and `gh-deploy` fail in strict mode only after the last event of the build, so there the swap is made at
shutdown. A preview, and who calls `build()` alone, has no such event: there it is made in the last `on_post_build`.
"""

from __future__ import annotations

import logging
import os
import secrets
import shutil
import sys
import tempfile
import weakref
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.utils import CountHandler

from .builderrors import in_words, shown
from .swap import locked, open_folder, put_in_place, remove_left_behind, try_lock

log = logging.getLogger("mkdocs.whosaid")


@dataclass
class _Build:
    """`site` is the folder that readers see, `folder` the one beside it; `open` counts builds inside each other, as
    plug-ins for several languages make them.
    """

    config: MkDocsConfig
    named: str
    site: Path
    folder: Path
    remove: Callable[[], object]
    open: int = 1


class Staging:
    """The folder of the build that is under way. `waits`: whether a shutdown will come after the build."""

    def __init__(self) -> None:
        self.waits = False
        self.build: _Build | None = None

    def begin(self, config: MkDocsConfig) -> None:
        """Send the build to a folder of its own, unless it is part of one that has been sent."""
        if self.build is not None and _is_in(config.site_dir, self.build.folder):
            self.build.open += 1
            return
        self.forget()
        site = Path(os.path.realpath(config.site_dir))
        try:
            folder, lock = _folder_beside(site)
        except OSError as error:
            raise PluginError(f"cannot write the site: {in_words(error)}") from None
        self.build = _Build(config, config.site_dir, site, folder, _removal(self, folder, lock))
        config.site_dir = os.fspath(folder)

    def restart_if_moved(self, config: MkDocsConfig) -> None:
        """Begin anew if another plug-in has named another site folder."""
        if self.build is not None and not _is_in(config.site_dir, self.build.folder):
            self.begin(config)

    def end(self, *, strict: bool) -> None:
        """All events of a build are over: make the swap, unless there is more to come."""
        if self.build is None:
            return
        self.build.open -= 1
        if self.build.open == 0 and not self.waits and not (strict and _has_warned()):
            self.swap()

    def fail(self) -> None:
        """The build has failed: leave the site as it was."""
        if self.build is not None:
            self.build.open -= 1
            if self.build.open <= 0:
                kept = self.build.site
                self.forget()
                if kept.is_dir() and any(kept.iterdir()):
                    log.info("The last site in “%s” is unchanged.", shown(kept))

    def shut_down(self) -> None:
        """The command is over: make the swap, unless something stops it, as Ctrl-C does."""
        self.waits = False  # a program may call `build()` after the command
        if self.build is not None and self.build.open == 0 and sys.exc_info()[0] is None:
            self.swap()
        self.forget()

    def swap(self) -> None:
        """Let readers see what has been built."""
        assert self.build is not None
        build = self.build
        try:
            put_in_place(build.folder, build.site)
        except OSError as error:
            raise PluginError(f"cannot write the site into “{shown(build.site)}”: {in_words(error)}") from None
        finally:
            self.forget()

    def forget(self) -> None:
        """Remove the folder, and give the configuration its own back."""
        if self.build is not None:
            if _is_in(self.build.config.site_dir, self.build.folder):
                self.build.config.site_dir = self.build.named
            self.build.remove()
            self.build = None


def _folder_beside(site: Path) -> tuple[Path, int | None]:
    """A new folder on the same disk, if there is none to be had among those for temporary files; and its lock."""
    if site.exists() and not site.is_dir():
        raise OSError(0, "there is a file of this name", os.fspath(site))
    if site.exists() and not os.access(site, os.W_OK):
        raise PermissionError(0, "it is read-only", os.fspath(site))
    with suppress(OSError):
        site.parent.mkdir(parents=True, exist_ok=True)
    start = f".{site.name}.being-built-"
    if os.access(site.parent, os.W_OK):
        with locked(site.parent) as may_tell:  # until the new folder is locked: another build may tidy here
            remove_left_behind(site.parent, start, may_tell=may_tell)
            folder = site.parent / f"{start}{secrets.token_hex(4)}"
            folder.mkdir(0o700)
            return folder, _lock_on(folder)
    if site.exists():
        folder = Path(tempfile.mkdtemp(prefix=start))
        return folder, _lock_on(folder)
    raise PermissionError(0, "its folder is read-only", os.fspath(site))


def _lock_on(folder: Path) -> int | None:
    """Lock a folder for as long as the descriptor is open."""
    lock = open_folder(folder)
    try_lock(lock)
    return lock


def _removal(owner: Staging, folder: Path, lock: int | None) -> Callable[[], object]:
    """What removes the folder: when called, or at the latest when the process ends."""

    def remove() -> None:
        shutil.rmtree(folder, ignore_errors=True)
        if lock is not None:
            os.close(lock)

    return weakref.finalize(owner, remove)


def _is_in(path: str, folder: Path) -> bool:
    return Path(path).is_relative_to(folder)


def _has_warned() -> bool:
    """Whether MkDocs has counted a warning, so that a strict build will end in an error after its last event."""
    loggers = (log.parent, log.parent.parent if log.parent else None)  # ProperDocs has its own above
    handlers = [handler for logger in loggers if logger is not None for handler in logger.handlers]
    return any(isinstance(one, CountHandler) and one.get_counts() for one in handlers)
