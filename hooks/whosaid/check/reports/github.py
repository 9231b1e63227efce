"""For GitHub Actions: workflow commands, which show each finding beside its line in a pull request."""

from __future__ import annotations

from typing import Final

from ..findings import Finding
from .report import Report

_COMMANDS: Final = {"error": "error", "warning": "warning", "info": "notice"}


def write(report: Report) -> str:
    """One command per finding; none for silenced ones."""
    return "".join(f"{_command(finding)}\n" for finding in report.findings)


def _command(finding: Finding) -> str:
    properties = {"file": finding.file, "line": finding.line, "col": finding.column, "title": finding.rule}
    values = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    return f"::{_COMMANDS[finding.severity]} {values}::{_data(finding.message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
