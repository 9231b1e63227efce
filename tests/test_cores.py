"""A site drawn by several processes is, to the byte, the one that a single process draws."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
from mkdocs.config import load_config
from mkdocs.structure.files import File
from mkdocs.structure.pages import Page

from sites import CONFIG, QUIET, write_site
from tools import run
from whosaid.mkdocs.laidaside import at_hand, kind_of, lay_aside

_CONFIG = CONFIG.replace("{name: material, font: false}", "{name: mkdocs, custom_dir: own}")
_ENVIRONMENT = {"SOURCE_DATE_EPOCH": "1700000000"}
_BUILD = """\
import os, signal, sys
from mkdocs.__main__ import cli

fork, copies = os.fork, []

def counted():
    pid = fork()
    if pid == 0 and len(copies) == int(sys.argv.pop()):
        os.kill(os.getpid(), signal.SIGKILL)
    copies.append(pid)
    return pid

os.fork = counted
try:
    cli(sys.argv[1:-1])
finally:
    print(len(copies), "copies", file=sys.stderr)
"""
"""A build that says how many copies of itself it has made; its last argument is the copy that is killed, from 0."""
_TEMPLATE = '{% extends "base.html" %}{% block footer %}{% if page.meta.more %}{{ page.meta.more.of.it }}{% endif %}'
"""A theme's own template, which draws a page with `more:` in its front matter only if that is a mapping."""
_NUMBERED = """\
pages = []

def on_page_markdown(markdown, page, **_):
    pages.append(page)
    return f"{markdown}\\n\\nFigure {len(pages)}\\n"
"""
_PAGES = {
    f"articles/{number}.md": f"""\
---
title: Article {number} & more
published: 2026-01-{number:02}
---
# The bridge

They say [the bridge is unsafe](#bridge "claim by council via direct"), for the {number}th time.

The mayor says [no](#no "denial of bridge by mayor via direct"). See [a page](nowhere-{number}.md).
"""
    for number in range(1, 13)
}

COUNTERS: dict[str, tuple[str, dict[str, str]]] = {
    "by a hook that sees pages": ("", {"own/hook.py": _NUMBERED}),
    "by a function of a hook": (
        "Figure {{ number() }}",
        {
            "own/hook.py": "import itertools\n"
            "def on_env(env, **_):\n    env.globals['number'] = itertools.count().__next__\n"
        },
    ),
    "in a list of the site": ("{% set _ = config.extra.seen.append(1) %}Figure {{ config.extra.seen | length }}", {}),
    "in an imported template": (
        "Figure {{ parts.next() }}",
        {
            "own/parts.html": "{% set at = namespace(n=0) %}\n"
            "{% macro next() %}{% set at.n = at.n + 1 %}{{ at.n }}{% endmacro %}"
        },
    ),
}
"""What counts pages: what the theme's own template prints, and other files, by path."""


class Built(NamedTuple):
    """A build: its exit code, what it printed without times and folders, and its files."""

    code: int
    printed: str
    files: dict[str, bytes]


