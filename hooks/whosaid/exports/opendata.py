"""The shape of the open data, declared once for `data/claims.json`, the JSON of articles, the tables and the schema.

Every key is always present; what is not recorded is an empty string or an empty list. Dates are as exact as known, or
the word `unknown`. `ref` identifies a statement across the site; `id` and `declared-in` together identify a source.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal, get_args

from msgspec import Meta, Struct, defstruct, field

from ..base.catalogue import ENGLISH, in_language
from ..base.kinds import KINDS, STATES, NoState, State
from ..base.options import CERTAINTY, OPTIONS, SHOWN_OPTIONS
from ..base.sourcefields import DATA_FIELDS, SourceField
from ..base.vocabulary import ROUTES, SOURCE_TYPES, Group
from ..ledger.records import MOST_SHARED
from ..words.labels import state_label

VERSION: Final = 2  # increased if a field changes its meaning or is removed, not for new fields


def _state_names() -> dict[State | NoState, str]:
    with in_language(ENGLISH):
        return {state: state_label(state) for state in STATES}


STATE_NAMES: Final = _state_names()
"""The names of the states in data, independent of the site's language."""


def _is(description: str, *values: Iterable[str], or_empty: bool = False) -> Meta:
    """The meaning of a field, and its values if the list of them is closed."""
    words = [word for group in values for word in group]
    extra: dict[str, Any] | None = {"enum": [*words, *([""] if or_empty else [])]} if words else None
    return Meta(description=description, extra_json_schema=extra)


Count = Annotated[int, Meta(ge=0)]


class SpeakerShape(Struct, rename="kebab", kw_only=True):
    """A source where it is named. Of an unnamed one there is the description and the reason, never a name."""

    id: Annotated[str, _is("its id; empty for the author of the article")]
    declared_in: Annotated[str, _is("the page that declares it; empty if it is one of the whole site")]
    type: Annotated[str, _is("who stands behind it", SOURCE_TYPES)]
    label: Annotated[str, _is("its name, or how the reporter describes it")]
    reason: Annotated[str, _is("why an unnamed source is not named; `not-stated` is an answer")]


class StepShape(SpeakerShape, rename="kebab", kw_only=True):
    """An outlet, a record, a person or a group that a statement came through."""

    implied: Annotated[bool, _is("whether the editor infers it")]


class RouteShape(Struct, rename="kebab", kw_only=True):
    """How a statement reached the article."""

    kind: Annotated[str, _is("how far away it came from", ROUTES)]
    through: Annotated[list[StepShape], _is("whom it came through, nearest first: outlets, records, people")]
    in_words: Annotated[str, _is("the same as a reader is told it")]


class AnswerShape(Struct, rename="kebab", kw_only=True):
    """An answer to a statement. It is a statement itself, with the same `ref`."""

    ref: Annotated[str, _is("the answer's own name across the site")]
    address: Annotated[str, _is("where it stands")]
    kind: Annotated[str, _is("what the answer is", KINDS)]
    given_to_this: Annotated[bool, _is("false if it was given to another statement that says the same")]
    sources: Annotated[list[SpeakerShape], _is("who answers; for a party that said nothing, who was concerned")]
    date: Annotated[str, _is("when it was given")]
    where: Annotated[str, _is("where it was given")]
    scope: Annotated[str, _is("how far it goes", OPTIONS["scope"].terms, or_empty=True)]
    asked: Annotated[str, _is("when the party was asked")]
    in_words: Annotated[str, _is("the same in sentences; says what is not known")]


class _StatementHead(Struct, rename="kebab", kw_only=True):
    ref: Annotated[str, _is("its name across the site: `page.md#id`")]
    page: Annotated[str, _is("the file of its article")]
    id: Annotated[str, _is("its name on the page; it never changes")]
    number: Annotated[int, Meta(ge=1, description="its number on the page, from 1; it changes with the text")]
    address: Annotated[str, _is("where it stands; relative to the site's root where `root` is empty")]
    kind: Annotated[str, _is("what it is", KINDS)]
    words: Annotated[str, _is("its words in the article, without Markdown; parts are joined by an ellipsis")]
    title: Annotated[str, _is("the claim in short, as the editor puts it")]
    type: Annotated[str, _is("the most accountable type among its sources", SOURCE_TYPES)]
    group: Annotated[str, _is("how it is drawn", get_args(Group))]
    attribution: Annotated[str, _is("who stands behind it, through whom, and the text's words of doubt, in words")]
    sources: Annotated[list[SpeakerShape], _is("who stands behind it")]
    route: Annotated[RouteShape, _is("how it reached the article")]
    where: Annotated[str, _is("where it was said or published")]
    date: Annotated[str, _is("when it was said")]
    certainty: Annotated[
        list[Annotated[str, _is("a hedge", CERTAINTY)]], _is("the words of doubt that the text itself uses")
    ]
    terms: Annotated[str, _is("the terms the source spoke on", OPTIONS["terms"].terms, or_empty=True)]
    quote: Annotated[str, _is("whose words they are", OPTIONS["quote"].terms, or_empty=True)]
    scope: Annotated[str, _is("how far a response goes", OPTIONS["scope"].terms, or_empty=True)]
    asked: Annotated[str, _is("when the party was asked")]
    about: Annotated[list[SpeakerShape], _is("whom it accuses")]
    of: Annotated[list[str], _is("the statements that a response answers")]
    restates: Annotated[list[str], _is("the statements that a response repeats")]


