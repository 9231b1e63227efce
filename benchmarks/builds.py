"""What a build costs compared with plain Material: processor time, wall time, memory and bytes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from math import log10
from pathlib import Path
from shutil import rmtree

from .corpus import Site
from .measures import Bench, build_of, check_of, edits_of
from .timing import Spread, ratios, time_in_turn


def build(bench: Bench) -> None:
    """Clean builds of both sites, at each size."""
    for articles in bench.options.articles:
        site = bench.site(articles)
        commands = {"whosaid": build_of(site.annotated), "plain": build_of(site.plain)}
        times = time_in_turn(commands, bench.options.runs, before={"whosaid": partial(_forget, site)})
        whosaid, plain = times["whosaid"], times["plain"]
        what = f"clean build, {articles:,} articles: "
        bench.at_most(f"{what}processor time ÷ plain’s", ratios(whosaid.cpu, plain.cpu), 1.8)
        bench.at_most(f"{what}wall time ÷ plain’s", ratios(whosaid.wall, plain.wall), 1.0)
        bench.at_most(f"{what}memory ÷ plain’s", ratios(whosaid.memory, plain.memory), 1.8)
        size = _size(site.annotated / "site") / _size(site.plain / "site")
        bench.at_most(f"{what}bytes of the site ÷ plain’s", Spread.of([size]), 2.5)


def warm(bench: Bench) -> None:
    """A build after one edit, with what the last one has kept, compared with plain Material's clean build."""
    for articles in bench.options.articles:
        site = bench.site(articles)
        commands = {"whosaid": build_of(site.annotated), "plain": build_of(site.plain)}
        time_in_turn({"whosaid": commands["whosaid"]}, 1)
        with edits_of(site) as edit:
            times = time_in_turn(commands, bench.options.runs, before={"whosaid": edit})
        found = ratios(times["whosaid"].cpu, times["plain"].cpu)
        bench.at_most(
            f"warm build after one edit, {articles:,} articles: processor time ÷ plain’s clean one", found, 0.15
        )
        kept = _size(site.annotated / ".cache") / _size(site.plain / "site")
        bench.row(f"what is kept, {articles:,} articles: bytes ÷ plain’s site", f"{kept:.3g}", "", is_met=True)


def growth(bench: Bench) -> None:
    """Ten times the articles: the exponent of processor time, 1 if twice the articles take twice the time."""
    small, large = (bench.site(times * min(bench.options.articles)) for times in (1, 10))
    what = f"from {small.articles:,} to {large.articles:,} articles"
    sites = {"small": small, "large": large, "start": bench.site(0)}
    checks = {name: check_of(site, "--no-cache") for name, site in sites.items()}
    times = time_in_turn(checks, bench.options.runs)
    start = Spread.of(times["start"].cpu).middle
    grown = _exponents(times["small"].cpu, times["large"].cpu, start)
    bench.at_most(f"exponent of a check’s processor time, {what}", grown, 1.03)
    builds = {"small": build_of(small.annotated), "large": build_of(large.annotated)}
    forget = {"small": partial(_forget, small), "large": partial(_forget, large)}
    times = time_in_turn(builds, max(1, bench.options.runs // 2), forget)
    grown = _exponents(times["small"].cpu, times["large"].cpu, 0)
    bench.at_most(f"exponent of a build’s processor time, {what}", grown, 1.03)


def _exponents(few: Sequence[float], many: Sequence[float], start: float) -> Spread:
    """Of the tenfold, both less what the start takes."""
    return Spread.of(log10((more - start) / (less - start)) for less, more in zip(few, many, strict=True))


def _forget(site: Site) -> None:
    """Remove what earlier builds have kept: a build is clean without."""
    rmtree(site.annotated / ".cache", ignore_errors=True)


def _size(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
