"""The pages a site does not publish, for the command, which runs no builder that would know; also its language.

Of mkdocs.yml only `docs_dir`, `exclude_docs`, `draft_docs` and the theme's language are read. If it takes those about
pages from elsewhere, that is an error: a draft must not be published by a guess.
"""

from __future__ import annotations

import os
import posixpath
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

import yaml
from pathspec import GitIgnoreSpec

from ..base.filenames import BUILDER_FILES

_KEYS: Final = ("exclude_docs", "draft_docs")
_ELSEWHERE: Final = ("INHERIT", "<<")
_TEXT, _NULL = "tag:yaml.org,2002:str", "tag:yaml.org,2002:null"


class CannotTell(Exception):
    """What is wrong, as the middle of a sentence: `“…/mkdocs.yml” takes settings from another file`."""


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


def settings_files(docs: Path) -> Iterator[Path]:
    """The settings files of MkDocs in the folders above the docs folder."""
    for folder in docs.resolve().parents:
        yield from (folder / name for name in BUILDER_FILES if (folder / name).is_file())


def language_of(docs: Path) -> str:
    """The language of the site: that of its theme in the nearest mkdocs.yml; empty if that does not say."""
    for file in settings_files(docs):
        try:
            theme = settings_in(file).get("theme")
        except CannotTell:
            return ""
        entries = theme.value if isinstance(theme, yaml.MappingNode) else []
        return next((str(value.value) for key, value in entries if key.value == "language"), "")
    return ""


def settings_in(file: Path) -> dict[str, yaml.Node]:
    """The values in a settings file by key. Raises CannotTell."""
    try:
        root = yaml.compose(file.read_text("utf-8"), yaml.SafeLoader)
    except (OSError, UnicodeError, yaml.YAMLError, RecursionError):
        raise CannotTell(f"“{file}” cannot be read") from None
    entries = root.value if isinstance(root, yaml.MappingNode) else []
    return {key.value: value for key, value in entries if isinstance(key, yaml.ScalarNode)}


def docs_named_in(file: Path) -> Path:
    """The docs folder that a settings file names, or the usual one. Raises CannotTell."""
    return Path(os.path.normpath(_docs_in(settings_in(file), file)))


def _docs_in(settings: Mapping[str, yaml.Node], file: Path) -> Path:
    named = (_text(settings["docs_dir"], file, "docs_dir") if "docs_dir" in settings else "") or "docs"
    return file.parent / named


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
            if _docs_in(settings, file).resolve() != docs.resolve():
                return
        except CannotTell as why:
            yield why
    if continues_elsewhere:
        yield CannotTell(f"“{file}” takes settings from another place")
    for key in _KEYS:
        if key in settings:
            try:
                yield _spec(_text(settings[key], file, key).splitlines(), f"{key} in {file}")
            except CannotTell as why:
                yield why


def _text(node: yaml.Node, file: Path, key: str) -> str:
    if not isinstance(node, yaml.ScalarNode) or node.tag not in (_TEXT, _NULL) or "\0" in node.value:
        raise CannotTell(f"“{key}” in “{file}” is not plain text")
    return "" if node.tag == _NULL else str(node.value)
