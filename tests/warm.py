"""Programs, warmed up: a process that has imported what a program needs forks for every run of it.

Each run still is a process of its own that runs the very file a shell would run, and ends as that ends. What it imports
and the compiled templates of the theme, two thirds of the time of a small build, are there already.
"""

from __future__ import annotations

import atexit
import gc
import json
import os
import runpy
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from functools import cache, partialmethod
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

_BUILD = (
    "backrefs.bre markdown.extensions.admonition markdown.extensions.attr_list markdown.extensions.footnotes "
    "markdown.extensions.md_in_html markdown.extensions.tables markdown.extensions.toc material.plugins.search.plugin "
    "pygments.formatters.html pymdownx.details pymdownx.superfences whosaid.mkdocs.plugin"
)
_MKDOCS = f"mkdocs.__main__ mkdocs.commands.build mkdocs.contrib.search {_BUILD}"
PROGRAMS: Final = {
    "mkdocs": _MKDOCS,
    "both.py": _MKDOCS,
    "properdocs": f"properdocs.__main__ properdocs.commands.build properdocs.contrib.search {_BUILD}",
    "whosaid": "whosaid.console whosaid.cli whosaid.check.reports.text whosaid.exports.export whosaid.site.unpublished",
}
"""What each of them imports, in this order."""

_AT_THE_START = {"LANG", "LC_ALL", "SOURCE_DATE_EPOCH", "TZ"}
_BIN = Path(sys.executable).parent


def can_be_warm(program: Path, env: Mapping[str, str]) -> bool:
    """Whether a fork behaves as a fresh process.

    It does not where Python itself reads the environment as it starts; and since all forks have one seed for hashes,
    runs of which the bytes are compared, for which SOURCE_DATE_EPOCH is set, are fresh ones.
    """
    read_by_python = {name for name in env if name.startswith("PYTHON") and name != "PYTHONIOENCODING"}
    return program.name in PROGRAMS and program.parent == _BIN and not read_by_python and not _AT_THE_START & env.keys()


def run_warm(
    command: Sequence[str], cwd: Path, env: Mapping[str, str], timeout: float
) -> subprocess.CompletedProcess[str]:
    """Run a program of PROGRAMS in this environment and no other; after `timeout` seconds, TimeoutExpired."""
    server = _server(PROGRAMS[Path(command[0]).name], env.get("PATH", ""), env.get("PYTHONIOENCODING", ""))
    assert server.stdin is not None
    assert server.stdout is not None
    with TemporaryDirectory() as folder:
        streams = [Path(folder, name) for name in ("stdout", "stderr")]
        job = {"command": command, "cwd": cwd, "env": dict(env), "streams": streams, "timeout": timeout}
        print(json.dumps(job, default=str), file=server.stdin, flush=True)
        code = int(server.stdout.readline())
        if code == -signal.SIGALRM:
            raise subprocess.TimeoutExpired(command, timeout)
        said = [stream.read_text("utf-8", errors="backslashreplace") for stream in streams]
    return subprocess.CompletedProcess(command, code, *said)


@cache
def _templates() -> str:
    """A folder for compiled templates, which lasts as long as the worker."""
    folder = TemporaryDirectory(prefix="templates-")
    atexit.register(folder.cleanup)
    return folder.name


@cache
def _server(modules: str, path: str, encoding: str) -> subprocess.Popen[str]:
    """It lasts as long as the worker."""
    server = subprocess.Popen(
        [sys.executable, __file__, modules, _templates()],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={"PATH": path, "NO_MKDOCS_2_WARNING": "1", "PYTHONIOENCODING": encoding},
    )
    atexit.register(server.communicate)
    return server


def _serve(modules: str, templates: str) -> None:
    """A line is a job, the answer its exit code; the end of the input is the end."""
    for name in modules.split():
        __import__(name)
    if "jinja2" in sys.modules:
        _keep_compiled(templates)
    gc.freeze()
    for line in sys.stdin:
        if not (child := os.fork()):
            _run(**json.loads(line))
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


def _keep_compiled(folder: str) -> None:
    """Jinja's own cache, which is keyed by what the template says."""
    from jinja2 import Environment, FileSystemBytecodeCache

    kept = partialmethod(Environment.__init__, bytecode_cache=FileSystemBytecodeCache(folder))
    setattr(Environment, "__init__", kept)  # noqa: B010 - mypy forbids the plain assignment


def _run(command: list[str], cwd: str, env: dict[str, str], streams: list[str], timeout: float) -> None:
    """In the fork: become the program, and end as it ends."""
    signal.setitimer(signal.ITIMER_REAL, timeout)
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(env)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    for number, stream in enumerate(streams, start=1):
        os.dup2(os.open(stream, os.O_WRONLY | os.O_CREAT), number)
    sys.argv = command
    sys.path[0] = str(Path(command[0]).parent)
    runpy.run_path(command[0], run_name="__main__")
    sys.exit()


if __name__ == "__main__":
    _serve(*sys.argv[1:])
