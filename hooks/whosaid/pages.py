"""Generated pages as Markdown: the ledger of all statements, in parts where it is long."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from itertools import groupby
from typing import Final

from .ledger import Ledger, Statement, state_of
from .vocabulary import KINDS
from .wording import answers_in_brief, capital, names, route_in_words, type_label

ROWS: Final = 300  # on one page; a longer table is slow to load and to read

_SIGNS: Final = re.compile(r"[\\`*_{}\[\]()#+.!|<>&~^=:/@$\"'-]")


def as_text(text: str) -> str:
    """Text as Markdown that shows exactly this text: every sign that could mean something becomes an entity."""
    return _SIGNS.sub(lambda sign: f"&#{ord(sign.group())};", " ".join(text.split()))


def ledger_pages(ledger: Ledger, name: str) -> dict[str, str]:
    """The ledger's pages: Markdown by path. The first is `name`, the others lie in a folder called like it."""
    statements = list(ledger.all_statements())
    parts = [statements[at : at + ROWS] for at in range(0, len(statements), ROWS)] or [[]]
    folder = name.removesuffix(".md")
    paths = [name, *(f"{folder}/{number}.md" for number in range(2, len(parts) + 1))]
    return {
        path: "\n".join(_ledger_page(ledger, part, path, number, paths, len(statements)))
        for number, (path, part) in enumerate(zip(paths, parts, strict=True), start=1)
    }


def _ledger_page(
    ledger: Ledger, part: list[Statement], path: str, number: int, paths: list[str], total: int
) -> Iterator[str]:
    title = "Ledger" if len(paths) == 1 else f"Ledger, part {number} of {len(paths)}"
    yield from (
        "---",
        f"title: {title}",
        "hide: [navigation, toc]",
        "search:",
        "  exclude: true",
        "---",
        "",
        f"# {title}",
        "",
    )
    yield f"Every statement of this site with who stands behind it: {total:,} in all."
    for page, rows in groupby(part, key=lambda statement: statement.page):
        yield from ("", f"## [{as_text(page.meta.get('title') or page.path)}]({_to(path, page.path)})", "")
        yield "| No. | Statement | Kind | Who | Source type | Route | Answer |"
        yield "|---:|---|---|---|---|---|---|"
        yield from (_row(ledger, statement, path) for statement in rows)
    yield ""
    steps = [("Previous part", number - 2), ("Next part", number)]
    yield " · ".join(f"[{text}]({_to(path, paths[at])})" for text, at in steps if 0 <= at < len(paths))


def _row(ledger: Ledger, statement: Statement, path: str) -> str:
    kind = KINDS[statement.kind]
    answer = answers_in_brief(ledger, statement) or state_of(ledger, statement)
    if kind.family == "response":
        answer = "Answers " + ", ".join(_name(other, statement) for other in ledger.related(statement, "of"))
    cells = (
        str(statement.number),
        f"[{as_text(capital(statement.words))}]({_to(path, statement.page.path)}#{statement.id})",
        as_text(kind.label),
        as_text(names(statement.sources)),
        as_text(type_label(statement)),
        as_text(route_in_words(ledger, statement)),
        as_text(answer),
    )
    return f"| {' | '.join(cells)} |"


def _name(other: Statement, here: Statement) -> str:
    """A statement's number, and its article's name where that is another one."""
    return str(other.number) if other.page is here.page else f"{other.number} of {other.page.meta.get('title')}"


def _to(here: str, there: str) -> str:
    """A relative link between two pages, safe in Markdown's brackets."""
    link = posixpath.relpath(there, posixpath.dirname(here) or ".")
    return link.replace(" ", "%20").replace("(", "%28").replace(")", "%29")
