"""Who a source is, and what matters most of what it says and of what is said about it: the top of its page.

Of many statements, one is told and the others are counted. It is the claim of its own that an article would have for
its main claim (mainclaim), and of its answers the strongest; of those, the one to the claim with the most answers. A
source that says nothing itself has a claim that came through it, or else one that accuses it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct

from ..base.catalogue import N_, counted, said
from ..base.kinds import KINDS
from ..base.model import Page, Source
from ..ledger.records import Ledger, Statement
from .answers import FEW_NAMED, answers_in_brief, denied_in_words
from .mainclaim import MOST_WORDS, SAYS, claim_in_words, foremost
from .mix import mix_of
from .selection import Speaker
from .sentences import clauses, quoted, sentence, together
from .sourcewords import roles_in_words, told_after_its_name
from .wording import attribution_in_brief, name_of, shortened

_IS: Final[Mapping[str, str]] = {
    # Translators: what a source is, at the top of its page; so with the next ones
    "witness": N_("this source is the article’s own reporter"),
    "document": N_("this source is a document or data"),
    "person": N_("this source is a named person"),
    "institution": N_("this source is an organisation"),
    "unnamed": N_("this source is described, but not named"),
    "outlet": N_("this source is a publication"),
}


_PLACE: Final = "\0"  # of a claim in a sentence


class Told(Struct, frozen=True):
    """A claim in a sentence, and the answers in another.

    `words` are those of the `claim`, between `before` and `after`; `claim` is None for an answer to what nobody claims.
    `statements` are those whose sources the sentences name.
    """

    before: str
    words: str
    after: str
    answered: str
    claim: Statement | None
    statements: tuple[Statement, ...]


def who_it_is(ledger: Ledger, source: Source, page: Page) -> str:
    """Who a source is, in sentences: `This source is a named person (mayor, for the town council).`"""
    what, roles = said(_IS.get(source.type, "")), roles_in_words(ledger, source, page)
    # Translators: what a source is, and its role or the body that it speaks for
    first = said("{what} ({roles})", what=what, roles=roles) if what and roles else what or roles
    return " ".join(sentence(part) for part in (first, *told_after_its_name(ledger, source, page)))


def told_first(ledger: Ledger, speaker: Speaker) -> list[Told]:
    """The statements that are told of a source: of its own a claim and an answer, as far as there are any."""
    for statements in (speaker.said, speaker.through, speaker.about):
        claims = [one for one in statements if KINDS[one.kind].family != "response"]
        answers = [one for one in statements if KINDS[one.kind].family == "response"]
        if found := [*claim_told(ledger, claims), *_answer_told(ledger, answers)]:
            return found
    return []


def claim_told(ledger: Ledger, claims: Sequence[Statement]) -> Iterator[Told]:
    """The main one of several claims; nothing if there is none."""
    for claim in [*filter(None, [foremost(ledger, claims)]), *claims][:1]:
        told = claim_in_words(ledger, claim, claim.page.path)
        before, _, after = said(SAYS, attribution=told.attribution, claim=_PLACE).partition(_PLACE)
        opening, stop = told.stop
        named = (claim, *ledger.answers(claim))
        yield Told(f"{before}{opening}", told.claim, f"{stop}{after}", told.answered, claim, named)


def _answer_told(ledger: Ledger, answers: Sequence[Statement]) -> Iterator[Told]:
    """The strongest of several answers; nothing if there is none."""
    rows = [(answer, _most_answered(ledger, ledger.related(answer, "of"))) for answer in answers]
    ranked = sorted(rows, key=lambda row: (KINDS[row[0].kind].rank, -_contested(ledger, row[1])))
    for answer, claim in ranked[:1]:
        who = together((source.label for source in answer.sources), FEW_NAMED) or said("nobody named")
        message = KINDS[answer.kind].answering
        what = _claimed(ledger, claim) if claim is not None else denied_in_words(answer) or said("a statement")
        before, _, after = sentence(said(message, who=who, what=what)).partition(_PLACE)
        words = quoted(shortened(name_of(claim), MOST_WORDS)) if claim is not None else ""
        named = (answer, *([claim] if claim is not None else []), *ledger.answers(answer))
        replies = sentence(answers_in_brief(ledger, answer, most=FEW_NAMED))
        yield Told(before, words, after, replies, claim, named)


def _most_answered(ledger: Ledger, claims: Sequence[Statement]) -> Statement | None:
    return max(claims, key=lambda claim: len(ledger.answers(claim)), default=None)


def _contested(ledger: Ledger, claim: Statement | None) -> int:
    return len(ledger.answers(claim)) if claim is not None else 0


def _claimed(ledger: Ledger, claim: Statement) -> str:
    """The place of a claim, and who says it."""
    # Translators: a claim, and who says it
    return said("{words} ({attribution})", words=_PLACE, attribution=attribution_in_brief(ledger, claim))


def counts_in_words(ledger: Ledger, speaker: Speaker) -> str:
    """How much of a source the site has, in a sentence; empty if it has nothing."""
    claims = [one for one in speaker.said if KINDS[one.kind].family != "response"]
    disputed, answers = mix_of(ledger, claims).disputed, len(speaker.said) - len(claims)
    through, about = len(speaker.through), len(speaker.about)
    parts = (
        counted(len(claims), "this site has {n} statement by it", "this site has {n} statements by it")
        if claims
        else "",
        _disputed(disputed, len(claims)),
        counted(answers, "{n} answer by it is recorded", "{n} answers by it are recorded") if answers else "",
        counted(through, "{n} statement came through it", "{n} statements came through it") if through else "",
        counted(about, "{n} claim accuses it", "{n} claims accuse it") if about else "",
    )
    return sentence(clauses(parts))


def _disputed(some: int, total: int) -> str:
    if some and total == 1:
        # Translators: after “this site has 1 statement by it”
        return said("that is disputed")
    return counted(some, "{n} of them is disputed", "{n} of them are disputed") if some else ""
