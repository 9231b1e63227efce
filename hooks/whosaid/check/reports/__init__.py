"""What the check has found, written for people and for machines: one file per format, each `write(report) -> str`.

Only the writer that is asked for is imported: the check should start at once.
"""

from __future__ import annotations

from importlib import import_module
from typing import Final

from .report import Report

__all__ = ["FORMATS", "Report", "write"]

FORMATS: Final = ("text", "json", "github", "sarif", "junit")


def write(report: Report, format: str) -> str:
    """The report in one of the FORMATS, ready to be printed."""
    written: str = import_module(f".{format}", __package__).write(report)
    return written
