"""A compact ledger for each article: its source mix, every statement, its data."""

from __future__ import annotations

from collections.abc import Iterator

from ..base.catalogue import said
from ..base.kinds import KINDS
from ..base.publication import Publication
from ..exports.annotations import annotations_path
from ..exports.argdown import argdown_file
from ..exports.fragments import fragment_path
from ..exports.rows import article_file
from ..ledger.records import Ledger
from ..site.addresses import stem_of
from ..words.articles import Article, headline_with_standing, standing_in_words, statement_with_standing
from ..words.selection import Selector
from ..words.sentences import apart
from ..words.wording import published_in_words
from .listing import Listing, Part, embed_of, show
from .markdown import escape_markdown, escape_message, heading, link, opening


def article_path(page: str, ledger_page: str) -> str:
    """The path of an article's ledger."""
    return f"{ledger_page.removesuffix('.md')}/article/{stem_of(page)}.md"


def article_pages(selector: Selector, publication: Publication) -> Iterator[tuple[str, str | Part]]:
    """The Markdown of each page by path."""
    for article in selector.articles:
        yield from _article_page(selector, article, publication)


def _article_page(selector: Selector, article: Article, publication: Publication) -> Iterator[tuple[str, str | Part]]:
    ledger, source = selector.ledger, article.page.path
    path = article_path(source, publication.ledger_page)
    title = said("Ledger: {title}", title=headline_with_standing(ledger, article))
    own, whole, notes = {"article": [source]}, said("Every statement of this site"), said("The article with its notes")
    listing = Listing(path, title, embed_of("statements", filters=own), len(article.statements), whole, publication)
    lines = [
        *opening(title, search=False, headline=said("Ledger: {title}", title=article.title)),
        escape_markdown(standing_in_words(ledger, article)),
        "",
        apart((escape_markdown(published_in_words(article.page)), link(notes, path, source))),
        "",
        heading(said("What it is made of")),
        "",
        show(embed_of("source mix", filters=own), notes, path, source),
        "",
        heading(said("Every statement")),
        "",
        *listing.part(),
        "",
        heading(said("Claims, sources and answers")),
        "",
        show(embed_of("claim map", filters=own), notes, path, source),
        "",
        *_data(path, source, publication),
        *(_elsewhere(ledger, article, path) if "embeds" in publication.outputs else ()),
    ]
    yield path, "\n".join(lines)
    yield from listing.further()


def _data(path: str, source: str, publication: Publication) -> Iterator[str]:
    """Links to the article's data, as far as it is published."""
    files = {
        said("Every statement as JSON"): article_file(source),
        said("Claims and answers in Argdown"): argdown_file(source),
        said("Each statement’s place in the page, as W3C Web Annotations"): annotations_path(source),
    }
    links = {text: file for text, file in files.items() if publication.has(file)}
    if links:
        links[said("The whole site’s data")] = publication.ledger_page
        yield from (heading(said("The same as data")), "")
        yield from (*(f"- {link(text, path, file)}" for text, file in links.items()), "")


def _elsewhere(ledger: Ledger, article: Article, path: str) -> Iterator[str]:
    """Links to the embeds of the article's claims and opinions."""
    what = said(
        "Each of these holds one claim with who says it and who answered, and the code to show it on another site."
    )
    yield from (heading(said("Claims to show elsewhere")), "", escape_message(what), "")
    for statement in article.statements:
        if KINDS[statement.kind].family != "response":
            yield f"- {link(statement_with_standing(ledger, statement), path, fragment_path(statement))}"
