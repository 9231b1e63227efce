"""The check's cases (tests/cases), and that every rule has some. How a case is written: casefiles.py."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path
from types import FunctionType, ModuleType
from typing import get_args, get_type_hints

import msgspec
import pytest

import whosaid
from casefiles import CASES, Case, Expected, all_cases, record_line
from fixed import checked, mended_site
from whosaid.base.faults import ReadingFault
from whosaid.base.model import Page
from whosaid.check import rules
from whosaid.check.findings import Finding
from whosaid.check.fixing import Fixes
from whosaid.check.rules import RULES
from whosaid.check.rules.core import Rule
from whosaid.check.running import run_rules
from whosaid.ledger.loading import load

ENGINE = Path(whosaid.__file__).parent
# What is too large or too broken to be written down, or needs a build: these rules have their cases elsewhere.
NOT_WRITABLE = {
    "too-many-statements": "test_files.py",
    "line-too-long": "test_files.py",
    "text-too-long": "test_growth.py",
    "tangled-text": "test_growth.py",
    "nested-too-deep": "test_growth.py",
    "unreadable-file": "test_files.py",
    "control-character": "test_files.py",
    "image-metadata": "test_pictures.py",
    "image-details": "test_pictures.py",
    "file-metadata": "test_pictures.py",
    "not-as-read": "test_hook.py",
    "published-draft": "test_preview.py",
    "unknown-icon": "test_hook.py",
    "unknown-template": "test_hook.py",
}
ALL = list(all_cases())
FIXED = [case for case in ALL if case.fixed or case.offers is not None]


@pytest.mark.parametrize("case", ALL, ids=[case.name for case in ALL])
def test_case(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A case has exactly the findings it states, and the records."""
    case.write(tmp_path)
    monkeypatch.chdir(tmp_path)
    ledger, _ = load(Path("docs"))
    checked = run_rules(ledger)
    for findings, expected in ((checked.findings, case.findings), (checked.silenced, case.silenced)):
        _compare(case, tuple(filter(case.is_about, findings)), _sorted(expected))
    if case.records is not None:
        statements = list(ledger.all_statements())
        likes = [*case.records, *[""] * len(statements)]
        lines = [record_line(statement, like) for statement, like in zip(statements, likes, strict=False)]
        assert lines == list(case.records), case.must_hold


