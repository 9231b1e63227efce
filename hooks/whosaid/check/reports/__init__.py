"""The results of the check, for people and for machines: one module per format, each with `write(report) -> str`.

Only the requested writer is imported, so that the check starts fast.
"""

from __future__ import annotations

from importlib import import_module
from typing import Final

from .report import Report

__all__ = ["FORMATS", "Report", "write"]

FORMATS: Final = ("text", "json", "github", "sarif", "junit")


def write(report: Report, format: str) -> str:
    """The report in one of the FORMATS, ready to print."""
    written: str = import_module(f".{format}", __package__).write(report)
    return written
