"""Three news articles annotated with only the guide (tests/firsttime): the findings are few and justified."""

from __future__ import annotations

from pathlib import Path

import pytest

from whosaid.check.findings import grouped
from whosaid.check.running import run_rules
from whosaid.ledger.loading import load

# Each is right: a voice without a name judges, an accusation stands without the answer of the accused, and the dates of
# answers in the short form are not recorded, which is said once for each article.
LEFT = [
    "court.md:198 unnamed-opinion",
    "ferry.md:144 missing-response",
    "court.md:209 undated-response",
    "ferry.md:57 undated-response",
    "noise.md:112 undated-response",
]


def test_what_is_left_is_short_and_true(monkeypatch: pytest.MonkeyPatch) -> None:
    """More than a hundred statements, five lines; errors none."""
    monkeypatch.chdir(Path(__file__).parent)
    ledger, _ = load(Path("firsttime"))
    assert sum(map(len, ledger.statements.values())) > 100
    shown = grouped(run_rules(ledger).findings)
    assert [f"{finding.path}:{finding.line} {finding.rule}" for finding in shown] == LEFT
