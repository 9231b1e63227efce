"""What the inline level adds to a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from msgspec import Struct, field

from ..model import Embed, Link, Record, Slip, Suspect

_LABEL: Final = re.compile(r"^[ \t>]*\[([^\]\n]+)\]:", re.MULTILINE)


class Found(Struct):
    """What the inline level adds to a page; `references` are by the label that something must be declared under."""

    links: list[Link] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)
    embeds: list[Embed] = field(default_factory=list)
    slips: list[Slip] = field(default_factory=list)
    suspects: list[Suspect] = field(default_factory=list)
    references: list[tuple[str, Slip]] = field(default_factory=list)

    def add(self, pieces: Iterable[Slip | Suspect]) -> None:
        """Keep slips, and what may turn out to be one."""
        for piece in pieces:
            if isinstance(piece, Slip):
                self.slips.append(piece)
            else:
                self.suspects.append(piece)

    def broken_references(self, text: str) -> Iterator[Suspect]:
        """The reference links that lead nowhere: Markdown prints their brackets."""
        labels = {label.lower() for label in _LABEL.findall(text)} if self.references else ()
        return (Suspect("", slip) for label, slip in self.references if label not in labels)
