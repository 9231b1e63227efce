"""The stylesheets and scripts of a built site."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final
from urllib.parse import quote

_PARTS: Final = ("tokens", "cards", "marks", "folds", "notes", "overview", "filters", "search", "print")
_SCRIPTS: Final = ("notes", "whosaid", "paper")
_COMMENT: Final = re.compile(r"/\*.*?\*/\n*", re.DOTALL)
_LAST_SEMICOLON: Final = re.compile(r";\s*\}")  # in a script, one on a line of its own may be a whole statement
_LINE_COMMENT: Final = re.compile(r"(?:^|\s)//.*", re.MULTILINE)

# The icon of each source type, by its name in Material's own set.
_ICONS: Final = {
    "witness": "eye-check-outline",
    "document": "file-document-outline",
    "person": "account-voice",
    "institution": "bank-outline",
    "unnamed": "incognito",
    "outlet": "newspaper-variant-outline",
    "vague": "account-question-outline",
    "own-voice": "text-short",
    "opinion": "thought-bubble-outline",
}


def stylesheet(theme_folders: Iterable[str] = ()) -> str:
    """The main stylesheet. Icons come from the theme's folders; if it has none, words are shown without icons."""
    parts = (_part(f"{name}.css") for name in _PARTS)
    return "".join([*parts, *_icons([Path(path) for path in theme_folders])])


def page_stylesheet() -> str:
    """The stylesheet for the layout of pages."""
    return _part("page.css")


def ledger_stylesheet() -> str:
    """The stylesheet for what is shown of the ledger."""
    return _part("ledger.css") + _part("map.css") + _part("claim.css")


def script() -> str:
    """The script: its parts, one after the other."""
    return "".join(_part(f"{name}.js") for name in _SCRIPTS)


def table_script() -> str:
    """The script for tables from the ledger."""
    return _part("table.js")


def classroom_stylesheet() -> str:
    """The stylesheet of pages with the exercise “Who said it?”."""
    return _part("classroom.css")


def classroom_script() -> str:
    """The script of such pages."""
    return _part("classroom.js")


@cache
def hiding_script() -> str:
    """A script for the head of such a page, which loads both by the address of the exercise, and hides the sources."""
    return _part("hiding.js").replace("\n", "")


def restoring_script() -> str:
    """A script for the controls above an article, which restores what the reader has chosen."""
    return _part("restore.js").replace("\n", "")


@cache  # every page has it
def palette_script() -> str:
    """A script beside the theme's switch between light and dark, which works it."""
    return _part("palette.js").replace("\n", "")


def search_script() -> str:
    """A script element for a page's head, which stops the theme from loading the search index before a search."""
    return f"<script>\n{_part('search.js')}</script>\n"


def frame_script(pieces: str) -> str:
    """The script that puts the theme's frame around a page. `pieces` are those of the frame, as JSON."""
    return _part("frame.js").replace("PIECES", pieces)


def search_worker() -> str:
    """The script that answers the theme's search dialog from a Pagefind index."""
    return _part("searchworker.js")


def not_found_styles() -> str:
    """A style element for the head of the page for addresses that lead nowhere."""
    return f"<style>\n{_part('notfound.css')}</style>\n"


def not_found_script() -> str:
    """The script of that page."""
    return _part("notfound.js")


def _part(name: str) -> str:
    """A file without its comments, indents and last semicolons, which are a seventh of it when compressed."""
    text = _COMMENT.sub("", files(__name__).joinpath(name).read_text(encoding="utf-8"))
    lines = (line.strip() for line in _LINE_COMMENT.sub("", text).splitlines())
    short = "".join(f"{line}\n" for line in lines if line)
    return _LAST_SEMICOLON.sub("}", short) if name.endswith(".css") else short.replace("; }\n", "}\n")


def _icons(folders: list[Path]) -> Iterable[str]:
    for type_, name in _ICONS.items():
        found = (folder / f".icons/material/{name}.svg" for folder in folders)
        if icon := next((file for file in found if file.is_file()), None):
            opinion = ", .ann-ref.s-opinion" if type_ == "opinion" else ""
            address = quote(icon.read_text(encoding="utf-8"), safe=" =:/'")
            yield f'.t-{type_}{opinion} {{ --ann-icon: url("data:image/svg+xml,{address}") }}\n'
