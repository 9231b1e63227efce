"""All rules. Each module holds those of one subject; `RULES` is filled as they are imported."""

from __future__ import annotations

from . import (
    anonymity,
    anonymousvoices,
    blockforms,
    builder,
    details,
    embedforms,
    files,
    independence,
    limits,
    markforms,
    metadata,
    names,
    quotations,
    reply,
    silences,
    sourcing,
    unmarked,
    valueforms,
    wordchoice,
    yamlforms,
)
from .core import RULES, Fault, Rule

__all__ = [
    "RULES",
    "Fault",
    "Rule",
    "anonymity",
    "anonymousvoices",
    "blockforms",
    "builder",
    "details",
    "embedforms",
    "files",
    "independence",
    "limits",
    "markforms",
    "metadata",
    "names",
    "quotations",
    "reply",
    "silences",
    "sourcing",
    "unmarked",
    "valueforms",
    "wordchoice",
    "yamlforms",
]
