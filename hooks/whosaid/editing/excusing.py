"""A finding is silenced where it is, for a reason; a paragraph is set aside, since there is nothing to annotate."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import Final

from ..base.filenames import SOURCES_FILE
from ..base.model import UNMARKED, Page
from ..base.plain import on_one_line
from ..read.silencing import gives_reason
from .articletop import page_silencing
from .changes import Refused, SetAside, Silence
from .edits import Edit, edited
from .marking import INSIDE
from .saying import Said
from .working import Way, Working, new_faults, read_again

_RULE: Final = re.compile(r"[a-z][a-z0-9-]*")
_NO_PLACE: Final = "there is no place for the comment here; write it by hand, or silence the rule for the whole page"
_NO_COMMENT: Final = re.compile(
    r"[ \t>]*(?:\||!!!|\?\?\?|===|#|\*?\[(?!\^)[^\]\n]+\]:|/{3}|`{3}|~{3}|[-=*_][-=*_ \t]*$|[^\n]*\|[ \t]*$)",
    re.MULTILINE,
)
"""Lines that would mean something else with a comment behind them, such as the row of a table."""
_COMMENT: Final = re.compile(r"<!--.*-->|#.*")
_HARD_BREAK: Final = re.compile(r"(?: {2,}|\\)\Z")


def silence(site: Working, path: str, change: Silence) -> Iterator[Way]:
    """The ways to silence a rule at an offset: on its line, above its block or paragraph, or for the whole page."""
    page = site.page(path)
    if not _RULE.fullmatch(change.rule) or not 0 <= change.at <= len(page.text):
        raise Refused("there is no such finding on this page")
    reason = _reason(change.reason)
    for edit in _comments(page, change.at, f"whosaid: ignore {change.rule}: {reason}"):
        yield _way(path, change.rule, change.at, edit, _COMMENT.sub("", edit.text))
    if change.at == 0 and path != SOURCES_FILE:
        at_top = page_silencing(page.text[: page.body_at], change.rule, reason)
        if at_top is not None:
            yield _way(path, change.rule, change.at, at_top, "")


def _way(path: str, rule: str, at: int, edit: Edit, space: str) -> Way:
    """One way; `space` is what stands there without the silencing, such as an empty line."""
    without = Edit(edit.start, edit.end, space)
    return Way({path: [edit]}, "", partial(_check, rule, at, edit, without))


def _reason(text: str) -> str:
    """A reason as it can stand in a comment. Raises Refused if it is none."""
    reason = on_one_line(text)
    if not gives_reason(reason):
        raise Refused("say why: the reason is written beside the finding")
    if "--" in reason or reason.endswith((">", "-")):
        raise Refused("the reason cannot have two hyphens in a row; use a dash")
    return reason


def _comments(page: Page, at: int, words: str) -> Iterator[Edit]:
    """The places for a comment about an offset, the narrowest first."""
    text = page.text
    if page.path == SOURCES_FILE or at < page.body_at:
        yield _behind(text, at, f"  # {words}")
        yield _above(text, at, f"# {words}")
        return
    comment = f"<!-- {words} -->"
    block = next((one for one in page.records if one.form == "block" and one.at <= at < one.end), None)
    if block is None:
        if not _NO_COMMENT.match(text, text.rfind("\n", 0, at) + 1):
            yield _behind(text, at, f" {comment}")
        above = max(_paragraph_start(text, at), page.body_at)
    else:
        above = block.at
    if at:  # what is found at the very start is about the page, and a comment there would move its text away from it
        yield _above(text, above, comment)


_PREFIX: Final = re.compile(r"[ \t>]*")


def _above(text: str, at: int, comment: str) -> Edit:
    """On a line of its own above that of an offset, and apart from a list or the like, which would go on there."""
    start = text.rfind("\n", 0, at) + 1
    found = _PREFIX.match(text, start)
    prefix = found[0] if found else ""
    apart = f"{prefix.rstrip()}\n" if INSIDE.match(text[start + len(prefix) :][:200]) else ""
    return Edit(start, start, f"{prefix}{comment}\n{apart}")


def _behind(text: str, at: int, words: str) -> Edit:
    """At the end of a line, before what makes Markdown break it there."""
    end = text.find("\n", at)
    end = end if end >= 0 else len(text)
    start = text.rfind("\n", 0, at) + 1
    if hard := _HARD_BREAK.search(text[start:end]):
        end = start + hard.start()
    return Edit(end, end, words)


def _paragraph_start(text: str, at: int) -> int:
    above = [found.end() for found in re.finditer(r"\n[ \t>]*\n", text[:at])]
    return above[-1] if above else 0


def _check(rule: str, at: int, edit: Edit, without: Edit, path: str, before: Said, after: Said) -> str:
    """Why a page does not silence the rule there, and say the same otherwise; empty if it does."""
    if new_faults(before, after):
        return _NO_PLACE
    new = [one for one in after.page.silencings if one.rule.text == rule]
    moved = at + len(edit.text) if edit.start <= at else at
    old = sum(one.rule.text == rule for one in before.page.silencings)
    if len(new) != old + 1 or not any(one.start <= moved <= one.end for one in new):
        return _NO_PLACE
    said = Said(read_again(before.page, edited(before.page.text, [without]))).all_but()
    lost, added = said - after.all_but(), after.all_but() - said
    return "" if not lost and added.total() == 1 else _NO_PLACE


def set_aside(site: Working, path: str, change: SetAside) -> Iterator[Way]:
    """The ways to set the paragraph of some words aside: in it, at its end, or above it."""
    said = site.said(path)
    place = said.article.find(change.quote)
    text, run = said.page.text, said.article.prose.passage_at(place[0]).run
    reason = f": {_reason(change.reason)}" if change.reason.strip() else ""
    comment = f"<!-- whosaid: nothing-to-note{reason} -->"
    at = said.article.prose.in_file(*place)[0]
    above = _above(text, max(_paragraph_start(text, at), said.page.body_at), comment)
    for edit in (above, _behind(text, max(run.start, run.end - 1), f" {comment}")):
        yield _way(path, UNMARKED, at, edit, _COMMENT.sub("", edit.text))
