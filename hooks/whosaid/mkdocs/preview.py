"""Keeps a preview running: if a build fails, its errors are shown over the last pages, or instead of the first ones.

MkDocs exits if the first build of a preview fails, and keeps every browser waiting if a later one does. So both are
guarded. For later builds the public API suffices: `builder` and `set_app` of the server that `on_serve` gets. For the
first one there is none, so `build` in `mkdocs.commands.serve` is replaced for that one call, provided that it is the
function of MkDocs 1.6.1 and ProperDocs 1.6.7, with which this was tested; otherwise the first build is not guarded.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from pathlib import Path
from typing import Any, Final
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import click
from markupsafe import Markup
from mkdocs.commands import build, serve
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import File

from ..base.markup import html, joined
from ..check.findings import Finding
from ..render import BuildState, banner, log
from .garbage import Garbage
from .logged import logged

_MOST: Final = 50  # messages; the terminal has the rest
_BODY: Final = re.compile(rb"<body[^>]*>")
_STYLE: Final = (
    "background: #fff; border: .2rem solid #b00; box-sizing: border-box; color: #000; font: 16px/1.5 sans-serif; "
    "inset-block-start: 0; max-height: 60vh; overflow: auto; padding: 1rem; position: sticky; z-index: 99"
)
# Keeps asking for a page that does not exist yet; the server's own script reloads only existing pages.
_RELOAD_WHEN_BUILT: Final = (
    "<script>setInterval(() => fetch(location.href, {cache: 'no-store'}).then(found => found.ok && "
    "location.reload()), 1000)</script>"
)


def is_preview(command: str) -> bool:
    """Whether pages are served; with `--clean`, MkDocs calls that a build."""
    context = click.get_current_context(silent=True)
    return command == "serve" or (context is not None and context.info_name == "serve")


def is_watched() -> bool:
    """Whether the server is told of changes (`on_serve`); `--no-livereload` turns that off."""
    context = click.get_current_context(silent=True)
    return context is not None and bool(context.params.get("livereload"))


class Preview:
    """The notice over every page; empty if the last build succeeded.

    `is_new`: whether the pages are from the last build, which may have failed after writing them.
    """

    def __init__(self) -> None:
        self.is_new = False
        self.notice = ""

    def guard_first_build(self) -> None:
        """Start the server even if the first build fails."""
        module: Any = serve
        original = getattr(module, "build", None)
        if original is not build.build:
            return

        def first(config: MkDocsConfig, **how: Any) -> None:
            module.build = original
            with self._guarded():
                original(config, **how)
            if self.notice:
                _write_instead(Path(config.site_dir), self.notice)

        module.build = first

    def guard(self, server: LiveReloadServer, lock: AbstractContextManager[Any]) -> None:
        """Keep the server running if a later build fails, and show the reason on every page.

        No page is drawn while a build holds the lock.
        """
        builder, garbage = server.builder, Garbage(lock)
        garbage.spare_what_stays()

        def guarded() -> None:
            with lock, garbage.collected_later(), self._guarded():
                builder()

        server.builder = guarded
        server.set_app(self._shown_over(server.get_app()))

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        self.is_new = False
        with logged(logging.ERROR) as records:
            try:
                yield
            except (Exception, SystemExit) as error:
                log.debug("The build has failed", exc_info=error)
                if not isinstance(error, click.ClickException):
                    log.error("%s: %s", type(error).__name__, error)
                elif not (isinstance(error, Abort) and records):  # whose text only refers to them
                    log.error("%s", error.format_message())
                self.notice = _notice([record.getMessage() for record in records], new=self.is_new)
            else:
                self.notice = ""

    def _shown_over(self, app: Any) -> WSGIApplication:
        def shown(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
            notice = self.notice.encode()
            started: list[tuple[str, list[tuple[str, str]]]] = []
            body = app(environ, lambda status, headers, exc_info=None: started.append((status, headers)))
            [(status, headers)] = started
            if notice and ("Content-Type", "text/html") in headers:
                with closing(body) if hasattr(body, "close") else nullcontext():
                    page = b"".join(body)
                if notice not in page:
                    page = _BODY.sub(lambda found: found[0] + notice, page, count=1)
                headers = [header for header in headers if header[0] != "Content-Length"]
                headers.append(("Content-Length", str(len(page))))
                body = [page]
            start_response(status, headers)
            return body  # type: ignore[no-any-return]

        return shown


def _notice(messages: list[str], *, new: bool) -> Markup:
    head = "To fix before this site can be published:" if new else "The last change could not be built:"
    foot = html("" if new else "<p>Below is the last version that could be built, if there is one.</p>")
    first = [*messages[-1:], *messages[:-1]][:_MOST]  # the error that stopped the build, then those before it
    items = [html('<li style="white-space: pre-wrap">{}</li>', message) for message in first]
    if len(messages) > _MOST:
        items.append(html("<li>and {} more, shown in the terminal</li>", len(messages) - _MOST))
    notice = '<div role="alert" class="whosaid-preview" style="{}"><strong>{}</strong><ul>{}</ul>{}</div>'
    return html(notice, _STYLE, head, joined(items), foot)


def _write_instead(folder: Path, notice: str) -> None:
    """Pages for a site that has none yet: every address shows what has to be fixed."""
    page = f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Preview</title><body>{notice}'
    (folder / "index.html").write_text(page, "utf-8")
    (folder / "404.html").write_text(page + _RELOAD_WHEN_BUILT, "utf-8")


def show_findings(state: BuildState, files: Iterable[File]) -> None:
    """In a preview, show findings at the top of each page: those made while drawing it; all of them if it is empty."""
    if not state.preview:
        return
    found: dict[str, list[Finding]] = {}
    for finding in state.differences:
        found.setdefault(finding.path, []).append(finding)
    for file in files:
        path, page = file.src_uri, file.page
        if page is None or page.content is None:
            continue
        shown = found.get(path, []) if page.content else state.of_page(path)
        if shown:
            page.content = banner(shown) + page.content
