"""Front matter and titles made safe where no hook does it: themes, Zensical's too, print them as they stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, MutableMapping
from html import escape
from typing import Any

Meta = MutableMapping[str, Any]  # whatever YAML can hold


def make_safe(meta: Meta, headings: Iterable[Mapping[str, Any]]) -> None:
    """Make the texts of a page's front matter HTML, and give it a title where the theme would print that of a heading.

    `headings` is the table of contents, as Python-Markdown's toc has it: names as HTML without tags.
    """
    for key, value in meta.items():
        meta[key] = _safe(value)
    first = next((heading["name"] for heading in headings if heading["level"] == 1), "")
    if "&lt;" in first:
        meta.setdefault("title", first)


def _safe(value: Any) -> Any:
    if isinstance(value, str):
        return escape(value)
    if isinstance(value, dict):
        return {key: _safe(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_safe(inner) for inner in value]
    return value
