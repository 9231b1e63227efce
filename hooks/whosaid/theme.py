"""What Material 9.8 leaves to be mended in the HTML it writes (READING.md §2.3); the theme takes no fixes any more."""

from __future__ import annotations

import re
from typing import Final

_MENDED: Final = (
    # A dialog needs a name (axe: aria-dialog-name).
    (re.compile(r'(<div class="md-search" data-md-component="search" role="dialog")>'), r'\1 aria-label="Search">'),
    # Code that scrolls must be reached by keyboard (axe: scrollable-region-focusable).
    (re.compile(r"(<pre[^>]*>(?:<span></span>)?<code)(?=>)"), r'\1 tabindex="0"'),
    # Checkboxes and radio buttons have no autocomplete (Nu HTML checker).
    (re.compile(r'(<input class="md-(?:option|toggle)[^>]*?) autocomplete="off"'), r"\1"),
    # With tabs, a section's label has an empty tabindex (Nu HTML checker).
    (re.compile(r'(<label class="md-nav__link[^>]*?) tabindex=""'), r"\1"),
)


def mend(html: str) -> str:
    """A page of the theme without the faults that checkers find in it."""
    for fault, mended in _MENDED:
        html = fault.sub(mended, html)
    return html
