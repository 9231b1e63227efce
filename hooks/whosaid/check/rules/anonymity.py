"""Rules about the entries of unnamed sources."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from ...base.model import Source
from ...base.patterns import pattern
from ...ledger.records import Ledger, OnePage, find_source
from .core import Fault, page_rule, quoted, rule
from .yamlrepairs import without_key


def _unnamed(one: OnePage) -> Iterator[Source]:
    """The unnamed sources that a file declares."""
    return (source for source in one.page.sources if source.type == "unnamed")


@page_rule(severity="warning")
def unnamed_without_reason(one: OnePage) -> Iterator[Fault]:
    """The entry of an unnamed source does not say why the source is not named.

    Bad:  `engineers: {type: unnamed, described-as: two engineers of the harbour office}`
    Good: the same with `reason: they fear for their jobs`, or with `reason: not-stated` where the article is silent
    Why:  Readers are told why a source stays unnamed (AP, Anonymous sources; SPJ Code of Ethics, which asks journalists
          to explain why anonymity was granted). That the article gives no reason is an answer, too.
    """
    for source in _unnamed(one):
        if "reason" not in source.at:
            yield Fault(
                one.page,
                source.at[""],
                f"{quoted(source.label)} is not named, and nothing says why; add “reason:”, or “reason: not-stated” "
                "where the article does not say",
            )


_BARE: Final = pattern(
    r"""
    (?: (?: the | an? | one | two | three | several | some | many | multiple | various | number | of | other | \d+
          | unnamed | anonymous | unidentified | undisclosed | well-placed | informed | reliable | credible | trusted
          | inside
        ) [ ] )*
    (?: sources? | officials? | insiders? | observers? | quarters | circles | persons? | people | someone )
    (?: [ ] (?: (?: who[ ](?:is|are)[ ] )? (?: familiar[ ]with | close[ ]to | briefed[ ]on | aware[ ]of )
              | with[ ](?:direct[ ])?knowledge[ ]of
            )
        [ ] (?: the[ ] | this[ ] )? (?: matter | situation | issue | case | affair | subject | story ) )?
    """,
    re.VERBOSE,
)
"""Descriptions that could fit anybody. English only: no other language has these words."""


@page_rule(severity="warning", rewrite=True)
def bare_description(one: OnePage) -> Iterator[Fault]:
    """An unnamed source is described only as “sources”, “officials”, “people familiar with the matter” or the like.

    Bad:  `described-as: people familiar with the matter`
    Good: `described-as: two clerks of the licensing office`
    Why:  AP does not allow “a source” without more, and the Reuters Handbook calls “sources” without a description
          unacceptable. Readers weigh a voice by what they know of it, so say as much as its safety allows. The rule
          accepts a description that is the page's own words for the source.
    """
    body = cache(lambda: _TARGET.sub("]", one.page.text[one.page.body_at :]))
    for source in _unnamed(one):
        described = source.text("described-as")
        words = " ".join(described.lower().split())
        if words and _BARE.fullmatch(words) and not (one.page.body_at and _is_wording_of(body(), words)):
            yield Fault(
                one.page,
                source.at["described-as"],
                f"{quoted(described)} could be anybody; say what these people do or how they know, as closely as their "
                "safety allows",
            )


def _is_wording_of(body: str, words: str) -> bool:
    """Whether the text of the page that declares a source uses just these words for it."""
    more = r"(?!\s+(?:at|briefed|close|familiar|from|in|of|on|who|with)\b)"
    named = re.compile(rf"\b{re.escape(words)}\b{more}", re.IGNORECASE)
    return named.search(body) is not None


_TARGET: Final = pattern(r"\]\([^()]*\)")


@page_rule(sensitive=True, offer=without_key)
def named_unnamed_source(one: OnePage) -> Iterator[Fault]:
    """An unnamed source has a name.

    Bad:  `clerk: {type: unnamed, name: Ida Brandt, described-as: a clerk of the licensing office}`
    Good: `clerk: {type: unnamed, described-as: a clerk of the licensing office}`
    Why:  Files are copied, passed on and kept for years. A promise of confidence binds everyone who handles them (AP,
          Reuters and BBC on confidential sources).
    """
    for source in _unnamed(one):
        if "name" in source.at:
            yield Fault(
                one.page,
                source.at["name"],
                f"the source {quoted(source.id)} is of the type “unnamed”, but has a name; remove “name:” and write "
                "“described-as:”, or choose another type",
            )


@page_rule(sensitive=True, offer=without_key)
def address_of_unnamed_source(one: OnePage) -> Iterator[Fault]:
    """An unnamed source has an address, which may reveal who it is.

    Bad:  `clerk: {type: unnamed, described-as: a clerk of the licensing office, url: https://example.org/staff/7}`
    Good: the same without `url`; if the clerk has published something, its `url` belongs to that claim
    Why:  Anybody who opens the address knows the source. A promise of confidence binds everyone who handles the file
          (AP, Reuters and BBC on confidential sources).
    """
    for source in _unnamed(one):
        for key in ("url", "archive-url"):
            if key in source.at:
                yield Fault(
                    one.page,
                    source.at[key],
                    f"the source {quoted(source.id)} is of the type “unnamed”, but has an address, which may "
                    f"reveal who it is; remove “{key}:”, or choose another type",
                )


@rule(sensitive=True)
def unnamed_source_or_person(ledger: Ledger) -> Iterator[Fault]:
    """An unnamed source is declared as possibly the same as a named person.

    Bad:  `possibly-same-as: mayor` for an unnamed source, or `possibly-same-as: clerk` for the mayor
    Good: `possibly-same-as` between two unnamed sources only
    Why:  Readers would think they know who the source is, rightly or wrongly. A promise of confidence binds everyone
          who handles the file (AP, Reuters and BBC on confidential sources).
    """
    for page in ledger.files.values():
        for source in page.sources:
            for id_ in source.ids("possibly-same-as"):
                other = find_source(ledger.sources, page, id_)
                if other is not None and {source.type, other.type} == {"unnamed", "person"}:
                    yield Fault(
                        page,
                        source.at.get(f"possibly-same-as {id_}", source.at["possibly-same-as"]),
                        "this says that an unnamed source is possibly the same as a named person; remove it from "
                        f"“possibly-same-as:” of {quoted(source.id)}",
                    )


_OFF_THE_RECORD: Final = pattern(r"\boff[ -]the[ -]record\b", re.IGNORECASE)


@page_rule(severity="warning")
def off_the_record_source(one: OnePage) -> Iterator[Fault]:
    """The entry of an unnamed source says that the source spoke off the record.

    Bad:  `reason: spoke off the record`
    Good: `reason: staff may not talk to the press`
    Why:  Nothing said off the record may be published (AP, Anonymous sources). If the source agreed to be quoted
          without a name, that was not off the record, and readers should learn the true reason.
    """
    for source in _unnamed(one):
        for key in ("reason", "described-as", "knows-how"):
            if _OFF_THE_RECORD.search(source.text(key)):
                yield Fault(
                    one.page,
                    source.at[key],
                    "off the record means that nothing may be published; if that was agreed, remove what this source "
                    "says; if not, write why the source is not named",
                )
