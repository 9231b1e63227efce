"""What a page says, wherever in its file that is written: for comparing it before a change and after it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping
from functools import cached_property
from typing import Final

from msgspec import Struct

from ..base.model import Item, Link, Page, Record
from ..base.options import OptionName
from ..base.plain import plain_words
from .finding import Article, Span

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

    def faults(self) -> Counter[Hashable]:
        """What is wrong with it, or would be if a statement were meant."""
        faults = ((fault.kind, fault.text, fault.detail, "") for fault in self.page.faults)
        suspects = ((one.fault.kind, one.fault.text, one.fault.detail, one.target) for one in self.page.suspects)
        return Counter([*faults, *suspects])

    def link(self, link: Link) -> Hashable:
        """A link to an id, for comparison."""
        words = self.page.text[link.words_at : link.words_end]
        where = plain_words(words) if link.place == "note" else self.span(link)
        return ("link", link.file, link.id.text, link.place, where)

    def all_but(self, id_: str, named: Callable[[str], str] = lambda text: text) -> Counter[Hashable]:
        """All that it says, apart from one statement, its marks and whatever is in its block.

        `named` is done to each id, or text that may hold one.
        """
        page = self.page
        blocks = [(one.at, one.end) for one in page.records if one.id and one.id.text == id_ and one.form == "block"]

        def outside(at: int) -> bool:
            return not any(start <= at < end for start, end in blocks)

        said: list[Hashable] = [("text", self.article.prose.text)]
        said += [_hashable(one) for one in page.records if one.id is None or one.id.text != id_]
        for link in page.links:
            if outside(link.at) and not is_mark(link, id_):
                said.append(self.link(link))
        for name in ("headings", "anchors", "destinations"):
            said += [(name, item.text) for item in getattr(page, name) if outside(item.at)]
        said += [("embed", embed.title) for embed in page.embeds if outside(embed.at)]
        return Counter([*said, *self._top()])

    def _top(self) -> Iterator[Hashable]:
        page, prose = self.page, self.article.prose
        yield from (("meta", *entry) for entry in page.meta.items())
        yield from (("source", one.id, one.type, *one.fields.items()) for one in page.sources)
        yield ("via", values_of(page.via))
        for one in page.silencings:
            yield ("silence", one.rule.text, one.reason, one.aside, prose.from_file(one.start, one.end))


def _hashable(record: Record) -> Hashable:
    one = stated(record)
    return ("record", record.form, one.id, one.kind, frozenset(one.options.items()), one.note, one.title)


def is_mark(link: Link, id_: str) -> bool:
    """Whether a link marks words of the statement of its page with this id."""
    return not link.file and link.id.text == id_


NOTHING: Final = ""
"""As an id: no statement."""
