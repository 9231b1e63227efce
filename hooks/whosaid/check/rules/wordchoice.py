"""Rules about words: where the text says more, or less, than its record."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from ...base.kinds import KINDS
from ...base.languages import in_english
from ...base.patterns import pattern
from ...base.plain import plain_words
from ...base.vocabulary import ATTRIBUTED_TYPES
from ...ledger.linkedpages import LinkedPage
from ...ledger.records import Ledger, OnePage, Statement
from .core import Fault, Missing, linked_rule, page_rule, quoted, rule
from .cues import Cue, cues_of

_RIGHT_BEFORE: Final = pattern(r"\s+(?:(?:a|an|be|been|have|has|of|that|the|to)\s+){0,3}[\"“‘*_(]*")
_RIGHT_AFTER: Final = pattern(r"[\s,*_\"”’]*")
_SAME_CLAUSE: Final = pattern(r"\s[^,]*")
_VERB_BEFORE: Final = pattern(r"\s+(?:that\s+)?[\"“‘*_]*")
_VERB_AFTER: Final = pattern(r"[\s\"”’*_]*,[\"”’]?\s+(?:(?!(?:and|but|or|which|while|who)\b)[\w.’'-]+\s+){0,4}")

_FEWEST_SPACES: Final = 3  # shorter claims may be alike by chance
_HEDGES: Final = frozenset(("alleged", "believed", "possible", "unverified", "reported", "conditional"))
_HEADLINE_HEDGE: Final = pattern(
    r"""
    \b (?: accus | alleg | appear | apparent | believ | claim | could | den(?:y|ie) | doubt | fear | if\b | likely
         | may\b | might | possib | report | rumou?r | sa(?:id|ys?)\b | seem | suggest | suspect | think | thought
         | unconfirmed | unproven | unverified | warn )
  | [?"“‘:] | (?<!\w)'
    """,
    re.IGNORECASE | re.VERBOSE,
)


@page_rule(severity="warning")
def passive_belief(one: OnePage) -> Iterator[Fault]:
    """“It is believed” makes a claim somebody's belief, but the record says that the article states it as fact.

    Bad:  `It is believed that [the bridge will close](#close "claim by own-voice")`
    Good: `The harbour office believes that [the bridge will close](#close "claim by harbour-office")`
    Why:  The passive hides who believes it. If nobody can be named, `vague` tells readers so.
    """
    for cue in _of_own_voice(cues_of(one).get("passive belief", ())):
        if not _in_quotation(cue):
            yield _fault(
                cue, "does not say who thinks so; name them as the source, or write “vague” if nobody can be named"
            )


@page_rule(severity="warning")
def vague_authority(one: OnePage) -> Iterator[Fault]:
    """“Experts say” relies on people whom neither the text nor the record identifies.

    Bad:  `Experts say [the bridge will close](#close "claim by own-voice")`
    Good: `Two engineers of the harbour office say [the bridge will close](#close "claim by engineers")`
    Why:  Readers cannot weigh experts, critics or observers without a name or a description. AP does not allow “a
          source” without more.
    """
    for cue in _of_own_voice(cues_of(one).get("vague authority", ())):
        if not _in_quotation(cue):
            yield _fault(
                cue, "relies on people nobody can ask; say who they are, or write “vague” if nobody can be named"
            )


def _of_own_voice(cues: Sequence[Cue]) -> Iterator[Cue]:
    """The cues in or beside claims that the article states as fact."""
    inside = [cue for cue in cues if cue.where == "in"]
    for cue in (*inside, *_beside(cues, _SAME_CLAUSE, _RIGHT_AFTER)):
        if cue.statement.type == "own-voice":
            yield cue


@page_rule(severity="info", rewrite=True)
def loaded_verb(one: OnePage) -> Iterator[Fault]:
    """The verb that introduces a claim takes sides: “admitted” implies it is true, “claimed” that it is doubtful.

    Bad:  `The mayor admitted that [the bridge is old](#old "claim by mayor")`
    Good: `The mayor said that [the bridge is old](#old "claim by mayor")`
    Why:  Whether to believe a claim is for readers to decide. “Said” leaves it to them.
    """
    for cue in _beside(cues_of(one).get("loaded verb", ()), _VERB_BEFORE, _VERB_AFTER):
        if cue.statement.type in ATTRIBUTED_TYPES and cue.statement.kind != "admission":
            neutral = "declined to" if cue.text.startswith("refused") else "said"
            instead = "leave it out" if cue.text == "so-called" else f"“{neutral}” leaves it to them"
            yield _fault(cue, f"tells readers what to think of this {cue.statement.kind}; {instead}")


@page_rule(severity="warning")
def hedge_cut_off(one: OnePage) -> Iterator[Fault]:
    """A hedge stands just outside the marked words, and the record has no certainty.

    Bad:  `The mayor allegedly [took the money](#money "claim by evening-post")`
    Good: `The mayor [allegedly took the money](#money)`, with `certainty: alleged`
    Why:  Where the claim is shared or listed, only its words and its record are included. Without “allegedly”, an
          allegation becomes a fact.
    """
    for cue in _beside(cues_of(one).get("hedge", ()), _RIGHT_BEFORE, _RIGHT_AFTER):
        record = cue.statement.record
        if KINDS[record.kind].family == "claim" and "certainty" not in record.options and cue.text != "May":
            yield _fault(
                cue,
                f"is outside the words of “{cue.statement.id}” and would be lost where they are quoted; include it in "
                "the marked words, or add a line “certainty: …”",
            )


@page_rule(severity="info")
def relative_date(one: OnePage) -> Iterator[Fault]:
    """A claim says “yesterday” or “last week”, but no date says when that was.

    Bad:  `[the bridge was closed last Friday](#closed "claim by council")`
    Good: the same words, and `published: 2026-03-09` at the top of the page, or a block with `date: 2026-03-06`
    Why:  Articles are read for years, and claims are quoted elsewhere. AP gives the day instead of “yesterday”.
    """
    for cue in cues_of(one).get("relative date", ()):
        known = len(cue.statement.page.meta.get("published", "").removeprefix("unknown")) >= _exact_enough(cue.text)
        if cue.where == "in" and "date" not in cue.statement.record.options and not known:
            yield _fault(cue, "means nothing once the article is old; add a line “date: …”, or name the day")


def _exact_enough(words: str) -> int:
    """How many characters of the publication date are needed to say when “last year” or “yesterday” was."""
    unit = words.lower().split()[-1]
    return 4 if unit in ("year", "spring", "summer", "autumn", "winter") else 7 if unit == "month" else 10


@page_rule(severity="info")
def undated_article(one: OnePage) -> Iterator[Fault]:
    """A page with statements does not say when it was published.

    Bad:  no front matter, or none with `published`
    Good: `published: 2026-03-06`, or `published: unknown`
    Why:  Only the date shows who knew what, and who had time to answer.
    """
    page = one.page
    if one.statements and "published" not in page.meta:
        message = (
            "this article has no date; add a line “published:” at the top of the page, with the day it appeared "
            "(year-month-day), or “published: unknown”"
        )
        yield Fault(page, 0, message, Missing(0, page.body_at + 1, "published"))


@rule(severity="warning", rewrite=True)
def headline_stronger(ledger: Ledger) -> Iterator[Fault]:
    """The headline states as fact what its claim records as only alleged or believed.

    Bad:  `# [Mayor took the money](#money)`, with `certainty: alleged`
    Good: `# [Mayor accused of taking the money](#money)`
    Why:  Most people read no further. Headlines must be supported by the text (IPSO Editors' Code, Accuracy).
    """
    for page in ledger.files.values():
        if not page.headings or not in_english(page.language):
            continue
        heading = page.headings[0]
        before = page.text[page.text.rfind("\n", 0, heading.at) + 1 : heading.at].strip()
        end = page.text.find("\n", heading.at)
        marks = [link for link in page.links if link.place == "heading" and heading.at <= link.at <= end]
        if before not in ("#", "") or not marks or _HEADLINE_HEDGE.search(plain_words(heading.text)):
            continue
        for mark in marks:
            claim = ledger.find(page, f"{mark.file}#{mark.id.text}" if mark.file else mark.id.text)
            hedges = [item.text for item in claim.record.items("certainty") if item.text in _HEDGES] if claim else []
            if hedges:
                yield Fault(
                    page,
                    mark.words_at,
                    f"the headline states as fact what “{mark.id.text}” records as {hedges[0]}; "
                    "attribute it in the headline, or say that it is not established",
                )


@page_rule(severity="info")
def unmarked_opinion(one: OnePage) -> Iterator[Fault]:
    """A claim in the article's own voice says what should be done or how to feel about it.

    Bad:  `[The council should close the bridge](#close "claim by own-voice")`
    Good: `[The council should close the bridge](#close "opinion")`
    Why:  Comment, conjecture and fact are kept apart (IPSO Editors' Code, Accuracy). Readers recognise an opinion only
          if it is marked.
    """
    for cue in cues_of(one).get("opinion", ()):
        if _in_own_words(cue) and cue.statement.kind == "claim":
            yield _fault(cue, "is a judgement rather than a fact; mark it as an opinion, or say whose it is")


@page_rule(severity="info", rewrite=True)
def advocacy(one: OnePage) -> Iterator[Fault]:
    """The article calls on its readers, or on everybody, to do something.

    Bad:  `[We must save the bridge](#save "claim by own-voice")`
    Good: the same words as an opinion, or on a page with `genre: opinion`
    Why:  Reporting that campaigns is read as partisan. The BBC's due impartiality and Reuters' freedom from bias leave
          campaigns to those who run them.
    """
    for cue in cues_of(one).get("advocacy", ()):
        is_opinion = "opinion" in (cue.statement.kind, cue.statement.page.meta.get("genre"))
        if _in_own_words(cue) and not is_opinion:
            yield _fault(cue, "asks readers to take a side; report who asks for it, or give the page “genre: opinion”")


@page_rule(severity="warning", rewrite=True)
def opinion_in_news(one: OnePage) -> Iterator[Fault]:
    """A page with `genre: news` contains an opinion of its author.

    Bad:  `genre: news`, and `[The vote was a disgrace](#vote "opinion")`
    Good: `genre: analysis`, or somebody else's opinion: `opinion by mayor`
    Why:  Reuters journalists guard against putting their opinion in a news story (Reuters Handbook).
    """
    if one.page.meta.get("genre") == "news":
        for statement in one.statements:
            if statement.type == "opinion":
                at = statement.marks[0].words_at if statement.marks else statement.record.at
                yield Fault(
                    statement.page,
                    at,
                    f"“{statement.id}” is the author's opinion on a news page; leave it out, attribute it to "
                    "somebody else, or give the page “genre: analysis” or “genre: opinion”",
                )


@page_rule(severity="info", rewrite=True)
def absolute_word(one: OnePage) -> Iterator[Fault]:
    """The article's own voice says “always”, “never” or “undeniably”, with nobody behind it.

    Bad:  `[The council has never repaired the bridge](#repairs "claim by own-voice")`
    Good: `The minutes since 1998 show no repair`, as a claim by the minutes
    Why:  A single exception makes it wrong, and nobody is said to have checked every case.
    """
    for cue in cues_of(one).get("absolute", ()):
        if _in_own_words(cue):
            yield _fault(cue, "allows no exception and has no source; say who has checked, and how far back")


@linked_rule(severity="info")
def repeated_claim(one: LinkedPage) -> Iterator[Fault]:
    """Two claims on one page have the same words.

    Bad:  `[The bridge is unsafe](#bridge)` and `[the bridge is unsafe](#bridge-2)`, each declared
    Good: one claim, marked twice, or `same-as: bridge` in the second
    Why:  Every count would include the claim twice, and its denial would answer only one of the two.
    """
    first: dict[str, Statement] = {}
    for statement in one.statements:
        marks = statement.marks
        if len(marks) != 1 or KINDS[statement.kind].family != "claim":
            continue
        words = " ".join(one.page.text[marks[0].words_at : marks[0].words_end].split()).casefold()
        earlier = first.setdefault(words, statement)
        if earlier is not statement and words.count(" ") >= _FEWEST_SPACES and earlier not in one.family(statement):
            yield Fault(
                one.page,
                marks[0].words_at,
                f"“{earlier.id}” already has these words; make them one claim, or add “same-as: {earlier.id}”",
            )


def _beside(cues: Sequence[Cue], before: re.Pattern[str], after: re.Pattern[str]) -> Iterator[Cue]:
    """The cues right before or after a statement's words; a cue between two statements belongs to the second."""
    taken = set()
    for cue in cues:
        if cue.where == "before" and before.fullmatch(cue.between):
            taken.add(cue.at)
            yield cue
    for cue in cues:
        if cue.where == "after" and after.fullmatch(cue.between) and cue.at not in taken:
            yield cue


def _in_own_words(cue: Cue) -> bool:
    """Whether the article speaks here itself, and does not quote."""
    return cue.where == "in" and cue.statement.type in ("own-voice", "opinion") and not _in_quotation(cue)


def _in_quotation(cue: Cue) -> bool:
    text = cue.statement.page.text
    start = max((mark.words_at for mark in cue.statement.marks if mark.words_at <= cue.at), default=cue.at)
    before = text[start : cue.at]
    return before.count('"') % 2 == 1 or before.count("“") > before.count("”")


def _fault(cue: Cue, message: str) -> Fault:
    return Fault(cue.statement.page, cue.at, f"{quoted(cue.text)} {message}")
