"""What a page says, wherever in its file that is written: for comparing it before a change and after it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping
from functools import cached_property
from typing import Final, Literal

from msgspec import Struct

from ..base.embeddable import SOURCE_FILTERS
from ..base.filenames import SOURCES_FILE
from ..base.model import Embed, Item, Link, Page, Record
from ..base.options import OPTIONS, OptionName
from ..base.plain import plain_words
from ..base.sourcefields import SOURCE_REFERENCES
from ..read.spans import Span, lies_in
from .finding import Article

Named = Literal["statement", "source"]
Naming = Callable[[Named, str], str]
"""What is done to each name of a statement or a source before it is compared."""

_KINDS: Final[Mapping[str, Named]] = {
    "statement": "statement",
    "source": "source",
    "speaker": "source",
    "via": "source",
}
_TARGET: Final = re.compile(r"[^\s()<>#\"']*#[a-z0-9-]+")


def _as_it_is(what: Named, text: str) -> str:
    return text


Values = tuple[tuple[str, bool], ...]
"""The values of an option, each with whether it is implied."""


class Stated(Struct, frozen=True):
    """A record without its places in the file."""

    id: str
    kind: str
    options: Mapping[OptionName, Values]
    note: str = ""
    title: str = ""


def stated(record: Record) -> Stated:
    """What a record says."""
    options = {name: values_of(items) for name, items in record.options.items()}
    id_, title = record.id.text if record.id else "", record.title.text if record.title else ""
    return Stated(id_, record.kind, options, record.body, title)


def values_of(items: tuple[Item, ...]) -> Values:
    """Values without their places."""
    return tuple((item.text, item.implied) for item in items)


class Said:
    """A page as it was read, and what it says; each part is worked out when it is first asked for."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @cached_property
    def article(self) -> Article:
        """Its text as readers see it."""
        return Article(self.page)

    @cached_property
    def records(self) -> Mapping[str, Record]:
        """The records by id; of several with the same id, the first."""
        return {record.id.text: record for record in reversed(self.page.records) if record.id is not None}

    def marks_of(self, id_: str) -> list[Span]:
        """Where in the text the marks of a statement of this page are, mentions included."""
        return [self.span(link) for link in self.page.links if is_mark(link, id_) and link.place != "note"]

    def span(self, link: Link) -> Span:
        """Where in the text the words of a mark are."""
        return self.article.prose.from_file(link.words_at, link.words_end)

    def faults_from(self, start: int) -> Counter[Hashable]:
        """What is wrong with it from an offset on, or would be if a statement were meant."""
        faults = ((one.kind, one.text, one.detail, "") for one in self.page.faults if one.at >= start)
        suspects = ((one.fault.kind, one.fault.text, one.fault.detail, one.target) for one in self.page.suspects)
        return Counter([*faults, *suspects])

    def link(self, link: Link, named: Naming = _as_it_is) -> Hashable:
        """A link to an id, for comparison."""
        target = named("statement", f"{link.file}#{link.id.text}")
        words = self.page.text[link.words_at : link.words_end]
        where = plain_words(words) if link.place == "note" else self.span(link)
        return ("link", target, link.place, where)

    def all_but(self, *ids: str, named: Naming = _as_it_is) -> Counter[Hashable]:
        """All that it says, apart from some statements, their marks and whatever is in their blocks."""
        page = self.page
        if page.path == SOURCES_FILE:
            return Counter(self._top(named))
        records = [(record, record.id is not None and record.id.text in ids) for record in page.records]
        blocks = [(one.at, one.end) for one, is_meant in records if is_meant and one.form == "block"]

        def outside(at: int) -> bool:
            return not lies_in(at, blocks)

        said: list[Hashable] = [("text", self.article.prose.text)]
        said += [_record(one, named) for one, is_meant in records if not is_meant]
        links = (link for link in page.links if link.file or link.id.text not in ids)
        said += [self.link(link, named) for link in links if outside(link.at)]
        said += [("heading", plain_words(heading.text)) for heading in page.headings if outside(heading.at)]
        for name in ("anchors", "destinations"):
            said += [(name, item.text) for item in getattr(page, name) if outside(item.at)]
        said += [_embed(embed, named) for embed in page.embeds if outside(embed.at)]
        return Counter([*said, *self._top(named)])

    def _top(self, named: Naming) -> Iterator[Hashable]:
        """What stands at the top of a page, or in sources.yml, and what is silenced."""
        page = self.page
        for name, text in page.meta.items():
            yield ("meta", name, named("statement", text) if name == "main" else text)
        for one in page.sources:
            fields = [(key, tuple(named("source", id_) for id_ in one.ids(key))) for key in SOURCE_REFERENCES]
            others = [entry for entry in one.fields.items() if entry[0] not in SOURCE_REFERENCES]
            yield ("source", named("source", one.id), one.type, *fields, *others)
        yield ("via", _values("source", page.via, named))
        for silencing in page.silencings:
            in_text = page.path != SOURCES_FILE and silencing.end > page.body_at
            place = self.article.prose.from_file(silencing.start, silencing.end) if in_text else ()
            yield ("silence", silencing.rule.text, silencing.reason, silencing.aside, place)


def _record(record: Record, named: Naming) -> Hashable:
    one = stated(record)
    options = [(name, _values(_KINDS.get(OPTIONS[name].value), items, named)) for name, items in record.options.items()]
    note = _TARGET.sub(lambda target: named("statement", target[0]), one.note)
    return ("record", record.form, named("statement", one.id), one.kind, frozenset(options), note, one.title)


def _embed(embed: Embed, named: Naming) -> Hashable:
    kinds: dict[str, Named] = {**dict.fromkeys(SOURCE_FILTERS, "source"), "same-as": "statement"}
    filters = [(name, _values(kinds.get(name), items, named)) for name, items in embed.filters.items()]
    return ("embed", embed.what, embed.most, embed.start, embed.order, frozenset(filters))


def _values(what: Named | None, items: tuple[Item, ...], named: Naming) -> Values:
    return tuple((named(what, text) if what else text, implied) for text, implied in values_of(items))


def is_silencing(said: Hashable) -> bool:
    """Whether something that a page says is that a rule is silenced somewhere."""
    return isinstance(said, tuple) and said[0] == "silence"


def is_mark(link: Link, id_: str) -> bool:
    """Whether a link marks words of the statement of its page with this id."""
    return not link.file and link.id.text == id_
