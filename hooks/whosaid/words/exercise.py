"""The exercise “Who said it?”: what readers choose from for each statement of an article, and what is recorded.

A statement of several sources is that of all of them together, which is one choice. No choice gives anything away: the
names are in the order of the alphabet, and the article itself, nobody and its author are always among the choices.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from msgspec import Struct

from ..base.kinds import KINDS, KindId
from ..ledger.records import AUTHOR, BUILT_IN, Statement
from .alphabetical import in_order
from .labels import kind_noun
from .sentences import capital
from .wording import names

_ALWAYS: Final[tuple[KindId, ...]] = ("claim", "opinion", "denial")
"""The kinds that are choices in every article."""


class Recorded(Struct, frozen=True, array_like=True):
    """A statement by its id: who says it, and what it is, as numbers of choices."""

    id: str
    who: int
    kind: int


class Exercise(Struct, frozen=True):
    """The choices in their order, and what is recorded of each statement, in the order of their numbers."""

    voices: tuple[str, ...]
    kinds: tuple[str, ...]
    recorded: tuple[Recorded, ...]


def exercise_of(statements: Iterable[Statement]) -> Exercise:
    """The exercise for the statements of an article."""
    statements = list(statements)
    nobody = [capital(source.label) for source in (*BUILT_IN.values(), AUTHOR)]
    found = {_voice(statement) for statement in statements}
    voices = [*sorted(found.difference(nobody), key=in_order), *nobody]
    known = {*_ALWAYS, *(statement.kind for statement in statements)}
    kinds = [kind for kind in KINDS.values() if kind.id in known]
    who = {voice: nth for nth, voice in enumerate(voices)}
    what = {kind.id: nth for nth, kind in enumerate(kinds)}
    recorded = (Recorded(one.id, who[_voice(one)], what[one.kind]) for one in statements)
    return Exercise(tuple(voices), tuple(kind_noun(kind.id) for kind in kinds), tuple(recorded))


def _voice(statement: Statement) -> str:
    return capital(names(statement.sources))
