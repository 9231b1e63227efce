"""Pages and files of a preview that are drawn when a browser asks for them.

A build draws the pages that it has converted anew. What else it would draw is noted as waiting, under its place in the
site; the request for it draws it, from what the last successful build has read. Nothing older is ever shown: the site
that the server has holds only what was drawn since that build.
"""

from __future__ import annotations

import posixpath
import threading
from collections.abc import Callable, Iterable
from html import escape
from time import monotonic, sleep
from typing import Any, Final
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from ..render import log
from .builderrors import in_a_sentence

_IDLE: Final = 1.0
"""Seconds without a question until the rest is done."""
_PAUSE: Final = 0.005
"""Seconds between two parts, in which others get what they wait for."""
_ATTEMPTS: Final = 9  # a new build may replace what was drawn before the server has read it
_NOT_FOUND: Final = "404.html"  # what the server shows where there is nothing
_FAILED: Final = '<!doctype html><html lang="en"><meta charset="utf-8"><title>Preview</title><body><p role="alert">{}'


Draw = Callable[[], bool | None]
"""Draws something, or a part of it: then it is true, and to be called again. Others are answered in between."""


class _Waiting:
    """What a build has left to be drawn: `listed` by place, and what `find` finds at a place, each of it once; and the
    `rest`, which is done when nobody asks for anything.
    """

    def __init__(self) -> None:
        self.listed: dict[str, Draw] = {}
        self.find: Callable[[str], Draw | None] = lambda place: None
        self.drawn: set[str] = set()
        self.rest: Draw = lambda: False

    def at(self, place: str) -> Draw | None:
        """How to draw what waits at a place; None if nothing does."""
        if place in self.listed:
            return self.listed[place]
        return self.find(place) if place not in self.drawn else None

    def is_drawn(self, place: str) -> None:
        """It does not wait any more."""
        self.listed.pop(place, None)
        self.drawn.add(place)


class OnDemand:
    """What waits to be drawn. `lock` is held by builds and while something is drawn."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self._waiting, self._next = _Waiting(), _Waiting()
        self._asked = 0.0
        self._is_rest = threading.Event()

    @property
    def next(self) -> dict[str, Draw]:
        """What the current build lets wait, by place."""
        return self._next.listed

    def begin(self) -> None:
        """A build begins: what it leaves waiting is noted apart, since it may fail."""
        self._next = _Waiting()

    def add(self, place: str, draw: Draw) -> None:
        """Let a file of the site, by its place in it, wait."""
        self._next.listed[place] = draw

    def add_found(self, find: Callable[[str], Draw | None]) -> None:
        """Let files wait that are not listed; `find` finds one by its place."""
        self._next.find = find

    def again(self, place: str, draw: Draw) -> None:
        """Let a file wait that may have been drawn since the last build."""
        self._waiting.listed[place] = draw

    def add_rest(self, rest: Draw) -> None:
        """Let something be done that nobody asks for."""
        self._next.rest = rest

    def end(self) -> None:
        """The build has succeeded, and its site is in place."""
        self._waiting, self._next = self._next, _Waiting()
        self._asked = monotonic()
        self._is_rest.set()

    def around(self, builder: Callable[[], None]) -> Callable[[], None]:
        """A builder after which nothing of an earlier site waits, even if mkdocs.yml no longer names the plug-in."""

        def build() -> None:
            before = self._waiting
            builder()
            if self._waiting is before:
                self._waiting = _Waiting()

        return build

    def draw(self, place: str) -> None:
        """Draw a file if it waits."""
        while self._draw_part(place):
            sleep(_PAUSE)

    def _draw_part(self, place: str) -> bool:
        with self.lock:
            waiting = self._waiting
            if (draw := waiting.at(place)) is None:
                return False
            if draw():
                return True
            waiting.is_drawn(place)  # only now: what cannot be drawn says so each time
            return False

    def begin_rest(self, server: threading.Thread) -> None:
        """Begin to do what nobody asks for, a part at a time, while the `server` runs and is not asked."""
        threading.Thread(target=self._do_rest, args=(server,), daemon=True).start()

    def _do_rest(self, server: threading.Thread) -> None:
        while self._is_rest.wait():
            while not server.is_alive() or monotonic() < self._asked + _IDLE:
                sleep(_IDLE / 4)
            with self.lock:
                if not self._waiting.rest():
                    self._is_rest.clear()
            sleep(_PAUSE)

    def before(self, app: Any, mount_path: str) -> WSGIApplication:
        """The server's application, which finds what is asked for drawn."""

        def drawn_first(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
            path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore")
            places = _places(path, mount_path)
            or_not_found = (*places, _NOT_FOUND)
            for _ in range(_ATTEMPTS):
                try:
                    for place in places:
                        self.draw(place)
                except Exception as error:
                    return _report(error, path, start_response)
                started, body = _answer(app, environ)
                if not (started[0].startswith("404") and self._waits(or_not_found)):
                    break
                places = or_not_found
            start_response(*started)
            return body

        return drawn_first

    def noting(self, app: Any) -> WSGIApplication:
        """The server's whole application: after any question to it, also to the desk, the rest waits again."""

        def noted(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
            if not environ["PATH_INFO"].startswith("/livereload/"):  # which browsers ask all the time
                self._asked = monotonic()
            body: Iterable[bytes] = app(environ, start_response)
            return body

        return noted

    def _waits(self, places: Iterable[str]) -> bool:
        with self.lock:
            return any(self._waiting.at(place) is not None for place in places)


def _answer(app: Any, environ: WSGIEnvironment) -> tuple[Any, Iterable[bytes]]:
    started: list[Any] = []
    body = app(environ, lambda *arguments: started.append(arguments))
    return started[0], body


def _places(path: str, mount_path: str) -> tuple[str, ...]:
    """The files that the server may answer with."""
    if path.startswith("/livereload/") or not f"{path}/".startswith(mount_path):
        return ()
    place = posixpath.normpath("/" + path[len(mount_path) :]).lstrip("/")
    index = posixpath.join(place, "index.html")
    return (index,) if path.endswith("/") else (place, index)


def _report(error: Exception, path: str, start_response: StartResponse) -> Iterable[bytes]:
    why = in_a_sentence(error) or f"{type(error).__name__}: {error}"
    log.debug("“%s” cannot be drawn", path, exc_info=error)
    log.error("“%s” cannot be drawn: %s", path, why)
    page = _FAILED.format(escape(why)).encode()
    start_response("500 Internal Server Error", [("Content-Type", "text/html"), ("Content-Length", str(len(page)))])
    return [page]
