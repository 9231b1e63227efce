"""The text of a built page as a browser's DOM has it (`textContent`), and where its marks stand in it.

A small tokenizer instead of a parser: text does not depend on how a page's elements nest, but for the few things that
are minded here. It follows the tokenizer of the HTML standard: comments, raw text, character references, line ends,
the first line end of `pre`; what is in a `template` is no text. Two things are not followed, since no builder writes
them: words that stand in a table outside of its cells, which a browser moves before the table, and raw text inside a
`foreignObject`.

Positions count characters (code points), as the Web Annotation standard does.
"""

from __future__ import annotations

import re
from html import unescape
from typing import Final

from msgspec import Struct, field

_RAW: Final = frozenset(("script", "style", "xmp", "iframe", "noembed", "noframes"))
_RAW_WITH_REFERENCES: Final = frozenset(("textarea", "title"))
_LINE_END_SKIPPED: Final = frozenset(("pre", "listing", "textarea"))
_FOREIGN: Final = frozenset(("svg", "math"))
_MINDED: Final = _RAW | _RAW_WITH_REFERENCES | _LINE_END_SKIPPED | _FOREIGN | {"body", "article", "template", "mark"}

_CDATA: Final = "<![CDATA["
_FLAGS: Final = re.IGNORECASE | re.ASCII
_COMMENT_END: Final = re.compile(r"--!?>")
_TAG: Final = re.compile(r"<(?P<end>/?)(?P<name>[a-z][^\s/>]*)", _FLAGS)
_PLAIN_ATTRIBUTES: Final = re.compile(r'(?:\s+[^\s"\'<>/=]+(?:="[^"]*")?)*\s*/?>', _FLAGS)  # those of nearly all tags
_NAME_AND_EQUALS: Final = re.compile(r"[\s/]*(?:(?P<close>>)|[^\s/>][^\s/>=]*(?P<value>\s*=\s*)?)", _FLAGS)
_UNQUOTED: Final = re.compile(r"[^\s>]*", _FLAGS)
_ATTRIBUTE: Final = re.compile(r"""([^\s/>][^\s/>=]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]*)))?""", _FLAGS)
_NUMERIC: Final = re.compile(r"&#(x[0-9a-f]+|[0-9]+);?", _FLAGS)


class Span(Struct, frozen=True):
    """A piece of the text of a page's body, from `start` to before `end`."""

    start: int
    end: int


class DomText(Struct, frozen=True):
    """The text of a page's body. `scope` is its first `article` element, the whole body if there is none.

    `marks` are its `mark` elements by id.
    """

    text: str
    scope: Span
    marks: dict[str, Span]


def dom_text(html: str) -> DomText:
    """Read a page's HTML; any text will do."""
    reading = _Reading(html.replace("\r\n", "\n").replace("\r", "\n"))
    reading.read()
    text = "".join(reading.pieces)
    scope = reading.article or Span(0, len(text))
    scope = scope if scope.end >= 0 else Span(scope.start, len(text))  # it is never closed
    if not all(scope.start <= mark.start and mark.end <= scope.end for mark in reading.marks.values()):
        scope = Span(0, len(text))  # an article of the author's own, in a theme that has none
    return DomText(text, scope, reading.marks)


