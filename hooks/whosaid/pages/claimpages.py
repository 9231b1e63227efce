"""A page for each claim: who says it, who answered it, when, and where it is said.

It is one page for all statements that say the same. An own-voice sentence or an opinion that nobody answered has no
page: its note says all there is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from msgspec import Struct

from ..base.catalogue import said
from ..base.vocabulary import ATTRIBUTED_TYPES, KINDS
from ..ledger.records import Ledger, Statement
from ..site.addresses import stem_of
from ..words.articles import statement_with_standing
from ..words.selection import Selector
from .listing import Listing, Part, embed_of
from .markdown import file_name


class ClaimPage(Struct, frozen=True):
    """The page about a claim, which is drawn without Markdown. `family` are the statements that say the same.

    `listing` lists them; None if there is only one.
    """

    path: str
    title: str
    family: tuple[Statement, ...]
    listing: Listing | None


@lru_cache(1)  # asked for by these pages and by those that link to them
def claim_paths(selector: Selector, ledger_page: str) -> Mapping[str, str]:
    """The path of each claim's page by the ref of each statement that makes it. It is named after the first of them."""
    found = {}
    folder = f"{ledger_page.removesuffix('.md')}/claim"
    for statement in selector.ledger.all_statements():
        first = selector.ledger.family(statement)[0]
        if _has_page(selector.ledger, statement):
            found[statement.ref] = f"{folder}/{stem_of(first.page.path)}/{file_name(first.id)}.md"
    return found


def _has_page(ledger: Ledger, statement: Statement) -> bool:
    if len(ledger.family(statement)) > 1:
        return True
    is_claim = KINDS[statement.kind].family != "response"
    return is_claim and (statement.type in ATTRIBUTED_TYPES or bool(ledger.answers(statement)))


def claim_pages(selector: Selector, ledger_page: str) -> Iterator[tuple[str, ClaimPage | Part]]:
    """Each page by path."""
    for ref, path in claim_paths(selector, ledger_page).items():
        family = selector.ledger.family(selector.ledger.by_ref[ref])
        if family[0].ref == ref:
            yield from _claim_page(selector, family, path, ledger_page)


def _claim_page(
    selector: Selector, family: tuple[Statement, ...], path: str, ledger_page: str
) -> Iterator[tuple[str, ClaimPage | Part]]:
    title = statement_with_standing(selector.ledger, family[0])
    if len(family) == 1:
        yield path, ClaimPage(path, title, family, None)
        return
    same = embed_of("statements", filters={"same-as": [family[0].ref]})
    listing = Listing(path, title, same, len(family), said("The whole ledger"), ledger_page, "said")
    yield path, ClaimPage(path, title, family, listing)
    yield from listing.further()
