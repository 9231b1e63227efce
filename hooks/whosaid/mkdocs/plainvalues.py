"""What values of a configuration say, in a form that is the same in every run."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, Final

_FROM_FILES: Final = "custom_icons"
"""An option that names folders with files of the site's own."""


def plain(value: object) -> Any:
    """A value in lists, texts and numbers; functions are told by their names.

    Raises `TypeError` if it is not known what it says, or if it stands for files of the site's own.
    """
    match value:
        case None | bool() | int() | float():
            return value
        case str() | Path() | date():
            return str(value) if type(value) is str else [type(value).__name__, str(value)]
        case Mapping():
            if value.get(_FROM_FILES):
                raise TypeError(_FROM_FILES)
            return [[plain(key), plain(inner)] for key, inner in value.items()]
        case list() | tuple():
            return [plain(inner) for inner in value]
        case partial():
            return ["partial", plain(value.func), plain(value.args), plain(value.keywords)]
    if isinstance(name := getattr(value, "__qualname__", None), str) and "<" not in name:
        return f"{getattr(value, '__module__', '')}.{name}"
    raise TypeError(f"a {type(value).__name__}")
