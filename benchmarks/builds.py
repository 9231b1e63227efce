"""What a build costs compared with plain Material: processor time, wall time, memory and bytes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from math import log10
from pathlib import Path

from .corpus import SETTINGS, Site
from .measures import Bench, build_of, check_of, copy_of, edits_of, forget
from .sizes import weigh
from .timing import Spread, ratios, time_in_turn


def build(bench: Bench) -> None:
    """Builds of each size next to plain Material's: clean, with the gate and notes only, and after one edit."""
    for articles in bench.options.articles:
        _build(bench, bench.site(articles))
    weigh(bench, bench.site(bench.options.articles[0]))


def _build(bench: Bench, site: Site) -> None:
    """Four builds in turn, so that each round of plain Material's serves three comparisons."""
    bare, edited = copy_of(site, "bare", f"{SETTINGS}publish: [none]\n"), copy_of(site, "edited", SETTINGS)
    folders = {"clean": site.annotated, "bare": bare, "edited": edited, "plain": site.plain}
    builds = {name: build_of(folder) for name, folder in folders.items()}
    time_in_turn({"edited": builds["edited"]}, 1)
    with edits_of(edited) as edit:
        emptied = {name: partial(forget, folders[name]) for name in ("clean", "bare", "plain")}
        times = time_in_turn(builds, bench.options.runs, {**emptied, "edited": edit})
    clean, plain, size = times["clean"], times["plain"], f"{site.articles:,} articles"
    plain_size = _size(site.plain / "site")
    bench.row(f"plain Material, clean build, {size}: processor time", f"{Spread.of(plain.cpu)} s", "–", is_met=True)
    what = f"clean build, {size}: "
    bench.at_most(f"{what}processor time ÷ plain’s", ratios(clean.cpu, plain.cpu), 1.8)
    bench.at_most(f"{what}wall time ÷ plain’s", ratios(clean.wall, plain.wall), 1.0)
    found = ratios(times["bare"].cpu, plain.cpu)
    bench.at_most(f"gate and notes only, {size}: processor time ÷ plain’s", found, 1.0)
    found = ratios(times["edited"].cpu, plain.cpu)
    bench.at_most(f"warm build after one edit, {size}: processor time ÷ plain’s clean one", found, 0.15)
    weight = _size(site.annotated / "site") / plain_size
    bench.at_most(f"{what}bytes of the site ÷ plain’s", Spread.of([weight]), 2.5)
    bench.at_most(f"{what}memory ÷ plain’s", ratios(clean.memory, plain.memory), 1.8)
    built = edited / "site"
    kept = (_size(built, edited / ".cache") - _size(built)) / plain_size
    bench.row(f"what is kept, {size}: bytes ÷ plain’s site", f"{kept:.3g}", "–", is_met=True)


def growth(bench: Bench) -> None:
    """Ten times the articles: the exponent of processor time, 1 if twice the articles take twice the time."""
    small, large = (bench.site(times * min(bench.options.articles)) for times in (1, 10))
    what = f"from {small.articles:,} to {large.articles:,} articles"
    sites = {"small": small, "large": large, "start": bench.site(0)}
    checks = {name: check_of(site, "--no-cache") for name, site in sites.items()}
    times = time_in_turn(checks, bench.options.runs)
    start = Spread.of(times["start"].cpu).middle
    grown = _exponents(times["small"].cpu, times["large"].cpu, start)
    bench.at_most(f"growth, {what}: exponent of a check’s processor time", grown, 1.03)
    folders = {"small": small.annotated, "large": large.annotated}
    builds = {name: build_of(folder) for name, folder in folders.items()}
    emptied = {name: partial(forget, folder) for name, folder in folders.items()}
    times = time_in_turn(builds, max(1, bench.options.runs // 5), emptied)
    grown = _exponents(times["small"].cpu, times["large"].cpu, 0)
    bench.at_most(f"growth, {what}: exponent of a build’s processor time", grown, 1.03)


def _exponents(few: Sequence[float], many: Sequence[float], start: float) -> Spread:
    """Of the tenfold, both less what the start takes."""
    return Spread.of(log10((more - start) / (less - start)) for less, more in zip(few, many, strict=True))


def _size(*folders: Path) -> int:
    """The bytes of all files; what has two names, as a file of the site that is kept for the next, counts once."""
    files = (file.stat() for folder in folders for file in folder.rglob("*") if file.is_file())
    return sum({file.st_ino: file.st_size for file in files}.values())
