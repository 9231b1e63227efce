"""The vocabulary, as closed lists: kinds, source types, options and their terms.

The terms come from the sourcing policies of AP, Reuters, BBC and NYT, from CWA 17493 (Journalism
Trust Initiative) and PARC 3.0. To add a kind, an option or a term, add a row here and its words in the guide.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, Literal, get_args

from msgspec import Struct

from .catalogue import N_

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

Family = Literal["claim", "opinion", "response"]

State = Literal[
    "withdrawn",
    "corrected",
    "disputed",
    "answered",
    "answer-announced",
    "asked-no-answer",
    "not-asked",
    "no-answer-recorded",
]
"""What became of a claim; the words that readers see are in `labels`."""
STATES: Final[tuple[State, ...]] = get_args(State)
"""All states, the strongest answer first."""
NoState = Literal[""]
"""The state of a statement that nobody has answered and that accuses nobody: readers are shown nothing."""


KindId = Literal[
    "claim",
    "opinion",
    "denial",
    "non-denial",
    "counter-claim",
    "confirmation",
    "admission",
    "no-comment",
    "clarification",
    "correction",
    "retraction",
    "reserves",
    "no-reply",
    "unreachable",
    "not-sought",
]


class Kind(Struct, frozen=True):
    """A kind of statement. `state` is the state of a claim answered so; empty for kinds that are not answers.

    `label` stands inside a sentence, and so does `by`, which says of a response whose it is. `answering` is a sentence
    without its full stop: who answered what; its verb depends on nobody's number.
    """

    id: KindId
    label: str
    family: Family
    state: State | NoState = ""
    by: str = ""
    answering: str = ""

    @property
    def rank(self) -> int:
        """How strong an answer is: the lower, the stronger."""
        return STATES.index(self.state) if self.state else -1


_KINDS: Final = (
    Kind("claim", N_("claim"), "claim"),
    Kind("opinion", N_("opinion"), "opinion"),
    # Translators: of each answer its name, whose it is, and who gave it to which statements (“Russia denied 1 and 4”)
    Kind("denial", N_("denied"), "response", "disputed", N_("denied by {who}"), N_("{who} denied {what}")),
    Kind(
        "non-denial",
        N_("answered without denying"),
        "response",
        "answered",
        N_("answered without denying by {who}"),
        N_("{who} answered {what} without denying"),
    ),
    Kind(
        "counter-claim",
        N_("accuses in return"),
        "response",
        "answered",
        N_("counter-accusation by {who}"),
        N_("{who} answered {what} with an accusation"),
    ),
    Kind(
        "confirmation",
        N_("confirmed"),
        "response",
        "answered",
        N_("confirmed by {who}"),
        N_("{who} confirmed {what}"),
    ),
    Kind(
        "admission",
        N_("admitted in part"),
        "response",
        "answered",
        N_("admitted in part by {who}"),
        N_("{who} admitted part of {what}"),
    ),
    Kind(
        "no-comment",
        N_("declined to comment"),
        "response",
        "answered",
        N_("declined to comment: {who}"),
        N_("{who} declined to comment on {what}"),
    ),
    Kind(
        "clarification",
        N_("clarified"),
        "response",
        "answered",
        N_("clarified by {who}"),
        N_("{who} clarified {what}"),
    ),
    Kind(
        "correction",
        N_("corrected"),
        "response",
        "corrected",
        N_("corrected by {who}"),
        N_("{who} corrected {what}"),
    ),
    Kind(
        "retraction",
        N_("withdrawn"),
        "response",
        "withdrawn",
        N_("withdrawn by {who}"),
        N_("{who} withdrew {what}"),
    ),
    Kind(
        "reserves",
        N_("will answer later"),
        "response",
        "answer-announced",
        N_("will answer later: {who}"),
        N_("{who} will answer {what} later"),
    ),
    Kind(
        "no-reply",
        N_("did not answer by the deadline"),
        "response",
        "asked-no-answer",
        N_("did not answer by the deadline: {who}"),
        N_("{who} did not answer {what} by the deadline"),
    ),
    Kind(
        "unreachable",
        N_("could not be reached"),
        "response",
        "asked-no-answer",
        N_("could not be reached: {who}"),
        N_("{who} could not be reached about {what}"),
    ),
    Kind(
        "not-sought",
        N_("not asked"),
        "response",
        "not-asked",
        N_("not asked: {who}"),
        N_("{who} not asked about {what}"),
    ),
)
UNANSWERED: Final[frozenset[KindId]] = frozenset(("no-reply", "unreachable", "not-sought"))
"""Responses that record the lack of an answer."""
SILENT: Final[frozenset[KindId]] = UNANSWERED | {"no-comment"}
"""Responses by a party that said nothing."""

KINDS: Final[Mapping[str, Kind]] = {row.id: row for row in _KINDS}
assert all(bool(row.by) is bool(row.answering) is (row.family == "response") for row in _KINDS)

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
SHOWN_OPTIONS: Final = tuple(row for row in _OPTIONS if row.label)
"""The options that readers see as written, in this order."""
NOBODY: Final = "none"
"""The value of `of:` in a denial of what nobody on the page claims; so no statement can have this id."""
OWN_OUTLET: Final = "outlet"
"""The value of `translated-by:` for the article's own outlet; so no source can have this id."""
PLACES: Final[frozenset[OptionName]] = frozenset(("via", "where", "url", "archive-url"))
"""The options that say where something was said or how it came, so that readers can look it up."""

LIST_VALUES: Final = frozenset({"source", "via", "statement", "terms"})
"""Value kinds written as a comma-separated list."""

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

SHORT_FORM_ORDER: Final[Mapping[str, OptionName]] = {"of": "of", "by": "source", "via": "via", "within": "within"}
"""The words of the short form, in order, and the option for each."""

LONGEST_TEXT: Final = 12_000
"""Maximum length, in characters, of a name, a title or another free text."""

KIND_WORDS: Final = "|".join(KINDS)
CUE_WORDS: Final = "|".join(SHORT_FORM_ORDER)
"""The kinds, and the words of the short form, as alternatives in a pattern."""

ID: Final = re.compile(r"[a-z0-9-]+")


NEIGHBOUR_BLOCKS: Final = frozenset(
    "admonition attention caution danger error hint note tip warning important details tab html definition "
    "caption figure-caption table-caption new abstract info success question failure bug example quote".split()
)
"""Blocks of pymdown-extensions (13) and Material, which use the same `///` fence and are left alone."""


def id_like(text: str) -> str:
    """A text turned into an id: `Town Council` into `town-council`."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
