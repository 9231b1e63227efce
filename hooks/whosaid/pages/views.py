"""The ledger of the whole site: all statements in their orders, and each answer, source type and route by itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal

from msgspec import Struct

from ..base.model import Embed
from ..base.vocabulary import ROUTES, SOURCE_TYPES
from ..exports.claims import CLAIMS_FILE
from ..exports.feeds import FEEDS
from ..exports.tables import CLAIMS_TABLE, SOURCES_TABLE
from ..words.selection import Selector
from .listing import Listing, embed_of
from .markdown import escape_markdown, front_matter, link

ViewGroup = Literal["all", "by-answer", "by-type", "by-route", "by-whom"]
_GROUPS: Final[dict[ViewGroup, str]] = {
    "all": "All statements",
    "by-answer": "Claims by answer",
    "by-type": "By source type",
    "by-route": "By route",
    "by-whom": "By whom",
}
_ALL: Final = "Every statement, with who stands behind it, how it reached the article and who answered it."


class View(Struct, frozen=True):
    """One page of the ledger: its name below the ledger's own, and what it shows.

    `group` are the views it is listed with, `always`: it is there even if it shows nothing.
    """

    name: str
    title: str
    intro: str
    embed: Embed
    group: ViewGroup
    always: bool = True


def _claims(*states: str) -> Embed:
    return embed_of("claims", filters={"state": states})


VIEWS: Final = (
    View("", "By article", _ALL, embed_of("statements"), "all"),
    View("by-date", "By date", _ALL, embed_of("statements", "date"), "all"),
    View(
        "disputed",
        "Disputed",
        "Claims that somebody denies, with who does. A denial says nothing on who is right.",
        _claims("disputed"),
        "by-answer",
    ),
    View(
        "answered",
        "Answered",
        "Claims that were answered without a denial.",
        _claims("answered"),
        "by-answer",
    ),
    View(
        "unanswered",
        "No answer",
        "Claims that accuse somebody of whom no answer is recorded, or who was asked in vain, or not asked.",
        _claims("no-answer-recorded", "asked-no-answer", "not-asked"),
        "by-answer",
    ),
    View(
        "corrections",
        "Corrected or withdrawn",
        "Claims that the outlet or the source that made them has corrected or withdrawn.",
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
        "Sources",
        "Everyone who is quoted or reported, and everyone declared.",
        embed_of("sources"),
        "by-whom",
    ),
    View(
        "outlets",
        "Outlets",
        "Publications that statements have come through, on their way to an article of this site.",
        embed_of("outlets"),
        "by-whom",
    ),
)
"""All pages of this kind. To add one, add a row."""


def view_pages(selector: Selector, ledger_page: str) -> Iterator[tuple[str, str]]:
    """Each page's Markdown by path."""
    shown = [(view, count) for view in VIEWS if (count := selector.count(view.embed, "")) or view.always]
    total = sum(1 for _ in selector.ledger.all_statements())
    articles = len(selector.articles)
    for view, count in shown:
        path = _path(view, ledger_page)
        title = "Ledger" if not view.name else f"Ledger: {view.title}"
        listing = Listing(path, title, view.embed, count, "The whole ledger", ledger_page)
        lines = [*front_matter(title, search=False), f"# {escape_markdown(title)}", "", view.intro, ""]
        if not view.name:
            lines[-1:] = [f"{total:,} statements, {articles:,} article{'s' if articles != 1 else ''}.", ""]
        lines += [*_menu(shown, path, ledger_page), f"- As data: {_data(path)}", ""]
        yield path, "\n".join([*lines, *listing.part()])
        yield from listing.further()


def _menu(shown: list[tuple[View, int]], here: str, ledger_page: str) -> Iterator[str]:
    for group in dict.fromkeys(view.group for view, _ in shown):
        links = []
        for view, count in shown:
            if view.group == group:
                path = _path(view, ledger_page)
                text = escape_markdown(view.title) if path == here else link(view.title, here, path)
                links.append(f"**{text}**" if path == here else text)
                if group != "all":
                    links[-1] += f"\N{NO-BREAK SPACE}{count:,}"
        yield f"- {_GROUPS[group]}: {' · '.join(links)}"


_DATA: Final = {
    "JSON": CLAIMS_FILE,
    "statements as a table (CSV)": CLAIMS_TABLE,
    "sources as a table (CSV)": SOURCES_TABLE,
    **{f"feed of {feed.title}": feed.path for feed in FEEDS},
}
"""What exports write of the whole site."""


def _data(here: str) -> str:
    return " · ".join(link(text, here, path) for text, path in _DATA.items())


def _path(view: View, ledger_page: str) -> str:
    return f"{ledger_page.removesuffix('.md')}/{view.name}.md" if view.name else ledger_page
