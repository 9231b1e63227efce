"""Share tags: the title, description and picture that other sites show with a link, for Open Graph and Twitter.

Such a card is read without the page. So the title of an article says who stands behind its headline and whether it is
denied, and the description starts with the full details, since it may be cut off.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from markupsafe import Markup

from ..base.markup import html, joined
from ..base.model import Page
from ..base.plain import on_one_line
from ..ledger.records import Ledger, Statement
from ..words.articles import (
    article_of,
    headline_with_standing,
    standing_in_words,
    standing_of,
)
from ..words.wording import title_of

PICTURE: Final = "assets/share.png"
"""The site's picture for shares in the docs folder, 1200 × 630; it goes with every title, so it makes no claim."""

PICTURE_SIZE: Final = (1200, 630)

# With or without quotation marks, which minifiers remove.
_SHARE_TAG: Final = re.compile(
    r"""
    (?<![ \t])[ \t]*+
    <meta\b [^<>]* \b(?:property|name)=["']?
    (?: og:(?:title|description|type|url|site_name) | twitter:(?:title|description|card) ) (?=["'\s/>])
    [^<>]*> \n?
    """,
    re.VERBOSE,
)


def share_tags(ledger: Ledger, page: Page, *, site: str, address: str = "", picture: str = "") -> Markup:
    """The tags of one page. `address` and `picture` are absolute, or empty if the site's address is unknown."""
    return _tags(_facts(ledger, page, site, address, picture))


def _tags(facts: Iterable[tuple[str, str]]) -> Markup:
    tag = '<meta {}="{}" content="{}">\n'
    return joined(
        html(tag, "name" if key.startswith("twitter:") else "property", key, on_one_line(value))
        for key, value in facts
        if value
    )


def claim_tags(
    ledger: Ledger,
    statement: Statement,
    title: str,
    *,
    site: str,
    address: str = "",
    picture: str = "",
    shows: str = "",
) -> Markup:
    """The tags of a page about a claim with this title, with its description for search engines. `shows` is what its
    picture shows, if it has one of its own.
    """
    text = on_one_line(standing_of(ledger, statement))
    facts = _tag_values(title, text, True, site, address, picture, shows)
    return html('<meta name="description" content="{}">\n{}', text, _tags(facts))


def without_share_tags(output: str) -> str:
    """The page without share tags, which a plug-in has added with the headline alone."""
    head, end, rest = output.partition("</head>")
    return f"{_SHARE_TAG.sub('', head)}{end}{rest}" if end else output


def with_only_these(output: str, tags: str) -> str:
    """The page without the share tags that plug-ins have added since `tags`, which are our own."""
    head, end, rest = output.partition("</head>")  # which a minifier may remove
    found = [match.span() for match in _SHARE_TAG.finditer(head)]
    ours = [match[0] for match in _SHARE_TAG.finditer(tags)]
    if not found or len(found) == len(ours):
        return output
    start = found[0][0]
    return f"{head[:start]}{''.join(ours)}{_SHARE_TAG.sub('', head[start:])}{end}{rest}"


def has_share_tags(output: str) -> bool:
    """Whether a page already has share tags."""
    return _SHARE_TAG.search(output.partition("</head>")[0]) is not None


def _facts(ledger: Ledger, page: Page, site: str, address: str, picture: str) -> Iterator[tuple[str, str]]:
    title, text = title_of(page), page.meta.get("description", "")
    is_article = bool(ledger.statements.get(page.path))
    if is_article:
        article = article_of(ledger, page)
        title = headline_with_standing(ledger, article)
        text = f"{standing_in_words(ledger, article)} {text}"
    return _tag_values(title, text, is_article, site, address, picture)


def _tag_values(
    title: str, text: str, is_article: bool, site: str, address: str, picture: str, shows: str = ""
) -> Iterator[tuple[str, str]]:
    yield "og:type", "article" if is_article else "website"
    yield "og:site_name", site
    yield "og:title", title
    yield "og:description", text
    yield "og:url", address
    yield "twitter:card", "summary_large_image" if picture else "summary"
    yield "og:image", picture
    if picture:
        width, height = PICTURE_SIZE
        yield "og:image:width", str(width)
        yield "og:image:height", str(height)
        yield "og:image:alt", shows or site
