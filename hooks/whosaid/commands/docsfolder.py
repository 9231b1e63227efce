"""The option `--docs` of all commands that need a site."""

from __future__ import annotations

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
