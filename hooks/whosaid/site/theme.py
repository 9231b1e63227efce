"""Fixes for Material 9.8: faults in its HTML, and names of icons and templates that would crash it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path, PurePosixPath
from typing import Final

from ..base.catalogue import said
from ..base.faults import ReadingFault
from ..base.filefaults import UnknownIcon, UnknownTemplate
from ..base.languages import direction_of
from ..base.model import Page
from ..ledger.records import Ledger
from .assets import palette_script

_FIXES: Final = (
    # Code that scrolls must be reached by keyboard (axe: scrollable-region-focusable).
    (re.compile(r"(<pre[^>]*>(?:<span></span>)?<code)(?=>)"), r'\1 tabindex="0"'),
    # Checkboxes and radio buttons have no autocomplete (Nu HTML checker).
    (re.compile(r'(<input class="md-(?:option|toggle)[^>]*?) autocomplete="off"'), r"\1"),
    # With tabs, a section's label has an empty tabindex (Nu HTML checker).
    (re.compile(r'(<label class="md-nav__link[^>]*?) tabindex=""'), r"\1"),
)


_LANG: Final = re.compile(r'<html lang="([^"]*)"')
_FRAME: Final = re.compile(r'<(?:header|footer|nav|div) class="md-(?:header|footer|tabs|sidebar)(?=[ "])[^"]*"')
"""The theme's own parts of a page."""


def with_language(html: str, language: object) -> str:
    """A page in the language and direction that its front matter names, which may differ from the site's."""
    if not isinstance(language, str) or not (direction := direction_of(language)):
        return html
    if (around := _LANG.search(html)) is not None and around[1].lower() != language.lower():
        html = _FRAME.sub(lambda part: f'{part[0]} lang="{around[1]}"', html)  # which stays in the site's
    html = _LANG.sub(f'<html lang="{language}"', html, count=1)
    return re.sub(r'<body dir="[^"]*"', f'<body dir="{direction}"', html, count=1)


_COUNT: Final = '<div class="md-search-result__meta"'
_SEARCH: Final = '<div class="md-search" data-md-component="search" role="dialog"'


def fix(html: str) -> str:
    """A page without the faults that checkers find in the theme's HTML."""
    # A dialog needs a name (axe: aria-dialog-name).
    name = escape(said("Search"))
    needs = escape(said("The search needs JavaScript."))
    without = f'<noscript><p class="ann-no-search">{needs}</p></noscript>'
    html = html.replace(f"{_SEARCH}>", f'{without}{_SEARCH} aria-label="{name}">')
    html = html.replace(_COUNT, f'{_COUNT} role="status"', 1)  # the number of hits is read out
    for fault, fixed in _FIXES:
        html = fault.sub(fixed, html)
    # A page outside the navigation has a label for a checkbox that does not exist (Nu HTML checker).
    return html if 'id="__toc"' in html else html.replace(' for="__toc"', "")


_CONTENT: Final = '<article class="md-content__inner'
_VERBATIM: Final = re.compile(r"<(pre|script|style|textarea|template)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)


def compact(html: str) -> str:
    """A page without the indents and empty lines of the theme's templates, a sixth of its bytes; the content between
    them is left as it is, and so is the theme if it is not Material.
    """
    start, end = html.find(_CONTENT), html.rfind("</article>")
    if not 0 <= start < end:
        return html
    return f"{_on_lines(html[:start])}{html[start:end]}{_on_lines(html[end:])}"


def _on_lines(html: str) -> str:
    pieces, at = [], 0
    for verbatim in _VERBATIM.finditer(html):
        pieces += [_without_indents(html[at : verbatim.start()]), verbatim.group()]
        at = verbatim.end()
    return "".join([*pieces, _without_indents(html[at:])])


def _without_indents(html: str) -> str:
    """Each run of white space that has a line end is one line end: browsers draw both alike."""
    return _INDENT.sub("\n", html)


_INDENT: Final = re.compile(r"\n\s+")


HEADLINE: Final = "ann-headline"
"""The class of an article's headline."""
_THEMES_HEADLINE: Final = re.compile(r'<h1>(?=[^<]*</h1>\s*<section [^<>]*class="ann-overview")')


def with_headline(html: str) -> str:
    """An article's page with that class also on a headline that the theme prints, from the front matter's title."""
    return _THEMES_HEADLINE.sub(f'<h1 class="{HEADLINE}">', html, count=1)


_SWITCH: Final = 'data-md-component="palette"'
_THEMES_PALETTE: Final = re.compile(r'<script>var palette=__md_get\("__palette"\).*?</script>')


def with_own_palette(html: str) -> str:
    """A page whose switch between light and dark is worked by assets/palette.js and not by the theme, if the theme has
    both as it usually has them.
    """
    if _SWITCH not in html or not _THEMES_PALETTE.search(html):
        return html
    own = f"<script>{palette_script()}</script>"
    return _THEMES_PALETTE.sub(lambda _: own, html.replace(_SWITCH, "data-ann-palette", 1), count=1)


def in_head(html: str, tags: str) -> str:
    """The page with these tags at the end of its head."""
    return html.replace("</head>", f"{tags}</head>", 1)


_FILES: Final = {"icon": ".icons/{}.svg", "template": "{}"}
_PARTS: Final = ("partials/", "fragments/")  # folders of a theme with templates for parts of pages


def unknown_names(ledger: Ledger, folders: Iterable[str]) -> Iterator[tuple[Page, ReadingFault]]:
    """Icons and templates in front matter that the theme does not have; only the builder knows its folders."""
    places = [Path(folder) for folder in folders]
    for page in (ledger.files[path] for path in sorted(ledger.annotated)):
        for key, pattern in _FILES.items():
            name = page.meta.get(key)
            if name and not _is_in(places, pattern.format(name)):
                written = re.search(rf"^{key}[ \t]*:[ \t]*", page.text, re.MULTILINE)
                at = written.end() if written else 0
                if key == "icon":
                    yield page, UnknownIcon(at, name)
                else:
                    yield page, UnknownTemplate(at, name, detail="part" if name.startswith(_PARTS) else "")


def _is_in(folders: list[Path], name: str) -> bool:
    """Whether a theme has this file; the path must be one that Jinja accepts, inside the theme's folders."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or name.startswith(_PARTS):
        return False
    return path.suffix in (".html", ".svg") and any((folder / path).is_file() for folder in folders)
