"""Files of a quick preview that are not listed with the others of a site, but found by their paths.

For each article there are some forty files (data, embeds, pages about claims), few of which anybody asks for between
two saves: to list them all would take a fifth of the time of a save. So a file is made when a link leads to it, or a
browser asks for it.

That is left out if somebody may look through the list (another plug-in), and if a file of the author's lies in one of
their folders: it may take the place of one, or be in its way.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, set_exclusions

from ..base.publication import Publication
from .deferred import MAKER, DeferredFile, SheetFile, page_place


class Unlisted:
    """`sheets` are the paths of pages that are filled in; `make_others` makes all other files."""

    def __init__(
        self,
        sheets: Collection[str],
        make_others: Callable[[], Iterable[DeferredFile]],
        publication: Publication,
        config: MkDocsConfig,
    ) -> None:
        self._sheets, self._make_others, self._config = sheets, make_others, config
        self._folders = tuple(f"{folder}/" for folder in publication.folders)
        self._made: dict[str, DeferredFile] = {}
        self._others: dict[str, DeferredFile] | None = None
        self._sheet_at: dict[str, str] | None = None

    def has(self, path: str) -> bool:
        """Whether there is a file at a path, which need not be made for that."""
        if path in self._sheets:
            return True
        return path.startswith(self._folders) and not path.endswith(".md") and path in self._all_others()

    def find(self, path: str) -> DeferredFile | None:
        """The file at a path, made when it is first asked for."""
        if path not in self._made:
            if not self.has(path):
                return None
            file = SheetFile(path, self._config) if path in self._sheets else self._all_others()[path]
            set_exclusions([file], self._config)
            self._made[path] = file
        return self._made[path]

    def at(self, place: str) -> DeferredFile | None:
        """The file at a place in the site."""
        if self._sheet_at is None:
            directories = self._config.use_directory_urls
            self._sheet_at = {page_place(path, directories=directories): path for path in self._sheets}
        return self.find(self._sheet_at.get(place, place))

    def _all_others(self) -> dict[str, DeferredFile]:
        if self._others is None:
            self._others = {file.src_uri: file for file in self._make_others()}
        return self._others


class FoundFiles(dict[str, File]):
    """The files of a site by path: those that are listed, and those that are only found."""

    unlisted: Unlisted

    def __missing__(self, path: str) -> File:
        if (file := self.unlisted.find(path)) is None:
            raise KeyError(path)
        return file

    def __contains__(self, path: object) -> bool:
        return super().__contains__(path) or self.unlisted.has(str(path))

    def get(self, path: str, default: Any = None) -> Any:
        """The file at a path."""
        try:
            return self[path]
        except KeyError:
            return default


def leave_unlisted(files: Files, unlisted: Unlisted) -> None:
    """Let files be found that are not listed."""
    found = FoundFiles(files.src_uris)
    found.unlisted = unlisted
    files._src_uris = found


def is_unlisted(files: Files, path: str) -> bool:
    """Whether a path is that of a file that is only found."""
    found = files.src_uris
    return isinstance(found, FoundFiles) and not dict.__contains__(found, path) and found.unlisted.has(path)


def can_be_left_unlisted(files: Files, publication: Publication) -> bool:
    """Whether no file of anybody else's is in the folders, or in the place of one."""
    folders = tuple(f"{folder}/".casefold() for folder in publication.folders)
    others = (file for file in files if file.generated_by != MAKER)
    return type(files.src_uris) is dict and not any(
        f"{name}/".casefold().startswith(folders) for file in others for name in (file.src_uri, file.dest_uri)
    )
