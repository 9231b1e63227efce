"""Rules about what unnamed sources say."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from ...base.filefaults import OffTheRecord
from ...base.filenames import SOURCES_FILE
from ...base.model import Page, Source
from ...base.patterns import pattern
from ...base.vocabulary import ATTRIBUTED_TYPES
from ...ledger.records import Ledger, OnePage, Statement, declared_in
from .core import Fault, fault_rule, page_rule, quoted, rule
from .cues import is_ruling


@fault_rule
def off_the_record(fault: OffTheRecord) -> str:
    """A statement has the terms “off the record”, so it may not be published.

    Bad:  `terms: off-the-record`
    Good: no statement at all, or `terms: background` if the source has agreed to that
    Why:  Information given off the record cannot be used for publication (AP, Anonymous sources).
    """
    return (
        f"{quoted(fault.text)} means that it may not be published; remove this statement, "
        "or ask the source for other terms: background, not-for-attribution or on-record"
    )


_NUMBER: Final = r"(?:[2-9]|[1-9]\d+|two|three|four|five|six|seven|eight|nine|ten|dozens|several|both)\b"


_SEVERAL: Final = pattern(rf"(?:(?:at least|about|more than|the) )?{_NUMBER}", re.IGNORECASE)


def _is_several(source: Source) -> bool:
    """Whether the entry says that there are at least two people."""
    return any(_SEVERAL.match(source.text(key)) for key in ("count", "described-as"))


_ONE: Final = pattern(
    r"(?:one|an?(?! (?:\w+ )?(?:number|group|handful|couple|pair|few|dozen|score|team|majority|minority)\b))\b",
    re.IGNORECASE,
)


def _number_is_known(source: Source) -> bool:
    """Whether the entry says how many people there are, also by its wording: `a former manager`."""
    return "count" in source.at or _ONE.match(source.text("described-as")) is not None


_BACKINGS: Final = ("supports", "basis-for")


@rule(severity="warning", rewrite=True)
def single_unnamed_source(ledger: Ledger) -> Iterator[Fault]:
    """One unnamed source, and nobody else, stands behind a claim that accuses someone.

    Bad:  `source: clerk` and `about: mayor`, where `clerk` is unnamed and nothing supports the claim
    Good: a second source; `corroborated-by: [minutes]` for the source; or another claim with `supports: …`
    Why:  AP requires more than one source when sourcing is anonymous, and the Reuters Handbook makes a single unnamed
          source an exception that a supervisor must approve.
    """
    families: dict[str, _Family] = {}  # by their first statement
    for statement in ledger.all_statements():
        record = statement.record
        if "about" not in record.options or record.kind != "claim" or len(statement.sources) != 1:
            continue
        source = statement.sources[0]
        if source.type != "unnamed" or "corroborated-by" in source.at or _is_several(source):
            continue
        if is_ruling(statement) or "described-as" not in source.at:  # without it, the entry is a finding
            continue
        first = ledger.family(statement)[0].ref
        if first not in families:
            families[first] = _family_of(ledger, statement)
        if not _is_backed(ledger, statement, families[first]):
            number = "" if _number_is_known(source) else "how many people there are (“count:” of the source), or "
            yield Fault(
                statement.page,
                statement.record.items("source")[0].at,
                f"only {quoted(source.label)}, who is not named, stands behind this accusation; say {number}who else "
                "supports it: a second source, “corroborated-by:” of the source, or another claim with “supports:”",
            )


class _Backing(NamedTuple):
    """Somebody behind a statement that may back a claim, and through whom it came to which page."""

    voice: Source
    page: str
    via: frozenset[str]


class _Family(NamedTuple):
    """What may back any claim of a family, and the outlets that they all came through."""

    backings: tuple[_Backing, ...]
    outlets: frozenset[str]


def _family_of(ledger: Ledger, claim: Statement) -> _Family:
    """The statements that say the same as a claim or support it, on any page."""
    family = ledger.family(claim)
    supporting = (other for same in family for option in _BACKINGS for other in ledger.related_from(same, option))
    backings = {(id(one.voice), one.page, one.via): one for one in _backings((*family, *supporting))}
    return _Family(
        tuple(backings.values()),
        frozenset(step.source.id for same in family for step in same.via),
    )


def _backings(statements: Iterable[Statement]) -> Iterator[_Backing]:
    for other in statements:
        if not other.record.items("of") or other.kind in ("confirmation", "admission"):
            via = frozenset(step.source.id for step in other.via)
            for voice in other.sources:
                if voice.type in ATTRIBUTED_TYPES:
                    yield _Backing(voice, other.page.path, via)


def _is_backed(ledger: Ledger, claim: Statement, family: _Family) -> bool:
    """Whether somebody else stands behind it: neither the same people again, nor an outlet that quotes them.

    Unnamed people on two pages, quoted by the same outlet, may be the same; no page can say so of another's sources.
    """
    (source,) = claim.sources
    same = {source.id, *source.ids("possibly-same-as"), *family.outlets}
    quoted_by = {step.source.id for step in claim.via}
    return any(
        voice.id not in same
        and source.id not in voice.ids("possibly-same-as")
        and not (voice.type == "unnamed" and page != claim.page.path and not quoted_by.isdisjoint(via))
        for voice, page, via in (*family.backings, *_backings(ledger.answers(claim)))
    )


@page_rule(severity="warning", rewrite=True)
def unnamed_opinion(one: OnePage) -> Iterator[Fault]:
    """An opinion comes from unnamed sources only.

    Bad:  `[The mayor is out of his depth](#depth "opinion by aide")`, where `aide` is unnamed
    Good: the same words from a named person, or what the aide has seen, as a claim
    Why:  AP accepts information from unnamed sources, not opinion or speculation. Those who judge others should be
          visible, as they are if they speak in public (`where: the district court`).
    """
    for statement in one.statements:
        if statement.kind != "opinion" or statement.type != "unnamed":
            continue
        if statement.route.kind != "public":  # as in open court: visible, even if not named here
            yield Fault(
                statement.page,
                statement.record.items("source")[0].at,
                f"this is an opinion, and {quoted(statement.sources[0].label)} is not named; find somebody who says it "
                "on the record, leave it out, or make it a claim if it is information",
            )


@page_rule(severity="warning", rewrite=True)
def unnamed_but_declined(one: OnePage) -> Iterator[Fault]:
    """Somebody is quoted without a name and shown on the same page as declining to comment.

    Bad:  `claim by aide` and `no-comment of bridge by aide`, or by `council` if the aide has `for: council`
    Good: one of the two
    Why:  AP does not report that somebody declined to comment if the same story quotes them anonymously. It would
          mislead readers about who talked.
    """
    silent = [statement for statement in one.statements if statement.kind == "no-comment"]
    if not silent:
        return
    talking: dict[str, Source] = {}
    for statement in one.statements:
        if statement.kind != "no-comment":
            for source in statement.sources:
                if source.type == "unnamed":
                    talking.setdefault(source.id, source)
                    for body in source.ids("for"):
                        talking.setdefault(body, source)
    for statement in silent:
        for item in statement.record.items("source"):
            if item.text in talking:
                yield Fault(
                    statement.page,
                    item.at,
                    f"{quoted(item.text)} declines to comment here, but {quoted(talking[item.text].label)} "
                    "speaks anonymously for the same side on this page; that misleads readers, so leave one of the "
                    "two out",
                )


@page_rule(severity="warning")
def second_hand_terms(one: OnePage) -> Iterator[Fault]:
    """A statement that came through an outlet says on what terms its source spoke.

    Bad:  `via: evening-post` with `terms: background`
    Good: `via: evening-post` without `terms`, or with `terms: unknown`
    Why:  Terms are agreed between a source and a reporter (AP, Anonymous sources). Only the reporter who was there can
          know them.
    """
    for statement in one.statements:
        terms = statement.record.items("terms")
        outlets = [step.source.label for step in statement.via if step.source.type == "outlet"]
        if terms and outlets and terms[0].text != "unknown":
            yield Fault(
                statement.page,
                terms[0].at,
                f"this came through {quoted(outlets[-1])}, so only its reporter can know the terms; remove “terms:” or "
                "write “unknown”",
            )


@rule(severity="warning")
def overlap_not_declared(ledger: Ledger) -> Iterator[Fault]:
    """Two unnamed sources on a page have nearly the same description, but nothing says that they may overlap.

    Bad:  `described-as: council staff` and `described-as: members of the council's staff`
    Good: the same with `possibly-same-as: council-staff` for one of them
    Why:  Two entries look like two voices. They may be the same handful of people, and only the reporter can know.
    """
    for page in ledger.statements.values():
        unnamed = {source.id: source for statement in page for source in statement.sources if source.type == "unnamed"}
        if len(unnamed) < 2:
            continue
        alike: dict[frozenset[str], list[Source]] = defaultdict(list)
        for source in unnamed.values():
            alike[people_in(source.text("described-as"))].append(source)
        for group in alike.values():
            for source, other in _unrelated(group):
                declaring, at = _place_of(ledger, page[0].page, source)
                yield Fault(
                    declaring,
                    at,
                    f"{quoted(source.label)} and {quoted(other.label)} may be the same people; add "
                    f"“possibly-same-as: {other.id}”, or describe them so that readers can tell them apart",
                )


_FILLERS: Final = frozenset(
    "a an the of in at from for to by with who that is are was were and or some several many multiple various other "
    "two three four five six seven eight nine ten one unnamed anonymous unidentified source sources person people "
    "member members s".split()
)


_WORD: Final = pattern(r"[^\W\d_]+")


def people_in(description: str) -> frozenset[str]:
    """The distinctive words of a description, without numbers and filler words, plurals as singulars."""
    words = _WORD.findall(description.lower())
    return frozenset(word.removesuffix("s") for word in words if word not in _FILLERS)


def _unrelated(group: Sequence[Source]) -> Iterator[tuple[Source, Source]]:
    """The sources of a group that declare no overlap within it, each with another that it may overlap with."""
    if len(group) < 2:
        return
    ids = {source.id for source in group}
    related: set[str] = set()
    for source in group:
        declared = ids.intersection(source.ids("possibly-same-as")) - {source.id}
        if declared:
            related |= declared | {source.id}
    for source in group[0 if related else 1 :]:
        if source.id not in related:
            yield source, group[0] if source is not group[0] else group[1]


def _place_of(ledger: Ledger, page: Page, source: Source) -> tuple[Page, int]:
    """The file that declares a source, and the place of its description there."""
    declaring = page if declared_in(page, source) else ledger.files.get(SOURCES_FILE, page)
    return declaring, source.at.get("described-as", source.at[""])
