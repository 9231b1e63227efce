"""A page for each claim that several articles tell: how each of them does, side by side."""

from __future__ import annotations

from collections.abc import Iterator

from ..base.catalogue import said
from ..base.publication import Publication
from ..words.articles import title_with_standing
from ..words.selection import Selector
from ..words.tellings import is_told_elsewhere
from .claimpages import FamilyPage, claim_families, claim_paths


class ComparisonPage(FamilyPage, frozen=True):
    """The page that compares the articles that tell a claim."""

    @property
    def title(self) -> str:
        """The claim's words, with who says it and what became of it."""
        return said("Side by side: {claim}", claim=title_with_standing(self.ledger, self.family[0]))


def comparison_pages(selector: Selector, publication: Publication) -> Iterator[tuple[str, ComparisonPage]]:
    """Each page by path."""
    paths = claim_paths(selector, publication)
    for first, family in claim_families(selector.ledger):
        if len(family) > 1 and is_told_elsewhere(selector.ledger, first):
            path = comparison_path(paths[first.ref], publication.folder)
            members = (first, *(member for member in family if member is not first))
            yield path, ComparisonPage(path, members, selector.ledger)


def comparison_path(claim: str, folder: str) -> str:
    """The path of this page, beside that of the page about the claim; `folder` is the ledger's."""
    return f"{folder}/compare/{claim.removeprefix(f'{folder}/claim/')}"
