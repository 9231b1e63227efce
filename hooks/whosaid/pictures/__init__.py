"""A claim as a picture: its words, who says it and who denies it, for other sites to show beside a link.

    cardwords   a claim -> what stands on its card, as text
    cards.typ   how a card is laid out, for Typst
    cardfonts   the fonts of a site, and which letters none of them has
    typeset     cards -> pictures, many at a time

Whoever sees the picture sees no page. So it never shows the claim without its source and the answers to it: if they are
long, the letters become smaller, and it is the claim's own words that are cut.
"""

from __future__ import annotations

from typing import Final

from ..ledger.records import Statement
from ..pages.contents import file_name
from ..site.addresses import stem_of

INSTALL: Final = "pip install 'whosaid[pictures]'"
"""How to get the packages that draw."""


def picture_path(claim: Statement) -> str:
    """The path of a claim's picture on the site."""
    return f"picture/{stem_of(claim.page.path)}/{file_name(claim.id)}.png"
