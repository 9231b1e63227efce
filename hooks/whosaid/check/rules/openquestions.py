"""Rules about questions that a draft leaves to its author."""

from __future__ import annotations

from ...base.filefaults import OpenQuestion
from .commentrepairs import remove_question
from .core import fault_rule


@fault_rule(offer=remove_question)
def open_question(fault: OpenQuestion) -> str:
    """A question that `whosaid draft` could not answer is still in the article.

    Bad:  `[The report is false](#r-mayor "denial of leak by mayor")<!-- TODO: which claim does this answer? -->`
    Good: the same without the comment, once `of` names the claims that the mayor answers
    Why:  A draft is a proposal of a program. Nothing doubtful in it is published before somebody has looked.
    """
    return f"TODO: {fault.text} Correct the annotation if need be, then remove this comment"
