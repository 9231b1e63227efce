"""A run of the benchmarks: the sites it needs, and a row of the table for each figure."""

from __future__ import annotations

import shutil
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
from .written import Row, write_row

BIN: Final = Path(sys.executable).parent


@dataclass
class Bench:
    """The sites, each written once, and how many targets were missed so far."""

    folder: Path
    options: Namespace
    missed: int = 0
    _sites: dict[int, Site] = field(default_factory=dict)

    def site(self, articles: int) -> Site:
        """The corpus with this number of articles."""
        if articles not in self._sites:
            self._sites[articles] = write_site(self.folder, articles)
        return self._sites[articles]

    def new_folder(self, name: str) -> Path:
        """A folder without what an earlier run has left in it."""
        shutil.rmtree(self.folder / name, ignore_errors=True)
        (self.folder / name).mkdir(parents=True)
        return self.folder / name

    def at_most(self, what: str, found: Spread, target: float, unit: str = "") -> None:
        """A row whose middle figure should not be greater."""
        self.row(what, f"{found}{unit}", f"≤ {target:g}{unit}", found.middle <= target)

    def row(self, what: str, figure: str, target: str, is_met: bool) -> None:
        """A row, printed and written at once: the next may take minutes."""
        self.missed += not is_met
        if self.options.write:
            write_row(self.options.write, Row(what, figure, target, is_met))
        print(f"  {what:62} {figure:32} {target:12} {'met' if is_met else 'MISSED'}", flush=True)


def check_of(site: Site, *options: str) -> Command:
    """`whosaid check` on a site."""
    return Command((str(BIN / "whosaid"), "check", "--docs", "docs", *options), site.annotated)


def build_of(folder: Path) -> Command:
    """A build of a site, as an author runs it."""
    return Command((str(BIN / "mkdocs"), "build", "--quiet"), folder)


def copy_of(site: Site, name: str, settings: str) -> Path:
    """A new copy of the annotated site, with other settings (whosaid.yml)."""
    copy = site.annotated.with_name(f"{site.annotated.name}-{name}")
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(site.annotated / "docs", copy / "docs")
    shutil.copy(site.annotated / "mkdocs.yml", copy)
    (copy / "docs/whosaid.yml").write_text(settings, "utf-8")
    return copy


def forget(folder: Path) -> None:
    """Remove what earlier builds and previews of a site have left: a build is clean without."""
    for left in (".cache", "site"):
        shutil.rmtree(folder / left, ignore_errors=True)


@contextmanager
def edits_of(site: Path) -> Iterator[Callable[[], None]]:
    """A function that adds a sentence to an article, another one each time; afterwards the article is as it was."""
    article = site / "docs/000/00001.md"
    text, times = article.read_text("utf-8"), count(1)

    def edit() -> None:
        article.write_text(f"{text}\nWords that were added, for the {next(times)}th time.\n", "utf-8")

    try:
        yield edit
    finally:
        article.write_text(text, "utf-8")
