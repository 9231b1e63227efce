"""A claim within a claim: words inside those of a mark get a mark of their own, and the other goes on around it.

Markdown has no link inside a link, so the marks stand one after the other, and the inner one says what it is `within`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Iterator

from ..base.model import Link, Page
from .edits import Edit
from .finding import Article, Span
from .saying import Said, is_mark
from .spots import Spot, same_words


def around(said: Said, place: Span) -> Link | None:
    """The mark of a statement of this page whose words hold those of a place, and more."""
    text = said.article.prose.text
    for link in said.page.links:
        if not link.file and link.place == "text" and link.id.text in said.records:
            start, end = said.span(link)
            if start <= place[0] and place[1] <= end and not same_words(text, place, (start, end)):
                return link
    return None


def within_of(said: Said, place: Span) -> list[str]:
    """The statements of this page whose words are all in a place, and that are not within another."""
    inside, outside = dict[str, None](), set[str]()
    for link in said.page.links:
        if not link.file and link.place == "text":
            start, end = said.span(link)
            is_inside = place[0] <= start and end <= place[1]
            inside.update({link.id.text: None} if is_inside else {})
            outside.update(() if is_inside else (link.id.text,))
    free = (id_ for id_ in inside if id_ not in outside and id_ in said.records)
    return [id_ for id_ in free if "within" not in said.records[id_].options]


def split(article: Article, outer: Link, inner: Spot, tail: str) -> Iterator[Edit]:
    """What puts a mark, whose link ends with `tail`, inside the words of another."""
    text, (start, end) = article.page.text, inner.file
    left, right = text[outer.words_at : start], text[end : outer.words_end]
    behind = text[outer.words_end : outer.end]
    if _has_words(left):
        at = outer.words_at + len(left.rstrip())
        yield Edit(at, at, f"](#{outer.id.text})" if _has_words(right) else behind)
        yield Edit(start, start, "[")
    else:
        yield Edit(outer.at, outer.words_at, "")
        yield Edit(start, start, "[")
    yield Edit(end, end, tail)
    if _has_words(right):
        at = end + len(right) - len(right.lstrip(" \n,;:.!?"))
        yield Edit(at, at, "[")
    else:
        yield Edit(outer.words_end, outer.end, "")


def joined(page: Page, link: Link, outer: str) -> Iterator[Edit]:
    """What takes out a mark between two parts of another, or beside one, and joins these."""
    text = page.text
    parts = [one for one in page.links if is_mark(one, outer) and one.paragraph == link.paragraph]
    before = next((one for one in parts if not text[one.end : link.at].strip() and one.end <= link.at), None)
    behind = next((one for one in parts if link.end <= one.at and not _has_words(text[link.end : one.at])), None)
    if before is None and behind is None:
        return
    if before is not None:
        yield Edit(before.words_end, before.end, "")
        yield Edit(link.at, link.words_at, "")
    if behind is None:
        assert before is not None
        yield Edit(link.words_end, link.end, text[before.words_end : before.end])
        return
    yield Edit(link.words_end, link.end, "")
    yield Edit(behind.at, behind.words_at, "")
    if before is not None and before.declares:
        yield Edit(behind.words_end, behind.end, text[before.words_end : before.end])


def without_marks_of(said: Said, counted: Counter[Hashable], ids: Collection[str]) -> Counter[Hashable]:
    """What a page says apart from where the marks of some statements are."""
    return counted - Counter(said.link(link) for link in said.page.links if not link.file and link.id.text in ids)


def _has_words(text: str) -> bool:
    return any(sign.isalnum() for sign in text)
