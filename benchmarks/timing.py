"""Commands timed in turn: whatever else the machine does, it does to all of them."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from statistics import median
from time import perf_counter

# Material's notice that it is no longer developed; it says so on every run.
_ENVIRONMENT = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}


@dataclass(frozen=True)
class Command:
    """What to run, and where."""

    arguments: Sequence[str]
    folder: Path


@dataclass
class Times:
    """Seconds on the clock, and seconds of processor time, of the runs of one command."""

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    @property
    def seconds(self) -> float:
        """The median on the clock."""
        return median(self.wall)

    @property
    def cpu_seconds(self) -> float:
        """The median of processor time, which other programs disturb less."""
        return median(self.cpu)

    def __str__(self) -> str:
        range_ = f"{min(self.wall):.2f} to {max(self.wall):.2f}"
        return f"{self.seconds:7.2f} s ({range_}; processor {self.cpu_seconds:.2f})"


def time_in_turn(commands: Mapping[str, Command], runs: int) -> dict[str, Times]:
    """Run all commands `runs` times, each round in the other order, so that none is always first."""
    times = {name: Times() for name in commands}
    for run in range(runs):
        for name in sorted(commands, reverse=bool(run % 2)):
            _time(commands[name], times[name])
    return times


def _time(command: Command, times: Times) -> None:
    before, start = getrusage(RUSAGE_CHILDREN), perf_counter()
    done = subprocess.run(command.arguments, cwd=command.folder, env=_ENVIRONMENT, capture_output=True, text=True)
    seconds, after = perf_counter() - start, getrusage(RUSAGE_CHILDREN)
    if done.returncode:
        raise SystemExit(f"{' '.join(command.arguments)} failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    times.wall.append(seconds)
    times.cpu.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
