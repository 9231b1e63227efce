"""Files of a quick preview that are not listed with the others of a site, but found by their paths.

For each article there are some forty files (data, embeds, pages about claims), few of which anybody asks for between
two saves: to list them all would take a fifth of the time of a save. So a file is made when a link leads to it, or a
browser asks for it.

That is left out if somebody may look through the list (another plug-in), and if one of them could be in the way of
another file, which is looked for where all are listed (collisions.py).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, set_exclusions

from ..base.publication import Output, Publication
from ..site.addresses import stem_of
from .deferred import MAKER, DeferredFile, SheetFile, page_place


class Unlisted:
    """`sheets` are the paths of pages that are filled in; `make_others` makes all other files of a part of the site."""

    def __init__(
        self,
        sheets: Collection[str],
        make_others: Callable[[Output], Iterable[DeferredFile]],
        publication: Publication,
        config: MkDocsConfig,
    ) -> None:
        self._sheets, self._make_others, self._config = sheets, make_others, config
        self._publication = publication
        self._made: dict[str, DeferredFile] = {}
        self._others: dict[Output, dict[str, DeferredFile]] = {}
        self._sheet_at: dict[str, str] | None = None

    def has(self, path: str) -> bool:
        """Whether there is a file at a path, which need not be made for that."""
        return path in self._sheets or path in self._others_beside(path)

    def find(self, path: str) -> DeferredFile | None:
        """The file at a path, made when it is first asked for."""
        if path not in self._made:
            if not self.has(path):
                return None
            file = SheetFile(path, self._config) if path in self._sheets else self._others_beside(path)[path]
            set_exclusions([file], self._config)
            self._made[path] = file
        return self._made[path]

    def at(self, place: str) -> DeferredFile | None:
        """The file at a place in the site."""
        if self._sheet_at is None:
            directories = self._config.use_directory_urls
            self._sheet_at = {page_place(path, directories=directories): path for path in self._sheets}
        return self.find(self._sheet_at.get(place, place))

    def _others_beside(self, path: str) -> Mapping[str, DeferredFile]:
        """The files of the part of the site that a path belongs to."""
        output = self._publication.output_of(path)
        if output not in self._publication.outputs or path.endswith(".md"):
            return {}
        if output not in self._others:
            self._others[output] = {file.src_uri: file for file in self._make_others(output)}
        return self._others[output]


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
    """Whether no file of anybody else's is in the folders, or in the place of one, and no page has a name such as
    `a.json.md`, so that files about it could be in each other's way.
    """
    folders = tuple(f"{folder}/".casefold() for folder in publication.folders)
    others = [file for file in files if file.generated_by != MAKER]
    places = (f"{name}/".casefold() for file in others for name in (file.src_uri, file.dest_uri))
    stems = (stem_of(file.src_uri) for file in others if file.is_documentation_page())
    is_plain = type(files.src_uris) is dict
    return is_plain and not any(place.startswith(folders) for place in places) and not any("." in one for one in stems)
