"""Rules about size: what the check can read at once, but no page can be built from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ..ledger import Ledger
from .core import Fault, rule

MOST_STATEMENTS: Final = 500  # on one page; beyond that neither a reader nor Markdown gets through it
LONGEST_ROUTE: Final = 50  # outlets; data tells the route as reports inside reports, and no program reads a thousand
LONGEST_LINE: Final = 100_000  # characters; Python-Markdown's time grows faster than the line

UNDRAWABLE: Final = frozenset(("too-many-statements", "line-too-long", "route-too-long", "unreadable-file"))
"""Rules whose finding means that a preview shows the message instead of the page."""


@rule
def too_many_statements(ledger: Ledger) -> Iterator[Fault]:
    """A page has more than 500 statements.

    Bad:  a whole year's articles on one page
    Good: a page for each article
    Why:  Neither a reader nor a browser gets through such a page.
    """
    for path, statements in ledger.statements.items():
        if len(statements) > MOST_STATEMENTS:
            message = (
                f"this page has {len(statements):,} statements; divide it, {MOST_STATEMENTS} is the most for a page"
            )
            yield Fault(ledger.files[path], statements[MOST_STATEMENTS].record.at, message)


@rule
def route_too_long(ledger: Ledger) -> Iterator[Fault]:
    """A claim has come through more than 50 outlets.

    Bad:  `via:` with all members of an association
    Good: `via:` with the outlets that had it from each other
    Why:  `via` says who had it from whom. Outlets that had it from the same source are no route.
    """
    for statement in ledger.all_statements():
        if len(steps := statement.record.items("via")) > LONGEST_ROUTE:
            message = f"this route has {len(steps):,} steps; {LONGEST_ROUTE} is the most"
            yield Fault(statement.page, steps[LONGEST_ROUTE].at, message)


@rule(concerns="pages")
def line_too_long(ledger: Ledger) -> Iterator[Fault]:
    """A line has more than 100,000 characters.

    Bad:  a book on one line
    Good: an empty line between its paragraphs
    Why:  Drawing it takes longer the longer it is, until no page comes out at all.
    """
    for page in ledger.files.values():
        if len(page.text) <= LONGEST_LINE:
            continue
        at = 0
        for line in page.text.split("\n"):
            if len(line) > LONGEST_LINE:
                message = (
                    f"this line has {len(line):,} characters; divide it into paragraphs, {LONGEST_LINE:,} is the most"
                )
                yield Fault(page, at, message)
            at += len(line) + 1
