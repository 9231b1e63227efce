"""Things are done by copies of this process at the same time, each of which does a share.

A copy knows everything that this process has read until then, at no cost (`fork`). It writes what comes of its share to
a file and ends; this process reads that piece by piece, and so never holds all of it. What fails in a copy, or finds no
room on the disk, is left undone: whoever does it again meets the same error, in its own place.
"""

from __future__ import annotations

import gc
import logging
import os
import pickle
import sys
import tempfile
import threading
import weakref
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import Any, Final, Generic, TypeVar

from mkdocs.exceptions import PluginError
from msgspec import Struct

_T = TypeVar("_T")
_R = TypeVar("_R")

_RUNS: Final = 8
"""In how many pieces each share is dealt."""
_LENGTH: Final = 8
"""The bytes before each answer, which say how long it is."""
_LOGGERS: Final = ("mkdocs", "properdocs")
_STOPPED: Final = (
    "a process that drew pages was stopped before it had finished (%s), perhaps for want of memory; `workers: 1` in "
    "whosaid.yml draws all of them in one process"
)


def processes_for(wanted: str) -> int:
    """How many processes there should be; `auto`: as many as this one has cores. One where there can be no copies.

    On macOS, the system's own libraries may not survive being copied.
    """
    if not hasattr(os, "fork") or sys.platform == "darwin":
        return 1
    if wanted != "auto":
        return int(wanted)
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class _Written:
    """A file without a name, which is there as long as somebody may read it. Raises `OSError`."""

    def __init__(self, folder: str | None) -> None:
        with tempfile.TemporaryFile(dir=folder) as file:
            self.descriptor = os.dup(file.fileno())
        weakref.finalize(self, os.close, self.descriptor)

    def read(self, start: int, length: int) -> bytes:
        return os.pread(self.descriptor, length, start)


class Answer(Struct, Generic[_R]):
    """What came of a thing, in the file of a copy."""

    file: _Written
    start: int
    length: int

    def read(self) -> _R:
        """It; a new object each time."""
        found: _R = pickle.loads(self.file.read(self.start, self.length))  # from a copy of this process
        return found


def done_by_copies(
    things: Sequence[_T], do: Callable[[_T], _R], processes: int, folder: str | None = None
) -> list[Answer[_R] | None]:
    """What comes of each thing; None for what is left undone. It is on the disk of `folder`.

    Raises `PluginError` if a copy is stopped.
    """
    found: list[Answer[_R] | None] = [None] * len(things)
    if threading.active_count() > 1:  # a lock that another thread holds would stay locked in a copy
        return found
    copies: list[_Copy] = []
    shares = _shares_of(len(things), processes)
    gc.freeze()  # or each copy would have to look through all that this process has made
    try:
        for share in shares:
            copies.append(_start([things[place] for place in share], do, folder))
        for copy, share in zip(copies, shares, strict=True):
            for place, answer in zip(share, copy.answers(), strict=False):
                found[place] = answer
    except _NoRoom:
        return [None] * len(things)
    finally:
        for copy in copies:
            copy.stop()
        gc.unfreeze()
    return found


def _shares_of(number: int, parts: int) -> list[list[int]]:
    """The positions in each of so many shares of a number of things.

    Neighbours stay together, since what is known of one is of use for the next; yet each share has some of the first
    things and some of the last, which often cost more or less than others.
    """
    run = max(1, number // (parts * _RUNS))
    dealt = [range(start, min(start + run, number)) for start in range(0, number, run)]
    return [[place for one in dealt[part::parts] for place in one] for part in range(parts)]


class _NoRoom(Exception):
    """The system has no room for another process, or for a file of it."""


class _Copy(Struct):
    """A process, and the file that it writes."""

    pid: int
    file: _Written
    is_over: bool = False

    def answers(self) -> Iterator[Answer[Any] | None]:
        """What it has written, when it ends: of all things of its share, or of the first ones."""
        _, status = os.waitpid(self.pid, 0)
        self.is_over = True
        if status:
            code = os.waitstatus_to_exitcode(status)
            raise PluginError(_STOPPED % (f"signal {-code}" if code < 0 else f"exit code {code}"))
        at, end = 0, os.fstat(self.file.descriptor).st_size
        while at + _LENGTH <= end:
            length = int.from_bytes(self.file.read(at, _LENGTH), "big")
            at += _LENGTH
            yield Answer(self.file, at, length) if 0 < length <= end - at else None
            at += length

    def stop(self) -> None:
        """End it, if it has not ended."""
        if not self.is_over:
            os.kill(self.pid, 9)
            os.waitpid(self.pid, 0)


def _start(share: Sequence[_T], do: Callable[[_T], _R], folder: str | None) -> _Copy:
    _print_all()  # or the copy would print it again
    this = os.getpid()
    try:
        file = _Written(folder)
        pid = os.fork()
    except OSError as error:
        raise _NoRoom from error
    if pid:
        return _Copy(pid, file)
    code = 1
    try:
        _log_nothing()
        with suppress(OSError), os.fdopen(file.descriptor, "wb", closefd=False) as stream:  # no room
            for thing in share:
                answer = _done(thing, do, this)
                stream.write(len(answer).to_bytes(_LENGTH, "big") + answer)
        _print_all()
        code = 0
    finally:
        os._exit(code)  # whatever happens: nothing after this is the copy's


def _print_all() -> None:
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, OSError, ValueError):  # there is none, nobody reads it, it is closed
            stream.flush()


def _log_nothing() -> None:
    """Leave it to this process to print and count what was logged, in order."""
    for name in _LOGGERS:
        logging.getLogger(name).handlers.clear()


def _done(thing: _T, do: Callable[[_T], _R], waiting: int) -> bytes:
    if os.getppid() != waiting:  # it was killed
        os._exit(1)
    try:
        return pickle.dumps(do(thing))
    except Exception:
        return b""
