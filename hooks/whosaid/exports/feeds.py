"""Two Atom feeds: the newest articles, and the newest answers: denials, corrections, retractions and all others.

An entry has the date that the author has written, never one of the clock. So what has no date, or none exact to the
day, is in no feed. An entry's id is its address; where the site does not know its own, a UUID of the site's name and of
what the entry is called in the ledger, which stays the same wherever the site is put.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from html import escape
from typing import Any, Final, TypeVar
from uuid import NAMESPACE_URL, uuid5

from feedgenerator import Atom1Feed
from msgspec import Struct

from ..addresses import Site
from ..articles import (
    answer_with_standing,
    articles_of,
    headline_with_standing,
    standing_in_words,
    standing_of,
    statement_with_standing,
)
from ..ledger import Ledger, Statement
from ..model import Page
from ..vocabulary import KINDS
from ..wording import answers_in_brief, direction_of, exact_date, response_by
from .export import Export

MOST: Final = 50  # entries; a reader asks for the whole feed each time

_NEVER: Final = datetime(1970, 1, 1, tzinfo=UTC)  # Atom wants a date of a feed, also while nothing is in it
_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Feed(Struct, frozen=True):
    """A feed's path on the site and its title."""

    path: str
    title: str


ARTICLES: Final = Feed("feed/articles.xml", "articles")
ANSWERS: Final = Feed("feed/answers.xml", "answers and corrections")
FEEDS: Final = (ARTICLES, ANSWERS)


class _Entry(Struct, frozen=True):
    """`page` and `id` are where it leads; `paragraphs` are plain text."""

    page: Page
    id: str
    title: str
    paragraphs: tuple[str, ...]
    updated: str
    published: str = ""


def files(ledger: Ledger, site: Site) -> Iterable[Export]:
    """Both feeds, also while they are empty, so that a reader can wait for the first correction."""
    yield Export(ARTICLES.path, lambda: (_written(ARTICLES, _articles(ledger), site),))
    yield Export(ANSWERS.path, lambda: (_written(ANSWERS, _answers(ledger), site),))


def _articles(ledger: Ledger) -> Iterator[_Entry]:
    dated = [(_changed(article.page), article) for article in articles_of(ledger)]
    for date, article in _newest(dated):
        text = (standing_in_words(ledger, article), article.page.meta.get("description", ""))
        published = exact_date(article.page.meta.get("published", ""))
        yield _Entry(article.page, "", headline_with_standing(ledger, article), text, date, published)


def _answers(ledger: Ledger) -> Iterator[_Entry]:
    answers = (s for s in ledger.all_statements() if KINDS[s.kind].family == "response")
    for date, answer in _newest([(exact_date(answer.record.value("date")), answer) for answer in answers]):
        claims = ledger.related(answer, "of")
        who = response_by(answer.kind, (source.label for source in answer.sources))
        if answered := answers_in_brief(ledger, answer):
            who = f"{who} ({answered})"
        more = f" (and {len(claims) - 1} more)" if len(claims) > 1 else ""
        title = f"{who}: {statement_with_standing(ledger, claims[0])}{more}" if claims else who
        yield _Entry(answer.page, answer.id, title, tuple(_told(ledger, answer, claims)), date)


def _told(ledger: Ledger, answer: Statement, claims: tuple[Statement, ...]) -> Iterator[str]:
    yield f"{answer_with_standing(ledger, answer)} “{answer.words}”"
    for claim in claims:
        yield f"The claim: “{claim.words}”. {standing_of(ledger, claim)}"


def _changed(page: Page) -> str:
    return exact_date(page.meta.get("updated", "")) or exact_date(page.meta.get("published", ""))


_T = TypeVar("_T")


def _newest(dated: list[tuple[str, _T]]) -> list[tuple[str, _T]]:
    """Those with a date, the newest first; of one day, in the order of the ledger."""
    return sorted((pair for pair in dated if pair[0]), key=lambda pair: pair[0], reverse=True)[:MOST]


class _Atom(Atom1Feed):  # type: ignore[misc]  # comes without types
    """The library's feed, with each entry's language, and without the clock where there is no entry."""

    def latest_post_date(self) -> datetime:
        latest: datetime = super().latest_post_date() if self.items else _NEVER
        return latest

    def item_attributes(self, item: dict[str, Any]) -> dict[str, str]:
        return {"xml:lang": item["language"]} if item["language"] else {}


def _written(feed: Feed, entries: Iterable[_Entry], site: Site) -> str:
    atom = _Atom(
        title=_line(f"{site.name}: {feed.title}" if site.name else feed.title),
        link=site.link(feed.path, "index.md"),
        description=None,
        feed_guid=_id(site, feed.path, ""),
        feed_url=site.absolute(feed.path) if site.root else None,
        author_name=_line(site.name) or feed.title,  # Atom wants somebody who is answerable for it
    )
    for entry in entries:
        language = entry.page.meta.get("language", "")
        atom.add_item(
            title=_line(entry.title),
            link=site.link(feed.path, entry.page.path, entry.id),
            description="".join(f"<p>{escape(_line(text), quote=False)}</p>" for text in entry.paragraphs if text),
            unique_id=_id(site, entry.page.path, entry.id),
            pubdate=_time(entry.published),
            updateddate=_time(entry.updated),
            language=language if direction_of(language) else "",
        )
    text: str = atom.writeString("utf-8")
    return f"{text}\n"


def _id(site: Site, path: str, id_: str) -> str:
    if site.root:
        return site.absolute(path, id_)
    return uuid5(NAMESPACE_URL, f"{site.name}\n{path}#{id_}" if id_ else f"{site.name}\n{path}").urn


def _time(date: str) -> datetime | None:
    return datetime.fromisoformat(date).replace(tzinfo=UTC) if date else None


def _line(text: str) -> str:
    """On one line, without the characters that no XML can hold."""
    return " ".join(_NOT_XML.sub(" ", text).split())
