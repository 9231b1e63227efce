"""After Markdown has read a page, links become marks, records become notes, and the result is compared with the text.

A note follows the outermost block (the whole list, table or quotation) that contains its mark. Anything that was read
but not drawn, or drawn but not read, is a difference.
"""

from __future__ import annotations

import xml.etree.ElementTree as etree
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from markdown.util import AtomicString
from msgspec import Struct

from ..base.catalogue import N_, said
from ..base.languages import tags_here
from ..base.model import Page
from ..base.webaddress import WEB_ADDRESS
from ..check.findings import Finding, Places, grouped, with_severity
from ..ledger.records import Ledger, Statement
from ..pages import article_path
from ..site.addresses import link_between, mark_id, note_id
from ..site.theme import HEADLINE
from ..words.told import Closed
from .buildstate import BuildState
from .compare import compare
from .drawnwords import Kept
from .elements import Stash, add
from .embeds import draw_embeds
from .notes import Display, display_of, draw_note
from .overview import OverviewLinks, draw_overview
from .room import has_room
from .tree import IN_NOTE, StatementLink, gather

_DEEPEST: Final = 8  # nested statements whose notes all show a finding in the innermost

Position = tuple[int, int]
"""A line and a column."""


class Drawing(Struct):
    """A page being drawn. `findings` are shown in it; `differences` collects those between read and drawn."""

    page: Page
    state: BuildState
    findings: list[Finding]
    stash: Stash
    kept: Sequence[Kept]
    differences: list[Finding]


class _Note(Struct):
    """A statement's number, the list item with its note, and what that says when closed."""

    number: int
    item: etree.Element
    closed: Closed


def draw(root: etree.Element, drawing: Drawing) -> None:
    """Turn the tree of one page into the annotated page."""
    ledger, page = drawing.state.ledger, drawing.page
    tree = gather(root, page, ledger)
    drawing.differences.extend(compare(page, ledger, tree, None if drawing.differences else drawing.kept))
    keys = {record.at: str(number) for number, record in enumerate(page.records)}  # as in `extract`
    remarks = _findings_by_statement(drawing)
    tags = tags_here()
    notes: dict[int, list[_Note]] = defaultdict(list)
    statements = ledger.statements.get(page.path, ())
    displays = [display_of(ledger, statement) for statement in statements]
    own_marks: dict[str, list[StatementLink]] = {}
    for statement, display in zip(statements, displays, strict=True):
        key = keys[statement.record.at]
        body = tree.bodies.get(key, ())
        item = draw_note(drawing.state, statement, display, body, remarks.get(statement.id, ()), drawing.stash)
        marks = own_marks[statement.ref] = tree.own_marks(statement)
        if marks:
            notes[marks[0].top].append(_Note(statement.number, item, display.closed))
        elif key in tree.places:
            _put_alone(tree.places[key], item, tags)
        else:  # its words were not drawn, which is a difference; the note goes at the end
            notes[len(root) - 1].append(_Note(statement.number, item, display.closed))
        own = {id(link) for link in marks}
        mentions = [link for link in tree.links.pop(statement.ref, []) if id(link) not in own]
        for link in mentions:
            _draw_mention(statement, display, link)
    _draw_marks(ledger, statements, displays, own_marks)
    for ref, elsewhere in tree.links.items():
        statement = ledger.by_ref[ref]
        for link in elsewhere:
            _draw_mention(statement, display_of(ledger, statement), link, from_page=page.path)
    draw_embeds(tree.embeds, drawing.state, page.path, drawing.stash)
    _wrap(root, notes, tags)
    if statements:
        compact = article_path(page.path, drawing.state.settings.ledger_page)
        address = link_between(page.path, compact) if compact in drawing.state.generated else ""
        links = OverviewLinks(address, _address_of(drawing.state.settings.reading_guide, page.path))
        _put_below_headline(root, draw_overview(drawing.state, statements, displays, links, drawing.stash))


def draw_excerpt(root: etree.Element, drawing: Drawing) -> None:
    """Turn the tree of a page into an excerpt for a list of posts: marks link to notes on the page; no ids."""
    ledger, page = drawing.state.ledger, drawing.page
    tree = gather(root, page, ledger)
    keys = {str(at): record.id.text for at, record in enumerate(page.records) if record.id}
    for key, place in tree.places.items():
        statement = ledger.by_ref.get(f"{page.path}#{keys.get(key, '')}")
        if statement is not None:
            place.tag = "p"
            place.attrib.clear()
            words = add(place, "a", {}, statement.words)
            tree.links[statement.ref].append(StatementLink(words, place, place, 0, statement.ref, False, False, 0))
    for ref, links in tree.links.items():
        statement = ledger.by_ref[ref]
        for link in links:
            link.element.attrib.pop("id", None)
            _draw_mention(statement, display_of(ledger, statement), link, from_page=page.path)
    for embed in tree.embeds:  # they are not part of the text
        for anchor in embed.paragraph.iter("a"):
            anchor.attrib.pop("title", None)


