"""How comments and invisible characters are put right, or removed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ...base.filefaults import CommentInHtml, CommentShown, ControlCharacter, MalformedSilencing, OpenQuestion
from ...base.model import Page
from ...base.patterns import pattern
from ...editing.edits import Edit
from ..fixes import Fix, Written, line_end, line_start
from .core import RULES, Fault, nearest
from .yamlrepairs import without_item

_CONTROL: Final = pattern("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_COMMENT: Final = pattern(r"<!--.*?-->", re.DOTALL)


def remove_question(page: Page, fault: OpenQuestion) -> Iterator[Fix]:
    """Without the question, which has been answered."""
    yield from remove_comment(page, fault, "Remove the question")


def remove_comment(
    page: Page, fault: CommentShown | CommentInHtml | OpenQuestion, title: str = "Remove the comment"
) -> Iterator[Fix]:
    """Without the comment at the fault."""
    comment = _COMMENT.search(page.text, fault.at)
    if comment is not None and comment.start() <= fault.at + len(page.text[fault.at :].partition("<!--")[0]):
        yield from _without(page.text, *comment.span(), title)


def _without(text: str, start: int, end: int, title: str) -> Iterator[Fix]:
    """Without a piece of text, and without its line if nothing else is on it."""
    is_alone = not text[line_start(text, start) : start].strip(" \t>") and not text[end : line_end(text, end)].strip()
    if is_alone:
        start, end = line_start(text, start), min(line_end(text, end) + 1, len(text))
    elif text[end : end + 1] in ("", "\n", " "):
        start = len(text[:start].rstrip(" \t"))
    yield Fix(title, (Edit(start, end, ""),))


def no_empty_lines(page: Page, fault: CommentShown) -> Iterator[Fix]:
    """A comment without the empty lines in it."""
    comment = _COMMENT.match(page.text, fault.at)
    if fault.detail == "empty line" and comment is not None:
        lines = re.compile(r"(?<=\n)(?:[ \t>]*\n)+").finditer(page.text, *comment.span())
        yield Fix("Remove the empty lines in the comment", tuple(Edit(*line.span(), "") for line in lines))


def mended_comment(page: Page, fault: CommentShown) -> Iterator[Fix]:
    """A comment with its end, or none where comments are text."""
    if fault.detail == "unclosed":
        end = line_end(page.text, fault.at)
        yield Fix("End the comment at the end of the line", (Edit(end, end, " -->"),))
    elif fault.detail in ("plain text", "empty line"):
        yield from remove_comment(page, fault)


def no_control_characters(page: Page, fault: ControlCharacter) -> Iterator[Fix]:
    """Without the control characters of the file."""
    edits = tuple(Edit(*found.span(), "") for found in _CONTROL.finditer(page.text))
    yield Fix("Remove the invisible characters" if len(edits) > 1 else "Remove the invisible character", edits)


def no_turn(page: Page, fault: Fault) -> Iterator[Fix]:
    """Without the character that turns the direction."""
    sign = page.text[fault.at : fault.at + 1]
    yield Fix(f"Remove the invisible character U+{ord(sign):04X}", (Edit(fault.at, fault.at + 1, ""),))


# Silencings.


def nearest_rule(page: Page, fault: Fault) -> Iterator[Fix]:
    """The nearest name of a rule."""
    name = re.compile(r"[\w-]+").match(page.text, fault.at)
    if name is not None and (near := nearest(name.group(), tuple(RULES))):
        yield Fix(f"Write “{near}” instead of “{name.group()}”", (Edit(*name.span(), near),))


def no_silencing(page: Page, fault: Written) -> Iterator[Fix]:
    """Without what silences or weakens a rule."""
    text, start = page.text, line_start(page.text, fault.at)
    opened = text.rfind("<!--", 0, fault.at)
    if opened >= 0 and text.find("-->", opened, fault.at) < 0:
        end = text.find("-->", fault.at)
        yield from _without(text, opened, end + 3, "Remove the comment") if end >= 0 else ()
    elif (sign := text.rfind("#", start, fault.at)) >= 0:
        yield from _without(text, sign, line_end(text, fault.at), "Remove the comment")
    elif name := re.compile(r"[\w-]+(?=:)").match(text, fault.at):
        yield from without_item(page, fault.at, text[fault.at : line_end(text, fault.at)], f"Remove “{name.group()}:”")


_MEANT: Final = pattern(r"\W*(?:\w+)[\s:-]*ignor\w*\s+(?P<rule>[\w-]+)\s*:\s*(?P<reason>[^\n]*?\w[^\n]*?)\s*(?:-->|$)")


def right_silencing(page: Page, fault: MalformedSilencing) -> Iterator[Fix]:
    """The comment in its form."""
    text = page.text
    opened, end = text.rfind("<!--", line_start(text, fault.at), fault.at), text.find("-->", fault.at)
    span = (opened, end + 3) if opened >= 0 and end >= 0 else (fault.at, line_end(text, fault.at))
    if opened < 0 and fault.at < page.body_at:
        return
    said = _MEANT.match(text[span[0] : span[1]].removeprefix("<!--"))
    if fault.detail == "aside":
        comment = "<!-- whosaid: nothing-to-note -->"
    elif fault.detail in ("form", "heading") and said is not None:
        comment = f"<!-- whosaid: ignore {said['rule']}: {said['reason']} -->"
    else:
        return
    yield Fix(f"Write {comment}", (Edit(*span, comment),))
