"""The ledger: the statements of a site, who stands behind each, and what was answered. Frozen plain data.

What readers see of a statement is derived here, each in one place: its type, group and route (`Statement`) and its
state (`state_of`).
"""

from __future__ import annotations

import posixpath
from collections.abc import Container, Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from typing import Final, Literal

from msgspec import Struct, field

from ..base.catalogue import N_
from ..base.dates import moment_of
from ..base.embeddable import SOURCE_FILTERS
from ..base.faults import ReadingFault, UnclosedFence
from ..base.filefaults import UnreadableFile
from ..base.filenames import HTML_SUFFIXES, IMAGE_SUFFIXES, MARKDOWN_SUFFIXES, SETTINGS_FILE, SOURCES_FILE
from ..base.kinds import KINDS, KindId, NoState, State
from ..base.model import Link, Page, Record, Source
from ..base.options import OPTIONS, PLACES, STATEMENT_OPTIONS, StatementOption
from ..base.plain import plain_words
from ..base.privacy import PRIVATE_PLACES
from ..base.sourcefields import SOURCE_REFERENCES
from ..base.vocabulary import BUILT_IN_SOURCES, DIRECT_ROUTES, SOURCE_TYPES, Group, RouteKind, SourceTypeId

BUILT_IN: Final = {row.id: Source(row.id, row.name, row.type, {}, {}) for row in BUILT_IN_SOURCES}
AUTHOR: Final = Source("", N_("The article’s author"), "opinion", {}, {})
"""The source of an opinion that names none."""

SITE: Final = Page("", "", "")
"""A page without sources of its own, as the context of the site's sources."""

LONGEST_WORDS: Final = 5_000
"""Maximum length, in characters, of a statement's words with their Markdown."""

MOST_SOURCES: Final = 50
"""Maximum number of a statement's sources, of the parties it accuses, and of the steps of its route. A page that names
more is refused; the rest are looked up but left out of the ledger, where each would be listed with all the others.
"""

MOST_STATEMENTS: Final = 500
"""Maximum number of statements on a page; beyond that neither a reader nor Markdown gets to the end."""

MOST_SHARED: Final = 20
"""Maximum number of answers to others of its family that a statement has."""

_RANKS: Final = {type_: rank for rank, type_ in enumerate(SOURCE_TYPES)}


_ON_PAPER: Final = frozenset(("outlet", "document"))
"""The types of written steps of a route; through anybody else, a statement is hearsay."""


class Step(Struct, frozen=True):
    """One outlet, record, person or group of a route; `implied` if it is the editor's inference."""

    source: Source
    implied: bool


class Route(Struct, frozen=True):
    """How a statement reached the article, with its `steps`, nearest first."""

    kind: RouteKind
    steps: tuple[Step, ...] = ()


class Statement(Struct, frozen=True, eq=False, dict=True, weakref=True):
    """A claim, an opinion or a response, with its number on the page and its sources resolved.

    `ref` is its site-wide name, `page.md#id`; `via` its route, nearest first. `marks` are the parts of its mark, in
    order, including those of statements within it; empty if it is a block that stands alone.
    """

    page: Page
    id: str
    ref: str
    number: int
    record: Record
    sources: tuple[Source, ...]
    via: tuple[Step, ...]
    marks: tuple[Link, ...]

    @property
    def kind(self) -> KindId:
        """The kind of its record."""
        return self.record.kind

    @cached_property
    def words(self) -> str:
        """The claim's words as a reader sees them; separate parts of a mark are joined by an ellipsis."""
        if not self.marks:
            return self.record.title.text if self.record.title else self.id
        text = self.page.text
        words, end, room = "", 0, LONGEST_WORDS
        for mark in self.marks:
            joint = " … " if end and text[end : mark.at].strip(" \t\n>") else " " if text[end : mark.at] else ""
            stop = min(mark.words_end, mark.words_at + room)
            words += f"{joint if end else ''}{plain_words(text[mark.words_at : stop])}"
            end = mark.end
            room -= mark.words_end - mark.words_at
            if room <= 0:  # which is a finding
                break
        return words

    @cached_property
    def naming(self) -> tuple[tuple[str, str], ...]:
        """The options in which it names statements, with the site-wide name of each, in its order."""
        options = self.record.options
        named = ((name, item) for name in options if name in STATEMENT_OPTIONS for item in options[name])
        return tuple((name, ref_of(self.page.path, item.text)) for name, item in named)

    @cached_property
    def answered(self) -> frozenset[str]:
        """The site-wide names of the statements that it answers."""
        return frozenset(ref_of(self.page.path, item.text) for item in self.record.items("of"))

    @cached_property
    def type(self) -> SourceTypeId | Literal[""]:
        """The most accountable type among its sources; empty if it has none."""
        if len(self.sources) == 1:
            return self.sources[0].type
        return min((s.type for s in self.sources), key=lambda type_: _RANKS.get(type_, 99), default="")

    @cached_property
    def group(self) -> Group:
        """How it is displayed: like the most accountable of its sources."""
        return min((group_of(source) for source in self.sources if source.type == self.type), default="D")

    @cached_property
    def has_route(self) -> bool:
        """Whether it says how it came, or where anybody could see, hear or look it up; an email is not such a place."""
        given = PLACES & self.record.options.keys()
        return bool(given) and not (given == {"where"} and PRIVATE_PLACES.search(self.record.value("where")))

    @cached_property
    def route(self) -> Route:
        """How it reached the article. `none`: there is nobody it could have come from."""
        via, where = self.record.value("via"), self.record.items("where")
        if via in DIRECT_ROUTES:
            return Route("direct" if via == "direct" else "public")
        steps = self.via
        if not steps and not where and self.type == "outlet":
            steps = tuple(Step(source, False) for source in self.sources if source.type == "outlet")[:1]
        if any(step.source.type not in _ON_PAPER for step in steps):
            return Route("hearsay", steps)
        if steps:
            return Route("second-hand" if len(steps) == 1 else "third-hand", steps)
        if where and self.has_route:
            return Route("public")
        return Route("unstated" if SOURCE_TYPES.get(self.type, SOURCE_TYPES["opinion"]).group != "D" else "none")


