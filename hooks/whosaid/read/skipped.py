"""What is not text: fences, raw HTML, comments and code spans, and where each of them ends."""

from __future__ import annotations

import re
from typing import Final

from ..base.faults import ReadingFault, UnclosedFence
from ..base.patterns import pattern
from .spans import lies_in

FENCE: Final = pattern(r"(?P<run>`{3,}(?=[^`]*$)|~{3,})")
_TAG: Final = pattern(r"<(?P<close>/?)(?P<name>[A-Za-z][\w-]*)(?P<rest>[^<>]*)>?")
CODE_SPAN: Final = pattern(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)")
_CODE_IN_PARAGRAPH: Final = pattern(
    r"""
    (?<!`) (?P<sign>`++)
    [^`\n]*+ (?: (?: \n(?![ \t>]*\n) | (?!(?P=sign)(?!`))`++ ) [^`\n]*+ )*  # neither an empty line nor the same sign
    (?P=sign) (?!`)
    """,
    re.VERBOSE,
)
# The tags Python-Markdown 3.11 takes as the start of a raw HTML block.
_RAW_TAGS: Final = frozenset(
    "address article aside blockquote canvas center colgroup dd details dialog dir div dl dt fieldset figcaption "
    "figure footer form frameset group h1 h2 h3 h4 h5 h6 header hgroup iframe legend li main map math menu nav "
    "noframes noscript object ol output p pre progress script section style summary svg table tbody td template "
    "textarea tfoot th thead tr ul video".split()
)
_MARKDOWN_ATTRIBUTE: Final = pattern(r"(?<![\w-])markdown(?![\w-])")


class Ends:
    """Where fences and comments end. Unclosed ones are looked up only once."""

    def __init__(self, text: str, faults: list[ReadingFault]) -> None:
        self.text, self.faults = text, faults
        self.comments_end = True  # as far as is known
        self.never_closed: dict[str, int] = {}  # fence character: the shortest run known to have no end

    def of_fence(self, fence: re.Match[str], end: int) -> int:
        """Where the fence that opens on the line up to `end` is closed; below 0 if it is not, and so is not a fence."""
        run = fence["run"]
        if len(run) < self.never_closed.get(run[0], 1 << 30):
            close = re.compile(rf"^[ \t>]*{run[0]}{{{len(run)},}}[ \t]*$", re.MULTILINE).search(self.text, end)
            if close is not None:
                inside = re.compile(rf"^[ \t>]*{run[0]}{{{len(run)},}}[ \t]*[^\s{run[0]}]", re.MULTILINE)
                if inside.search(self.text, end, close.start()):  # another one opens before this one is closed
                    self.faults.append(UnclosedFence(fence.start(), run))
                return close.end()
            if run[0] not in self.never_closed:  # a second one may have been meant to close the first
                self.faults.append(UnclosedFence(fence.start(), run))
            self.never_closed[run[0]] = len(run)
        return -1

    def of_comment(self, at: int) -> int:
        """Where the next `-->` is; below 0 if there is none."""
        if not self.comments_end:
            return -1
        close = self.text.find("-->", at)
        self.comments_end = close >= 0
        return close


def raw_tag(text: str, start: int, end: int) -> re.Match[str] | None:
    """The tag at an offset, if it opens a block of raw HTML."""
    tag = _TAG.match(text, start, end)
    raw = tag is not None and not tag["close"] and tag["name"].lower() in _RAW_TAGS
    return tag if tag is not None and raw and not tag["rest"].endswith("/") else None


def holds_markdown(tag: re.Match[str]) -> bool:
    """Whether an attribute of the tag says that it contains Markdown."""
    return _MARKDOWN_ATTRIBUTE.search(tag["rest"]) is not None


def end_of_raw(tag: re.Match[str], end: int) -> int:
    """The end of the line with the tag's closing tag; the page's end if there is none."""
    text, depth = tag.string, 0
    name = re.escape(tag["name"])
    for match in re.compile(rf"<(/?){name}\b[^<>]*>", re.IGNORECASE).finditer(text, tag.start()):
        depth += -1 if match[1] else 1
        if depth == 0:
            stop = text.find("\n", match.end())
            return stop if stop >= 0 else len(text)
    return max(end, len(text))


class CodeSpans:
    """The offsets of a text, from `start` on, that are between backticks; no span crosses the end of a paragraph."""

    def __init__(self, text: str, start: int = 0) -> None:
        self.spans = [(span.start() + 1, span.end()) for span in _CODE_IN_PARAGRAPH.finditer(text, start)]

    def __contains__(self, at: int) -> bool:
        return lies_in(at, self.spans)
