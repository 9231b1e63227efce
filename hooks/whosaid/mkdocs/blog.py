"""Annotated posts in Material's blog: excerpts and reading time."""

from __future__ import annotations

from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from ..render.buildstate import MORE
from ..site.search import text_only

_SIGNS = ("post_excerpt_separator", "abstract_delimiter")  # options of Material's blog and the RSS plug-in


def signs_of(config: MkDocsConfig) -> tuple[str, ...]:
    """The comments at which plug-ins cut off an excerpt; they are kept when other comments are removed."""
    options: list[Any] = [getattr(plugin, "config", {}) for plugin in config.plugins.values()]
    found = (getattr(option, name, None) for option in options for name in _SIGNS)
    return tuple(dict.fromkeys((*MORE, *(sign for sign in found if isinstance(sign, str) and sign.startswith("<!--")))))


def count_reading_time(html: str, page: Page, config: MkDocsConfig, files: Files) -> None:
    """Let a blog count the words of a post before it sees those of the notes; it counts only once."""
    for plugin in config.plugins.values():
        posts = getattr(getattr(plugin, "blog", None), "posts", ())
        if any(post is page for post in posts):
            plugin.on_page_content(text_only(html), page=page, config=config, files=files)