def built(site: Path, workers: int, *options: str, killed: int = -1) -> Built:
    """A build with so many workers."""
    (site / "docs/whosaid.yml").write_text(f"{QUIET}\nworkers: {workers}\n", "utf-8")
    done = run([sys.executable, "-c", _BUILD, "build", *options, str(killed)], site, _ENVIRONMENT)
    printed = "\n".join(
        line for line in f"{done.stderr}{done.stdout}".splitlines() if "directory" not in line and "seconds" not in line
    )
    out = site / "site"
    files = {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}
    return Built(done.returncode, printed, files)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site, each page of which has a warning."""
    folder = write_site(tmp_path_factory.mktemp("cores"), _PAGES, _CONFIG)
    (folder / "own").mkdir()
    (folder / "own/main.html").write_text(f"{_TEMPLATE}{{% endblock %}}", "utf-8")
    return folder


@pytest.fixture(scope="module")
def whole(site: Path) -> Built:
    """The site as one process has built it."""
    return built(site, 1)


def test_the_bytes_and_the_messages_are_the_same(site: Path, whole: Built) -> None:
    """All files, with the search; the messages of all processes in the order of the pages, each once."""
    divided = built(site, 2)
    assert divided.files == whole.files
    assert "6 copies" in divided.printed
    assert divided.printed.replace("6 copies", "0 copies") == whole.printed
    assert divided.printed.count("link 'nowhere-12.md'") == 1
    assert b"The bridge" in divided.files["search/search_index.json"]


def test_warnings_of_all_processes_count(site: Path, whole: Built) -> None:
    """A strict build is not published for them."""
    strict = built(site, 2, "--strict")
    assert strict.code == 1
    assert "Aborted with 12 warnings in strict mode!" in strict.printed
    assert strict.files == whole.files


@pytest.mark.parametrize("copy", [0, 5])
def test_a_process_that_is_killed_fails_the_build(site: Path, whole: Built, copy: int) -> None:
    """Whether it was converting or writing: one sentence says so, and the last site stays."""
    stopped = built(site, 2, killed=copy)
    assert stopped.code == 1
    assert "stopped before it had finished (signal 9)" in stopped.printed
    assert "Traceback" not in stopped.printed
    assert stopped.files == whole.files


def test_an_error_in_a_process_is_the_error_of_the_build(site: Path, whole: Built) -> None:
    """The same message as if one process drew everything."""
    page = site / "docs/articles/7.md"
    text = page.read_text("utf-8")
    page.write_text(text.replace("title:", "more: words\ntitle:"), "utf-8")
    failed = built(site, 2)
    page.write_text(text, "utf-8")
    assert failed.code == 1
    assert "Error building page 'articles/7.md'" in failed.printed
    assert "the theme cannot draw a page: 'str object' has no attribute 'of'" in failed.printed
    assert failed.files == whole.files


@pytest.mark.parametrize("counter", COUNTERS)
def test_what_is_counted_from_page_to_page_stays_in_order(tmp_path: Path, counter: str) -> None:
    """One process draws everything: each article has the next number."""
    template, more = COUNTERS[counter]
    hook = "own/hook.py" if "own/hook.py" in more else ""
    config = f"{_CONFIG}extra: {{seen: []}}\n".replace("hooks: [", f"hooks: [{hook}{hook and ', '}")
    site = write_site(tmp_path, _PAGES, config)
    main = '{% extends "base.html" %}{% import "parts.html" as parts %}{% block footer %}' + template + "{% endblock %}"
    for path, text in {"own/parts.html": "", "own/main.html": main, **more}.items():
        (site / path).parent.mkdir(exist_ok=True)
        (site / path).write_text(text, "utf-8")
    counted = built(site, 2)
    assert "0 copies" in counted.printed
    articles = [html for path, html in counted.files.items() if path.startswith("articles/")]
    found = sorted(int(number) for html in articles for number in re.findall(rb"Figure (\d+)", html))
    assert found == [*range(found[0], found[0] + len(_PAGES))]


_KILLED = """\
import os, signal, sys
from whosaid.mkdocs.processes import done_by_copies

def do(number):
    print(number, flush=True)
    if number == 0:
        parent = os.getppid()
        os.kill(parent, signal.SIGKILL)
        while os.getppid() == parent:
            pass

done_by_copies(range(8), do, 1)
"""


def test_nothing_goes_on_for_a_build_that_is_killed() -> None:
    """A copy ends when nobody waits for it any more."""
    assert run([sys.executable, "-c", _KILLED], Path.cwd()).stdout.split() == ["0"]


_IMPORTS = "import os, resource, sys, threading\nfrom whosaid.mkdocs.processes import done_by_copies"


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("sys.stdout = sys.stderr = None", [0, 1, 2, 3]),
        ("sys.stdout.close()", [0, 1, 2, 3]),
        ("threading.Thread(target=threading.Event().wait, daemon=True).start()", [None] * 4),
        ("resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))", [None] * 4),
        ("resource.setrlimit(resource.RLIMIT_FSIZE, (15, 15))", [0, 1, None, None]),
    ],
)
def test_where_there_can_be_copies(before: str, expected: list[int | None]) -> None:
    """Without a terminal; but not beside other threads, nor where nothing more can be opened, or written."""
    script = f"{_IMPORTS}\n{before}\ncopies = done_by_copies(range(4), int, 2)\n"
    shown = "os.write(2, repr([one and one.read() for one in copies]).encode())"
    assert run([sys.executable, "-c", script + shown], Path.cwd()).stderr == repr(expected)


def test_the_html_of_a_page_waits_on_the_disk() -> None:
    """It is read when somebody asks for it; while the page is drawn, it is held, and the page is as MkDocs made it."""
    config = load_config(config_file=None, site_name="A site")
    page = Page(None, File("a.md", "docs", "site", use_directory_urls=True), config)
    page.markdown, page.meta, page.content = "", {"title": "The bridge"}, "as converted"
    reads: list[str] = []

    def read() -> str:
        reads.append("read")
        return "as kept"

    lay_aside(page, read)
    assert (page.title, reads) == ("The bridge", [])
    assert (page.content, page.content, len(reads)) == ("as kept", "as kept", 2)
    with at_hand(page):
        page.content = f"{page.content}, and drawn"
        assert (type(page), page.content, len(reads)) == (Page, "as kept, and drawn", 3)
    assert (page.content, kind_of(page)) == ("as kept", Page)
    page.content = "as set"
    assert page.content == "as set"
