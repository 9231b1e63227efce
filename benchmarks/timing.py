"""Commands timed in turn, so that other load on the machine affects all of them."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from resource import struct_rusage
from statistics import median
from tempfile import TemporaryFile
from time import perf_counter, sleep
from typing import Final

# Material prints on every run that it is no longer developed. Modules are compiled once, as for those who install them.
_OURS: Final = {"NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": ""}
ENVIRONMENT: Final = {**os.environ, **_OURS}


@dataclass(frozen=True)
class Command:
    """A command, and the folder to run it in."""

    arguments: Sequence[str]
    folder: Path


@dataclass(frozen=True)
class Spread:
    """The least, the middle and the greatest of some figures."""

    least: float
    middle: float
    greatest: float

    @classmethod
    def of(cls, figures: Iterable[float]) -> Spread:
        """The spread of these figures, of which there is at least one."""
        kept = sorted(figures)
        return cls(kept[0], median(kept), kept[-1])

    def __str__(self) -> str:
        return f"{self.middle:.3g} ({self.least:.3g} to {self.greatest:.3g})"


@dataclass
class Times:
    """What each run of one command took: seconds of wall time and of processor time, and bytes of memory."""

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)


def ratios(these: Sequence[float], those: Sequence[float]) -> Spread:
    """How many times those, pair by pair: both were measured next to each other."""
    return Spread.of(this / that for this, that in zip(these, those, strict=True))


def time_in_turn(
    commands: Mapping[str, Command], runs: int, before: Mapping[str, Callable[[], None]] | None = None
) -> dict[str, Times]:
    """Run all commands `runs` times, alternating the order, so that none is always first; `before` one, a function."""
    times = {name: Times() for name in commands}
    for run in range(runs):
        for name in sorted(commands, reverse=bool(run % 2)):
            if before is not None and name in before:
                before[name]()
            _time(commands[name], times[name])
    return times


def _time(command: Command, times: Times) -> None:
    with TemporaryFile() as output:
        start = perf_counter()
        process = subprocess.Popen(
            command.arguments, cwd=command.folder, env=ENVIRONMENT, stdout=output, stderr=subprocess.STDOUT
        )
        used, peak = _ended(process)
        times.wall.append(perf_counter() - start)
        times.cpu.append(used.ru_utime + used.ru_stime)
        times.memory.append(peak)
        if process.returncode:
            output.seek(0)
            raise SystemExit(f"{' '.join(command.arguments)} failed:\n{output.read().decode()[-4000:]}")


def _ended(process: subprocess.Popen[bytes]) -> tuple[struct_rusage, int]:
    """What the process and its own have used, and its greatest memory.

    The latter is looked up while it runs: what the system reports afterwards includes this process, from which it
    was started.
    """
    peak = 0
    while True:
        pid, status, used = os.wait4(process.pid, os.WNOHANG)
        if pid:
            process.returncode = os.waitstatus_to_exitcode(status)
            return used, peak
        peak = max(peak, _memory(process.pid))
        sleep(0.01)


def _memory(pid: int) -> int:
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    found = re.search(r"^VmHWM:\s*(\d+) kB", status, re.MULTILINE)
    return int(found[1]) * 1024 if found else 0
