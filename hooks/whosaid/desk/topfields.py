"""The top of an article as the desk shows it: what must be known of it, and what is found there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct

from ..base.model import Page
from ..base.shapes import GENRES
from ..check.findings import Finding
from ..editing.articletop import ASKED, yaml_of
from ..editing.yamlplaces import places

_REMOVE: Final = "remove this line if"
_TERMS: Final[Mapping[str, Sequence[str]]] = {"genre": GENRES}


class TopField(Struct, frozen=True):
    """A key of the front matter: its value, what it asks for, the values that it takes if they are few.

    `found` is what is wrong with it, in words; `optional` says that there may be no answer.
    """

    name: str
    label: str
    value: str
    asks: str
    terms: Sequence[str]
    optional: bool
    found: str


def top_fields(page: Page, findings: Iterable[Finding]) -> list[TopField]:
    """The keys that every article should have, in their order."""
    lines = dict(_lines(page))
    found = {finding.line: finding.message for finding in findings if finding.severity == "error"}
    return [
        TopField(
            name=name,
            label=name.replace("-", " ").capitalize(),
            value=page.meta.get(name, ""),
            asks=asks.replace(_REMOVE, "empty if"),
            terms=_TERMS.get(name, ()),
            optional=_REMOVE in asks,
            found=found.get(lines.get(name, 0), ""),
        )
        for name, asks in ASKED.items()
    ]


def is_of_top(page: Page, finding: Finding) -> bool:
    """Whether a finding is shown at a field of the top."""
    return finding.severity == "error" and finding.line in {line for name, line in _lines(page) if name in ASKED}


def _lines(page: Page) -> Iterator[tuple[str, int]]:
    """The keys that a page has, with their lines."""
    top = page.text[: page.body_at]
    span = yaml_of(top)
    keys = places(top, *span) if span else None
    for entry in keys.entries if keys else ():
        yield entry.name, top.count("\n", 0, entry.key[0]) + 1
