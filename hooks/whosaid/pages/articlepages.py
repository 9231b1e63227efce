"""A compact ledger for each article: its source mix, every statement, its data."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from ..base.catalogue import said
from ..base.kinds import KINDS
from ..base.publication import Publication
from ..exports.annotations import annotations_path
from ..exports.argdown import argdown_file
from ..exports.fragments import fragment_path
from ..exports.rows import article_file
from ..ledger.records import Ledger
from ..site.addresses import stem_of
from ..words.articles import (
    Article,
    headline_statements,
    headline_with_standing,
    standing_in_words,
    statement_with_standing,
)
from ..words.namesapart import names_apart, published_apart
from ..words.selection import Selector
from ..words.sentences import apart_in_html
from .contents import Block, Content, Heading, IndexPage, Shown, items, link, paragraph
from .listing import ROWS, Listing, Part, embed_of


def article_path(page: str, ledger_page: str) -> str:
    """The path of an article's ledger."""
    return f"{ledger_page.removesuffix('.md')}/article/{stem_of(page)}.md"


def article_pages(selector: Selector, publication: Publication) -> Iterator[tuple[str, IndexPage | Part]]:
    """Each page by path."""
    for article in selector.articles:
        path = article_path(article.page.path, publication.ledger_page)
        yield path, IndexPage(path, False, partial(_content, selector.ledger, article, publication))
        if len(article.statements) > ROWS:
            yield from _listing(selector.ledger, article, publication).further()


def _listing(ledger: Ledger, article: Article, publication: Publication) -> Listing:
    path, count = article_path(article.page.path, publication.ledger_page), len(article.statements)
    own = embed_of("statements", filters={"article": [article.page.path]})
    whole = said("Every statement of this site")
    return Listing(path, _title(headline_with_standing(ledger, article)), own, count, whole, publication)


def _title(headline: str) -> str:
    return said("Ledger: {title}", title=headline)


def _content(ledger: Ledger, article: Article, publication: Publication) -> Content:
    listing = _listing(ledger, article, publication)
    return Content(listing.title, _blocks(ledger, article, listing, publication))


def _blocks(ledger: Ledger, article: Article, listing: Listing, publication: Publication) -> Iterator[Block]:
    source = article.page.path
    notes = link(said("The article with its notes"), source)
    own = {"article": [source]}
    yield Heading(_title(article.title), level=1)
    named = (*headline_statements(ledger, article.page), *article.statements)
    answers = (answer for statement in named for answer in ledger.answers(statement))
    yield paragraph(names_apart(standing_in_words(ledger, article), ledger, *named, *answers))
    yield paragraph(apart_in_html((published_apart(article.page), notes)))
    yield Heading(said("What it is made of"))
    yield Shown(embed_of("source mix", filters=own), notes)
    yield Heading(said("Every statement"))
    yield from listing.part()
    yield Heading(said("Claims, sources and answers"))
    yield Shown(embed_of("claim map", filters=own), notes)
    yield from _data(source, publication)
    if "embeds" in publication.outputs:
        yield from _elsewhere(ledger, article)


def _data(source: str, publication: Publication) -> Iterator[Block]:
    """Links to the article's data, as far as it is published."""
    files = {
        said("Every statement as JSON"): article_file(source),
        said("Claims and answers in Argdown"): argdown_file(source),
        said("Each statement’s place in the page, as W3C Web Annotations"): annotations_path(source),
    }
    links = {text: file for text, file in files.items() if publication.has(file)}
    if links:
        links[said("The whole site’s data")] = publication.ledger_page
        yield Heading(said("The same as data"))
        yield from items(link(text, file) for text, file in links.items())


def _elsewhere(ledger: Ledger, article: Article) -> Iterator[Block]:
    """Links to the embeds of the article's claims and opinions."""
    yield Heading(said("Claims to show elsewhere"))
    yield paragraph(
        said(
            "Each of these holds one claim with who says it and who answered, and the code to show it on another site."
        )
    )
    claims = (statement for statement in article.statements if KINDS[statement.kind].family != "response")
    yield from items(link(statement_with_standing(ledger, one), fragment_path(one)) for one in claims)
