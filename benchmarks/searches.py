"""What a reader waits for and loads who searches, and what the index costs: the theme's search, and Pagefind's."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser

from sites import Served, serve
from tools import browser, rest, tab

from .corpus import Site
from .measures import Bench, build_of, copy_of
from .timing import Spread, time_in_turn

_SEARCHES: Final = ("theme", "pagefind")
_BETWEEN_KEYS: Final = 100  # milliseconds
_PACKED: Final = (".js", ".json")  # by any host; Pagefind's files are packed already

# When the last key was released, and when the first hit for what was typed by then was there.
_WATCH: Final = """() => {
  window.times = {};
  document.addEventListener("keyup", () => { window.times = { key: performance.now() }; }, true);
  const list = document.querySelector(".md-search-result__list");
  const note = () => { if (list.children.length) window.times.hit ??= performance.now(); };
  new MutationObserver(note).observe(list, { childList: true });
}"""


@dataclass
class _Found:
    seconds: float
    kilobytes: float


def search(bench: Bench) -> None:
    """A word typed into the search of a page that was just opened: seconds to the first hit, bytes loaded for it."""
    site = bench.site(min(bench.options.articles))
    builds = {name: build_of(copy_of(site, name, f"search: {name}\n")) for name in _SEARCHES}
    time_in_turn(builds, 1)
    for name in _SEARCHES:
        _time_searches(bench, site, name)
    size, others = (_size(_folder(site, name) / "search") / 1e6 for name in reversed(_SEARCHES))
    what = f"Pagefind’s index, {site.articles:,} articles: "
    bench.row(f"{what}bytes", f"{size:.1f} MB", f"theme’s: {others:.1f} MB", is_met=True)
    times = time_in_turn(builds, max(1, bench.options.runs // 2))
    more = Spread.of(with_ - without for with_, without in zip(times["pagefind"].cpu, times["theme"].cpu, strict=True))
    bench.row(f"{what}processor time", f"{more} s", "–", is_met=True)


def _time_searches(bench: Bench, site: Site, name: str) -> None:
    found = list(_searches(site, name, bench.options.runs))
    what = f"one search, {site.articles:,} articles, {name}: "
    seconds, loaded = Spread.of(one.seconds for one in found), Spread.of(one.kilobytes for one in found)
    if name == "pagefind":
        bench.at_most(f"{what}last key → first hit", seconds, 0.3, " s")
        bench.at_most(f"{what}loaded", loaded, 300, " kB")
    else:
        bench.row(f"{what}last key → first hit", f"{seconds} s", "–", is_met=True)
        bench.row(f"{what}loaded", f"{loaded} kB", "–", is_met=True)


def _folder(site: Site, name: str) -> Path:
    """Where the copy with this search is built."""
    return site.annotated.with_name(f"{site.annotated.name}-{name}") / "site"


def _searches(site: Site, name: str, runs: int) -> Iterator[_Found]:
    with serve(_folder(site, name)) as served, browser() as chromium:
        for word in islice(cycle(_words_of(site)), runs):
            yield _search(chromium, served, word)


def _words_of(site: Site) -> list[str]:
    """For each article, the longest word of what the theme's index has of it: both searches find it."""
    docs = json.loads((_folder(site, "theme") / "search/search_index.json").read_text("utf-8"))["docs"]
    texts = [doc["text"] for doc in docs if re.fullmatch(r"\d{3}/\d{5}/", doc["location"])]
    return [max(re.findall(r"\b[a-z]+\b", text), key=len) for text in texts]


def _search(chromium: Browser, served: Served, word: str) -> _Found:
    """One search, in a browser that has kept nothing."""
    with tab(chromium) as opened:
        rest(opened, f"{served.address}000/00001/")
        loaded: list[str] = []
        opened.on("request", lambda request: loaded.append(request.url.removeprefix(served.address)))
        opened.evaluate(_WATCH)
        opened.keyboard.press("/")
        opened.keyboard.type(word, delay=_BETWEEN_KEYS)
        opened.wait_for_function("window.times.hit")
        seconds = opened.evaluate("(window.times.hit - window.times.key) / 1000")
        opened.wait_for_load_state("networkidle")
        return _Found(seconds, sum(_weight(served.folder / url.partition("?")[0]) for url in loaded) / 1000)


def _weight(file: Path) -> int:
    data = file.read_bytes()
    return len(gzip.compress(data, 6)) if file.suffix in _PACKED else len(data)


def _size(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
