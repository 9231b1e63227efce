"""What the line level finds on a page: runs of text, and what is beside them."""

from __future__ import annotations

from msgspec import Struct, field

from ..base.model import Heading, Place, Record
from .found import Found
from .skipped import CodeSpans
from .spans import Span, lies_in


class Run(Struct):
    """A span of the author's text that Markdown reads as one."""

    start: int
    end: int
    place: Place


class Lines(Struct):
    """What the line level finds on a page. `code` are the spans in which nothing is read, in order."""

    runs: list[Run] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    found: Found = field(default_factory=Found)
    code: list[Span] = field(default_factory=list)
    start: int = 0
    spans: CodeSpans | None = None  # found when first needed

    def is_code(self, text: str, at: int) -> bool:
        """Whether the character at an offset is in code or in a comment."""
        return lies_in(at, self.code) or self._is_in_span(text, at)

    def _is_in_span(self, text: str, at: int) -> bool:
        if self.spans is None:
            self.spans = CodeSpans(text, self.start)
        return at in self.spans
