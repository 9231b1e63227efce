"""The wording of who a source is, from the declared fields of its entry (`base/sourcefields.py`)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from ..base.catalogue import said
from ..base.model import Page, Source
from ..base.sourcefields import FIELDS_AT, SOURCE_FIELDS, Place, SourceField
from ..ledger.records import Ledger, Statement, find_source
from .sentences import capital, clauses, joint, listed, stopped

_OTHERS: Final = frozenset(row.name for row in SOURCE_FIELDS.values() if row.value in ("source", "sources"))
"""The fields that name other sources."""


def source_in_words(ledger: Ledger, source: Source, page: Page) -> str:
    """Who a source is: name or description, role, body spoken for, and why it is not named."""
    if source.type == "own-voice":
        return said("Nobody: the article says it in its own voice")
    if source.type == "vague":
        return said("Nobody who could be identified")
    beside, after = _told(ledger, source, page, "beside"), _told(ledger, source, page, "after")
    return stopped([listed([capital(source.label), *beside]), *after])


def roles_in_words(ledger: Ledger, source: Source, page: Page) -> str:
    """What stands beside its name: `mayor, for the town council`; empty if nothing does."""
    return listed(_told(ledger, source, page, "beside"))


def speaks_for(ledger: Ledger, source: Source, page: Page) -> str:
    """The body for which it speaks, by its name; empty if it speaks for itself."""
    return clauses(_labels(ledger, page, source.ids("for"))) or source.text("for")


def told_after_its_name(ledger: Ledger, source: Source, page: Page) -> list[str]:
    """What is told of it in sentences of their own: why it is not named, what it stands to gain or lose."""
    return _told(ledger, source, page, "after")


def named_with(ledger: Ledger, *statements: Statement) -> Iterator[tuple[Page, Source]]:
    """Everyone whom a sentence about statements may name, each with the page that names it."""
    for statement in statements:
        yield from ((statement.page, source) for source in statement.sources)
        yield from ((statement.page, step.source) for step in statement.route.steps)
        if "about" in statement.record.options:
            yield from ((statement.page, source) for source in ledger.parties(statement))
        for source in statement.sources:
            yield from ((statement.page, other) for other in _beside(ledger, source, statement))


def _beside(ledger: Ledger, source: Source, statement: Statement) -> Iterator[Source]:
    """Those whom the entry of a source names: for whom it speaks, who may be the same people."""
    ids = (id_ for name in source.fields if name in _OTHERS for id_ in source.ids(name))
    found = (find_source(ledger.sources, statement.page, id_) for id_ in ids)
    return (other for other in found if other is not None)


def at_names(text: str, labels: Iterable[str]) -> Iterator[tuple[str, str]]:
    """A text in pieces: what stands between names, and each whole name with the label that it is.

    A name may begin a sentence with a capital; of two names that begin in the same place, the longer is meant.
    """
    by_name = {name: label for label in labels for name in (capital(label), label) if name and name in text}
    at = 0
    while by_name and (found := _first_name(text, at, by_name)):
        start, name = found
        yield from ((text[at:start], ""), (name, by_name[name]))
        at = start + len(name)
    yield text[at:], ""


def _first_name(text: str, at: int, names: Iterable[str]) -> tuple[int, str] | None:
    """Where the first of these names is; a pattern would do the same, but each text has names of its own."""
    places = ((place, -len(name), name) for name in names if (place := _place_of(text, at, name)) >= 0)
    first = min(places, default=None)
    return (first[0], first[2]) if first is not None else None


def _place_of(text: str, at: int, name: str) -> int:
    while (place := text.find(name, at)) >= 0:
        end = place + len(name)
        if _begins(text, place) and not _goes_on(text[end : end + 1]):
            return place
        at = place + 1
    return -1


def _begins(text: str, place: int) -> bool:
    """Whether a word begins here, if only after what the language joins to the last name of a list."""
    if not _goes_on(text[place - 1 : place]):
        return True
    start = place - len(and_ := joint())
    return start >= 0 and text.startswith(and_, start) and start < place and not _goes_on(text[start - 1 : start])


def _goes_on(sign: str) -> bool:
    """Whether a word goes on with this sign, if there is one."""
    return sign.isalnum() or sign == "_"


def told_with_statement(ledger: Ledger, statement: Statement) -> Iterator[str]:
    """What is told once for all sources of a statement: who may be the same people, who says the same independently."""
    for row in FIELDS_AT["statement"]:
        ids = (id_ for source in statement.sources for id_ in source.ids(row.name))
        if labels := _labels(ledger, statement.page, ids):
            yield said(row.words, value=clauses(labels))


def source_links(source: Source) -> Iterator[tuple[str, str]]:
    """The texts and addresses of the links to a source."""
    for row in FIELDS_AT["link"]:
        if url := source.text(row.name):
            yield said(row.words, source=source.label) if row.words else source.label, url


def _told(ledger: Ledger, source: Source, page: Page, place: Place) -> list[str]:
    rows = (row for row in FIELDS_AT[place] if not row.types or source.type in row.types)
    return [*filter(None, (_in_words(ledger, source, page, row) for row in rows))]


def _in_words(ledger: Ledger, source: Source, page: Page, row: SourceField) -> str:
    """What readers are told of a field; empty if there is nothing to tell."""
    if row.name in _OWN_WORDING:
        return _OWN_WORDING[row.name](source)
    text = source.text(row.name)
    if row.value in ("source", "sources"):
        text = clauses(_labels(ledger, page, source.ids(row.name))) or text
    return said(row.words, value=text) if row.words and text else text


def _labels(ledger: Ledger, page: Page, ids: Iterable[str]) -> list[str]:
    """The names of declared sources, each once."""
    found = (find_source(ledger.sources, page, id_) for id_ in ids)
    return list(dict.fromkeys(other.label for other in found if other is not None))


def _why_unnamed(source: Source) -> str:
    reason = source.text("reason")
    if reason in ("", "not-stated"):
        return said("Why unnamed: not stated")
    return said("Why unnamed: {reason}", reason=reason)


def _whether_inspectable(source: Source) -> str:
    return said("It cannot be inspected") if source.text("inspectable") in ("no", "false") else ""


_OWN_WORDING: Final[Mapping[str, Callable[[Source], str]]] = {
    "reason": _why_unnamed,
    "inspectable": _whether_inspectable,
}
"""The fields of which readers are told more, or less, than the value."""
assert _OWN_WORDING.keys() >= {row.name for row in SOURCE_FIELDS.values() if row.value == "yes-no"}
