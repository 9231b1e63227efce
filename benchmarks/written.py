"""The table of docs/guide/speed.md: its rows, with the day and the versions they were measured with."""

from __future__ import annotations

import os
import platform
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Final

BEGIN: Final = "<!-- measured: `make bench` writes what follows -->\n"
END: Final = "<!-- end of what was measured -->\n"
_PACKAGES: Final = ("mkdocs", "mkdocs-material", "Markdown", "pymdown-extensions")


@dataclass(frozen=True)
class Row:
    """A figure and its target: a line of the table."""

    what: str
    figure: str
    target: str
    is_met: bool


def write_row(page: Path, row: Row) -> None:
    """Replace the row of the table that was measured again, or add it."""
    text = page.read_text("utf-8")
    before, _, rest = text.partition(BEGIN)
    old, _, after = rest.partition(END)
    lines = {_name(line): line for line in old.splitlines() if line.startswith("| ") and " --- " not in line}
    lines.pop("what", None)
    lines[row.what] = _line(row)
    table = ["| what | measured | target | on |", "| --- | --- | --- | --- |", *lines.values()]
    page.write_text(before + BEGIN + "\n" + "\n".join(table) + f"\n\n{_machine()}\n\n" + END + after, "utf-8")


def _name(line: str) -> str:
    return line.split("|")[1].strip()


def _line(row: Row) -> str:
    missed = "" if row.is_met else " **missed**"
    return f"| {row.what} | {row.figure}{missed} | {row.target} | {datetime.now(UTC):%Y-%m-%d} |"


def _machine() -> str:
    packages = ", ".join(f"{name} {version(name)}" for name in _PACKAGES)
    return f"Python {platform.python_version()}, {packages}; {platform.system()}, {os.cpu_count()} cores."
