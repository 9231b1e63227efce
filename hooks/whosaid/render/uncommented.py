"""Comments taken out of the HTML of a page: what an author notes for colleagues is not published."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ..read.skipped import CodeSpans

# What a browser reads as one piece: text that only looks like a comment inside scripts and quoted values stays.
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
# The first characters of a comment up to what Markdown, or a note that repeats the words, may change.
_START: Final = r"!--((?:(?!--)[^<>&\[\]|\"'`*_~=^{\\]){0,40})"
_PRINTED: Final = re.compile("(?:<|&lt;)" + _START)
_AS_TEXT: Final = re.compile("&lt;" + _START)
_IN_SOURCE: Final = re.compile(r"<!--.{0,60}")
_NOT_LEGIBLE: Final = re.compile(r"\W")
_SVG: Final = re.compile(r"<svg\b[^<>]*>\s*\Z")  # an icon, whose licence follows: <!--! …
_FAR: Final = 1_000  # characters before it in which it is looked for
_CODE: Final = re.compile(r"<(?P<raw>pre|code|script|style|textarea|xmp)\b", re.IGNORECASE)
# A value that a quotation mark ends is read as a whole or not at all, also where the tag has no end.
_VALUE: Final = r"(?:\"[^\"]*+\"|'[^']*+')"
_TAG_END: Final = re.compile(rf"[^>=]*+(?:=\s*+(?:{_VALUE}|(?!{_VALUE}))[^>=]*+)*>")
_NEXT_TAG_END: Final = re.compile(r"[^<>]*+>")


def without_comments(html: str, kept_as_they_are: Sequence[str] = ()) -> str:
    """The page without its comments, declarations and processing instructions, none of which a reader sees.

    Some comments are signs for other plug-ins, such as the one that ends a blog post's excerpt. Icons keep licences.
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
    """The page without its code, scripts and styles, in which nothing is an annotation or a comment of the author."""
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
    """How the comments begin that are printed in a page, as text or in an attribute."""
    return {_legible(start) for start in _PRINTED.findall(html)}


def comments_for_readers(markdown: str) -> set[str]:
    """How those begin that an author shows: in code, or in running text with the sign `<` written as an entity.

    A note repeats marked words, and a table of contents headings, without the code that they were written in.
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
    """Where elements and tags end. What has no end in the page is looked for only once."""

    def __init__(self, html: str) -> None:
        self.html = html
        self.never_closed: set[str] = set()
        self.tag_end = _TAG_END

    def of_raw(self, name: str, at: int) -> int:
        """Behind the next closing tag of this name; below 0 where there is none."""
        name = name.lower()
        if name in self.never_closed:
            return -1
        closing = re.compile(rf"</{name}\s*>", re.IGNORECASE).search(self.html, at)
        if closing is None:
            self.never_closed.add(name)
            return -1
        return closing.end()

    def of_tag(self, at: int) -> int:
        """Behind the sign that ends the tag around an offset; the offset itself where none does.

        A tag without an end takes all that follows into it, quotation marks too. From there on, they mean nothing.
        """
        end = self.tag_end.match(self.html, at)
        if end is None:
            self.tag_end = _NEXT_TAG_END
        return end.end() if end else at
