"""`whosaid draft`: a first annotated version of an article."""

from __future__ import annotations

from pathlib import Path

import click

from .docsfolder import DOCS, need_folder


@click.command()
@click.argument("article", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("-o", "--output", metavar="FILE", type=click.Path(path_type=Path), help="The page to write.")
@DOCS
@click.option("--language", metavar="CODE", default="en", show_default=True, help="The language of the article.")
def draft(article: Path, output: Path | None, docs: Path, language: str) -> None:
    """Propose an annotated version of an ARTICLE: who says what in it, with sources, routes and denials.

    The text stays as it is. Each proposal is yours to accept, change or remove; what is doubtful is marked TODO, and
    the check lists it. Without --output, the draft is printed. No file is ever overwritten.
    """
    from ..drafting.articlefiles import read_article  # here, since no other command needs them
    from ..drafting.drafts import draft as drafted
    from ..drafting.draftwords import languages_drafted
    from ..drafting.textfiles import CannotDraft
    from ..ledger.loading import load
    from ..setup.newarticle import NoPlaceForArticle, write_new_article

    if language not in languages_drafted():
        known = ", ".join(languages_drafted())
        raise click.UsageError(f"there are no words for “{language}”; there are for {known}")
    if output is not None:
        need_folder(docs)
    try:
        read = read_article(article)
        sources = load(docs)[0].sources.values() if docs.is_dir() else ()
        text = drafted(read.text, sources, language)
        if output is not None:
            write_new_article(output, docs, text)
    except CannotDraft as error:
        raise click.UsageError(f"“{article}” cannot be drafted: {error}") from None
    except NoPlaceForArticle as error:
        raise click.UsageError(str(error)) from None
    for remark in read.remarks:
        click.echo(remark, err=True)
    if output is None:
        click.echo(text, nl=False)
    else:
        click.echo(f"{output.as_posix()} was written. “whosaid check” lists what is left to decide.")
