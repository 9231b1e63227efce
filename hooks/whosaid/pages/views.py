"""The ledger of the whole site: all statements in each order, and by answer, source type and route."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Final, Literal

from markupsafe import Markup
from msgspec import Struct

from ..base.catalogue import N_, counted, number, said
from ..base.markup import html, said_in_html
from ..base.model import Embed
from ..base.publication import Publication
from ..base.vocabulary import ROUTES, SOURCE_TYPES
from ..exports.claims import CLAIMS_FILE
from ..exports.feeds import FEEDS
from ..exports.tables import CLAIMS_TABLE, SOURCES_TABLE
from ..words.selection import Selector
from ..words.sentences import apart_in_html, capital, clauses, sentence
from ..words.speakers import claim_told
from .contents import Block, Content, Heading, IndexPage, items, link, paragraph
from .listing import Listing, Part, embed_of
from .telling import tell

ViewGroup = Literal["all", "by-answer", "by-type", "by-route", "by-whom"]
_GROUPS: Final[dict[ViewGroup, str]] = {
    "all": N_("Everything"),
    "by-answer": N_("Claims by answer"),
    "by-type": N_("By source type"),
    "by-route": N_("By route"),
    "by-whom": N_("By whom"),
}


class View(Struct, frozen=True, eq=False):
    """One page of the ledger: its name below the ledger's own, and what it shows; without `intro`, it is everything.

    `group`: the views it is listed with. `always`: it exists even if it shows nothing. `has_menu`: it lists the views.
    """

    name: str
    title: str
    intro: str
    embed: Embed
    group: ViewGroup
    always: bool = True
    has_menu: bool = True


_ARTICLES: Final = "articles"
_FIRST: Final = frozenset(("", "by-date", "disputed", "sources"))
_MENU: Final = "lists"
_ALL_LISTS: Final = N_("All lists, and data")
_BY_ROUTE: Final = N_("Statements that reached their article in this way.")


def index_path(ledger_page: str) -> str:
    """The path of the list of all articles."""
    return f"{ledger_page.removesuffix('.md')}/{_ARTICLES}.md"


def _claims(*states: str) -> Embed:
    return embed_of("claims", filters={"state": states})


VIEWS: Final = (
    View("", N_("By article"), "", embed_of("statements"), "all"),
    View("by-date", N_("By date"), "", embed_of("statements", "date"), "all"),
    View(
        _ARTICLES,
        N_("All articles"),
        N_("Every article, the newest first."),
        embed_of("articles"),
        "all",
        has_menu=False,
    ),
    View(
        "disputed",
        N_("Disputed"),
        N_("Claims that somebody denies, with who does. A denial says nothing on who is right."),
        _claims("disputed"),
        "by-answer",
    ),
    View(
        "answered",
        N_("Answered"),
        N_("Claims that were answered without a denial."),
        _claims("answered"),
        "by-answer",
    ),
    View(
        "unanswered",
        N_("No answer"),
        N_("Claims that accuse somebody of whom no answer is recorded, or who was asked in vain, or not asked."),
        _claims("no-answer-recorded", "asked-no-answer", "not-asked"),
        "by-answer",
    ),
    View(
        "corrections",
        N_("Corrected or withdrawn"),
        N_("Claims that the outlet or the source that made them has corrected or withdrawn."),
        _claims("corrected", "withdrawn"),
        "by-answer",
    ),
    *(
        View(
            f"type/{id_}",
            row.label,
            row.meaning,
            embed_of("statements", filters={"type": [id_]}),
            "by-type",
            always=False,
        )
        for id_, row in SOURCE_TYPES.items()
    ),
    *(
        View(
            f"route/{id_}", label, _BY_ROUTE, embed_of("statements", filters={"route": [id_]}), "by-route", always=False
        )
        for id_, label in ROUTES.items()
    ),
    View(
        "sources",
        N_("Sources"),
        N_("Everyone who is quoted or reported, and everyone declared."),
        embed_of("sources"),
        "by-whom",
    ),
    View(
        "outlets",
        N_("Outlets"),
        N_("Publications that statements have come through, on their way to an article of this site."),
        embed_of("outlets"),
        "by-whom",
    ),
)
"""All pages of this kind. To add one, add a row."""


def view_pages(selector: Selector, publication: Publication) -> Iterator[tuple[str, IndexPage | Part]]:
    """Each page by path."""
    shown = {
        view: count
        for view in VIEWS
        if publication.has(_path(view, publication.ledger_page))
        if (count := selector.count(view.embed, "")) or view.always
    }
    for view, count in shown.items():
        path = _path(view, publication.ledger_page)
        listing = Listing(path, _heading(view), view.embed, count, said("Every statement of this site"), publication)
        yield path, IndexPage(path, False, partial(_content, selector, view, listing, shown))
        yield from listing.further()


def _content(selector: Selector, view: View, listing: Listing, shown: Mapping[View, int]) -> Content:
    return Content(listing.title, _blocks(selector, view, listing, shown))


def _blocks(selector: Selector, view: View, listing: Listing, shown: Mapping[View, int]) -> Iterator[Block]:
    publication = listing.publication
    yield Heading(listing.title, level=1)
    yield paragraph(said(view.intro) if view.intro else _size(selector))
    if not view.has_menu:
        yield from listing.part()
        return
    if not view.name:
        yield from _main_claim(selector, publication)
    yield paragraph(_first_links(shown, listing.path, publication.ledger_page))
    yield from listing.part()
    yield Heading(said(_ALL_LISTS), id=_MENU)
    yield from items(_menu(shown, listing.path, publication))


def _size(selector: Selector) -> str:
    """How much the ledger holds, and how much of it is disputed."""
    total, articles = sum(1 for _ in selector.ledger.all_statements()), len(selector.articles)
    statements = counted(total, "{n} statement", "{n} statements")
    within = counted(articles, "{n} article", "{n} articles")
    # Translators: “66 statements in 2 articles.”, without the full stop; then how many of them are disputed
    size = said("{statements} in {articles}", statements=statements, articles=within)
    disputed = selector.count(_claims("disputed"), "")
    some = counted(disputed, "{n} of them is disputed", "{n} of them are disputed")
    return sentence(clauses((size, some if disputed else said("none is disputed"))))


def _main_claim(selector: Selector, publication: Publication) -> Iterator[Block]:
    """The contested claim with the most answers: who says it, who denies it. Nothing if it is in the first row."""
    contested = selector.statements(_claims("withdrawn", "corrected", "disputed"), "")
    first = next(iter(selector.ledger.all_statements()), None)
    for told in claim_told(selector.ledger, contested):
        if told.claim is not first:
            yield paragraph(tell(told, selector, publication.ledger_page, publication))


def _first_links(shown: Mapping[View, int], here: str, ledger_page: str) -> Markup:
    """The lists that readers look for most, in a line, and a link to all of them, which stand below the rows."""
    links = (_menu_link(view, count, here, ledger_page) for view, count in shown.items() if view.name in _FIRST)
    return apart_in_html((*links, html('<a href="#{}">{}</a>', _MENU, said(_ALL_LISTS))))


def _menu_link(view: View, count: int, here: str, ledger_page: str) -> Markup:
    """The title of a list as a link, and how many rows it has; the list that is here is in bold."""
    path = _path(view, ledger_page)
    text = html("<strong>{}</strong>", _title(view)) if path == here else link(_title(view), path)
    return text if view.group == "all" else html("{}\N{NO-BREAK SPACE}{}", text, number(count))


def _menu(shown: Mapping[View, int], here: str, publication: Publication) -> Iterator[Markup]:
    """All lists, and the ledger as data."""
    for group in dict.fromkeys(view.group for view in shown):
        own = ((view, count) for view, count in shown.items() if view.group == group)
        links = apart_in_html(_menu_link(view, count, here, publication.ledger_page) for view, count in own)
        # Translators: what a group of pages has in common, such as “By route”, and the links to them
        yield said_in_html("{group}: {links}", group=said(_GROUPS[group]), links=links)
    yield from _data(publication)


def _heading(view: View) -> str:
    if not view.name:
        return said("Ledger")
    return said("Ledger: {title}", title=_title(view)) if view.has_menu else _title(view)


def _title(view: View) -> str:
    return capital(said(view.title))


_DATA: Final = {
    N_("JSON"): CLAIMS_FILE,
    N_("statements as a table (CSV)"): CLAIMS_TABLE,
    N_("sources as a table (CSV)"): SOURCES_TABLE,
    **{feed.name: feed.path for feed in FEEDS},
}
"""The exports of the whole site."""


def _data(publication: Publication) -> Iterator[Markup]:
    if links := [link(said(text), path) for text, path in _DATA.items() if publication.has(path)]:
        yield said_in_html("As data: {links}", links=apart_in_html(links))


def _path(view: View, ledger_page: str) -> str:
    return f"{ledger_page.removesuffix('.md')}/{view.name}.md" if view.name else ledger_page
