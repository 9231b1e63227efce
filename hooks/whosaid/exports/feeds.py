"""Two Atom feeds: the newest articles, and the newest answers: denials, corrections, retractions and all others.

An entry has the date that the author wrote, never that of the build. So anything without a date, or without an exact
day, is in no feed. Atom requires a time: a day without one gets the hour at which it is the same day nearly everywhere,
and its text has the day. An entry's id is derived from its name in the ledger, so that it survives changes of the
site's address, name or folders; `feed-id` in whosaid.yml distinguishes it from the ids of other sites.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time
from typing import Any, Final, TypeVar
from uuid import NAMESPACE_URL, uuid5

from feedgenerator import Atom1Feed
from msgspec import Struct

from ..base.catalogue import N_, counted, in_language_of, said
from ..base.dates import date_in_words, exact_date, moment_of, order_of
from ..base.kinds import KINDS
from ..base.languages import direction_of
from ..base.markup import html, joined
from ..base.model import Page
from ..ledger.records import Ledger, Statement
from ..site.addresses import Site
from ..words.answers import answers_in_brief, denied_in_words, response_by
from ..words.articles import (
    Article,
    answer_with_standing,
    articles_of,
    headline_with_standing,
    standing_in_words,
    standing_of,
    statement_with_standing,
)
from ..words.sentences import capital, listed, nested, quoted, sentence
from .export import Export

MOST: Final = 50  # entries; feed readers load the whole feed each time

_HOUR: Final = time(10, tzinfo=UTC)  # the same day from Hawaii to New Zealand; no hour is so everywhere
_NEVER: Final = datetime(1970, 1, 1, tzinfo=UTC)  # Atom requires a date even for an empty feed
_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Feed(Struct, frozen=True):
    """A feed's path on the site, its title after the site's name, and the text of links to it."""

    path: str
    title: str
    name: str


ARTICLES: Final = Feed("feed/articles.xml", N_("articles"), N_("feed of articles"))
ANSWERS: Final = Feed("feed/answers.xml", N_("answers and corrections"), N_("feed of answers and corrections"))
FEEDS: Final = (ARTICLES, ANSWERS)


class _Entry(Struct, frozen=True):
    """One entry: `page` and `id` are the target of its link; `paragraphs` are plain text."""

    page: Page
    id: str
    title: str
    paragraphs: tuple[str, ...]
    updated: str
    published: str = ""


def title_of_feed(feed: Feed, site: Site) -> str:
    """The title of the feed, as shown in a feed reader."""
    # Translators: the name of the site, and what its feed is about
    return said("{site}: {feed}", site=site.name, feed=said(feed.title)) if site.name else said(feed.title)


def files(ledger: Ledger, site: Site) -> Iterable[Export]:
    """Both feeds, even if empty, so that readers can subscribe before the first correction."""
    yield Export(ARTICLES.path, lambda: (_written(ARTICLES, _articles(ledger), site),))
    yield Export(ANSWERS.path, lambda: (_written(ANSWERS, _answers(ledger), site),))


def _articles(ledger: Ledger) -> Iterator[_Entry]:
    dated = [(_changed(article.page), article) for article in articles_of(ledger)]
    for changed, article in _newest(dated):
        with in_language_of(article.page.language):
            entry = _about_article(ledger, article, changed)
        yield entry


def _about_article(ledger: Ledger, article: Article, changed: str) -> _Entry:
    meta = article.page.meta
    text = (standing_in_words(ledger, article), meta.get("description", ""), _dates_in_words(meta))
    published = exact_date(meta.get("published", ""))
    return _Entry(article.page, "", headline_with_standing(ledger, article), text, changed, published)


def _answers(ledger: Ledger) -> Iterator[_Entry]:
    answers = (s for s in ledger.all_statements() if KINDS[s.kind].family == "response")
    for given, answer in _newest([(exact_date(answer.record.value("date")), answer) for answer in answers]):
        with in_language_of(answer.page.language):
            entry = _about_answer(ledger, answer, given)
        yield entry


def _about_answer(ledger: Ledger, answer: Statement, given: str) -> _Entry:
    claims = ledger.related(answer, "of")
    who = capital(response_by(answer))
    if answered := answers_in_brief(ledger, answer):
        # Translators: an answer, and what was answered to it in turn
        who = said("{answer} ({answers})", answer=who, answers=capital(answered))
    what = statement_with_standing(ledger, claims[0]) if claims else denied_in_words(answer)
    if more := len(claims[1:]):
        # Translators: the claim that is answered, and how many other claims are
        what = counted(more, "{claim} (and {n} more)", "{claim} (and {n} more)", claim=what)
    # Translators: an answer, such as “Denied by Russia”, and what it answers
    title = said("{answer}: {claim}", answer=who, claim=what)
    return _Entry(answer.page, answer.id, title, tuple(_paragraphs_of(ledger, answer, claims)), given)


def _paragraphs_of(ledger: Ledger, answer: Statement, claims: tuple[Statement, ...]) -> Iterator[str]:
    yield f"{answer_with_standing(ledger, answer)} {quoted(answer.words)}"
    for claim in claims:
        yield said("The claim: “{words}”. {standing}", words=nested(claim.words), standing=standing_of(ledger, claim))


def _dates_in_words(meta: Mapping[str, str]) -> str:
    named = {N_("published: {date}"): meta.get("published", ""), N_("updated: {date}"): meta.get("updated", "")}
    messages = (
        said(message, date=date_in_words(written))
        for message, written in named.items()
        if written not in ("", "unknown")
    )
    return sentence(listed(messages))


def _changed(page: Page) -> str:
    return exact_date(page.meta.get("updated", "")) or exact_date(page.meta.get("published", ""))


_T = TypeVar("_T")


def _newest(dated: list[tuple[str, _T]]) -> list[tuple[str, _T]]:
    """The entries with a date, newest first; those of the same day in the order of the ledger."""
    return sorted((pair for pair in dated if pair[0]), key=lambda pair: order_of(pair[0]), reverse=True)[:MOST]


class _Atom(Atom1Feed):  # type: ignore[misc]  # it has no types
    """The library's feed, with a language for each entry, and without the current time if it is empty."""

    def latest_post_date(self) -> datetime:
        latest: datetime = super().latest_post_date() if self.items else _NEVER
        return latest

    def item_attributes(self, item: dict[str, Any]) -> dict[str, str]:
        return {"xml:lang": item["language"]} if item["language"] else {}


