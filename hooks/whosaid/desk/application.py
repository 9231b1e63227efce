"""The desk as an application around the preview's: answers what its script asks, and adds the script to every page."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterable
from contextlib import closing, nullcontext
from pathlib import Path
from typing import Any, Final, Protocol
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import msgspec
from msgspec import Struct

from ..base.markup import html
from ..base.model import Page
from ..render import log
from .asked import Changes, OfPage, Undo, read
from .browserfiles import script
from .built import Built, text_of
from .diskfiles import content_of
from .gate import UNSHARED, Gate, Turned
from .history import Change, History
from .pageanswer import PageAnswer, page_answer, version_of
from .saving import STALE, save, undo

PLACE: Final = "-/desk/"
"""Where the desk is, below the first page of the preview."""
_SCRIPT: Final = "desk.js"
_TAG: Final = '<script type="module" src="{}desk.js" data-token="{}" data-at="{}"{}></script>'
_LIVE: Final = re.compile(rb"\nlivereload\((\d+), (\d+)\);\n</script>")
"""The end of MkDocs' script that loads a page anew: from what state of the site it is, and a number of the page."""
_LIVE_WITHOUT: Final = (
    b'\naddEventListener("DOMContentLoaded", () => customElements.get("whosaid-desk") || livereload(%b, %b));'
    b"\n</script>"
)
"""The same, if there is no desk in the page, as in one that is framed, or in an old browser."""
_STATUS: Final = {
    200: "OK",
    400: "Bad Request",
    403: "Forbidden",
    404: "Not Found",
    405: "Method Not Allowed",
    409: "Conflict",
    411: "Length Required",
    413: "Content Too Large",
    415: "Unsupported Media Type",
    422: "Unprocessable Content",
    500: "Internal Server Error",
}
_BEHIND: Final = (
    "A file has changed since this page was drawn, and the site could not be built with it; the preview says why."
)


class Preview(Protocol):
    """What the desk needs to know of the preview it is in."""

    @property
    def address(self) -> tuple[Any, ...]:
        """Where it listens: host and port."""

    @property
    def mount_path(self) -> str:
        """The path of its first page, with slashes at both ends."""

    def build(self, changed: Iterable[Path] = ()) -> None:
        """Build the site; returns when a build that began after the call has ended, whether it has succeeded or not.

        `changed` are the files that are the reason: the preview need not notice them itself.
        """


class ChangeAnswer(Struct, frozen=True):
    """What was done: the id of what it is about, the version of the page now, and what can be undone."""

    id: str
    version: str
    undo: str


