"""Names as links, wherever they are printed: of sources, of claims (to the note or the page about it), of articles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from markupsafe import Markup

from ..base.catalogue import N_
from ..base.markup import html, isolated, joined, lang_of, said_in_html
from ..base.model import Page, Source
from ..ledger.records import Statement, source_key
from ..pages import comparison_path
from ..words.sentences import capital, nested, quoted_in_html
from ..words.sourcewords import at_names, named_with, speaks_for
from ..words.tellings import is_told_elsewhere
from ..words.wording import name_of, shortened, title_of
from .buildstate import BuildState

SIDE_BY_SIDE: Final = N_("Side by side with other articles")
"""The text of a link to the page that compares the articles that tell a claim."""
ALL_STATEMENTS: Final = N_("All statements of this article as a table, a map and data")
"""The text of a link to an article's own ledger."""


def with_sources(
    text: str, statements: Iterable[Statement], state: BuildState, here: str, *, speakers: bool = False
) -> Markup:
    """A text about statements as HTML, in which the name of each of their sources is a link to the source's page.

    A name without a page, and of another direction than the text, is set apart. With `speakers`, it is said for whom
    they speak, since one article names a spokesman and the next the body: `Zoe Hart (for the council)`.
    """
    named: dict[str, dict[str, tuple[Page, Source]]] = defaultdict(dict)  # by label and key: many may share a name
    for page, source in named_with(state.ledger, *statements):
        named[source.label][source_key(page, source)] = page, source
    pieces = list[Markup]()
    for piece, label in at_names(text, named):
        if label:
            address = next(filter(None, (state.source_address(here, key) for key in reversed(named[label]))), "")
            page, source = next(reversed(named[label].values()))
            pieces.append(_named(piece, address, speaks_for(state.ledger, source, page) if speakers else ""))
        else:
            pieces.append(html("{}", piece))
    return joined(pieces)


def _named(name: str, address: str, body: str) -> Markup:
    link = _name(name, address)
    # Translators: a speaker, and for whom they speak
    return said_in_html("{who} (for {body})", who=link, body=isolated(body)) if body else link


def _name(name: str, address: str) -> Markup:
    return html('<a href="{}" dir="auto">{}</a>', address, name) if address else isolated(name)


def claim_address(statement: Statement, state: BuildState, here: str) -> str:
    """Where a statement leads, wherever it is named: to the page about it, or, if it has none or is named there, to its
    note.
    """
    is_here = state.claim_pages.get(statement.ref) == here
    return (not is_here and state.claim_address(here, statement)) or note_address(statement, state, here)


def comparison_of(statement: Statement, state: BuildState) -> str:
    """The path of the page that compares the articles that tell a claim; empty if there is none."""
    claim = state.claim_pages.get(statement.ref)
    if not claim or not is_told_elsewhere(state.ledger, statement):
        return ""
    return comparison_path(claim, state.settings.publication.folder)


def comparison_address(statement: Statement, state: BuildState, here: str) -> str:
    """The address of that page; empty if there is none."""
    path = comparison_of(statement, state)
    return state.address(here, path) if path else ""


def claim_link(statement: Statement, state: BuildState, here: str) -> Markup:
    """A statement as such a link: its written title, or else its words."""
    return _in_its_language(claim_address(statement, state, here), statement.page, name_of(statement))


def quoted_claim_link(statement: Statement, state: BuildState, here: str, *, short: bool = False) -> Markup:
    """The same in a sentence: a title, or words as a quotation, shortened if need be."""
    name = shortened(name_of(statement)) if short else name_of(statement)
    is_title = statement.record.title is not None
    address, text = claim_address(statement, state, here), name if is_title else nested(name)
    link = _in_its_language(address, statement.page, text)
    return link if is_title else quoted_in_html(link)


def note_address(statement: Statement, state: BuildState, here: str) -> str:
    """The address of a statement's note."""
    return f"{state.address(here, statement.page.path)}#{statement.id}"


def words_link(statement: Statement, state: BuildState, here: str) -> Markup:
    """A statement's words as a quotation and as a link to its note."""
    address, words = note_address(statement, state, here), nested(capital(statement.words))
    link = _in_its_language(address, statement.page, words)
    return quoted_in_html(link)


def source_link(key: str, label: str, state: BuildState, here: str) -> Markup:
    """The label of the source with this key, as a link to its page if there is one."""
    return _name(label, state.source_address(here, key))


def article_link(page: Page, state: BuildState, here: str) -> Markup:
    """An article's title as a link to it."""
    return _in_its_language(state.address(here, page.path), page, title_of(page))


def _in_its_language(address: str, page: Page, words: str) -> Markup:
    """A link with words of a page, which may be in another language than what is around it."""
    return html('<a href="{}" dir="auto"{}>{}</a>', address, lang_of(page.language), words)
