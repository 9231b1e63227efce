"""What can be written where the cursor is. Only the text before it counts, since what is typed is never finished."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from lsprotocol.types import CompletionItem, CompletionList, TextEdit

from ..base.filenames import SETTINGS_FILE, SOURCES_FILE
from ..base.kinds import KIND_WORDS
from ..base.model import Page
from ..base.options import CUE_WORDS, LIST_VALUES, OPTIONS, SHORT_FORM_ORDER
from ..base.sourcefields import SOURCE_REFERENCES
from ..ledger.records import Ledger
from . import proposed
from .positions import Positions
from .proposed import Proposal
from .typedyaml import YamlPlace, allowed_keys, allowed_values, yaml_place

_MOST: Final = 200
_BACK: Final = 600  # characters of a mark with its attribution
_SCHEMAS: Final = {SOURCES_FILE: "sources", SETTINGS_FILE: "settings"}

_HEADER: Final = re.compile(r"[ \t>]*/{3,}[ \t]*(?P<typed>[a-z-]*)")
_OPEN: Final = re.compile(rf"[ \t>]*/{{3,}}[ \t]*(?P<kind>{KIND_WORDS})(?![\w-])")
_NAME: Final = re.compile(r"[ \t>]*(?P<typed>[a-z-]*)")
_OPTION: Final = re.compile(r"[ \t>]*(?P<name>[a-z-]+):[ \t]*(?P<value>.*)")
_TARGET: Final = re.compile(r"\]\([ \t]*(?P<typed>[^\s()<>#\"']*\#[^\s()\"'#]*)$")
_TITLE: Final = re.compile(
    r"\]\([ \t]*[^\s()<>\"']*\#[^\s()\"']+\s+(?P<quote>[\"'])(?P<title>(?:(?!(?P=quote)).)*)$", re.S
)
_KIND: Final = re.compile(rf"\s*(?P<kind>{KIND_WORDS})\s(?P<rest>.*)", re.S)
_CUE: Final = re.compile(rf"(?<!\S)(?P<cue>{CUE_WORDS})\s+(?P<values>(?:(?!(?<!\S)(?:{CUE_WORDS})\s).)*)$", re.S)
_SILENCING: Final = re.compile(r"(?:<!--|\#)\s*whosaid:\s*ignore\s+(?P<typed>[a-z-]*)$")
_LAST: Final = re.compile(r"[^,]*$")

Found = tuple[str, Iterable[Proposal]]
"""What is typed already, and what can stand in its place."""


def completions(ledger: Ledger, page: Page, at: int, positions: Positions) -> CompletionList:
    """What can be written at an offset of a page, in place of what is typed there already."""
    typed, proposals = _found(ledger, page, at) or ("", ())
    fitting = {one.text: one for one in proposals if typed.lower() in one.text.lower()}
    place = positions.range(at - len(typed), at)
    items = [
        CompletionItem(
            label=one.text,
            kind=one.kind,
            detail=one.detail or None,
            sort_text=f"{number:03}",
            filter_text=one.text,
            text_edit=TextEdit(place, one.inserted or one.text),
        )
        for number, one in enumerate([*fitting.values()][:_MOST])
    ]
    return CompletionList(is_incomplete=len(fitting) > _MOST, items=items)


def _found(ledger: Ledger, page: Page, at: int) -> Found | None:
    text = page.text
    line = text[text.rfind("\n", 0, at) + 1 : at]
    if silencing := _SILENCING.search(line):
        return silencing["typed"], proposed.rules()
    if page.path in _SCHEMAS or at < page.body_at:
        return _in_yaml(ledger, page, at)
    back = text[max(0, at - _BACK) : at].rpartition("\n\n")[2]
    return _in_block(ledger, page, line, text[:at]) or _in_link(ledger, page, back)


def _in_block(ledger: Ledger, page: Page, line: str, before: str) -> Found | None:
    if header := _HEADER.fullmatch(line):
        return header["typed"], proposed.kinds()
    opened = _block_of(before)
    if opened is None:
        return None
    kind, given = opened
    if name := _NAME.fullmatch(line):
        return name["typed"], proposed.options(kind, given)
    found = _OPTION.fullmatch(line)
    if found is None or found["name"] not in OPTIONS:
        return None
    option = OPTIONS[found["name"]]
    typed = _last(found["value"]) if option.value in LIST_VALUES else found["value"]
    return typed, proposed.values(option, ledger, page, typed)


def _block_of(before: str) -> tuple[str, list[str]] | None:
    """The kind of the block whose options the last line is among, and those above it."""
    given: list[str] = []
    for line in reversed(before.split("\n")[:-1]):
        if opened := _OPEN.match(line):
            return opened["kind"], given
        option = _OPTION.fullmatch(line)
        if option is None:
            return None
        given.append(option["name"])
    return None


def _in_link(ledger: Ledger, page: Page, back: str) -> Found | None:
    if target := _TARGET.search(back):
        typed = target["typed"]
        named = "" if typed.startswith("#") else typed
        found = proposed.statements(ledger, page, named)
        own = (*found, *proposed.unexplained(ledger, page)) if not named else (*found,)
        return typed.rpartition("#")[2], (_bare(one) for one in own)
    title = _TITLE.search(back)
    return _in_title(ledger, page, title["title"]) if title else None


def _bare(one: Proposal) -> Proposal:
    """A statement by its id alone, behind a `#` that is there."""
    return Proposal(one.text.rpartition("#")[2], one.detail, one.kind)


def _in_title(ledger: Ledger, page: Page, title: str) -> Found | None:
    """In the short form: the kind, a word such as `by`, or whom that names."""
    started = _KIND.fullmatch(title)
    if started is None:
        return (title.lstrip(), proposed.kinds()) if " " not in title.strip() else None
    kind, rest = started["kind"], started["rest"]
    cue = _CUE.search(rest)
    if cue is None:
        return _last_word(rest), proposed.cues(kind, "")
    typed = _last(cue["values"])
    if typed.strip() and typed != typed.rstrip():
        return "", proposed.cues(kind, cue["cue"])
    if " " in typed:
        return _last_word(typed), proposed.cues(kind, cue["cue"])
    return typed, proposed.values(OPTIONS[SHORT_FORM_ORDER[cue["cue"]]], ledger, page, typed)


def _in_yaml(ledger: Ledger, page: Page, at: int) -> Found:
    name = _SCHEMAS.get(page.path, "front-matter")
    place = yaml_place(page.text, 0 if page.path in _SCHEMAS else page.text.find("\n") + 1, at)
    typed = page.text[place.start : at]
    if place.key:
        return typed, _values_of(ledger, page, name, place)
    return typed, (Proposal(key, "", inserted=f"{key}: ") for key in allowed_keys(name, place.keys))


def _values_of(ledger: Ledger, page: Page, schema: str, place: YamlPlace) -> Iterator[Proposal]:
    if place.key in SOURCE_REFERENCES and place.keys:
        yield from proposed.sources(ledger, page)
    elif schema == "front-matter" and not place.keys and place.key == "via":
        yield from proposed.routes(ledger, page)
    elif schema == "front-matter" and not place.keys and place.key == "main":
        yield from proposed.statements(ledger, page, "")
    yield from (Proposal(value) for value in allowed_values(schema, (*place.keys, place.key)))


def _last(values: str) -> str:
    """The last of a list of values, as far as it is typed."""
    found = _LAST.search(values)
    return found[0].lstrip() if found else ""


def _last_word(text: str) -> str:
    return text.rpartition(" ")[2]
