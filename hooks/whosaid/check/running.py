"""The rules run over the ledger: findings, weighed as whosaid.yml says, sorted, each said once.

A finding that the author has silenced is kept apart, with the reason. A silencing that has silenced nothing is a
finding itself, which can be told only when all rules have run.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final, get_args

import msgspec
from msgspec import Struct

from ..base.faults import ReadingFault, UnknownAnchor, UnknownTarget
from ..base.filefaults import PublishedDraft, UnusedSilencing
from ..base.model import Page, Silencing
from ..base.vocabulary import Severity
from ..ledger.records import Ledger
from ..ledger.targets import AnchorsOn, Targets
from .consequences import Unread
from .findings import Finding, Places, sort_findings
from .rules import RULES, Fault, Rule

_UNUSED: Final = UnusedSilencing.kind
_TARGET: Final = UnknownTarget.kind
_ANCHOR: Final = UnknownAnchor.kind
BUILT: Final = frozenset((_ANCHOR,))
"""The rules of which a build knows more than the text of its pages tells (`check_anchors`)."""
_ONLY_BUILT: Final = frozenset((PublishedDraft.kind,))  # and those of the builder that belong to the gate

_MOST_PLACES: Final = 5  # that a finding names beside its own


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
    run.add_missed()
    for of_unused in (False, True):  # those that silence this very rule can be judged only after the others
        unused = tuple(run.unused(of_unused=of_unused))
        run.add(RULES[_UNUSED], msgspec.structs.replace(ledger, faults={_UNUSED: unused}))
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


def check_anchors(ledger: Ledger, anchors_on: AnchorsOn, path: str = "") -> tuple[Finding, ...]:
    """The links that lead nowhere once the pages are built: where annotations are concerned, an error.

    `anchors_on` tells the anchors of the built pages; with a `path`, only the links of that page are looked at.
    """
    targets = Targets(ledger.files, ledger.by_ref, anchors_on)
    missing: list[tuple[Page, ReadingFault]] = []
    for page in [ledger.files[path]] if path else ledger.files.values():
        type_ = UnknownTarget if page.path in ledger.annotated else UnknownAnchor
        missing += [(page, type_(*msgspec.structs.astuple(fault))) for fault in targets.unknown(page)]
    return word_faults(ledger, missing)


def word_faults(ledger: Ledger, faults: Iterable[tuple[Page, ReadingFault]]) -> tuple[Finding, ...]:
    """What a builder has found, in the words of its rules and weighed as they are; not what is silenced."""
    by_kind: dict[str, list[tuple[Page, ReadingFault]]] = defaultdict(list)
    for page, fault in faults:
        by_kind[fault.kind].append((page, fault))
    if not by_kind:
        return ()
    run = _Run(ledger)
    for kind, found in by_kind.items():
        run.add(RULES[kind], msgspec.structs.replace(ledger, faults={kind: tuple(found)}))
    run.add_missed()
    return tuple(finding for finding in sort_findings(run.findings) if not finding.silenced)


class _Weights:
    """What a rule's findings weigh, page by page; None where it is off.

    The gate guards claims: nobody can weaken one of its rules where annotations are concerned. A rule about what any
    page may have says nothing of a page without annotations, unless the site asks for it.
    """

    def __init__(self, ledger: Ledger) -> None:
        self.annotated = ledger.annotated
        self.asked: dict[str, Severity | None] = {
            grade.rule.text: next((known for known in get_args(Severity) if known == grade.severity), None)
            for page in ledger.files.values()
            for grade in page.grades
        }

    def is_off(self, rule: Rule) -> bool:
        """Whether the rule finds nothing anywhere."""
        return not rule.gate and rule.name in self.asked and self.asked[rule.name] is None

    def is_guarded(self, rule: Rule, path: str) -> bool:
        """Whether what the rule finds in this file can be neither weakened nor silenced."""
        return rule.gate and (rule.concerns == "annotations" or path in self.annotated)

    def of(self, rule: Rule, path: str) -> Severity | None:
        """The weight of what the rule finds in the file at a path."""
        if self.is_guarded(rule, path):
            return "error"
        if rule.concerns != "annotations" and path not in self.annotated:
            return self.asked.get(rule.name, "info" if rule.concerns == "every page" else None)
        return self.asked.get(rule.name, rule.severity)


def _asks_in_vain(rule: Rule, page: Page) -> bool:
    """Whether a rule asks for another text on a page whose text is not the annotator's."""
    return rule.rewrite and page.meta.get("annotating") == "others"


