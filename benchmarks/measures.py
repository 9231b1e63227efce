"""A run of the benchmarks: the sites it needs, and a row of the table for each figure."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
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


@contextmanager
def edits_of(site: Site) -> Iterator[Callable[[], None]]:
    """A function that adds a sentence to an article, another one each time; afterwards the article is as it was."""
    article = site.annotated / "docs/000/00001.md"
    text, times = article.read_text("utf-8"), count(1)

    def edit() -> None:
        article.write_text(f"{text}\nWords that were added, for the {next(times)}th time.\n", "utf-8")

    try:
        yield edit
    finally:
        article.write_text(text, "utf-8")
