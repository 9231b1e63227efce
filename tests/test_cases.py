"""The check's cases (tests/cases), and that every rule has some. How a case is written: casefiles.py."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from pathlib import Path

import pytest
from casefiles import CASES, Case, Expected, all_cases, record_line
from whosaid import shapes
from whosaid.checking import check
from whosaid.findings import Finding
from whosaid.loading import load
from whosaid.rules import RULES

ENGINE = Path(shapes.__file__).parent
# Files too large or too broken to be written down; these rules have their cases in test_files.py.
NOT_WRITABLE = {"too-many-statements", "line-too-long", "unreadable-file", "control-character"}
ALL = list(all_cases())


@pytest.mark.parametrize("case", ALL, ids=[case.name for case in ALL])
def test_case(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A case has exactly the findings it states, and the records."""
    case.write(tmp_path)
    monkeypatch.chdir(tmp_path)
    ledger, _ = load(Path("docs"))
    findings = check(ledger)
    shown = "\n".join(map(str, findings))
    assert [_place(finding) for finding in findings] == [(e.place, e.rule) for e in _sorted(case)], (
        f"{case.must_hold}\n{shown}"
    )
    for finding, expected in zip(findings, _sorted(case), strict=True):
        assert expected.part in finding.message, case.must_hold
    if case.records is not None:
        statements = list(ledger.all_statements())
        likes = [*case.records, *[""] * len(statements)]
        lines = [record_line(statement, like) for statement, like in zip(statements, likes, strict=False)]
        assert lines == list(case.records), case.must_hold


def _place(finding: Finding) -> tuple[str, str]:
    return f"{finding.file}:{finding.line}:{finding.column}", finding.rule


def _sorted(case: Case) -> list[Expected]:
    def key(expected: Expected) -> tuple[str, int, int, str]:
        file, line, column = expected.place.rsplit(":", 2)
        return file, int(line), int(column), expected.rule

    return sorted(case.findings, key=key)
