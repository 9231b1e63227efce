"""Rules about quotations: who said the words, and who altered them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ...base.languages import in_english
from ...base.patterns import pattern
from ...base.questions import is_asked
from ...ledger.records import OnePage, Statement
from .core import Fault, page_rule, quoted

_QUOTATION: Final = pattern(r"[\"“](?P<inside>[^\"“”]+)[\"”]")
_WHOLE: Final = pattern(r"(?P<inside>.+)", re.DOTALL)
_OPENING: Final = ('"', "“")
_CLOSING: Final = ('"', "”")
# Note numbers, `[2Fe-2S]` and `[sic]` alter nothing.
_NOT_ALTERED: Final = r"sic\b|\d{1,3}(?:[ ]?[,–-][ ]?\d{1,3})*\\?\]|(?=[^\[\]\s]*\d)(?=[^\[\]\s]*[A-Z])[^\[\]\s]+\]"
_ALTERED: Final = pattern(rf"\\?\[(?!\^|{_NOT_ALTERED})[^\[\]]*\](?!\()|(?:…|\.\.\.)(?=\W{{0,40}}\w)")
_SAYS_WHO_ALTERED: Final = pattern(
    r"\b(?:abridg|added|alter|bracket|chang|cut|ellips|insert|omit|shorten)", re.IGNORECASE
)
_MANY_WORDS: Final = 3  # fewer words in quotation marks may be a name or scare quotes


@page_rule(severity="warning")
def quote_without_speaker(one: OnePage) -> Iterator[Fault]:
    """A claim has words in quotation marks, but nobody is recorded as having said them.

    Bad:  `[The bridge is “a danger to every child”](#bridge "claim by own-voice")`
    Good: `[The bridge is “a danger to every child”](#bridge "claim by baker")`
    Why:  Quotation marks promise that somebody said exactly this. The Guardian's style guide wants the speaker named
          at the start, or after the first sentence.
    """
    for statement in _english(one):
        if statement.type in ("own-voice", "vague") and not _asks_who(statement):
            for quotation in _quotations(statement):
                if _is_speech(quotation):
                    yield Fault(
                        statement.page,
                        quotation.start(),
                        f"{quoted(quotation['inside'])} is in quotation marks, but no speaker is recorded; name "
                        "the speaker as the source, or remove the quotation marks",
                    )


@page_rule(severity="warning")
def altered_quote(one: OnePage) -> Iterator[Fault]:
    """Square brackets or an ellipsis show that a quotation was altered, but nothing says by whom.

    Bad:  `[“We will close […] the bridge”](#close)`
    Good: the same with `quote: partial`, or a note: “The Evening Post cut these words.”
    Why:  Quotations are never altered (AP Stylebook). Where words were left out, readers must be able to see by whom.
          The rule looks at blocks only, since only they can say so.
    """
    for statement in _english(one):
        for quotation in _quotations(statement):
            change = _ALTERED.search(statement.page.text, *quotation.span("inside"))
            record = statement.record
            if (
                change
                and record.form == "block"
                and record.value("quote") in ("", "direct")
                and not _SAYS_WHO_ALTERED.search(record.body)
            ):
                sign = change.group().replace("\\", "")
                yield Fault(
                    statement.page,
                    change.start(),
                    f"{quoted(sign)} shows that this quotation was altered; add “quote: partial”, or a note "
                    "that says who altered it",
                )


def _english(one: OnePage) -> tuple[Statement, ...]:
    """The statements of a page in English."""
    return one.statements if in_english(one.page.language) else ()


def quotes_speech(words: str) -> bool:
    """Whether something in these words is in quotation marks, and more than a name."""
    return any(_is_speech(quotation) for quotation in _QUOTATION.finditer(words))


def quotes_altered(words: str) -> bool:
    """Whether a quotation in these words shows that it was altered."""
    return any(_ALTERED.search(quotation["inside"]) for quotation in _QUOTATION.finditer(words))


def _is_speech(quotation: re.Match[str]) -> bool:
    return len(quotation["inside"].split()) >= _MANY_WORDS


def _asks_who(statement: Statement) -> bool:
    """Whether a draft asks the same, which is an error of its own."""
    return any(is_asked("speaker", statement.page.text, mark.end) for mark in statement.marks)


def _quotations(statement: Statement) -> Iterator[re.Match[str]]:
    """The quotations in a statement's words; all the words if the quotation marks are just outside them."""
    text = statement.page.text
    for mark in statement.marks:
        words = text[max(0, mark.at - 1) : mark.words_end]
        if '"' not in words and "“" not in words:
            continue
        if words[0] in _OPENING and text[mark.end : mark.end + 1] in _CLOSING:
            yield from _WHOLE.finditer(text, mark.words_at, mark.words_end)
        else:
            yield from _QUOTATION.finditer(text, mark.words_at, mark.words_end)
