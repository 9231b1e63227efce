"""`whosaid new`: articles that are not there yet."""

from __future__ import annotations

from pathlib import Path

import click

from .docsfolder import DOCS, need_folder


@click.command()
@click.argument("path", type=click.Path(path_type=Path), required=False)
@DOCS
def new(path: Path | None, docs: Path) -> None:
    """Write an empty article at PATH, whose top asks for what must be known: author, outlet, date, terms and more.

    PATH is a new file in the docs folder, such as docs/articles/bridge.md; without it, articles/new.md in that folder.
    Missing folders are made, and no file is ever overwritten. Until all is filled in or removed, the check says so.
    """
    from ..setup.newarticle import NoPlaceForArticle, write_new_article  # here, since `check` does not need it

    need_folder(docs)
    path = path or docs / "articles" / "new.md"
    try:
        write_new_article(path, docs)
    except NoPlaceForArticle as error:
        raise click.UsageError(str(error)) from None
    click.echo(f"{path.as_posix()} was written. Fill in its top; “whosaid check” says what is still empty.")
