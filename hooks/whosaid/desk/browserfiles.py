"""What a browser loads of the desk: its modules as one script, with its styles; all without comments and spaces.

A module imports names from modules beside it, one of these in each line, and none by another name. A name at the top of
a module is in no other, for then the modules can stand one after the other: compressed, they are a fourth smaller so.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

_FOLDER: Final = Path(__file__).parent / "browser"
_FIRST: Final = "desk"  # the module that starts the others
_STYLES: Final = ("desk", "page")  # for the desk's own tree of elements, and for what is around it
_IMPORT: Final = re.compile(r"^import \{ \w+(?:, \w+)* \} from \"\./(\w+)\.js\";$", re.MULTILINE)
_EXPORT: Final = re.compile(r"^export (?=const|class)", re.MULTILINE)


def script() -> str:
    """The styles as STYLES, and all modules as one, those that others need first."""
    from rcssmin import cssmin  # here, since only previews need them
    from rjsmin import jsmin

    styles = {name: cssmin((_FOLDER / f"{name}.css").read_text("utf-8")) for name in _STYLES}
    modules = "\n".join(_EXPORT.sub("", _IMPORT.sub("", source)) for source in _sources(_FIRST, set()))
    return f"const STYLES={json.dumps(styles, ensure_ascii=False)};{jsmin(modules)}"


def _sources(name: str, before: set[str]) -> Iterator[str]:
    """A module's source after those of the modules that it imports from, each once."""
    if name in before:
        return
    before.add(name)
    source = (_FOLDER / f"{name}.js").read_text("utf-8")
    for needed in _IMPORT.findall(source):
        yield from _sources(needed, before)
    yield source
