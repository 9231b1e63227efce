"""An article's file of any kind as text: which kind it is, and who reads it."""

from __future__ import annotations

from pathlib import Path

from .textfiles import Article, read_plain


def read_article(file: Path) -> Article:
    """The text of a file; raises CannotDraft."""
    return read_plain(file.read_bytes())