def _address_of(place: str, here: str) -> str:
    """The link from the page `here` to a page of the site, or to a web address; empty for none."""
    return place if not place or WEB_ADDRESS.fullmatch(place) else link_between(here, place)


def _put_below_headline(root: etree.Element, overview: etree.Element) -> None:
    at = next((index for index, block in enumerate(root) if block.tag == "h1"), -1)
    if at >= 0:  # styled by a class: by what follows, it would change when that arrives
        root[at].set("class", f"{root[at].get('class', '')} {HEADLINE}".strip())
    root.insert(at + 1, overview)


def _draw_marks(
    ledger: Ledger,
    statements: Sequence[Statement],
    displays: Sequence[Display],
    own_marks: Mapping[str, list[StatementLink]],
) -> None:
    """Draw all marks, inner ones first, so that outer ones can be drawn around them."""
    whole = {ref: list(marks) for ref, marks in own_marks.items()}
    for statement in statements:
        for around in ledger.within(statement) if "within" in statement.record.options else ():
            outer, inner = own_marks.get(around.ref), own_marks[statement.ref]
            if outer and inner and outer[0].run is inner[0].run:
                whole[around.ref] += inner
    for statement, display in sorted(zip(statements, displays, strict=True), key=lambda pair: len(whole[pair[0].ref])):
        if whole[statement.ref]:
            _draw_mark(
                statement, display, sorted(whole[statement.ref], key=lambda link: link.at), own_marks[statement.ref]
            )


def _draw_mark(statement: Statement, display: Display, parts: list[StatementLink], own: list[StatementLink]) -> None:
    """Draw the parts of a mark; parts that are not its `own` are marks of other statements, which it surrounds."""
    for index, link in enumerate(parts):
        if link not in own:
            _put_around(link)
        _to_mark(link.element, f"ann {display.classes}")
        link.element.set("id", mark_id(statement, index))
        if index == 0:
            link.element.set("aria-details", note_id(statement))
    last = parts[-1]
    ref = _ref(statement, display, f"#{statement.id}", display.label(statement.number))
    _insert_after(last.parent, last.element, ref)


def _put_around(link: StatementLink) -> None:
    around = etree.Element("mark")
    around.tail, link.element.tail = link.element.tail, None
    link.parent[list(link.parent).index(link.element)] = around
    around.append(link.element)
    link.element = around


def _draw_mention(statement: Statement, display: Display, link: StatementLink, from_page: str = "") -> None:
    """Draw a mention of a statement: a link in a note, a plain mark in a heading, a mark with a link in the text."""
    href = link_between(from_page, statement.page.path, statement.id) if from_page else f"#{statement.id}"
    if link.top == IN_NOTE:
        link.element.attrib.clear()
        link.element.set("href", href)
        for inner in list(link.element.iter("a"))[1:]:  # an address in its words: links cannot be nested
            inner.tag = "span"
            inner.attrib.clear()
        return
    _to_mark(link.element, f"ann ann-mention {display.classes}")
    if not from_page:
        link.element.set("aria-details", note_id(statement))
    if not link.in_heading:
        where = N_("Note {number} in another article") if from_page else N_("Note {number} in this article")
        ref = _ref(statement, display, href, said(where, number=statement.number))
        if from_page:  # its number would seem to be one of this page
            ref.text = AtomicString("↗")
        _insert_after(link.parent, link.element, ref)


def _to_mark(link: etree.Element, classes: str) -> None:
    kept = {name: value for name, value in link.attrib.items() if name in ("lang", "dir")}
    if id_ := link.get("id"):  # the author's own anchor, since the mark has an id of its own
        anchor = etree.Element("span", {"id": id_})
        anchor.tail, link.text = link.text, None
        link.insert(0, anchor)
    link.tag = "mark"
    link.attrib.clear()
    link.attrib.update({"class": classes, **kept})


def _ref(statement: Statement, display: Display, href: str, label: str) -> etree.Element:
    attributes = {"class": f"ann-ref {display.classes}", "role": "doc-noteref", "href": href, "aria-label": label}
    ref = etree.Element("a", {**attributes, "data-search-exclude": "true"})  # keeps numbers out of the search index
    ref.text = AtomicString(str(statement.number))
    return ref


