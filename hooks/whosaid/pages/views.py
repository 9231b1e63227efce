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
from ..words.sentences import apart, capital, listed, sentence
from .listing import Listing, Part, embed_of
from .markdown import escape_markdown, escape_message, link, opening

ViewGroup = Literal["all", "by-answer", "by-type", "by-route", "by-whom"]
_GROUPS: Final[dict[ViewGroup, str]] = {
    "all": N_("Everything"),
    "by-answer": N_("Claims by answer"),
    "by-type": N_("By source type"),
    "by-route": N_("By route"),
    "by-whom": N_("By whom"),
}
_ALL: Final = N_("Every statement, with who stands behind it, how it reached the article and who answered it.")


class View(Struct, frozen=True):
    """One page of the ledger: its name below the ledger's own, and what it shows.

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


def index_path(ledger_page: str) -> str:
    """The path of the list of all articles."""
    return f"{ledger_page.removesuffix('.md')}/{_ARTICLES}.md"


def _claims(*states: str) -> Embed:
    return embed_of("claims", filters={"state": states})


VIEWS: Final = (
    View("", N_("By article"), _ALL, embed_of("statements"), "all"),
    View("by-date", N_("By date"), _ALL, embed_of("statements", "date"), "all"),
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
        View(f"route/{id_}", label, _ALL, embed_of("statements", filters={"route": [id_]}), "by-route", always=False)
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
    total = sum(1 for _ in selector.ledger.all_statements())
    statements = counted(total, "{n} statement", "{n} statements")
    size = sentence(listed((statements, counted(len(selector.articles), "{n} article", "{n} articles"))))
    for view, count in shown:
        path = _path(view, publication.ledger_page)
        title = _heading(view)
        listing = Listing(path, title, view.embed, count, said("The whole ledger"), publication)
        lines = [
            *opening(title, search=False),
            escape_message(said(view.intro)),
            "",
        ]
        if not view.name:
            lines[-1:] = [size, ""]
        if view.has_menu:
            lines += [*_menu(shown, path, publication.ledger_page), *_data(path, publication), ""]
        yield path, "\n".join([*lines, *listing.part()])
        yield from listing.further()


def _menu(shown: list[tuple[View, int]], here: str, ledger_page: str) -> Iterator[str]:
    for group in dict.fromkeys(view.group for view, _ in shown):
        links = []
        for view, count in shown:
            if view.group == group:
                path = _path(view, ledger_page)
                text = escape_markdown(_title(view)) if path == here else link(_title(view), here, path)
                links.append(f"**{text}**" if path == here else text)
                if group != "all":
                    links[-1] += f"\N{NO-BREAK SPACE}{number(count)}"
        name = escape_message(said(_GROUPS[group]))
        # Translators: what a group of pages has in common, such as “By route”, and the links to them
        line = woven(escape_message, "{group}: {links}", group=name, links=apart(links))
        yield f"- {line}"


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
