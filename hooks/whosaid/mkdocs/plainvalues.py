"""What values of a configuration say, in a form that is the same in every run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, Final

PACKAGES: Final = ("markdown", "material", "pymdownx")
"""The packages whose functions do the same in every run; one of the site's own may read files, or count."""
_FROM_FILES: Final = "custom_icons"
"""An option that names folders with files of the site's own."""


def plain(value: object) -> Any:
    """A value in lists, texts and numbers; functions are told by their names.

    Raises `TypeError` if it is not known what it says, or if it stands for files or code of the site's own.
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
    name, module = getattr(value, "__qualname__", None), module_of(value)
    if isinstance(name, str) and "<" not in name and package_of(module) in PACKAGES:
        return f"{module}.{name}"
    raise TypeError(f"a {type(value).__name__}")


def functions_in(options: object) -> Iterator[object]:
    """The functions in the options of extensions, such as those that draw the fences of one language."""
    if callable(options):
        yield options
    elif isinstance(options, Mapping):
        yield from (found for value in options.values() for found in functions_in(value))
    elif isinstance(options, list | tuple):
        yield from (found for value in options for found in functions_in(value))


def module_of(function: Any) -> str:
    """The module of a function; of one with some arguments filled in (functools.partial), that of the whole."""
    return str(getattr(getattr(function, "func", function), "__module__", ""))


def package_of(module: str) -> str:
    """The package of a module."""
    return module.partition(".")[0]
