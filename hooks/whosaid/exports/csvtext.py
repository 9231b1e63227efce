"""CSV as RFC 4180 has it, which no spreadsheet takes for formulas.

A cell that a spreadsheet could compute gets an apostrophe before it, as OWASP advises (CSV Injection): one that starts
with `=`, `+`, `-`, `@` (of full width, too), a tab, a line end or a null character, also after spaces or apostrophes.
So the text can be had back exactly: of an apostrophe with such a start behind it, take one away. Every cell is quoted.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from typing import Final

_FORMULA: Final = re.compile(r"['\s]*[=+\-@\t\r\n\0＝＋－＠]")


def csv_lines(rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """Each row as a line."""
    writer = csv.writer(_Echo(), quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    for row in rows:
        yield writer.writerow([guarded(cell) for cell in row])  # what `write` has returned


def guarded(cell: str) -> str:
    """The cell, so that a spreadsheet shows it and does not compute it."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


class _Echo:
    """Gives back what is written to it; the writer of `csv` knows only files."""

    def write(self, line: str) -> str:
        """The line."""
        return line
