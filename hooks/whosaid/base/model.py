"""The data model that the reader fills and the ledger joins: frozen records of plain data.

A position (`at`, `end`) is an offset in characters into `Page.text`, the author's file without a byte order mark and
with every line ending as a single newline, so that line and column match the author's file.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Final, Literal

from msgspec import Struct, field

from .catalogue import said
from .faults import ReadingFault
from .kinds import KindId
from .options import STATEMENT_OPTIONS, OptionName
from .storage import digest
from .vocabulary import SourceTypeId


class Item(Struct, frozen=True, array_like=True, gc=False):
    """A piece of the author's text and its position. `implied`: marked `(implied)`, the editor's inference."""

    text: str
    at: int
    implied: bool = False


class Suspect(Struct, frozen=True, array_like=True, gc=False):
    """A reading fault only if `target` (`id` or `other.md#id`) names a statement, known once all pages are read.

    Without a target: if the page has any statement. `unless_anchor`: also if the target is not an anchor of the page,
    since then only a statement can be meant. `nearly`: also if the target closely resembles a statement's id on the
    page.
    """

    target: str
    fault: ReadingFault
    unless_anchor: bool = False
    nearly: bool = False


Form = Literal["block", "short"]


class Record(Struct, frozen=True, array_like=True):
    """One annotation as written, in either form: a claim, an opinion or a response.

    `at`/`end` span the block's lines or the link; `attribution_at` is the start of the attribution: the block's first
    line or the link's title. `body` holds the editor's note as Markdown, without indentation and quote markers.
    """

    kind: KindId
    at: int
    end: int
    form: Form
    id: Item | None
    options: Mapping[OptionName, tuple[Item, ...]]
    title: Item | None = None
    body: str = ""
    attribution_at: int = 0

    def items(self, option: OptionName) -> tuple[Item, ...]:
        """The values of an option, in order; empty if it is not given."""
        return self.options.get(option, ())

    def value(self, option: OptionName) -> str:
        """The first value of an option; an empty text if it is not given."""
        items = self.options.get(option)
        return items[0].text if items else ""


Place = Literal["text", "heading", "note"]


class Link(Struct, frozen=True, array_like=True, gc=False):
    """An inline link whose target is an id (`#x`, `other.md#x`): a mark, if some page declares the id.

    `file` is the part before `#`, `words_at`/`words_end` span the words, `paragraph` is the number of its run of text,
    `declares` is whether its title is a short-form attribution.
    """

    id: Item
    file: str
    at: int
    end: int
    words_at: int
    words_end: int
    paragraph: int
    place: Place
    declares: bool = False


class Embed(Struct, frozen=True, array_like=True):
    """A part of the ledger to be shown in a page; `title` is the link title that asks for it.

    `what` is a key of EMBEDS, `order` one of ORDERS. `filters` holds the values by key of FILTERS. Of the items
    selected, `most` are shown (0: all), starting with number `start`.
    """

    what: str
    at: int = 0
    most: int = 0
    start: int = 1
    order: str = ""
    filters: Mapping[str, tuple[Item, ...]] = field(default_factory=dict)
    title: str = ""


class Source(Struct, frozen=True, array_like=True):
    """Someone a statement can be attributed to. `at` has the position of each of its keys, with `""` for the id itself.

    `file` is the file that declares it, as in `Page.file`; empty for built-in sources.
    For an unnamed source, `name` and `fields` hold nothing that reveals who it is, whatever its entry says.
    """

    id: str
    name: str
    type: SourceTypeId | Literal[""]
    fields: Mapping[str, str | tuple[str, ...]]
    at: Mapping[str, int]
    file: str = ""

    def text(self, key: str) -> str:
        """A field that holds one text; empty if it is not given."""
        value = self.fields.get(key, "")
        return value if isinstance(value, str) else ", ".join(value)

    def ids(self, key: str) -> tuple[str, ...]:
        """A field that holds source ids."""
        value = self.fields.get(key, ())
        return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value

    @property
    def label(self) -> str:
        """Its display name: its name, or how the reporter describes it; that of a built-in source is a message."""
        return (self.name if self.file else said(self.name)) or self.text("described-as") or self.id


class Heading(Struct, frozen=True, array_like=True, gc=False):
    """A heading's words as Markdown, and their position."""

    text: str
    at: int


class RuleSetting(Struct, frozen=True, array_like=True):
    """What whosaid.yml sets a rule to: `error`, `warning`, `info` or `off`."""

    rule: Item
    severity: str


UNMARKED: Final = "unmarked-claim"
"""The rule that says which sentences no mark covers; where it is silenced, they are set aside."""


class Silencing(Struct, frozen=True, array_like=True):
    """A rule that the author silences from offset `start` to `end` of a page, for a reason.

    `aside`: a paragraph set aside (`nothing-to-note`), which is no fault where the rule finds nothing.
    """

    rule: Item
    reason: str
    start: int
    end: int
    aside: bool = False


class Page(Struct, frozen=True, dict=True):
    """One Markdown file as read. `path` is relative to the docs folder, `file` is the name shown to the author.

    `body_at` is where the Markdown starts, after the front matter. `links` and `records` are in the order of the text.
    `anchors` are the explicit ids, in attribute lists and raw HTML. Only the settings file has `rule_settings`. `via`
    is the default route, for statements that do not state theirs. `destinations` are where ordinary links lead, as
    written, if not to another site. `site_language` is the tag of the language of the pages that do not say theirs.
    """

    path: str
    file: str
    text: str
    body_at: int = 0
    meta: Mapping[str, str] = field(default_factory=dict)
    sources: tuple[Source, ...] = ()
    records: tuple[Record, ...] = ()
    links: tuple[Link, ...] = ()
    headings: tuple[Heading, ...] = ()
    anchors: tuple[Item, ...] = ()
    embeds: tuple[Embed, ...] = ()
    faults: tuple[ReadingFault, ...] = ()
    suspects: tuple[Suspect, ...] = ()
    silencings: tuple[Silencing, ...] = ()
    rule_settings: tuple[RuleSetting, ...] = ()
    via: tuple[Item, ...] = ()
    destinations: tuple[Item, ...] = ()
    site_language: str = ""

    @cached_property
    def own_sources(self) -> dict[str, Source]:
        """The sources that the page declares, by id; the first declaration counts."""
        return {source.id: source for source in reversed(self.sources)}

    @cached_property
    def naming(self) -> tuple[tuple[Record, OptionName, Item], ...]:
        """Where its records name statements, in their order: the record, the option, and the name as written."""
        return tuple(
            (record, option, item)
            for record in self.records
            if not STATEMENT_OPTIONS.isdisjoint(record.options)
            for option, items in record.options.items()
            if option in STATEMENT_OPTIONS
            for item in items
        )

    @cached_property
    def digest(self) -> bytes:
        """A digest of its text."""
        return digest(self.text)

    @property
    def language(self) -> str:
        """The tag of its language (BCP 47), if only as that of its site; empty if neither gives one."""
        return self.meta.get("language", "") or self.site_language

    @property
    def is_for_class(self) -> bool:
        """Whether it asks for the exercise “Who said it?”."""
        return self.meta.get("classroom") in ("yes", "true")
