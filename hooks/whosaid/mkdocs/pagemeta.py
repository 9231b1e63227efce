"""The front matter of pages: unchanged for all plug-ins, and escaped while the theme prints it.

Values that plug-ins add are often HTML, and left alone. Only what the author's file says is text.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, MutableMapping
from html import escape
from typing import Any

from markupsafe import Markup
from mkdocs.structure.files import File
from mkdocs.structure.pages import Page

from ..check.findings import with_severity
from ..render import BuildState

Meta = MutableMapping[str, Any]  # whatever YAML can hold


class FrontMatter:
    """The front matter of annotated and generated pages."""

    def __init__(self, state: BuildState) -> None:
        self.state = state
        self.written: dict[str, Meta] = {}
        self.replaced: list[tuple[Page, Meta]] = []

    def read(self, page: Page) -> None:
        """Remember what the author wrote, before any plug-in adds to it."""
        path = page.file.src_uri
        own = self.state.by_page.get(path, [])
        if with_severity(own, "error"):  # in a preview; plug-ins and themes may crash on the fault
            page.meta = {key: value for key, value in page.meta.items() if key == "title" and isinstance(value, str)}
        if path in self.state.ledger.statements or path in self.state.generated:
            self.written[path] = copy.deepcopy(page.meta)

    def take_over(self, page: Page) -> None:
        """Remember that of a page that no plug-in sees: it is what the author wrote."""
        if page.file.src_uri in self.state.ledger.statements:
            self.written[page.file.src_uri] = page.meta

    def escape(self, files: Iterable[File]) -> None:
        """Escape it when all plug-ins have read it: themes print it without escaping, even on other pages."""
        for file in files:
            path, page = file.src_uri, file.page
            written = self.written.get(path)
            if written is not None and page is not None:
                self.replaced.append((page, page.meta))
                page.meta = {key: _safe(value, written.get(key)) for key, value in page.meta.items()}
                if path in self.state.ledger.statements:
                    page.meta.setdefault("hide", ["navigation", "toc"])  # to make room for the notes

    def restore(self) -> None:
        """Undo the escaping when the theme has printed all pages."""
        for page, meta in self.replaced:
            page.meta = meta


def _safe(value: Any, written: Any) -> Any:
    """A value with its texts escaped, if they are those the author wrote."""
    if isinstance(value, Markup):
        return value
    if isinstance(value, str):
        return Markup(escape(value)) if value == written and escape(value) != value else value
    if isinstance(value, dict) and isinstance(written, dict):
        return {key: _safe(inner, written.get(key)) for key, inner in value.items()}
    if isinstance(value, list) and isinstance(written, list):
        return [_safe(inner, inner if inner in written else None) for inner in value]
    return value
