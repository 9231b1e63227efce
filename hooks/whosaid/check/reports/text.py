"""For a terminal: `file:line:column: message [rule]` with the faulty line below. The caller removes colours."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import click

from ..findings import Finding, grouped
from .report import Report

_COLOURS: Final = {"error": "red", "warning": "yellow", "info": "cyan"}


def write(report: Report) -> str:
    """One or two lines per finding, repeated ones of a page grouped; nothing for silenced ones."""
    return write_findings(report.findings)


def write_findings(findings: Iterable[Finding]) -> str:
    """The same for some findings."""
    return "".join(f"{_shown(finding)}\n" for finding in grouped(findings))


def _shown(finding: Finding) -> str:
    line, _, excerpt = finding.shown().partition("\n")
    place = f"{finding.file}:{finding.line}:{finding.column}:"
    message = line.removeprefix(place).removesuffix(f"[{finding.rule}]")
    rule = click.style(f"[{finding.rule}]", fg=_COLOURS[finding.severity])
    shown = f"{click.style(place, bold=True)}{message}{rule}"
    return f"{shown}\n{click.style(excerpt, dim=True)}" if excerpt else shown
