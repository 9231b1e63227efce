"""The functions of the builder that are replaced while a preview, a shard or several processes build: no event can skip
what they do.

    _populate_page  reads a page and converts its Markdown
    _build_page     gives a page to the theme and writes it
    Page.render     converts Markdown

Each is replaced only if it is, to the letter, the function of MkDocs 1.6.1 or ProperDocs 1.6.7, with which this was
tested. Otherwise a preview draws everything on every save, one process builds, and there are no shards.

In a preview, so are two more, without which it only takes longer:

    _build_theme_template    draws a page of the theme's own, such as 404.html, and writes it
    Page._set_canonical_url  works out the address of a page
"""

from __future__ import annotations

import hashlib
import inspect
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import cache
from typing import Any, Final

from mkdocs.commands import build
from mkdocs.structure.pages import Page

_TESTED: Final = {
    "_populate_page": {"31a70ea4caef1e12", "b3c436870881aa43"},
    "_build_page": {"adcdbd14b2361126", "a921d5be3f1bcca9"},
    "render": {"320529348f7a8af1", "ee04724746238ac1"},
    "_build_theme_template": {"628a78f6a129c8a0", "8f450ccd90a65f65"},
    "_set_canonical_url": {"291dbe84a45243b7"},
}
"""Digests of their source text."""

Function = Callable[..., None]
POPULATE: Final[Function] = build._populate_page
BUILD_PAGE: Final[Function] = build._build_page
CONVERT: Final[Function] = Page.render
DRAW_TEMPLATE: Final[Function] = build._build_theme_template
SET_ADDRESS: Final[Function] = Page._set_canonical_url
_PLACES: Final[tuple[tuple[Any, str], ...]] = ((build, "_populate_page"), (build, "_build_page"), (Page, "render"))


def can_be_replaced() -> bool:
    """Whether all functions are the tested ones."""
    return all(digest_of(getattr(owner, name)) in _TESTED[name] for owner, name in _PLACES)


@contextmanager
def replaced(populate: Function, build_page: Function, convert: Function) -> Iterator[None]:
    """Replace the functions for one `with`."""
    originals = POPULATE, BUILD_PAGE, CONVERT
    _put((populate, build_page, convert))
    try:
        yield
    finally:
        _put(originals)


def template_replaced(draw: Function) -> AbstractContextManager[None]:
    """Replace for one `with` what draws the theme's own pages, if it is the tested function."""
    return _one_replaced(build, "_build_theme_template", draw)


def address_replaced(set_address: Function) -> AbstractContextManager[None]:
    """Replace for one `with` what works out addresses, if it is the tested function."""
    return _one_replaced(Page, "_set_canonical_url", set_address)


@contextmanager
def _one_replaced(owner: Any, name: str, function: Function) -> Iterator[None]:
    original = getattr(owner, name)
    if is_tested := digest_of(original) in _TESTED[name]:
        setattr(owner, name, function)
    try:
        yield
    finally:
        if is_tested:
            setattr(owner, name, original)


def _put(functions: Iterable[Function]) -> None:
    for (owner, name), function in zip(_PLACES, functions, strict=True):
        setattr(owner, name, function)


@cache
def digest_of(function: Any) -> str:
    """A digest of a function's source text; empty if there is none."""
    try:
        return hashlib.sha256(inspect.getsource(function).encode()).hexdigest()[:16]
    except (OSError, TypeError):  # no source text, or no function
        return ""
