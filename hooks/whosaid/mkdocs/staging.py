"""A build is written to a staging folder, which replaces the site only when everything has succeeded.

Until then the last site stays unchanged, whatever fails: a plug-in, the disk, the power. The staging folder is next to
the site, `.site.being-built-…`; MkDocs and the plug-ins get its path as the site folder. If a build is killed, the next
one removes its staging folder.

In strict mode, `mkdocs build` and `gh-deploy` fail only after the last event of the build, so the swap is made at
shutdown. A preview, or a program that calls `build()`, has no shutdown: there it is made in the last `on_post_build`.
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
from dataclasses import dataclass, field
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.utils import CountHandler

from .builderrors import in_words, shown
from .keptfolder import KeptFolder, bring_up_to_date, kept_folder
from .swap import files_of, locked, open_folder, put_in_place, remove_left_behind, try_lock

log = logging.getLogger("mkdocs.whosaid")


@dataclass
class _Build:
    """`site` is the folder that readers see, `folder` the staging folder, `named` the configured site folder; `open`
    counts nested builds, which plug-ins for several languages start. `kept` is the folder of the last build, from which
    the paths of files are `taken`.
    """

    config: MkDocsConfig
    named: str
    site: Path
    folder: Path
    remove: Callable[[], object]
    open: int = 1
    kept: KeptFolder | None = None
    taken: set[str] = field(default_factory=set)


class Staging:
    """The staging folder of the current build. `waits`: whether a shutdown event follows the build."""

    def __init__(self) -> None:
        self.waits = False
        self.build: _Build | None = None

    def begin(self, config: MkDocsConfig) -> None:
        """Redirect the build to a staging folder, unless it is nested in a build that already has one."""
        if self.build is not None and _is_in(config.site_dir, self.build.folder):
            self.build.open += 1
            return
        self.forget()
        site = Path(os.path.realpath(config.site_dir))
        try:
            folder, lock = folder_beside(site)
        except OSError as error:
            raise PluginError(f"cannot write the site: {in_words(error)}") from None
        self.build = _Build(config, config.site_dir, site, folder, _removal(self, folder, lock))
        config.site_dir = os.fspath(folder)

    def restart_if_moved(self, config: MkDocsConfig) -> None:
        """Start again if another plug-in has changed the site folder."""
        if self.build is not None and not _is_in(config.site_dir, self.build.folder):
            self.begin(config)

    def kept_folder(self) -> Path | None:
        """The folder of the last build, which this one will bring up to date; None if there is none."""
        assert self.build is not None
        if self.waits and self.build.kept is None:
            self.build.kept = kept_folder(self.build.config, self.build.site)
            if self.build.kept is not None:
                self.build.kept.take()
        return self.build.kept.folder if self.build.kept is not None else None

    def end(self, *, strict: bool) -> None:
        """A build has ended: make the swap, unless it is nested or a shutdown follows."""
        if self.build is None:
            return
        self.build.open -= 1
        if self.build.open == 0 and not self.waits and not (strict and _has_warned()):
            self.swap()

    def fail(self) -> None:
        """The build has failed: leave the site unchanged."""
        if self.build is not None:
            self.build.open -= 1
            if self.build.open <= 0:
                kept = self.build.site
                self.forget()
                if kept.is_dir() and any(kept.iterdir()):
                    log.info("The last site in “%s” is unchanged.", shown(kept))

    def shut_down(self) -> None:
        """The command has ended: make the swap, unless it was interrupted (Ctrl-C)."""
        self.waits = False  # a program may call `build()` after the command
        if self.build is not None and self.build.open == 0 and sys.exc_info()[0] is None:
            self.swap()
        self.forget()

    def swap(self) -> None:
        """Replace the site with the finished build."""
        assert self.build is not None
        build = self.build
        try:
            _put_in_place(build)
        except OSError as error:
            raise PluginError(f"cannot write the site into “{shown(build.site)}”: {in_words(error)}") from None
        finally:
            self.forget()

    def forget(self) -> None:
        """Remove the staging folder, and restore the configured site folder."""
        if self.build is not None:
            if _is_in(self.build.config.site_dir, self.build.folder):
                self.build.config.site_dir = self.build.named
            if self.build.kept is not None:
                self.build.kept.end()
            self.build.remove()
            self.build = None


def _put_in_place(build: _Build) -> None:
    """Replace the site, and keep a folder with the same files for the next build."""
    kept, folder = build.kept, build.folder
    if kept is not None and kept.folder is not None:
        folder, kept.folder = kept.folder, None
        bring_up_to_date(folder, build.folder, files_of(build.folder), build.taken)
    if put_in_place(folder, build.site) and kept is not None:
        kept.put_back(folder)


def folder_beside(site: Path) -> tuple[Path, int | None]:
    """A new folder beside the site, or among the temporary files if that is not possible; and its lock."""
    if site.exists() and not site.is_dir():
        raise OSError(0, "a file has this name", os.fspath(site))
    if site.exists() and not os.access(site, os.W_OK):
        raise PermissionError(0, "it is read-only", os.fspath(site))
    with suppress(OSError):
        site.parent.mkdir(parents=True, exist_ok=True)
    start = f".{site.name}.being-built-"
    if os.access(site.parent, os.W_OK):
        with locked(site.parent) as may_tell:  # until the new folder is locked: another build may be cleaning up
            remove_left_behind(site.parent, start, may_tell=may_tell)
            folder = site.parent / f"{start}{secrets.token_hex(4)}"
            folder.mkdir(0o700)
            return folder, _lock_on(folder)
    if site.exists():
        folder = Path(tempfile.mkdtemp(prefix=start))
        return folder, _lock_on(folder)
    raise PermissionError(0, "its folder is read-only", os.fspath(site))


def _lock_on(folder: Path) -> int | None:
    """Lock a folder for as long as the returned descriptor is open."""
    lock = open_folder(folder)
    try_lock(lock)
    return lock


def _removal(owner: Staging, folder: Path, lock: int | None) -> Callable[[], object]:
    """A function that removes the folder; it runs at the latest when the process ends."""

    def remove() -> None:
        shutil.rmtree(folder, ignore_errors=True)
        if lock is not None:
            os.close(lock)

    return weakref.finalize(owner, remove)


def _is_in(path: str, folder: Path) -> bool:
    return Path(path).is_relative_to(folder)


def _has_warned() -> bool:
    """Whether MkDocs has counted a warning, which makes a strict build fail after its last event."""
    loggers = (log.parent, log.parent.parent if log.parent else None)  # ProperDocs counts in the parent logger
    handlers = [handler for logger in loggers if logger is not None for handler in logger.handlers]
    return any(isinstance(one, CountHandler) and one.get_counts() for one in handlers)
