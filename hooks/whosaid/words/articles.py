"""The articles of a site, the newest first, and what is said of one in short: on a card, in a share, in a feed.

A headline is often an allegation. Wherever it goes without the page, who stands behind it and who denied it go along.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from msgspec import Struct

from ..base.dates import order_of
from ..base.model import Page
from ..base.vocabulary import ATTRIBUTED_TYPES, KINDS, SOURCE_TYPES
from ..ledger.records import Ledger, Statement
from .facts import Fact
from .mix import Mix, mix_of
from .wording import (
    answer_in_words,
    answers_in_brief,
    answers_or_state,
    attribution_in_brief,
    capital,
    lower,
    response_by,
    title_of,
)

_MOST_NAMES: Final = 3
_RANKS: Final = {type_: rank for rank, type_ in enumerate(SOURCE_TYPES)}


class Article(Struct, frozen=True):
    """A page with statements: its title as plain text, and what it is made of."""

    page: Page
    title: str
    statements: tuple[Statement, ...]
    mix: Mix


def articles_of(ledger: Ledger) -> list[Article]:
    """Every article, the newest first; those whose date is not known come last, all else by path."""
    found = [article_of(ledger, ledger.files[path]) for path, statements in ledger.statements.items() if statements]
    return sorted(found, key=lambda article: _published(article.page), reverse=True)


def article_of(ledger: Ledger, page: Page) -> Article:
    """One page as an article."""
    statements = ledger.statements.get(page.path, ())
    return Article(page, title_of(page), statements, mix_of(ledger, statements))


def standing_in_words(ledger: Ledger, article: Article) -> str:
    """Who stands behind the headline and what was answered, in sentences: `According to … Denied by …`.

    Where no statement is marked in the headline, it says this of the article as a whole. A statement of another page
    is quoted with its page, so that nobody takes its answers for those to this article.
    """
    subjects = headline_statements(ledger, article.page)
    if len(subjects) == 1 and subjects[0].page.path == article.page.path:
        return standing_of(ledger, subjects[0])
    if subjects:
        return " ".join(f"{_quoted(article, subject)}: {'; '.join(_parts(ledger, subject))}." for subject in subjects)
    answered = [statement for statement in article.statements if ledger.answers(statement)]
    sentences = [capital(_speakers(article)), *_disputed(article), answers_in_brief(ledger, *answered)]
    return " ".join(f"{sentence}." for sentence in sentences if sentence)


def headline_with_standing(ledger: Ledger, article: Article) -> str:
    """The title for places that show nothing else: `Title – according to the council, denied`."""
    parts = [standing_in_brief(ledger, subject) for subject in headline_statements(ledger, article.page)]
    return f"{article.title} – {'; '.join(dict.fromkeys(parts or [_speakers(article), *_disputed(article)]))}"


def statement_with_standing(ledger: Ledger, statement: Statement) -> str:
    """A statement's words for places that show nothing else: `It is unsafe – according to the council, denied`.

    For an answer, `Denied by the mayor: It is unsafe`.
    """
    if KINDS[statement.kind].family == "response":
        who = response_by(statement.kind, (source.label for source in statement.sources))
        return f"{who}: {capital(statement.words)}"
    return f"{capital(statement.words)} – {standing_in_brief(ledger, statement)}"


def headline_statements(ledger: Ledger, page: Page) -> list[Statement]:
    """The claims that the headline makes; where it marks answers alone, the claims they answer."""
    if not page.headings:
        return []
    start = page.headings[0].at
    end = start + len(page.headings[0].text)
    targets = (
        f"{link.file}#{link.id.text}" if link.file else link.id.text for link in page.links if start <= link.at < end
    )
    marked = [found for target in targets if (found := ledger.find(page, target)) is not None]
    claims = [statement for statement in marked if KINDS[statement.kind].family != "response"]
    answered = [other for statement in marked for other in ledger.related(statement, "of")]
    return list({statement.ref: statement for statement in claims or answered}.values())


def _quoted(article: Article, statement: Statement) -> str:
    words = f"“{statement.words}”"
    return words if statement.page.path == article.page.path else f"{words}, from “{title_of(statement.page)}”"


def standing_of(ledger: Ledger, statement: Statement) -> str:
    """Who stands behind a statement and what was answered, in sentences: `According to … Denied by …`."""
    return " ".join(f"{capital(part)}." for part in _parts(ledger, statement))


def answer_with_standing(ledger: Ledger, answer: Statement) -> str:
    """All that is known of an answer, and what was answered to it in turn, since it may accuse somebody itself."""
    answered = answers_in_brief(ledger, answer)
    return f"{answer_in_words(answer)} Answered in turn: {answered}." if answered else answer_in_words(answer)


def standing_in_brief(ledger: Ledger, statement: Statement) -> str:
    """The same in a few words: `according to the council, denied`."""
    kinds = sorted({answer.kind for answer in ledger.answers(statement)}, key=lambda kind: (KINDS[kind].rank, kind))
    return ", ".join((attribution_in_brief(ledger, statement), *(KINDS[kind].label.lower() for kind in kinds)))


def values_in_words(ledger: Ledger, fact: Fact) -> Iterator[str]:
    """What a fact says, where there is no link to what it is about: other statements with who stands behind them."""
    yield from fact.values
    yield from (f"“{other.words}”, {standing_in_brief(ledger, other)}" for other in fact.others)
    if fact.more:
        yield f"and {fact.more} more"


def _parts(ledger: Ledger, statement: Statement) -> list[str]:
    answer = lower(answers_or_state(ledger, statement))
    return [attribution_in_brief(ledger, statement), *([answer] if answer else [])]


def _disputed(article: Article) -> list[str]:
    mix = article.mix
    return [f"{mix.disputed} of {mix.total} statements disputed"] if mix.disputed else []


def _speakers(article: Article) -> str:
    """Who stands behind an article's statements, the most accountable first: `according to a, b, c and 2 others`."""
    by_rank = sorted(article.statements, key=lambda statement: _RANKS.get(statement.type, 99))
    sources = (source for statement in by_rank for source in statement.sources if source.type in ATTRIBUTED_TYPES)
    labels = list(dict.fromkeys(source.label for source in sources))
    more = len(labels) - _MOST_NAMES
    if not labels:
        return "in the article’s own voice, its author’s opinion or nobody’s"
    others = f" and {more} other{'s' if more > 1 else ''}" if more > 0 else ""
    return f"according to {', '.join(labels[:_MOST_NAMES])}{others}"


def _published(page: Page) -> tuple[str, datetime]:
    date = page.meta.get("published", "")
    return order_of("" if date == "unknown" else date)
