"""A preview notices a save at once: beside looking twice a second, as MkDocs does, it lets the system tell it.

The system's messages (inotify, FSEvents and the like) do not come from every kind of drive, such as those of other
machines and of containers, so MkDocs' own way stays; what one of them has told already, the other does not tell again.
They come by a folder's real path only, not through symbolic links to it. While a build runs, nobody looks: to go
through all files makes it slower, and what that finds is built after it anyway.
There is no public API for that: the server's `observer` is replaced, if its functions are, to the letter, those of
MkDocs 1.6.1 or ProperDocs 1.6.7, with which this was tested. Otherwise nothing is done.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from threading import RLock
from typing import Any, Final

from mkdocs.livereload import LiveReloadServer
from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingEmitter, PollingObserver

from ..desk.diskfiles import is_part
from ..render import log
from .replaced import digest_of

_TESTED: Final = {
    "__init__": "e79efeb939bfe4b4",
    "watch": "5db077e3a3e7f8e3",
    "serve": "e1d492bd6096889e",
    "shutdown": "b8d8e14642c91605",
    "_build_loop": "0bea1402bb4a41bf",
}
"""Digests of the source text of the server's functions, which are the same in both."""
_CHANGES: Final = ("created", "modified", "moved", "deleted", "closed")
"""The kinds of messages that are about a change; some systems also tell who reads a file."""
_QUIET: Final = 0.04
"""Seconds without a change until a build begins: the messages of one save come within a few milliseconds. MkDocs waits
0.1 s."""


def notice_at_once(server: LiveReloadServer, lock: RLock) -> Changes | None:
    """Let the system tell the server of changes, too; before it starts. None if that is not possible.

    `lock` is held by builds.
    """
    is_known = all(digest_of(getattr(LiveReloadServer, name, None)) == known for name, known in _TESTED.items())
    if not is_known or type(server.observer) is not PollingObserver:
        return None
    try:
        system = Observer()
    except OSError as error:  # as where too many programs watch files already
        log.debug("Files are looked at twice a second only: %s", error)
        return None
    watched = {path: watch.is_recursive for path, watch in server._watch_refs.items()}
    server.observer.unschedule_all()
    handler = Changes(server)
    own = BaseObserver(partial(_Looking, lock), timeout=server.observer.timeout)  # type: ignore[arg-type]  # makes one
    both = _Both(own, system, handler)
    for path, recursive in watched.items():
        server._watch_refs[path] = both.schedule(handler, path, recursive=recursive)
    server.observer = both  # type: ignore[assignment]  # it has what the server uses of one
    server.build_delay = _QUIET
    return handler


class Changes(FileSystemEventHandler):
    """Wants a build for each change that was not told before."""

    def __init__(self, server: LiveReloadServer) -> None:
        self.server = server
        self.told: dict[str, object] = {}

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.is_directory or event.event_type not in _CHANGES:
            return
        told = (os.path.realpath(os.fsdecode(path)) for path in (event.src_path, event.dest_path) if path)
        with self.server._rebuild_cond:
            now = {path: _signature(path) for path in told if not is_part(path)}
            if any(path not in self.told or self.told[path] != signature for path, signature in now.items()):
                self.told.update(now)
                self.server._want_rebuild = True
                self.server._rebuild_cond.notify_all()

    def know(self, files: Iterable[Path]) -> None:
        """Want no build for what these files are now: there will be one. For those that hold `_rebuild_cond`."""
        self.told.update((path, _signature(path)) for path in map(os.path.realpath, files))


def _signature(path: str) -> object:
    try:
        status = Path(path).stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino


class _Looking(PollingEmitter):
    """Looks at all files now and then, as the server's own would, but begins only when no build runs."""

    def __init__(self, lock: RLock, *watch: Any, **options: Any) -> None:
        super().__init__(*watch, **options)
        self._build = lock

    def queue_events(self, timeout: float) -> None:
        is_over = self.stopped_event.wait(timeout)
        while not is_over and not self._build.acquire(timeout=timeout):
            is_over = self.stopped_event.is_set()  # whoever stops this from inside a build waits for it
        if not is_over:
            self._build.release()
            super().queue_events(0)


class _Both:
    """Two observers that look as one: the server's own, and the system's as far as it can be used."""

    def __init__(self, own: Any, system: Any, handler: Changes) -> None:
        self.own, self.system, self.handler = own, system, handler
        self.watches: dict[Any, Any] = {}

    def schedule(self, handler: Any, path: str, *, recursive: bool) -> Any:
        watch = self.own.schedule(self.handler, path, recursive=recursive)
        try:
            self.watches[watch] = self.system.schedule(self.handler, os.path.realpath(path), recursive=recursive)
        except OSError as error:
            log.debug("“%s” is looked at twice a second only: %s", path, error)
        return watch

    def unschedule(self, watch: Any) -> None:
        self.own.unschedule(watch)
        of_system = self.watches.pop(watch, None)
        if of_system is not None and of_system not in self.watches.values():  # two paths may lead to one folder
            self.system.unschedule(of_system)

    def start(self) -> None:
        self.own.start()
        try:
            self.system.start()
        except OSError as error:  # as where too many folders are watched already
            log.debug("Files are looked at twice a second only: %s", error)

    def stop(self) -> None:
        self.own.stop()
        self.system.stop()

    def join(self) -> None:
        self.own.join()
        if self.system.is_alive():
            self.system.join()
