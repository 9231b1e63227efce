"""Two files that cannot both be in the site: one would silently take the other's address, or stand in its way.

Only the builder knows all that will be written, and where. Pages without annotations that share an address are left to
MkDocs, which lets one of them win.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from ..ledger.records import Ledger
from .builderrors import shown
from .generated import MAKER

_HOW = "give one of them another name"


def collisions(files: Files, config: MkDocsConfig, ledger: Ledger, *, drafts: bool) -> Iterator[str]:
    """Each in a sentence, when all plug-ins have decided what is written."""
    key = _key(Path(config.site_dir))
    names = {key(name): f"the theme's “{name}”" for name in sorted(config.theme.static_templates)}
    owners: dict[str, File] = {}
    for file in files:
        if not (file.inclusion.is_in_serve() if drafts else file.inclusion.is_included()):
            continue
        place = key(file.dest_uri)
        first = owners.setdefault(place, file)
        if first is not file and any(_is_guarded(one, ledger) for one in (first, file)):
            yield f"{_name(first, config)} and {_name(file, config)} would both be “{file.dest_uri}”; {_HOW}"
        names[place] = _name(file, config)
    for place, file in owners.items():
        for above in _folders_of(place):
            if above in names:
                what = _name(file, config).removesuffix(",")
                yield f"{names[above]} is in the way of {what}, which needs a folder there; {_HOW}"


def _key(folder: Path) -> Callable[[str], str]:
    """What makes two names one file on this disk."""
    ignores_case = folder.with_name(folder.name.swapcase()).exists()
    return str.casefold if ignores_case else str


def _is_guarded(file: File, ledger: Ledger) -> bool:
    return file.generated_by == MAKER or file.src_uri in ledger.statements


def _name(file: File, config: MkDocsConfig) -> str:
    if file.generated_by is not None:
        what = "made for the ledger" if file.generated_by == MAKER else f"made by “{file.generated_by}”"
        return f"“{file.src_uri}”, which is {what},"
    return f"“{shown(os.path.join(config.docs_dir, file.src_uri))}”"  # noqa: PTH118


def _folders_of(place: str) -> Iterator[str]:
    while "/" in place:
        place = place.rpartition("/")[0]
        yield place
