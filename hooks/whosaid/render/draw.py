"""After Markdown has read a page: links become marks, records become notes, and what was drawn is counted.

A note stands after the outermost block (the whole list, table or quotation) that holds its mark. Whatever the reader
has read but the page does not show, or the other way round, comes back as a difference.
"""

from __future__ import annotations

import posixpath
import xml.etree.ElementTree as etree
from collections import defaultdict
from collections.abc import Iterator

from markdown.util import AtomicString
from msgspec import Struct

from ..findings import Finding, Places
from ..ledger import Ledger, Statement, ref_of
from ..model import Page
from .cut import NOTE_TAG, PLACE_TAG
from .notes import draw_note, mark_id, note_id, ref_label

IN_NOTE = -1
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_RUNS = _HEADINGS | {
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


class Spot(Struct, eq=False):
    """A link to a statement, where Markdown has put it.

    `run` is the nearest block around it, `top` the index of the outermost one, or IN_NOTE.
    """

    link: etree.Element
    parent: etree.Element
    run: etree.Element
    top: int
    ref: str
    in_heading: bool
    declares: bool


class Drawing(Struct):
    """One page being drawn. `findings` are shown in it; `differences` between read and drawn are put there."""

    page: Page
    ledger: Ledger
    findings: list[Finding]
    differences: list[Finding]


def draw(root: etree.Element, drawing: Drawing) -> None:
    """Turn the tree of one page into the annotated page."""
    ledger, page = drawing.ledger, drawing.page
    bodies = _take_bodies(root)
    places = {place.get("n", ""): place for place in root.iter(PLACE_TAG)}
    spots = [spot for top, block in enumerate(root) for spot in _spots(block, root, top, drawing)]
    spots += [spot for body in bodies.values() for spot in _spots(body, body, IN_NOTE, drawing)]
    by_ref: dict[str, list[Spot]] = defaultdict(list)
    for spot in spots:
        by_ref[spot.ref].append(spot)
    numbers = {id(record): str(number) for number, record in enumerate(page.records)}
    faults = _faults_by_statement(drawing)
    notes: dict[int, list[etree.Element]] = defaultdict(list)
    _compare(drawing, by_ref, bodies, places)
    for statement in ledger.statements.get(page.path, ()):
        number = numbers[id(statement.record)]
        item = draw_note(ledger, statement, bodies.get(number, ()), faults.get(statement.id, ()))
        home = _home(statement, by_ref.get(statement.ref, []))
        if home:
            notes[home[0].top].append(item)
            _draw_mark(ledger, statement, home)
        elif number in places:
            _put_alone(places[number], item)
        else:
            notes[len(root) - 1].append(item)
        for spot in by_ref.pop(statement.ref, []):
            if spot not in home:
                _draw_mention(statement, spot)
    for ref, elsewhere in by_ref.items():
        for spot in elsewhere:
            _draw_mention(ledger.by_ref[ref], spot, from_page=page.path)
    _wrap(root, notes)
    if shown := [*drawing.findings, *drawing.differences]:
        root.insert(0, draw_banner(shown))


def _take_bodies(root: etree.Element) -> dict[str, etree.Element]:
    """The rendered editor's notes by the number of their record, taken out of the tree."""
    found: dict[str, etree.Element] = {}
    for parent in list(root.iter()):
        for note in [child for child in parent if child.tag == NOTE_TAG]:
            found[note.get("n", "")] = note
            parent.remove(note)
    return found


def _spots(block: etree.Element, parent: etree.Element, top: int, drawing: Drawing) -> Iterator[Spot]:
    """The links to statements in a block, in the order of the text."""
    path, known = drawing.page.path, drawing.ledger.by_ref
    pending = [(block, parent, block, False)]
    while pending:
        node, above, run, in_heading = pending.pop()
        if node.tag in _RUNS:
            run, in_heading = node, in_heading or node.tag in _HEADINGS
        elif node.tag == "a" and "#" in (href := node.get("href", "")) and node.get("class") != "headerlink":
            ref = ref_of(path, href)
            if ref in known:
                yield Spot(node, above, run, top, ref, in_heading, node.get("title") is not None)
        pending.extend((child, node, run, in_heading) for child in reversed(node) if isinstance(child.tag, str))


def _home(statement: Statement, spots: list[Spot]) -> list[Spot]:
    """The spots that are the statement's own mark, chosen as `joining` does, now in the tree."""
    own = [spot for spot in spots if not spot.in_heading and spot.top != IN_NOTE]
    if statement.record.form == "short":
        own = [spot for spot in own if any(spot.run is other.run and other.declares for other in own)]
    return [spot for spot in own if spot.run is own[0].run]


def _draw_mark(ledger: Ledger, statement: Statement, home: list[Spot]) -> None:
    for index, spot in enumerate(home):
        _to_mark(spot.link, f"ann ann-{statement.group.lower()}")
        if index == 0:
            spot.link.set("id", mark_id(statement))
            spot.link.set("aria-details", note_id(statement))
    last = home[-1]
    ref = _ref(statement.number, f"#{statement.id}", ref_label(ledger, statement))
    _insert_after(last.parent, last.link, ref)


def _draw_mention(statement: Statement, spot: Spot, from_page: str = "") -> None:
    """Words that mention a statement noted elsewhere: a link in a note, a plain mark in a heading, both in the text."""
    group = statement.group.lower()
    file = posixpath.relpath(statement.page.path, posixpath.dirname(from_page) or ".") if from_page else ""
    href = f"{file}#{statement.id}"
    if spot.top == IN_NOTE:
        spot.link.attrib.clear()
        spot.link.set("href", href)
        return
    _to_mark(spot.link, f"ann ann-{group} ann-mention")
    if not spot.in_heading:
        where = "in another article" if from_page else "in this article"
        ref = _ref(statement.number, href, f"Note {statement.number} {where}")
        _insert_after(spot.parent, spot.link, ref)


def _to_mark(link: etree.Element, classes: str) -> None:
    kept = {name: value for name, value in link.attrib.items() if name in ("lang", "dir")}
    link.tag = "mark"
    link.attrib.clear()
    link.attrib.update({"class": classes, **kept})


def _ref(number: int, href: str, label: str) -> etree.Element:
    attributes = {"class": "ann-ref", "role": "doc-noteref", "href": href, "aria-label": label}
    ref = etree.Element("a", {**attributes, "data-search-exclude": "true"})  # keeps digits out of the search index
    ref.text = AtomicString(str(number))
    return ref


def _insert_after(parent: etree.Element, element: etree.Element, new: etree.Element) -> None:
    new.tail, element.tail = element.tail, None
    parent.insert(list(parent).index(element) + 1, new)


def _put_alone(place: etree.Element, item: etree.Element) -> None:
    place.tag = "ul"
    place.attrib.clear()
    place.attrib.update({"class": "ann-notes ann-alone", "role": "list"})
    place.append(item)


def _wrap(root: etree.Element, notes: dict[int, list[etree.Element]]) -> None:
    """Each block with notes and its notes into one element, in this order."""
    if notes and not len(root):
        etree.SubElement(root, "p")
    for top, items in notes.items():
        block = root[top]
        wrapped = etree.Element("div", {"class": "ann-block"})
        numbers = [item.findtext(".//span", "").strip() for item in items]
        label = f"Note {numbers[0]}" if len(numbers) == 1 else f"Notes {numbers[0]} to {numbers[-1]}"
        wrapped.tail, block.tail = block.tail, None
        root[top] = wrapped
        wrapped.append(block)
        etree.SubElement(wrapped, "ul", {"class": "ann-notes", "role": "list", "aria-label": label}).extend(items)


def draw_banner(findings: list[Finding]) -> etree.Element:
    """What is to be mended, at the top of the page, in a preview."""
    banner = etree.Element("div", {"class": "admonition failure ann-faults"})
    title = etree.SubElement(banner, "p", {"class": "admonition-title"})
    title.text = AtomicString(f"{len(findings)} to mend before this page can be published")
    items = etree.SubElement(banner, "ul")
    for finding in findings:
        etree.SubElement(items, "li").text = AtomicString(str(finding))
    return banner


def _faults_by_statement(drawing: Drawing) -> dict[str, list[Finding]]:
    """The page's findings by the statement in whose block or mark they lie."""
    found: dict[str, list[Finding]] = defaultdict(list)
    if drawing.findings:
        places = Places(drawing.page)
        for statement in drawing.ledger.statements.get(drawing.page.path, ()):
            spans = [
                (statement.record.at, statement.record.end),
                *((mark.at, mark.end) for mark in statement.marks),
            ]
            lines = [(places.line_and_column(a)[0], places.line_and_column(b)[0]) for a, b in spans]
            for finding in drawing.findings:
                if finding.path == drawing.page.path and any(a <= finding.line <= b for a, b in lines):
                    found[statement.id].append(finding)
    return found


def _compare(
    drawing: Drawing,
    by_ref: dict[str, list[Spot]],
    bodies: dict[str, etree.Element],
    places: dict[str, etree.Element],
) -> None:
    """Marks and notes drawn = records read, or a difference."""
    page, ledger = drawing.page, drawing.ledger
    read: dict[str, list[int]] = defaultdict(list)
    for link in page.links:
        ref = ref_of(page.path, f"{link.file}#{link.id.text}")
        if ref in ledger.by_ref:
            read[ref].append(link.at)
    for ref in read.keys() | by_ref.keys():
        marks, drawn = read.get(ref, []), len(by_ref.get(ref, []))
        if len(marks) != drawn:
            at = marks[-1] if marks else 0
            how = f"stands {len(marks)} times in the text but Markdown draws it {drawn} times"
            drawing.differences.append(difference(page, at, f"the mark of “{ref.rpartition('#')[2]}” {how}"))
    for number, record in enumerate(page.records):
        name = f"“{record.id.text}”" if record.id else f"this {record.kind}"
        if record.body and str(number) not in bodies:
            drawing.differences.append(difference(page, record.at, f"the note of {name} is not drawn by Markdown"))
    for statement in ledger.statements.get(page.path, ()):
        home = bool(_home(statement, by_ref.get(statement.ref, [])))
        alone = str(page.records.index(statement.record)) in places if not statement.marks else False
        if home != bool(statement.marks) or not (home or alone or statement.record.title is None):
            at = statement.marks[0].at if statement.marks else statement.record.at
            drawing.differences.append(
                difference(page, at, f"“{statement.id}” is not drawn where it stands in the text")
            )


def difference(page: Page, at: int, what: str) -> Finding:
    """A difference between what the check has read and what Markdown has drawn."""
    places = Places(page)
    line, column = places.line_and_column(at)
    message = f"{what}; look for Markdown around it that changes its meaning"
    return Finding(page.file, line, column, "not-as-read", message, "error", places.piece(at), page.path)
