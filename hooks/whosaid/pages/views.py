"""The ledger of the whole site: all statements in each order, and by answer, source type and route."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal

from msgspec import Struct

from ..base.catalogue import N_, counted, number, said, woven
from ..base.model import Embed
from ..base.publication import Publication
from ..base.vocabulary import ROUTES, SOURCE_TYPES
from ..exports.claims import CLAIMS_FILE
from ..exports.feeds import FEEDS
from ..exports.tables import CLAIMS_TABLE, SOURCES_TABLE
from ..words.selection import Selector
from ..words.sentences import apart, capital, clauses, sentence
from ..words.speakers import claim_told
from .listing import Listing, Part, embed_of
from .markdown import escape_markdown, escape_message, link, opening
from .telling import tell

ViewGroup = Literal["all", "by-answer", "by-type", "by-route", "by-whom"]
_GROUPS: Final[dict[ViewGroup, str]] = {
    "all": N_("Everything"),
    "by-answer": N_("Claims by answer"),
    "by-type": N_("By source type"),
    "by-route": N_("By route"),
    "by-whom": N_("By whom"),
}


class View(Struct, frozen=True):
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


def view_pages(selector: Selector, publication: Publication) -> Iterator[tuple[str, str | Part]]:
    """The Markdown of each page by path."""
    shown = [
        (view, count)
        for view in VIEWS
        if publication.has(_path(view, publication.ledger_page))
        if (count := selector.count(view.embed, "")) or view.always
    ]
    whole = escape_message(_size(selector))
    for view, count in shown:
        path = _path(view, publication.ledger_page)
        title = _heading(view)
        listing = Listing(path, title, view.embed, count, said("Every statement of this site"), publication)
        intro = escape_message(said(view.intro)) if view.intro else whole
        first = (*opening(title, search=False), intro, "")
        if not view.has_menu:
            yield path, "\n".join((*first, *listing.part()))
        else:
            main = () if view.name else _main_claim(selector, publication)
            links = _first_links(shown, path, publication.ledger_page)
            yield path, "\n".join((*first, *main, links, "", *listing.part(), "", *_menu(shown, path, publication)))
        yield from listing.further()


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


def _main_claim(selector: Selector, publication: Publication) -> Iterator[str]:
    """The contested claim with the most answers: who says it, who denies it. Nothing if it is in the first row."""
    contested = selector.statements(_claims("withdrawn", "corrected", "disputed"), "")
    first = next(iter(selector.ledger.all_statements()), None)
    for told in claim_told(selector.ledger, contested):
        if told.claim is not first:
            yield from (tell(told, selector, publication.ledger_page, publication), "")


def _first_links(shown: list[tuple[View, int]], here: str, ledger_page: str) -> str:
    """The lists that readers look for most, in a line, and a link to all of them, which stand below the rows."""
    links = (_menu_link(view, count, here, ledger_page) for view, count in shown if view.name in _FIRST)
    text = escape_message(said(_ALL_LISTS))
    return apart((*links, f"[{text}](#{_MENU})"))


def _menu_link(view: View, count: int, here: str, ledger_page: str) -> str:
    """The title of a list as a link, and how many rows it has; the list that is here is in bold."""
    path = _path(view, ledger_page)
    text = f"**{escape_markdown(_title(view))}**" if path == here else link(_title(view), here, path)
    return text if view.group == "all" else f"{text}\N{NO-BREAK SPACE}{number(count)}"


def _menu(shown: list[tuple[View, int]], here: str, publication: Publication) -> Iterator[str]:
    """All lists, and the ledger as data."""
    text = escape_message(said(_ALL_LISTS))
    yield from (f'<h2 id="{_MENU}">{text}</h2>', "")
    for group in dict.fromkeys(view.group for view, _ in shown):
        links = [_menu_link(view, count, here, publication.ledger_page) for view, count in shown if view.group == group]
        name = escape_message(said(_GROUPS[group]))
        # Translators: what a group of pages has in common, such as “By route”, and the links to them
        line = woven(escape_message, "{group}: {links}", group=name, links=apart(links))
        yield f"- {line}"
    yield from _data(here, publication)


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


def _data(here: str, publication: Publication) -> Iterator[str]:
    if links := [link(said(text), here, path) for text, path in _DATA.items() if publication.has(path)]:
        data = woven(escape_message, "As data: {links}", links=apart(links))
        yield f"- {data}"


def _path(view: View, ledger_page: str) -> str:
    return f"{ledger_page.removesuffix('.md')}/{view.name}.md" if view.name else ledger_page
