"""For a terminal: `file:line:column: message [rule]` with the faulty line below. Colours are cut off elsewhere."""

from __future__ import annotations

from typing import Final

import click

from ..findings import Finding, for_people
from .report import Report

_COLOURS: Final = {"error": "red", "warning": "yellow", "info": "cyan"}


def write(report: Report) -> str:
    """One or two lines for each finding, equal ones of a page together; nothing for those silenced."""
    return "".join(f"{_shown(finding)}\n" for finding in for_people(report.findings))


def _shown(finding: Finding) -> str:
    line, _, piece = finding.shown().partition("\n")
    place = f"{finding.file}:{finding.line}:{finding.column}:"
    message = line.removeprefix(place).removesuffix(f"[{finding.rule}]")
    rule = click.style(f"[{finding.rule}]", fg=_COLOURS[finding.severity])
    shown = f"{click.style(place, bold=True)}{message}{rule}"
    return f"{shown}\n{click.style(piece, dim=True)}" if piece else shown
