"""One site through the whole engine, stage by stage, with what each stage costs: for tests of growth.

A cost is three numbers:

- `calls` that the engine's own code makes. They are the same on each run, so that a test of them cannot flake; but
  they do not see into regular expressions and other code in C.
- `size`, the characters that come out. It is the same on each run, too.
- `seconds` of the processor, spent by this thread. They see everything and differ from run to run, so they are only
  ever compared with each other, the least of several runs, against a bound far from what is right (test_growth).
  They are taken while nothing is counted: counting makes calls slow and so hides what a pattern takes.
"""

from __future__ import annotations

import gc
import signal
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from cProfile import Profile
from math import inf
from pathlib import Path
from types import CodeType, FrameType

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from msgspec import Struct

import whosaid
from whosaid.check.reports import FORMATS, Report, write
from whosaid.check.running import run_rules
from whosaid.exports import exports_of
from whosaid.exports.annotations import annotations_json
from whosaid.exports.linked import linked_data
from whosaid.ledger.loading import load
from whosaid.pages import IndexPage, ledger_pages, source_paths
from whosaid.render import BuildState
from whosaid.render.indexpage import Headings, draw_blocks
from whosaid.site.addresses import Site
from whosaid.site.search import searchable
from whosaid.site.share import share_tags
from whosaid.site.theme import fix
from whosaid.words.articles import article_of, headline_with_standing, statement_with_answers

EXTENSIONS = (
    "admonition attr_list footnotes md_in_html tables toc pymdownx.details pymdownx.superfences whosaid".split()
)
_ENGINE = str(Path(whosaid.__file__).parent)
SITE = Site("Test", "https://example.org/")
_UNNOTICED = 0.02


class Cost(Struct):
    """What one stage took."""

    calls: int = 0
    size: int = 0
    seconds: float = 0


def stages(docs: Path) -> Iterator[tuple[str, int]]:
    """All that is done with a docs folder, from reading to the last page: the name of each stage and its output's size.

    As in a preview, which draws pages regardless of the findings.
    """
    ledger, settings = load(docs)
    yield "reader and ledger", 0
    checked = run_rules(ledger)
    yield "rules", sum(len(finding.shown()) for finding in checked.findings)
    files = tuple(page.file for page in ledger.files.values())
    report = Report(checked.findings, checked.silenced, len(ledger.by_ref), files, strict=True)
    yield "reports", sum(len(write(report, format)) for format in FORMATS)
    yield "exports", sum(len(piece) for export in exports_of(ledger, SITE) for piece in export.pieces())
    state = BuildState(ledger, checked.findings, settings, preview=True, site=SITE)
    generated = ledger_pages(state.selector, settings.publication)
    state.generated = frozenset(generated) - ledger.files.keys()
    state.source_pages = source_paths(state.selector, settings.publication)
    yield "index pages", len(generated)
    own = {path: page.text[page.body_at :] for path, page in ledger.files.items() if path.endswith(".md")}
    pages = {path: drawn(state, path, text) for path, text in own.items()}
    yield "drawing", sum(map(len, pages.values()))
    yield "drawing index pages", sum(len(_indexed(state, path, page)) for path, page in generated.items())
    yield (
        "heads and annotations",
        sum(len(piece) for path, html in pages.items() for piece in _around(state, path, html)),
    )


def drawn(state: BuildState, path: str, text: str) -> str:
    """The HTML of one page's Markdown."""
    md = Markdown(extensions=EXTENSIONS, extension_configs={"whosaid": {"state": state}})
    md.treeprocessors.register(_Relpath(path), "relpath", 0)
    return md.convert(text)


def _indexed(state: BuildState, path: str, page: IndexPage) -> str:
    """The HTML of one generated page."""
    return draw_blocks(list(page.make().blocks), state, path, Headings({}))[0]


class _Relpath(Treeprocessor):
    """What tells extensions the path of the page, as MkDocs does."""

    def __init__(self, path: str) -> None:
        super().__init__()
        self.file, self.config = _File(path), {"docs_dir": "docs"}


class _File:
    def __init__(self, path: str) -> None:
        self.src_uri = path


def _around(state: BuildState, path: str, html: str) -> Iterator[str]:
    """What the site adds to a page that is drawn."""
    ledger, page = state.ledger, state.ledger.files[path]
    statements = ledger.statements.get(path, ())
    yield fix(html)
    headline = headline_with_standing(ledger, article_of(ledger, page))
    yield searchable(html, headline, {s.id: statement_with_answers(ledger, s) for s in statements})
    yield linked_data(ledger, page, SITE, "")
    yield share_tags(ledger, page, site="Test")
    if statements:
        yield annotations_json(ledger, SITE, page, f"<article>{html}</article>")


def write_docs(docs: Path, files: Mapping[str, str]) -> Path:
    """A docs folder with these files."""
    for name, text in files.items():
        file = docs / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return docs


def costs(docs: Path, *, counting: bool) -> dict[str, Cost]:
    """What each stage costs: with `counting` its calls, otherwise its seconds; its size in any case."""
    found: dict[str, Cost] = {}
    with _without_gc():
        todo = stages(docs)
        while True:
            profile, start = Profile(), time.thread_time()
            if counting:
                profile.enable()
            stage = next(todo, None)
            profile.disable()
            if stage is None:
                return found
            seconds = 0 if counting else time.thread_time() - start
            found[stage[0]] = Cost(_calls(profile), stage[1], seconds)


def _calls(profile: Profile) -> int:
    """The calls of the engine's functions, and those that they make of functions in C."""
    calls = 0
    for entry in profile.getstats():
        if isinstance(entry.code, CodeType) and entry.code.co_filename.startswith(_ENGINE):
            in_c = (called for called in entry.calls or () if isinstance(called.code, str))
            calls += entry.callcount + sum(called.callcount for called in in_c)
    return calls


def times_as_long(few: Callable[[], object], many: Callable[[], object], enough: float) -> float:
    """How many times as long one takes as the other, by the least of up to five runs each, in turn.

    It is measured again only while it seems to be more than `enough`. What takes no time to speak of counts as 0.02 s.
    """
    least = [inf, inf]
    for _ in range(5):
        for at, work in enumerate((few, many)):
            with _without_gc(), ends():
                start = time.thread_time()
                work()
                least[at] = min(least[at], time.thread_time() - start)
        if least[1] <= enough * max(least[0], _UNNOTICED):
            break
    return least[1] / max(least[0], _UNNOTICED)


@contextmanager
def _without_gc() -> Iterator[None]:
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


ENDLESS = 60  # seconds of the processor


@contextmanager
def ends(seconds: float = ENDLESS) -> Iterator[None]:
    """Fail what would take hours, after some seconds of the processor: a busy machine takes no more of them."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise TimeoutError(f"no end after {seconds} seconds")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
