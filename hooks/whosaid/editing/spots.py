"""What stands in the way of a mark: other marks and links, code, emphasis, the end of a paragraph."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct

from ..base.model import Link
from .finding import Article, Span

_EMPHASIS: Final = re.compile(r"\*+|_+|~~|==|\^\^")
_LINK: Final = re.compile(
    r"""
    (?<!\\) !?\[ (?!\^) [^\[\]]* (?: \[[^\[\]]*\] [^\[\]]* )* \]
    (?: \( [^()]* (?: \([^()]*\) [^()]* )* \) | \[[^\[\]]*\] )
    """,
    re.VERBOSE,
)
_OPAQUE: Final = re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)|\\[^\w\s]", re.DOTALL)
_TAG: Final = re.compile(
    r"""
    <!-- | < (?P<close>/)? (?: (?P<alone> (?:br|hr|img|wbr)\b[^<>]* | [^<>\s]*[:@][^<>]* | [A-Za-z][^<>]*/ )
                             | [A-Za-z][^<>]* ) >
    """,
    re.VERBOSE | re.IGNORECASE,
)
_NEXT: Final = "it goes on in the next paragraph or item, and a mark cannot; annotate each of them"


class Spot(Struct, frozen=True):
    """Words that can be marked, or that are: where they are in the text of an article, and where in its file.

    `marked` is the id of the mark that they already have.
    """

    text: Span
    file: Span
    marked: str = ""


class InTheWay(ValueError):
    """Why words cannot be marked, in words."""


class Spots:
    """The places of an article that can be marked; `around` is a mark that is in no way, since it will be split."""

    def __init__(self, article: Article, around: Link | None = None) -> None:
        self._around = around.at if around else -1
        self.article, self.page, self.prose = article, article.page, article.prose
        ids = {record.id.text for record in self.page.records if record.id is not None}
        links = [link for link in self.page.links if (link.file or link.id.text in ids) and link is not around]
        self._marks = [(self._trimmed(link.words_at, link.words_end), link.id.text) for link in links]

    def _trimmed(self, words_at: int, words_end: int) -> Span:
        start, end = self.prose.from_file(words_at, words_end)
        words = self.prose.text[start:end]
        return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())

    def parts(self, place: Span, *, heading: bool = False) -> list[Spot]:
        """The words at a place, in parts around the links and the whole marks in them. Raises InTheWay."""
        if place[1] > self.prose.passage_at(place[0]).end:  # though each part may be in one paragraph
            raise InTheWay(_NEXT)
        pieces, at = list[Span](), place[0]
        for start, end in sorted(self._inside(place)):
            pieces.append((at, start))
            at = max(at, end)
        pieces.append((at, place[1]))
        found = [self._of_words(piece, place) for piece in pieces]
        return [self.spot(piece, heading=heading) for piece in found if piece[0] < piece[1]] or [self.spot(place)]

    def _inside(self, place: Span) -> Iterator[Span]:
        """The links and marks that are in some words, and not all of them."""
        bare, run = _without_signs(self.prose.text, place), self.prose.passage_at(place[0]).run
        links = (link for link in _LINK.finditer(self.page.text, run.start, run.end) if link[0][0] != "!")
        spans = [*(self.prose.from_file(*link.span()) for link in links), *(span for span, _ in self._marks)]
        for start, end in spans:
            if place[0] <= start < end <= place[1] and _without_signs(self.prose.text, (start, end)) != bare:
                yield start, end

    def _of_words(self, piece: Span, place: Span) -> Span:
        """A part without the signs between it and what it stands beside; nothing if it has no word."""
        text, (start, end) = self.prose.text, piece
        if not any(sign.isalnum() for sign in text[start:end]):
            return start, start
        if start > place[0]:
            start = end - len(text[start:end].lstrip(" \n,;:.!?)"))
        if end < place[1]:
            end = start + len(text[start:end].rstrip(" \n("))
        return start, end

    def spot(self, place: Span, *, heading: bool = False) -> Spot:
        """The words at a place. Raises InTheWay if they cannot be marked; those of a heading can only be mentioned."""
        start, end = place
        for span, id_ in self._overlapping(place):
            if _without_signs(self.prose.text, span) == _without_signs(self.prose.text, place):
                return Spot(place, self.prose.in_file(*place), id_)
            line = self.article.line_of(start)
            raise InTheWay(f"some of these words are already marked, as “{id_}” (line {line}); mark the rest by hand")
        passage = self.prose.passage_at(start)
        if end > passage.end:
            raise InTheWay(_NEXT)
        if passage.run.place == "heading" and not heading:
            raise InTheWay("it is a heading, where words can only be mentioned; quote the text below it")
        file = self.prose.in_file(start, end)
        if "|" in self.page.text[slice(*file)] and "\n" in self.prose.text[start:end]:
            raise InTheWay("it goes on in the next cell of a table, and a mark cannot; annotate each of them")
        file = self._with_code(file, place, passage.code)
        return Spot(place, self._with_signs(file, start, end))

    def _with_code(self, file: Span, place: Span, spans: Sequence[Span]) -> Span:
        """The words with the signs of the code that they begin or end with, if all of that code is among them."""
        for code in spans:
            if code[0] < file[1] and file[0] < code[1] and not (file[0] <= code[0] and code[1] <= file[1]):
                start, end = self.prose.from_file(*code)
                if not (place[0] <= start and end <= place[1]):
                    raise InTheWay("only some of it is code, where a mark cannot begin or end; quote all of the code")
                file = min(file[0], code[0]), max(file[1], code[1])
        return file

    def _overlapping(self, place: Span) -> Iterator[tuple[Span, str]]:
        return ((span, id_) for span, id_ in self._marks if span[0] < place[1] and place[0] < span[1])

    def _with_signs(self, file: Span, start: int, end: int) -> Span:
        """The words with the signs around them that belong to them, such as both ends of emphasis."""
        text, starts, ends = self.page.text, self.prose.starts, self.prose.ends
        passage = self.prose.passage_at(start)
        first = ends[start - 1] if start > passage.start else passage.run.start
        last = starts[end] if end < passage.end else max(file[1], _end_of_signs(text, file[1], passage.run.end))
        first = _start_of_signs(text, first, file[0])
        choices = [file, (first, file[1]), (file[0], last), (first, last)]
        self._refuse_links(file, passage.run.start, passage.run.end)
        for choice in choices:
            if _is_balanced(text[slice(*choice)]):
                return choice
        raise InTheWay("only some of it is emphasised, or in an element of HTML; quote all of that or none of it")

    def _refuse_links(self, file: Span, start: int, end: int) -> None:
        for link in _LINK.finditer(self.page.text, start, end):
            if link.start() < file[1] and file[0] < link.end() and link.start() != self._around:
                raise InTheWay("there is a link in it or around it, and a mark can have none; mark the words beside it")


def same_words(text: str, one: Span, other: Span) -> bool:
    """Whether two places have the same words, apart from signs at their ends."""
    return _without_signs(text, one) == _without_signs(text, other)


def _without_signs(text: str, span: Span) -> Span:
    """The place of words without the signs at their ends, which some take for part of a quote."""
    start, end = span
    words = text[start:end]
    left, right = len(words) - len(words.lstrip(_ENDS)), len(words) - len(words.rstrip(_ENDS))
    return start + left, end - right


_ENDS: Final = " \n\t\"'“”„‘’«».,;:!?"


def _start_of_signs(text: str, first: int, at: int) -> int:
    """Where the signs of emphasis right before a place start, not before `first`."""
    while at > first and text[at - 1] in "*_~=^`":
        at -= 1
    return at


def _end_of_signs(text: str, at: int, last: int) -> int:
    while at < last and text[at] in "*_~=^`":
        at += 1
    return at


def _is_balanced(piece: str) -> bool:
    """Whether all emphasis and all elements that begin in a piece of Markdown end in it, and the other way round."""
    piece = _OPAQUE.sub(lambda code: "x" * len(code.group()), piece)
    signs = Counter(found.group() for found in _EMPHASIS.finditer(piece) if not _is_inside_word(piece, found))
    if any(times % 2 for times in signs.values()):
        return False
    open_tags = 0
    for tag in _TAG.finditer(piece):
        if tag.group() == "<!--":
            return False
        open_tags += -1 if tag["close"] else 0 if tag["alone"] else 1
        if open_tags < 0:
            return False
    return open_tags == 0


def _is_inside_word(piece: str, found: re.Match[str]) -> bool:
    before, after = piece[found.start() - 1 : found.start()], piece[found.end() : found.end() + 1]
    if found.group()[0] == "_":
        return before.isalnum() and after.isalnum()
    return (before.isspace() or not before) and (after.isspace() or not after) and len(piece) > 1 and before != after
