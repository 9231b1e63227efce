"""The ledger as data for others: the same functions produce the files that a build and `whosaid export` write.

An export is a module here with a function `files(ledger, site)`, listed in EXPORTERS. It lists its files before any is
written, and each is written in pieces, so that no file has to fit into memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

from ..ledger.records import Ledger
from ..site.addresses import Site
from . import argdown, claims, feeds, fragments, schema, tables
from .export import Export, with_bom

__all__ = ["EXPORTERS", "Export", "exports_of", "with_bom", "write_export", "write_text"]

EXPORTERS: Final[tuple[Callable[[Ledger, Site], Iterable[Export]], ...]] = (
    claims.files,
    tables.files,
    schema.files,
    argdown.files,
    feeds.files,
    fragments.files,
)


def exports_of(ledger: Ledger, site: Site) -> Iterator[Export]:
    """Every file of every export."""
    for exporter in EXPORTERS:
        yield from exporter(ledger, site)


def write_export(export: Export, file: Path) -> None:
    """Write one file, in UTF-8 with its line ends unchanged; its folder is created."""
    write_text(export.pieces(), file)


def write_text(pieces: Iterable[str], file: Path) -> None:
    """Write pieces of text to a file likewise."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w", encoding="utf-8", newline="") as stream:
        stream.writelines(pieces)
