"""An article and annotations -> the article with them, and what could not be placed.

All else of the article stays as it is, character for character. What is written is read again before it counts: the
text must be the same as before, the statements those before and the new ones, and each mark on its words; what does not
hold is left out and said.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct, field

from ..base.kinds import KINDS
from ..base.model import Page, Source
from ..base.plain import possible_anchors
from ..editing.edits import Edit, edited
from ..editing.finding import NotFound
from ..editing.placing import edits_of
from ..editing.quotes import shown
from ..editing.saying import Said
from ..editing.spots import InTheWay, Spot, Spots
from ..ledger.records import MOST_STATEMENTS
from ..read import read_page
from .namedsources import NamedSources
from .statements import AddedStatement, described
from .wanted import Problem, Wanted


class Imported(Struct):
    """What has become of the annotations: the changes to the article, what they add, how many were there `before`.

    `undeclared`: new sources for which there is no place at the top of the page.
    """

    edits: list[Edit] = field(default_factory=list)
    added: list[AddedStatement] = field(default_factory=list)
    before: int = 0
    problems: list[Problem] = field(default_factory=list)
    undeclared: list[str] = field(default_factory=list)


def import_annotations(page: Page, found: Iterable[Wanted | Problem], sources: Mapping[str, Source]) -> Imported:
    """Write annotations into an article. `sources` are those of the site, with the built-in ones, by id."""
    run = _Run(page, sources)
    for one in found:
        if isinstance(one, Problem):
            run.result.problems.append(one)
        else:
            run.add(one)
    run.write()
    return run.result


class _Run:
    """One import: what has been placed so far."""

    def __init__(self, page: Page, sources: Mapping[str, Source]) -> None:
        self.page, self.before = page, Said(page)
        self.article = self.before.article
        self.spots, self.speakers = Spots(self.article), NamedSources(sources, page)
        self.result = Imported()
        self.taken = {record.id.text for record in page.records if record.id}
        self.taken |= set(possible_anchors(page.headings, page.anchors))
        self.taken |= {link.id.text for link in page.links if not link.file}
        self.placed: list[AddedStatement] = []

    def add(self, wanted: Wanted) -> None:
        """Place an annotation, or say why that is not possible."""
        try:
            spots = [self.spots.spot(self.article.find(quote)) for quote in wanted.quotes]
        except (NotFound, InTheWay) as error:
            quote = "" if isinstance(error, NotFound) else f"{shown(wanted.quotes[0].exact)}: "
            self.result.problems.append(Problem(wanted.where, f"{quote}{error}"))
            return
        if all(spot.marked for spot in spots) and (differs := self._difference(wanted, spots[0].marked)):
            self._refuse(wanted, differs)
        elif all(spot.marked for spot in spots) or self._is_repeated(wanted, spots):
            self.result.before += 1
        elif any(spot.marked for spot in spots) or self._overlaps(spots):
            self._refuse(wanted, "some of these words are marked already, or by an annotation above this one")
        elif len(self.placed) + len(self.page.records) >= MOST_STATEMENTS:
            self._refuse(wanted, f"a page can have {MOST_STATEMENTS} statements, and this one has them")
        else:
            words = " ".join(self.article.prose.text[slice(*spot.text)] for spot in spots)
            statement, problems = described(wanted, spots, words, self.speakers, self.taken)
            self.taken.add(statement.id)
            self.placed.append(statement)
            self.result.problems += problems

    def _refuse(self, wanted: Wanted, why: str) -> None:
        self.result.problems.append(Problem(wanted.where, f"{shown(wanted.quotes[0].exact)}: {why}; it was left out"))

    def _difference(self, wanted: Wanted, id_: str) -> str:
        """What the statement that has the words says otherwise than an annotation of them; empty if nothing."""
        record = next((record for record in self.page.records if record.id and record.id.text == id_), None)
        if record is None:
            return ""
        source = self.speakers.ids_of(wanted.said.get("source", ""), wanted.said.get("type", "").lower())
        there = ", ".join(item.text for item in record.items("source"))
        kind = wanted.said.get("kind", "")
        if kind in KINDS and kind != record.kind:
            return f"it is already marked, as “{id_}”, which is a {record.kind}"
        if source and source != there:
            return f"it is already marked, as “{id_}”, and the source there is {shown(there)}"
        return ""

    def _is_repeated(self, wanted: Wanted, spots: Sequence[Spot]) -> bool:
        """Whether an annotation above says the same of the same words."""
        texts = [spot.text for spot in spots]
        same = (one for one in self.placed if one.wanted.said == wanted.said)
        return any([spot.text for spot in one.spots] == texts for one in same)

    def _overlaps(self, spots: Sequence[Spot]) -> bool:
        """Whether an annotation above has some of the words, or one of these spots has those of another."""
        others = [*(spot.file for one in self.placed for spot in one.spots)]
        for spot in spots:
            if any(start < spot.file[1] and spot.file[0] < end for start, end in others):
                return True
            others.append(spot.file)
        return False

    def write(self) -> None:
        """Write what was placed; of what cannot be written, nothing."""
        kept = self.result.added
        self._keep(kept, self.placed)
        values = ", ".join(value for one in kept for value in one.options.values())
        self.speakers.forget_all_but({value.removesuffix("(implied)").strip() for value in values.split(",")})
        declaration = self.speakers.declaration(self.page.text, self.page.body_at)
        if declaration is None or not self._declares(declaration):
            declaration = None
            self.result.undeclared = list(self.speakers.declared)
        self.result.edits = [*filter(None, [declaration]), *self._edits(kept)]

    def _declares(self, declaration: Edit) -> bool:
        """Whether the page has the new sources, besides those that it had, once they are declared so."""
        page = read_page(self.page.path, self.page.file, edited(self.page.text, [declaration]))
        return page.own_sources.keys() == self.page.own_sources.keys() | self.speakers.declared.keys()

    def _keep(self, kept: list[AddedStatement], more: Sequence[AddedStatement]) -> None:
        """Add to those that are kept all that can be written with them; halves, where it is not all."""
        if not more or self._holds([*kept, *more]):
            kept += more
        elif len(more) == 1:
            self._refuse(more[0].wanted, "a mark would change what is around it")
        else:
            half = len(more) // 2
            self._keep(kept, more[:half])
            self._keep(kept, more[half:])

    def _holds(self, placed: Sequence[AddedStatement]) -> bool:
        """Whether the article says the same with these statements, and has them where they should be."""
        after = Said(read_page(self.page.path, self.page.file, edited(self.page.text, self._edits(placed))))
        ids = [one.id for one in placed]
        if len(after.page.records) != len(self.page.records) + len(placed) or not after.records.keys() >= {*ids}:
            return False
        has_marks = all(after.marks_of(one.id) == [spot.text for spot in one.spots] for one in placed)
        return has_marks and after.all_but(*ids) == self.before.all_but()

    def _edits(self, placed: Sequence[AddedStatement]) -> list[Edit]:
        ordered = sorted(placed, key=lambda one: one.spots[0].file)
        inline = [edit for one in ordered for edit in edits_of(self.article, one, one.spots)]
        return sorted(inline, key=lambda edit: edit.start)
