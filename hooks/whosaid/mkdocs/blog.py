"""What Material's blog and readers of its posts ask of an annotated page, beside its notes."""

from __future__ import annotations

from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from ..render.buildstate import MORE
from ..site.search import text_only

_SIGNS = ("post_excerpt_separator", "abstract_delimiter")  # of Material's blog, and of the RSS plug-in


def signs_of(config: MkDocsConfig) -> tuple[str, ...]:
    """The comments by which plug-ins cut a page: they stay in it when others are taken out."""
    options: list[Any] = [getattr(plugin, "config", {}) for plugin in config.plugins.values()]
    found = (getattr(option, name, None) for option in options for name in _SIGNS)
    return tuple(dict.fromkeys((*MORE, *(sign for sign in found if isinstance(sign, str) and sign.startswith("<!--")))))


def count_reading_time(html: str, page: Page, config: MkDocsConfig, files: Files) -> None:
    """Let a blog count the words of its post before it is given those of the notes too; it counts once."""
    for plugin in config.plugins.values():
        posts = getattr(getattr(plugin, "blog", None), "posts", ())
        if any(post is page for post in posts):
            plugin.on_page_content(text_only(html), page=page, config=config, files=files)
