"""The files of a theme: those that a site adds to it, and those that MkDocs lists.

MkDocs would first look at 14,000 icons of Material, which it then leaves out.

MkDocs lists what its template loader knows, and leaves out every hidden file and folder, such as `.icons`. So the
loader need not look into them; templates that use an icon still find it. The search plug-in compiles the theme's
templates several times in each build, before MkDocs does: what was compiled is kept.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from jinja2 import BytecodeCache, Environment, FileSystemLoader
from jinja2.bccache import Bucket
from mkdocs.theme import Theme

_PACKAGES: Final = ("material", "mkdocs", "properdocs")
"""The packages of the themes that are known: their files change only with their versions."""


class _Visible(FileSystemLoader):
    """Lists no hidden files, and none in hidden folders."""

    def list_templates(self) -> list[str]:
        """The paths of the templates, with slashes, sorted."""
        found = set[str]()
        for place in self.searchpath:
            for folder, below, names in os.walk(place, followlinks=self.followlinks):
                below[:] = [name for name in below if not name.startswith(".")]
                at = Path(folder).relative_to(place)
                found.update((at / name).as_posix() for name in names if not name.startswith("."))
        return sorted(found)


class Templates(BytecodeCache):
    """The theme's templates as compiled, by their text: Jinja reads each again in every build."""

    def __init__(self) -> None:
        self.code: dict[str, tuple[str, bytes]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        checksum, code = self.code.get(bucket.key, ("", b""))
        if checksum == bucket.checksum:
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.code[bucket.key] = bucket.checksum, bucket.bytecode_to_string()


def make_ready(theme: Theme, templates: Templates) -> None:
    """Let a theme list only what MkDocs may use, and remember its templates."""
    if "get_env" in vars(theme):
        return
    make = theme.get_env

    def get_env() -> Environment:
        env = make()
        env.bytecode_cache = templates
        if type(env.loader) is FileSystemLoader:
            env.loader = _Visible(env.loader.searchpath, env.loader.encoding, env.loader.followlinks)
        return env

    theme.get_env = get_env  # type: ignore[method-assign]  # no event is between the making of `env` and its listing


def options_of(theme: Theme) -> dict[str, object]:
    """The options of a theme, with its language as a text."""
    return {**theme, "locale": str(theme.locale)}


def own_folders(theme: Theme) -> Iterator[Path]:
    """The folders from which a site, or a hook of its own, adds to its theme, the most important first."""
    modules = (sys.modules.get(name) for name in _PACKAGES)
    known = [Path(module.__file__).parent for module in modules if module is not None and module.__file__]
    folders = map(Path, theme.dirs)
    yield from (folder for folder in folders if not any(folder.is_relative_to(package) for package in known))


def files_below(folder: Path, above: frozenset[str] = frozenset()) -> Iterator[Path]:
    """All files of a folder in their order, also those that links lead to, as they do for templates.

    `above` are the folders that it is in, to which a link may lead back. Raises OSError.
    """
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.is_file():
            yield path
        elif path.is_dir() and (real := os.path.realpath(path)) not in above:
            yield from files_below(path, above | {real})
