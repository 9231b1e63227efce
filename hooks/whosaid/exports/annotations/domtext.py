"""The text of a built page as in a browser's DOM (`textContent`), and the positions of its marks.

Positions count characters (code points), as the Web Annotation standard does.
"""

from __future__ import annotations

from msgspec import Struct


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
    """Read a page's HTML; any text is accepted."""
    from selectolax.lexbor import LexborHTMLParser  # 2 MB, in the processes that write annotations only

    body = LexborHTMLParser(html).body
    if body is None:  # a frameset
        return DomText("", Span(0, 0), {})
    length, articles, marks = 0, list[Span](), dict[str, Span]()
    for node in body.traverse(include_text=True):
        if node.is_text_node:
            length += len(node.text_content or "")
        elif node.tag in ("article", "mark"):
            span = Span(length, length + len(node.text()))
            if node.tag == "article":
                articles.append(span)
            elif node.id:
                marks.setdefault(node.id, span)
    whole = Span(0, length)
    scope = articles[0] if articles else whole
    if not all(scope.start <= mark.start and mark.end <= scope.end for mark in marks.values()):
        scope = whole  # the author's own article element, in a theme without one
    return DomText(body.text(), scope, marks)
