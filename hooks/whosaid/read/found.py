"""What the inline level adds to a page."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from msgspec import Struct, field

from ..base.faults import ReadingFault
from ..base.model import Embed, Item, Link, Record, Suspect
from ..base.patterns import pattern

_LABEL: Final = pattern(r"^[ \t>]*\[([^\]\n]+)\]:", re.MULTILINE)


class Found(Struct):
    """What the inline level adds to a page; `destinations` are those of ordinary links.

    `references` are faults unless a label is declared, `around` if it is.
    """

    links: list[Link] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)
    embeds: list[Embed] = field(default_factory=list)
    faults: list[ReadingFault] = field(default_factory=list)
    suspects: list[Suspect] = field(default_factory=list)
    references: list[tuple[str, ReadingFault]] = field(default_factory=list)
    around: list[tuple[str, ReadingFault | Suspect]] = field(default_factory=list)
    destinations: list[Item] = field(default_factory=list)

    def lead_to(self, destination: str, at: int) -> None:
        """Keep where an ordinary link leads, unless to another site."""
        if ":" not in destination:
            self.destinations.append(Item(destination.strip("<>"), at))

    def add(self, pieces: Iterable[ReadingFault | Suspect]) -> None:
        """Keep faults and suspects."""
        for piece in pieces:
            if isinstance(piece, ReadingFault):
                self.faults.append(piece)
            else:
                self.suspects.append(piece)

    def look_up_references(self, text: str) -> None:
        """Keep the faults of reference links that lead nowhere, which Markdown prints as text, or contain a mark."""
        if self.references or self.around:
            labels = {label.lower() for label in _LABEL.findall(text)}
            self.add(Suspect("", fault) for label, fault in self.references if label not in labels)
            self.add(fault for label, fault in self.around if label in labels)
