"""What a preview has said already: after a save, an author wants to see what has changed by it, and nothing else."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from ..check.findings import Finding


class Reported:
    """The findings of the last build, by what stays when lines move."""

    def __init__(self) -> None:
        self._last: Counter[tuple[str, str, str]] | None = None

    def news(self, findings: Iterable[Finding]) -> tuple[list[Finding], str]:
        """Those that the last build did not have, and what became of the others; nothing after the first build."""
        before, self._last = self._last, Counter()
        new = []
        for finding in findings:
            name = _name(finding)
            self._last[name] += 1
            if before is None or self._last[name] > before[name]:
                new.append(finding)
        if before is None:
            return new, ""
        mended, same = (before - self._last).total(), (before & self._last).total()
        parts = [f"{mended} mended" if mended else "", f"{same} as before" if same else ""]
        return new, ", ".join(filter(None, parts))


def _name(finding: Finding) -> tuple[str, str, str]:
    return finding.path, finding.rule, re.sub(r"\d+", "", finding.message)
