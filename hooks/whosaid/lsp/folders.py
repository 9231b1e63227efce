"""Which docs folder a file belongs to: what mkdocs.yml says, else what the folders look like."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from ..base.filenames import BUILDER_FILES, MARKDOWN_SUFFIXES, SETTINGS_FILE, SOURCES_FILE
from ..base.webaddress import WEB_ADDRESS
from ..ledger.buildersettings import CannotTell, docs_named_in, settings_files, settings_in

_OWN_FILES: Final = (SOURCES_FILE, SETTINGS_FILE)
_USUAL: Final = "docs"


def is_followed(file: Path) -> bool:
    """Whether a file can be part of a site: a page, or one of Whosaid's own."""
    return file.name.lower().endswith(MARKDOWN_SUFFIXES) or file.name in _OWN_FILES


def docs_of(file: Path, workspace: Iterable[Path]) -> Path | None:
    """The docs folder of a file, with `workspace`, the folders that the editor has open; None if it is in none.

    It is the one that a builder's settings name; else the nearest folder that has a file of Whosaid's, or is called
    `docs`; else the whole folder that the editor has open, unless the site is in another folder of it.
    """
    docs = next(_candidates(file, workspace), None)
    is_hidden = docs is not None and any(part.startswith(".") for part in file.relative_to(docs).parts)
    return None if is_hidden else docs


def _candidates(file: Path, workspace: Iterable[Path]) -> Iterator[Path]:
    for folder in file.parents:
        yield from (docs for docs in _named_in(folder) if file.is_relative_to(docs))
    for folder in file.parents:
        if folder.name == _USUAL or any(_is_file(folder / name) for name in _OWN_FILES):
            yield folder
    opened = [folder for folder in workspace if file.is_relative_to(folder) and not _has_site(folder)]
    yield from sorted(opened, key=lambda folder: len(folder.parts), reverse=True)


def manual_address(docs: Path, folder: str) -> str:
    """The address of the page about a rule, with `{}` for its name, on a site whose rules are in this folder.

    Empty if the site has no such folder, or its address is not known.
    """
    for file in settings_files(docs) if folder else ():
        try:
            settings = settings_in(file)
        except CannotTell:
            return ""
        site, directories = (getattr(settings.get(key), "value", "") for key in ("site_url", "use_directory_urls"))
        if isinstance(site, str) and WEB_ADDRESS.fullmatch(site) and "{" not in site:
            return f"{site.rstrip('/')}/{folder}/{{}}{'.html' if directories == 'false' else '/'}"
    return ""


def _named_in(folder: Path) -> Iterator[Path]:
    """The docs folders that a builder's settings in a folder name; the usual one if they cannot be read."""
    for name in BUILDER_FILES:
        if _is_file(folder / name):
            try:
                yield docs_named_in(folder / name)
            except CannotTell:
                yield folder / _USUAL


def _has_site(folder: Path) -> bool:
    return any(_is_file(folder / name) for name in BUILDER_FILES) or (folder / _USUAL).is_dir()


def _is_file(path: Path) -> bool:
    return os.path.isfile(path)  # noqa: PTH113  # pathlib raises for a folder that may not be entered
