"""A page's content for the search plugin: the article's words, then a section for each note.

So a claim, a denial or an opinion is a search result of its own, which leads to the note. Material's plugin parses
every tag, which is slow, and joins words that only a tag separates, so that it gets a tenth of the tags.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from ..base.markup import html

_FURNITURE: Final = {
    re.compile(r'<section [^<>]*class="ann-overview'): "</section>",
    re.compile(r'<a class="ann-skip"'): "</a>",
    re.compile(r'<div class="ann-(?:listing|table)\b'): "</table></div>",
    re.compile(r'<ol class="ann-timeline"'): "</ol>",
    re.compile(r'<section [^<>]*class="ann-map"'): "</section>",
    re.compile(r'<nav class="ann-neighbours"'): "</nav>",
}
"""Parts that no reader searches for: how each starts and ends."""
_NOTE: Final = re.compile(r'<div id="[^"]*" role="doc-footnote">')
_NOTE_END: Final = "</details></div>"
_ID: Final = re.compile(r'<div class="ann-body" id="([^"]*)"')
_MARK: Final = re.compile(r'<mark (?=[^<>]*>)[^<>]*class="ann[^<>]*+>')
_REF: Final = re.compile(r'<a (?=[^<>]*>)[^<>]*class="ann-ref[^<>]*+>\d+</a>')
_LINKS: Final = re.compile(r'<p class="ann-(?:tools|page)"')
_REPEATED: Final = re.compile(r'<summary>.*?</summary>|<p class="ann-title">.*?</p>|<dt>[^<]*</dt>', re.DOTALL)
"""What the body of a note, or its title, says again."""
_INLINE: Final = re.compile(
    r"</?(?:a|abbr|b|bdi|cite|code|del|em|i|ins|kbd|mark|q|s|small|span|strong|sub|sup|u)\b[^<>]*>"
)
_BLOCK: Final = re.compile(r"(?:\s*<[^<>]*>)+\s*")
_STOPS: Final = (".", "!", "?", ":", ";", "…", ".”", "?”", "!”", "。", "؟", "؛", ".“", ".»")
_HEADLINE: Final = re.compile(r"\s*(<h1\b[^<>]*>).*?</h1>", re.DOTALL)


def text_only(content: str) -> str:
    """The page's HTML without notes, numbers and counts: the article without its annotations."""
    return _replaced(_without_furniture(content), _NOTE, _NOTE_END, lambda _: "")


def searchable(content: str, headline: str, titles: Mapping[str, str]) -> str:
    """The page's HTML reduced to its text; `titles` are the headings of its notes, by id.

    `headline` says who stands behind the article's own title, which it replaces; empty for a page without statements.
    A note of which the author has excluded something from the search index is left unchanged.
    """
    notes: list[str] = []

    def take(note: str) -> str:
        text = _REPEATED.sub(" ", _replaced(note, _LINKS, "</p>", lambda _: " "))
        id_ = _ID.search(text)
        if id_ is None or "data-search-exclude" in text:
            return text
        notes.append(f'<h3 id="{id_[1]}">{html("{}", titles.get(id_[1], id_[1]))}</h3><p>{_sentences(text)}</p>')
        return ""

    rest = _replaced(_without_furniture(content), _NOTE, _NOTE_END, take)
    return "\n".join([_named(rest, headline), *notes])


def _named(content: str, headline: str) -> str:
    if not headline:
        return content
    title = html("{}", headline)
    own = _HEADLINE.match(content)
    return f"{own[1]}{title}</h1>{content[own.end() :]}" if own else f'<h1 id="title">{title}</h1>{content}'


def _sentences(note: str) -> str:
    """The text of a note, its paragraphs as sentences."""
    parts = (part for part in _BLOCK.split(_INLINE.sub("", note)) if part)
    return " ".join(part if part.endswith(_STOPS) else f"{part}." for part in parts)


def _without_furniture(content: str) -> str:
    for opening, closing in _FURNITURE.items():
        content = _replaced(content, opening, closing, lambda _: "")
    return _REF.sub("", _replaced(content, _MARK, "</mark>", _words))


def _words(mark: str) -> str:
    return _MARK.sub("", mark, count=1).removesuffix("</mark>")


def _replaced(content: str, opening: re.Pattern[str], closing: str, by: Callable[[str], str]) -> str:
    """The HTML with each piece from `opening` to `closing` replaced, up to the first piece that is not closed."""
    kept: list[str] = []
    at = 0
    while (found := opening.search(content, at)) and (end := content.find(closing, found.end())) >= 0:
        kept += [content[at : found.start()], by(content[found.start() : end + len(closing)])]
        at = end + len(closing)
    return "".join([*kept, content[at:]])
