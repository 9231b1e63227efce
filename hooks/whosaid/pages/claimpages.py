"""A page for each claim: who says it, who answered it, when, and where it is said.

It is one page for all statements that say the same. An own-voice sentence or an opinion that nobody answered has no
page: its note says all there is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from msgspec import Struct

from ..base.catalogue import said
from ..base.kinds import KINDS
from ..base.publication import Publication
from ..base.vocabulary import ATTRIBUTED_TYPES
from ..ledger.records import Ledger, Statement
from ..site.addresses import stem_of
from ..words.articles import statement_with_standing, title_with_standing
from ..words.selection import Selector
from ..words.tellings import age_of
from .contents import file_name
from .listing import Listing, Part, embed_of


class FamilyPage(Struct, frozen=True):
    """A page about statements that say the same, which the theme does not draw; the first gives it its name."""

    path: str
    family: tuple[Statement, ...]
    ledger: Ledger


class ClaimPage(FamilyPage, frozen=True):
    """The page about a claim. `listing` lists the statements that say the same; None if there is only one."""

    listing: Listing | None

    @property
    def title(self) -> str:
        """The claim's words, with who says it and what became of it."""
        return title_with_standing(self.ledger, self.family[0])


@lru_cache(1)  # asked for by these pages and by those that link to them
def claim_paths(selector: Selector, publication: Publication) -> Mapping[str, str]:
    """The path of each claim's page by the ref of each statement that makes it; none if they are not published."""
    found: dict[str, str] = {}
    folder = f"{publication.folder}/claim"
    for first, family in claim_families(selector.ledger) if "claims" in publication.outputs else ():
        path = f"{folder}/{stem_of(first.page.path)}/{file_name(first.id)}.md"
        for statement in family:
            found[statement.ref] = path
    return found


@lru_cache(1)  # gone through for these pages and for their paths
def claim_families(ledger: Ledger) -> Sequence[tuple[Statement, tuple[Statement, ...]]]:
    """The statements that say the same, and that after which their page is named.

    That is the one of the oldest article, or of one that others name, so that the page stays where it is when a new
    article says it again.
    """
    return [*_found(ledger)]


def _found(ledger: Ledger) -> Iterator[tuple[Statement, tuple[Statement, ...]]]:
    for statement in ledger.all_statements():
        family = ledger.families.get(statement.ref)
        if family is None:
            if _has_page(ledger, statement):
                yield statement, (statement,)
        elif family[0] is statement:
            yield min(family, key=lambda member: age_of(ledger, member)), family


def _has_page(ledger: Ledger, statement: Statement) -> bool:
    """Whether a statement that only one place makes has a page."""
    is_claim = KINDS[statement.kind].family != "response"
    return is_claim and (statement.type in ATTRIBUTED_TYPES or statement.ref in ledger.responses)


def claim_pages(selector: Selector, publication: Publication) -> Iterator[tuple[str, ClaimPage | Part]]:
    """Each page by path."""
    paths = claim_paths(selector, publication)
    ledger = selector.ledger
    for first, family in claim_families(ledger):
        path = paths[first.ref]
        if len(family) == 1:
            yield path, ClaimPage(path, family, ledger, None)
            continue
        members = (first, *(member for member in family if member is not first))
        same = embed_of("statements", filters={"same-as": [first.ref]})
        title = statement_with_standing(ledger, first)
        listing = Listing(path, title, same, len(family), said("Every statement of this site"), publication, "said")
        yield path, ClaimPage(path, members, ledger, listing)
        yield from listing.further()
