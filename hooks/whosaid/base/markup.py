"""HTML put together from pieces: what is `Markup` is HTML, and all else is text.

A function that returns HTML returns `Markup`, so that text which was not escaped is an error of types.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from html import escape
from typing import LiteralString, ParamSpec, TypeVar, cast

from markupsafe import Markup

from .catalogue import counted_woven, language, site_language, woven
from .languages import tags_of, turns

_P = ParamSpec("_P")
_T = TypeVar("_T")


def _remembered(function: Callable[_P, _T]) -> Callable[_P, _T]:
    """Pages have the same rows, names and labels again and again: two of three pieces were made a moment ago.

    `typed`, since a text and HTML with the same signs are equal, but only the text is escaped.
    """
    return cast(Callable[_P, _T], lru_cache(maxsize=1024, typed=True)(function))


@_remembered
def html(template: LiteralString, *values: str | int) -> Markup:
    """HTML in which each `{}` is one of the values; text is escaped, HTML is not.

    `Markup.format` does the same, but takes four times as long, and ledgers have hundreds of thousands of pieces.
    """
    return _as_html(template.format(*[value if isinstance(value, Markup) else _escaped(value) for value in values]))


def without_signs(text: str) -> str:
    """Escaped text in which nothing looks like a mark or a block to a program, though readers see the same: finished
    pages are searched for those that Markdown has left.
    """
    return text.replace("](#", "]&#40;#").replace("///", "&#47;//")


def _escaped(value: str | int) -> str:
    return without_signs(escape(str(value)))


def _as_html(made: str) -> Markup:
    return str.__new__(Markup, made)  # `Markup(made)` first looks for a method `__html__`


def lang_of(own: str) -> Markup:
    """The attribute `lang` of a text in its `own` language, after a blank; nothing if that is the one around it."""
    return _lang_of(own or site_language(), language())


@_remembered
def _lang_of(own: str, around: str) -> Markup:
    tags = tags_of(own, around)
    return html(' lang="{}"', tags["lang"]) if tags else Markup()


def attributes(tags: Mapping[str, str]) -> Markup:
    """Attributes of an element, each after a blank."""
    return joined(html(' {}="{}"', name, value) for name, value in tags.items())


def isolated(name: str) -> Markup:
    """A name inside a sentence, which keeps its order whatever the direction of the name."""
    return html("<bdi>{}</bdi>", name) if turns(name) else html("{}", name)


def said_in_html(message: str, /, **parts: str | int) -> Markup:
    """A message for readers as HTML; the parts as above."""
    return _as_html(woven(escape, message, **_made(parts)))


def counted_in_html(n: int, one: str, many: str, /, **parts: str | int) -> Markup:
    """A message that counts, as HTML likewise."""
    return _as_html(counted_woven(escape, n, one, many, **_made(parts)))


def _made(parts: Mapping[str, str | int]) -> dict[str, str]:
    return {name: value if isinstance(value, Markup) else _escaped(value) for name, value in parts.items()}


def defined(term: str, values: Iterable[str]) -> Markup:
    """A term of a definition list with its values; nothing if there are none."""
    shown = joined(html("<dd>{}</dd>", value) for value in values if value)
    return html("<dt>{}</dt>{}", term, shown) if shown else shown


def joined(parts: Iterable[Markup], between: LiteralString | Markup = "") -> Markup:
    """HTML, one piece after the other."""
    return _as_html(str.join(between, parts))  # not that of Markup, which would look at each piece again
