"""`data/schema/claims.json`: the JSON Schema of the open data, generated from its shape."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from ..check.schemas import schema_text
from ..ledger.records import Ledger
from ..site.addresses import Site
from .export import Export
from .opendata import DataShape

SCHEMA_FILE = "data/schema/claims.json"


def files(ledger: Ledger, site: Site) -> Iterator[Export]:
    """The one schema of all JSON files of the open data."""
    yield Export(SCHEMA_FILE, _pieces)


def _pieces() -> Iterator[str]:
    yield schema_text({"title": "Statements of a Whosaid site", **msgspec.json.schema(DataShape)})
