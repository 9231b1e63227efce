"""A page's tree after Markdown: where its links to statements, rendered notes, places and embeds are."""

from __future__ import annotations

import itertools
import xml.etree.ElementTree as etree
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from ..base.model import Page
from ..ledger.records import Ledger, Statement, ref_of
from .embeds import Place, find_embeds
from .extract import NOTE_TAG, PLACE_TAG

IN_NOTE: Final = -1
_HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_RUNS: Final = _HEADINGS | {
    "p",
    "li",
    "td",
    "th",
    "dd",
    "dt",
    "figcaption",
    "summary",
    "caption",
    "div",
    "blockquote",
}


class StatementLink(Struct, eq=False):
    """A link to a statement in the tree.

    `run` is the nearest block around it, `top` the index of the outermost one, or IN_NOTE. `at` counts the links of the
    page. `element` is the child of `parent`: the mark, or the outermost of the marks
    drawn around it.
    """

    element: etree.Element
    parent: etree.Element
    run: etree.Element
    top: int
    ref: str
    in_heading: bool
    declares: bool
    at: int


class Tree(Struct, eq=False):
    """The input of `draw`. `bodies` and `places` are by the number of their record on the page, as text."""

    root: etree.Element
    links: dict[str, list[StatementLink]]
    bodies: dict[str, etree.Element]
    places: dict[str, etree.Element]
    embeds: list[Place]

    def own_marks(self, statement: Statement) -> list[StatementLink]:
        """The links that are the statement's own mark, chosen as in `joining`, but in the tree."""
        own = [s for s in self.links.get(statement.ref, ()) if not s.in_heading and s.top != IN_NOTE]
        if statement.record.form == "short":
            declaring = {id(link.run) for link in own if link.declares}
            own = [link for link in own if id(link.run) in declaring]
        return [link for link in own if link.run is own[0].run]


def gather(root: etree.Element, page: Page, ledger: Ledger) -> Tree:
    """Search the tree once; the rendered notes are removed from it."""
    bodies = _take_bodies(root)
    links: dict[str, list[StatementLink]] = defaultdict(list)
    count = itertools.count()
    for top, block in enumerate(root):
        for link in _links_in(block, root, top, page.path, ledger, count):
            links[link.ref].append(link)
    for body in bodies.values():
        for link in _links_in(body, body, IN_NOTE, page.path, ledger, count):
            links[link.ref].append(link)
    places = {place.get("n", ""): place for place in root.iter(PLACE_TAG)}
    return Tree(root, links, bodies, places, find_embeds(root))


def _take_bodies(root: etree.Element) -> dict[str, etree.Element]:
    """The rendered editor's notes by the number of their record, removed from the tree."""
    found: dict[str, etree.Element] = {}
    for parent in list(root.iter()):
        for note in [child for child in parent if child.tag == NOTE_TAG]:
            found[note.get("n", "")] = note
            parent.remove(note)
    return found


def _links_in(
    block: etree.Element, parent: etree.Element, top: int, path: str, ledger: Ledger, count: Iterator[int]
) -> Iterator[StatementLink]:
    """The links to statements in a block, in the order of the text."""
    pending = [(block, parent, block, False)]
    while pending:
        node, above, run, in_heading = pending.pop()
        if node.tag in _RUNS:
            run, in_heading = node, in_heading or node.tag in _HEADINGS
        elif node.tag == "a" and "#" in (href := node.get("href", "")) and node.get("class") != "headerlink":
            ref = ref_of(path, href)
            if ref in ledger.by_ref:
                yield StatementLink(node, above, run, top, ref, in_heading, node.get("title") is not None, next(count))
        pending.extend((child, node, run, in_heading) for child in reversed(node) if isinstance(child.tag, str))
