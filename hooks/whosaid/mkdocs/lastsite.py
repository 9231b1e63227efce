"""The last site, from which a build takes the files that it would write again: a new one costs ten times as much.

What is taken stays in the folder of the last build, if that was kept (keptfolder.py), or is a hard link. So it is one
file in both folders, until the new site has replaced the last, and nobody may write to it in the meantime. It is taken
only if it has the same bytes, and is otherwise what a new file would be.
"""

from __future__ import annotations

import os
import stat
from functools import cached_property
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from ..exports import write_text
from .staging import Staging

_OURS_AT_THE_END = 2
"""Whosaid's last handlers of `on_post_build`, the first of which writes these files."""


class LastSite:
    """`built` is the folder that is written to, `last` that of the last site, empty if nothing may be taken from it;
    `kept` that of the last build, which gets what is written, empty if there is none. `taken` are the paths of files
    that it has already.
    """

    def __init__(self, built: str = "", last: str = "", kept: str = "", taken: set[str] | None = None) -> None:
        self.built, self.last, self.kept = built, last, kept
        self.taken = set[str]() if taken is None else taken
        self._led_to: dict[str, bool] = {last: False, kept: False}

    def write(self, text: str, place: str) -> None:
        """Write a file of the site, or take the last one."""
        if not self.last or not self._take(text.encode(), place.removeprefix(self.built), place):
            write_text([text], Path(place))

    def _take(self, content: bytes, path: str, place: str) -> bool:
        try:
            if self.kept:
                return self._is_kept(content, path, place)
            if not self._is_new(content, self.last + path):
                return False
            try:
                os.link(self.last + path, place)
            except FileNotFoundError:  # the first file of its folder
                Path(place).parent.mkdir(parents=True, exist_ok=True)
                os.link(self.last + path, place)
        except OSError:  # there is none, or the disk has no links
            return False
        return True

    def _is_kept(self, content: bytes, path: str, place: str) -> bool:
        if os.path.lexists(place) or not self._is_new(content, self.kept + path, self.last + path):
            return False
        self.taken.add(path.removeprefix("/"))
        return True

    def _is_new(self, content: bytes, file: str, other: str = "") -> bool:
        """Whether a file is what would be written, and has no name but this and perhaps the other. Raises OSError."""
        found = os.lstat(file)
        same = found.st_size, found.st_mode, found.st_uid
        if same != (len(content), self._mode, os.geteuid()) or self._is_led_to(file.rpartition("/")[0]):
            return False
        return self._is_named_once(found, other) and Path(file).read_bytes() == content

    def _is_named_once(self, found: os.stat_result, other: str) -> bool:
        if found.st_nlink == 1 or not other:
            return found.st_nlink == 1
        is_other = os.path.samestat(found, os.lstat(other)) and not self._is_led_to(other.rpartition("/")[0])
        return found.st_nlink == 2 and is_other

    def _is_led_to(self, folder: str) -> bool:
        """Whether a link of the site leads to a folder."""
        if folder not in self._led_to:
            self._led_to[folder] = Path(folder).is_symlink() or self._is_led_to(folder.rpartition("/")[0])
        return self._led_to[folder]

    @cached_property
    def _mode(self) -> int:
        """That of a new file."""
        mask = os.umask(0)
        os.umask(mask)
        return stat.S_IFREG | 0o666 & ~mask


def last_site(staging: Staging, config: MkDocsConfig, own: object, *, is_kept: bool) -> LastSite:
    """The last site of a build. `own` is Whosaid's plug-in: no other may be able to change files after it. `is_kept`:
    whether anything may be kept for the next build.
    """
    events, build = config.plugins.events, staging.build
    late = [*events["post_build"][-_OURS_AT_THE_END:], *events["shutdown"]]
    alone = all(getattr(method, "__self__", None) is own for method in late)
    if build is None or not alone or not hasattr(os, "geteuid"):
        return LastSite()
    kept = staging.kept_folder() if is_kept else None
    return LastSite(os.fspath(build.folder), os.fspath(build.site), os.fspath(kept or ""), build.taken)
