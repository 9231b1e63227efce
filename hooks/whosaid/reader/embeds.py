"""Embeds: a link in a paragraph of its own, whose title says what of the ledger is to be drawn above it.

    [Every statement, in one table](ledger.md "show articles")

`show 6 articles` draws no more than six. In any other viewer it is a link to where there is more.
"""

from __future__ import annotations

import re
from typing import Final

from ..model import Embed, Slip
from ..vocabulary import EMBEDS

_SHOW: Final = re.compile(r"show (?:(?P<most>[1-9]\d{0,5}) )?(?P<what>.+)")


def read_embed(title: str, at: int = 0) -> Embed | Slip | None:
    """What the title at offset `at` asks for; the slip if that is nothing known, None if it does not ask."""
    match = _SHOW.fullmatch(" ".join(title.split()))
    if match is None:
        return None
    if match["what"] not in EMBEDS:
        return Slip("unknown-embed", at, match["what"], tuple(EMBEDS))
    return Embed(match["what"], int(match["most"] or 0), at)
