"""The folder with a site's Markdown, and files in it that are named."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import click

DOCS = click.option(
    "--docs",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("docs"),
    show_default=True,
    help="The folder with the site's Markdown.",
)


def need_folder(docs: Path) -> None:
    """Raises click.UsageError if there is no such folder."""
    if not docs.is_dir():
        raise click.UsageError(f"there is no folder “{docs}”; name the folder with the site's Markdown: --docs FOLDER")


def within(paths: Collection[str], docs: Path, files: tuple[Path, ...]) -> Collection[str]:
    """Which of these paths in the docs folder the named files and folders hold; all of them if none is named."""
    if not files:
        return paths
    wanted = {file.resolve() for file in files}
    places = {path: (docs / path).resolve() for path in paths}
    return {path for path, place in places.items() if not wanted.isdisjoint((place, *place.parents))}
