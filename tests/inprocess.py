"""Previews in this process, without a server: built by a call, read by a call."""

from __future__ import annotations

import logging
import shutil
import tempfile
from itertools import count
from pathlib import Path
from typing import Any

import click
from mkdocs.commands import serve
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer

_ADDRESS = "http://127.0.0.1:8000/"
_HOOK = """\
from whosaid.mkdocs import WhosaidPlugin

plugin = WhosaidPlugin()
globals().update({name: getattr(plugin, name) for name in dir(plugin) if name.startswith("on_")})
"""
_QUIET = logging.NullHandler()
_numbers = count()


class InProcess:
    """`mkdocs serve` of a site, with a plug-in of its own. `quick`: whether it may leave pages out.

    `more` are hooks besides Whosaid's; `host` is where it would listen.
    """

    def __init__(self, site: Path, *, quick: bool = True, more: tuple[str, ...] = (), host: str = "127.0.0.1") -> None:
        self.site, self.more = site, more
        self.folder = Path(tempfile.mkdtemp(prefix="mkdocs_", dir=site))
        self.output = self.folder / "site"
        self.output.mkdir()
        hook = self.folder / f"hook{next(_numbers)}.py"
        hook.write_text(_HOOK)
        self.hooks = [str(hook), *more]
        config = self._config()
        context = click.Context(click.Command("serve"), info_name="serve")
        context.params = {"livereload": quick}
        with context.scope():
            config.plugins.on_startup(command="serve", dirty=False)
        serve.build(config, serve_url=_ADDRESS)  # type: ignore[attr-defined]  # imported there
        self.server = LiveReloadServer(self._build, host, 8000, str(self.output))
        config.plugins.on_serve(self.server, config=config, builder=self._build)

    def _config(self) -> MkDocsConfig:
        log = logging.getLogger("mkdocs")
        log.setLevel(logging.INFO)
        log.propagate = False
        log.addHandler(_QUIET)
        config = load_config(str(self.site / "mkdocs.yml"), site_dir=str(self.output), hooks=self.hooks)
        config.site_url = _ADDRESS
        return config

    def _build(self) -> None:
        serve.build(self._config(), serve_url=_ADDRESS)  # type: ignore[attr-defined]

    def rebuild(self) -> None:
        """What the server does after a save."""
        self.server.builder()

    def get(self, path: str) -> tuple[str, bytes]:
        """The status and what a browser gets."""
        answer: list[Any] = []
        environ = {"PATH_INFO": f"/{path}".encode().decode("latin-1"), "REQUEST_METHOD": "GET"}
        app: Any = self.server.get_app()
        body = app(environ, lambda *started: answer.append(started))
        content = b"".join(body)
        if hasattr(body, "close"):
            body.close()
        return answer[0][0], content

    def files(self) -> dict[str, bytes]:
        """Every file that is on the disk now."""
        found = (file for file in sorted(self.output.rglob("*")) if file.is_file())
        return {file.relative_to(self.output).as_posix(): file.read_bytes() for file in found}

    def close(self) -> None:
        """Watch no more, since a system lets few programs do so, and remove its files."""
        self.server.observer.stop()
        self.server.server_close()
        shutil.rmtree(self.folder)
