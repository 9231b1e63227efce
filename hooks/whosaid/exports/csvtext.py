"""CSV according to RFC 4180, with cells that no spreadsheet evaluates as formulas.

A cell that a spreadsheet could evaluate is prefixed with an apostrophe, as OWASP advises (CSV Injection): one that
starts with `=`, `+`, `-`, `@` (also full-width), a tab, a line end or a null character, even after spaces or
apostrophes. This is reversible: remove one apostrophe in front of such a start. Every cell is quoted.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from typing import Final

_FORMULA: Final = re.compile(r"['\s]*[=+\-@\t\r\n\0＝＋－＠]")


def csv_lines(rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """The CSV lines of the rows."""
    writer = csv.writer(_Echo(), quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    for row in rows:
        yield writer.writerow([guarded(cell) for cell in row])  # the return value of `write`


def guarded(cell: str) -> str:
    """The cell, prefixed if a spreadsheet would evaluate it."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


class _Echo:
    """A file object that returns what is written to it, since `csv` writes only to files."""

    def write(self, line: str) -> str:
        """The line."""
        return line