def _insert_after(parent: etree.Element, element: etree.Element, new: etree.Element) -> None:
    new.tail, element.tail = element.tail, None
    parent.insert(list(parent).index(element) + 1, new)


def _put_alone(place: etree.Element, item: etree.Element, tags: Mapping[str, str]) -> None:
    place.tag = "ul"
    place.attrib.clear()
    place.attrib.update({"class": "ann-notes ann-alone", "role": "list", **tags})
    place.append(item)


def _wrap(root: etree.Element, notes: dict[int, list[_Note]], tags: Mapping[str, str]) -> None:
    """Wrap each block and its notes in an element; a link skips the notes. `tags` are those of the notes' language."""
    if notes and not len(root):
        etree.SubElement(root, "p")
    for nth, (top, items) in enumerate(sorted(notes.items()), start=1):
        block = root[top]
        wrapped = etree.Element("div", {"class": "ann-block"})
        wrapped.tail, block.tail = block.tail, None
        root[top] = wrapped
        wrapped.append(block)
        first, last = items[0].number, items[-1].number
        if first == last:
            label, skipping = said("Note {number}", number=first), said("Skip note {number}", number=first)
        else:
            label = said("Notes {first} to {last}", first=first, last=last)
            skipping = said("Skip notes {first} to {last}", first=first, last=last)
        column = add(wrapped, "div", {"class": "ann-column", **tags})
        skip = {"class": "ann-skip", "href": f"#after:{nth}", "data-search-exclude": "true"}
        add(column, "a", skip, skipping)
        classes = "ann-notes ann-roomy" if has_room(block, (note.closed for note in items)) else "ann-notes"
        add(column, "ul", {"class": classes, "role": "list", "aria-label": label}).extend(
            note.item
            for note in sorted(items, key=lambda note: note.closed.is_quiet)  # signs share a row, below the names
        )
        add(column, "span", {"id": f"after:{nth}", "tabindex": "-1"})


def draw_banner(findings: list[Finding]) -> etree.Element:
    """The findings at the top of a page, in a preview; closed where there is nothing but remarks."""
    errors = len(with_severity(findings, "error"))
    box, heading, kind = ("div", "p", "admonition failure") if errors else ("details", "summary", "info")
    banner = etree.Element(box, {"class": f"{kind} ann-faults"})
    title = etree.SubElement(banner, heading, {"class": "admonition-title"} if errors else {})
    parts = [f"{errors} to fix before this page can be published"] if errors else []
    parts += [f"{len(findings) - errors} to review"] if len(findings) > errors else []
    title.text = AtomicString(", ".join(parts))
    items = etree.SubElement(banner, "ul")
    for finding in grouped(findings):
        etree.SubElement(items, "li").text = AtomicString(str(finding))
    return banner


def banner(findings: list[Finding]) -> str:
    """The same as HTML."""
    return etree.tostring(draw_banner(findings), encoding="unicode")


def _findings_by_statement(drawing: Drawing) -> dict[str, list[Finding]]:
    """The page's findings by the statement whose block or mark contains them; otherwise by the nearest mark."""
    page = drawing.page
    own = sorted((f for f in drawing.findings if f.path == page.path), key=lambda finding: finding.line)
    statements = drawing.state.ledger.statements.get(page.path, ())
    if not own or not statements:
        return {}
    place = Places(page).line_and_column
    spans = sorted(
        (place(start), place(end), statement.id)
        for statement in statements
        for start, end in {(piece.at, piece.end) for piece in statement.marks} | {_lines_of(statement)}
    )
    found: dict[str, list[Finding]] = defaultdict(list)
    for finding in own:
        for id_ in dict.fromkeys(_around((finding.line, finding.column), spans)):
            found[id_].append(finding)
    return found


def _lines_of(statement: Statement) -> tuple[int, int]:
    return statement.record.at, statement.record.end


def _around(at: Position, spans: Sequence[tuple[Position, Position, str]]) -> Iterator[str]:
    """The statements around a place; if there are none, the next one on its line, or the one before."""
    behind = bisect_right(spans, at, key=lambda span: span[0])
    enclosing = [id_ for _, end, id_ in spans[max(0, behind - _DEEPEST) : behind] if at <= end]
    if enclosing:
        yield from enclosing
    elif behind < len(spans) and spans[behind][0][0] == at[0]:
        yield spans[behind][2]
    elif behind and spans[behind - 1][1][0] == at[0]:
        yield spans[behind - 1][2]
