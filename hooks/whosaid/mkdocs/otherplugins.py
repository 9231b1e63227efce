"""Which other plug-ins, extensions and templates are known to work on one page at a time, and on nothing else.

Pages may be drawn by several processes, or some of them later, only if none of these carries anything from one page to
another. What is not known does not: a plug-in, hook or extension that is not listed here may number figures, collect
links or count words across the site.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from mkdocs.config.defaults import MkDocsConfig

from .plainvalues import PACKAGES, functions_in, module_of, package_of, plain
from .searchentries import plugins_of
from .themefiles import files_below, options_of, own_folders

_DRAWING: Final = "pre_page page_read_source page_markdown page_content env page_context post_page post_build".split()
"""The events at which a plug-in sees pages while they are drawn, gives functions to templates, which may count, or sees
what drawing has left.
"""
_ONE_BY_ONE: Final = (
    "material.plugins.group.plugin",
    "material.plugins.info.plugin",
    "material.plugins.meta.plugin",
    "material.plugins.offline.plugin",
    "mkdocs_minify_plugin.plugin",
    "mkdocs_redirects.plugin",
)
"""The modules of plug-ins that work on each page by itself; what they know of others, they know from the start."""
_SEES_PAGES: Final = (
    "page_content env page_context post_page pre_template template_context post_template post_build".split()
)
"""The events at which a plug-in sees converted or finished pages."""
_AROUND: Final = ("startup", "shutdown", "serve", "config", "pre_build", "build_error")
"""The events at which there is no list of files."""
_EXTENSIONS: Final = (*PACKAGES, "whosaid")
"""The packages whose Markdown extensions do, and whose functions, when the options of an extension name them."""
_NAMES: Final = frozenset(
    """
    abbr admonition attr_list codehilite def_list extra fenced_code footnotes legacy_attrs legacy_em md_in_html meta
    nl2br sane_lists smarty tables toc wikilinks whosaid
    """.split()
)
"""The extensions that are named without their package."""
_THEMES: Final = ("material", "mkdocs", "readthedocs")
"""The themes whose templates do not look into other pages than those in the navigation."""
_OTHERS: Final = re.compile(
    rb"""
    pages
    | (?<!\bpage)\.(content|markdown|toc)\b  # of another page, such as the next: it changes while that is drawn
    | (\[|\b(?:attr\(|attribute\s*=))\s*["'](content|markdown|toc)\b  # the same, in another form
    | \.(append|extend|insert|add|pop|remove|clear|update|setdefault)\(  # to what may be the site's
    """,
    re.VERBOSE,
)
"""What a template says if it may look into other pages, or carry something from one page to the next."""
_MACRO: Final = re.compile(rb"{%-?\s*macro\b.*?{%-?\s*endmacro\b", re.DOTALL)
_COUNTER: Final = re.compile(rb"\b(namespace|cycler|joiner)\(")
"""Beside macros, it is made once for all pages that import them; in one, each time."""
_TEMPLATES: Final = (".html", ".xml", ".json", ".txt", ".jinja", ".jinja2", ".j2")


def draws_one_by_one(config: MkDocsConfig, own: object) -> bool:
    """Whether pages can be drawn by several processes; `own` is Whosaid's plug-in."""
    searches = plugins_of(config)
    known = {id(plugin) for plugin in (own, *searches)}
    methods = (method for event in _DRAWING for method in config.plugins.events.get(event, ()))
    owners = (getattr(method, "__self__", None) for method in methods)
    return (
        len(searches) <= 1
        and all(id(owner) in known or type(owner).__module__ in _ONE_BY_ONE for owner in owners)
        and _converts_one_by_one(config)
        and keeps_to_its_page(config)
    )


def _converts_one_by_one(config: MkDocsConfig) -> bool:
    names = config.markdown_extensions
    if not all(isinstance(name, str) and (name in _NAMES or package_of(name) in _EXTENSIONS) for name in names):
        return False
    options = {name: values for name, values in config.mdx_configs.items() if name != "whosaid"}
    return all(package_of(module_of(function)) in _EXTENSIONS for function in functions_in(options))


def keeps_to_its_page(config: MkDocsConfig) -> bool:
    """Whether no template, of the theme or of the site, looks into other pages than its own, or may count; nor calls
    a function of the site's own, which may.
    """
    try:
        plain([config.extra, options_of(config.theme)])
        texts = [file.read_bytes() for file in own_templates(config)]
    except (OSError, TypeError):
        return False
    return config.theme.name in _THEMES and not any(_OTHERS.search(text) or _counts(text) for text in texts)


def _counts(text: bytes) -> bool:
    rest, macros = _MACRO.subn(b"", text)
    return macros > 0 and _COUNTER.search(rest) is not None


def own_templates(config: MkDocsConfig) -> Iterator[Path]:
    """The templates that the site has beside those of its theme, as far as they are there. Raises OSError."""
    found = (file for folder in own_folders(config.theme) for file in files_below(folder))
    yield from (file for file in found if file.suffix in _TEMPLATES)
    extra = (Path(config.docs_dir, name) for name in config.extra_templates)
    yield from (file for file in extra if file.is_file())


def is_alone(own: object, config: MkDocsConfig) -> bool:
    """Whether no other plug-in but a search, and no template of the site, may need all pages."""
    return not _has_others(own, config, _SEES_PAGES) and keeps_to_its_page(config)


def sees_files(own: object, config: MkDocsConfig) -> bool:
    """Whether another plug-in but a search may look through the list of files, or read them."""
    return _has_others(own, config, (event for event in config.plugins.events if event not in _AROUND))


def _has_others(own: object, config: MkDocsConfig, events: Iterable[str]) -> bool:
    """Whether another plug-in but a search handles one of these events."""
    known = {id(own), *map(id, plugins_of(config))}
    methods = (method for event in events for method in config.plugins.events[event])
    return any(id(getattr(method, "__self__", None)) not in known for method in methods)
