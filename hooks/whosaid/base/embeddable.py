"""What a link's title can ask to show: `show claims by date with type: unnamed`. To add something, add a row here."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from .kinds import KINDS, STATES
from .options import CERTAINTY
from .vocabulary import ROUTES, SOURCE_TYPES


class Embeddable(Struct, frozen=True):
    """Something a link's title can ask to show, with its FILTERS and ORDERS; `inline`: inside a sentence.

    `parts`: whether it is a list that can be shown in parts, such as the first ten.
    """

    id: str
    meaning: str
    filters: tuple[str, ...] = ()
    orders: tuple[str, ...] = ()
    inline: bool = False
    parts: bool = True


class Filter(Struct, frozen=True):
    """One `key: value` of an embed. `terms` are the possible values, unless they are names from the ledger."""

    id: str
    meaning: str
    terms: tuple[str, ...] = ()


_FILTERS: Final = (
    Filter("kind", "what a statement is: `claim`, `opinion`, `denial` …", tuple(KINDS)),
    Filter("type", "who stands behind it: a source type", tuple(SOURCE_TYPES)),
    Filter("route", "how it reached the article", tuple(ROUTES)),
    Filter("state", "what became of a claim", STATES),
    Filter("certainty", "a word of doubt the text uses", CERTAINTY),
    Filter("source", "who says it: a source’s id; `page.md#id` where only that page declares it"),
    Filter("via", "the outlet, the record or the people it has come through, as `source`"),
    Filter("about", "whom it accuses, as `source`"),
    Filter("article", "the page it is on, as a link would name it"),
    Filter("same-as", "what it says again, or what says it again: `id` or `page.md#id`"),
)
FILTERS: Final = {row.id: row for row in _FILTERS}
"""The filters of embeds; several values of one filter are alternatives, several filters must all match."""
SOURCE_FILTERS: Final = ("source", "via", "about")
"""Those that name sources."""

ORDERS: Final = {
    "article": "article by article, in the order of the text",
    "date": "by the date given, the earliest first",
    "type": "by source type, the most accountable first",
    "route": "by route, the shortest first",
    "state": "by what became of them, the strongest answer first",
}
"""How an embed can be sorted."""

_ANY: Final = tuple(FILTERS)
_EMBEDS: Final = (
    Embeddable("articles", "a card for each article, the newest first"),
    *(
        Embeddable(id_, f"a table of {id_}", _ANY, tuple(ORDERS))
        for id_ in ("statements", "claims", "opinions", "answers")
    ),
    Embeddable("timeline", "statements and the answers to them, by date", _ANY),
    Embeddable(
        "claim map", "an article’s claims, each with its sources and its answers beside it", ("article",), parts=False
    ),
    Embeddable("source mix", "who stands behind statements, as a sentence, a bar and two tables", _ANY, parts=False),
    Embeddable("sources", "a table of everyone who is quoted", ("type",)),
    Embeddable("outlets", "a table of the outlets that statements have come through"),
    *(
        Embeddable(f"number of {id_}", f"how many {id_} there are, inside a sentence", _ANY, inline=True, parts=False)
        for id_ in ("statements", "claims", "opinions", "answers")
    ),
    Embeddable("number of articles", "how many articles there are, inside a sentence", inline=True, parts=False),
)
EMBEDS: Final = {row.id: row for row in _EMBEDS}
"""What a link's title can ask to show, after the word `show`."""
