"""One statement's note: a Material admonition that opens, with its facts in a fixed order.

Who says it, how it reached the article, the hedges, the answers, the editor's note, related claims, links: the order
that readers need it in, and each with what is missing said.
"""

from __future__ import annotations

import xml.etree.ElementTree as etree
from collections.abc import Iterable, Iterator

from msgspec import Struct

from ..base.vocabulary import AUTHOR_TYPES, KINDS
from ..check.findings import Finding
from ..ledger.records import Ledger, Statement, state_of
from ..site.addresses import link_between, mark_id, note_id
from ..words.facts import Fact, facts
from ..words.wording import (
    answer_in_words,
    given_in_words,
    more_answers,
    place_in_words,
    state_shown,
    type_label,
)
from .elements import Piece, Stash, escape, fill, literal


class Brief(Struct, frozen=True):
    """What marks, numbers and notes show of a statement in short.

    `classes` are what filters and styles know it by: group, source type, route, answers, whether it is an opinion.
    `extra` is the second fact beside the source type: what a response is, that an opinion is one, or what became of a
    claim.
    """

    classes: str
    type: str
    extra: str

    def label(self, number: int) -> str:
        """What a screen reader says for a note's number."""
        return f"Note {number}: {self.type.lower()}" + (f", {self.extra.lower()}" if self.extra else "")


def brief_of(ledger: Ledger, statement: Statement) -> Brief:
    """A statement in short."""
    kind, extra = KINDS[statement.kind], state_shown(ledger, statement)
    classes = f"ann-{statement.group.lower()} t-{statement.type} r-{statement.route.kind}"
    if ledger.answers(statement):
        classes += " s-answered"
    if state_of(ledger, statement) == "disputed" or statement.kind == "denial":
        classes += " s-disputed"
    if statement.kind == "opinion":
        classes += " s-opinion"
    if statement.type in AUTHOR_TYPES:
        classes += " s-author"
    if kind.family == "opinion" and statement.type != "opinion":
        extra = f"{kind.label}, {extra}" if extra else kind.label
    return Brief(classes, type_label(statement.type), kind.label if kind.family == "response" else extra)


def draw_note(
    ledger: Ledger,
    statement: Statement,
    brief: Brief,
    body: Iterable[etree.Element],
    faults: Iterable[Finding],
    stash: Stash,
) -> etree.Element:
    """The list item with a statement's note. `body` is the editor's note as rendered, `faults` what is to be mended."""
    item = etree.Element("li", {"class": brief.classes})
    # An element, since builders look for the anchors of a page in the tree.
    inside = etree.Element("div", {"class": "ann-body", "id": statement.id, "tabindex": "-1"})
    fill(inside, _inside(ledger, statement, body, faults), stash)
    extra = f' <strong class="ann-state">{escape(brief.extra)}</strong>' if brief.extra else ""
    opening = (
        f'<div id="{escape(note_id(statement))}" role="doc-footnote">'
        f'<details class="ann-card {statement.kind}"{"" if statement.marks else " open"}>'
        f'<summary><span class="ann-number" data-search-exclude="true">{statement.number} </span>'
        f'<span class="ann-type">{escape(brief.type)}</span>{extra}</summary>'
    )
    fill(item, (opening, inside, "</details></div>"), stash)
    return item


def _inside(
    ledger: Ledger, statement: Statement, body: Iterable[etree.Element], faults: Iterable[Finding]
) -> Iterator[Piece]:
    for fault in faults:
        what = "To mend" if fault.severity == "error" else "To look at"
        yield f'<p class="ann-fault">{what}: {escape(fault.message)} (line {fault.line})</p>'
    if statement.record.title is not None:
        yield f'<p class="ann-title">{escape(statement.record.title.text)}</p>'
    yield "<dl>"
    yield from _facts(ledger, statement, list(body))
    yield f"</dl>{_tools(ledger, statement)}"


def _tools(ledger: Ledger, statement: Statement) -> str:
    """The way back to the words, and on to the notes around."""
    links = []
    if statement.marks:
        text = f"Back to {KINDS[statement.kind].family} {statement.number} in the text"
        links.append(f'<a role="doc-backlink" href="#{escape(mark_id(statement))}">{text}</a>')
    around = ledger.statements[statement.page.path]
    if statement.number > 1:
        links.append(f'<a href="#{escape(around[statement.number - 2].id)}">Previous note</a>')
    if statement.number < len(around):
        links.append(f'<a href="#{escape(around[statement.number].id)}">Next note</a>')
    copying = 'data-copy="Copy link" data-copied="Copied" data-search-exclude="true"'
    return f'<p class="ann-tools" {copying}>{" ".join(links)}</p>'


def _facts(ledger: Ledger, statement: Statement, body: list[etree.Element]) -> Iterator[Piece]:
    for fact in facts(ledger, statement):
        if fact.key == "answers":
            yield from _answers(ledger, statement, fact)
            if body:
                yield '<dt>Editor’s note</dt><dd class="ann-editor">'
                yield from body
                yield "</dd>"
        elif fact.others:
            yield from _linked(fact, statement)
        elif fact.links:
            yield _addresses(fact)
        else:
            yield _fact(fact.label, fact.values)


def _answers(ledger: Ledger, statement: Statement, fact: Fact) -> Iterator[Piece]:
    if fact.values:
        yield _fact(fact.label, fact.values)
    if fact.others:
        yield f"<dt>{fact.label}</dt>"
        for answer in fact.others:
            yield f'<dd class="ann-answer">{escape(answer_in_words(answer))} '
            given, place = given_in_words(answer, statement)
            yield f"{given} " if given else ""
            yield _link(answer, statement, place)
            yield "</dd>"
        if more := more_answers(ledger, statement):
            yield f"<dd>{more}</dd>"


def _addresses(fact: Fact) -> str:
    shown = [f'<dd><a href="{escape(url)}" rel="noopener">{escape(label)}</a></dd>' for label, url in fact.links]
    return f"<dt>{fact.label}</dt>{''.join(shown)}"


def _linked(fact: Fact, here: Statement) -> Iterator[Piece]:
    yield f"<dt>{fact.label}</dt>"
    for other in fact.others:
        yield f"<dd>{escape(other.words)} "
        yield _link(other, here, place_in_words(other, here))  # reader modes drop what is mostly links
        yield "</dd>"
    if fact.more:
        yield f"<dd>and {fact.more} more</dd>"


def _link(other: Statement, here: Statement, text: str) -> Piece:
    """A link to a statement; one to another page is an element, whose address the builder still has to look up."""
    if other.page is here.page:
        return f'<a href="#{escape(other.id)}">{escape(text)}</a>'
    link = etree.Element("a", {"href": link_between(here.page.path, other.page.path, other.id)})
    link.text = literal(text)
    return link


def _fact(label: str, values: Iterable[str]) -> str:
    return f"<dt>{label}</dt>" + "".join([f"<dd>{escape(value)}</dd>" for value in values])
