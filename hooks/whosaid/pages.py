"""Generated pages as Markdown: the ledger of all statements, in parts where it is long."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Final

from .ledger import Ledger, Statement, state_of
from .vocabulary import KINDS
from .wording import answers_in_brief, capital, names, route_in_words, type_label

ROWS: Final = 300  # on one page; a longer table is slow to load and to read

TABLE: Final = "whosaid-ledger-table"  # stands where render puts the table
COLUMNS: Final = ("No.", "Statement", "Kind", "Who", "Source type", "Route", "Answer")


def ledger_parts(ledger: Ledger, name: str) -> dict[str, list[Statement]]:
    """The statements on each of the ledger's pages. The first is `name`, the others lie in a folder called like it."""
    statements = list(ledger.all_statements())
    parts = [statements[at : at + ROWS] for at in range(0, len(statements), ROWS)] or [[]]
    folder = name.removesuffix(".md")
    return dict(zip([name, *(f"{folder}/{number}.md" for number in range(2, len(parts) + 1))], parts, strict=True))


def ledger_pages(parts: Mapping[str, list[Statement]]) -> dict[str, str]:
    """The ledger's pages: Markdown by path. `render` puts the table in the place of the mark TABLE."""
    paths, total = list(parts), sum(len(part) for part in parts.values())
    return {path: "\n".join(_ledger_page(paths, number, total)) for number, path in enumerate(paths)}


def _ledger_page(paths: list[str], number: int, total: int) -> Iterator[str]:
    title = "Ledger" if len(paths) == 1 else f"Ledger, part {number + 1} of {len(paths)}"
    yield from ("---", f"title: {title}", "hide: [navigation, toc]", "search:", "  exclude: true", "---", "")
    yield from (f"# {title}", "")
    yield f"Every statement of this site with who stands behind it: {total:,} in all."
    yield from ("", TABLE, "")
    steps = [("Previous part", number - 1), ("Next part", number + 1)]
    yield " · ".join(f"[{text}]({_to(paths[number], paths[at])})" for text, at in steps if 0 <= at < len(paths))


def ledger_rows(ledger: Ledger, part: list[Statement], path: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each row of a part: the statement's address, and the texts of the cells."""
    for statement in part:
        kind = KINDS[statement.kind]
        answer = answers_in_brief(ledger, statement) or state_of(ledger, statement)
        if kind.family == "response":
            answer = "Answers " + ", ".join(_name(other, statement) for other in ledger.related(statement, "of"))
        yield (
            f"{_to(path, statement.page.path)}#{statement.id}",
            (
                str(statement.number),
                capital(statement.words),
                kind.label,
                names(statement.sources),
                type_label(statement),
                route_in_words(statement),
                answer,
            ),
        )


def ledger_groups(
    ledger: Ledger, part: list[Statement], path: str
) -> Iterator[tuple[str, str, Iterator[tuple[str, tuple[str, ...]]]]]:
    """The articles of a part: title, address, rows."""
    for page, statements in groupby(part, key=lambda statement: statement.page):
        yield page.meta.get("title") or page.path, _to(path, page.path), ledger_rows(ledger, list(statements), path)


def _name(other: Statement, here: Statement) -> str:
    """A statement's number, and its article's name where that is another one."""
    return str(other.number) if other.page is here.page else f"{other.number} of {other.page.meta.get('title')}"


def _to(here: str, there: str) -> str:
    """A relative link between two pages, safe in Markdown's brackets."""
    link = posixpath.relpath(there, posixpath.dirname(here) or ".")
    return link.replace(" ", "%20").replace("(", "%28").replace(")", "%29")
