"""The rules run over the ledger: findings with the severities of whosaid.yml, sorted, without duplicates.

A finding that the author has silenced is kept apart, with the reason. A silencing that silences nothing is a finding
itself, which is known only when all rules have run.
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
from ..ledger.records import Ledger, OnePage
from ..ledger.targets import AnchorsOn, Targets
from .consequences import Unread
from .findings import Finding, Places, sort_findings
from .keptfaults import KeptFaults
from .rules import RULES, Fault, Rule

_UNUSED: Final = UnusedSilencing.kind
_ANCHOR: Final = UnknownAnchor.kind
BUILT: Final = frozenset((_ANCHOR,))
"""The rules about which a build knows more than the text shows (`check_anchors`)."""
_ONLY_BUILT: Final = frozenset((PublishedDraft.kind,))  # the others of a builder belong to the gate

_MOST_PLACES: Final = 5  # listed in a finding besides its own


class Checked(Struct, frozen=True):
    """What the rules found: `findings` to act on, and those the author `silenced`."""

    findings: tuple[Finding, ...]
    silenced: tuple[Finding, ...]


def check(ledger: Ledger) -> tuple[Finding, ...]:
    """Every finding that is not silenced."""
    return run_rules(ledger).findings


def run_rules(ledger: Ledger, kept: KeptFaults | None = None) -> Checked:
    """Every finding of every rule, silenced or not. `kept`: what the rules of a page found before."""
    kept = KeptFaults() if kept is None else kept
    run = _Run(ledger, kept)
    kept.begin(ledger, [rule for rule in RULES.values() if not (rule.on_request and run.severities.is_off(rule))])
    for rule in RULES.values():
        if rule.check_page is None and rule.check_linked is None:
            run.add(rule, ledger)
    for one in ledger.by_page():
        run.add_page(one, ledger)
    run.add_missed()
    for of_unused in (False, True):  # silencings of this very rule can be judged only after the others
        unused = tuple(run.unused(of_unused=of_unused))
        run.add(RULES[_UNUSED], msgspec.structs.replace(ledger, faults={_UNUSED: unused}))
    kept.end(ledger)
    found = sort_findings(_redacted(run.findings))
    return Checked(
        tuple(finding for finding in found if not finding.silenced),
        tuple(finding for finding in found if finding.silenced),
    )


def _redacted(findings: list[Finding]) -> Iterator[Finding]:
    """The findings, without an excerpt where a sensitive rule found something on the same line."""
    hidden = {(finding.path, finding.line) for finding in findings if RULES[finding.rule].sensitive}
    for finding in findings:
        is_hidden = (finding.path, finding.line) in hidden
        yield msgspec.structs.replace(finding, excerpt="") if is_hidden else finding


def check_anchors(ledger: Ledger, anchors_on: AnchorsOn, path: str = "") -> tuple[Finding, ...]:
    """The links that lead nowhere on the built pages: an error on pages with annotations.

    `anchors_on` gives the anchors of a built page; with a `path`, only that page's links are checked.
    """
    targets = Targets(ledger.files, ledger.by_ref, anchors_on)
    missing: list[tuple[Page, ReadingFault]] = []
    for page in [ledger.files[path]] if path else ledger.files.values():
        type_ = UnknownTarget if page.path in ledger.annotated else UnknownAnchor
        missing += [(page, type_(*msgspec.structs.astuple(fault))) for fault in targets.unknown(page)]
    return findings_from(ledger, missing)


def findings_from(ledger: Ledger, faults: Iterable[tuple[Page, ReadingFault]]) -> tuple[Finding, ...]:
    """The findings for faults that a builder found, worded by their rules; not the silenced ones."""
    by_kind: dict[str, list[tuple[Page, ReadingFault]]] = defaultdict(list)
    for page, fault in faults:
        by_kind[fault.kind].append((page, fault))
    if not by_kind:
        return ()
    run = _Run(ledger, KeptFaults())
    for kind, found in by_kind.items():
        run.add(RULES[kind], msgspec.structs.replace(ledger, faults={kind: tuple(found)}))
    run.add_missed()
    return tuple(finding for finding in sort_findings(run.findings) if not finding.silenced)


class _Severities:
    """The severity of each rule's findings, by page; None if the rule is off.

    Nobody can weaken a rule of the gate where annotations are concerned. A rule that concerns any page is off on pages
    without annotations, unless the site asks for it.
    """

    def __init__(self, ledger: Ledger) -> None:
        self.annotated = ledger.annotated
        self.configured: dict[str, Severity | None] = {
            setting.rule.text: next((known for known in get_args(Severity) if known == setting.severity), None)
            for page in ledger.files.values()
            for setting in page.rule_settings
        }

    def is_off(self, rule: Rule) -> bool:
        """Whether the rule finds nothing anywhere."""
        return not rule.gate and self._configured(rule) is None

    def is_guarded(self, rule: Rule, path: str) -> bool:
        """Whether the rule's findings in this file can be neither weakened nor silenced."""
        return rule.gate and (rule.concerns == "annotations" or path in self.annotated)

    def of(self, rule: Rule, path: str) -> Severity | None:
        """The severity of the rule's findings in the file at a path."""
        if self.is_guarded(rule, path):
            return "error"
        if rule.concerns != "annotations" and path not in self.annotated:
            return self.configured.get(rule.name, "info" if rule.concerns == "every page" else None)
        return self._configured(rule)

    def _configured(self, rule: Rule) -> Severity | None:
        return self.configured.get(rule.name, None if rule.on_request else rule.severity)


