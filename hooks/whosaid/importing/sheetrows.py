"""Annotations in a spreadsheet, saved as CSV: a row for each, a column for the words and one for each thing said.

The columns may be in any order; they may be separated by commas, semicolons or tabs, as Excel does in different
countries, and the first line may say so (`sep=;`).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Final

from ..editing.quotes import Quote, shown
from .convention import NAMES, name_of, said_in
from .wanted import Problem, UnusableFile, Wanted

_QUOTE: Final = frozenset("quote quotation words exact sentence highlight".split())
_AROUND: Final = ("prefix", "suffix", "tags")
_SEPARATORS: Final = ",;\t|"
_MOST: Final = 10_000


def read_sheet(text: str, file: str) -> Iterator[Wanted | Problem]:
    """What is annotated, row by row. Raises UnusableFile if there is no column of words."""
    separator, text, skipped = _separator(text)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        head = [cell.strip().lower() for cell in next(rows, [])]
        at = next((at for at, name in enumerate(head) if name in _QUOTE), -1)
        if at < 0:
            raise UnusableFile(_no_quotes(file, head))
        yield from (
            Problem(f"{file}:{1 + skipped}", f"the column {shown(name)} is none that is known; it was left out")
            for number, name in enumerate(head)
            if name and number != at and name not in _AROUND and not name_of(name)
        )
        for number, row in enumerate(rows):
            if number >= _MOST:
                raise UnusableFile(f"“{file}” has more than {_MOST:,} rows, and an article can have 500 statements")
            if any(cell.strip() for cell in row):
                yield _wanted(row, head, at, f"{file}:{rows.line_num + skipped}")
    except csv.Error as error:
        raise UnusableFile(f"line {rows.line_num + skipped} of “{file}” cannot be read as CSV: {error}") from None


def _separator(text: str) -> tuple[str, str, int]:
    """What separates the columns, the text from the names of the columns on, and how many lines are before that."""
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == len("sep=;"):
        return first.strip()[-1], rest, 1
    return max(_SEPARATORS, key=lambda sign: (_known(first.split(sign)), first.count(sign))), text, 0


def _known(cells: Sequence[str]) -> int:
    names = [cell.strip().strip('"').lower() for cell in cells]
    return sum(name in _QUOTE or name in _AROUND or bool(name_of(name)) for name in names)


def _no_quotes(file: str, head: Sequence[str]) -> str:
    named = ", ".join(shown(name) for name in head[:8] if name) or "nothing"
    return (
        f"“{file}” has no column “quote”; the first row names the columns, such as quote, source, type, via, answer, "
        f"and in this file it names {named}"
    )


def _wanted(row: Sequence[str], head: Sequence[str], at: int, where: str) -> Wanted | Problem:
    cells = {name: cell.strip() for name, cell in zip(head, row, strict=False) if cell.strip()}
    words = row[at].strip() if at < len(row) else ""
    if not words:
        return Problem(where, "there are no words in the column “quote”; the row was left out")
    said = dict(said_in("", cells.get("tags", "").split(",")))
    for name, cell in cells.items():
        if name_of(name) and name not in _QUOTE:
            said[name_of(name)] = cell
    return Wanted(where, (Quote(words, cells.get("prefix", ""), cells.get("suffix", "")),), said)


assert not _QUOTE & NAMES - {"quote"}
