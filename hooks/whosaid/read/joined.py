"""Blocks whose lines a formatter joined: they are still read, so that a single finding names the cause."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from typing import Final

from msgspec import Struct

from ..base.faults import ReadingFault
from ..base.kinds import KIND_WORDS, KINDS
from ..base.model import Item
from ..base.options import OPTIONS
from ..base.patterns import pattern
from .blocks import Header
from .misplaced import OPTION_NAMES
from .values import Options, read_values

_PAIR: Final = pattern(rf"(?<!\S)(?P<key>{OPTION_NAMES}):(?=\s)")
_JOINT: Final = pattern(rf"(?<!\S)/{{3,}}(?:\s+(?P<kind>{KIND_WORDS})(?!\S))?(?=\s|$)")


class Joined(Struct, frozen=True):
    """A block whose lines a formatter joined; `closed` if its closing slashes were joined on, too."""

    header: Header
    options: Options
    closed: bool


def read_joined(text: str, header: Header, end: int, faults: list[ReadingFault]) -> Iterator[Joined]:
    """The blocks in the joined lines from `header` to `end`, with the options that can be told apart."""
    joints = list(_JOINT.finditer(text, header.at, end))
    stops = [joint.start() for joint in joints[1:]]
    for joint, stop in zip_longest(joints, stops, fillvalue=None):
        if joint is None or (joint["kind"] is None and joint is not joints[0]):
            continue
        start = joint.end()
        if joint is not joints[0]:
            header = Header(joint.start(), header.slashes, KINDS[joint["kind"]].id, None, end, joined=True)
        limit = end if stop is None else stop
        named = _joined_header(text, header, start, limit)
        yield Joined(named, _joined_options(text, header, start, limit, faults), closed=stop is not None)


def _joined_header(text: str, header: Header, start: int, stop: int) -> Header:
    pair = _PAIR.search(text, start, stop)
    bar = text.find("|", start, pair.start() if pair else stop)
    if bar < 0:
        return header
    title = text[bar + 1 : pair.start() if pair else stop].strip()
    return Header(header.at, header.slashes, header.kind, Item(title, bar + 1), header.options_at, True)


def _joined_options(text: str, header: Header, start: int, stop: int, faults: list[ReadingFault]) -> Options:
    options: Options = {}
    pairs = list(_PAIR.finditer(text, start, stop))
    for pair, after in zip(pairs, [*pairs[1:], None], strict=False):
        option = OPTIONS[pair["key"]]
        value = text[pair.end() : after.start() if after else stop]
        if KINDS[header.kind].family in option.families and option.name not in options:
            options[option.name] = read_values(option, value, pair.end(), faults)
    return options
