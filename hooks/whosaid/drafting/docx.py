"""A .docx document as an article, with its comments, read by mammoth: inserted text counts, deleted text does not."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from typing import Final

import mammoth
from selectolax.lexbor import LexborHTMLParser, LexborNode

from .paragraphs import Paragraph, article_of
from .textfiles import Article, CannotDraft

_KINDS: Final = {"li": "item", "blockquote": "quote"} | {f"h{n}": f"h{n}" for n in range(1, 7)}
_GAP: Final = re.compile(r"[ \t\n]+")
_REFERENCE: Final = "a[href^='#comment-']"


def read_docx(content: bytes) -> Article:
    """The article in a document; raises CannotDraft."""
    try:
        html = mammoth.convert_to_html(io.BytesIO(content), style_map="comment-reference => sup").value
    except Exception:  # whatever is wrong inside a document, which has many names
        raise CannotDraft("it is damaged; open it and save it again") from None
    tree = LexborHTMLParser(f"<body>{html}</body>")
    return article_of(_paragraphs(tree, dict(_comments(tree))), {})


def _comments(tree: LexborHTMLParser) -> Iterator[tuple[str, str]]:
    """The comments by the address that refers to them; mammoth lists them at the end."""
    for term in tree.css("dt[id^='comment-']"):
        said = term.next
        while said is not None and said.tag != "dd":
            said = said.next
        if said is not None:
            yield f"#{term.attributes.get('id')}", " ".join(said.text(deep=True).replace("↑", " ").split())


def _paragraphs(tree: LexborHTMLParser, comments: Mapping[str, str]) -> Iterator[Paragraph]:
    for node in tree.css("h1, h2, h3, h4, h5, h6, p, li"):
        if (above := _above(node)) not in ("dd", "li"):
            references = node.css(_REFERENCE)
            said = [comments.get(str(one.attributes.get("href")), "") for one in references]
            for one in references:
                (one.parent if one.parent and one.parent.tag == "sup" else one).decompose()
            kind = _KINDS.get(str(node.tag)) or _KINDS.get(above, "text")
            yield Paragraph(kind, _GAP.sub(" ", node.text(deep=True)), said)


def _above(node: LexborNode) -> str:
    return str(node.parent.tag) if node.parent is not None else ""
