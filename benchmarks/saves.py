"""What an author waits for in a preview: the first page after its start, and a save until a browser shows it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter, sleep
from typing import Final

from playwright.sync_api import Browser, Page

from previews import served, wait_for
from sites import ARTICLE, copy_project
from tools import browser, tab

from .measures import Bench, forget
from .timing import Spread, ratios

_WORDS: Final = "Saved for the {}th time"
_BETWEEN: Final = 3  # seconds from one save to the next, as an author's, who looks at the page first


def saves(bench: Bench) -> None:
    """A new claim in an article, saved: seconds until the browser that shows the article has drawn it."""
    own = copy_project(bench.new_folder("own"))
    largest = bench.site(max(bench.options.articles))
    with browser() as chromium:
        for what, site, path, target in (
            ("this site", own, ARTICLE, 0.4),
            (f"{largest.articles:,} articles", largest.annotated, "000/00001", 0.7),
        ):
            with _article(chromium, site, path) as (opened, _), _restored(site / f"docs/{path}.md") as file:
                seconds = [_save(opened, file, number) for number in range(1, bench.options.runs + 2)]
            bench.at_most(f"save → a browser shows it, {what}", Spread.of(seconds[1:]), target, " s")


def start(bench: Bench) -> None:
    """From the start of a preview to its first page, the first time and again, compared with plain Material's."""
    site = bench.site(max(bench.options.articles))
    folders = {"first": site.annotated, "again": site.annotated, "plain": site.plain}
    seconds: dict[str, list[float]] = {name: [] for name in folders}
    with browser() as chromium:
        for _ in range(bench.options.runs):
            forget(site.annotated)
            for name, folder in folders.items():
                with _article(chromium, folder, "000/00001") as (_, took):
                    seconds[name].append(took)
    what = f"serve → first page, {site.articles:,} articles"
    bench.at_most(f"{what} ÷ plain’s", ratios(seconds["again"], seconds["plain"]), 0.5)
    bench.at_most(f"{what}, with nothing kept ÷ plain’s", ratios(seconds["first"], seconds["plain"]), 0.5)


@contextmanager
def _article(chromium: Browser, site: Path, path: str) -> Iterator[tuple[Page, float]]:
    """An article in a browser, from a preview of its own, and the seconds until its text was there."""
    begun = perf_counter()
    with served(site) as home, tab(chromium) as page:
        wait_for("<h1", f"{home}{path}/")
        page.goto(f"{home}{path}/")
        yield page, perf_counter() - begun


@contextmanager
def _restored(file: Path) -> Iterator[Path]:
    """A file that is afterwards as it was: the folder may be used again, and what is there is not waited for."""
    before = file.read_bytes()
    try:
        yield file
    finally:
        file.write_bytes(before)


def _save(opened: Page, file: Path, number: int) -> float:
    sleep(_BETWEEN)
    text = file.read_text("utf-8")
    words = _WORDS.format(number)
    begun = perf_counter()
    file.write_text(f'{text.rstrip()}\n\n[{words}](#saved-{number} "claim by own-voice").\n', "utf-8")
    opened.get_by_text(words, exact=True).first.wait_for(state="attached")
    return perf_counter() - begun
