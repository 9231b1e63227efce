"""Generated pages that the theme does not draw: claims, and the later parts of long lists."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from ..base.catalogue import said
from ..base.markup import html, joined
from ..pages import ClaimPage, ComparisonPage, Part, Sheet
from ..pages.listing import as_written
from ..words.namesapart import labels_apart
from ..words.sentences import apart_in_html
from .buildstate import BuildState
from .claimpage import draw_claim_page, elsewhere
from .embeds import embed_in_html
from .sidebyside import draw_comparison


def draw_sheet(sheet: Sheet, state: BuildState) -> Markup:
    """The content of a page, from its heading on."""
    return joined(_parts(sheet, state), "\n")


def _parts(sheet: Sheet, state: BuildState) -> Iterator[Markup]:
    match sheet:
        case ClaimPage():
            return _claim(sheet, state)
        case ComparisonPage():
            return draw_comparison(sheet, state)
        case Part():
            return _part(sheet, state)


def _claim(page: ClaimPage, state: BuildState) -> Iterator[Markup]:
    yield from draw_claim_page(page, state)
    if page.listing is not None:
        yield html('<h2 id="said">{}</h2>', said("Where it is said"))
        yield from _rows(Part(page.listing, 0), state)
    yield from elsewhere(page, state)


def _part(part: Part, state: BuildState) -> Iterator[Markup]:
    names = (source.label for source in state.ledger.sources.values())
    yield html("<h1>{}</h1>", labels_apart(part.title, names))
    yield _link(part.path, part.listing.path, said("The first part"), state)
    yield from _rows(part, state)


def _rows(part: Part, state: BuildState) -> Iterator[Markup]:
    """The rows of a part, a link to more, and links to the parts before and after."""
    listing = part.listing
    yield embed_in_html(as_written(part.embed, part.path), state, part.path, 1)
    if listing.whole:
        yield _link(part.path, listing.whole, listing.text, state)
    steps = (html('<a href="{}">{}</a>', state.address(part.path, there), text) for text, there in part.steps)
    if part.steps:
        yield html("<p>{}</p>", apart_in_html(steps))


def _link(here: str, there: str, text: str, state: BuildState) -> Markup:
    return html('<p><a href="{}">{}</a></p>', state.address(here, there), text)
