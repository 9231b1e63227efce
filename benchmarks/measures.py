"""A run of the benchmarks: the sites it needs, and a row of the table for each figure."""

from __future__ import annotations

import sys
from argparse import Namespace
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from .corpus import Site, write_site
from .timing import Command, Spread

BIN: Final = Path(sys.executable).parent


@dataclass(frozen=True)
class Row:
    """A figure and its target: a line of the table in docs/guide/speed.md."""

    what: str
    figure: str
    target: str
    is_met: bool


@dataclass
class Bench:
    """The sites, each written once, and the rows so far."""

    folder: Path
    options: Namespace
    rows: list[Row] = field(default_factory=list)
    _sites: dict[int, Site] = field(default_factory=dict)

    def site(self, articles: int) -> Site:
        """The corpus with this number of articles."""
        if articles not in self._sites:
            self._sites[articles] = write_site(self.folder, articles)
        return self._sites[articles]

    def at_most(self, what: str, found: Spread, target: float, unit: str = "") -> None:
        """A row whose middle figure should not be greater."""
        self.row(what, f"{found}{unit}", f"≤ {target:g}{unit}", found.middle <= target)

    def row(self, what: str, figure: str, target: str, is_met: bool) -> None:
        """A row, printed at once: the next may take minutes."""
        self.rows.append(Row(what, figure, target, is_met))
        print(f"  {what:62} {figure:32} {target:12} {'met' if is_met else 'MISSED'}", flush=True)


def check_of(site: Site, *options: str) -> Command:
    """`whosaid check` on a site."""
    return Command((str(BIN / "whosaid"), "check", "--docs", "docs", *options), site.annotated)


def build_of(folder: Path) -> Command:
    """A build of a site, as an author runs it."""
    return Command((str(BIN / "mkdocs"), "build", "--quiet"), folder)
