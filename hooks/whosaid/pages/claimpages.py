"""A page for each claim that several statements make: who said it when, and who answered it when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from ..base.catalogue import counted, number, said
from ..ledger.records import Statement
from ..site.addresses import stem_of
from ..words.articles import statement_with_standing
from ..words.selection import Selector
from .listing import Listing, embed_of, show
from .markdown import escape_message, file_name, heading, opening


@lru_cache(1)  # asked for by these pages and by those that link to them
def claim_paths(selector: Selector, ledger_page: str) -> Mapping[str, str]:
    """The path of each family's page by the ref of each member. It is named after the first member."""
    found = {}
    for ref, family in selector.ledger.families.items():
        first = family[0]
        folder = f"{ledger_page.removesuffix('.md')}/claim/{stem_of(first.page.path)}"
        found[ref] = f"{folder}/{file_name(first.id)}.md"
    return found


def claim_pages(selector: Selector, ledger_page: str) -> Iterator[tuple[str, str]]:
    """The Markdown of each page by path."""
    paths = claim_paths(selector, ledger_page)
    for ref, family in selector.ledger.families.items():
        if family[0].ref == ref:
            yield from _family_page(selector, family, paths[ref], ledger_page)


def _family_page(
    selector: Selector, family: tuple[Statement, ...], path: str, ledger_page: str
) -> Iterator[tuple[str, str]]:
    title = statement_with_standing(selector.ledger, family[0])
    articles = len({statement.page.path for statement in family})
    count, same, whole = len(family), {"same-as": [family[0].ref]}, said("The whole ledger")
    listing = Listing(path, title, embed_of("statements", filters=same), count, whole, ledger_page, "said")
    if articles > 1:
        # Translators: the plural is that of the statements; there are at least two articles
        summary = counted(
            count,
            "{n} statement in {articles} articles says the same.",
            "{n} statements in {articles} articles say the same.",
            articles=number(articles),
        )
    else:
        summary = counted(
            count, "{n} statement in one article says the same.", "{n} statements in one article say the same."
        )
    lines = [
        *opening(title, search=True),
        escape_message(summary),
        "",
        heading(said("Who said and answered it when")),
        "",
        show(embed_of("timeline", filters=same), whole, path, ledger_page),
        "",
        heading(said("Where it is said")),
        "",
        *listing.part(),
    ]
    yield path, "\n".join(lines)
    yield from listing.further()
