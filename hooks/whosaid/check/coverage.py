"""What of an article is annotated: the sentences that report what somebody says, and whether a mark covers them.

Which sentences do is what `detect` finds, a proposal that may be wrong: this counts and points, and judges nothing.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator
from operator import itemgetter
from typing import Final

from msgspec import Struct

from ..base.filenames import MARKDOWN_SUFFIXES
from ..base.model import UNMARKED, Page
from ..read.prose import Prose, read_prose
from ..read.spans import Span
from .reports.report import count

_FEWEST: Final = 3
"""Words of a claim: in “they told him”, nothing is said."""


class Unmarked(Struct, frozen=True):
    """Words that somebody says, that no mark covers: where they are in the file, and what is known of them.

    `kind` is a claim, a quote or a denial; `source` is empty where nobody is named.
    """

    at: int
    kind: str
    source: str
    words: str


class Coverage(Struct, frozen=True):
    """How many sentences an article has, and how many of them report what somebody says (`reporting`).

    `unmarked` has a place in each of the latter that has one; of these, so many are set `aside`.
    """

    sentences: int
    reporting: int
    unmarked: tuple[Unmarked, ...]
    aside: int

    @property
    def marked(self) -> int:
        """The sentences in which all that is said is marked."""
        return self.reporting - len(self.unmarked)


def is_article(page: Page) -> bool:
    """Whether a file is a page that has statements, or says whose text it annotates."""
    return page.path.endswith(MARKDOWN_SUFFIXES) and bool(page.records or "annotating" in page.meta)


def language_of(page: Page) -> str:
    """The language that a page is read in; empty if nothing can be found in it."""
    from ..detect.lexicon import language_read  # here and below, since few sites ask for it

    return language_read(page.language)


def coverage_of(page: Page) -> Coverage | None:
    """The coverage of an article; None if nothing can be found in its language."""
    if not (language := language_of(page)):
        return None
    from ..detect import detect
    from ..detect.lexicon import lexicon_of
    from ..detect.splitting import sentences

    prose = read_prose(page)
    starts = [start for start, _ in sentences(prose.text, lexicon_of(language))]
    said: dict[int, list[Unmarked]] = {}
    marks = _marks(page, prose)
    for span in detect(prose.text, language):
        content = span.content
        if span.kind == "claim" and len(content.text.split()) < _FEWEST:
            continue
        found = said.setdefault(bisect_right(starts, content.start), [])
        words = (content, span.cue) if span.kind == "denial" and span.cue else (content,)
        if not any(_is_covered(piece.start, piece.end, marks) for piece in words):
            at, _ = prose.in_file(content.start, content.end)
            found.append(Unmarked(at, span.kind, span.source.text if span.source else "", content.text))
    return _counted(page, len(starts), said.values())


def _marks(page: Page, prose: Prose) -> list[Span]:
    """The words of the marks, as offsets in the text, in order; links to statements of other pages count."""
    ids = {record.id.text for record in page.records if record.id is not None}
    links = (link for link in page.links if link.file or link.id.text in ids)
    return [prose.from_file(link.words_at, link.words_end) for link in links]


def _is_covered(start: int, end: int, marks: list[Span]) -> bool:
    """Whether a mark has any of these words; the marks are in order, and none is in another."""
    first = bisect_right(marks, start, key=itemgetter(1))
    return first < len(marks) and marks[first][0] < end


def _counted(page: Page, sentences: int, said: Collection[list[Unmarked]]) -> Coverage:
    """The coverage, given what is unmarked in each of the sentences that report something: of each, the first."""
    first = tuple(unmarked[0] for unmarked in said if unmarked)
    silenced = [silencing for silencing in page.silencings if silencing.rule.text == UNMARKED]
    aside = [one for one in first if any(silencing.start <= one.at <= silencing.end for silencing in silenced)]
    return Coverage(sentences, len(said), first, len(aside))


def coverage_lines(pages: Iterable[Page]) -> Iterator[str]:
    """A line for each article: how many sentences it has, how many report something, and what has become of those."""
    for page in pages:
        if is_article(page):
            coverage = coverage_of(page)
            line = _line(coverage) if coverage else f"sentences in “{page.language}” cannot be read yet"
            yield f"{page.file}: {line}"


def _line(coverage: Coverage) -> str:
    report = "reports" if coverage.reporting == 1 else "report"
    said = f"{count(coverage.sentences, 'sentence')}, {coverage.reporting:,} {report} what somebody says"
    left = len(coverage.unmarked) - coverage.aside
    return f"{said}: {coverage.marked:,} marked, {coverage.aside:,} set aside, {left:,} not marked"