class Desk:
    """The desk of one start of a preview. `built` is what the last build has read; None before the first.

    One change is made at a time; each is planned on what the one before has left.
    """

    def __init__(self, preview: Preview) -> None:
        self.preview, self.gate, self.history = preview, Gate(), History()
        self.built: Built | None = None
        self._saving = threading.Lock()
        self._answers: dict[str, Callable[[bytes], object]] = {
            "page": self._page,
            "change": self._change,
            "undo": self._undo,
        }

    def before(self, app: Any) -> WSGIApplication:
        """The preview's application, with the desk in front."""

        def with_desk(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
            path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace")
            place = self.preview.mount_path + PLACE
            if not path.startswith(place):
                return self._with_tag(app, environ, start_response)
            name = path[len(place) :]
            if name in self._answers or environ.get("REQUEST_METHOD") != "GET":
                return self._answer(name, environ, start_response)
            return _file(name, start_response)

        return with_desk

    def _answer(self, name: str, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        status, answer = 200, object()
        try:
            content = self.gate.read(environ, self.preview.address)
            if name not in self._answers:
                raise Turned(404, f"The desk cannot be asked for “{name}”.")
            answer = self._answers[name](content)
        except Turned as turned:
            status, answer = turned.status, {"why": turned.why, **turned.more}
        except Exception as error:
            log.debug("The desk could not answer “%s”", name, exc_info=error)
            log.error("The desk could not answer “%s”: %s: %s", name, type(error).__name__, error)
            status, answer = 500, {"why": f"The desk could not do that: {type(error).__name__}: {error}."}
        return _sent(status, msgspec.json.encode(answer), "application/json", start_response)

    def _page(self, content: bytes) -> PageAnswer:
        asked = read(content, OfPage)
        built, page = self._found(asked.address)
        return page_answer(built, page, self._undoable(built.file(page.path)), own_voice=asked.own_voice)

    def _change(self, content: bytes) -> ChangeAnswer:
        asked = read(content, Changes)
        with self._saving:
            built, page = self._as_drawn(asked.address, asked.version)
            saved = save(built, page, asked)
            if saved.change.replaced:
                self.history.add(saved.change)
        return self._shown(built, page, saved.change, saved.id)

    def _undo(self, content: bytes) -> ChangeAnswer:
        asked = read(content, Undo)
        with self._saving:
            built, page = self._as_drawn(asked.address, asked.version)
            undone = undo(built, self.history, built.file(page.path))
        return self._shown(built, page, undone, "")

    def _as_drawn(self, address: str, version: str) -> tuple[Built, Page]:
        """A page, if the last build has drawn this version of it. Raises Turned."""
        built = self._last_built()
        page = built.page(address, self.preview.mount_path)
        if version != version_of(page):
            raise Turned(409, STALE.format(page.path), stale=True)
        return built, page

    def _shown(self, built: Built, page: Page, change: Change, id_: str) -> ChangeAnswer:
        """The answer to a change, when the site is built with it."""
        file = built.file(page.path)
        text = self._text(built, page)
        self.preview.build([one.file for one in change.replaced])
        return ChangeAnswer(id_, version_of(Page(page.path, page.file, text)), self._undoable(file))

    def _text(self, built: Built, page: Page) -> str:
        """A page's text as it is on the disk; empty if it is not there."""
        return text_of(content_of(built.file(page.path)) or b"") or ""

    def _undoable(self, file: Path) -> str:
        change = self.history.last_of(file)
        return change.words if change is not None else ""

    def _found(self, address: str) -> tuple[Built, Page]:
        """A page as the last build has read it, which is how it is on the disk. Raises Turned."""
        for is_last in (False, True):
            built = self._last_built()
            page = built.page(address, self.preview.mount_path)
            try:
                text = text_of(content_of(built.file(page.path)) or b"")
            except OSError as error:
                raise Turned(404, f"“{page.file}” cannot be read: {error.strerror or error}.") from None
            if text is None:
                raise Turned(404, f"“{page.file}” is not in UTF-8; save it as UTF-8 first.")
            if text == page.text:
                return built, page
            if not is_last:
                self.preview.build()
        raise Turned(409, _BEHIND, stale=True)

    def _last_built(self) -> Built:
        if self.built is None:
            raise Turned(404, "The site has not been built yet; the preview says why.")
        return self.built

    def _with_tag(self, app: Any, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """The preview's own answer; to a page that it shows under its own address, the script is added."""
        if not self.gate.gives_token(environ, self.preview.address):
            return app(environ, start_response)  # type: ignore[no-any-return]
        started: list[tuple[str, list[tuple[str, str]]]] = []
        body = app(environ, lambda status, headers, exc_info=None: started.append((status, headers)))
        [(status, headers)] = started
        if status.startswith("200") and _is_page(headers):
            with closing(body) if hasattr(body, "close") else nullcontext():
                page = self._tagged(b"".join(body))
            body = [page]
            kept = [header for header in headers if header[0].lower() != "content-length"]
            headers = [*kept, *UNSHARED, ("Content-Length", str(len(page)))]
        start_response(status, headers)
        return body  # type: ignore[no-any-return]

    def _tagged(self, page: bytes) -> bytes:
        at = self.preview.mount_path + PLACE
        live = _LIVE.search(page)
        epoch = html(' data-epoch="{}" data-reload="{}"', *map(bytes.decode, live.groups())) if live else ""
        page = _LIVE.sub(lambda found: _LIVE_WITHOUT % found.groups(), page, count=1)
        tag = html(_TAG, at, self.gate.token, at, epoch).encode()
        end = page.rfind(b"</body>")
        return page[:end] + tag + page[end:] if end >= 0 else page + tag


def _is_page(headers: Iterable[tuple[str, str]]) -> bool:
    return any(name.lower() == "content-type" and value.startswith("text/html") for name, value in headers)


def _file(name: str, start_response: StartResponse) -> Iterable[bytes]:
    """The browser's part, or an error."""
    if name != _SCRIPT:
        why = {"why": "The desk has no such file."}
        return _sent(404, msgspec.json.encode(why), "application/json", start_response)
    return _sent(200, script().encode(), "text/javascript", start_response)


def _sent(status: int, content: bytes, type_: str, start_response: StartResponse) -> Iterable[bytes]:
    headers = [("Content-Type", f"{type_}; charset=utf-8"), ("Content-Length", str(len(content))), *UNSHARED]
    start_response(f"{status} {_STATUS[status]}", headers)
    return [content]
