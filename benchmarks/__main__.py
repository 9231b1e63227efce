"""`python -m benchmarks [check] [build] [growth] [silence]`: measures and their targets. Exits with 1 if one is missed.

check   statements per second. At 60,000, a site of 1,000 articles is checked in the time a save in an editor
        may take (0.4 s), so nobody has a reason to check less than the whole site.
build   Whosaid's build compared with plain Material's. At 1.25, the gate costs hardly more than the theme's own
        search plug-in: nobody should be tempted to leave it out.
growth  ten times the articles in at most 11.5 times the time. Beyond that, something processes all articles
        for each article, and a large archive would never finish. In processor time: the question is how
        much work there is, and the runs are too few to average out other load on the machine.
silence small mistakes in annotated pages: at most one in 10,000 may lose something without a finding, and none
        of a single character. An author who does not check every note after every save would not notice.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from whosaid.check.running import check as run_rules
from whosaid.ledger.loading import load

from .annotated import originals
from .corpus import Site, write_site
from .mutants import run, shown
from .timing import Command, Times, time_in_turn

MOST_FOR_BUILD = 1.25  # times plain Material
MOST_FOR_TENFOLD = 11.5  # times the time for a tenth of the articles
LEAST_CHECKED = 60_000  # statements a second
MOST_SILENT = 0.0001  # share of all mutants

_BIN = Path(sys.executable).parent


class Bench:
    """One run: the sites it needs, written once, and the targets missed so far."""

    def __init__(self, folder: Path, options: argparse.Namespace) -> None:
        self.folder, self.options = folder, options
        self.missed: list[str] = []
        self._sites: dict[int, Site] = {}

    def site(self, articles: int) -> Site:
        """The corpus with this number of articles."""
        if articles not in self._sites:
            self._sites[articles] = write_site(self.folder, articles)
        return self._sites[articles]

    def check(self) -> None:
        """Statements per second: for the whole process, and without the start of the interpreter."""
        site, none = self.site(self.options.articles), self.site(0)
        runs = self.options.runs * 3
        title(f"check: {site.articles:,} articles, {site.statements:,} statements, median of {runs}")
        times = time_in_turn({"check": check_of(site), "start": check_of(none)}, runs)
        start, whole = times["start"], times["check"]
        say("whosaid check", str(whole))
        say("on an empty folder", str(start))
        say(
            "without the start",
            f"{site.statements / (whole.seconds - start.seconds):,.0f} statements a second",
        )
        rate = site.statements / whole.seconds
        self._judge(
            "whole process",
            rate >= LEAST_CHECKED,
            f"{rate:,.0f} statements a second",
            f"at least {LEAST_CHECKED:,}",
        )

    def build(self) -> None:
        """Wall time of a build compared with plain Material."""
        site = self.site(self.options.articles)
        title(f"build: {site.articles:,} articles, median of {self.options.runs}")
        times = time_in_turn({"whosaid": build_of(site.annotated), "plain": build_of(site.plain)}, self.options.runs)
        whosaid, plain = times["whosaid"], times["plain"]
        say("mkdocs build, Whosaid", str(whosaid))
        say("mkdocs build, plain", str(plain))
        say("ratio of processor time", f"{whosaid.cpu_seconds / plain.cpu_seconds:.2f}")
        ratio = whosaid.seconds / plain.seconds
        self._judge("Whosaid to plain, ratio", ratio <= MOST_FOR_BUILD, f"{ratio:.2f}", f"at most {MOST_FOR_BUILD}")

    def growth(self) -> None:
        """Ten times the articles, for check and build."""
        small, large = self.site(self.options.small), self.site(self.options.small * 10)
        title(f"growth: {small.articles:,} to {large.articles:,} articles, median of {self.options.runs}")
        none = self.site(0)
        checks = {"start": check_of(none), "small": check_of(small), "large": check_of(large)}
        times = time_in_turn(checks, self.options.runs)
        self._judge_growth("whosaid check", times["small"], times["large"], times["start"].seconds)
        builds = {"small": build_of(small.annotated), "large": build_of(large.annotated)}
        times = time_in_turn(builds, max(1, self.options.runs - 1))
        self._judge_growth("mkdocs build, Whosaid", times["small"], times["large"], 0)

    def silence(self) -> None:
        """Mistakes that the check does not notice."""
        pages = originals(Path(__file__).parent.parent)
        title(f"silence: {self.options.mutants:,} mutants of {len(pages)} pages")
        tally = run(pages, self.options.mutants, self.options.seed)
        for lost, mutant in tally.examples:
            say(f"  {lost}", shown(mutant))
        share = tally.silent / tally.tried
        figure = f"{tally.silent} ({share:.4%}): {dict(tally.lost)}"
        self._judge("lost in silence", share <= MOST_SILENT, figure, f"at most {MOST_SILENT:.2%}")
        self._judge("by one mistake", tally.by_one == 0, str(tally.by_one), "none")

    def _judge_growth(self, what: str, small: Times, large: Times, start: float) -> None:
        say(f"{what}, small", str(small))
        say(f"{what}, large", str(large))
        say(f"{what}, ratio of processor time", f"{large.cpu_seconds / small.cpu_seconds:.1f}")
        ratio = (large.seconds - start) / (small.seconds - start)
        self._judge(f"{what}, ratio", ratio <= MOST_FOR_TENFOLD, f"{ratio:.1f}", f"at most {MOST_FOR_TENFOLD}")

    def _judge(self, what: str, good: bool, figure: str, target: str) -> None:
        say(what, f"{figure}; target: {target}: {'met' if good else 'MISSED'}")
        if not good:
            self.missed.append(f"{what}: {figure}, target: {target}")

    def profile(self) -> None:
        """Where the check spends its time."""
        docs = self.site(self.options.articles).annotated / "docs"
        profiler = cProfile.Profile()
        profiler.runcall(lambda: run_rules(load(docs)[0]))
        pstats.Stats(profiler).strip_dirs().sort_stats("tottime").print_stats(25)


def check_of(site: Site) -> Command:
    """`whosaid check` on a site."""
    return Command((str(_BIN / "whosaid"), "check", "--docs", "docs"), site.annotated)


def build_of(folder: Path) -> Command:
    """A build of a site, as an author runs it."""
    return Command((str(_BIN / "mkdocs"), "build", "--quiet"), folder)


def title(text: str) -> None:
    """A heading of the output."""
    print(f"\n{text}")


def say(name: str, text: str) -> None:
    """A line of the output, at once: the next may take minutes."""
    print(f"  {name:42} {text}", flush=True)


def main() -> int:
    """Read the options and run the measures."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description="What Whosaid costs, and what it overlooks."
    )
    parser.add_argument("measures", nargs="*", metavar="check|build|growth|silence", help="which measures (all)")
    parser.add_argument("--articles", type=int, default=1000, help="for check and build (%(default)s)")
    parser.add_argument(
        "--small", type=int, default=300, help="for growth, which goes to ten times as many (%(default)s)"
    )
    parser.add_argument("--mutants", type=int, default=300_000, help="for silence (%(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="for silence: which mutants (%(default)s)")
    parser.add_argument("--runs", type=int, default=3, help="of each command (%(default)s)")
    parser.add_argument("--folder", type=Path, help="where to keep the articles (default: a temporary folder)")
    parser.add_argument("--profile", action="store_true", help="instead, print where the check spends its time")
    options = parser.parse_args()
    with TemporaryDirectory(prefix="whosaid-bench-") as temporary:
        bench = Bench(options.folder or Path(temporary), options)
        measures: dict[str, Callable[[], None]] = {
            "check": bench.check,
            "build": bench.build,
            "growth": bench.growth,
            "silence": bench.silence,
        }
        if unknown := set(options.measures) - set(measures):
            parser.error(f"there is no measure {', '.join(sorted(unknown))}; the measures are {', '.join(measures)}")
        if options.profile:
            bench.profile()
            return 0
        for name in options.measures or measures:
            measures[name]()
    print(f"\n{len(bench.missed)} targets missed." if bench.missed else "\nAll targets met.")
    return 1 if bench.missed else 0


if __name__ == "__main__":
    sys.exit(main())
