"""The questions that a draft leaves to its author, and how they are written: `<!-- TODO: who says this? -->`.

Only these sentences count. Other notes that begin with TODO are an author's own, and nobody's business.
To add a question, add a row here and a line to the guide.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, Literal, get_args

from .patterns import pattern

Question = Literal["speaker", "source-type", "answered", "denial", "doubt", "note"]

QUESTIONS: Final[Mapping[Question, str]] = {
    "speaker": "who says this?",
    "source-type": "a person, an organisation, or people without a name?",
    "answered": "which claim does this answer?",
    "denial": "is this a denial, and of what?",
    "doubt": "which of its words are words of doubt?",
    "note": "is this note meant for readers?",
}
assert QUESTIONS.keys() == set(get_args(Question))

ASKED: Final = pattern(rf"<!--[ ]TODO:[ ](?P<words>{'|'.join(map(re.escape, QUESTIONS.values()))})[ ]*-->")


def is_asked(question: Question, text: str, at: int) -> bool:
    """Whether this is among the questions at an offset of an article, one behind the other."""
    while asked := ASKED.match(text, at):
        if asked["words"] == QUESTIONS[question]:
            return True
        at = asked.end()
    return False


def asked_about(text: str, at: int) -> int:
    """The place of what the questions at an offset are about: right before the first of them."""
    while (start := text.rfind("<!--", 0, at)) >= 0 and (asked := ASKED.match(text, start)) and asked.end() == at:
        at = start
    return at - 1


def comment_of(question: Question) -> str:
    """A question as it stands in an article."""
    return f"<!-- TODO: {QUESTIONS[question]} -->"
