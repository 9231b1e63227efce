"""A search that loads only what it needs: Pagefind's index in small files, made from the entries of the theme's search.

So both searches find the same, and what authors and plug-ins exclude is in neither. The theme's dialog stays: a worker
of Whosaid's own (assets/searchworker.js) answers it in the place of the theme's.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from markupsafe import Markup

from ..base.catalogue import said
from ..base.markup import html, joined
from .assets import search_script, search_worker
from .theme import in_head

WORKER: Final = "search/worker.js"
"""The script that answers the theme's dialog."""
_FOLDER: Final = "search/pagefind"
_WORKER_OF_THEME: Final = re.compile(r'("search": ?")([^"]*)assets/javascripts/workers/search\.[0-9a-f]+\.min\.js"')
_COUNT: Final = re.compile(r'("search\.result\.other": ?)"[^"]*"')
_NOT_NEEDED: Final = re.compile(r"pagefind-(?!entry\.json).*")  # dialogs of its own
_PATIENCE: Final = 3600  # seconds; it needs three for 300 articles

Entry = Mapping[str, Any]
"""An entry of the theme's search: `location`, `title` and `text` (both HTML), perhaps `tags` and `boost`."""


class CannotIndex(Exception):
    """What Pagefind said when it failed."""


def is_installed() -> bool:
    """Whether there is a Pagefind for this machine."""
    try:
        from pagefind.service import get_executable  # only where it is wanted: it is an extra
    except ImportError:
        return False
    return get_executable() is not None


def with_worker(page: str) -> str:
    """A page whose search dialog is answered by Pagefind; any other page is unchanged."""
    page, found = _WORKER_OF_THEME.subn(rf'\1\2{WORKER}"', page, count=1)
    if not found:
        return page
    # Translators: how many pages the search shows; there may be others
    count = json.dumps(said("Best matches: {n}", n="#"), ensure_ascii=False).replace("<", r"\u003c")
    page = _COUNT.sub(lambda text: text[1] + count, page, count=1)
    return page if search_script() in page else in_head(page, search_script())


def write_index(entries: Sequence[Entry], site: Path, language: str) -> None:
    """Write the index of these entries, and the worker, into a built site; raises CannotIndex.

    There is one index for all languages, as the theme's search has; words are reduced to their stems in `language`.
    """
    with TemporaryDirectory(prefix="whosaid-search-") as folder:
        for number, page in enumerate(_pages(entries)):
            record = html('<!doctype html><html lang="{}"><body>{}</body></html>', language, page)
            Path(folder, f"{number:06}.html").write_text(record, "utf-8")
        to = site.absolute() / _FOLDER
        _run("--site", ".", "--output-path", str(to), "--force-language", language, folder=folder)
    for file in to.iterdir():
        if _NOT_NEEDED.fullmatch(file.name):
            file.unlink()
    (site / WORKER).write_text(search_worker(), "utf-8")


def _run(*arguments: str, folder: str) -> None:
    """Run Pagefind where there is no file with settings for it."""
    command = [sys.executable, "-m", "pagefind", *arguments]
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, errors="replace", timeout=_PATIENCE)
    except (OSError, subprocess.SubprocessError) as error:
        raise CannotIndex(str(error)) from None
    if done.returncode:
        raise CannotIndex(" ".join(f"{done.stdout} {done.stderr}".split())[-300:])


def _pages(entries: Iterable[Entry]) -> Iterator[Markup]:
    """The pages as Pagefind reads them: the id of each heading is the address of its section."""
    by_page: dict[str, list[Entry]] = {}
    for entry in entries:
        by_page.setdefault(entry["location"].partition("#")[0], []).append(entry)
    for sections in by_page.values():
        text = joined(_section(entry, 2 if nth else 1) for nth, entry in enumerate(sections))
        weight = min(max(float(sections[0].get("boost", 1)), 0.1), 10)
        yield html('<main data-pagefind-weight="{}">{}</main>', str(weight), text)


def _section(entry: Entry, level: int) -> Markup:
    title, text = Markup(entry["title"]), Markup(entry["text"])  # HTML of the search plug-in's
    tags = html("<p>{}</p>", ", ".join(entry.get("tags", ())))
    return html('<h{} id="{}">{}</h{}>{}{}', level, entry["location"], title, level, text, tags)
