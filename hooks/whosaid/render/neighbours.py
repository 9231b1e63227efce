"""The end of an article: the next newer and the next older one, and the list of all."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from markupsafe import Markup

from ..base.catalogue import N_, in_language_of, language, said
from ..base.languages import tags_here
from ..base.markup import attributes, html, joined, lang_of, said_in_html
from ..pages import index_path
from .buildstate import BuildState

_WAYS = (N_("Newer: {article}"), N_("Older: {article}"))


def neighbours(state: BuildState, path: str) -> Markup:
    """The links at the end of an article; nothing if it is the only one."""
    index = index_path(state.settings.ledger_page)
    if not any(state.selector.neighbours.get(path, ())):
        return html("")
    with in_language_of(state.ledger.files[path].language):
        return _navigation(state, path, index)


class _Link(NamedTuple):
    """A link to another article, and which of `_WAYS` it goes."""

    way: str
    address: str
    title: str
    lang: Markup


def _navigation(state: BuildState, path: str, index: str) -> Markup:
    all_articles = state.address(path, index) if index in state.generated else ""
    return _drawn(language(), attributes(tags_here()), tuple(_links(state, path)), all_articles)


def _links(state: BuildState, path: str) -> Iterator[_Link]:
    for way, article in zip(_WAYS, state.selector.neighbours[path], strict=True):
        if article is not None:
            title = state.selector.headline(article)
            yield _Link(way, state.address(path, article.page.path), title, lang_of(article.page.language))


@lru_cache(maxsize=4_000)  # a preview draws them for all articles after each save
def _drawn(language: str, here: Markup, around: tuple[_Link, ...], all_articles: str) -> Markup:
    links = [
        said_in_html(link.way, article=html('<a href="{}" dir="auto"{}>{}</a>', link.address, link.lang, link.title))
        for link in around
    ]
    if all_articles:
        links.append(html('<a href="{}">{}</a>', all_articles, said("All articles")))
    items = joined(html("<li>{}</li>", link) for link in links)
    label = said("Other articles")
    return html('<nav class="ann-neighbours" aria-label="{}"{}><ul role="list">{}</ul></nav>', label, here, items)
