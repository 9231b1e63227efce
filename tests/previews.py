"""Previews for tests: `mkdocs serve` on a port that is free, and what it shows as soon as it shows it."""

from __future__ import annotations

import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError

from tools import PATIENCE, exe

_TAKEN = "in use"  # so every system words it that another program has the port


@contextmanager
def served(site: Path, *args: str, builder: str = "mkdocs") -> Iterator[str]:
    """`mkdocs serve` for one `with`; yields the address of its first page. What it says is in serve.log.

    AssertionError if it ends before, or if a traceback is in what it says.
    """
    server, address = start(site, args, builder)
    try:
        yield address
        assert server.poll() is None, "the preview has ended"
    finally:
        server.terminate()
        server.wait(PATIENCE)
    said = (site / "serve.log").read_text()
    assert "Traceback" not in said, said[said.index("Traceback") :][:3000]


def start(site: Path, args: tuple[str, ...] = (), builder: str = "mkdocs") -> tuple[subprocess.Popen[bytes], str]:
    """The server, once it listens. The port is free when it is chosen; if it is taken before that, it is another."""
    log = site / "serve.log"
    for _ in range(5):
        address = f"127.0.0.1:{_free_port()}"
        command: list[str | Path] = [exe(builder), "serve", "-f", "mkdocs.yml", "-a", address, *args]
        with log.open("w") as stream:
            server = subprocess.Popen(command, cwd=site, stdout=stream, stderr=stream)
        end = time.monotonic() + PATIENCE
        while server.poll() is None and time.monotonic() < end:
            if "Serving on" in log.read_text():
                return server, f"http://{address}/"
            time.sleep(0.1)
        server.kill()
        server.wait(PATIENCE)
        said = log.read_text()  # all of it, now that no more can come
        if _TAKEN not in said:
            break
    raise AssertionError(f"the preview does not start:\n{said[-3000:]}")


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def get(address: str) -> str:
    """A page with any status; nothing while there is no answer."""
    try:
        return str(urllib.request.urlopen(address, timeout=20).read().decode())
    except HTTPError as error:
        return error.read().decode()
    except OSError:
        return ""


def wait_for(wanted: str, address: str, absent: str = "\0") -> str:
    """The page at an address, once it holds one text and not the other."""
    end = time.monotonic() + PATIENCE
    html = ""
    while time.monotonic() < end:
        html = get(address)
        if wanted in html and absent not in html:
            return html
        time.sleep(0.2)
    raise AssertionError(f"{wanted!r} did not appear at {address}:\n{html[-3000:]}")
