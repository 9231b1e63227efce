"""Rules about what is not marked: statements in the text that nobody is recorded for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ...ledger.records import OnePage
from ..coverage import Unmarked, coverage_of, is_article
from .core import Fault, page_rule, quoted

_QUOTES: Final = "\"'“”„«»‘’"


@page_rule(severity="info", on_request=True)
def unmarked_claim(one: OnePage) -> Iterator[Fault]:
    """A sentence of an article reports what somebody says, quotes or denies, and no mark covers the words.

    Bad:  `He said it was safe.`
    Good: `He said [it was safe](#safe "claim by mayor").`, or above the paragraph `<!-- whosaid: nothing-to-note -->`
    Why:  What is not marked looks as if nobody had to stand behind it. Sentences are found by their words ("said",
          "according to", quotation marks), in languages that `whosaid detect` knows; some finds are wrong, so it is off
          unless a site asks for it.
    """
    coverage = coverage_of(one.page) if is_article(one.page) else None
    for unmarked in coverage.unmarked if coverage is not None else ():
        yield Fault(one.page, unmarked.at, _message(unmarked))


def _message(unmarked: Unmarked) -> str:
    words, who = quoted(unmarked.words.strip(_QUOTES)), quoted(unmarked.source) if unmarked.source else ""
    match unmarked.kind:
        case "denial":
            what = f"what {who} denies here, {words}," if who else f"{words} is denied here, and"
        case "quote":
            what = f"{words} is quoted here{f' from {who}' if who else ''}, and"
        case _:
            what = f"what {who} says here, {words}," if who else f"{words} is somebody's statement, and"
    return f"{what} is not marked; mark it, or set the paragraph aside: <!-- whosaid: nothing-to-note -->"
