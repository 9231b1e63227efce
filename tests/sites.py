"""Sites for tests: small ones written from text, and copies of the project's own."""

from __future__ import annotations

import atexit
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from subprocess import CompletedProcess
from tempfile import TemporaryDirectory
from threading import Thread
from typing import NamedTuple

from bs4 import BeautifulSoup, Tag

from tools import ROOT, exe, run
from whosaid.check.rules import RULES

ARTICLE = "articles/bounty-report"
LATER = "articles/bounty-review"

CONFIG = f"""\
site_name: Test
theme: {{name: material, font: false}}
exclude_docs: |
  /sources.yml
  /whosaid.yml
markdown_extensions:
  [attr_list, footnotes, md_in_html, tables, admonition, pymdownx.superfences, pymdownx.details, whosaid]
hooks: [{ROOT}/hooks/attribution.py]
"""

SOURCES = """\
council: {name: the town council, type: institution}
mayor: {name: Ada Brook, type: person, role: mayor, for: council}
evening-post: {name: The Evening Post, type: outlet}
officials: {type: unnamed, described-as: two officials}
minutes: {name: the council's minutes, type: document}
"""


# What is advice on sourcing and style is tested in the cases; these sites are about something else.
QUIET = "rules:\n" + "".join(
    f"  {rule.name}: off\n" for rule in RULES.values() if not rule.gate and rule.name != "unused-silencing"
)


def write_site(folder: Path, pages: Mapping[str, str], config: str = CONFIG, sources: str = SOURCES) -> Path:
    """A site with these pages, by path in its docs folder. Advice is off unless they have a whosaid.yml."""
    (folder / "docs").mkdir(parents=True, exist_ok=True)
    (folder / "mkdocs.yml").write_text(config, "utf-8")
    for path, text in {"index.md": "# Home\n", "sources.yml": sources, "whosaid.yml": QUIET, **pages}.items():
        file = folder / "docs" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return folder


def copy_project(folder: Path, *, pictures: bool = False) -> Path:
    """The project's own site, to change at will; `no-hook.yml` is its mkdocs.yml without the hook.

    Drawing its pictures takes longer than all else, so only tests that look at them have them.
    """
    for name in ("docs", "hooks"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    if not pictures:
        settings = folder / "docs/whosaid.yml"
        settings.write_text(settings.read_text("utf-8").replace(", pictures]", "]"), "utf-8")
    config = (ROOT / "mkdocs.yml").read_text("utf-8")
    (folder / "mkdocs.yml").write_text(config, "utf-8")
    head, _, rest = config.partition("\nhooks:\n")
    (folder / "no-hook.yml").write_text(head + "\n" + rest.partition("\nwatch:\n")[2].partition("\n\n")[2], "utf-8")
    return folder


def build_project(folder: Path) -> Path:
    """The project's own site, with a good build in its folder `site`."""
    done = build(copy_project(folder), "--strict")
    assert done.returncode == 0, done.stderr
    return folder


def copy_first_article(folder: Path) -> Path:
    """The same without the second article, whose statements answer and refine those of the first."""
    copy_project(folder)
    (folder / f"docs/{LATER}.md").unlink()
    config = folder / "mkdocs.yml"
    lines = config.read_text("utf-8").splitlines(keepends=True)
    config.write_text("".join(line for line in lines if LATER not in line), "utf-8")
    return folder


def build(folder: Path, *args: str, env: Mapping[str, str] | None = None) -> CompletedProcess[str]:
    """`mkdocs build` in a site's folder."""
    return run([exe("mkdocs"), "build", *args], folder, env)


def page(site: Path, path: str = ARTICLE) -> BeautifulSoup:
    """A built page."""
    return BeautifulSoup((site / path / "index.html").read_text("utf-8"), "html.parser")


def one(part: Tag | None, selector: str) -> Tag:
    """The first element that matches, which must be there."""
    assert part is not None
    found = part.select_one(selector)
    assert found is not None, selector
    return found


def ledger_rows(site: Path, article: str) -> list[Tag]:
    """The rows of an article's own ledger on a built site."""
    return page(site, f"ledger/article/{article}").select(".ann-ledger tbody tr:has(td)")


def named_by(row: Tag) -> str:
    """The id of the claim that a row of a table leads to: its page, which all that say the same share, or its note."""
    address, _, note = str(one(row, "a")["href"]).partition("#")
    return note or re.split("[/.]", address.removesuffix("/").removesuffix(".html"))[-1]


class Served(NamedTuple):
    """A built site: its folder, and where a plain static host serves it."""

    folder: Path
    address: str


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """Nothing: a browser that leaves a page lets go of what it has asked for."""


@contextmanager
def serve(folder: Path) -> Iterator[Served]:
    """Serve a folder for one `with`."""
    server = _Server(("127.0.0.1", 0), partial(_Quiet, directory=folder))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield Served(folder, f"http://127.0.0.1:{server.server_port}/")
    finally:
        server.shutdown()
        server.server_close()


def build_site(folder: Path, pages: Mapping[str, str], config: str = CONFIG, sources: str = SOURCES) -> Path:
    """A site with these pages, as `write_site` has it, with a good build in its folder `site`."""
    done = build(write_site(folder, pages, config, sources), "--strict")
    assert done.returncode == 0, done.stderr
    return folder


@contextmanager
def serve_site(
    folder: Path, pages: Mapping[str, str], config: str = CONFIG, sources: str = SOURCES
) -> Iterator[Served]:
    """The same, served."""
    with serve(build_site(folder, pages, config, sources) / "site") as served:
        yield served


@contextmanager
def serve_project() -> Iterator[Served]:
    """The project's own site, built once for all tests of this process, served to be read only."""
    with serve(_built_project() / "site") as served:
        yield served


@cache
def _built_project() -> Path:
    folder = TemporaryDirectory(prefix="project-")
    atexit.register(folder.cleanup)
    return build_project(Path(folder.name))


_STYLES = re.compile(
    rb"""
    (?: \n[ ]* | [ ](?=<) )?
    < (?: link[ ][^<>]*assets/whosaid\.css"?[^<>]* | script[ ]src="?[^"<> ]*assets/whosaid\.js"?></script ) >
    (?: \n[ ]+(?=\n) )?
    """,
    re.VERBOSE,
)


def unstyled(html: bytes) -> bytes:
    """A page without the two lines that name Whosaid's stylesheet and script."""
    return _STYLES.sub(b"", html)


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes."""
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}
