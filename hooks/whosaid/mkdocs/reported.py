"""The findings that a preview has already shown: after a save, an author wants to see only what is new."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from ..check.findings import Finding


class Reported:
    """The findings of the last build, identified independently of their lines."""

    def __init__(self) -> None:
        self._last: Counter[tuple[str, str, str]] | None = None

    def news(self, findings: Iterable[Finding]) -> tuple[list[Finding], str]:
        """The findings that the last build did not have, and a summary of the others; empty after the first build."""
        before, self._last = self._last, Counter()
        new = []
        for finding in findings:
            name = _name(finding)
            self._last[name] += 1
            if before is None or self._last[name] > before[name]:
                new.append(finding)
        if before is None:
            return new, ""
        fixed, unchanged = (before - self._last).total(), (before & self._last).total()
        parts = [f"{fixed} fixed" if fixed else "", f"{unchanged} unchanged" if unchanged else ""]
        return new, ", ".join(filter(None, parts))


def _name(finding: Finding) -> tuple[str, str, str]:
    return finding.path, finding.rule, re.sub(r"\d+", "", finding.message)
