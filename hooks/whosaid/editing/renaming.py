"""A statement or a source gets another id, wherever the site names it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..base.filenames import SOURCES_FILE
from .changes import Refused, Rename
from .declaring import check_free
from .described import checked_id, record_of
from .edits import Edit
from .namings import Names, Sources, Statements
from .quotes import shown
from .working import Way, Working


def rename(site: Working, path: str, change: Rename) -> Iterator[Way]:
    """The statement of the page with this id, or else the source, and all that names it."""
    said = site.said(path)
    if change.id == change.new:
        raise Refused(f"it is called “{change.new}” already")
    if change.what == "statement" or (not change.what and change.id in said.records):
        record_of(said, change.id)
        checked_id(change.new, said)
        named: Names = Statements(f"{path}#{change.id}", change.new)
        pages: Iterable[str] = site.ledger.files
    else:
        on_page = change.id in said.page.own_sources and path != SOURCES_FILE
        if not on_page and change.id not in site.page(SOURCES_FILE).own_sources:
            what = change.what or "statement or source"
            raise Refused(f"there is no {what} {shown(change.id)} here")
        check_free(site, path, change.new, on_site=not on_page)
        named = Sources(change.id, change.new, path if on_page else "")
        pages = dict.fromkeys([*site.ledger.files, SOURCES_FILE])
    found = {one: named.places(page) for one in pages if change.id in (page := site.page(one)).text}
    size = len(change.id)
    edits = {one: [Edit(at, at + size, change.new) for at in sorted(places)] for one, places in found.items() if places}
    yield Way(edits, change.new, named.check)
