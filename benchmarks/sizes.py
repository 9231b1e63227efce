"""What a site weighs, part by part, compared with plain Material's whole site."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Final

from whosaid.base.publication import WHOLE

from .corpus import Site
from .measures import Bench

OF_MOST: Final = 60_000
"""Bytes of one page with a part of a list."""

_OTHER: Final = {"assets": "theme", "search": "search"}


def weigh(bench: Bench, site: Site) -> None:
    """The bytes of each part of a built site as a share of plain Material's, and its longest page with a list."""
    size, plain = f"{site.articles:,} articles", bytes_by_part(site.plain / "site").total()
    for part, weight in bytes_by_part(site.annotated / "site").most_common():
        bench.row(f"bytes, {size}: {part} ÷ plain’s site", f"{weight / plain:.2f}", "–", is_met=True)
    most = max(lists_of(site.annotated / "site").values())
    bench.row(f"the longest page with a list, {size}", f"{most / 1000:.0f} kB", "≤ 60 kB", most <= OF_MOST)


def bytes_by_part(site: Path) -> Counter[str]:
    """The bytes of a built site: of what `publish` in whosaid.yml names, of the articles' pages, of the theme."""
    found = Counter[str]()
    for file in site.rglob("*"):
        if file.is_file():
            path = file.relative_to(site).as_posix()
            part = WHOLE.output_of(_page_at(path)) or _OTHER.get(path.partition("/")[0], "the articles’ pages")
            found[part] += file.stat().st_size
    return found


def lists_of(site: Path) -> dict[str, int]:
    """The bytes of each page with a list of statements, articles or sources, by its path."""
    pages = {file.relative_to(site).as_posix(): file.stat().st_size for file in site.glob("ledger/**/index.html")}
    return {path: size for path, size in pages.items() if not path.startswith(("ledger/claim/", "ledger/article/"))}


def _page_at(path: str) -> str:
    return f"{path.removesuffix('/index.html')}.md" if path.endswith("/index.html") else path
