"""What an article costs a reader's browser: the processor time of the page's main thread until all has loaded."""

from __future__ import annotations

import re
from pathlib import Path
from statistics import median
from typing import Final

from playwright.sync_api import Browser

from sites import ARTICLE, build, build_project, serve
from tools import ROOT, browser, tab

from .measures import Bench
from .timing import Spread

_WIDTHS: Final = (1440, 390)
_MOST: Final = 150  # milliseconds: a reader waits for them on every visit
_PARTS: Final = ("TaskDuration", "ScriptDuration", "LayoutDuration", "RecalcStyleDuration")  # the first is all of it
_PLAIN: Final = "site_name: Plain\ntheme: {name: material, font: false}\n"

Milliseconds = dict[str, list[float]]
"""Those of each run, by the browser's name of a kind of work."""


def reading(bench: Bench) -> None:
    """The first article in Chromium: milliseconds of the main thread, whole, without the script, and plain Material."""
    own, plain = build_project(bench.new_folder("own-built")), bench.new_folder("plain-built")
    _write_plain(plain)
    with browser() as chromium, serve(own / "site") as ours, serve(plain / "site") as theirs:
        cases = {"whole": (ours, ""), "without the script": (ours, "**/whosaid*.js"), "plain Material": (theirs, "")}
        for width in _WIDTHS:
            found: dict[str, Milliseconds] = {name: {part: [] for part in _PARTS} for name in cases}
            for _ in range(bench.options.runs):
                for name, (site, blocked) in cases.items():
                    _open(chromium, f"{site.address}{ARTICLE}/", width, blocked, found[name])
            for name, spent in found.items():
                parts = ", ".join(f"{part.removesuffix('Duration')} {median(spent[part]):.0f}" for part in _PARTS)
                print(f"  {name} at {width} px: {parts} ms")
            whole = Spread.of(found["whole"]["TaskDuration"])
            bench.at_most(f"first article’s main thread at {width} px", whole, _MOST, " ms")


def _write_plain(folder: Path) -> None:
    """A site with the same text, without annotations, built by plain Material."""
    text = (ROOT / f"docs/{ARTICLE}.md").read_text("utf-8")
    text = re.sub(r"^///.*?^ *///$", "", text, flags=re.DOTALL | re.MULTILINE)
    text = re.sub(r"\[([^\]]*)\]\(#[^)]*\)", r"\1", text)
    file = folder / f"docs/{ARTICLE}.md"
    file.parent.mkdir(parents=True)
    file.write_text(text, "utf-8")
    (folder / "mkdocs.yml").write_text(_PLAIN, "utf-8")
    build(folder).check_returncode()


def _open(chromium: Browser, address: str, width: int, blocked: str, found: Milliseconds) -> None:
    with tab(chromium, width) as opened:
        if blocked:
            opened.route(blocked, lambda route: route.abort())
        session = opened.context.new_cdp_session(opened)
        session.send("Performance.enable", {"timeDomain": "threadTicks"})  # its own, whatever else the machine does
        opened.goto(address, wait_until="load")
        opened.wait_for_load_state("networkidle")
        metrics = {each["name"]: each["value"] for each in session.send("Performance.getMetrics")["metrics"]}
    for part, spent in found.items():
        spent.append(metrics[part] * 1000)
