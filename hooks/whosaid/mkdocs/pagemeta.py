"""The front matter of pages: left alone for all plug-ins, and safe by the time the theme prints it.

What plug-ins put there is theirs, often HTML. Only what stands in the author's file is text.
"""

from __future__ import annotations

import copy
from collections.abc import MutableMapping
from html import escape
from typing import Any

from markupsafe import Markup
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from ..check.findings import with_severity
from ..render import BuildState

Meta = MutableMapping[str, Any]  # whatever YAML can hold


class FrontMatter:
    """That of the pages that are annotated or generated; all others are none of our business."""

    def __init__(self, state: BuildState) -> None:
        self.state = state
        self.written: dict[str, Meta] = {}
        self.given: list[tuple[Page, Meta]] = []

    def read(self, page: Page) -> None:
        """Remember what the author has written, before any plug-in adds to it."""
        path = page.file.src_uri
        own = self.state.by_page.get(path, [])
        if with_severity(own, "error"):  # a preview; plug-ins and theme may fail on the fault
            page.meta = {key: value for key, value in page.meta.items() if key == "title" and isinstance(value, str)}
        if path in self.state.ledger.statements or path in self.state.generated:
            self.written[path] = copy.deepcopy(page.meta)

    def print(self, files: Files) -> None:
        """When all plug-ins have read it: make it safe for themes, which print it as it is, on other pages too."""
        for path, written in self.written.items():
            file = files.src_uris.get(path)
            if file is not None and file.page is not None:
                page = file.page
                self.given.append((page, page.meta))
                page.meta = {key: _safe(value, written.get(key)) for key, value in page.meta.items()}
                if path in self.state.ledger.statements:
                    page.meta.setdefault("hide", ["navigation", "toc"])  # the notes get the room

    def restore(self) -> None:
        """When the theme has printed all pages."""
        for page, meta in self.given:
            page.meta = meta


def _safe(value: Any, written: Any) -> Any:
    """A value with its texts as HTML, as far as they are those that were written."""
    if isinstance(value, Markup):
        return value
    if isinstance(value, str):
        return Markup(escape(value)) if value == written and escape(value) != value else value
    if isinstance(value, dict) and isinstance(written, dict):
        return {key: _safe(inner, written.get(key)) for key, inner in value.items()}
    if isinstance(value, list) and isinstance(written, list):
        return [_safe(inner, inner if inner in written else None) for inner in value]
    return value
