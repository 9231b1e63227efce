"""What an author waits for at the desk of a preview: what it says of a page, and a change until the page shows it."""

from __future__ import annotations

from time import perf_counter, sleep
from typing import Any, Final

from deskstorm import Served
from previews import get, wait_for

from .measures import Bench
from .timing import Spread

_ADDRESS: Final = "/000/00001/"
_INDEX: Final = "search/search_index.json"
"""What the theme loads with its first page: the preview converts all pages for it."""
_ARTICLES: Final = 500
_BETWEEN: Final = 3  # seconds from one change to the next


def desk(bench: Bench) -> None:
    """Seconds at the desk of a site with 500 articles: a page asked for, and a note until the page shows it."""
    served = Served(bench.site(_ARTICLES).annotated)
    try:
        wait_for("<h1", f"{served.home}{_ADDRESS[1:]}")
        wait_for("docs", f"{served.home}{_INDEX}")
        runs = [_changed(served, number) for number in range(bench.options.runs + 1)][1:]
    finally:
        served.kill()
    what = f"desk, {_ARTICLES:,} articles"
    bench.at_most(f"{what}: what it says of a page", Spread.of([asked for asked, _ in runs]), 0.1, " s")
    bench.at_most(f"{what}: a change → the page shows it", Spread.of([shown for _, shown in runs]), 0.7, " s")


def _changed(served: Served, number: int) -> tuple[float, float]:
    """Change a note, and undo that: the seconds until the page was known, and until it showed the note."""
    begun = perf_counter()
    page = _asked(served, "page", {"address": _ADDRESS})
    asked = perf_counter() - begun
    note = f"Noted for the {number}th time."
    change = {"do": "alter", "id": page["statements"][0]["id"], "note": note}
    begun = perf_counter()
    changed = _asked(served, "change", {"address": _ADDRESS, "version": page["version"], "changes": [change]})
    assert note in get(f"{served.home}{_ADDRESS[1:]}")
    shown = perf_counter() - begun
    sleep(_BETWEEN)
    _asked(served, "undo", {"address": _ADDRESS, "version": changed["version"]})
    sleep(_BETWEEN)
    return asked, shown


def _asked(served: Served, name: str, asked: object) -> Any:
    status, answer = served.ask(name, asked)
    assert status == 200, answer
    return answer
