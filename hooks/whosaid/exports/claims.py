"""`data/claims.json` with every statement of the site, and the same for each article in `data/articles/`.

Each source, article and statement is one line; articles and statements are created only when they are written.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from functools import partial

from msgspec import Struct

from ..ledger.records import Ledger
from ..site.addresses import Site
from .export import Export
from .jsontext import json_of
from .opendata import VERSION, HeadShape
from .rows import all_source_facts, article_facts, article_file, source_facts_of, statement_facts, totals
from .schema import SCHEMA_FILE

CLAIMS_FILE = "data/claims.json"


def files(ledger: Ledger, site: Site) -> Iterator[Export]:
    """The file of the whole site, then that of each article."""
    yield Export(CLAIMS_FILE, partial(_pieces, ledger, site, CLAIMS_FILE))
    for path in ledger.statements:
        file = article_file(path)
        yield Export(file, partial(_pieces, ledger, site, file, path))


def _pieces(ledger: Ledger, site: Site, file: str, only: str = "") -> Iterator[str]:
    """The JSON of all pages, or of one."""
    statements = {only: ledger.statements[only]} if only else ledger.statements
    sources = list(source_facts_of(ledger, ledger.files[only]) if only else all_source_facts(ledger))
    head = HeadShape(
        schema=posixpath.relpath(SCHEMA_FILE, posixpath.dirname(file)),
        version=VERSION,
        root=site.root,
        totals=totals(ledger, statements, len(sources)),
    )
    lists: dict[str, Iterable[Struct]] = {
        "sources": sources,
        "articles": (article_facts(ledger, site, ledger.files[path]) for path in statements),
        "statements": (statement_facts(ledger, site, one) for page in statements.values() for one in page),
    }
    yield json_of(head).removesuffix("}")
    for name, rows in lists.items():
        yield f',\n"{name}":['
        for number, row in enumerate(rows):
            yield f"{',' if number else ''}\n{json_of(row)}"
        yield "\n]"
    yield "}\n"
