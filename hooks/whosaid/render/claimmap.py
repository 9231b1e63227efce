"""The claim map in a page: a list of claims with the answers to each, beside it if there is room.

An answer is shown in full at the first claim it answers; at the others, only who answered and how. So a denial of
hundreds of claims is not repeated hundreds of times, and no lines are needed to connect answers and claims.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Callable, Iterable, Iterator
from html import escape
from typing import Final

from markupsafe import Markup

from ..base.catalogue import said
from ..base.markup import html, joined, lang_of, said_in_html
from ..base.model import Page, Source
from ..ledger.records import Ledger, Statement, group_of, is_declared
from ..words.answers import response_by
from ..words.labels import type_label
from ..words.sentences import and_more_in_html, capital, listed_in_html
from ..words.ties import ClaimMap, Line, claim_map, is_answer, lines_of, tie_in_words
from ..words.wording import route_in_words, title_of
from .elements import Stash, fill, literal
from .table import type_line

Address = Callable[[Statement], str]
"""The address of a statement's note, relative to the page of the map."""

SourceAddress = Callable[[Source, Page], str]
"""The address of a source's page, empty if there is none; the page is that of a claim attributed to it."""

_SHORT_TITLE: Final = 40  # characters of another article's title in a mere mention
_UNSHOWN: Final = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]")
"""Characters that are invisible, change the direction of text or are invalid in HTML."""
_PILE: Final = re.compile("([\u0300-\u036f]{3})[\u0300-\u036f]+")
"""More accents on one letter than any language has; they would overlap other lines."""


def draw_claim_map(
    frame: etree.Element,
    ledger: Ledger,
    page: Page,
    stash: Stash,
    address: Address,
    source_address: SourceAddress = lambda source, page: "",
    level: int = 1,
) -> None:
    """Put a page's map into an empty element, below a heading of `level`.

    Addresses are used as given, relative to its page.
    """
    map_ = claim_map(ledger, page)
    frame.set("aria-label", literal(said("Claim map: {title}", title=_plain(title_of(page)))))
    if map_.claims or map_.answers:
        parts = _Drawing(ledger, map_, address, source_address).parts(min(level + 1, 6))
    else:
        parts = iter([html("<p>{}</p>", said("There are no such statements."))])
    fill(frame, parts, stash)


