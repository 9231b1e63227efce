"""Text as HTML in which each name keeps its order, whatever its direction, and so does the sentence around it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from markupsafe import Markup

from ..base.languages import turns
from ..base.markup import html, isolated, joined
from ..base.model import Page
from ..ledger.records import Ledger, Statement
from .sourcewords import at_names, named_with
from .wording import byline_in_words, published_in_words

_APART: Final = "\u2068"
_END: Final = "\u2069"
"""Signs of Unicode between which a text has the direction of its own first letter."""


def names_apart(text: str, ledger: Ledger, *statements: Statement) -> Markup:
    """A text about statements, with the names of all whom it may name."""
    return labels_apart(text, (source.label for _, source in named_with(ledger, *statements)))


def labels_apart(text: str, labels: Iterable[str]) -> Markup:
    """The same with these names."""
    if not turns(text):
        return html("{}", text)
    return joined(isolated(piece) if label else html("{}", piece) for piece, label in at_names(text, labels))


def names_set_apart(text: str, labels: Iterable[str]) -> str:
    """The same as plain text, for what is no page: with the signs that set each of these names apart."""
    if not turns(text):
        return text
    return "".join(f"{_APART}{piece}{_END}" if label else piece for piece, label in at_names(text, labels))


def published_apart(page: Page) -> Markup:
    """When and where an article appeared, the name of the outlet set apart."""
    return labels_apart(published_in_words(page), [page.meta.get("outlet", "")])


def byline_apart(page: Page) -> Markup:
    """The same with who wrote it."""
    return labels_apart(byline_in_words(page), [page.meta.get("author", ""), page.meta.get("outlet", "")])
