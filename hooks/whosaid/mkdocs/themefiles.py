"""The files of a theme, listed without those that MkDocs leaves out: it would first look at 14,000 icons of Material.

MkDocs lists what its template loader knows, and leaves out every hidden file and folder, such as `.icons`. So the
loader need not look into them; templates that use an icon still find it.
"""

from __future__ import annotations

import os
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from mkdocs.theme import Theme


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


def list_visible_files(theme: Theme) -> None:
    """Let a theme list only what MkDocs may use."""
    if "get_env" in vars(theme):
        return
    make = theme.get_env

    def get_env() -> Environment:
        env = make()
        if type(env.loader) is FileSystemLoader:
            env.loader = _Visible(env.loader.searchpath, env.loader.encoding, env.loader.followlinks)
        return env

    theme.get_env = get_env  # type: ignore[method-assign]  # no event is between the making of `env` and its listing
