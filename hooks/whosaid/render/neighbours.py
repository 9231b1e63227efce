"""The end of an article: the next newer and the next older one, and the list of all."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from ..base.catalogue import N_, in_language_of, said
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


def _navigation(state: BuildState, path: str, index: str) -> Markup:
    links = [*_links(state, path)]
    if index in state.generated:
        links.append(html('<a href="{}">{}</a>', state.address(path, index), said("All articles")))
    items = joined(html("<li>{}</li>", link) for link in links)
    label = said("Other articles")
    here = attributes(tags_here())
    return html('<nav class="ann-neighbours" aria-label="{}"{}><ul role="list">{}</ul></nav>', label, here, items)


def _links(state: BuildState, path: str) -> Iterator[Markup]:
    for way, article in zip(_WAYS, state.selector.neighbours[path], strict=True):
        if article is not None:
            title = state.selector.headline(article)
            lang = lang_of(article.page.language)
            link = html('<a href="{}" dir="auto"{}>{}</a>', state.address(path, article.page.path), lang, title)
            yield said_in_html(way, article=link)
