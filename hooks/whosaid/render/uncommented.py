"""Removes comments from the HTML of a page: notes for colleagues are not published."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ..read.skipped import CodeSpans

# Units as a browser parses them: text in scripts and quoted values that only looks like a comment is kept.
_PIECE: Final = re.compile(
    r"""
    <(?:
        (?P<hidden>
            !--.*?(?:-->|\Z)
          | \?         [^<?\n]*+  (?:(?!<\?|\?>|\n\n)            [<?\n]  [^<?\n]*+)*   \?>     # an instruction
          | !\[CDATA\[ [^<\]\n]*+ (?:(?!<!\[CDATA\[|\]\]>|\n\n) [<\]\n] [^<\]\n]*+)*  \]\]>
          | [!?][^>]*(?:>|\Z)
          | p>(?:\s*+<!--[^-]*+(?:-(?!->)[^-]*+)*-->)+\s*+</p>\n?                     # nothing but comments
        )
      | (?P<raw>script|style|textarea|title|xmp)\b
      | [A-Za-z]
    )
    """,
    re.DOTALL | re.IGNORECASE | re.VERBOSE,
)
# The start of a comment, up to characters that Markdown, or a note that repeats the words, may change.
_START: Final = r"!--((?:(?!--)[^<>&\[\]|\"'`*_~=^{\\]){0,40})"
_PRINTED: Final = re.compile("(?:<|&lt;)" + _START)
_AS_TEXT: Final = re.compile("&lt;" + _START)
_IN_SOURCE: Final = re.compile(r"<!--.{0,60}")
_NOT_LEGIBLE: Final = re.compile(r"\W")
_SVG: Final = re.compile(r"<svg\b[^<>]*>\s*\Z")  # an icon, whose licence follows: <!--! …
_FAR: Final = 1_000  # characters before a comment to search for it
_CODE: Final = re.compile(r"<(?P<raw>pre|code|script|style|textarea|xmp)\b", re.IGNORECASE)
# A quoted value is matched as a whole or not at all, even if the tag is not closed.
_VALUE: Final = r"(?:\"[^\"]*+\"|'[^']*+')"
_TAG_END: Final = re.compile(rf"[^>=]*+(?:=\s*+(?:{_VALUE}|(?!{_VALUE}))[^>=]*+)*>")
_NEXT_TAG_END: Final = re.compile(r"[^<>]*+>")


def without_comments(html: str, kept_as_they_are: Sequence[str] = ()) -> str:
    """The page without comments, declarations and processing instructions, which are invisible to readers.

    Some comments are kept for other plug-ins, such as the one that ends a blog post's excerpt, and licences of icons.
    """
    if "<!" not in html and "<?" not in html:
        return html
    ends, kept = _Ends(html), []
    at = kept_to = 0
    while piece := _PIECE.search(html, at):
        at = piece.end()
        if piece["hidden"]:
            kept.append(html[kept_to : piece.start()])
            kept += [sign for sign in kept_as_they_are if sign in piece.group()]
            if piece.group().startswith("<!--!") and _SVG.search(html, max(0, piece.start() - _FAR), piece.start()):
                kept.append(piece.group())
            kept_to = at
        else:
            at = ends.of_raw(piece["raw"], at) if piece["raw"] else -1
            at = at if at >= 0 else ends.of_tag(piece.end())
    return "".join([*kept, html[kept_to:]])


def without_code(html: str) -> str:
    """The page without code, scripts and styles, which contain no annotations or comments of the author."""
    ends, kept = _Ends(html), []
    at = kept_to = 0
    while opening := _CODE.search(html, at):
        at = ends.of_raw(opening["raw"], opening.end())
        if at >= 0:
            kept.append(html[kept_to : opening.start()])
            kept_to = at
        else:
            at = opening.end()
    return "".join([*kept, html[kept_to:]])


def printed_comments(html: str) -> set[str]:
    """The starts of comments printed in a page, as text or in an attribute."""
    return {_legible(start) for start in _PRINTED.findall(html)}


def comments_for_readers(markdown: str) -> set[str]:
    """The starts of comments that an author shows deliberately: in code, or in text with `<` as an entity.

    Notes repeat marked words, and tables of contents repeat headings, without code formatting.
    """
    code = CodeSpans(markdown) if "<!--" in markdown else ()
    shown = [
        piece
        for found in _IN_SOURCE.finditer(markdown)
        if found.start() in code
        for piece in (found[0], found[0].replace("`", ""))
    ]
    return {_legible(start) for start in _AS_TEXT.findall(markdown)}.union(*map(printed_comments, shown))


def _legible(start: str) -> str:
    return _NOT_LEGIBLE.sub("", start)


class _Ends:
    """The ends of elements and tags. An end that is missing is searched for only once."""

    def __init__(self, html: str) -> None:
        self.html = html
        self.never_closed: set[str] = set()
        self.tag_end = _TAG_END

    def of_raw(self, name: str, at: int) -> int:
        """The offset after the next closing tag of this name; negative if there is none."""
        name = name.lower()
        if name in self.never_closed:
            return -1
        closing = re.compile(rf"</{name}\s*>", re.IGNORECASE).search(self.html, at)
        if closing is None:
            self.never_closed.add(name)
            return -1
        return closing.end()

    def of_tag(self, at: int) -> int:
        """The offset after the end of the tag around an offset; the offset itself if the tag is not closed.

        An unclosed tag extends to the end of the page, where quotation marks have no meaning.
        """
        end = self.tag_end.match(self.html, at)
        if end is None:
            self.tag_end = _NEXT_TAG_END
        return end.end() if end else at
