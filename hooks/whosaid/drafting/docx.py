"""A .docx document as an article, with its comments, read by mammoth: inserted text counts, deleted text does not."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from typing import Final

import mammoth
from selectolax.lexbor import LexborHTMLParser, LexborNode

from .paragraphs import NOTED, Paragraph, article_of
from .textfiles import Article, CannotDraft

_KINDS: Final = {"li": "item", "blockquote": "quote"} | {f"h{n}": f"h{n}" for n in range(1, 7)}
_GAP: Final = re.compile(r"[ \t\n]+")
_REFERENCE: Final = "a[href^='#comment-']"
_FOOTNOTE: Final = (
    "a[href^='#footnote-']:not([href^='#footnote-ref']), a[href^='#endnote-']:not([href^='#endnote-ref'])"
)


def read_docx(content: bytes) -> Article:
    """The article in a document; raises CannotDraft."""
    try:
        html = mammoth.convert_to_html(io.BytesIO(content), style_map="comment-reference => sup").value
    except Exception:  # whatever is wrong inside a document, which has many names
        raise CannotDraft("it is damaged; open it and save it again") from None
    tree = LexborHTMLParser(f"<body>{html}</body>")
    for line_break in tree.css("br"):
        line_break.replace_with("\n")
    notes = {**dict(_comments(tree)), **dict(_footnotes(tree))}
    return article_of([*_paragraphs(tree, notes)][::-1], {})


# What mammoth adds, by the address that refers to it: comments and footnotes, which it lists at the end.


def _comments(tree: LexborHTMLParser) -> Iterator[tuple[str, str]]:
    for term in tree.css("dt[id^='comment-']"):
        said = term.next
        while said is not None and said.tag != "dd":
            said = said.next
        if said is not None:
            yield f"#{term.attributes.get('id')}", _note(said)


def _footnotes(tree: LexborHTMLParser) -> Iterator[tuple[str, str]]:
    for item in tree.css("li[id^='footnote-'], li[id^='endnote-']"):
        yield f"#{item.attributes.get('id')}", _note(item)
        item.decompose()


def _note(node: LexborNode) -> str:
    return " ".join(node.text(deep=True, separator=" ").replace("↑", " ").split())


def _paragraphs(tree: LexborHTMLParser, notes: Mapping[str, str]) -> Iterator[Paragraph]:
    """The paragraphs from the last to the first, so that an item is read without those below it."""
    for node in reversed(tree.css("h1, h2, h3, h4, h5, h6, p, li")):
        if (above := _above(node)) not in ("dd", "li"):
            footnotes = _taken(node, _FOOTNOTE, notes, NOTED)
            comments = _taken(node, _REFERENCE, notes, "")
            kind = _KINDS.get(str(node.tag)) or _KINDS.get(above, "text")
            yield Paragraph(kind, _GAP.sub(" ", node.text(deep=True)), comments, footnotes)
            if kind == "item":
                node.decompose()


def _taken(node: LexborNode, references: str, notes: Mapping[str, str], sign: str) -> list[str]:
    """The notes that a node refers to; of the references, only a sign remains."""
    found = node.css(references)
    for one in found:
        one.replace_with(sign)
    return [notes.get(str(one.attributes.get("href")), "") for one in found]


def _above(node: LexborNode) -> str:
    return str(node.parent.tag) if node.parent is not None else ""
