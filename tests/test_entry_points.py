"""The check, the extension alone, the hook and the plug-in find the same in every case file (casefiles.py)."""

from __future__ import annotations

import logging
import re
from pathlib import Path

import click
import pytest
from mkdocs.exceptions import Abort, PluginError

from casefiles import all_cases
from entrypoints import ENTRY_POINTS, start
from whosaid.check.findings import grouped, with_severity
from whosaid.check.running import BUILT, run_rules
from whosaid.ledger.loading import load

_FINDING = re.compile(r"\S.*:\d+:\d+: .+ \[[a-z-]+\]$")
CASES = {case.name: case for case in all_cases()}


@pytest.mark.parametrize("name", CASES)
def test_all_entry_points_find_the_same(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """An error stops all three, and each says, word for word, what the check says of the same files."""
    CASES[name].write(tmp_path)
    monkeypatch.chdir(tmp_path)
    found = run_rules(load(Path("docs"))[0]).findings
    asked_later = [finding for finding in found if finding.rule in BUILT]
    for entry in ENTRY_POINTS:
        expected = found if entry == "extension" else tuple(one for one in found if one not in asked_later)
        caplog.clear()
        said, stopped = "", False
        with caplog.at_level(logging.INFO, "mkdocs.whosaid"):
            try:
                start(entry)
            except (click.ClickException, PluginError, Abort) as error:
                said, stopped = str(error), True
        said = "\n".join([said, *(record.getMessage() for record in caplog.records)])
        lines = [line for line in said.splitlines() if _FINDING.match(line)]
        assert lines == [str(one) for one in grouped(expected)], (entry, said)
        assert stopped == bool(with_severity(expected, "error")), (entry, said)