if TYPE_CHECKING:
    _WithOptions = _StatementHead
else:
    _WithOptions = defstruct(
        "_WithOptions",
        [(row.attribute, Annotated[str, _is(row.meaning)]) for row in SHOWN_OPTIONS],
        bases=(_StatementHead,),
        rename="kebab",
        kw_only=True,
    )


class StatementShape(_WithOptions, rename="kebab", kw_only=True):
    """A claim, an opinion or a response (every other kind)."""

    within: Annotated[list[str], _is("the statement whose words it is a part of")]
    refines: Annotated[list[str], _is("the statements that it narrows")]
    supports: Annotated[list[str], _is("the statements that it supports")]
    contradicts: Annotated[list[str], _is("the statements that it contradicts")]
    basis_for: Annotated[list[str], _is("the statements that rest on it")]
    same_as: Annotated[list[str], _is("the statements that the editor says are the same")]
    family: Annotated[str, _is("the first of all statements that say the same; empty if there is only this one")]
    state: Annotated[
        str, _is("what a reader sees of it, the strongest answer first", STATE_NAMES.values(), or_empty=True)
    ]
    answers: Annotated[
        list[AnswerShape],
        _is(f"what was answered to it; of the answers to statements that say the same, {MOST_SHARED} at most"),
    ]
    more_answers: Annotated[Count, _is("how many more answers statements got that say the same")]
    note: Annotated[str, _is("the editor's note, in Markdown; links are relative to the page")]
    url: Annotated[str, _is("the address of what was said")]
    archive_url: Annotated[str, _is("the address of an archived copy")]


class _SourceHead(Struct, rename="kebab", kw_only=True):
    id: Annotated[str, _is("its id; empty for the author of an article")]
    declared_in: Annotated[str, _is("the page that declares it; empty if it is one of the whole site")]
    type: Annotated[str, _is("who it is", SOURCE_TYPES)]
    label: Annotated[str, _is("its name, or how the reporter describes it")]


def _of_source(row: SourceField) -> Any:
    """The type of a field of a source, as declared."""
    if row.value == "yes-no":
        return Annotated[str, _is(row.meaning, ("yes", "no"), or_empty=True)]
    if row.value == "sources":
        return Annotated[list[str], _is(row.meaning)]
    return Annotated[str, _is(row.meaning)]


if TYPE_CHECKING:
    _WithFields = _SourceHead
else:
    _WithFields = defstruct(
        "_WithFields",
        [(row.attribute, _of_source(row)) for row in DATA_FIELDS],
        bases=(_SourceHead,),
        rename={row.attribute: row.name for row in DATA_FIELDS},
        kw_only=True,
    )


class SourceShape(_WithFields, rename="kebab", kw_only=True):
    """A source, whether or not anything is attributed to it. What does not apply is empty."""

    statements: Annotated[Count, _is("how many statements of this file it stands behind")]
    carried: Annotated[Count, _is("how many statements of this file came through it")]


class TotalsShape(Struct, rename="kebab", kw_only=True):
    """How many there are in this file. Counts, never a score."""

    articles: Count
    statements: Count
    sources: Count
    by_kind: Annotated[dict[str, Count], _is("statements of each kind")]
    by_type: Annotated[dict[str, Count], _is("statements with each type of source")]
    by_route: Annotated[dict[str, Count], _is("statements that came by each route")]
    by_state: Annotated[dict[str, Count], _is("statements in each state; not every statement has one")]


class ArticleShape(Struct, rename="kebab", kw_only=True):
    """A page with statements. Its title may be an allegation: `standing` belongs with it."""

    page: Annotated[str, _is("its file, relative to the site's folder of Markdown")]
    address: Annotated[str, _is("where it is; relative to the site's root where `root` is empty")]
    data: Annotated[str, _is("where its own JSON is")]
    title: str
    standing: Annotated[str, _is("who stands behind the headline and what was answered, in sentences")]
    description: str
    author: str
    outlet: Annotated[str, _is("where the article first appeared")]
    published: str
    updated: str
    url: Annotated[str, _is("where the article first appeared on the web")]
    archive_url: Annotated[str, _is("an archived copy of that")]
    licence: str
    language: str
    genre: Annotated[str, _is("what the article is", ("news", "analysis", "opinion"), or_empty=True)]
    main: Annotated[str, _is("the id of its main claim")]
    embargo: Annotated[str, _is("when it could first be published")]
    statements: Count


class HeadShape(Struct, rename="kebab", kw_only=True):
    """What stands before the lists."""

    schema: Annotated[str, _is("where the schema of this file is, relative to this file")] = field(name="$schema")
    version: Annotated[Literal[2], _is("changes when a field changes its meaning or goes")]
    root: Annotated[str, _is("the address of the site; empty if the site does not know it")]
    totals: TotalsShape


class DataShape(HeadShape, rename="kebab", kw_only=True):
    """Statements with their sources and articles: those of a whole site, or those of one article."""

    sources: list[SourceShape]
    articles: list[ArticleShape]
    statements: list[StatementShape]
