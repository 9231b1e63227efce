"""HTML put together from pieces: what is `Markup` is HTML, and all else is text.

A function that returns HTML returns `Markup`, so that text which was not escaped is an error of types.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import LiteralString

from markupsafe import Markup

from .catalogue import woven


def html(template: LiteralString, *values: str | int) -> Markup:
    """HTML in which each `{}` is one of the values; text is escaped, HTML is not.

    `Markup.format` does the same, but takes three times as long, and ledgers have hundreds of thousands of pieces.
    """
    return Markup(template.format(*[value if isinstance(value, Markup) else escape(str(value)) for value in values]))


def said_in_html(message: str, /, **parts: str | int) -> Markup:
    """A message for readers as HTML; the parts as above."""
    made = {name: value if isinstance(value, Markup) else escape(str(value)) for name, value in parts.items()}
    return Markup(woven(escape, message, **made))


def joined(parts: Iterable[Markup], between: LiteralString = "") -> Markup:
    """HTML, one piece after the other."""
    return Markup(between.join(parts))
