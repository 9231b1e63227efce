"""Errors that no check can foresee, each in a sentence: the disk, the theme, files that change during the build."""

from __future__ import annotations

import os
import re
import traceback
from pathlib import Path
from typing import Final

import jinja2

_LANGUAGE: Final = re.compile(r"partials/languages/(.*)\.html")
"""What Material looks for where mkdocs.yml names its language."""


def in_a_sentence(error: Exception) -> str:
    """Why the build stopped; empty for a bug in a program, whose developers need the traceback."""
    match error:
        case jinja2.TemplateNotFound() if language := _LANGUAGE.fullmatch(str(error.name)):
            return (
                f"the theme has no language “{language[1]}”; set “language” under “theme” in mkdocs.yml to one it has"
            )
        case jinja2.TemplateNotFound():
            return f"the theme has no template called “{error.name}”"
        case jinja2.TemplateSyntaxError():
            return f"the template “{error.name}” cannot be read: {error.message} (line {error.lineno})"
        case jinja2.TemplateError():
            return f"the theme cannot draw a page: {error.message or type(error).__name__}"
        case OSError():
            return f"the site cannot be built: {in_words(error)}"
        case _ if _is_in_template(error):
            return f"the theme cannot draw a page: {error}; look at the front matter of the page just named"
        case RecursionError():
            return "the page just named cannot be drawn: its lists or quotations are nested too deeply"
        case UnicodeError():
            return f"the site cannot be built: a file or a name is not UTF-8 ({error})"
        case _:
            return ""


def _is_in_template(error: Exception) -> bool:
    frames = traceback.extract_tb(error.__traceback__)
    return bool(frames) and frames[-1].filename.endswith(".html")


def in_words(error: OSError) -> str:
    """The reason, and the file."""
    reason = (error.strerror or str(error) or type(error).__name__).lower()
    name = error.filename2 or error.filename  # for a copy, the target
    return f"{reason} (“{shown(os.fsdecode(name))}”)" if name else reason


def shown(path: str | Path) -> str:
    """A path as the author would type it; bytes that are not UTF-8 as `\\xff`."""
    near = os.path.relpath(path) if Path(path).is_relative_to(Path.cwd()) else os.fspath(path)
    return os.fsencode(near).decode("utf-8", "backslashreplace")
