"""The rules run over the ledger: findings, sorted, each said once."""

from __future__ import annotations

from .findings import Finding, Places, sort_findings
from .ledger import Ledger
from .rules import RULES


def check(ledger: Ledger) -> tuple[Finding, ...]:
    """Every finding of every rule."""
    places: dict[str, Places] = {}
    findings: list[Finding] = []
    for rule in RULES.values():
        for fault in rule.check(ledger):
            page = fault.page
            if page.path not in places:
                places[page.path] = Places(page)
            line, column = places[page.path].line_and_column(fault.at)
            piece = places[page.path].piece(fault.at)
            findings.append(Finding(page.file, line, column, rule.name, fault.message, rule.severity, piece, page.path))
    return sort_findings(findings)
