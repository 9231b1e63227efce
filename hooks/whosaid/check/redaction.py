"""What reports leave out, since logs are often public: comments, and the entries of unnamed sources."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Final

from ..base.filefaults import BadYaml, PrivateKey, UnknownKey, UnreadableFile, WrongShape
from ..base.model import Page, Source
from ..base.patterns import pattern
from ..base.vocabulary import NAMED_TYPES

HIDDEN: Final = "\ufdd0"
"""Replaces each redacted character (no text contains it); line ends stay, and so do all positions."""

# In HTML, in YAML, and as the unused reference that serves as a comment in Markdown: `[//]: # (ask her again)`.
_COMMENT: Final = pattern(r"<!--.*?(?:--!?>|\Z)|<\?.*?(?:\?>|\Z)", re.DOTALL)
_YAML_COMMENT: Final = pattern(r"(?:^|(?<=[ \t]))#[^\n]*", re.MULTILINE)
_REFERENCE: Final = pattern(r"^[ \t>]*\[[^\[\]\n]+\]:[ \t]*(?:#|<#?>)[ \t][^\n]*", re.MULTILINE)
_REFUSED: Final = (PrivateKey, UnknownKey)
_UNREAD: Final = (BadYaml, UnreadableFile, WrongShape)


def redacted_text(page: Page) -> str:
    """The page's text, in which everything private is replaced by HIDDEN."""
    pieces, at = [], 0
    for start, end in _hidden(page):
        pieces += [page.text[at:start], _mask(page.text[start:end])]
        at = end
    text = "".join([*pieces, page.text[at:]])
    if "<!--" in text or "<?" in text:
        text = _COMMENT.sub(lambda found: _mask(found[0]), text)
    if "]:" in text:
        text = _REFERENCE.sub(lambda found: _mask(found[0]), text)
    yaml = _end_of_yaml(page)
    return (_YAML_COMMENT.sub(lambda found: _mask(found[0]), text[:yaml]) if yaml else "") + text[yaml:]


def _end_of_yaml(page: Page) -> int:
    return len(page.text) if page.path.endswith(".yml") else page.body_at


def redact(text: str) -> str:
    """A text with `…` in place of its comments."""
    return _COMMENT.sub("…", text)


def _mask(text: str) -> str:
    return re.sub("[^\n]", HIDDEN, text)


def _hidden(page: Page) -> Iterator[tuple[int, int]]:
    """The spans of source entries that may be confidential; if some could not be read, the whole YAML may be."""
    if any(isinstance(fault, _UNREAD) for fault in page.faults) and (end := _end_of_yaml(page)):
        yield 0, end
        return
    refused = sorted(fault.at for fault in page.faults if isinstance(fault, _REFUSED))
    for start, end, source in _entries(page):
        if source.type not in NAMED_TYPES or bisect_left(refused, start) < bisect_left(refused, end):
            yield start, end


def _entries(page: Page) -> Iterator[tuple[int, int, Source]]:
    """The sources that a file declares, each with the span from the end of its id to the next one's id."""
    sources = sorted(page.sources, key=lambda source: source.at[""])
    ends = [*(source.at[""] for source in sources[1:]), page.body_at or len(page.text)]
    for source, end in zip(sources, ends, strict=False):
        yield min(source.at[""] + len(source.id) + 1, end), end, source
