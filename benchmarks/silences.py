"""Mistakes that the check does not notice, in pages with every form and container."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from .annotated import originals
from .measures import Bench
from .mutants import run, shown

_MOST: Final = 0.0001  # of all mutants: an author who does not check every note after every save would not notice


def silence(bench: Bench) -> None:
    """Small mistakes in annotated pages: may something be lost without a finding?"""
    pages = originals(Path(__file__).parent.parent)
    tally = run(pages, bench.options.mutants, bench.options.seed)
    for lost, mutant in tally.examples:
        print(f"  {lost:42} {shown(mutant)}")
    share = tally.silent / tally.tried
    what = "small mistakes that lose something in silence"
    bench.row(what, f"{tally.silent} of {tally.tried:,}", f"≤ {_MOST:.2%}", share <= _MOST)
    bench.row(f"{what}, by a single character", str(tally.by_one), "0", tally.by_one == 0)
