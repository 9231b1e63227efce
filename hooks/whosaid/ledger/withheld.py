"""The ledger as a builder publishes it: without the pages that it withholds and the sources that only they name, and
with the titles that only the builder knows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from ..base.filenames import SOURCES_FILE
from ..base.model import Page
from .joining import join
from .records import Ledger, named_sources, referenced_sources


def without_pages(ledger: Ledger, hidden: Iterable[str]) -> Ledger:
    """The ledger without these pages, which a builder does not publish.

    A source of the site that only such pages name is left out with them: a draft's source must stay confidential.
    """
    paths = frozenset(hidden)
    kept = _kept_sources(ledger, paths)
    files = (page for path, page in ledger.files.items() if path not in paths)
    sources = [source for source in ledger.sources.values() if source.id in kept]
    return join((_only(page, kept) if page.path == SOURCES_FILE else page for page in files), sources)


def with_titles(ledger: Ledger, titles: Mapping[str, str]) -> Ledger:
    """The same ledger, in which some pages, by path, have the title that the build gave them."""
    named = (
        msgspec.structs.replace(page, meta={**page.meta, "title": titles[path]}) if path in titles else page
        for path, page in ledger.files.items()
    )
    return join(named, ledger.sources.values())


def _only(page: Page, kept: set[str]) -> Page:
    return msgspec.structs.replace(page, sources=tuple(source for source in page.sources if source.id in kept))


def _kept_sources(ledger: Ledger, hidden: frozenset[str]) -> set[str]:
    """The ids of the site's sources that a published page names, or that no page names yet."""
    of_hidden = _reached(ledger, (id_ for path in hidden & ledger.files.keys() for id_ in _named(ledger, path)))
    if not of_hidden:
        return set(ledger.sources)
    of_shown = (id_ for path in ledger.files.keys() - hidden for id_ in _named(ledger, path))
    return _reached(ledger, (*of_shown, *(ledger.sources.keys() - of_hidden)))


def _named(ledger: Ledger, path: str) -> Iterator[str]:
    """The ids of the sources that a page names, in the entries of its own sources, too."""
    page = ledger.files[path]
    yield from named_sources(page)
    for own in page.sources if path != SOURCES_FILE else ():
        yield from referenced_sources(own)


def _reached(ledger: Ledger, ids: Iterable[str]) -> set[str]:
    """These sources of the site, and all that their entries refer to."""
    reached: set[str] = set()
    pending = [id_ for id_ in ids if id_ in ledger.sources]
    while pending:
        id_ = pending.pop()
        if id_ not in reached:
            reached.add(id_)
            pending.extend(other for other in referenced_sources(ledger.sources[id_]) if other in ledger.sources)
    return reached
