"""Rules about options that depend on each other: denials of what nobody says, translations, deletions, corrections."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from ...base.dates import is_before
from ...base.filefaults import UnknownMain
from ...base.kinds import KINDS
from ...base.model import Record, Source
from ...base.options import NOBODY, OptionName
from ...base.vocabulary import AUTHOR_TYPES
from ...ledger.linkedpages import LinkedPage
from ...ledger.records import Ledger, OnePage, Statement
from .core import Fault, did_you_mean, fault_rule, linked_rule, page_rule, quoted, rule, with_article
from .wordrepairs import nearest_word

_CHANGES: Final = frozenset(("correction", "retraction", "clarification"))


@page_rule
def denial_of_nobody(one: OnePage) -> Iterator[Fault]:
    """`of: none` is in an answer that is not a denial, beside a claim, or without `denies`.

    Bad:  `/// denial`, `of: none`, `source: mayor`, and nothing that says what she denies
    Good: the same with `denies: having met the builder`; or `[having met him](#r-met "denial of none by mayor")`
    Why:  To deny what nobody has said is to spread it. Readers must see what is denied, and that no claim on the page
          says so.
    """
    for record in one.page.records:
        if KINDS[record.kind].family == "response":
            for at, message in _faults_of_denial(record):
                yield Fault(one.page, at, message)


def _faults_of_denial(record: Record) -> Iterator[tuple[int, str]]:
    of, denies = record.items("of"), record.items("denies")
    nobody = next((item for item in of if item.text == NOBODY), None)
    if nobody is None:
        if denies and of:
            yield (
                denies[0].at,
                f"“denies:” goes with “of: {NOBODY}”, the denial of what nobody claims; remove it",
            )
    elif record.kind != "denial":
        yield (
            nobody.at,
            f"only a denial can answer what nobody claims; name what this {record.kind} answers, or make it a claim",
        )
    elif len(of) > 1:
        yield (
            nobody.at,
            f"“{NOBODY}” cannot be combined with a claim; put this denial in a block of its own",
        )
    elif record.form == "block" and not denies:
        yield nobody.at, "nothing says what is denied here; add it in plain words: “denies: …”"


@page_rule(severity="warning")
def deleted_without_copy(one: OnePage) -> Iterator[Fault]:
    """A statement has been deleted where it was published, and no archived copy is given.

    Bad:  `url: https://social.example/1` and `deleted: 2031-05-18`
    Good: the same with `archive-url: https://archive.example/1`
    Why:  Readers cannot look up what is gone. Verification handbooks advise archiving a post when it is found.
    """
    for statement in one.statements:
        deleted = statement.record.items("deleted")
        if deleted and "archive-url" not in statement.record.options:
            yield Fault(
                statement.page,
                deleted[0].at,
                f"“{statement.id}” has been deleted, so nobody can look it up; add “archive-url:”",
            )


_IN_ORDER: Final[tuple[tuple[OptionName, OptionName], ...]] = (("date", "deleted"), ("asked", "date"))


@page_rule(severity="warning")
def dates_out_of_order(one: OnePage) -> Iterator[Fault]:
    """A statement is dated as deleted before it was made, or answered before it was asked.

    Bad:  `date: 2031-05-18` and `deleted: 2031-05-17`
    Good: `date: 2031-05-17` and `deleted: 2031-05-18`
    Why:  One of the two dates is wrong, and readers judge charge and answer by their order.
    """
    for statement in one.statements:
        record = statement.record
        for first, then in _IN_ORDER:
            later = record.items(then)
            if later and record.items(first) and is_before(later[0].text, record.value(first)):
                yield Fault(
                    statement.page,
                    later[0].at,
                    f"“{then}: {later[0].text}” is before “{first}: {record.value(first)}”; correct one of the two",
                )


@page_rule(severity="warning")
def translation_without_language(one: OnePage) -> Iterator[Fault]:
    """A statement says who translated it, but not from which language.

    Bad:  `translated-by: wire`
    Good: `translated-from: Arabic` and `translated-by: wire`
    Why:  The Reuters Handbook and the BBC tell readers that words are translated. The language tells them who can
          check it.
    """
    for statement in one.statements:
        by = statement.record.items("translated-by")
        if by and "translated-from" not in statement.record.options:
            yield Fault(
                statement.page,
                by[0].at,
                "the language is missing; add “translated-from:”, or remove this",
            )


@linked_rule(severity="warning")
def correction_by_another(one: LinkedPage) -> Iterator[Fault]:
    """Somebody corrects, withdraws or clarifies what they did not say.

    Bad:  `[It was two](#fix "correction of accidents by mayor")`, where the council counted three
    Good: `correction of accidents by council`; or `denial of accidents by mayor`
    Why:  Only those who said or published something can correct or withdraw it. From anybody else it is a denial or a
          claim, and under the word “Corrected” readers would think the matter settled.
    """
    for answer in one.statements:
        if answer.kind not in _CHANGES or not answer.sources:
            continue
        for claim in one.related(answer, "of"):
            if not _may_change(answer, claim):
                who = ", ".join(source.label for source in answer.sources)
                yield Fault(
                    answer.page,
                    answer.record.attribution_at,
                    f"this {answer.kind} is by {quoted(who)}, who neither said nor published “{claim.id}”; make it a "
                    "denial, a counter-claim or a claim of its own",
                )


def _may_change(answer: Statement, claim: Statement) -> bool:
    """Whether the answer comes from an outlet, or from the same side as the claim or one whom it came through."""
    if claim.type in AUTHOR_TYPES or any(source.type == "outlet" for source in answer.sources):
        return True
    concerned = (*claim.sources, *(step.source for step in claim.route.steps))
    return not _sides(answer.sources).isdisjoint(_sides(concerned))


def _sides(sources: Iterable[Source]) -> set[str]:
    return {id_ for source in sources for id_ in (source.id, *source.ids("for"))}


@rule
def within_elsewhere(ledger: Ledger) -> Iterator[Fault]:
    """A statement is declared within another whose words do not surround it.

    Bad:  `within: feared` for words of another paragraph, or two statements within each other
    Good: `[the council feared](#feared "claim by mayor") [it was unsafe](#unsafe "claim by council within feared")`
    Why:  The words of the inner statement are shown and exported as part of the outer one's. Words elsewhere are not
          part of them.
    """
    for statement in ledger.all_statements():
        for number, item in enumerate(statement.record.options.get("within", ())):
            outer = ledger.find(statement.page, item.text)
            if outer is None or outer is statement:  # a finding of its own
                continue
            if number:
                yield Fault(
                    statement.page, item.at, "a statement is within only one other; name the smallest around it"
                )
            elif not _stands_within(ledger, statement, outer):
                yield Fault(
                    statement.page,
                    item.at,
                    f"the words of “{statement.id}” are not in the same paragraph as those of {quoted(item.text)}, "
                    "or each is within the other; mark both there, or remove this",
                )


def _stands_within(ledger: Ledger, statement: Statement, outer: Statement) -> bool:
    circle = any(statement in ledger.within(around) for around in ledger.within(statement))
    marks = {mark.at for mark in outer.marks}
    return not circle and bool(statement.marks) and all(mark.at in marks for mark in statement.marks)


@fault_rule(offer=nearest_word)
def unknown_main(fault: UnknownMain) -> str:
    """`main:` in front matter does not name a claim of the page.

    Bad:  `main: brigde`
    Good: `main: bridge`, where the page has `[the bridge is unsafe](#bridge "claim by council")`
    Why:  Readers see the main claim first, above the text, with its source and its answers.
    """
    if fault.detail in KINDS:
        kind = with_article(fault.detail)
        return f"“main:” names {quoted(fault.text)}, which is {kind}; name the claim that the article is about"
    if fault.detail:
        return (
            f"“main:” names {quoted(fault.text)}, which is on the page {fault.detail}; name a claim of this page, "
            "which may be the same as that one (“same-as”)"
        )
    near = did_you_mean(fault.text, fault.expected) or "; write the id of the claim that the article is about"
    return f"“main:” names {quoted(fault.text)}, but this page has no claim with that id{near}"
