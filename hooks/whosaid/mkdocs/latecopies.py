"""Files that a preview copies as they are, the theme's and the authors': only when a browser asks for one."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import partial
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File


class LateCopies:
    """Those of one build."""

    def __init__(self) -> None:
        self._waiting: dict[str, Callable[[], None]] = {}

    def let_wait(self, files: Iterable[File], config: MkDocsConfig) -> None:
        """Before the builder copies files. One that cannot be read is not left: the build says so."""
        for file in files:
            if type(file) is File and (file.generated_by or os.access(file.abs_src_path or "", os.R_OK)):
                file.copy_file = partial(self._wait, file, config)  # type: ignore[method-assign]  # of this one file

    @property
    def places(self) -> Collection[str]:
        """Where they are to be."""
        return self._waiting.keys()

    def left(self, site: str) -> Iterator[tuple[str, Callable[[], None]]]:
        """Those in whose place in the site nothing else was written, when all else is."""
        return ((place, copy) for place, copy in self._waiting.items() if not Path(site, place).exists())

    def _wait(self, file: File, config: MkDocsConfig, dirty: bool = False) -> None:
        self._waiting[file.dest_uri] = partial(_copy, file, config)


def _copy(file: File, config: MkDocsConfig) -> None:
    put_on_site(file, config)
    File.copy_file(file)


def put_on_site(file: File, config: MkDocsConfig) -> None:
    """Let a file be written to the site, and no more to the staging folder of its build, which is gone."""
    file.dest_dir = config.site_dir
    vars(file).pop("abs_dest_path", None)
