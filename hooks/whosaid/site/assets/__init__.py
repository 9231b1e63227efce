"""The stylesheets and scripts of a built site."""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path
from typing import Final
from urllib.parse import quote

_PARTS: Final = ("tokens", "cards", "marks", "notes", "overview", "filters", "print")
_SCRIPTS: Final = ("notes", "whosaid", "paper")
_COMMENT: Final = re.compile(r"/\*.*?\*/\n*", re.DOTALL)

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
    return "\n".join([*(_part(name) for name in _PARTS), *_icons([Path(path) for path in theme_folders])])


def page_stylesheet() -> str:
    """The stylesheet for the layout of pages."""
    return _part("page")


def ledger_stylesheet() -> str:
    """The stylesheet for what is shown of the ledger."""
    return _part("ledger") + _part("map") + _part("claim")


def _part(name: str) -> str:
    return _COMMENT.sub("", files(__name__).joinpath(f"{name}.css").read_text(encoding="utf-8"))


def script() -> str:
    """The script: its parts, one after the other."""
    return "\n".join(files(__name__).joinpath(f"{name}.js").read_text(encoding="utf-8") for name in _SCRIPTS)


def table_script() -> str:
    """The script for tables from the ledger."""
    return _COMMENT.sub("", files(__name__).joinpath("table.js").read_text(encoding="utf-8"))


def restoring_script() -> str:
    """A script for the controls above an article, which restores what the reader has chosen."""
    js = _COMMENT.sub("", files(__name__).joinpath("restore.js").read_text(encoding="utf-8"))
    return "".join(line.strip() for line in re.sub(r"\s//.*", "", js).splitlines())


def search_script() -> str:
    """A script element for a page's head, which stops the theme from loading the search index before a search."""
    js = files(__name__).joinpath("search.js").read_text(encoding="utf-8")
    return f"<script>\n{_COMMENT.sub('', js)}</script>\n"


def not_found_script() -> str:
    """The script of the page for addresses that lead nowhere."""
    return _COMMENT.sub("", files(__name__).joinpath("notfound.js").read_text(encoding="utf-8"))


def _icons(folders: list[Path]) -> Iterable[str]:
    for type_, name in _ICONS.items():
        found = (folder / f".icons/material/{name}.svg" for folder in folders)
        if icon := next((file for file in found if file.is_file()), None):
            opinion = ", .ann-ref.s-opinion" if type_ == "opinion" else ""
            address = quote(icon.read_text(encoding="utf-8"), safe=" =:/'")
            yield f'.t-{type_}{opinion} {{ --ann-icon: url("data:image/svg+xml,{address}"); }}'