@pytest.mark.parametrize("case", FIXED, ids=[case.name for case in FIXED])
def test_fixes_of_a_case(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`--fix` makes of each file what the case states, and leaves all others alone; the rest is only offered."""
    case.write(tmp_path)
    monkeypatch.chdir(tmp_path)
    texts = {f"docs/{path}": file.now for path, file in mended_site().files.items()}
    assert texts == case.fixed, case.must_hold
    if case.offers is not None:
        ledger, report = checked()
        of = Fixes(ledger).of
        found = [
            (_place(finding)[0], fix) for finding in report.findings for fix in of(finding) if case.is_about(finding)
        ]
        assert sorted(f"{place} {fix.title}" for place, fix in found if not fix.safe) == sorted(case.offers)


def _compare(case: Case, findings: tuple[Finding, ...], expected: list[Expected]) -> None:
    shown = "\n".join(map(str, findings))
    places = [(one.place, one.severity, one.rule) for one in expected]
    assert [_place(finding) for finding in findings] == places, f"{case.must_hold}\n{shown}"
    for finding, one in zip(findings, expected, strict=True):
        assert one.part in finding.message, case.must_hold


def _place(finding: Finding) -> tuple[str, str, str]:
    return f"{finding.file}:{finding.line}:{finding.column}", finding.severity, finding.rule


def _sorted(findings: tuple[Expected, ...]) -> list[Expected]:
    def key(expected: Expected) -> tuple[str, int, int, str]:
        file, line, column = expected.place.rsplit(":", 2)
        return file, int(line), int(column), expected.rule

    return sorted(findings, key=key)


def test_every_rule_has_a_bad_case_and_a_good_one() -> None:
    """The folder named like a rule holds a case with its finding and one without any finding."""
    bad, good = defaultdict(list), defaultdict(list)
    for case in ALL:
        rule = case.name.partition("/")[0]
        if not case.findings:
            good[rule].append(case.name)
        elif any(expected.rule == rule for expected in case.findings):
            bad[rule].append(case.name)
    written = RULES.keys() - NOT_WRITABLE.keys()
    assert sorted(written - bad.keys()) == []
    assert sorted(written - good.keys()) == []


def test_every_fix_has_a_case() -> None:
    """The folder named like a rule that knows fixes holds a case for what `--fix` mends, and for what is offered."""
    mended_in = {case.name.partition("/")[0] for case in FIXED if case.fixed}
    offered_in = {case.name.partition("/")[0] for case in FIXED if case.offers}
    written = [rule for rule in RULES.values() if rule.name not in NOT_WRITABLE]
    assert [rule.name for rule in written if rule.mend is not None and rule.name not in mended_in] == []
    assert [rule.name for rule in written if rule.offer is not None and rule.name not in offered_in] == []


@pytest.mark.parametrize("rule", sorted(NOT_WRITABLE))
def test_rules_without_case_files_have_tests(rule: str) -> None:
    """What cannot be written down as a case is tested elsewhere, both ways."""
    assert re.search(rf"\b{rule}\b", (CASES.parent / NOT_WRITABLE[rule]).read_text(encoding="utf-8"))


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_every_rule_is_its_own_manual(rule: Rule) -> None:
    """A rule's docstring is one sentence, then a bad example, a good one, and why the rule is there."""
    form = r"[^\n]+\.\n\n\s*Bad:  \S.*\n\s*Good: \S.*\n\s*Why:  \S.*(?:\n {6}\S.*)*"
    assert re.fullmatch(form, rule.manual), rule.manual


_FAULT = re.compile(r"^ *class (\w+)\(ReadingFault\b", re.MULTILINE)
FAULTS = {type_.kind: type_ for type_ in ReadingFault.__subclasses__()}


def test_every_reading_fault_has_a_rule() -> None:
    """What could not be read is worded by the rule of its name, made for its type: nothing is noted and then lost."""
    declared = [name for path in ENGINE.rglob("*.py") for name in _FAULT.findall(path.read_text(encoding="utf-8"))]
    assert sorted(type_.__name__ for type_ in FAULTS.values()) == sorted(declared)
    worded = {
        name.replace("_", "-"): get_type_hints(word).get("fault")
        for module in vars(rules).values()
        if isinstance(module, ModuleType)
        for name, word in vars(module).items()
        if isinstance(word, FunctionType) and name.replace("_", "-") in FAULTS
    }
    del worded["text-too-long"]  # also of what could be read
    assert worded == {kind: type_ for kind, type_ in FAULTS.items() if kind != "text-too-long"}
    assert sorted(FAULTS.keys() - RULES.keys()) == []


def _words(hint: object) -> list[str]:
    """The words of a Literal, or of several."""
    return [word for part in get_args(hint) for word in ([part] if isinstance(part, str) else _words(part))]


@pytest.mark.parametrize("kind", FAULTS)
def test_every_reading_fault_is_worded(kind: str) -> None:
    """In each of its ways, and in other words where it says which of them it is."""
    type_, page = FAULTS[kind], Page("a.md", "docs/a.md", "Text.")
    ledger, _ = load(Path("nowhere"))
    hints = get_type_hints(type_)
    ways = [(key, way) for key in ("detail", "cause") for way in _words(hints.get(key))] or [("detail", "7")]
    messages = []
    for key, way in ways:
        fault = type_(1, "date", ("one", "two"), **{"detail": "heading", key: way})
        faulty = msgspec.structs.replace(page, faults=(fault,))
        with_fault = msgspec.structs.replace(ledger, files={page.path: faulty}, faults={kind: ((faulty, fault),)})
        messages += [found.message for found in RULES[kind].check(with_fault)]
    assert len(messages) == len(ways)
    assert all(messages)
    assert len(set(messages)) == len(ways) or kind in SAID_IN_ONE_WAY, messages


SAID_IN_ONE_WAY = {
    "duplicate-key": "of which source a key is repeated is not told again: unknown sources may follow from it",
    "unclosed-fence": "the writer sees what is in it: a page of which the marks are in it counts as annotated",
}
"""Why the author is told the same: the detail is for the ledger."""
