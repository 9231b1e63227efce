"""What can be written in a place: the ids of statements and sources, the names of options, their terms."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator

from lsprotocol.types import CompletionItemKind
from msgspec import Struct

from ..base.kinds import KINDS
from ..base.model import Page, Source
from ..base.options import NOBODY, OPTIONS, OWN_OUTLET, SHORT_FORM_ORDER, Option
from ..base.vocabulary import DIRECT_ROUTES
from ..check.rules import RULES
from ..ledger.records import BUILT_IN, Ledger, Statement, page_of
from ..words.labels import kind_label, type_label
from ..words.wording import name_of, shortened, title_of

_WORDS = 60  # characters of what a statement says


class Proposal(Struct, frozen=True):
    """A text that can be written, and what it is. `inserted` is written instead, if it is not empty."""

    text: str
    detail: str = ""
    kind: CompletionItemKind = CompletionItemKind.Keyword
    inserted: str = ""


def kinds() -> Iterator[Proposal]:
    """The kinds of statements."""
    return (Proposal(kind.id, kind_label(kind.id), CompletionItemKind.Class) for kind in KINDS.values())


def options(kind: str, given: Iterable[str]) -> Iterator[Proposal]:
    """The options that a block of this kind can still have."""
    for name, option in OPTIONS.items():
        if KINDS[kind].family in option.families and name not in given:
            yield Proposal(name, option.meaning, CompletionItemKind.Property, f"{name}: ")


def cues(kind: str, after: str) -> Iterator[Proposal]:
    """The words of the short form that can follow one of them, or the kind."""
    words = [*SHORT_FORM_ORDER]
    for word in words[words.index(after) + 1 if after else 0 :]:
        if KINDS[kind].family in OPTIONS[SHORT_FORM_ORDER[word]].families:
            yield Proposal(word, "", CompletionItemKind.Keyword, f"{word} ")


def values(option: Option, ledger: Ledger, page: Page, typed: str) -> Iterator[Proposal]:
    """The values of an option."""
    match option.value:
        case "source":
            yield from sources(ledger, page)
        case "via":
            yield from routes(ledger, page)
        case "speaker":
            yield Proposal(OWN_OUTLET, "The article’s own outlet")
            yield from sources(ledger, page)
        case "statement":
            if option.name == "of":
                yield Proposal(NOBODY, "What nobody on the page claims")
            yield from statements(ledger, page, typed)
            yield from pages(ledger, page)
        case "id":
            yield from unexplained(ledger, page)
        case "term" | "terms":
            yield from (Proposal(term, "", CompletionItemKind.EnumMember) for term in option.terms)
        case "date":
            yield Proposal("unknown", "The date is not known")


def sources(ledger: Ledger, page: Page) -> Iterator[Proposal]:
    """Everyone whom a page can name: its own sources, the site's, and those that every site has."""
    for source in (*page.own_sources.values(), *ledger.sources.values(), *BUILT_IN.values()):
        yield Proposal(source.id, _who(source), CompletionItemKind.Value)


def routes(ledger: Ledger, page: Page) -> Iterator[Proposal]:
    """The same, and how else a statement can have come."""
    for word, meaning in DIRECT_ROUTES.items():
        yield Proposal(word, meaning)
    yield from sources(ledger, page)


def statements(ledger: Ledger, page: Page, typed: str) -> Iterator[Proposal]:
    """The statements of a page, or of the one that is named before a `#`."""
    file, hash_, _ = typed.rpartition("#")
    path = page_of(page.path, file) if file else page.path
    for one in ledger.statements.get(path, ()):
        yield Proposal(f"{file}{hash_}{one.id}", _what(one), CompletionItemKind.Reference)


def pages(ledger: Ledger, page: Page) -> Iterator[Proposal]:
    """The other pages with statements, as they are named from this one."""
    folder = posixpath.dirname(page.path) or "."
    for path, here in ledger.statements.items():
        if here and path != page.path:
            name = posixpath.relpath(path, folder)
            yield Proposal(f"{name}#", title_of(ledger.files[path]), CompletionItemKind.File)


def unexplained(ledger: Ledger, page: Page) -> Iterator[Proposal]:
    """The ids of marks on a page that no statement declares yet."""
    for id_ in dict.fromkeys(link.id.text for link in page.links if not link.file):
        if f"{page.path}#{id_}" not in ledger.by_ref:
            yield Proposal(id_, "A mark without a block", CompletionItemKind.Reference)


def rules() -> Iterator[Proposal]:
    """The rules that can be silenced."""
    for rule in RULES.values():
        if not rule.gate:
            yield Proposal(rule.name, rule.summary, CompletionItemKind.Constant)


def _who(source: Source) -> str:
    return f"{source.label} ({type_label(source.type)})" if source.label != source.id else type_label(source.type)


def _what(statement: Statement) -> str:
    return f"{kind_label(statement.kind)}: {shortened(name_of(statement), _WORDS)}"
