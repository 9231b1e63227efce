"""What a browser loads of the desk, made of its modules and styles: one script with short names, without comments.

`make desk` writes it anew; the made script is kept with the others, so that nobody who uses the desk needs the programs
that make it. A module imports names from modules beside it, one of these in each line, and none by another name. A name
at the top of a module is in no other, for then the modules can stand one after the other.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Final

from rcssmin import cssmin

from tools import NODE_MODULES, ROOT, exe, run
from whosaid.desk.browserfiles import SCRIPT

FOLDER: Final = ROOT / "hooks/whosaid/desk/browser"
_FIRST: Final = "desk"  # the module that starts the others
_STYLES: Final = ("desk", "page")  # for the desk's own tree of elements, and for what is around it
_IMPORT: Final = re.compile(r"^import \{ \w+(?:, \w+)* \} from \"\./(\w+)\.js\";$", re.MULTILINE)
_EXPORT: Final = re.compile(r"^export (?=const|class)", re.MULTILINE)


def made() -> str:
    """The styles as STYLES, and all modules as one, those that others need first, shortened by terser."""
    styles = {name: cssmin((FOLDER / f"{name}.css").read_text("utf-8")) for name in _STYLES}
    modules = "\n".join(_EXPORT.sub("", _IMPORT.sub("", source)) for source in _sources(_FIRST, set()))
    whole = f"const STYLES = {json.dumps(styles, ensure_ascii=False)};\n{modules}"
    terser = NODE_MODULES / "terser/bin/terser"
    options = ["--module", "--ecma", "2022", "--compress", "passes=2", "--mangle"]
    return run([exe("node"), str(terser), *options], ROOT, check=True, text=whole).stdout


def _sources(name: str, before: set[str]) -> Iterator[str]:
    """A module's source after those of the modules that it imports from, each once."""
    if name in before:
        return
    before.add(name)
    source = (FOLDER / f"{name}.js").read_text("utf-8")
    for needed in _IMPORT.findall(source):
        yield from _sources(needed, before)
    yield source


if __name__ == "__main__":
    SCRIPT.write_text(made(), "utf-8")
