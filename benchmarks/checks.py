"""What a check costs: `whosaid check` as authors run it, without a cache and after one edit."""

from __future__ import annotations

import cProfile
import pstats

from whosaid.check.running import check as run_rules
from whosaid.ledger.loading import load

from .measures import Bench, check_of, edits_of
from .timing import Spread, time_in_turn


def check(bench: Bench) -> None:
    """Seconds of processor time for the largest corpus, with the start of the interpreter: cold, and after one edit."""
    site = bench.site(max(bench.options.articles))
    commands = {"cold": check_of(site, "--no-cache"), "edited": check_of(site)}
    time_in_turn({"edited": commands["edited"]}, 1)
    with edits_of(site.annotated) as edit:
        times = time_in_turn(commands, bench.options.runs, before={"edited": edit})
    what = f"check, {site.statements:,} statements: processor time"
    bench.at_most(f"{what}, without a cache", Spread.of(times["cold"].cpu), 1.3, " s")
    bench.at_most(f"{what}, after one edit", Spread.of(times["edited"].cpu), 0.5, " s")


def profile(bench: Bench) -> None:
    """Where the check spends its time."""
    docs = bench.site(max(bench.options.articles)).annotated / "docs"
    profiler = cProfile.Profile()
    profiler.runcall(lambda: run_rules(load(docs)[0]))
    pstats.Stats(profiler).strip_dirs().sort_stats("tottime").print_stats(25)