class _Drawing:
    """One map, with functions for its addresses; `shown` are the answers already shown in full."""

    def __init__(self, ledger: Ledger, map_: ClaimMap, address: Address, source_address: SourceAddress) -> None:
        self.ledger, self.map = ledger, map_
        self.address, self.source_address = address, source_address
        self.shown: set[str] = set()

    def parts(self, level: int) -> Iterator[Markup]:
        """The claims with answers, cluster by cluster; then all other statements."""
        rows, others = [], []
        for cluster in self.map.clusters:
            if any(map(self.map.answers_to, cluster)):
                rows += [self._row(claim, starts=claim is cluster[0]) for claim in cluster]
            else:
                others += [self._alone(claim) for claim in cluster]
        for answer in self.map.answers:
            if answer.ref not in self.shown:
                others += self._answer(answer)
        groups = ((said("Statements with answers"), "rows", rows), (said("Other statements"), "others", others))
        for title, kind, items in groups:
            if rows and others:
                yield html("<h{}>{}</h{}>", level, title, level)
            if items:
                yield html('<ul class="ann-map-{}" role="list">{}</ul>', kind, joined(items))

    def _row(self, claim: Statement, *, starts: bool) -> Markup:
        """A claim, with its state and answers beside it."""
        lines = list(lines_of(self.ledger, self.map, claim))
        answers = [item for answer in self.map.answers_to(claim) for item in self._answer(answer, claim)]
        beside = joined(self._state(claim, lines))
        if answers:
            beside += html('<ul role="list">{}</ul>', joined(answers))
        outer = self.map.outer_of(claim)
        return html(
            '<li class="{}{}"><div class="ann-map-claim ann-{}">{}</div>{}</li>',
            "ann-map-start" if starts else "ann-map-next",
            " ann-map-inner" if outer is not None and not is_answer(outer) else "",
            claim.group.lower(),
            joined(self._claim(claim, lines)),
            html('<div class="ann-map-answers">{}</div>', beside) if beside else "",
        )

    def _alone(self, claim: Statement) -> Markup:
        """A claim or an opinion without an answer."""
        lines = list(lines_of(self.ledger, self.map, claim))
        content = joined([*self._claim(claim, lines), *self._state(claim, lines)])
        return html('<li class="ann-map-claim ann-{}">{}</li>', claim.group.lower(), content)

    def _claim(self, claim: Statement, lines: Iterable[Line]) -> Iterator[Markup]:
        """A claim's words, source and ties."""
        number, words, *rest = lines
        yield self._words(claim, number, words)
        for line in rest:
            if line.role == "who":
                yield _paragraph("who", line.text)
                yield from self._voices(claim) if claim.page is self.map.page else ()
            elif line.role in ("tie", "answered"):
                yield self._tie(line)

    def _voices(self, claim: Statement) -> Iterator[Markup]:
        """Its sources, each with a link to its page; after the last, the route."""
        sources = [source for source in claim.sources if is_declared(source)]
        for source in sources:
            address = self.source_address(source, claim.page)
            parts = [
                _link(address, capital(source.label)),
                type_line(group_of(source), source.type, type_label(source.type)),
            ]
            if source is sources[-1] and claim.route.kind != "none":
                parts.append(html("{}", _plain(said("Route: {route}", route=route_in_words(claim)))))
            yield _paragraph("voice", joined(parts, " · "))

    def _state(self, claim: Statement, lines: Iterable[Line]) -> Iterator[Markup]:
        """The state of a claim, with those who answered unless all answers are shown beside it."""
        texts = {line.role: line.text for line in lines}
        if "state" in texts:
            state = html("<strong>{}</strong>", texts["state"])
            beside, known = self.map.answers_to(claim), self.ledger.answers(claim)
            if len(beside) < len(known) or claim.ref in self.ledger.unlisted:
                state = said_in_html("{state}. {answers}", state=state, answers=_plain(texts["answers"]))
            yield _paragraph("state", state)

    def _answer(self, answer: Statement, claim: Statement | None = None) -> Iterator[Markup]:
        """An answer to this claim and the answers to it, each in full the first time."""
        waiting = [(answer, html(""))]
        while waiting:
            answer, classes = waiting.pop()
            if answer.ref in self.shown:
                content: Iterable[Markup] = [self._again(answer)]
            else:
                self.shown.add(answer.ref)
                content = self._in_full(answer, claim)
                replies = [reply for reply in self.map.answers_to(answer) if reply.ref not in self.shown]
                waiting += [(reply, html(' class="ann-map-reply"')) for reply in reversed(replies)]
            yield html("<li{}>{}</li>", classes, joined(content))

    def _in_full(self, answer: Statement, claim: Statement | None) -> Iterator[Markup]:
        """Who answered and how, the words, and ties to other claims."""
        number, words, who, *rest = lines = list(lines_of(self.ledger, self.map, answer))
        yield _paragraph("answer", html("<strong>{}</strong>", _plain(who.text)))
        yield self._words(answer, number, words)
        for line in rest:
            if line.role == "details":
                yield _paragraph("details", line.text)
            elif line.role == "answered" and claim in line.others:
                if others := [other for other in line.others if other is not claim]:
                    links = and_more_in_html(listed_in_html(map(self._number, others)), line.more)
                    yield _paragraph("tie", said_in_html("Also answers {statements}", statements=links))
            elif line.role in ("tie", "answered"):
                yield self._tie(line)
        yield from self._state(answer, lines)

    def _again(self, answer: Statement) -> Markup:
        """A reference to an answer shown above."""
        who = _plain(capital(response_by(answer)))
        # Translators: the number of an answer, and what it is: “4 Denied by Russia, see above”
        text = said_in_html("{number} {answer}, see above", number=self._number(answer), answer=who)
        return _paragraph("again", text)

    def _words(self, statement: Statement, number: Line, words: Line) -> Markup:
        """A statement's number and words; preceded by the article's title if it is another one."""
        link, text = _link(self.address(statement), number.text), _plain(words.text)
        if lang := lang_of(statement.page.language):
            text = html("<span{}>{}</span>", lang, text)
        if statement.page is not self.map.page:
            return _paragraph("where", link) + _paragraph("words", text)
        return _paragraph("words", html("{} {}", link, text))

    def _tie(self, line: Line) -> Markup:
        """A statement's ties, with the numbers of the others."""
        return _paragraph("tie", Markup(tie_in_words(line, escape, map(self._number, line.others))))

    def _number(self, statement: Statement) -> Markup:
        return _link(self.address(statement), self.map.name(statement, _SHORT_TITLE))


def _paragraph(kind: str, text: str) -> Markup:
    """A paragraph of the map, in the direction of its text."""
    return html('<p class="ann-map-{}" dir="auto">{}</p>', kind, _plain(text))


def _link(address: str, text: str) -> Markup:
    """A link, or just the text if there is no address."""
    text = _plain(text)
    return html('<a href="{}" dir="auto">{}</a>', address, text) if address else html("{}", text)


def _plain(text: str) -> str:
    """Text on one line, without characters that affect other text. Markup is kept."""
    if isinstance(text, Markup):
        return text
    return _PILE.sub(r"\1", _UNSHOWN.sub("", " ".join(text.split())))
