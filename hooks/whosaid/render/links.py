"""Names as links, wherever they are printed: of sources, of claims (to the note or the page about it), of articles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Final

from markupsafe import Markup

from ..base.catalogue import N_
from ..base.markup import html, joined
from ..base.model import Page, Source
from ..ledger.records import Statement, source_key
from ..words.sentences import capital, quoted_in_html
from ..words.wording import name_of, shortened, title_of
from .buildstate import BuildState

ALL_STATEMENTS: Final = N_("All statements of this article as a table, a map and data")
"""The text of a link to an article's own ledger."""


def with_sources(text: str, statements: Iterable[Statement], state: BuildState, here: str) -> Markup:
    """A text about statements as HTML, in which the name of each of their sources is a link to the source's page."""
    addresses = {
        source.label: address
        for statement in statements
        for source in _sources_of(statement, state)
        if (address := state.source_address(here, source_key(statement.page, source)))
    }
    pieces = _names(frozenset(addresses)).split(text) if addresses else [text]
    return joined(
        html('<a href="{}" dir="auto">{}</a>', _address(addresses, piece), piece) if at % 2 else html("{}", piece)
        for at, piece in enumerate(pieces)
    )


def _sources_of(statement: Statement, state: BuildState) -> Iterator[Source]:
    """Everyone whom a sentence about a statement may name."""
    yield from statement.sources
    yield from (step.source for step in statement.route.steps)
    if "about" in statement.record.options:
        yield from state.ledger.parties(statement)


@lru_cache(1024)  # the same few people are named in many sentences
def _names(labels: frozenset[str]) -> re.Pattern[str]:
    """A pattern for whole names, the longest first, also with a capital where they begin a sentence."""
    known = sorted({*labels, *map(capital, labels)}, key=lambda label: (-len(label), label))
    return re.compile(rf"(?<!\w)({'|'.join(map(re.escape, known))})(?!\w)")


def _address(addresses: Mapping[str, str], name: str) -> str:
    return addresses.get(name) or next(address for label, address in addresses.items() if capital(label) == name)


def named(statement: Statement, state: BuildState, here: str) -> Markup:
    """A statement as a link to its note: its written title, or else its words as a quotation."""
    if not statement.record.title:
        return quoted_in_html(link_to(statement, state, here))
    return html('<a href="{}" dir="auto">{}</a>', note_address(statement, state, here), name_of(statement))


def claim_link(statement: Statement, state: BuildState, here: str) -> Markup:
    """A statement's name as a link to the page about it, or to its note if it has none."""
    address = state.claim_address(here, statement) or note_address(statement, state, here)
    return html('<a href="{}" dir="auto">{}</a>', address, name_of(statement))


def note_address(statement: Statement, state: BuildState, here: str) -> str:
    """The address of a statement's note."""
    return f"{state.address(here, statement.page.path)}#{statement.id}"


def link_to(statement: Statement, state: BuildState, here: str, *, short: bool = False) -> Markup:
    """A statement's words, shortened if needed, as a link to its note."""
    words = shortened(statement.words) if short else statement.words
    return html('<a href="{}" dir="auto">{}</a>', note_address(statement, state, here), capital(words))


def source_link(key: str, label: str, state: BuildState, here: str) -> Markup:
    """The label of the source with this key, as a link to its page if there is one."""
    address = state.source_address(here, key)
    return html('<a href="{}" dir="auto">{}</a>', address, label) if address else html("{}", label)


def article_link(page: Page, state: BuildState, here: str) -> Markup:
    """An article's title as a link to it."""
    return html('<a href="{}" dir="auto">{}</a>', state.address(here, page.path), title_of(page))
