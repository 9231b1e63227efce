"""Where links to an id lead: to a statement, to another anchor, or nowhere.

A page's text does not show all its anchors: snippets, other extensions and the builder's settings for headings add
some. So the check uses the anchors a page may have, and a builder checks again with those of the page it built.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Mapping
from difflib import SequenceMatcher, get_close_matches
from html import unescape
from typing import Final
from urllib.parse import unquote

from ..base.faults import ReadingFault, UnknownAnchor, UnknownTarget
from ..base.model import Link, Page, Suspect
from ..base.patterns import pattern
from .records import Statement, ref_of

_MADE_BY_BUILDERS: Final = ("fn:", "fnref:", "__")
_MOST_COMPARED: Final = 2_000  # statements of one page
_MOST_LOOKED_UP: Final = 200  # names of a site; finding the nearest one among thousands takes milliseconds
_NEAR: Final = 0.65
_MUCH_LIKE: Final = 0.75

_ID: Final = pattern(r"\s(?:id|name)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE)

AnchorsOn = Callable[[str], Container[str] | None]
"""The anchors of the page at a path; None if they are not known."""


class Targets:
    """The targets of a site's links."""

    def __init__(self, pages: Mapping[str, Page], by_ref: Mapping[str, Statement], anchors_on: AnchorsOn) -> None:
        self.pages, self.by_ref, self.anchors_on = pages, by_ref, anchors_on
        self.looked_up: dict[str, tuple[str, ...]] = {}

    def faults_of_marks(self, page: Page) -> Iterator[ReadingFault]:
        """What is a fault only since a statement is meant, unless the page has that fault there anyway."""
        told = {(fault.kind, fault.at) for fault in page.faults}
        faults = (suspect.fault for suspect in page.suspects if self._is_fault(page, suspect))
        return iter({place: fault for fault in faults if (place := (fault.kind, fault.at)) not in told}.values())

    def _is_fault(self, page: Page, suspect: Suspect) -> bool:
        if not suspect.target:
            return bool(page.records)
        if suspect.unless_anchor and not self._is_anchor(page.path, suspect.target):
            return True
        if suspect.nearly and self._is_like_one(page.path, suspect.target):
            return True
        return ref_of(page.path, suspect.target) in self.by_ref

    def unknown(self, page: Page) -> Iterator[UnknownTarget | UnknownAnchor]:
        """The links of a page that lead to no statement or anchor; UnknownTarget if the id resembles a statement's."""
        titled = {s.target for s in page.suspects if s.unless_anchor}  # their titles are the fault
        for link in page.links:
            own = f"{page.path}#{link.id.text}"
            ref = ref_of(page.path, f"{link.file}#{link.id.text}") if link.file else own
            if ref in self.by_ref or (not link.file and link.id.text in titled):
                continue
            path, _, id_ = ref.rpartition("#")
            if path in self.pages and not self._is_anchor(path, id_):
                near = self._statements_near(path, id_)
                yield _unknown(link, near)

    def _is_anchor(self, path: str, id_: str) -> bool:
        if id_ == "top" or id_.startswith(_MADE_BY_BUILDERS):
            return True
        anchors = self.anchors_on(path)
        return anchors is None or id_ in anchors or unquote(id_) in anchors

    def _is_like_one(self, path: str, id_: str) -> bool:
        near = self._statements_near(path, id_)
        return any(SequenceMatcher(None, id_[:60], one).ratio() >= _MUCH_LIKE for one in near)

    def _statements_near(self, path: str, id_: str) -> tuple[str, ...]:
        """The statement of a page that a mistyped id may mean; if there are too many, only the first are looked up."""
        records, ref = self.pages[path].records, f"{path}#{id_}"
        if records and ref not in self.looked_up and len(self.looked_up) < _MOST_LOOKED_UP:
            ids = [record.id.text for record in records if record.id is not None]
            self.looked_up[ref] = tuple(get_close_matches(id_[:60].lower(), ids[:_MOST_COMPARED], 1, _NEAR))
        return self.looked_up.get(ref, ())


def _unknown(link: Link, near: tuple[str, ...]) -> UnknownTarget | UnknownAnchor:
    fault = UnknownTarget if near else UnknownAnchor
    return fault(link.id.at - 1, f"#{link.id.text}", near, link.file)


def anchors_in(html: str) -> frozenset[str]:
    """The anchors of a built page."""
    return frozenset(unescape(next(filter(None, found), "")) for found in _ID.findall(html))
