"""The values of options and of the short form: text is turned into items and faults."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import msgspec
from msgspec import Struct

from ..base.dates import DATE, MOMENT
from ..base.faults import BadDate, BadId, BadLanguage, BadUrl, EmptyValue, ReadingFault, UnknownTerm
from ..base.filefaults import OffTheRecord, TextTooLong
from ..base.filenames import MARKDOWN_ENDINGS
from ..base.kinds import KINDS
from ..base.languages import is_language
from ..base.model import Item
from ..base.options import LIST_VALUES, NOBODY, OPTIONS, Option, OptionName
from ..base.patterns import pattern
from ..base.privacy import OFF_THE_RECORD
from ..base.vocabulary import ID, LONGEST_TEXT
from ..base.webaddress import WEB_ADDRESS

Options = dict[OptionName, tuple[Item, ...]]
"""The values of a block's options, by name."""

_ID_VALUES: Final = frozenset(("id", "source", "speaker", "via", "statement"))
_IMPLIED: Final = "(implied)"
_STATEMENT: Final = pattern(rf"(?:[^\s#]+\.(?:{MARKDOWN_ENDINGS})#)?{ID.pattern}")


def read_values(option: Option, text: str, at: int, faults: list[ReadingFault]) -> tuple[Item, ...]:
    """The items of `text`, which starts at offset `at`; an invalid one is a fault, and is kept if it is an id."""
    if option.value in _ID_VALUES and ID.fullmatch(text) and text != NOBODY:  # the common case, and the fast one
        return (Item(text, at),)
    read = _read(option.name, text)
    if read.faults:
        faults.extend(msgspec.structs.replace(fault, at=at + fault.at) for fault in read.faults)
    return tuple([Item(item.text, at + item.at, item.implied) for item in read.items])


class _Values(Struct, frozen=True):
    """A value read as if it were at offset 0."""

    items: tuple[Item, ...]
    faults: tuple[ReadingFault, ...]


@lru_cache(maxsize=4096)  # most values occur more than once on a site
def _read(name: str, text: str) -> _Values:
    option = OPTIONS[name]
    faults: list[ReadingFault] = []
    items: list[Item] = []
    if option.value not in LIST_VALUES:
        item = stripped(text, 0)
        if not item.text:
            faults.append(EmptyValue(0, name))
        elif _is_good(option, item, faults):
            items.append(cut(item, name, faults))
        return _Values(tuple(items), tuple(faults))
    start = 0
    for part in text.split(","):
        item = stripped(part, start)
        start += len(part) + 1
        if option.value == "via" and item.text.endswith(_IMPLIED):
            item = Item(item.text.removesuffix(_IMPLIED).rstrip(), item.at, implied=True)
        if not item.text:
            faults.append(EmptyValue(item.at, name, detail="place" if "," in text else ""))
        elif _is_good(option, item, faults):
            items.append(item)
    return _Values(tuple(items), tuple(faults))


def stripped(text: str, at: int) -> Item:
    """The text at an offset without the white space around it."""
    bare = text.strip()
    return Item(bare, at + len(text) - len(text.lstrip()) if bare else at)


def cut(item: Item, name: str, faults: list[ReadingFault]) -> Item:
    """A text, cut to the maximum length; a longer text is a fault."""
    if len(item.text) <= LONGEST_TEXT:
        return item
    faults.append(TextTooLong(item.at, name, detail=str(len(item.text))))
    return Item(item.text[:LONGEST_TEXT], item.at)


def _is_good(option: Option, item: Item, faults: list[ReadingFault]) -> bool:
    text = item.text
    fault: ReadingFault | None = None
    match option.value:
        case "id" if text == NOBODY:
            fault = BadId(item.at, text, detail="nobody")
        case "id" | "source" | "speaker":
            fault = None if ID.fullmatch(text) else BadId(item.at, text, detail=option.name)
        case "via":
            fault = None if ID.fullmatch(text) else BadId(item.at, text, detail=option.name)
        case "statement":
            fault = None if _STATEMENT.fullmatch(text) else BadId(item.at, text, detail=option.name)
        case "date":
            fault = None if DATE.fullmatch(text) else BadDate(item.at, text, detail=option.name)
        case "moment":
            fault = None if MOMENT.fullmatch(text) else BadDate(item.at, text, detail=option.name)
        case "language":
            fault = None if is_language(text) else BadLanguage(item.at, text, detail=option.name)
        case "url":
            fault = None if WEB_ADDRESS.fullmatch(text) else BadUrl(item.at, text, detail=option.name)
        case "term" | "terms":
            fault = None if text in option.terms else _unknown_term(option, item)
    if fault is not None:
        faults.append(fault)
    return fault is None


def _unknown_term(option: Option, item: Item) -> ReadingFault:
    if option.name == "terms" and item.text.lower().replace(" ", "-") in OFF_THE_RECORD:
        return OffTheRecord(item.at, item.text)
    return UnknownTerm(item.at, item.text, option.terms, option.name)


def is_faulty(option: Option, value: str) -> bool:
    """Whether a value is invalid for an option."""
    faults: list[ReadingFault] = []
    read_values(option, value, 0, faults)
    return bool(faults)


def option_names(kind: str) -> tuple[str, ...]:
    """The options a block of this kind may have, in the order of the vocabulary."""
    return tuple(name for name, option in OPTIONS.items() if KINDS[kind].family in option.families)
