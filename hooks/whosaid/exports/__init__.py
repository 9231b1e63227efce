"""The ledger as data for others: the same functions produce the files that a build and `whosaid export` write.

An export is a module here with a function `files(ledger, site)`, listed in EXPORTERS. It lists its files before any is
written, and each is written in pieces, so that no file has to fit into memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

from ..base.publication import WHOLE, Output, Publication
from ..ledger.records import Ledger
from ..site.addresses import Site
from . import argdown, claims, feeds, fragments, schema, tables
from .export import Export, with_bom

__all__ = ["EXPORTERS", "Export", "exports_of", "with_bom", "write_export", "write_text"]

EXPORTERS: Final[tuple[tuple[Output, Callable[[Ledger, Site], Iterable[Export]]], ...]] = (
    ("data", claims.files),
    ("data", tables.files),
    ("data", schema.files),
    ("data", argdown.files),
    ("feeds", feeds.files),
    ("embeds", fragments.files),
)
"""Each with the part of the site that it is."""


def exports_of(ledger: Ledger, site: Site, publication: Publication = WHOLE) -> Iterator[Export]:
    """Every file of every export of the parts that are published."""
    for output, exporter in EXPORTERS:
        if output in publication.outputs:
            yield from exporter(ledger, site)


def write_export(export: Export, file: Path) -> None:
    """Write one file, in UTF-8 with its line ends unchanged; its folder is created."""
    write_text(export.pieces(), file)


def write_text(pieces: Iterable[str], file: Path) -> None:
    """Write pieces of text to a file likewise."""
    try:
        stream = file.open("w", encoding="utf-8", newline="")
    except (FileNotFoundError, NotADirectoryError):  # the first file of its folder; if there can be none, say which
        file.parent.mkdir(parents=True, exist_ok=True)
        stream = file.open("w", encoding="utf-8", newline="")
    with stream:
        stream.writelines(pieces)