class Ledger(Struct, frozen=True, eq=False, dict=True):
    """The whole site as read. All mappings are ordered by page path, then by position in the text.

    `files`: the pages and the site's YAML files, by path. `sources`: the site's sources, by id. `statements`: by page
    path. `by_ref`: the statements by site-wide name. `families`: groups of two or more statements joined by `same-as`,
    by the name of each member. `naming`: by the name of a statement and an option (such as `supports`), the statements
    that name it there. `responses`: by the name of the statement answered, including answers to its family. `unlisted`:
    how many answers to its family `responses` leaves out. `faults`: by kind, each with its file.
    """

    files: Mapping[str, Page]
    sources: Mapping[str, Source]
    statements: Mapping[str, tuple[Statement, ...]]
    by_ref: Mapping[str, Statement]
    families: Mapping[str, tuple[Statement, ...]]
    naming: Mapping[str, Mapping[str, tuple[Statement, ...]]]
    responses: Mapping[str, tuple[Statement, ...]]
    faults: Mapping[str, tuple[tuple[Page, ReadingFault], ...]]
    unlisted: Mapping[str, int] = field(default_factory=dict)

    def all_statements(self) -> Iterable[Statement]:
        """Every statement of the site."""
        return (statement for page in self.statements.values() for statement in page)

    def by_page(self) -> Iterator[OnePage]:
        """Every file on its own."""
        return (OnePage(page, self.statements.get(path, ())) for path, page in self.files.items())

    @cached_property
    def sources_by_name(self) -> Mapping[str, Source]:
        """The site's sources by name; of several with the same name, the first."""
        return {source.name: source for source in reversed(tuple(self.sources.values())) if source.name}

    @cached_property
    def annotated(self) -> frozenset[str]:
        """The files that concern annotations; the others are ordinary pages of the site, and left alone."""
        return annotated(self.files)

    def find(self, page: Page, target: str) -> Statement | None:
        """The statement that `id` or `other.md#id` refers to when written on `page`."""
        return self.by_ref.get(ref_of(page.path, target))

    def answers(self, statement: Statement) -> tuple[Statement, ...]:
        """The responses to a statement: first those to itself, then those to others that say the same.

        Of the latter, the strongest MOST_SHARED: otherwise a family of hundreds would be listed hundreds of times.
        """
        return self.responses.get(statement.ref, ())

    def family(self, statement: Statement) -> tuple[Statement, ...]:
        """All statements that say the same, including this one."""
        return self.families.get(statement.ref, (statement,))

    def related(self, statement: Statement, option: StatementOption) -> tuple[Statement, ...]:
        """The statements that an option such as `of` or `refines` names, if they exist."""
        found = (self.find(statement.page, item.text) for item in statement.record.items(option))
        return tuple(other for other in found if other is not None)

    def related_from(self, statement: Statement, option: StatementOption) -> tuple[Statement, ...]:
        """The reverse of `related`: the statements that name this one in such an option."""
        return self.naming.get(statement.ref, {}).get(option, ())

    def within(self, statement: Statement) -> tuple[Statement, ...]:
        """The statements whose words contain it, the smallest first, without duplicates."""
        found: dict[str, Statement] = {}
        around = self.related(statement, "within")
        while around and around[0] is not statement and around[0].ref not in found:
            found[around[0].ref] = around[0]
            around = self.related(around[0], "within")
        return tuple(found.values())

    def parties(self, statement: Statement) -> tuple[Source, ...]:
        """The parties that a claim accuses."""
        items = statement.record.items("about")
        found = [find_source(self.sources, statement.page, item.text) for item in items]
        return tuple([source for source in found if source is not None][:MOST_SOURCES])


class OnePage(Struct, frozen=True, eq=False):
    """A file as it was read, and its statements with their sources; nothing that depends on any other page."""

    page: Page
    statements: tuple[Statement, ...]