def _does_not_apply(rule: Rule, page: Page) -> bool:
    """Whether a rule asks for a rewrite on a page whose text is not the annotator's."""
    return rule.rewrite and page.meta.get("annotating") == "others"


class _Run:
    """One run: the findings so far, and the silencings that were used."""

    def __init__(self, ledger: Ledger, kept: KeptFaults) -> None:
        self.kept = kept
        self.findings: list[Finding] = []
        self.severities = _Severities(ledger)
        self.unread = Unread(ledger)
        self.missed: dict[tuple[str, str], list[tuple[int, Rule, Fault]]] = defaultdict(list)
        self.places: dict[str, Places] = {}
        self.silencings: dict[tuple[str, str], list[tuple[Page, Silencing]]] = defaultdict(list)
        self.used: set[int] = set()
        for page in ledger.files.values():
            for silencing in page.silencings:
                self.silencings[page.path, silencing.rule.text].append((page, silencing))

    def add(self, rule: Rule, ledger: Ledger) -> None:
        """Add what a rule finds in the ledger, unless it follows from another finding."""
        if self.severities.is_off(rule):
            return
        for fault in rule.check(ledger):
            if not _does_not_apply(rule, fault.page):
                self._add_fault(rule, fault)

    def add_page(self, one: OnePage, ledger: Ledger) -> None:
        """Add what the rules of a page, alone or with what it is linked with, find on it."""
        for found in self.kept.faults(one, ledger):
            rule = RULES[found.rule]
            if not self.severities.is_off(rule) and not _does_not_apply(rule, one.page):
                self._add_fault(rule, Fault(one.page, found.at, found.message, found.missing))

    def _add_fault(self, rule: Rule, fault: Fault) -> None:
        missing = fault.missing
        if missing is None:
            self._find(rule, fault)
        elif not self.unread.explains(fault):
            if missing.once:
                self.missed[fault.page.path, missing.name].append((fault.at, rule, fault))
            else:
                self._find(rule, fault)

    def add_missed(self) -> None:
        """Add what is missed in several places but fixed in one: a finding in the first place, listing the others."""
        for missed in self.missed.values():
            missed.sort(key=lambda one: one[0])
            _, rule, fault = missed[0]
            own, *lines = (self._places(fault.page).place(at).line for at, _, _ in missed[: 1 + _MOST_PLACES])
            others = ", ".join(map(str, sorted(set(lines) - {own})))
            if others:
                also = f"{fault.message} (also on line{'s' * (',' in others)} {others})"
                fault = msgspec.structs.replace(fault, message=also)
            self._find(rule, fault)

    def _places(self, page: Page) -> Places:
        if page.path not in self.places:
            self.places[page.path] = self.kept.places(page)
        return self.places[page.path]

    def _find(self, rule: Rule, fault: Fault) -> None:
        page, severity = fault.page, self.severities.of(rule, fault.page.path)
        if severity is None:
            return
        place = self._places(page).place(fault.at)
        is_guarded = self.severities.is_guarded(rule, page.path)
        reason = "" if is_guarded else self._reason(page.path, rule.name, fault.at)
        self.findings.append(
            Finding(
                page.file,
                place.line,
                place.column,
                rule.name,
                fault.message,
                severity,
                place.excerpt,
                page.path,
                reason,
            )
        )

    def _reason(self, path: str, rule: str, at: int) -> str:
        """Why a finding is silenced, or an empty text; every silencing that covers it counts as used."""
        reason = ""
        for _, silencing in self.silencings.get((path, rule), ()):
            if silencing.start <= at <= silencing.end and silencing.rule.at != at:  # not itself
                self.used.add(id(silencing))
                reason = reason or silencing.reason
        return reason

    def unused(self, *, of_unused: bool) -> Iterator[tuple[Page, ReadingFault]]:
        """The silencings that silenced nothing, of rules that are on and can be silenced."""
        for (path, name), silencings in self.silencings.items():
            if (name == _UNUSED) != of_unused or name not in RULES or self.severities.is_guarded(RULES[name], path):
                continue
            if self.severities.of(RULES[name], path) is not None and name not in _ONLY_BUILT:
                for page, silencing in silencings:
                    is_needed = id(silencing) in self.used or silencing.aside
                    if not is_needed and not _does_not_apply(RULES[name], page):
                        yield page, UnusedSilencing(silencing.rule.at, name)
