"""What an article's page says for paper: a line with the number of notes, and the choice of whole or short notes."""

from __future__ import annotations

import xml.etree.ElementTree as etree
from typing import Final

from ..base.catalogue import N_, counted, said
from .elements import add, add_choice

_CHOICES: Final = {
    # Translators: what is printed of an article's notes, after “On paper”; so with the next one
    "whole": N_("whole notes"),
    "short": N_("notes in short, as a hand-out"),
}
"""The first is printed unless a reader chooses the other."""


def draw_paper_line(section: etree.Element, notes: int) -> None:
    """The line on paper, which a script completes, and the heading that it gives the notes there."""
    count = counted(notes, "{n} note", "{n} notes")
    add(section, "p", {"class": "ann-paper", "data-text": count, "data-notes": said("Notes")}, count)


def draw_paper_choice(panel: etree.Element) -> None:
    """The choice, which the stylesheet evaluates."""
    add_choice(panel, "ann-onpaper", "ann-paper", said("On paper"), _CHOICES)
