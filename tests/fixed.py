"""The site in the current folder with its fixes, in memory."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from whosaid.check.reports import Report
from whosaid.check.running import run_rules
from whosaid.commands.mending import Mended, mended
from whosaid.ledger.loading import load
from whosaid.ledger.records import Ledger

DOCS = Path("docs")


def checked(unsaved: Mapping[str, str] | None = None) -> tuple[Ledger, Report]:
    """The site in the current folder, as if some files had other texts."""
    ledger, _ = load(DOCS, None, unsaved or {})
    found = run_rules(ledger)
    return ledger, Report(found.findings, found.silenced, 0, ())


def mended_site() -> Mended:
    """The site in the current folder with the fixes that change nothing but the form; nothing is written."""
    return mended(DOCS, checked)
