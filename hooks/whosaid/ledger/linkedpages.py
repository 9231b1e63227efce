"""A page with the statements that its own are linked with, which may stand on other pages; and where these stand.

What is found on it is the same again as long as the links are, and the texts of the pages where they lead or start.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Final

import msgspec
from msgspec import Struct

from ..base.model import Page, Source
from ..base.options import StatementOption
from ..base.storage import digest
from .records import Ledger, OnePage, Statement, ref_of

_encode: Final = msgspec.msgpack.Encoder().encode


class LinkedPage(Struct, frozen=True, eq=False):
    """A page, its statements, and of each the statements that it names, those that answer it or say the same.

    These can be looked up for its own statements only: of those of other pages it is not known what they name in turn.
    `sources`: the site's, by id. The other mappings are as in Ledger, but hold only what belongs to the page.
    """

    page: Page
    statements: tuple[Statement, ...]
    sources: Mapping[str, Source]
    named: Mapping[str, Statement]
    families: Mapping[str, tuple[Statement, ...]]
    responses: Mapping[str, tuple[Statement, ...]]

    def answers(self, statement: Statement) -> tuple[Statement, ...]:
        """As `Ledger.answers`."""
        return self.responses.get(statement.ref, ())

    def family(self, statement: Statement) -> tuple[Statement, ...]:
        """As `Ledger.family`."""
        return self.families.get(statement.ref, (statement,))

    def related(self, statement: Statement, option: StatementOption) -> tuple[Statement, ...]:
        """As `Ledger.related`."""
        found = (self.named.get(ref_of(self.page.path, item.text)) for item in statement.record.items(option))
        return tuple(other for other in found if other is not None)


def linked_page(ledger: Ledger, one: OnePage) -> LinkedPage:
    """A page with all that its statements are linked with."""
    refs = [statement.ref for statement in one.statements]
    named = {ref for statement in one.statements for _, ref in statement.naming}
    return LinkedPage(
        one.page,
        one.statements,
        ledger.sources,
        {ref: ledger.by_ref[ref] for ref in named if ref in ledger.by_ref},
        {ref: ledger.families[ref] for ref in refs if ref in ledger.families},
        {ref: ledger.responses[ref] for ref in refs if ref in ledger.responses},
    )


class Links:
    """What linked pages hold besides the page itself, as digests. `text_of`: a digest of a page's text."""

    def __init__(self, ledger: Ledger, text_of: Callable[[Page], bytes]) -> None:
        self._text_of = text_of
        self._found: dict[str, list[tuple[str, tuple[Statement, ...]]]] = defaultdict(list)
        self._families: dict[str, list[bytes]] = defaultdict(list)
        for ref, options in ledger.naming.items():
            if (named := ledger.by_ref.get(ref)) is not None:
                for path in {statement.page.path for naming in options.values() for statement in naming}:
                    self._found[path].append(("", (named,)))
        for ref, answers in ledger.responses.items():
            if (answered := ledger.by_ref.get(ref)) is not None:
                self._found[answered.page.path].append((ref, answers))
        for ref, family in ledger.families.items():
            if ref == family[0].ref:  # once for all members: it may have thousands, each on another page
                content = digest(*self._content([("", family)]))
                for path in {member.page.path for member in family}:
                    self._families[path].append(content)

    def of(self, path: str) -> bytes:
        """A digest of which statements a page is linked with, and of the texts of their pages."""
        return digest(*self._families.get(path, ()), *self._content(self._found.get(path, ())))

    def _content(self, found: Collection[tuple[str, tuple[Statement, ...]]]) -> Iterator[bytes]:
        yield _encode([(what, [statement.ref for statement in statements]) for what, statements in found])
        pages = {statement.page.path: statement.page for _, statements in found for statement in statements}
        yield from map(self._text_of, pages.values())
