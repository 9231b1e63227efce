"""The pages a site does not publish, for the command, which runs no builder that would know.

Of mkdocs.yml only `docs_dir`, `exclude_docs` and `draft_docs` are read. If it takes those from elsewhere, that is an
error: a draft must not be published by a guess.
"""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Final

from pathspec import GitIgnoreSpec

from ..ledger.buildersettings import CannotTell, docs_in, settings_files, settings_in, text_in

_KEYS: Final = ("exclude_docs", "draft_docs")
_ELSEWHERE: Final = ("INHERIT", "<<")


def unpublished(docs: Path, paths: Collection[str], patterns: Sequence[str] = ()) -> frozenset[str]:
    """Which of these pages, by path in the docs folder, are not published. Raises CannotTell.

    `patterns`, written as in mkdocs.yml, are left out, too; if there are any, unclear settings in mkdocs.yml are
    ignored. A README beside an index has the same address, and MkDocs publishes the index.
    """
    specs = [_spec([line for lines in patterns for line in lines.splitlines()], "--leave-out")]
    for file in settings_files(docs):
        for spec in _specs_of(file, docs):
            if isinstance(spec, GitIgnoreSpec):
                specs.append(spec)
            elif not patterns:
                raise spec
    shown = {path for path in paths if not any(spec.match_file(path) for spec in specs)}
    indexes = {posixpath.dirname(path) for path in shown if _stem(path) == "index"}
    shown -= {path for path in shown if _stem(path) == "README" and posixpath.dirname(path) in indexes}
    return frozenset(paths) - shown


def _stem(path: str) -> str:
    return posixpath.splitext(posixpath.basename(path))[0]


def _spec(lines: Sequence[str], where: str) -> GitIgnoreSpec:
    try:
        return GitIgnoreSpec.from_lines(lines)
    except ValueError:
        raise CannotTell(f"“{where}” has an invalid pattern") from None


def _specs_of(file: Path, docs: Path) -> Iterator[GitIgnoreSpec | CannotTell]:
    """What each key of a file leaves out, or why that is unclear; nothing if the file is for another docs folder."""
    try:
        settings = settings_in(file)
    except CannotTell as why:
        yield why
        return
    continues_elsewhere = any(key in settings for key in _ELSEWHERE) and not {"docs_dir", *_KEYS} <= settings.keys()
    if "docs_dir" in settings or not continues_elsewhere:
        try:
            if docs_in(settings, file).resolve() != docs.resolve():
                return
        except CannotTell as why:
            yield why
    if continues_elsewhere:
        yield CannotTell(f"“{file}” takes settings from another place")
    for key in _KEYS:
        if key in settings:
            try:
                yield _spec(text_in(settings[key], file, key).splitlines(), f"{key} in {file}")
            except CannotTell as why:
                yield why
