"""What a page tells sites that show a link to it: title, text and picture, as Open Graph and Twitter name them.

Such a card is read without the page. So the title of an article says who stands behind its headline and whether it is
denied, and the text says it in full, before all else, since it may be cut.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from typing import Final

from ..base.model import Page
from ..ledger.records import Ledger
from ..words.articles import article_of, headline_with_standing, standing_in_words
from ..words.wording import title_of

PICTURE: Final = "assets/share.png"
"""The site's picture for shares in the docs folder, 1200 × 630; it stands beside every title, so it claims nothing."""

PICTURE_SIZE: Final = (1200, 630)

# However it is quoted: minifiers leave quotation marks out.
_TOLD: Final = re.compile(
    r"""
    (?<![ \t])[ \t]*+
    <meta\b [^<>]* \b(?:property|name)=["']?
    (?: og:(?:title|description|type|url|site_name) | twitter:(?:title|description|card) ) (?=["'\s/>])
    [^<>]*> \n?
    """,
    re.VERBOSE,
)


def share_tags(ledger: Ledger, page: Page, *, site: str, address: str = "", picture: str = "") -> str:
    """The tags of one page. `address` and `picture` are absolute, or empty where the site does not know its host."""
    return "".join(
        f'<meta {"name" if key.startswith("twitter:") else "property"}="{key}" content="{escape(_line(value))}">\n'
        for key, value in _facts(ledger, page, site, address, picture)
        if value
    )


def without_share_tags(html: str) -> str:
    """The page without what a plug-in has put into its head of the bare headline."""
    head, end, rest = html.partition("</head>")
    return f"{_TOLD.sub('', head)}{end}{rest}" if end else html


def with_only_these(html: str, tags: str) -> str:
    """The page without what a plug-in has put beside `tags`, our own, since they were put there."""
    head, end, rest = html.partition("</head>")  # a minifier may leave the end out
    told = [match.span() for match in _TOLD.finditer(head)]
    ours = [match[0] for match in _TOLD.finditer(tags)]
    if not told or len(told) == len(ours):
        return html
    start = told[0][0]
    return f"{head[:start]}{''.join(ours)}{_TOLD.sub('', head[start:])}{end}{rest}"


def has_share_tags(html: str) -> bool:
    """Whether a page tells other sites already what a link to it shows."""
    return _TOLD.search(html.partition("</head>")[0]) is not None


def _facts(ledger: Ledger, page: Page, site: str, address: str, picture: str) -> Iterator[tuple[str, str]]:
    title, text = title_of(page), page.meta.get("description", "")
    is_article = bool(ledger.statements.get(page.path))
    if is_article:
        article = article_of(ledger, page)
        title = headline_with_standing(ledger, article)
        text = f"{standing_in_words(ledger, article)} {text}"
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
        yield "og:image:alt", site


def _line(text: str) -> str:
    return " ".join(text.split())
