"""A statement's note: a name and a verb while it is closed; opened, three lines, and the rest behind “More”.

The rest is all facts in a fixed order: source, route, hedges, answers, the editor's note, related claims, links.
Missing facts are named as missing.
"""

from __future__ import annotations

import xml.etree.ElementTree as etree
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from markupsafe import Markup
from msgspec import Struct

from ..base.catalogue import N_, counted, parted, said
from ..base.kinds import KINDS, Family
from ..base.languages import tags_here, tags_of, turns
from ..base.markup import attributes, defined, html, isolated, joined
from ..base.model import Page, Source
from ..base.vocabulary import AUTHOR_TYPES
from ..check.findings import Finding
from ..ledger.records import Ledger, Statement, source_key, state_of
from ..site.addresses import link_between, mark_id, note_id
from ..words.answers import answer_in_words, given_in_words, more_answers
from ..words.articles import standing_in_brief
from ..words.facts import Fact, facts
from ..words.labels import kind_inside, state_inside, type_inside
from ..words.namesapart import names_apart
from ..words.sentences import capital, listed
from ..words.told import Closed, closed, told
from ..words.wording import place_in_words, title_of
from .buildstate import BuildState
from .elements import Links, Piece, Stash, fill, literal
from .links import SIDE_BY_SIDE, comparison_of

_BACK: Final[dict[Family, str]] = {
    "claim": N_("Back to claim {number} in the text"),
    "opinion": N_("Back to opinion {number} in the text"),
    "response": N_("Back to response {number} in the text"),
}


class Display(Struct, frozen=True):
    """How marks, numbers and notes display a statement.

    `classes` are for filters and styles: group, source type, route, answers, whether it is an opinion, and whether it
    is quiet: the author's own, and answered by nobody. `extras` are the facts beside the source type: the kind of a
    response or an opinion, the state of a claim. All are worded as inside a sentence. `closed` is what the closed note
    says.
    """

    classes: str
    type: str
    extras: tuple[str, ...]
    closed: Closed

    def label(self, number: int) -> str:
        """The label of a note's number, for screen readers."""
        return said("Note {number}: {facts}", number=number, facts=listed((self.type, *self.extras)))


def display_of(ledger: Ledger, statement: Statement) -> Display:
    """How a statement is displayed."""
    kind, state = KINDS[statement.kind], state_of(ledger, statement)
    classes = f"ann-{statement.group.lower()} t-{statement.type} r-{statement.route.kind}"
    if ledger.answers(statement):
        classes += " s-answered"
    if state == "disputed" or statement.kind == "denial":
        classes += " s-disputed"
    if statement.kind == "opinion":
        classes += " s-opinion"
    if statement.type in AUTHOR_TYPES:
        classes += " s-author"
    line = closed(ledger, statement)
    if line.is_quiet:
        classes += " s-quiet"
    tells_kind = kind.family == "response" or (kind.family == "opinion" and statement.type != "opinion")
    extras = (
        kind_inside(statement.kind) if tells_kind else "",
        state_inside(state) if kind.family != "response" else "",
    )
    return Display(classes, type_inside(statement.type), tuple(filter(None, extras)), line)


def draw_note(
    state: BuildState,
    statement: Statement,
    display: Display,
    body: Iterable[etree.Element],
    faults: Iterable[Finding],
    stash: Stash,
) -> etree.Element:
    """The list item with a statement's note. `body` is the rendered editor's note, `faults` are its findings."""
    tags = tags_here()  # at both, since scripts move a note to the end of the page, and its inside into the text
    item = etree.Element("li", {"class": display.classes, **tags})
    # An element, since builders look for anchors in the tree.
    inside = etree.Element("div", {"class": "ann-body", "id": statement.id, "tabindex": "-1", **tags})
    fill(inside, _inside(state, statement, display, body, faults), stash)
    opening = html(
        '<div id="{}" role="doc-footnote"><details class="ann-card {}"{}>'
        '<summary><span class="ann-number" data-search-exclude="true">{} </span>'
        '<span class="ann-type"><span>{}</span></span> {}</summary>',
        note_id(statement),
        statement.kind,
        # Of those with one name, the browser opens one at a time.
        html(' name="ann-note"') if statement.marks else html(" open"),
        statement.number,
        capital(display.type),
        Markup() if display.closed.is_quiet else _closed(display.closed, _apart(state.ledger, statement)),
    )
    fill(item, (opening, inside, html("</details></div>")), stash)
    return item