class _Reading(Struct):
    """The page as far as it is read: `length` is that of the `pieces`, the numbers tell what is open."""

    html: str
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    marks: dict[str, Span] = field(default_factory=dict)
    article: Span | None = None
    open_marks: list[tuple[str, int]] = field(default_factory=list)
    articles: int = 0
    templates: int = 0
    foreign: int = 0
    after_pre: bool = False

    def read(self) -> None:
        at = 0
        while at < len(self.html):
            start = self.html.find("<", at)
            start = len(self.html) if start < 0 else start
            if start > at:
                self.add(self.html[at:start])
            at = self.markup(start) if start < len(self.html) else start

    def markup(self, at: int) -> int:
        """Read what starts with `<`; where to read on."""
        html = self.html
        if (tag := _TAG.match(html, at)) is not None:
            end = _end_of_tag(html, tag.end())
            self.after_pre = False
            name = tag["name"].lower()
            if name not in _MINDED or end > len(html):
                return end
            if not tag["end"]:
                return self.open(name, html[tag.end() : end - 1], end)
            self.close(name)
            return end
        if html.startswith(_CDATA, at) and self.foreign:
            return self.cdata(at)
        if not html.startswith(("<!", "<?", "</"), at) or at + 2 == len(html):
            self.add("<")
            return at + 1
        self.after_pre = False
        if html.startswith(("<!-->", "<!--->"), at):
            return html.index(">", at) + 1
        if html.startswith("<!--", at):
            found = _COMMENT_END.search(html, at + 4)
            return found.end() if found else len(html)
        end = html.find(">", at)
        return end + 1 if end >= 0 else len(html)

    def add(self, text: str, *, raw: bool = False) -> None:
        """More text, in which references stand for characters unless it is `raw`."""
        text = text if raw else _decoded(text)
        if text and self.after_pre:
            text = text.removeprefix("\n")
            self.after_pre = False
        if not self.templates:
            self.pieces.append(text.replace("\0", ""))  # which a DOM has not
            self.length += len(self.pieces[-1])

    def cdata(self, at: int) -> int:
        """Text as it stands, in SVG and MathML; where to read on."""
        end = self.html.find("]]>", at)
        end = len(self.html) if end < 0 else end
        self.add(self.html[at + len(_CDATA) : end], raw=True)
        return end + 3

    def open(self, name: str, attributes: str, at: int) -> int:
        """Mind a start tag; where to read on."""
        if name in _FOREIGN:
            self.foreign += not attributes.endswith("/")
        if self.foreign:
            return at
        self.after_pre = name in _LINE_END_SKIPPED
        if name in _RAW or name in _RAW_WITH_REFERENCES:
            end = re.compile(rf"</{name}(?=[\s/>])|\Z", _FLAGS).search(self.html, at)
            assert end is not None  # the end of the text at least
            self.add(self.html[at : end.start()], raw=name in _RAW)
            return end.start()
        if name == "body" and not self.templates:
            self.pieces.clear()
            self.length = 0
        elif name == "template":
            self.templates += 1
        elif name == "article" and not self.templates:
            self.articles += 1
            self.article = self.article or Span(self.length, -1)
        elif name == "mark" and not self.templates:
            self.open_marks.append((_id_of(attributes), self.length))
        return at

    def close(self, name: str) -> None:
        """Mind an end tag."""
        if name in _FOREIGN:
            self.foreign -= bool(self.foreign)
        elif self.foreign:
            pass
        elif name == "template":
            self.templates -= bool(self.templates)
        elif self.templates:
            pass
        elif name == "article" and self.articles:
            self.articles -= 1
            if not self.articles and self.article is not None and self.article.end < 0:
                self.article = Span(self.article.start, self.length)
        elif name == "mark" and self.open_marks:
            id_, start = self.open_marks.pop()
            if id_:
                self.marks.setdefault(id_, Span(start, self.length))


def _decoded(text: str) -> str:
    """The text without character references; Python's `unescape` drops those of control characters, browsers do not."""
    if "&#" in text:
        text = _NUMERIC.sub(lambda reference: reference[0] if unescape(reference[0]) else _numbered(reference[1]), text)
    return unescape(text)


def _numbered(number: str) -> str:
    return chr(int(number[1:], 16) if number[0] in "xX" else int(number))


def _end_of_tag(html: str, at: int) -> int:
    """Behind the `>` of a tag whose attributes begin here; behind the end of the text if there is none."""
    plain = _PLAIN_ATTRIBUTES.match(html, at)
    if plain is not None:
        return plain.end()
    while (found := _NAME_AND_EQUALS.match(html, at)) is not None and at < len(html):
        at = found.end()
        if found["close"]:
            return at
        if found["value"] and html[at : at + 1] in ('"', "'"):
            at = html.find(html[at], at + 1) + 1
            if not at:
                break
        elif found["value"]:
            at = _UNQUOTED.match(html, at).end()  # type: ignore[union-attr]  # it matches nothing at least
    return len(html) + 1


def _id_of(attributes: str) -> str:
    for name, *values in _ATTRIBUTE.findall(attributes):
        if name.lower() == "id":
            return unescape("".join(values))
    return ""
