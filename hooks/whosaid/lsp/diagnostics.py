"""Findings as an editor shows them: under the words they are about."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from lsprotocol.types import CodeDescription, Diagnostic, DiagnosticSeverity, DiagnosticTag

from ..base.model import Item, Page
from ..check.findings import Finding
from .positions import Positions

SOURCE: Final = "whosaid"
_SEVERITIES: Final = {
    "error": DiagnosticSeverity.Error,
    "warning": DiagnosticSeverity.Warning,
    "info": DiagnosticSeverity.Information,
}
_WORD: Final = re.compile(r"[\w-]+|[^\S\n]*[^\w\s]+|[^\n]?")
_NEEDLESS: Final = "unused-"
"""How the names of rules begin that find something which has no use: editors show it paler."""


def diagnostics(findings: Iterable[Finding], page: Page, positions: Positions, manual: str = "") -> list[Diagnostic]:
    """The findings of a page. `manual`: as in Snapshot."""
    ends = _ends(page)
    return [_diagnostic(finding, page, ends, positions, manual) for finding in findings]


def _diagnostic(finding: Finding, page: Page, ends: dict[int, int], positions: Positions, manual: str) -> Diagnostic:
    at = positions.place(finding.line, finding.column)
    return Diagnostic(
        positions.range(at, ends.get(at) or _end_of_word(page.text, at)),
        finding.message,
        _SEVERITIES[finding.severity],
        finding.rule,
        CodeDescription(manual.replace("{}", finding.rule)) if manual else None,
        SOURCE,
        [DiagnosticTag.Unnecessary] if finding.rule.startswith(_NEEDLESS) else None,
    )


def _end_of_word(text: str, at: int) -> int:
    found = _WORD.match(text, at)
    return found.end() if found else at


def _ends(page: Page) -> dict[int, int]:
    """Where that ends which begins at an offset: a mark, the first line of a block, a value."""
    ends: dict[int, int] = {}
    for record in page.records:
        line = page.text.find("\n", record.at, record.end)
        ends[record.at] = record.end if line < 0 else line
        for items in record.options.values():
            ends.update(map(_span, items))
    ends.update((link.at, link.end) for link in page.links)
    ends.update(_span(link.id) for link in page.links)
    ends.update((source.at[""], source.at[""] + len(source.id)) for source in page.sources if source.at)
    return ends


def _span(item: Item) -> tuple[int, int]:
    return item.at, item.at + len(item.text)
