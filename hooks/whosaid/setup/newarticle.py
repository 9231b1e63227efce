"""`whosaid new`: an empty article whose top asks for what must be known."""

from __future__ import annotations

import os
from pathlib import Path

from ..base.filenames import MARKDOWN_SUFFIXES
from ..editing.articletop import article_top


class NoPlaceForArticle(ValueError):
    """Why no article can be written there, in words."""


def write_new_article(path: Path, docs: Path, text: str = "") -> None:
    """Write an article at a path below the docs folder, with the folders on the way; by default an empty one.

    Raises NoPlaceForArticle if that is no place for a page, or if there is one already. Nothing is ever overwritten.
    """
    if reason := _why_not(path, docs):
        raise NoPlaceForArticle(reason)
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8", newline="") as file:
            file.write(text or f"{article_top({})}\n# \n")
    except FileExistsError:
        raise NoPlaceForArticle(f"“{path}” already exists and was left unchanged; choose another name") from None


def _why_not(path: Path, docs: Path) -> str:
    """Why a path is no place for a page of the site; empty if it is one."""
    if not path.name.endswith(MARKDOWN_SUFFIXES):
        is_name = path.name.strip(".") and not path.is_dir()
        better = path.with_suffix(".md") if is_name else path / "new.md"
        return f"the name of a page ends in .md, and that of “{path}” does not; write “{better}”"
    folder, site = Path(os.path.realpath(path.parent)), Path(os.path.realpath(docs))
    if not folder.is_relative_to(site):
        is_elsewhere = path.is_absolute() or ".." in path.parts or path.is_relative_to(docs)
        inside = "" if is_elsewhere else f"; write “{docs / path}”"
        return f"“{path}” is not in the folder with the site's Markdown, “{docs}”{inside}"
    if any(part.startswith(".") for part in (*folder.relative_to(site).parts, path.name)):
        return f"“{path}” would never be published: no name on the way may begin with a dot"
    return ""
