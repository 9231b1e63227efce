"""The articles of a site, newest first, and their summaries for cards, shares and feeds.

A headline is often an allegation. Wherever it appears without the page, so do its source and those who denied it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import cached_property, lru_cache
from typing import Final

from msgspec import Struct

from ..base.catalogue import counted, language, number, said
from ..base.dates import order_of
from ..base.kinds import KINDS
from ..base.model import Page
from ..base.vocabulary import ATTRIBUTED_TYPES, SOURCE_TYPES
from ..ledger.records import Ledger, Statement, state_of
from .answers import MOST_NAMED, answer_in_words, answers_in_brief, answers_or_state, response_by
from .facts import Fact
from .labels import kind_inside
from .mix import Mix, mix_of
from .sentences import capital, clauses, listed, nested, quoted, sentence, together
from .wording import attribution_in_brief, name_of, shortened, title_of

_MOST_NAMES: Final = 3
_LONGEST_TITLE: Final = 110  # letters of a title in which a claim stands
_RANKS: Final = {type_: rank for rank, type_ in enumerate(SOURCE_TYPES)}


class Article(Struct, frozen=True, dict=True):
    """A page with statements, of this ledger; its title as plain text."""

    page: Page
    title: str
    statements: tuple[Statement, ...]
    ledger: Ledger

    @cached_property
    def mix(self) -> Mix:
        """Its source mix, counted when it is first shown."""
        return mix_of(self.ledger, self.statements)


def articles_of(ledger: Ledger) -> list[Article]:
    """Every article, newest first; those without a date come last, by path."""
    found = [article_of(ledger, ledger.files[path]) for path, statements in ledger.statements.items() if statements]
    return sorted(found, key=lambda article: published_order(article.page), reverse=True)


def article_of(ledger: Ledger, page: Page) -> Article:
    """One page as an article."""
    statements = ledger.statements.get(page.path, ())
    return Article(page, title_of(page), statements, ledger)


def standing_in_words(ledger: Ledger, article: Article, most: int = MOST_NAMED) -> str:
    """Who stands behind the headline and what was answered, in sentences: `According to … Denied by …`.

    If no statement is marked in the headline, they are about the article as a whole. A statement of another page is
    quoted with its page, so that nobody takes its answers for answers to this article. Of many who answer in the same
    way, the first `most` are named.
    """
    subjects = headline_statements(ledger, article.page)
    if len(subjects) == 1 and subjects[0].page.path == article.page.path:
        return standing_of(ledger, subjects[0], most)
    if subjects:
        return " ".join(
            said(
                "{words}: {standing}.", words=_quoted(article, subject), standing=clauses(_parts(ledger, subject, most))
            )
            for subject in subjects
        )
    answered = [statement for statement in article.statements if ledger.answers(statement)]
    parts = [_speakers(article), *_disputed(article), answers_in_brief(ledger, *answered, most=most)]
    return " ".join(sentence(part) for part in parts if part)


def headline_with_standing(ledger: Ledger, article: Article) -> str:
    """The title for places that show only the title: `Title – according to the council, denied`."""
    parts = [standing_in_brief(ledger, subject) for subject in headline_statements(ledger, article.page)]
    standing = clauses(dict.fromkeys(parts or [_speakers(article), *_disputed(article)]))
    return said("{title} – {standing}", title=article.title, standing=standing)


def statement_with_standing(ledger: Ledger, statement: Statement, most: int = 0) -> str:
    """A statement's name for places that show nothing else: `It is unsafe – according to the council, denied`.

    For an answer, `Denied by the mayor: It is unsafe`. If there may be `most` letters, long words of a statement are
    cut; who says it and who denied it is never cut.
    """
    is_answer = KINDS[statement.kind].family == "response"
    standing = capital(response_by(statement)) if is_answer else standing_in_brief(ledger, statement)
    name = name_of(statement)
    if most:
        name = shortened(name, max(most - len(standing) - len(" – "), most // 2))
    if is_answer:
        return said("{answer}: {claim}", answer=standing, claim=name)
    # Translators: what is said, and who says it
    return said("{words} – {standing}", words=name, standing=standing)


def title_with_standing(ledger: Ledger, statement: Statement) -> str:
    """The same as the title of a page, which shares, tabs and search engines show on one line."""
    return statement_with_standing(ledger, statement, _LONGEST_TITLE)


def statement_with_answers(ledger: Ledger, statement: Statement) -> str:
    """The same with those who answered: `It is unsafe – according to the council; denied by the mayor`."""
    if KINDS[statement.kind].family == "response":
        answer = capital(response_by(statement))
        if answers := answers_in_brief(ledger, statement, most=_MOST_NAMES):
            answer = said("{answer} ({answers})", answer=answer, answers=capital(answers))
        return said("{answer}: {claim}", answer=answer, claim=name_of(statement))
    standing = clauses((attribution_in_brief(ledger, statement), answers_or_state(ledger, statement, _MOST_NAMES)))
    return said("{words} – {standing}", words=name_of(statement), standing=standing)


def headline_statements(ledger: Ledger, page: Page) -> list[Statement]:
    """The claims that the headline makes; if it marks only answers, the claims they answer."""
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


def values_in_words(ledger: Ledger, fact: Fact) -> Iterator[str]:
    """A fact as text without links: the statements it is about are quoted with their sources."""
    yield from fact.values
    for other in fact.others:
        yield said("{words}, {standing}", words=quoted(other.words), standing=standing_in_brief(ledger, other))
    if fact.more:
        yield counted(fact.more, "and {n} more", "and {n} more")


def _quoted(article: Article, statement: Statement) -> str:
    words = quoted(statement.words)
    if statement.page.path == article.page.path:
        return words
    # Translators: a quotation, and the article it is from
    return said("{words}, from “{title}”", words=words, title=nested(title_of(statement.page)))


def standing_of(ledger: Ledger, statement: Statement, most: int = MOST_NAMED) -> str:
    """Who stands behind a statement and what was answered, in sentences: `According to … Denied by …`."""
    return " ".join(map(sentence, _parts(ledger, statement, most)))


def answer_with_standing(ledger: Ledger, answer: Statement) -> str:
    """An answer in full, with the answers to it, since it may itself accuse somebody."""
    return with_replies(ledger, answer, answer_in_words(answer))


def with_replies(ledger: Ledger, answer: Statement, text: str) -> str:
    """What is told of an answer, with the answers to it."""
    replies = answers_in_brief(ledger, answer)
    return said("{answer} Answered in turn: {answers}.", answer=text, answers=capital(replies)) if replies else text


def standing_in_brief(ledger: Ledger, statement: Statement) -> str:
    """A summary of the same: `according to the council, denied`."""
    kinds = sorted({answer.kind for answer in ledger.answers(statement)}, key=lambda kind: (KINDS[kind].rank, kind))
    return listed((attribution_in_brief(ledger, statement), *map(kind_inside, kinds)))


def _parts(ledger: Ledger, statement: Statement, most: int) -> list[str]:
    answer = answers_or_state(ledger, statement, most)
    return [attribution_in_brief(ledger, statement), *([answer] if answer else [])]


def _disputed(article: Article) -> list[str]:
    ledger, statements = article.ledger, article.statements
    answered = (statement for statement in statements if statement.ref in ledger.responses)
    disputed = sum(state_of(ledger, statement) == "disputed" for statement in answered)
    if not disputed:
        return []
    counts = counted(
        len(statements),
        "{disputed} of {n} statements disputed",
        "{disputed} of {n} statements disputed",
        disputed=number(disputed),
    )
    return [counts]


def _speakers(article: Article) -> str:
    """Who stands behind an article's statements, the most accountable first: `according to a, b, c and 2 others`."""
    return _who_speaks(article.statements, language())


@lru_cache(4096)  # a preview asks at each save, and most statements are those of the last
def _who_speaks(statements: tuple[Statement, ...], _: str) -> str:
    by_rank = sorted(statements, key=lambda statement: _RANKS.get(statement.type, 99))
    sources = (source for statement in by_rank for source in statement.sources if source.type in ATTRIBUTED_TYPES)
    labels = list(dict.fromkeys(source.label for source in sources))
    if not labels:
        return said("in the article’s own voice, its author’s opinion or nobody’s")
    return said("according to {who}", who=together(labels, _MOST_NAMES))


def published_order(page: Page) -> tuple[str, datetime]:
    """The sort key of a page by its date, the oldest first; one without a date comes before all."""
    date = page.meta.get("published", "")
    return order_of("" if date == "unknown" else date)
