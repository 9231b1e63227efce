"""The statements of a built page as W3C Web Annotations, for readers and archives that keep notes apart from pages.

One AnnotationPage for each page (https://www.w3.org/TR/annotation-model/), in the shape described in
docs/guide/annotations.md. It is generated from the page's published HTML, since only there words have positions: each
part of a mark is identified by its element, by its words with their context, and by its position. Positions count
characters from the start of the page's first `article` element, so that the theme around it and its scripts do not
matter.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ...base.catalogue import language, said
from ...base.model import Item, Page
from ...base.options import OptionName
from ...ledger.records import Ledger, Statement, state_of
from ...site.addresses import Site, mark_id, stem_of
from ...words.answers import answers_itself, given_in_words, more_answers, state_shown
from ...words.articles import answer_with_standing, article_of, headline_with_standing, values_in_words
from ...words.facts import Fact, facts
from ...words.labels import kind_label, type_label
from ...words.sentences import clauses, nested, sentence, stopped
from ...words.wording import attribution_in_brief
from ..jsontext import json_of
from .domtext import DomText, Span, dom_text
from .phrases import Phrases

CONTEXT: Final = "http://www.w3.org/ns/anno.jsonld"
NOWHERE: Final = Span(0, 0)
HTML_FRAGMENTS: Final = "http://tools.ietf.org/rfc/rfc3236"  # the standard's choice for ids of HTML elements

_AROUND: Final = 32  # characters on each side of a quote, at first
_MOST_AROUND: Final = 512
_WORD: Final = 24  # at most, to complete a word

_NAMING: Final[tuple[OptionName, ...]] = ("of", "source", "via", "within")

Json = dict[str, object]


def annotations_path(path: str) -> str:
    """The path on the site of the annotations of a page."""
    return f"data/articles/{stem_of(path)}.annotations.json"


def annotations_json(ledger: Ledger, site: Site, page: Page, html: str) -> str:
    """The annotations of one page, as JSON with a line for each. `html` is the page as published.

    Addresses are absolute if the site's address is known, otherwise relative to the JSON.
    """
    path = annotations_path(page.path)
    here = site.absolute(path) if site.root else ""
    source = site.absolute(page.path) if site.root else site.relative(path, page.path)
    statements, title = ledger.statements[page.path], headline_with_standing(ledger, article_of(ledger, page))
    found = dom_text(html)
    phrases = Phrases(found.text)
    head = {
        "@context": CONTEXT,
        "id": here or site.relative(path, path),
        "type": "AnnotationPage",
        "partOf": {
            "id": f"{here}#Collection",  # never an id of a statement, which has no capitals
            "type": "AnnotationCollection",
            "label": said("Who stands behind each statement of: {title}", title=title),
            "total": len(statements),
        },
        "startIndex": 0,
    }
    items = [
        json_of(
            {
                "id": f"{here}#{statement.id}",
                "type": "Annotation",
                "motivation": "describing",
                "body": [_described(ledger, statement), *_tags(ledger, statement)],
                "target": _targets(statement, source, found, phrases),
            }
        )
        for statement in statements
    ]
    lines = ",\n".join(items)
    return f'{json_of(head).removesuffix("}")},\n"items":[\n{lines}\n]}}\n'


def _described(ledger: Ledger, statement: Statement) -> Json:
    """All facts in one body, so that no program shows a claim without its attribution and answers."""
    return {
        "type": "TextualBody",
        "purpose": "describing",
        "format": "text/plain",
        "language": language(),
        "value": "\n".join(_lines(ledger, statement)),
    }


def _lines(ledger: Ledger, statement: Statement) -> Iterator[str]:
    # Translators: a kind, such as “Claim” or “Denied”
    yield said(
        "{kind} (statement {number}): “{words}”",
        kind=kind_label(statement.kind),
        number=statement.number,
        words=nested(statement.words),
    )
    yield sentence(attribution_in_brief(ledger, statement))
    yield said("Kind of source: {type}.", type=type_label(statement.type))
    for fact in facts(ledger, statement):
        if fact.key == "answers":
            yield from _answers(ledger, statement, fact)
        elif fact.links:
            # Translators: what a link leads to, and its address
            links = clauses(said("{label}, {address}", label=label, address=url) for label, url in fact.links)
            yield said("{term}: {facts}", term=fact.label, facts=links)
        else:
            # Translators: a term, such as “Who says it”, and what is known of it
            yield said("{term}: {facts}.", term=fact.label, facts=stopped([*values_in_words(ledger, fact)]))


def _answers(ledger: Ledger, statement: Statement, fact: Fact) -> Iterator[str]:
    if state := state_shown(ledger, statement):
        yield said("State: {state}.", state=state)
    for answer in fact.others:
        text = answer_with_standing(ledger, answer)
        if answer.page is not statement.page or not answers_itself(answer, statement):
            given, place = given_in_words(answer, statement)
            text = f"{text} {sentence(said(given, place=place))}"
        yield text
    if more := more_answers(ledger, statement):
        yield sentence(more)


def _tags(ledger: Ledger, statement: Statement) -> Iterator[Json]:
    """Tags of a statement: the terms by which lists select it, and what it names, which `whosaid import` reads."""
    record = statement.record
    tags = [
        f"kind: {statement.kind}",
        f"type: {statement.type}",
        f"route: {statement.route.kind}",
        *(f"certainty: {item.text}" for item in record.items("certainty")),
        *(f"{name}: {', '.join(map(_written, record.items(name)))}" for name in _NAMING if record.items(name)),
    ]
    if state := state_of(ledger, statement):
        tags.append(f"state: {state}")
    return ({"type": "TextualBody", "purpose": "tagging", "value": tag} for tag in tags)


def _written(item: Item) -> str:
    return f"{item.text} (implied)" if item.implied else item.text


def _targets(statement: Statement, source: str, found: DomText, phrases: Phrases) -> list[Json]:
    """A target for each part of its mark; a block that stands alone has only its element."""
    ids = [mark_id(statement, part) for part in range(len(statement.marks))] or [statement.id]
    return [
        {
            "type": "SpecificResource",
            "source": source,
            "selector": [
                {"type": "FragmentSelector", "conformsTo": HTML_FRAGMENTS, "value": id_},
                *_places(found, phrases, found.marks.get(id_, NOWHERE)),
            ],
        }
        for id_ in ids
    ]


def _places(found: DomText, phrases: Phrases, mark: Span) -> Iterator[Json]:
    """Selectors by words and position, if there are words: a mark may have only a picture.

    The context is as long as needed to make the words unique. In a text full of repetition, only the position does.
    """
    if mark.start == mark.end:
        return
    text, scope = found.text, found.scope
    around = _AROUND
    while True:
        start = _word_start(text, max(scope.start, mark.start - around), scope.start)
        end = _word_end(text, min(scope.end, mark.end + around), scope.end)
        enough = around >= _MOST_AROUND or (start == scope.start and end == scope.end)
        if enough or phrases.is_there_once(start, end):
            break
        around *= 2
    yield {
        "type": "TextQuoteSelector",
        "exact": text[mark.start : mark.end],
        "prefix": text[start : mark.start],
        "suffix": text[mark.end : end],
    }
    yield {"type": "TextPositionSelector", "start": mark.start - scope.start, "end": mark.end - scope.start}


def _word_start(text: str, at: int, least: int) -> int:
    """The start of the word at an offset, so that no context begins inside a word or a combined character."""
    for start in range(at, max(least, at - _WORD), -1):
        if text[start - 1].isspace():
            return start
    return max(least, at - _WORD)


def _word_end(text: str, at: int, most: int) -> int:
    for end in range(at, min(most, at + _WORD)):
        if text[end].isspace():
            return end
    return min(most, at + _WORD)
