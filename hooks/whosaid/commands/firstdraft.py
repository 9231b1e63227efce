"""`whosaid detect` and `whosaid draft`: who says what in a text, and a first annotated version of it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

import click

from ..base.catalogue import ENGLISH
from ..base.languages import primary_subtag
from ..base.model import Source
from ..ledger.buildersettings import language_of_site
from .docsfolder import DOCS, need_folder


@click.command()
@click.argument("file", type=click.File("rb"), default="-")
@click.option("--jsonl", is_flag=True, help='Read lines such as {"id": "a", "text": "…"}, and write a line for each.')
@click.option("--language", metavar="CODE", default="en", show_default=True, help="The language of the text.")
def detect(file: BinaryIO, language: str, *, jsonl: bool) -> None:
    """Find attributions in a plain text: who says what, in which words.

    Prints a line for each: where it is, its kind (claim, quote, denial), its source, its cue and what is said. FILE is
    a text in UTF-8; without it, standard input is read. What is found is a proposal: nothing is written to a file.
    """
    from ..detect import languages
    from ..detect.printed import json_lines, text_lines

    if language not in languages():
        raise click.UsageError(f"there is no lexicon for “{language}”; there is one for {', '.join(languages())}")
    name = getattr(file, "name", "<stdin>")
    try:
        lines = json_lines(file, language) if jsonl else text_lines(file.read().decode("utf-8-sig"), language)
        for line in lines:
            click.echo(line)
    except UnicodeDecodeError as error:
        raise click.UsageError(f"“{name}” is not a text in UTF-8: see byte {error.start + 1}") from None
    except ValueError as error:
        raise click.UsageError(f"in “{name}”, {error}") from None


@click.command()
@click.argument("article", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("-o", "--output", metavar="FILE", type=click.Path(path_type=Path), help="The page to write.")
@click.option("--more", is_flag=True, help="ARTICLE is a page with marks: add to it what is not marked yet.")
@click.option("--own-voice", is_flag=True, help="Also propose the sentences in which nobody is said to speak.")
@DOCS
@click.option("--language", metavar="CODE", help="The language of the article. [default: that of the site, or English]")
def draft(article: Path, output: Path | None, docs: Path, language: str | None, *, more: bool, own_voice: bool) -> None:
    """Propose an annotated version of an ARTICLE: who says what in it, with sources, routes and denials.

    ARTICLE is plain text or Markdown; with the packages of whosaid[draft], also a saved web page, .docx or .odt. The
    text stays as it is. Each proposal is yours to accept, change or remove; what is doubtful is marked TODO, and the
    check lists it. Without --output, the draft is printed. No file is overwritten, except with --more, which adds to
    ARTICLE itself and leaves every other character of it as it is.
    """
    from ..drafting.draftwords import languages_drafted  # here and below, since no other command needs them
    from ..drafting.textfiles import CannotDraft
    from ..setup.newarticle import NoPlaceForArticle

    language = language if language is not None else primary_subtag(language_of_site(docs)) or ENGLISH
    if language not in languages_drafted():
        known = ", ".join(languages_drafted())
        raise click.UsageError(f"there are no words for “{language}”; there are for {known}, with --language")
    if more and output is not None:
        raise click.UsageError("--more adds to the article itself; leave out --output")
    try:
        if more:
            _add_to(article, docs, language, own_voice=own_voice)
        else:
            _draft(article, output, docs, language, own_voice=own_voice)
    except CannotDraft as error:
        raise click.UsageError(f"“{article}” cannot be drafted: {error}") from None
    except NoPlaceForArticle as error:
        raise click.UsageError(str(error)) from None


def _draft(article: Path, output: Path | None, docs: Path, language: str, *, own_voice: bool) -> None:
    from ..drafting.articlefiles import read_article
    from ..drafting.drafts import draft as drafted
    from ..drafting.inmarkdown import more as with_more
    from ..editing.edits import edited
    from ..setup.newarticle import write_new_article

    if output is not None:
        need_folder(docs)
    read = read_article(article)
    if read.is_markdown:
        edits, _ = with_more(
            read.text,
            article.name,
            _sources(docs),
            language,
            own_voice=own_voice,
            known=read.known,
            notes=read.notes,
        )
        text = edited(read.text, edits)
    else:
        text = drafted(read.text, _sources(docs), language, own_voice=own_voice)
    if output is not None:
        write_new_article(output, docs, text)
    for remark in read.remarks:
        click.echo(remark, err=True)
    if output is None:
        click.echo(text, nl=False)
    else:
        click.echo(f"{output.as_posix()} was written. “whosaid check” lists what is left to decide.")


def _add_to(page: Path, docs: Path, language: str, *, own_voice: bool) -> None:
    """Add proposals to a page, in its own file."""
    from ..drafting.inmarkdown import more as with_more
    from ..drafting.textfiles import CannotDraft
    from ..editing.pagefiles import write_back

    try:
        before = page.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        raise CannotDraft("it is not UTF-8; save the page as UTF-8") from None
    edits, added = with_more(before, page.name, _sources(docs), language, own_voice=own_voice)
    write_back(page, edits if added else [])
    click.echo(f"Proposals added to {page.as_posix()}: {added}.")


def _sources(docs: Path) -> Iterable[Source]:
    """The sources of the site, if there is one yet."""
    from ..ledger.loading import load

    return load(docs)[0].sources.values() if docs.is_dir() else ()
