"""The rules run over the ledger: findings, weighed as whosaid.yml says, sorted, each said once.

A finding that the author has silenced is kept apart, with the reason. A silencing that has silenced nothing is a
finding itself, which can be told only when all rules have run.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final, get_args

import msgspec
from msgspec import Struct

from .consequences import Unread
from .findings import Finding, Places, sort_findings
from .ledger import Ledger
from .model import Page, Silencing, Slip
from .rules import RULES, Fault, Rule
from .vocabulary import Severity

_UNUSED: Final = "unused-silencing"


class Checked(Struct, frozen=True):
    """What the rules have found: `findings` to act on, and those the author has `silenced`."""

    findings: tuple[Finding, ...]
    silenced: tuple[Finding, ...]


def check(ledger: Ledger) -> tuple[Finding, ...]:
    """Every finding of every rule that is not silenced."""
    return run_rules(ledger).findings


def run_rules(ledger: Ledger) -> Checked:
    """Every finding of every rule."""
    run = _Run(ledger)
    for rule in RULES.values():
        run.add(rule, ledger)
    for of_unused in (False, True):  # those that silence this very rule can be judged only after the others
        unused = tuple(run.unused(of_unused=of_unused))
        run.add(RULES[_UNUSED], msgspec.structs.replace(ledger, slips={_UNUSED: unused}))
    found = sort_findings(_discreet(run.findings))
    return Checked(
        tuple(finding for finding in found if not finding.silenced),
        tuple(finding for finding in found if finding.silenced),
    )


def _discreet(findings: list[Finding]) -> Iterator[Finding]:
    """The findings without the lines that must not be repeated, whatever else is found on them."""
    hidden = {(finding.path, finding.line) for finding in findings if RULES[finding.rule].discreet}
    for finding in findings:
        is_hidden = (finding.path, finding.line) in hidden
        yield msgspec.structs.replace(finding, piece="") if is_hidden else finding


def severities_of(ledger: Ledger) -> Mapping[str, Severity | None]:
    """What each rule's findings weigh on this site; None where the rule is off."""
    weights: dict[str, Severity | None] = {rule.name: rule.severity for rule in RULES.values()}
    for page in ledger.files.values():
        for grade in page.grades:
            name = grade.rule.text
            if name in RULES and not RULES[name].gate:
                weights[name] = next((known for known in get_args(Severity) if known == grade.severity), None)
    return weights


class _Run:
    """One check: what is found so far, and which silencings have silenced something."""

    def __init__(self, ledger: Ledger) -> None:
        self.findings: list[Finding] = []
        self.weights = severities_of(ledger)
        self.unread = Unread(ledger)
        self.missed: set[tuple[str, str]] = set()
        self.places: dict[str, Places] = {}
        self.silencings: dict[tuple[str, str], list[tuple[Page, Silencing]]] = defaultdict(list)
        self.used: set[int] = set()
        for page in ledger.files.values():
            for silencing in page.silencings:
                self.silencings[page.path, silencing.rule.text].append((page, silencing))

    def add(self, rule: Rule, ledger: Ledger) -> None:
        """What a rule finds in the ledger."""
        severity = self.weights[rule.name]
        if severity is None:
            return
        for fault in rule.check(ledger):
            page = fault.page
            if fault.missing is not None and self._follows(fault):
                continue
            if page.path not in self.places:
                self.places[page.path] = Places(page)
            places = self.places[page.path]
            line, column = places.line_and_column(fault.at)
            reason = "" if rule.gate else self._reason(page.path, rule.name, fault.at)
            self.findings.append(
                Finding(
                    page.file,
                    line,
                    column,
                    rule.name,
                    fault.message,
                    severity,
                    places.piece(fault.at),
                    page.path,
                    reason,
                )
            )

    def _follows(self, fault: Fault) -> bool:
        """Whether a fault follows from another finding: from a piece that is unread, or that misses the same id."""
        if self.unread.explains(fault):
            return True
        name = fault.missing.name if fault.missing is not None else ""
        missed = (fault.page.path, name)
        if not name.startswith("#"):
            return False
        if missed in self.missed:
            return True
        self.missed.add(missed)
        return False

    def _reason(self, path: str, rule: str, at: int) -> str:
        """Why a finding is silenced; of several silencings, all that cover it are in use."""
        reason = ""
        for _, silencing in self.silencings.get((path, rule), ()):
            if silencing.start <= at <= silencing.end and silencing.rule.at != at:  # none silences itself
                self.used.add(id(silencing))
                reason = reason or silencing.reason
        return reason

    def unused(self, *, of_unused: bool) -> Iterator[tuple[Page, Slip]]:
        """The silencings that have silenced nothing, of rules that are on and could be silenced."""
        for (_, name), silencings in self.silencings.items():
            if (name == _UNUSED) != of_unused or name not in RULES or RULES[name].gate:
                continue
            if self.weights[name] is not None:
                for page, silencing in silencings:
                    if id(silencing) not in self.used:
                        yield page, Slip(_UNUSED, silencing.rule.at, name)
