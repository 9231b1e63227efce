"""Rules about the right of reply."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from ...base.dates import is_before
from ...base.kinds import KINDS, SILENT, UNANSWERED
from ...base.languages import in_english
from ...base.model import Source
from ...base.options import NOBODY
from ...base.patterns import pattern
from ...base.vocabulary import ATTRIBUTED_TYPES
from ...ledger.linkedpages import LinkedPage
from ...ledger.records import OnePage, Statement, find_source
from .core import Fault, Missing, linked_rule, missing_in, page_rule, quoted
from .cues import is_ruling

_RESPONSES: Final = frozenset(kind.id for kind in KINDS.values() if kind.family == "response")


def _responses(among: Iterable[Statement]) -> Iterator[Statement]:
    return (statement for statement in among if statement.record.kind in _RESPONSES)


def _can_be_asked(party: Source) -> bool:
    """Whether anybody could put the charge to a party: nobody can to unnamed people."""
    return party.type in ATTRIBUTED_TYPES and party.type != "unnamed"


@linked_rule(severity="warning", rewrite=True)
def missing_response(one: LinkedPage) -> Iterator[Fault]:
    """A claim accuses a party, and no answer by that party is recorded.

    Bad:  `about: builder`, and no response by the builder
    Good: a `denial`, or `no-reply` with the date on which the builder was asked, or `not-sought`
    Why:  Whoever is accused of wrongdoing should normally have a right of reply (BBC Editorial Guidelines, Fairness);
          SPJ asks journalists to seek out the subjects of coverage. That nobody asked is worth telling, too. The rule
          skips verdicts and sentences, and unnamed people, whom nobody could ask.
    """
    unassigned = _unassigned(one)
    for statement in one.statements:
        record = statement.record
        if "about" not in record.options or record.kind != "claim":
            continue
        if is_ruling(statement):
            continue
        answers = one.answers(statement)
        if any(answer.kind == "retraction" for answer in answers):
            continue
        if any(not answer.sources for answer in answers):
            continue
        heard = {source.id for source in statement.sources}  # people who accuse themselves need not be asked
        for answer in (*answers, *unassigned):
            for source in answer.sources:
                heard.update((source.id, *source.ids("for")))
        for item in record.items("about"):
            party = find_source(one.sources, one.page, item.text)
            if party is not None and _can_be_asked(party) and heard.isdisjoint((party.id, *party.ids("for"))):
                yield Fault(
                    statement.page,
                    item.at,
                    f"“{statement.id}” accuses {quoted(party.label)}, and no answer is recorded; add what they said "
                    "(“denial”, “no-comment”, …), or “no-reply”, “unreachable” or “not-sought”",
                    Missing(0, len(statement.page.text)),
                )


def _unassigned(one: LinkedPage) -> tuple[Statement, ...]:
    """The responses on a page that name no statement, or none that exists, as the one they answer.

    To deny what nobody claims (`of: none`) is not to answer what somebody does.
    """
    answers = (response for response in _responses(one.statements) if response.record.value("of") != NOBODY)
    return tuple(answer for answer in answers if not one.related(answer, "of"))


@page_rule(severity="info")
def undated_response(one: OnePage) -> Iterator[Fault]:
    """A response does not say when it was given.

    Bad:  `/// denial` without `date:`; `/// no-reply` without `asked:`
    Good: `date: 2031-05-17`; `asked: 2031-05-16` for a party that said nothing; or `date: unknown`, which readers see
    Why:  An old denial may know nothing of a new charge. Fairness means giving people the time and the detail they need
          to answer (BBC Editorial Guidelines, Fairness), and only dates show whether they had it.
    """
    for statement in _responses(one.statements):
        options = statement.record.options
        if "date" in options or statement.kind == "not-sought" or (statement.kind in SILENT and "asked" in options):
            continue
        option, what = "date", "it was given"
        if statement.kind in UNANSWERED:
            option, what = "asked", "they were asked"
        yield Fault(
            statement.page,
            statement.record.attribution_at,
            f"the {statement.kind} “{statement.id}” does not say when {what}; add “{option}:” (in a block), as "
            f"exactly as known, or “{option}: unknown”",
            missing_in(statement.page, statement.record, option),
        )


@page_rule(severity="info")
def response_without_place(one: OnePage) -> Iterator[Fault]:
    """A response does not say where it was given or through whom it came.

    Bad:  `/// denial` with neither `via` nor `where` nor `url`
    Good: `where: press conference`, `via: evening-post`, or `via: direct` if it was given to this article alone
    Why:  Readers can look up what a party said only if they know where. Every statement needs attribution, the answer
          no less than the charge (AP and Reuters on sourcing). `where` without `via` tells readers that it was said in
          public, which an email to the reporter was not.
    """
    for statement in _responses(one.statements):
        if statement.kind in UNANSWERED or _stands_here(statement):
            continue
        if not statement.has_route:
            yield Fault(
                statement.page,
                statement.record.attribution_at,
                f"the {statement.kind} “{statement.id}” {_given(statement)}; add “via: direct” if it was given to this "
                "article alone (in an email, in an interview), “via:” with the outlet that reports it, or “where:” or "
                "“url:” if anybody could see or hear it",
                missing_in(statement.page, statement.record, "where"),
            )


def _given(response: Statement) -> str:
    where = response.record.value("where")
    return f"says only “where: {where}”, but not to whom" if where else "does not say where it was given"


_BY_OUTLETS: Final = frozenset(("clarification", "correction", "retraction"))


def _stands_here(response: Statement) -> bool:
    """Whether the article itself publishes it: a correction by its own outlet."""
    outlet = response.page.meta.get("outlet", "").casefold()
    names = {source.name.casefold() for source in response.sources}
    return response.kind in _BY_OUTLETS and (response.type == "own-voice" or outlet in names)


@linked_rule(severity="warning")
def answer_before_claim(one: LinkedPage) -> Iterator[Fault]:
    """A response has an earlier date than the claim it answers.

    Bad:  `date: 2031-05-17` in a denial of a claim with `date: 2031-06-02`
    Good: the date of the answer to this claim; or, if an older answer is repeated, a note that says so
    Why:  Nobody can deny what has not been said yet. A right of reply means knowing the charge (BBC Editorial
          Guidelines, Fairness).
    """
    for statement in _responses(one.statements):
        dates = statement.record.items("date")
        if not dates or dates[0].text == "unknown":
            continue
        for claim in one.related(statement, "of"):
            if is_before(dates[0].text, claim.record.value("date")):
                yield Fault(
                    statement.page,
                    dates[0].at,
                    f"this {statement.kind} is dated {dates[0].text}, but answers “{claim.id}” of "
                    f"{claim.record.value('date')}; correct the date, or the claim it answers",
                )


@page_rule(severity="warning")
def denial_without_scope(one: OnePage) -> Iterator[Fault]:
    """One denial answers several claims without saying how far it goes.

    Bad:  `of: bribe, forged-report` and no `scope`
    Good: `scope: general`, or a separate denial for each claim with `scope: specific`
    Why:  “These stories are wrong” is less than a denial of each story. A reply must be represented fairly, as neither
          less nor more than was said (BBC Editorial Guidelines, Fairness).
    """
    for statement in one.statements:
        record = statement.record
        if record.kind == "denial" and len(of := record.items("of")) > 1 and "scope" not in record.options:
            how = "add “scope:”" if record.form == "block" else "make it a block with “scope:”"
            yield Fault(
                statement.page,
                of[1].at,
                f"this denial answers {len(of)} claims without saying how far it goes; {how} (general, specific or "
                "partial)",
                missing_in(statement.page, record, "scope"),
            )


_STEMS: Final = ("admit", "conced", "acknowledg")  # looked for first, since the pattern is slow
_ADMITS: Final = pattern(
    r"(?<!\bnot )(?<!\bnever )(?<!\bnothing )\b(?:admit(?:s|ted|ting)|concede[sd]|acknowledge[sd])\b"
)


@page_rule(severity="info")
def admission_in_denial(one: OnePage) -> Iterator[Fault]:
    """The words or the note of a denial say that something is admitted, but no statement records the admission.

    Bad:  a denial with the note `He admitted two of the payments.`, and nothing else by him
    Good: the denial, and an `/// admission` of the two payments
    Why:  Under the word “Denied”, readers miss what was admitted. Fairness to both sides asks for an accurate account
          of the reply (BBC Editorial Guidelines, Fairness). The rule looks at English pages only.
    """
    for statement in one.statements:
        if (
            statement.kind == "denial"
            and _mentions_admission(statement)
            and not _is_recorded(one.statements, statement)
        ):
            yield Fault(
                statement.page,
                statement.record.attribution_at,
                f"“{statement.id}” is a denial in which something is admitted; make the admission a statement of "
                "its own, “admission” or “claim”",
            )


def _mentions_admission(denial: Statement) -> bool:
    record, page = denial.record, denial.page
    title = record.title.text if record.title else ""
    words = [page.text[mark.words_at : mark.words_end] for mark in denial.marks]
    text = "\n".join((record.body, title, *words)).lower()
    if not any(stem in text for stem in _STEMS) or not in_english(page.language):
        return False
    return bool(_ADMITS.search(text))


def _is_recorded(page: tuple[Statement, ...], denial: Statement) -> bool:
    """Whether a source of the denial also has a claim or an admission on the page."""
    ids = {source.id for source in denial.sources}
    return any(
        other.kind in ("claim", "admission", "confirmation") and any(source.id in ids for source in other.sources)
        for other in page
    )


@page_rule(severity="error", gate=False)
def non_denial_without_note(one: OnePage) -> Iterator[Fault]:
    """A `non-denial` has no editor's note.

    Bad:  `[The mayor said he had always served the town](#r-mayor "non-denial of bribe by mayor")`
    Good: `/// non-denial` with a note such as `Asked twice about the payment, he spoke of his record.`
    Why:  That an answer denies nothing is the editor's judgement about an accused party. Readers must be able to see
          what it is based on.
    """
    for statement in one.statements:
        if statement.kind == "non-denial" and not statement.record.body.strip():
            how = "write it before the closing ///" if statement.record.form == "block" else "make it a block with one"
            yield Fault(
                statement.page,
                statement.record.attribution_at,
                f"the non-denial “{statement.id}” has no note; this is your judgement, so say what was asked and what "
                f"was answered: {how}",
            )
