"""The desk in a preview: what each build has read, for it; and for the preview, a build after what it writes."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Final

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import Files, InclusionLevel
from msgspec.structs import replace

from ..check.findings import Finding
from ..desk.application import Desk
from ..desk.built import Built
from ..desk.gate import is_loopback
from ..desk.journal import resume
from ..ledger.loading import as_typed
from ..render import log
from .build import Build
from .noticed import Changes
from .unreadablepages import is_unreadable

_LONGEST_WAIT: Final = 120.0  # seconds for a build


class AtDesk:
    """One for all builds of a preview. `desk` is None until the preview is served, and if it is not this machine's."""

    def __init__(self) -> None:
        self.desk: Desk | None = None
        self._built: Built | None = None
        self._paths: dict[str, str] = {}
        self._docs = Path()

    def begin(self, config: MkDocsConfig) -> None:
        """A build begins, which may have others inside it; no plug-in has changed anything yet, such as made a copy of
        the docs folder.
        """
        self._paths = {}
        docs = as_typed(Path(config.docs_dir))
        if docs != self._docs:  # the first build; at others, what is noted may be this preview's own, just being done
            resume(docs)
        self._docs = docs

    def find(self, build: Build, files: Files) -> None:
        """When it is settled what is published: note the place of each page that has a file."""
        known = build.checked.files
        for file in files.documentation_pages(inclusion=InclusionLevel.is_in_serve):
            page = known.get(file.src_uri)
            if page is not None and (file.generated_by is None or is_unreadable(page)):
                self._paths[file.dest_uri] = file.src_uri

    def end(self, build: Build) -> None:
        """The build has succeeded, and its site is in place."""
        self._has(Built(self._docs, build.checked, _findings_of(build), self._paths))

    def found_later(self, build: Build) -> None:
        """Something was found on pages that the build had let wait."""
        if self._built is not None and self._built.ledger is build.checked:
            self._has(replace(self._built, findings=_findings_of(build)))

    def _has(self, built: Built) -> None:
        self._built = built
        if self.desk is not None:
            self.desk.built = built

    def serve(self, server: LiveReloadServer, changes: Changes | None) -> None:
        """Open the desk, if no other machine can reach the preview. `changes` are noticed by the preview itself."""
        if not is_loopback(str(server.server_address[0])):
            log.info("The desk is off, since the preview listens to other machines, too (-a, or dev_addr).")
            return
        preview = _Served(server, changes)
        self.desk = Desk(preview)
        self.desk.built = self._built
        server.set_app(self.desk.before(server.get_app()))


def _findings_of(build: Build) -> dict[str, tuple[Finding, ...]]:
    found = {path: tuple(findings) for path, findings in build.state.by_page.items()}
    for finding in build.state.differences:
        found[finding.path] = (*found.get(finding.path, ()), finding)
    return found


class _Served:
    """The preview as the desk knows it. Builds are made where MkDocs makes them, in its own thread."""

    def __init__(self, server: LiveReloadServer, changes: Changes | None) -> None:
        self.server, self.changes = server, changes
        self.mount_path: str = server.mount_path
        self._builds = threading.Condition()
        self._begun = self._ended = 0
        self._delay = server.build_delay
        server.builder = self._counted(server.builder)

    @property
    def address(self) -> tuple[Any, ...]:
        return self.server.server_address

    def build(self, changed: Iterable[Path] = ()) -> None:
        with self._builds:
            wanted = self._begun + 1
        with self.server._rebuild_cond:
            if self.changes is not None:
                self.changes.know(changed)
            self.server.build_delay = 0  # what the desk has written is whole
            self.server._want_rebuild = True
            self.server._rebuild_cond.notify_all()
        with self._builds:
            self._builds.wait_for(lambda: self._ended >= wanted, _LONGEST_WAIT)

    def _counted(self, builder: Callable[[], None]) -> Callable[[], None]:
        def build() -> None:
            with self._builds:
                self._begun += 1
                number = self._begun
            self.server.build_delay = self._delay
            try:
                builder()
            finally:
                with self._builds:
                    self._ended = number
                    self._builds.notify_all()

        return build
