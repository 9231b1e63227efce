"""The options of a statement, `name: value`, and the terms that they take.

To add an option, add it to `OptionName`, a row here and its words in the guide.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, get_args

from msgspec import Struct

from .catalogue import N_
from .kinds import Family
from .vocabulary import BUILT_IN_SOURCES, DIRECT_ROUTES

ValueKind = Literal[
    "id", "text", "date", "moment", "url", "source", "speaker", "via", "statement", "language", "term", "terms"
]


RelationName = Literal["refines", "supports", "contradicts", "basis-for", "same-as"]
StatementOption = Literal["of", "restates", "within"] | RelationName
"""The options that name other statements."""
OptionName = (
    Literal[
        "id",
        "source",
        "via",
        "where",
        "date",
        "certainty",
        "terms",
        "scope",
        "asked",
        "quote",
        "about",
        "url",
        "archive-url",
        "alone",
        "denies",
        "at",
        "period",
        "translated-from",
        "translated-by",
        "deleted",
        "embargo",
    ]
    | StatementOption
)


class Option(Struct, frozen=True):
    """One `name: value` line of a block: its kind of value, and the families of statements that may have it.

    `label` is what readers see before the value, for options that are shown as written; so is `meaning`.
    """

    name: OptionName
    value: ValueKind
    families: tuple[Family, ...]
    terms: tuple[str, ...] = ()
    label: str = ""
    meaning: str = ""

    @property
    def attribute(self) -> str:
        """Its name in Python."""
        return self.name.replace("-", "_")


_CLAIMS: Final[tuple[Family, ...]] = ("claim", "opinion")
_RESPONSES: Final[tuple[Family, ...]] = ("response",)
_ALL: Final[tuple[Family, ...]] = ("claim", "opinion", "response")
CERTAINTY: Final = (
    # Translators: words of doubt, from here to “hoped”
    N_("alleged"),
    N_("believed"),
    N_("possible"),
    N_("partial"),
    N_("conditional"),
    N_("unknown"),
    N_("unverified"),
    N_("reported"),
    N_("expected"),
    N_("hoped"),
)
RELATIONS: Final[tuple[RelationName, ...]] = get_args(RelationName)
TIES: Final[tuple[StatementOption, ...]] = ("restates", *RELATIONS)
"""The options that relate a statement to others without answering them."""
_OPTIONS: Final = (
    Option("id", "id", _ALL),
    Option("of", "statement", _RESPONSES),
    Option("source", "source", _ALL),
    Option("via", "via", _ALL),
    Option("where", "text", _ALL),
    Option("date", "date", _ALL),
    Option("certainty", "terms", _CLAIMS, CERTAINTY),
    Option("terms", "term", _CLAIMS, ("on-record", "background", "not-for-attribution", "unknown")),
    Option("scope", "term", _RESPONSES, ("general", "specific", "partial")),
    Option("asked", "date", _RESPONSES),
    Option("quote", "term", _ALL, ("direct", "partial", "paraphrase")),
    Option("about", "source", _CLAIMS),
    Option("url", "url", _ALL),
    Option("archive-url", "url", _ALL),
    Option("restates", "statement", _RESPONSES),
    Option("alone", "term", _ALL, ("yes",)),  # it has a title, and is meant to have no mark
    Option(
        "denies", "text", _RESPONSES, label=N_("What it denies"), meaning="what a denial denies, if nobody claims it"
    ),
    Option("at", "text", _ALL, label=N_("Where in it"), meaning="the page, paragraph, docket number or time code"),
    Option("period", "text", _ALL, label=N_("Time it covers"), meaning="what time a figure covers"),
    Option(
        "translated-from",
        "language",
        _ALL,
        label=N_("Translated from"),
        meaning="the language it was said in, if another",
    ),
    Option("translated-by", "speaker", _ALL, label=N_("Translated by"), meaning="whose translation it is"),
    Option("deleted", "date", _ALL, label=N_("Deleted where it stood"), meaning="when it was deleted where it stood"),
    Option("embargo", "moment", _ALL, label=N_("Under embargo until"), meaning="when it could first be published"),
    Option("within", "statement", _ALL),  # its words are part of another statement’s words
    *(Option(name, "statement", _ALL) for name in RELATIONS),
)
OPTIONS: Final[Mapping[str, Option]] = {row.name: row for row in _OPTIONS}
STATEMENT_OPTIONS: Final = frozenset(row.name for row in _OPTIONS if row.value == "statement")
"""The options that name other statements."""
SHOWN_OPTIONS: Final = tuple(row for row in _OPTIONS if row.label)
"""The options that readers see as written, in this order."""
NOBODY: Final = "none"
"""The value of `of:` in a denial of what nobody on the page claims; so no statement can have this id."""
OWN_OUTLET: Final = "outlet"
"""The value of `translated-by:` for the article's own outlet; so no source can have this id."""
RESERVED_SOURCES: Final = frozenset((*(source.id for source in BUILT_IN_SOURCES), *DIRECT_ROUTES, OWN_OUTLET))
"""Ids that no source can be declared with."""
PLACES: Final[frozenset[OptionName]] = frozenset(("via", "where", "url", "archive-url"))
"""The options that say where something was said or how it came, so that readers can look it up."""

LIST_VALUES: Final = frozenset({"source", "via", "statement", "terms"})
"""Value kinds written as a comma-separated list."""

SHORT_FORM_ORDER: Final[Mapping[str, OptionName]] = {"of": "of", "by": "source", "via": "via", "within": "within"}
"""The words of the short form, in order, and the option for each."""
CUE_WORDS: Final = "|".join(SHORT_FORM_ORDER)
"""The same as alternatives in a pattern."""
