"""`whosaid init`, `new` and `import`: sites and articles that are not there yet, and what others have noted on one."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:  # here and below, since `check` does not need it
    from ..importing.wanted import Problem, Wanted

from ..base.filenames import MARKDOWN_SUFFIXES
from ..check.reports.report import count
from ..editing.pagefiles import decoded, write_back
from .docsfolder import DOCS, need_folder

_PACKED = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")
"""How files of spreadsheets and word processors begin."""


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), default=Path())
@click.option(
    "--plug-in/--no-plug-in",
    " /--no-hook",
    default=True,
    help="For builders that run plug-ins (the default), or for those that do not.",
)
@click.option("--vscode", is_flag=True, help="Also write a task, snippets and schemas for VS Code.")
def init(folder: Path, *, plug_in: bool, vscode: bool) -> None:
    """Set up an MkDocs site: write the files that are missing and change none that exist."""
    from ..setup.scaffold import scaffold

    for line in scaffold(folder, plug_in=plug_in, vscode=vscode):
        click.echo(line)


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


@click.command("import")
@click.argument("annotations", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--onto",
    "article",
    metavar="ARTICLE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    required=True,
    help="The article in the docs folder that the annotations are about.",
)
@DOCS
def import_(annotations: Path, article: Path, docs: Path) -> None:
    """Write annotations made elsewhere into an article: Hypothesis (JSON), W3C Web Annotations (JSON), a table (CSV).

    Words that are quoted become marks; comments, tags and columns say who says it. All else of the article stays as it
    is. Words that are not found, or not in one place only, are named and left out. Exits with 0 if everything is in the
    article, 1 if something was left out, and 2 if a file cannot be used.
    """
    from ..importing.ontoarticle import import_annotations
    from ..importing.wanted import UnusableFile
    from ..ledger.loading import load

    need_folder(docs)
    ledger, _ = load(docs)
    path = next((path for path in ledger.files if (docs / path).resolve() == article.resolve()), "")
    if not path or not path.endswith(MARKDOWN_SUFFIXES):
        raise click.UsageError(f"“{article}” is not a page in the folder with the site's Markdown, “{docs}”")
    try:
        result = import_annotations(ledger.files[path], list(_read(annotations)), ledger.sources)
    except UnusableFile as error:
        raise click.UsageError(str(error)) from None
    write_back(article, result.edits)
    for problem in result.problems:
        click.echo(str(problem))
    if result.undeclared:
        click.echo(f"Declare these sources by hand, at the top of the page: {', '.join(result.undeclared)}.", err=True)
    before = f", {result.before:,} had been before" if result.before else ""
    left = f"; {count(len(result.problems), 'problem')}" if result.problems else ""
    click.echo(f"{count(len(result.added), 'statement')} added to {article}{before}{left}.", err=True)
    if result.problems:
        sys.exit(1)


def _read(file: Path) -> Iterator[Wanted | Problem]:
    from ..importing.sheetrows import read_sheet
    from ..importing.wanted import UnusableFile
    from ..importing.webrows import read_web_annotations

    data = file.read_bytes()
    if data.startswith(_PACKED):
        raise UnusableFile(f"“{file}” is no text; save the table in it as CSV, or the annotations as JSON")
    text, _ = decoded(data)
    if not text.strip("\0 \n\r\t"):
        raise UnusableFile(f"“{file}” is empty")
    is_json = text.lstrip()[0] in "[{" or file.suffix.lower() in (".json", ".jsonld")
    yield from read_web_annotations(text, str(file)) if is_json else read_sheet(text, str(file))
