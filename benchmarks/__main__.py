"""`python -m benchmarks [MEASURE…]`: measures and their targets. Exits with 1 if a target is missed.

The targets follow from what people would notice: an author looks up after a save and the page has changed; leaving
the gate out of a build gains nothing; an archive of any size can be checked whole, each time. They are medians of
pairs that ran next to each other, with the least and the greatest beside them: see docs/guide/speed.md.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Final

from .builds import build, growth
from .checks import check, profile
from .desks import desk
from .measures import Bench
from .reading import reading
from .repairs import mending
from .saves import saves, start
from .searches import search
from .silences import silence

MEASURES: Final[Mapping[str, Callable[[Bench], None]]] = {
    "saves": saves,
    "start": start,
    "desk": desk,
    "build": build,
    "check": check,
    "growth": growth,
    "search": search,
    "silence": silence,
    "mending": mending,
    "reading": reading,
}


def main() -> int:
    """Read the options and run the measures."""
    options = _options()
    started = perf_counter()
    with TemporaryDirectory(prefix="whosaid-bench-") as temporary:
        bench = Bench(options.folder or Path(temporary), options)
        if options.profile:
            profile(bench)
            return 0
        for name in options.measures or MEASURES:
            print(f"\n{name}: {MEASURES[name].__doc__}", flush=True)
            begun = perf_counter()
            MEASURES[name](bench)
            print(f"  ({_minutes(begun)})", flush=True)
    print(f"\nAll of it took {_minutes(started)}.")
    print(f"\n{bench.missed} targets missed." if bench.missed else "\nAll targets met.")
    return 1 if bench.missed else 0


def _minutes(begun: float) -> str:
    return f"{(perf_counter() - begun) / 60:.1f} minutes"


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description="What Whosaid costs, and what it overlooks."
    )
    names = "|".join(MEASURES)
    parser.add_argument("measures", nargs="*", metavar=names, help="which measures (all)")
    parser.add_argument(
        "--articles",
        type=int,
        nargs="+",
        default=[300, 1000],
        help="sizes of sites (%(default)s); growth goes from the smallest to ten times as many",
    )
    parser.add_argument("--mutants", type=int, default=30_000, help="for silence (%(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="for silence: which mutants (%(default)s)")
    parser.add_argument("--runs", type=int, default=5, help="of each command (%(default)s)")
    parser.add_argument("--folder", type=Path, help="where to keep the articles (default: a temporary folder)")
    parser.add_argument("--write", type=Path, metavar="PAGE", help="put the rows into the table of this page")
    parser.add_argument("--profile", action="store_true", help="instead, print where the check spends its time")
    options = parser.parse_args()
    if unknown := set(options.measures) - set(MEASURES):
        parser.error(f"there is no measure {', '.join(sorted(unknown))}; the measures are {', '.join(MEASURES)}")
    return options


if __name__ == "__main__":
    sys.exit(main())
