"""What other plug-ins see of a site: single pages, or the site as a whole, made from what they saw of its pages."""

from __future__ import annotations

from collections.abc import Container
from typing import Final

from mkdocs.config.defaults import MkDocsConfig

CONVERTED: Final = ("page_content",)
"""The event at which a plug-in sees a converted page."""
DRAWN: Final = ("page_context", "post_page")
"""The events at which a plug-in sees a page that is being drawn, or finished."""
WHOLE: Final = ("env", "pre_template", "template_context", "post_template", "post_build")
"""The events at which a plug-in can use what it has seen of all pages."""


def answers(config: MkDocsConfig, plugin: object) -> dict[str, frozenset[str]]:
    """The events that each plug-in and hook of the site answers, by its name in mkdocs.yml; without `plugin` itself."""
    names = {id(owner): name for name, owner in config.plugins.items()}
    found: dict[str, set[str]] = {}
    for event, methods in config.plugins.events.items():
        for method in methods:
            owner = getattr(method, "__self__", None)
            if owner is not plugin:
                name = names.get(id(owner)) or str(getattr(method, "__module__", "")) or event
                found.setdefault(name, set()).add(event)
    return {name: frozenset(events) for name, events in found.items()}


def is_named(name: str, known: Container[str]) -> bool:
    """Whether a plug-in is one of those known; mkdocs.yml may list it twice, or with the name of its theme."""
    return name.partition(" #")[0].rpartition("/")[2] in known