def _written(feed: Feed, entries: Iterable[_Entry], site: Site) -> str:
    atom = _Atom(
        title=_for_xml(title_of_feed(feed, site)),
        link=site.link(feed.path, "index.md"),
        description=None,
        feed_guid=_id(site, feed.path, ""),
        feed_url=site.absolute(feed.path) if site.root else None,
        author_name=_for_xml(site.name) or said(feed.title),  # required by Atom
    )
    for entry in entries:
        language = entry.page.language
        atom.add_item(
            title=_for_xml(entry.title),
            link=site.link(feed.path, entry.page.path, entry.id),
            description=joined(html("<p>{}</p>", _for_xml(text)) for text in entry.paragraphs if text),
            unique_id=_id(site, entry.page.path, entry.id),
            pubdate=_time(entry.published),
            updateddate=_time(entry.updated),
            language=language if direction_of(language) else "",
        )
    text: str = atom.writeString("utf-8")
    return f"{text}\n"


def _id(site: Site, path: str, id_: str) -> str:
    return uuid5(NAMESPACE_URL, f"{site.feed_id}\n{path}#{id_}" if id_ else f"{site.feed_id}\n{path}").urn


def _time(written: str) -> datetime | None:
    if not written:
        return None
    return moment_of(written) or datetime.combine(date.fromisoformat(written.partition("T")[0]), _HOUR)


def _for_xml(text: str) -> str:
    """The text on one line, without characters that are invalid in XML."""
    return " ".join(_NOT_XML.sub(" ", text).split())
