"""Addresses of files, `file:///c%3A/My%20Site/docs/a.md`, as editors write them: each encodes other characters."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

_DRIVE: Final = re.compile(r"/[A-Za-z]:(?=/|$)")
_HERE: Final = ("", "localhost")


def path_of(uri: str) -> Path | None:
    """The file at an address; None if it is not one on a disk, such as a text that has never been saved."""
    written = file_name(uri)
    return Path(written) if written else None


def file_name(uri: str) -> str:
    """The same as text: `C:/My Site`, `//server/share`; empty if there is no file."""
    try:
        parts = urlsplit(uri)
    except ValueError:
        return ""
    path = unquote(parts.path)
    if parts.scheme.lower() != "file" or not path.startswith("/") or "\0" in path:
        return ""
    if parts.netloc.lower() not in _HERE:
        return f"//{unquote(parts.netloc)}{path}"
    return path[1:] if _DRIVE.match(path) else path
