"""Which statements name each other, say the same, or answer one another."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from ..base.kinds import KINDS
from ..base.options import STATEMENT_OPTIONS
from .records import MOST_SHARED, Statement


def naming_of(by_ref: Mapping[str, Statement]) -> dict[str, dict[str, tuple[Statement, ...]]]:
    """For each statement, by option, the statements that name it there, in the order of the site."""
    found: dict[str, dict[str, dict[str, Statement]]] = {}
    for ref, statement in by_ref.items():
        if STATEMENT_OPTIONS.isdisjoint(statement.record.options):  # nearly all
            continue
        for name, named in statement.naming:
            if named != ref:
                found.setdefault(named, {}).setdefault(name, {})[ref] = statement
    return {ref: {name: tuple(who.values()) for name, who in options.items()} for ref, options in found.items()}


def families_of(
    by_ref: Mapping[str, Statement], naming: Mapping[str, Mapping[str, tuple[Statement, ...]]]
) -> dict[str, tuple[Statement, ...]]:
    """The statements joined by `same-as`, in either direction and on any pages, by each one's ref."""
    members: dict[str, list[str]] = {}
    for ref, options in naming.items():
        for statement in options.get("same-as", ()) if ref in by_ref else ():
            one, two = (members.setdefault(name, [name]) for name in (ref, statement.ref))
            if one is not two:
                more, fewer = (one, two) if len(one) > len(two) else (two, one)
                more += fewer
                members.update(dict.fromkeys(fewer, more))
    order = {ref: at for at, ref in enumerate(by_ref)} if members else {}
    families: dict[int, tuple[Statement, ...]] = {}
    for joint in members.values():
        if id(joint) not in families:
            families[id(joint)] = tuple(by_ref[ref] for ref in sorted(joint, key=order.__getitem__))
    return {ref: families[id(members[ref])] for ref in by_ref if ref in members}


def responses_of(
    naming: Mapping[str, Mapping[str, tuple[Statement, ...]]], families: Mapping[str, tuple[Statement, ...]]
) -> tuple[dict[str, tuple[Statement, ...]], dict[str, int]]:
    """The answers to each statement: its own first, then those to others of its family; and how many are left out."""
    unlisted: dict[str, int] = {}
    responses = {ref: options["of"] for ref, options in naming.items() if "of" in options}
    for ref, family in families.items():
        if ref != family[0].ref:
            continue
        given = {member.ref: responses.get(member.ref, ()) for member in family}
        joint = dict.fromkeys(answer for answers in given.values() for answer in answers)
        shared = _strongest(joint)
        for member, own in given.items() if joint else ():
            responses[member] = tuple(dict.fromkeys((*own, *shared)))
            if more := len(joint) - len(responses[member]):
                unlisted[member] = more
    return responses, unlisted


def _strongest(answers: Collection[Statement]) -> Collection[Statement]:
    """The answers in their order; if there are too many, the strongest."""
    if len(answers) <= MOST_SHARED:
        return answers
    strongest = set(sorted(answers, key=lambda answer: KINDS[answer.kind].rank)[:MOST_SHARED])
    return [answer for answer in answers if answer in strongest]
