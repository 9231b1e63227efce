"""The vocabulary, as closed lists: source types, routes and what else has a name; kinds and options have their own.

The terms come from the sourcing policies of AP, Reuters, BBC and NYT, from CWA 17493 (Journalism
Trust Initiative) and PARC 3.0. To add a term, add a row here and its words in the guide.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, Literal

from msgspec import Struct

from .catalogue import N_
from .patterns import pattern

Group = Literal["A", "B", "C", "D"]
SourceTypeId = Literal[
    "witness", "document", "person", "institution", "unnamed", "outlet", "vague", "own-voice", "opinion"
]


class SourceType(Struct, frozen=True):
    """One answer to "who stands behind it?"; `group` decides how it is displayed, `label` stands inside a sentence."""

    id: SourceTypeId
    label: str
    meaning: str
    group: Group


_TYPES: Final = (
    SourceType("witness", N_("seen first-hand"), N_("The article’s own reporter saw, heard or recorded it."), "A"),
    SourceType("document", N_("document or data"), N_("A record that can be inspected: a law, a filing, data."), "A"),
    SourceType("person", N_("named person"), N_("A named human being, speaking for themselves or a body."), "A"),
    SourceType("institution", N_("organisation"), N_("A named body, with no named person speaking for it."), "A"),
    SourceType("unnamed", N_("unnamed source"), N_("Real people whom the reporter describes but does not name."), "B"),
    SourceType("outlet", N_("another outlet’s report"), N_("Another publication is as far back as this goes."), "C"),
    SourceType("vague", N_("nobody identifiable"), N_("It sounds attributed, but to no one in particular."), "D"),
    SourceType("own-voice", N_("article’s own voice"), N_("Stated as fact, with no source given."), "D"),
    SourceType("opinion", N_("author’s opinion"), N_("A judgement, advice, hope or prediction by the author."), "D"),
)
SOURCE_TYPES: Final[Mapping[str, SourceType]] = {row.id: row for row in _TYPES}
"""By id, the most accountable first. The order says how far a reader can hold someone to it, not how true it is."""

ATTRIBUTED_TYPES: Final[frozenset[SourceTypeId]] = frozenset(
    {"witness", "document", "person", "institution", "unnamed", "outlet"}
)
"""The types in which somebody other than the author stands behind the words."""

NAMED_TYPES: Final = ATTRIBUTED_TYPES - {"unnamed"}
"""The types whose sources may be known by name."""

AUTHOR_TYPES: Final[frozenset[SourceTypeId]] = frozenset({"own-voice", "opinion"})
"""The types in which only the author speaks."""


class BuiltInSource(Struct, frozen=True):
    """A source that every site has; it has no entry in sources.yml."""

    id: str
    name: str
    type: SourceTypeId


BUILT_IN_SOURCES: Final = (
    BuiltInSource("own-voice", N_("The article itself, with no source given"), "own-voice"),
    BuiltInSource("vague", N_("Nobody identifiable"), "vague"),
)

Severity = Literal["error", "warning", "info"]
"""The severity of a finding: an error stops every build, a warning a strict one, an info none."""

RouteKind = Literal["direct", "public", "second-hand", "third-hand", "hearsay", "unstated", "none"]
ROUTES: Final[Mapping[RouteKind, str]] = {
    "direct": N_("said or shown to this article"),
    "public": N_("in public"),
    "second-hand": N_("second-hand, through one outlet or record"),
    "third-hand": N_("third-hand, through several outlets or records"),
    "hearsay": N_("hearsay, through people who were told of it"),
    "unstated": N_("not stated"),
    "none": N_("no source, so no route"),
}
"""How a statement can have reached the article, the shortest route first, and what readers see."""

INDIRECT: Final[tuple[RouteKind, ...]] = ("second-hand", "third-hand", "hearsay")
"""The routes through others."""

DIRECT_ROUTES: Final = {
    "direct": "Said or shown to this article",
    "public": "Public: anyone can see it",
}
"""What `via:` may say instead of naming an outlet or a person."""

LONGEST_TEXT: Final = 12_000
"""Maximum length, in characters, of a name, a title or another free text."""

ID: Final = pattern(r"[a-z0-9-]+")


NEIGHBOUR_BLOCKS: Final = frozenset(
    "admonition attention caution danger error hint note tip warning important details tab html definition "
    "caption figure-caption table-caption new abstract info success question failure bug example quote".split()
)
"""Blocks of pymdown-extensions (13) and Material, which use the same `///` fence and are left alone."""


def id_like(text: str) -> str:
    """A text turned into an id: `Town Council` into `town-council`."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