Written = Callable[[str], Markup]
"""A text as HTML, in which names are set apart."""


def _apart(ledger: Ledger, statement: Statement) -> Written:
    """For what is told of a statement."""
    return lambda text: names_apart(text, ledger, statement, *ledger.answers(statement))


def _closed(line: Closed, apart: Written) -> Markup:
    """The line of a closed note. What stands beside the name in the voice of a claim may be left out of it."""
    before, name, after = line.text.partition(line.name)
    if line.is_answer:
        return html("<span>{}{}<strong>{}</strong></span>", before, apart(name), after)
    state = html(' <strong class="ann-state">{}</strong>', apart(line.state)) if line.state else ""
    beside = _beside(before, line, apart), apart(name), _beside(after, line, apart)
    return html("<span>{}{}{}{}</span>", *beside, state)


def _beside(words: str, line: Closed, apart: Written) -> Markup:
    if not words:
        return Markup()
    return html('<span class="ann-beside" style="--ann-letters:{}">{}</span>', line.letters, apart(words))


def _inside(
    state: BuildState,
    statement: Statement,
    display: Display,
    body: Iterable[etree.Element],
    faults: Iterable[Finding],
) -> Iterator[Piece]:
    for fault in faults:
        what = "To fix" if fault.severity == "error" else "To review"
        yield html('<p class="ann-fault">{}: {} (line {})</p>', what, fault.message, fault.line)
    if not display.closed.is_quiet:
        outcome = html(' · <span class="ann-outcome">{}</span>', listed(map(capital, display.extras)))
        yield html('<p class="ann-kind">{}{}</p>', capital(display.type), outcome if display.extras else "")
    if statement.record.title is not None:
        yield html('<p class="ann-title"{}>{}</p>', _own(statement), statement.record.title.text)
    yield from _lines(state, statement)
    yield html('<details class="ann-more"><summary>{}</summary><dl>', said("More"))
    yield from _facts(state, statement, list(body))
    yield html("</dl>")
    if path := state.claim_pages.get(statement.ref):
        yield html('<p class="ann-page">')
        yield to_page(state, statement.page, path, said("All about this claim"))
        if comparison := comparison_of(statement, state):
            yield html(" · ")
            yield to_page(state, statement.page, comparison, said(SIDE_BY_SIDE))
        yield html("</p>")
    yield html("</details>{}", _tools(state.ledger, statement))


def _own(statement: Statement) -> Markup:
    """The attributes of the author's own words, which may be in a language that the rest of the note is not in."""
    return attributes(tags_of(statement.page.language))


def _lines(state: BuildState, statement: Statement) -> Iterator[Piece]:
    """The first lines, in which each name is a link to its page, and each number one to its note."""
    links = Links()

    def named(source: Source) -> str:
        path = state.source_pages.get(source_key(statement.page, source))
        return links.put(to_page(state, statement.page, path, source.label) if path else isolated(source.label))

    def numbered(other: Statement) -> str:
        is_here = other.page is statement.page
        return links.put(_link(state, other, statement, str(other.number) if is_here else title_of(other.page)))

    apart = _apart(state.ledger, statement)
    for line in told(state.ledger, statement, named, numbered):
        yield html("<p>")
        yield from links.pieces(line, apart)
        yield html("</p>")


