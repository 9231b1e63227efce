"""A saved web page as an article: its text without navigation and scripts, found by trafilatura."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

import trafilatura
from lxml import etree

from .paragraphs import Paragraph, article_of
from .textfiles import Article, CannotDraft

_KINDS: Final = {"p": "text", "item": "item", "quote": "quote", "cell": "text"}
_META: Final = {"title": "title", "author": "author", "hostname": "", "sitename": "outlet", "url": "url"}
_BUTTONS: Final = "//span[contains(@class, 'mw-editsection')]"  # “edit”, behind each heading of a wiki
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")


def read_web_page(content: str) -> Article:
    """The article of a page; raises CannotDraft if there is none."""
    found = trafilatura.bare_extraction(
        content,
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        favor_recall=True,
        prune_xpath=_BUTTONS,
    )
    if found is None or isinstance(found, dict) or found.body is None:
        raise CannotDraft("no article was found in this page; save the article alone, as plain text")
    known = {ours: str(value) for theirs, ours in _META.items() if ours and (value := getattr(found, theirs, None))}
    if known.get("url") and not known["url"].startswith(("http://", "https://")):
        del known["url"]
    if found.date and _DAY.fullmatch(found.date):
        known["published"] = found.date
    return article_of(_with_title(list(_paragraphs(found.body)), known), known)


def _with_title(paragraphs: list[Paragraph], known: Mapping[str, str]) -> list[Paragraph]:
    """The paragraphs with the headline, which most pages have outside the text."""
    has_title = any(paragraph.kind == "h1" for paragraph in paragraphs) or not known.get("title")
    return paragraphs if has_title else [Paragraph("h1", known["title"]), *paragraphs]


def _paragraphs(body: etree._Element) -> Iterator[Paragraph]:
    for element in body.iter("p", "head", "item", "quote"):
        if any(above.tag in ("p", "item", "quote") for above in element.iterancestors()):
            continue
        kind = element.get("rend", "h2") if element.tag == "head" else _KINDS[str(element.tag)]
        yield Paragraph(kind if re.fullmatch("h[1-6]", kind) or kind in _KINDS.values() else "h2", _words(element))


def _words(element: etree._Element) -> str:
    return " ".join("".join(element.itertext()).split())
