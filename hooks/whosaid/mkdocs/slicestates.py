"""What is drawn from a slice of the ledger, and what it looks up beyond that, with the answers.

Kept between builds, it is right as long as the slice is the same, and all the answers are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

import msgspec

from ..base.storage import digest
from ..ledger.slices import WHOLE, Slice, Slices
from ..render import BuildState
from ..words.selection import Selector
from .noted import ALL, ANY, Lookup, Noted, noted_fields
from .published import Addresses

Answers = list[tuple[str, str, str | None]]
"""What was looked up: a mapping, a name in it, and what was found in a word; None if nothing was."""

_PATHS: Final = ("source_pages", "claim_pages")


class _SliceState(BuildState, eq=False, dict=True):
    """The state of a build, for what is drawn from a slice. Lists of the whole site are made from the whole ledger."""

    whole: BuildState | None = None
    asked: set[Lookup] = msgspec.field(default_factory=set)

    @property
    def selector(self) -> Selector:
        self.asked.add(WHOLE)
        assert self.whole is not None
        return self.whole.selector


def slice_state(state: BuildState, slice_: Slice, pages: Mapping[str, str], *, is_closed: bool) -> BuildState:
    """A state that draws a slice and notes there what else is looked up; `pages` are the addresses of the site.

    `is_closed`: whether what lists select is to be found in the slice, too.
    """
    site = msgspec.structs.replace(state.site, pages=pages)
    fields = noted_fields(state, slice_.asked)
    if is_closed:
        return BuildState(slice_.ledger, (), state.settings, site=site, signs=state.signs, **fields)
    return _SliceState(
        slice_.ledger, (), state.settings, site=site, signs=state.signs, **fields, whole=state, asked=slice_.asked
    )


def noted_addresses(state: BuildState, slice_: Slice) -> Mapping[str, str]:
    """The addresses of the site, which note what is looked up."""
    return Noted("addresses", state.site.pages, slice_.asked)


class Answering:
    """Answers what slices look up beyond themselves, as it is in one build, for as long as nothing changes in it."""

    def __init__(self, state: BuildState, slices: Slices) -> None:
        self.state, self.slices = state, slices
        self._known: dict[Lookup, str | None] = {}

    def to(self, asked: Iterable[Lookup]) -> Answers:
        """The answers to all of this."""
        return [(*lookup, self._answer(lookup)) for lookup in sorted(asked)]

    def are(self, answers: Answers) -> bool:
        """Whether these are the answers still."""
        return all(self._answer((name, key)) == answer for name, key, answer in answers)

    def _answer(self, lookup: Lookup) -> str | None:
        if lookup not in self._known:
            self._known[lookup] = self._found(*lookup)
        return self._known[lookup]

    def _found(self, name: str, key: str) -> str | None:
        if (name, key) == WHOLE:
            return self.slices.digest.hex()
        values = self.state.site.pages if name == "addresses" else getattr(self.state, name, None)
        if values is None:
            values = getattr(self.state.ledger, name)
        if key == ANY:
            return "" if values else None
        if key == ALL:
            return digest(*(f"{one} {self._answer((name, one))}" for one in values)).hex()
        if isinstance(values, Addresses):
            file = values.files.get_file_from_path(key)
            return f"{file.inclusion.name} {file.url}" if file is not None else None
        if name in _PATHS:
            return str(values[key]) if key in values else None
        return "" if key in values else None
