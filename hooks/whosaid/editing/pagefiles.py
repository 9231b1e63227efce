"""Text files as they are on the disk: read in whatever encoding they have, written back with nothing else changed."""

from __future__ import annotations

import codecs
import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from .edits import Edit, edited

_MARKS: Final = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",  # before UTF-16, whose mark it begins with
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}


def decoded(data: bytes) -> tuple[str, bool]:
    """The text of a file of another program, and whether its encoding, as Windows writes it, is a guess."""
    for mark, encoding in _MARKS.items():
        if data.startswith(mark):
            return data.decode(encoding, "replace"), False
    try:
        return data.decode("utf-8"), False
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace"), True


def write_back(path: Path, edits: Sequence[Edit]) -> None:
    """Make changes to a page. Offsets are those of its text as it was read: without a mark, with single newlines.

    All else stays, byte for byte; new lines end as most of the file's do. The file is whole at every moment.
    """
    if edits:
        path = path.resolve()
        replace_text(path, in_file(path.read_bytes().decode("utf-8"), edits))


def in_file(raw: str, edits: Sequence[Edit]) -> str:
    """The text of a file with changes, whose offsets are those of the page's text."""
    at = _offsets(raw)
    newline = _newline(raw)
    return edited(raw, [Edit(at[one.start], at[one.end], one.text.replace("\n", newline)) for one in edits])


def _newline(raw: str) -> str:
    """How most lines of a text end."""
    windows = raw.count("\r\n")
    counts = {"\n": raw.count("\n") - windows, "\r\n": windows, "\r": raw.count("\r") - windows}
    return max(counts, key=counts.__getitem__)


def replace_text(path: Path, raw: str) -> None:
    """Give a file another text, with the line ends that are in it. The file is whole at every moment."""
    part = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        part.write_bytes(raw.encode("utf-8"))
        shutil.copymode(path, part)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _offsets(raw: str) -> Sequence[int]:
    """Where each character of the text as it was read is in the file; one more for its end."""
    if "\r" not in raw and not raw.startswith("\ufeff"):
        return range(len(raw) + 1)
    first = 1 if raw.startswith("\ufeff") else 0
    kept = [at for at in range(first, len(raw)) if not (raw[at] == "\n" and at > first and raw[at - 1] == "\r")]
    return [*kept, len(raw)]
