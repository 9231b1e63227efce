"""The findings of a page as the desk shows them: errors first, each a link to its place, equal ones as one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from msgspec import Struct

from ..base.filefaults import OpenQuestion
from ..base.questions import ASKED, asked_about
from ..base.storage import digest
from ..check.findings import Finding, alike
from ..check.fixes import Fix
from ..check.fixing import Fixes
from .articletext import ArticleText, Words

_ORDER: Final = ("error", "warning", "info")
_KEY: Final = 16  # letters of a key


class FixOffered(Struct, frozen=True):
    """A fix of a finding, and what it does."""

    key: str
    title: str


class PlaceFound(Struct, frozen=True):
    """A place where something was found: its words, and the statement that it is about."""

    key: str
    line: int
    quote: Words | None
    id: str
    fixes: Sequence[FixOffered]


class FindingShown(Struct, frozen=True):
    """A finding, with the `others` of the page that are the same in other places."""

    key: str
    severity: str
    rule: str
    message: str
    line: int
    quote: Words | None
    id: str
    fixes: Sequence[FixOffered]
    others: Sequence[PlaceFound]


def findings_of(text: ArticleText, findings: Iterable[Finding], fixes: Fixes) -> list[FindingShown]:
    """The findings of a page, and their fixes."""
    groups: dict[tuple[str, ...], list[Finding]] = {}
    for finding in findings:
        apart = (str(finding),) if finding.rule == OpenQuestion.kind else ()  # each is about other words
        groups.setdefault((*alike(finding), *apart), []).append(finding)
    shown = [_shown(text, group, fixes) for group in groups.values()]
    return sorted(shown, key=lambda one: (_ORDER.index(one.severity), one.line))


def key_of(finding: Finding) -> str:
    """A finding's name in the protocol."""
    return digest(str(finding)).hex()[:_KEY]


def key_of_fix(fix: Fix) -> str:
    """The name of a fix among those of its finding."""
    return digest(fix.title, *(f"{edit.start} {edit.end} {edit.text}" for edit in fix.edits)).hex()[:_KEY]


def offset_of(text: ArticleText, finding: Finding) -> int:
    """Where in the file it is."""
    return text.offset(finding.line, finding.column)


def _shown(text: ArticleText, group: Sequence[Finding], fixes: Fixes) -> FindingShown:
    one = group[0]
    first, *others = (_place(text, finding, fixes) for finding in group)
    message = one.message
    if one.rule == OpenQuestion.kind and (asked := ASKED.match(text.page.text, offset_of(text, one))):
        message = f"“{first.quote.exact}”: {asked['words']}" if first.quote else asked["words"]
    return FindingShown(
        first.key, one.severity, one.rule, message, first.line, first.quote, first.id, first.fixes, others
    )


def _place(text: ArticleText, finding: Finding, fixes: Fixes) -> PlaceFound:
    at = offset_of(text, finding)
    if finding.rule == OpenQuestion.kind:
        at = asked_about(text.page.text, at)
    statement = text.statement_at(at)
    offered = [FixOffered(key_of_fix(fix), fix.title) for fix in fixes.of(finding)]
    return PlaceFound(key_of(finding), finding.line, text.words_at(at), statement.id if statement else "", offered)
