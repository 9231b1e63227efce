"""The kinds of statements: claims, opinions and the ways to answer them, and the state of a claim so answered.

To add a kind, add it to `KindId`, a row here and its words in the guide.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, get_args

from msgspec import Struct

from .catalogue import N_

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
    without its full stop: who answered what; its verb depends on nobody's number. `noun` is what such a statement is
    called.
    """

    id: KindId
    label: str
    family: Family
    state: State | NoState = ""
    by: str = ""
    answering: str = ""
    noun: str = ""

    @property
    def rank(self) -> int:
        """How strong an answer is: the lower, the stronger."""
        return STATES.index(self.state) if self.state else -1


_KINDS: Final = (
    Kind("claim", N_("claim"), "claim", noun=N_("claim")),
    Kind("opinion", N_("opinion"), "opinion", noun=N_("opinion")),
    # Translators: of each answer its name, whose it is, who gave it to which statements (“Russia denied 1 and 4”), and
    # what such an answer is called
    Kind(
        "denial",
        N_("denied"),
        "response",
        "disputed",
        N_("denied by {who}"),
        N_("{who} denied {what}"),
        N_("denial"),
    ),
    Kind(
        "non-denial",
        N_("answered without denying"),
        "response",
        "answered",
        N_("answered without denying by {who}"),
        N_("{who} answered {what} without denying"),
        N_("answer that denies nothing"),
    ),
    Kind(
        "counter-claim",
        N_("accuses in return"),
        "response",
        "answered",
        N_("counter-accusation by {who}"),
        N_("{who} answered {what} with an accusation"),
        N_("accusation in return"),
    ),
    Kind(
        "confirmation",
        N_("confirmed"),
        "response",
        "answered",
        N_("confirmed by {who}"),
        N_("{who} confirmed {what}"),
        N_("confirmation"),
    ),
    Kind(
        "admission",
        N_("admitted in part"),
        "response",
        "answered",
        N_("admitted in part by {who}"),
        N_("{who} admitted part of {what}"),
        N_("admission in part"),
    ),
    Kind(
        "no-comment",
        N_("declined to comment"),
        "response",
        "answered",
        N_("declined to comment: {who}"),
        N_("{who} declined to comment on {what}"),
        N_("refusal to comment"),
    ),
    Kind(
        "clarification",
        N_("clarified"),
        "response",
        "answered",
        N_("clarified by {who}"),
        N_("{who} clarified {what}"),
        N_("clarification"),
    ),
    Kind(
        "correction",
        N_("corrected"),
        "response",
        "corrected",
        N_("corrected by {who}"),
        N_("{who} corrected {what}"),
        N_("correction"),
    ),
    Kind(
        "retraction",
        N_("withdrawn"),
        "response",
        "withdrawn",
        N_("withdrawn by {who}"),
        N_("{who} withdrew {what}"),
        N_("retraction"),
    ),
    Kind(
        "reserves",
        N_("will answer later"),
        "response",
        "answer-announced",
        N_("will answer later: {who}"),
        N_("{who} will answer {what} later"),
        N_("announcement of an answer"),
    ),
    Kind(
        "no-reply",
        N_("did not answer by the deadline"),
        "response",
        "asked-no-answer",
        N_("did not answer by the deadline: {who}"),
        N_("{who} did not answer {what} by the deadline"),
        N_("no answer by the deadline"),
    ),
    Kind(
        "unreachable",
        N_("could not be reached"),
        "response",
        "asked-no-answer",
        N_("could not be reached: {who}"),
        N_("{who} could not be reached about {what}"),
        N_("party that could not be reached"),
    ),
    Kind(
        "not-sought",
        N_("not asked"),
        "response",
        "not-asked",
        N_("not asked: {who}"),
        N_("{who} not asked about {what}"),
        N_("party that was not asked"),
    ),
)
UNANSWERED: Final[frozenset[KindId]] = frozenset(("no-reply", "unreachable", "not-sought"))
"""Responses that record the lack of an answer."""
SILENT: Final[frozenset[KindId]] = UNANSWERED | {"no-comment"}
"""Responses by a party that said nothing."""

KINDS: Final[Mapping[str, Kind]] = {row.id: row for row in _KINDS}
assert all(bool(row.by) is bool(row.answering) is (row.family == "response") and row.noun for row in _KINDS)
KIND_WORDS: Final = "|".join(KINDS)
"""The kinds as alternatives in a pattern."""