def annotated(files: Mapping[str, Page]) -> frozenset[str]:
    """The paths of the pages that have a record, a source, an embed, a mark or `annotating`, or could not be read.

    Also of Whosaid's own files; and if there is any annotation, of all files that are not pages, such as pictures.
    """
    declared = {path: {r.id.text for r in page.records if r.id} for path, page in files.items() if page.records}
    found = {path for path, page in files.items() if _is_annotated(page, declared)}
    if found:
        found |= {path for path in files if not path.lower().endswith(_PAGES)}
    return frozenset(found | {path for path, page in files.items() if _is_unread(page)} | (files.keys() & _OWN_FILES))


_PAGES: Final = (*MARKDOWN_SUFFIXES, *HTML_SUFFIXES)
_OWN_FILES: Final = frozenset((SOURCES_FILE, SETTINGS_FILE))


def _is_annotated(page: Page, declared: Mapping[str, Container[str]]) -> bool:
    if page.records or page.sources or page.embeds or "annotating" in page.meta:
        return True
    if any(
        isinstance(fault, UnclosedFence) and fault.detail for fault in page.faults
    ):  # it may have swallowed its marks
        return True
    return any(link.file and link.id.text in declared.get(page_of(page.path, link.file), ()) for link in page.links)


def _is_unread(page: Page) -> bool:
    """Whether a page may contain annotations that could not be read, or has an embargo that could not."""
    is_page = not page.path.lower().endswith((*HTML_SUFFIXES, *IMAGE_SUFFIXES))
    return is_page and (_hides_embargo(page) or any(isinstance(fault, UnreadableFile) for fault in page.faults))


def _hides_embargo(page: Page) -> bool:
    """Whether a page names an embargo that cannot be read: it would be published as if it had none."""
    given = page.meta.get("embargo")
    if given is not None and moment_of(given) is None:
        return True
    return any("embargo" in (fault.text.rstrip(":").lower(), fault.detail) for fault in page.faults)


def group_of(source: Source) -> Group:
    """How a source is displayed. A document that nobody can inspect is displayed like an unnamed source."""
    if source.type == "document" and source.text("inspectable") in ("no", "false"):
        return "B"
    return SOURCE_TYPES[source.type].group if source.type in SOURCE_TYPES else "D"


def ref_of(page: str, target: str) -> str:
    """The site-wide name of what `id` or `other.md#id` refers to on the page with this path."""
    file, _, id_ = target.rpartition("#")
    return f"{page_of(page, file)}#{id_}" if file else f"{page}#{id_}"


def page_of(page: str, file: str) -> str:
    """The path of the file that a link on the page with this path leads to."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), file))


def is_declared(source: Source) -> bool:
    """Whether a file declares the source; built-in sources and an article's author need no entry."""
    return bool(source.file)


def declared_in(page: Page, source: Source) -> str:
    """The path of the page, if the page itself declares the source; empty for a source of the site."""
    return page.path if source.file == page.file else ""


def source_key(page: Page, source: Source) -> str:
    """A source's site-wide name: its id, or `page.md#id` if a page declares it."""
    path = declared_in(page, source)
    return f"{path}#{source.id}" if path else source.id


def find_source(site: Mapping[str, Source], page: Page, id_: str) -> Source | None:
    """The source with this id as seen from a page: built in, the site's, or the page's own."""
    return BUILT_IN.get(id_) or site.get(id_) or page.own_sources.get(id_)


_NAMING_SOURCES: Final = tuple(row.name for row in OPTIONS.values() if row.value in ("source", "speaker", "via"))


def named_sources(page: Page) -> Iterator[str]:
    """What a page names as sources: in its statements, in its default route and in its embeds."""
    for record in page.records:
        for option in _NAMING_SOURCES:
            yield from (item.text for item in record.items(option))
    yield from (item.text for item in page.via)
    for embed in page.embeds:
        for key in SOURCE_FILTERS:
            yield from (item.text for item in embed.filters.get(key, ()))


def referenced_sources(source: Source) -> Iterator[str]:
    """The ids of the sources that the entry of a source names."""
    for key in SOURCE_REFERENCES:
        yield from source.ids(key)


@lru_cache(512)  # asked for a claim with each of its answers
def state_of(ledger: Ledger, statement: Statement) -> State | NoState:
    """What became of a claim, by its strongest answer; empty if nothing is shown."""
    answers = ledger.answers(statement)
    return state_after(answers) if answers else state_without_answer(statement)


def state_after(answers: tuple[Statement, ...]) -> State | NoState:
    """What became of a claim that got these answers."""
    if len(answers) == 1:
        return KINDS[answers[0].kind].state
    return min((KINDS[answer.kind] for answer in answers), key=lambda kind: kind.rank).state


def state_without_answer(statement: Statement) -> State | NoState:
    """The state of a statement that nobody has answered."""
    record = statement.record
    return "no-answer-recorded" if record.kind == "claim" and record.options.get("about") else ""