def _tools(ledger: Ledger, statement: Statement) -> Markup:
    """Links back to the words, and to the notes before and after."""
    links = []
    if statement.marks:
        text = said(_BACK[KINDS[statement.kind].family], number=statement.number)
        links.append(html('<a role="doc-backlink" href="#{}">{}</a>', mark_id(statement), text))
    around = ledger.statements[statement.page.path]
    if statement.number > 1:
        links.append(html('<a href="#{}">{}</a>', around[statement.number - 2].id, said("Previous note")))
    if statement.number < len(around):
        links.append(html('<a href="#{}">{}</a>', around[statement.number].id, said("Next note")))
    # Translators: a button, then what it says when it was pressed
    copy, copied = said("Copy link"), said("Copied")
    copying = html('data-copy="{}" data-copied="{}" data-search-exclude="true"', copy, copied)
    return html('<p class="ann-tools" {}>{}</p>', copying, joined(links, " "))


def _facts(state: BuildState, statement: Statement, body: list[etree.Element]) -> Iterator[Piece]:
    apart = _apart(state.ledger, statement)
    for fact in facts(state.ledger, statement):
        if fact.key == "answers":
            yield from _answers(state, statement, fact)
            if body:
                yield html('<dt>{}</dt><dd class="ann-editor"{}>', said("Editor’s note"), _own(statement))
                yield from body
                yield html("</dd>")
        elif fact.others:
            yield from _linked(state, fact, statement)
        elif fact.links:
            yield _addresses(fact)
        else:
            yield defined(fact.label, map(apart, fact.values))


def _answers(state: BuildState, statement: Statement, fact: Fact) -> Iterator[Piece]:
    apart = _apart(state.ledger, statement)
    if fact.values:
        yield defined(fact.label, map(apart, fact.values))
    if fact.others:
        yield html("<dt>{}</dt>", fact.label)
        for answer in fact.others:
            given, place = given_in_words(answer, statement)
            before, after = parted(given, "place")
            yield html('<dd class="ann-answer">{} {}', apart(answer_in_words(answer)), before)
            yield _link(state, answer, statement, place)
            yield html("{}</dd>", after)
        if more := more_answers(state.ledger, statement):
            yield html("<dd>{}</dd>", more)


def _addresses(fact: Fact) -> Markup:
    shown = joined(html('<dd><a href="{}" rel="noopener">{}</a></dd>', url, label) for label, url in fact.links)
    return html("<dt>{}</dt>{}", fact.label, shown)


def _linked(state: BuildState, fact: Fact, here: Statement) -> Iterator[Piece]:
    yield html("<dt>{}</dt>", fact.label)
    for other in fact.others:
        yield html("<dd>{} ", names_apart(_words(state.ledger, other, here), state.ledger, other))
        yield _link(state, other, here, place_in_words(other, here))  # reader modes drop text that is mostly links
        yield html("</dd>")
    if fact.more:
        yield html("<dd>{}</dd>", counted(fact.more, "and {n} more", "and {n} more"))


def _words(ledger: Ledger, other: Statement, here: Statement) -> str:
    """A related statement's words; those from another page, whose notes are not beside them, with their standing."""
    if other.page is here.page:
        return other.words
    return said("{words} – {standing}", words=other.words, standing=standing_in_brief(ledger, other))


def to_page(state: BuildState, here: Page, path: str, text: str) -> Piece:
    """A link from one page to another."""
    return _away(state, here, path, "", text)


def _link(state: BuildState, other: Statement, here: Statement, text: str) -> Piece:
    """A link to a statement."""
    if other.page is here.page:
        return html('<a href="#{}">{}</a>', other.id, text)
    return _away(state, here.page, other.page.path, other.id, text)


def _away(state: BuildState, here: Page, path: str, id_: str, text: str) -> Piece:
    """A link to another page; if its address is not known, an element, in which the builder resolves it later."""
    if state.site.pages:
        hash_ = f"#{id_}" if id_ else ""
        direction = html(' dir="auto"') if turns(text) else Markup()
        return html('<a href="{}{}"{}>{}</a>', state.address(here.path, path), hash_, direction, text)
    link = etree.Element("a", {"href": link_between(here.path, path, id_), **({"dir": "auto"} if turns(text) else {})})
    link.text = literal(text)
    return link
