"""All rules. Each module holds those of one subject; `RULES` is filled as they are imported."""

from __future__ import annotations

from . import (
    anonymity,
    attribution,
    blocks,
    details,
    embeds,
    files,
    independence,
    limits,
    marks,
    metadata,
    names,
    reply,
    silencing,
    words,
)
from .core import RULES, Fault, Rule

__all__ = [
    "RULES",
    "Fault",
    "Rule",
    "anonymity",
    "attribution",
    "blocks",
    "details",
    "embeds",
    "files",
    "independence",
    "limits",
    "marks",
    "metadata",
    "names",
    "reply",
    "silencing",
    "words",
]
