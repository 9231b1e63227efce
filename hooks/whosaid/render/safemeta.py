"""Escapes front matter and titles where the plug-in does not run: themes, including Zensical's, print them as HTML."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, MutableMapping
from html import escape
from typing import Any

Meta = MutableMapping[str, Any]  # whatever YAML can hold


def make_safe(meta: Meta, headings: Iterable[Mapping[str, Any]]) -> None:
    """Escape a page's front matter, and add a title if the theme would otherwise print that of a heading.

    `headings` is the table of contents of Python-Markdown's toc: names as HTML without tags.
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
