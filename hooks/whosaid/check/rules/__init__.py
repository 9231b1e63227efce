"""All rules. Each module holds those of one subject; `RULES` is filled as they are imported.

How what they find is mended stands in the modules called `…repairs`, by what is repaired: blocks, marks, words, links,
YAML, comments. A rule names its own there, as `mend` and `offer`.
"""

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
    openquestions,
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
    "openquestions",
    "quotations",
    "reply",
    "silences",
    "sourcing",
    "unmarked",
    "valueforms",
    "wordchoice",
    "yamlforms",
]
