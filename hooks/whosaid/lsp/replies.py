"""Answers to an editor's requests about what is under the cursor. Those that concern other pages wait until all that
has been typed is known; completion never waits.
"""

from __future__ import annotations

from collections.abc import Iterator

from lsprotocol import types as lsp
from msgspec import Struct

from ..base.model import Page, Source
from ..ledger.records import Ledger
from . import symbols
from .completions import completions
from .hovercards import card_of, rule_card
from .occurrences import Named, Occurrence, declaration_of, everywhere, occurrence_at, occurrences
from .positions import Positions
from .sites import Site, Sites
from .snapshots import Snapshot

AtName = lsp.DefinitionParams | lsp.ReferenceParams | lsp.DocumentHighlightParams


class Place(Struct, frozen=True, eq=False):
    """A place in a page of a site that is known as it is now."""

    site: Site
    snapshot: Snapshot
    page: Page
    positions: Positions
    at: int

    @property
    def ledger(self) -> Ledger:
        """All pages of the site."""
        return self.snapshot.ledger

    @property
    def occurrence(self) -> Occurrence | None:
        """What is named there."""
        return occurrence_at(self.ledger, self.page, self.at)


async def place_of(
    sites: Sites, uri: str, position: lsp.Position | None = None, *, fresh: bool = False
) -> Place | None:
    """A place in an open document, once all that has been typed is known; None in one that belongs to no site, or has
    been changed since the editor asked.

    `fresh`: also all that is on the disk, whether or not the editor has told of it.
    """
    found = sites.find(uri)
    if found is None:
        return None
    site, path = found
    asked = site.documents[path].text
    snapshot = await site.settled(fresh=fresh)
    page = snapshot.page(path)
    if page is None or page.text != asked:
        return None
    positions = site.positions(page)
    return Place(site, snapshot, page, positions, positions.offset(position) if position else 0)


def complete(sites: Sites, params: lsp.CompletionParams) -> lsp.CompletionList | None:
    """What can be written there."""
    found = sites.find(params.text_document.uri)
    if found is None:
        return None
    site, path = found
    ledger, page = site.now(path)
    positions = site.positions(page)
    return completions(ledger, page, positions.offset(params.position), positions)


async def hover(sites: Sites, params: lsp.HoverParams) -> lsp.Hover | None:
    """The card of what is named there, and what the rules mean that find something there."""
    place = await place_of(sites, params.text_document.uri, params.position)
    if place is None:
        return None
    named = place.occurrence
    parts = [card_of(place.ledger, named.named)] if named is not None else []
    parts += _rules_at(place)
    if not any(parts):
        return None
    shown = place.positions.range(named.start, named.end) if named is not None else None
    return lsp.Hover(lsp.MarkupContent(lsp.MarkupKind.Markdown, "\n\n---\n\n".join(filter(None, parts))), shown)


def _rules_at(place: Place) -> Iterator[str]:
    at = place.positions.position(place.at)
    found = place.site.shown(place.page)
    rules = dict.fromkeys(str(one.code) for one in found if one.range.start <= at <= one.range.end)
    return (rule_card(rule) for rule in rules)


async def _name_at(sites: Sites, params: AtName) -> tuple[Place, Named] | None:
    """What is named at a place; None if nothing is."""
    place = await place_of(sites, params.text_document.uri, params.position)
    found = place.occurrence if place is not None else None
    return (place, found.named) if place is not None and found is not None else None


async def define(sites: Sites, params: lsp.DefinitionParams) -> lsp.Location | None:
    """Where that is declared which is named there."""
    if (found := await _name_at(sites, params)) is None:
        return None
    place, named = found
    declared = declaration_of(place.ledger, named)
    return _location(place.site, *declared) if declared is not None else None


async def references(sites: Sites, params: lsp.ReferenceParams) -> list[lsp.Location]:
    """All places of the site that name the same."""
    if (found := await _name_at(sites, params)) is None:
        return []
    place, named = found
    same = everywhere(place.ledger, named)
    return [_location(place.site, page, one) for page, one in same if _is_wanted(one, params.context)]


def _is_wanted(one: Occurrence, context: lsp.ReferenceContext) -> bool:
    return context.include_declaration or not one.declares


async def highlight(sites: Sites, params: lsp.DocumentHighlightParams) -> list[lsp.DocumentHighlight]:
    """The places of the page that name the same."""
    if (found := await _name_at(sites, params)) is None:
        return []
    place, named = found
    same = (one for one in occurrences(place.ledger, place.page) if one.named == named)
    return [lsp.DocumentHighlight(place.positions.range(one.start, one.end)) for one in same]


async def outline(sites: Sites, params: lsp.DocumentSymbolParams) -> list[lsp.DocumentSymbol]:
    """The statements and sources of a page."""
    place = await place_of(sites, params.text_document.uri)
    return symbols.outline(place.ledger, place.page, place.positions) if place is not None else []


async def search(sites: Sites, params: lsp.WorkspaceSymbolParams) -> list[lsp.WorkspaceSymbol]:
    """The statements and sources of all sites that have the words of the query."""
    found = []
    for site in sites:
        ledger = (await site.settled()).ledger
        found += [_symbol(site, ledger, one) for one in symbols.search(ledger, params.query)]
    return [one for one in found if one is not None][: symbols.MOST]


def _symbol(site: Site, ledger: Ledger, one: symbols.Found) -> lsp.WorkspaceSymbol | None:
    if isinstance(one, Source):
        declared = declaration_of(ledger, Named("source", one.id))
        place = _location(site, *declared) if declared is not None else None
        return lsp.WorkspaceSymbol(place, one.id, symbols.SOURCE_ICON, container_name=one.label) if place else None
    symbol = symbols.of_statement(one, site.positions(one.page))
    place = lsp.Location(site.uri(one.page.path), symbol.selection_range)
    return lsp.WorkspaceSymbol(place, symbol.name, symbol.kind, container_name=one.ref)


async def fold(sites: Sites, params: lsp.FoldingRangeParams) -> list[lsp.FoldingRange]:
    """What can be folded."""
    place = await place_of(sites, params.text_document.uri)
    return symbols.folds(place.page, place.positions) if place is not None else []


def _location(site: Site, page: Page, one: Occurrence) -> lsp.Location:
    return lsp.Location(site.uri(page.path), site.positions(page).range(one.start, one.end))
