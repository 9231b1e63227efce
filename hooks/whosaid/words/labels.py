"""The labels of the vocabulary's terms, in the current language.

Most are used both inside a sentence and alone, and are declared as inside a sentence.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ..base.catalogue import N_, said
from ..base.kinds import KINDS, KindId, NoState, State
from ..base.options import TIES, StatementOption
from ..base.vocabulary import ROUTES, SOURCE_TYPES, RouteKind
from .sentences import capital

_RELATIONS: Final[Mapping[StatementOption, tuple[str, str]]] = {
    # Translators: one statement and, listed below, those that it narrows; then seen from there; so with the next ones
    "refines": (N_("Narrows"), N_("Narrowed by")),
    "supports": (N_("Supports"), N_("Supported by")),
    "contradicts": (N_("Contradicts"), N_("Contradicted by")),
    "basis-for": (N_("Is the basis for"), N_("Based on")),
    "same-as": (N_("Says the same as"), N_("Says the same as")),
    "restates": (N_("Repeats"), N_("Repeated by")),
    "within": (N_("Said within"), N_("Contains")),
}
"""As seen from the statement that names the other, and from the other."""
assert _RELATIONS.keys() == {*TIES, "within"}

_STATES: Final[Mapping[State | NoState, str]] = {
    # Translators: what has become of a claim
    "withdrawn": N_("withdrawn"),
    "corrected": N_("corrected"),
    "disputed": N_("disputed"),
    "answered": N_("answered"),
    "answer-announced": N_("answer announced"),
    "asked-no-answer": N_("asked, no answer"),
    "not-asked": N_("not asked"),
    "no-answer-recorded": N_("no answer recorded"),
    "": "",
}


def kind_inside(kind: KindId) -> str:
    """The kind of a statement, inside a sentence: `denied`."""
    return said(KINDS[kind].label)


def kind_label(kind: KindId) -> str:
    """The same alone: `Denied`."""
    return capital(kind_inside(kind))


def kind_noun(kind: KindId) -> str:
    """What a statement of a kind is called: `Denial`."""
    return capital(said(KINDS[kind].noun))


def response_inside(kind: KindId, who: str) -> str:
    """The answer of parties with these names: `denied by Russia, the Taliban`, `not asked: Russia`."""
    return said(KINDS[kind].by, who=who)


def state_inside(state: State | NoState) -> str:
    """The state of a claim, inside a sentence; empty if none is shown."""
    return said(_STATES[state])


def state_label(state: State | NoState) -> str:
    """The same alone: `Disputed`."""
    return capital(state_inside(state))


def type_inside(type_: str) -> str:
    """The type of a source or a statement, inside a sentence: `named person`."""
    return said(SOURCE_TYPES[type_].label) if type_ in SOURCE_TYPES else said("no source type")


def type_label(type_: str) -> str:
    """The same alone: `Named person`."""
    return capital(type_inside(type_))


def route_inside(route: RouteKind) -> str:
    """How a statement reached the article, inside a sentence: `in public`."""
    return said(ROUTES[route])


def route_label(route: RouteKind) -> str:
    """The same alone: `In public`."""
    return capital(route_inside(route))


def relation_labels(option: StatementOption) -> tuple[str, str]:
    """The label of a relation, and its label as seen from the other statement."""
    here, there = _RELATIONS[option]
    return said(here), said(there)


def quote_inside(quote: str) -> str:
    """Whose words they are; empty if not recorded."""
    match quote:
        case "direct":
            return said("the source’s own words")
        case "partial":
            return said("partly the source’s own words")
        case "paraphrase":
            return said("put in the article’s words")
        case _:
            return ""


def scope_inside(scope: str) -> str:
    """How far a response goes; empty if not recorded."""
    match scope:
        case "general":
            # Translators: how far a denial goes, as the two that follow
            return said("all of it, in general terms")
        case "specific":
            return said("particular points")
        case "partial":
            return said("part of it")
        case _:
            return ""


def terms_inside(terms: str) -> str:
    """The terms the source spoke on; empty if not recorded."""
    match terms:
        case "on-record":
            # Translators: terms between a reporter and a source, as the two that follow
            return said("on the record")
        case "background":
            return said("on background")
        case "not-for-attribution":
            return said("not for attribution")
        case "unknown":
            return said("not known")
        case _:
            return ""