class _Run:
    """One check: what is found so far, and which silencings have silenced something."""

    def __init__(self, ledger: Ledger) -> None:
        self.findings: list[Finding] = []
        self.weights = _Weights(ledger)
        self.unread = Unread(ledger)
        self.missed: dict[tuple[str, str], list[tuple[int, Rule, Fault]]] = defaultdict(list)
        self.places: dict[str, Places] = {}
        self.silencings: dict[tuple[str, str], list[tuple[Page, Silencing]]] = defaultdict(list)
        self.used: set[int] = set()
        for page in ledger.files.values():
            for silencing in page.silencings:
                self.silencings[page.path, silencing.rule.text].append((page, silencing))

    def add(self, rule: Rule, ledger: Ledger) -> None:
        """What a rule finds in the ledger, if it does not follow from another finding."""
        if self.weights.is_off(rule):
            return
        for fault in rule.check(ledger):
            if not _asks_in_vain(rule, fault.page):
                self._weigh(rule, fault)

    def _weigh(self, rule: Rule, fault: Fault) -> None:
        missing = fault.missing
        if missing is None:
            self._find(rule, fault)
        elif not self.unread.explains(fault):
            if missing.once:
                self.missed[fault.page.path, missing.name].append((fault.at, rule, fault))
            else:
                self._find(rule, fault)

    def add_missed(self) -> None:
        """What is missed in several places and mended in one: a finding in the first, which names the others."""
        for missed in self.missed.values():
            missed.sort(key=lambda one: one[0])
            _, rule, fault = missed[0]
            own, *lines = (self._places(fault.page).line_and_column(at)[0] for at, _, _ in missed[: 1 + _MOST_PLACES])
            others = ", ".join(map(str, sorted(set(lines) - {own})))
            if others:
                also = f"{fault.message} (the same in line{'s' * (',' in others)} {others})"
                fault = msgspec.structs.replace(fault, message=also)
            self._find(rule, fault)

    def _places(self, page: Page) -> Places:
        if page.path not in self.places:
            self.places[page.path] = Places(page)
        return self.places[page.path]

    def _find(self, rule: Rule, fault: Fault) -> None:
        page, severity = fault.page, self.weights.of(rule, fault.page.path)
        if severity is None:
            return
        places = self._places(page)
        line, column = places.line_and_column(fault.at)
        is_guarded = self.weights.is_guarded(rule, page.path)
        reason = "" if is_guarded else self._reason(page.path, rule.name, fault.at)
        piece = places.piece(fault.at)
        self.findings.append(
            Finding(page.file, line, column, rule.name, fault.message, severity, piece, page.path, reason)
        )

    def _reason(self, path: str, rule: str, at: int) -> str:
        """Why a finding is silenced; of several silencings, all that cover it are in use."""
        reason = ""
        for _, silencing in self.silencings.get((path, rule), ()):
            if silencing.start <= at <= silencing.end and silencing.rule.at != at:  # none silences itself
                self.used.add(id(silencing))
                reason = reason or silencing.reason
        return reason

    def unused(self, *, of_unused: bool) -> Iterator[tuple[Page, ReadingFault]]:
        """The silencings that have silenced nothing, of rules that are on and could be silenced."""
        for (path, name), silencings in self.silencings.items():
            if (name == _UNUSED) != of_unused or name not in RULES or self.weights.is_guarded(RULES[name], path):
                continue
            if self.weights.of(RULES[name], path) is not None and name not in _ONLY_BUILT:
                for page, silencing in silencings:
                    if id(silencing) not in self.used and not _asks_in_vain(RULES[name], page):
                        yield page, UnusedSilencing(silencing.rule.at, name)
