"""Compares what was drawn with what was read: every mark and note, and the same words."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from ..base.faults import NotAsRead
from ..base.model import Page
from ..base.plain import plain_words
from ..check.findings import Finding, Places
from ..check.rules.core import quoted
from ..check.rules.markforms import not_as_read
from ..ledger.records import Ledger, Statement, ref_of
from .drawnwords import Kept, are_same_words, drawn_words
from .tree import StatementLink, Tree


def compare(page: Page, ledger: Ledger, tree: Tree, kept: Sequence[Kept] | None) -> Iterator[Finding]:
    """The differences of one page; `kept` is the HTML that Markdown has stashed, None if words are not compared."""
    lost = dict(_marks(page, ledger, tree))
    yield from lost.values()
    yield from _embeds(page, tree)
    ids = {element.get("id") for part in (tree.root, *tree.bodies.values()) for element in part.iter()}
    for number, record in enumerate(page.records):
        if record.body and str(number) not in tree.bodies:
            name = f"“{record.id.text}”" if record.id else f"this {record.kind}"
            yield difference(page, record.at, f"the note of {name} is not drawn by Markdown")
    numbers = {record.at: str(number) for number, record in enumerate(page.records)}
    for statement in ledger.statements.get(page.path, ()):
        record = statement.record
        own = tree.own_marks(statement) if statement.marks else []
        drawn = own or (not statement.marks and (numbers[record.at] in tree.places or not record.title))
        if kept is not None and drawn and len(own) == len(statement.marks):
            yield from _words(page, statement, own, kept)
        if not drawn and statement.ref not in lost:
            at = statement.marks[0].at if statement.marks else record.at
            yield difference(page, at, f"“{statement.id}” is not drawn at its place in the text")
        if statement.id in ids:
            yield difference(page, record.at, f"something else on the page has the id “{statement.id}”, too")


def _words(page: Page, statement: Statement, own: list[StatementLink], kept: Sequence[Kept]) -> Iterator[Finding]:
    """Parts of a mark whose words are not drawn as recorded, so that exports would differ from the page."""
    for mark, link in zip(statement.marks, own, strict=True):
        drawn, recorded = drawn_words(link.element, kept), plain_words(page.text[mark.words_at : mark.words_end])
        if not are_same_words(drawn, recorded):
            what = f"the words of “{statement.id}” are drawn as {quoted(drawn)}, but recorded as {quoted(recorded)}"
            yield difference(page, mark.at, what)


def _marks(page: Page, ledger: Ledger, tree: Tree) -> Iterator[tuple[str, Finding]]:
    """The statements whose marks are drawn more or less often than they were read, each with its finding."""
    read: dict[str, list[int]] = defaultdict(list)
    for link in page.links:
        ref = ref_of(page.path, f"{link.file}#{link.id.text}")
        if ref in ledger.by_ref:
            read[ref].append(link.at)
    for ref in sorted(read.keys() | tree.links.keys()):
        marks, drawn = read.get(ref, []), len(tree.links.get(ref, ()))
        if len(marks) != drawn:
            what = f"is in the text {_times(len(marks))} but drawn {_times(drawn)}"
            yield ref, difference(page, marks[-1] if marks else 0, f"the mark of “{ref.rpartition('#')[2]}” {what}")


def _embeds(page: Page, tree: Tree) -> Iterator[Finding]:
    """Embeds that are asked for more or less often than they are drawn."""
    asked: dict[str, list[int]] = defaultdict(list)
    for embed in page.embeds:
        asked[embed.title].append(embed.at)
    drawn = Counter(place.embed.title for place in tree.embeds)
    for title in sorted(asked.keys() | drawn.keys()):
        places = asked.get(title, [])
        if len(places) != drawn[title]:
            what = f"{quoted(title)} is asked for {_times(len(places))} but drawn {_times(drawn[title])}"
            yield difference(page, places[-1] if places else 0, what)


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number} times"


def difference(page: Page, at: int, what: str) -> Finding:
    """A finding about a difference between what the check read and what Markdown drew."""
    places = Places(page)
    line, column = places.line_and_column(at)
    message = not_as_read(NotAsRead(at, detail=what))
    return Finding(page.file, line, column, "not-as-read", message, "error", places.excerpt(at), page.path)
