"""What the engine reads of a builder's settings, mkdocs.yml: the folder of the docs, and the language of the site."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final

import yaml
from yaml.constructor import SafeConstructor

from ..base.catalogue import ENGLISH, tag_of
from ..base.filenames import BUILDER_FILES

_Loader: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TEXT, _NULL = "tag:yaml.org,2002:str", "tag:yaml.org,2002:null"
_VARIABLE: Final = "!ENV"
_MOST_FILES: Final = 5
"""That one settings file may inherit from, each from the next."""


class CannotTell(Exception):
    """What is wrong, as the middle of a sentence: `“…/mkdocs.yml” takes settings from another file`."""


def settings_files(docs: Path) -> Iterator[Path]:
    """The settings files of MkDocs in the folders above the docs folder."""
    for folder in docs.resolve().parents:
        yield from (folder / name for name in BUILDER_FILES if (folder / name).is_file())


def settings_in(file: Path) -> Mapping[str, yaml.Node]:
    """The values in a settings file by key. Raises CannotTell."""
    try:
        return _composed(file.read_text("utf-8"))
    except (OSError, UnicodeError, yaml.YAMLError, RecursionError):
        raise CannotTell(f"“{file}” cannot be read") from None


@lru_cache(maxsize=4)  # in an editor, they are looked at with every letter
def _composed(text: str) -> Mapping[str, yaml.Node]:
    root = yaml.compose(text, _Loader)
    settings = {key.value: value for key, value in _entries(root) if isinstance(key, yaml.ScalarNode)}
    for value in settings.values():
        _entries(value)  # fails here, before anything is kept
    return settings


def _entries(node: yaml.Node | None) -> list[tuple[yaml.Node, yaml.Node]]:
    """The keys and values of a mapping, after those that it takes over with `<<`; none of anything else."""
    if not isinstance(node, yaml.MappingNode):
        return []
    SafeConstructor().flatten_mapping(node)
    entries: list[tuple[yaml.Node, yaml.Node]] = node.value
    return entries


def docs_named_in(file: Path) -> Path:
    """The docs folder that a settings file names, or the usual one. Raises CannotTell."""
    return Path(os.path.normpath(docs_in(settings_in(file), file)))


def docs_in(settings: Mapping[str, yaml.Node], file: Path) -> Path:
    """The same of settings that have been read from the file. Raises CannotTell."""
    named = (text_in(settings["docs_dir"], file, "docs_dir") if "docs_dir" in settings else "") or "docs"
    return file.parent / named


def text_in(node: yaml.Node, file: Path, key: str) -> str:
    """A value that must be text, or nothing. Raises CannotTell."""
    if not isinstance(node, yaml.ScalarNode) or node.tag not in (_TEXT, _NULL) or "\0" in node.value:
        raise CannotTell(f"“{key}” in “{file}” is not plain text")
    return "" if node.tag == _NULL else str(node.value)


def language_of_site(docs: Path, of_builder: str = "") -> str:
    """The language of a site and of all its pages that do not say theirs: that of its theme; empty if it says none.

    `of_builder` is what the builder knows, if it runs. English it also has where nobody has said anything.
    """
    told = tag_of(of_builder)
    if told not in ("", ENGLISH):
        return told
    said = _language_said(docs)
    return said and (told or said)


def _language_said(docs: Path) -> str:
    """That in the nearest settings of this docs folder."""
    try:
        file = next((file for file in settings_files(docs) if _may_be_for(docs, file)), None)
        return tag_of(_language_in(file, _MOST_FILES)) if file is not None else ""
    except CannotTell:
        return ""


def _may_be_for(docs: Path, file: Path) -> bool:
    """Whether a settings file is about this docs folder, or does not say plainly about which it is."""
    settings = settings_in(file)
    if "INHERIT" in settings and "docs_dir" not in settings:
        return True
    try:
        return docs.resolve().is_relative_to(docs_in(settings, file).resolve())
    except CannotTell:
        return True


def _language_in(file: Path, most: int) -> str:
    """The language of the theme in a settings file, or in the one that it inherits from."""
    settings = settings_in(file)
    theme, inherited = settings.get("theme"), settings.get("INHERIT")
    found = {key.value: _text(value) for key, value in _entries(theme) if isinstance(key, yaml.ScalarNode)}
    if said := found.get("language") or found.get("locale"):
        return said
    has_other = theme is not None and not isinstance(theme, yaml.MappingNode)
    if has_other or not most or not isinstance(inherited, yaml.ScalarNode):
        return ""
    return _language_in(file.parent / inherited.value, most - 1)


def _text(node: yaml.Node) -> str:
    """A value, or what MkDocs puts in its place: `!ENV [FIRST, SECOND, default]` stands for an environment variable."""
    if node.tag == _VARIABLE:
        *names, last = node.value if isinstance(node, yaml.SequenceNode) and node.value else [node]
        default = _text(last) if names else ""
        names = names or [last]
        return next((os.environ[name.value] for name in names if str(name.value) in os.environ), default)
    return str(node.value) if isinstance(node, yaml.ScalarNode) else ""
