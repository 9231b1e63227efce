"""The last site, from which a build takes the files that it would write again: a new one costs ten times as much.

What is taken is a hard link: one file in both folders, until the new site has replaced the last. So nobody may write to
it in the meantime. It is taken only if it has the same bytes, and is otherwise what a new file would be.
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
    """`built` is the folder that is written to, `last` that of the last site; empty if nothing may be taken from it."""

    def __init__(self, built: str = "", last: str = "") -> None:
        self.built, self.last = built, last
        self._led_to: dict[str, bool] = {last: False}

    def write(self, text: str, place: str) -> None:
        """Write a file of the site, or take the last one."""
        if not self.last or not self._take(text.encode(), self.last + place.removeprefix(self.built), place):
            write_text([text], Path(place))

    def _take(self, content: bytes, file: str, place: str) -> bool:
        try:
            if not self._is_new(content, file):
                return False
            try:
                os.link(file, place)
            except FileNotFoundError:  # the first file of its folder
                Path(place).parent.mkdir(parents=True, exist_ok=True)
                os.link(file, place)
        except OSError:  # there is none, or the disk has no links
            return False
        return True

    def _is_new(self, content: bytes, file: str) -> bool:
        """Whether a file is what would be written, and in this site alone. Raises OSError."""
        found = os.lstat(file)
        same = found.st_size, found.st_mode, found.st_uid, found.st_nlink
        if same != (len(content), self._mode, os.geteuid(), 1) or self._is_led_to(file.rpartition("/")[0]):
            return False
        return Path(file).read_bytes() == content

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


def last_site(staging: Staging, config: MkDocsConfig, own: object) -> LastSite:
    """The last site of a build. `own` is Whosaid's plug-in: no other may be able to change files after it."""
    events, build = config.plugins.events, staging.build
    late = [*events["post_build"][-_OURS_AT_THE_END:], *events["shutdown"]]
    alone = all(getattr(method, "__self__", None) is own for method in late)
    if build is None or not alone or not hasattr(os, "geteuid"):
        return LastSite()
    return LastSite(os.fspath(build.folder), os.fspath(build.site))
