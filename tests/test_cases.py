"""The check's cases (tests/cases), and that every rule has some. How a case is written: casefiles.py."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from pathlib import Path

import pytest

import whosaid
from casefiles import CASES, Case, Expected, all_cases, record_line
from whosaid.base import shapes
from whosaid.check.findings import Finding
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


@pytest.mark.parametrize("rule", sorted(NOT_WRITABLE))
def test_rules_without_case_files_have_tests(rule: str) -> None:
    """What cannot be written down as a case is tested elsewhere, both ways."""
    assert re.search(rf"\b{rule}\b", (CASES.parent / NOT_WRITABLE[rule]).read_text(encoding="utf-8"))


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_every_rule_is_its_own_manual(rule: Rule) -> None:
    """A rule's docstring is one sentence, then a bad example, a good one, and why the rule is there."""
    form = r"[^\n]+\.\n\n\s*Bad:  \S.*\n\s*Good: \S.*\n\s*Why:  \S.*(?:\n {6}\S.*)*"
    assert re.fullmatch(form, rule.manual), rule.manual


def test_every_slip_has_a_rule() -> None:
    """What the reader could not read is worded by the rule of its name: nothing is noted and then lost."""
    kinds = set(re.findall(r'"slip": "([a-z-]+)"', Path(shapes.__file__).read_text(encoding="utf-8")))
    for path in ENGINE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Slip" and node.args:
                kinds |= {arg.value for arg in ast.walk(node.args[0]) if isinstance(arg, ast.Constant)}
    assert sorted(kinds - RULES.keys()) == []
    assert len(kinds) > 40
