"""What has changed between two checks, for somebody who watches: new findings in full, and how many are gone."""

from __future__ import annotations

from collections.abc import Mapping

from ..findings import Finding
from .report import Report
from .text import write_findings


def new_and_gone(before: Report, now: Report) -> str:
    """The new findings as text, then a line such as `2 new, 1 gone`; empty if nothing has changed.

    A finding that has only moved with its line is the same one.
    """
    known, found = _by_fingerprint(before), _by_fingerprint(now)
    new = tuple(finding for name, finding in found.items() if name not in known)
    gone = len(known.keys() - found.keys())
    counts = [f"{number} {word}" for number, word in ((len(new), "new"), (gone, "gone")) if number]
    return f"{write_findings(new)}{', '.join(counts)}\n" if counts else ""


def _by_fingerprint(report: Report) -> Mapping[str, Finding]:
    return {report.fingerprints[finding]: finding for finding in report.findings}
