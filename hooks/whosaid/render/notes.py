"""One statement's note: a Material admonition that opens, with its facts in a fixed order.

Who says it, how it reached the article, the hedges, the answers, the editor's note, related claims, links: the order
of READING.md R31. The markup follows READING.md §2.1.
"""

from __future__ import annotations

import posixpath
import xml.etree.ElementTree as etree
from collections.abc import Iterable

from ..findings import Finding
from ..ledger import Ledger, Statement, route_of, state_of
from ..vocabulary import KINDS, RELATIONS
from ..wording import (
    answer_in_words,
    date_in_words,
    names,
    overlap_in_words,
    quote_in_words,
    relation_label,
    route_in_words,
    scope_in_words,
    source_in_words,
    terms_in_words,
    type_label,
)
from .elements import add, add_text


def note_id(statement: Statement) -> str:
    """The element a mark's details refer to. The colon keeps it apart from every id an author can write."""
    return f"note:{statement.id}"


def mark_id(statement: Statement) -> str:
    """The statement's marked words."""
    return f"claim:{statement.id}"


def heading_of(ledger: Ledger, statement: Statement) -> str:
    """The second fact beside the source type: what a response is, or what became of a claim."""
    kind = KINDS[statement.kind]
    return kind.label if kind.family == "response" else state_of(ledger, statement)


def classes_of(ledger: Ledger, statement: Statement) -> str:
    """What filters and styles know a statement by: its group, source type, route and answers."""
    classes = [f"ann-{statement.group.lower()}", f"t-{statement.type}", f"r-{route_of(ledger, statement).kind}"]
    if ledger.answers(statement):
        classes.append("s-answered")
    if state_of(ledger, statement) == "Disputed" or statement.kind == "denial":
        classes.append("s-disputed")
    return " ".join(classes)


def ref_label(ledger: Ledger, statement: Statement) -> str:
    """What a screen reader says for a note's number."""
    extra = heading_of(ledger, statement)
    return f"Note {statement.number}: {type_label(statement).lower()}" + (f", {extra.lower()}" if extra else "")


def draw_note(
    ledger: Ledger, statement: Statement, body: Iterable[etree.Element], faults: Iterable[Finding]
) -> etree.Element:
    """The list item with a statement's note. `body` is the editor's note as rendered, `faults` what is to be mended."""
    item = etree.Element("li", {"class": classes_of(ledger, statement)})
    note = add(item, "div", id=note_id(statement), role="doc-footnote")
    stands_alone = not statement.marks
    details = add(note, "details", {"class": f"ann-card {statement.kind}"})
    if stands_alone:
        details.set("open", "open")
    summary = add(details, "summary")
    add(summary, "span", {"class": "ann-number", "data-search-exclude": "true"}, f"{statement.number} ")
    add(summary, "span", {"class": "ann-type"}, type_label(statement))
    if extra := heading_of(ledger, statement):
        summary[-1].tail = " "
        add(summary, "strong", {"class": "ann-state"}, extra)
    inside = add(details, "div", {"class": "ann-body", "id": statement.id, "tabindex": "-1"})
    for fault in faults:
        add(inside, "p", {"class": "ann-fault"}, f"To mend: {fault.message} (line {fault.line})")
    if statement.record.title is not None:
        add(inside, "p", {"class": "ann-title"}, statement.record.title.text)
    _facts(add(inside, "dl"), ledger, statement, list(body))
    copying = {"data-copy": "Copy link", "data-copied": "Copied", "data-search-exclude": "true"}
    tools = add(inside, "p", {"class": "ann-tools", **copying})
    if not stands_alone:
        text = f"Back to {KINDS[statement.kind].family} {statement.number} in the text"
        add(tools, "a", {"role": "doc-backlink", "href": f"#{mark_id(statement)}"}, text)
    around = ledger.statements[statement.page.path]
    for text, at in (("Previous note", statement.number - 2), ("Next note", statement.number)):
        if 0 <= at < len(around):
            add_text(tools, " ")
            add(tools, "a", {"href": f"#{around[at].id}"}, text)
    return item


def _facts(dl: etree.Element, ledger: Ledger, statement: Statement, body: list[etree.Element]) -> None:
    record = statement.record
    is_response = KINDS[statement.kind].family == "response"
    _fact(
        dl,
        "Who answers" if is_response else "Who says it",
        [source_in_words(ledger, s, statement) for s in statement.sources] or ["No source given"],
    )
    if overlap := overlap_in_words(ledger, statement):
        add(dl, "dd", {}, overlap)
    if is_response:
        _linked(dl, "What it answers", ledger.related(statement, "of"), statement)
    route = [route_in_words(ledger, statement)]
    if record.items("date"):
        route.append(f"Date: {date_in_words(record.value('date'))}")
    elif is_response:
        route.append("Date: not given")
    if terms := terms_in_words(statement):
        route.append(f"Terms: {terms}")
    if quote := quote_in_words(statement):
        route.append(f"Wording: {quote}")
    _fact(dl, "How it reached this article", route)
    if is_response:
        _fact(dl, "How far it goes", [scope_in_words(statement) or "not recorded"])
    elif record.items("certainty"):
        _fact(dl, "Certainty words used", [", ".join(item.text for item in record.items("certainty"))])
    if record.items("asked"):
        _fact(dl, "Asked", [date_in_words(record.value("asked"))])
    if parties := ledger.parties(statement):
        _fact(dl, "Whom it accuses", [names(parties)])
    _answers(dl, ledger, statement)
    if body:
        add(dl, "dt", {}, "Editor’s note")
        add(dl, "dd", {"class": "ann-editor"}).extend(body)
    for option in ("restates", *RELATIONS):
        label = "Repeats" if option == "restates" else relation_label(option)
        _linked(dl, label, ledger.related(statement, option), statement)
    _addresses(dl, statement)


def _answers(dl: etree.Element, ledger: Ledger, statement: Statement) -> None:
    answers = ledger.answers(statement)
    if answers:
        add(dl, "dt", {}, "Answers" if len(answers) > 1 else "Answer")
        for answer in answers:
            definition = add(dl, "dd", {"class": "ann-answer"}, f"{answer_in_words(ledger, answer)} ")
            _link(
                definition,
                answer,
                statement,
                f"(note {answer.number})" if answer.page is statement.page else "(its article)",
            )
    elif state_of(ledger, statement):
        _fact(dl, "Answer", [state_of(ledger, statement)])


def _addresses(dl: etree.Element, statement: Statement) -> None:
    record = statement.record
    links = [("Source", record.value("url")), ("Archived copy", record.value("archive-url"))]
    for source in statement.sources:
        links += [
            (source.label, source.text("url")),
            (f"{source.label}, archived copy", source.text("archive-url")),
        ]
    links = [(label, url) for label, url in links if url]
    if links:
        add(dl, "dt", {}, "Links")
        for label, url in links:
            add(add(dl, "dd"), "a", {"href": url, "rel": "noopener"}, label)


def _linked(dl: etree.Element, label: str, others: tuple[Statement, ...], here: Statement) -> None:
    if others:
        add(dl, "dt", {}, label)
        for other in others:
            _link(add(dl, "dd"), other, here, other.words)


def _link(parent: etree.Element, other: Statement, here: Statement, text: str) -> None:
    href = f"#{other.id}"
    if other.page is not here.page:
        href = posixpath.relpath(other.page.path, posixpath.dirname(here.page.path)) + href
    add(parent, "a", {"href": href}, text)


def _fact(dl: etree.Element, label: str, values: list[str]) -> None:
    add(dl, "dt", {}, label)
    for value in values:
        add(dl, "dd", {}, value)
