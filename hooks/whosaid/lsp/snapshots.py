"""A site as it was read and checked at one moment, with the texts that an editor has open in place of the files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from msgspec import Struct

from ..base.filenames import MARKDOWN_SUFFIXES
from ..base.model import Page
from ..base.publication import WHOLE, Publication
from ..base.shapes import DEFAULT_SETTINGS
from ..check.findings import Finding
from ..check.keptfaults import Kept
from ..check.running import run_rules
from ..ledger.joining import join
from ..ledger.loading import Unsaved, load
from ..ledger.records import Ledger
from ..read import read_page
from .folders import manual_address


class Snapshot(Struct, frozen=True, eq=False):
    """The ledger of a site and what the check finds in it, by page path. What the author has silenced is left out.

    `manual`: the address of the page about a rule, with `{}` for its name; empty if the site has none.
    """

    ledger: Ledger
    publication: Publication
    findings: Mapping[str, tuple[Finding, ...]]
    manual: str = ""

    def page(self, path: str) -> Page | None:
        """A file of the site, as it was read."""
        return self.ledger.files.get(path)


EMPTY: Final = Snapshot(join((), ()), WHOLE, {})
"""Before anything has been read."""


def taken(docs: Path | None, kept: Kept, unsaved: Unsaved) -> Snapshot:
    """The site in a docs folder; without one, of each open page on its own."""
    if docs is None:
        markdown = (path for path in unsaved if path.lower().endswith(MARKDOWN_SUFFIXES))
        ledger, settings = join((read_page(path, path, unsaved[path]) for path in markdown), ()), DEFAULT_SETTINGS
    else:
        ledger, settings = load(docs, kept.pages, unsaved)
    findings: dict[str, list[Finding]] = defaultdict(list)
    for finding in run_rules(ledger, kept.faults).findings:
        findings[finding.path].append(finding)
    by_page = {path: tuple(found) for path, found in findings.items()}
    manual = manual_address(docs, settings.rules_folder) if docs is not None else ""
    return Snapshot(ledger, settings.publication, by_page, manual)
