"""Commands timed in turn, so that other load on the machine affects all of them."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from statistics import median
from time import perf_counter

# Material prints on every run that it is no longer developed.
_ENVIRONMENT = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}


@dataclass(frozen=True)
class Command:
    """A command, and the folder to run it in."""

    arguments: Sequence[str]
    folder: Path


@dataclass
class Times:
    """Wall time and processor time, in seconds, of the runs of one command."""

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    @property
    def seconds(self) -> float:
        """The median wall time."""
        return median(self.wall)

    @property
    def cpu_seconds(self) -> float:
        """The median processor time, which other programs affect less."""
        return median(self.cpu)

    def __str__(self) -> str:
        range_ = f"{min(self.wall):.2f} to {max(self.wall):.2f}"
        return f"{self.seconds:7.2f} s ({range_}; processor {self.cpu_seconds:.2f})"


def time_in_turn(commands: Mapping[str, Command], runs: int) -> dict[str, Times]:
    """Run all commands `runs` times, alternating the order, so that none is always first."""
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
