"""`whosaid init`: what another MkDocs site needs, written where it is missing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from ..site.assets import SCRIPT, STYLESHEET, ledger_stylesheet, page_stylesheet, script, stylesheet
from .editors import vscode_files

_SOURCES: Final = """\
# Everyone who is quoted, reported or accused in more than one article, declared once. An example:
#
# council:
#   name: the town council
#   type: institution
"""

_THEME_LINES: Final = """\
theme:
  name: material
"""

_HOOK_LINES: Final = """\
hooks:
  - hooks/attribution.py
"""

_NO_HOOK_LINES: Final = f"""\
extra_css:
  - {STYLESHEET}
extra_javascript:
  - {SCRIPT}
"""

_LINES: Final = """\
exclude_docs: |
  /sources.yml
  /whosaid.yml
markdown_extensions:
  - footnotes
  - pymdownx.superfences
  - whosaid
"""


def scaffold(folder: Path, *, hook: bool = True, vscode: bool = False) -> Iterator[str]:
    """Write what is missing below `folder`; yield what was done and what is left to do.

    With `hook` that is the MkDocs hook; without, for builders that run no hooks, the stylesheet and script that it
    would have added. With `vscode`, what that editor needs is written too.
    """
    written = {folder / "docs/sources.yml": _SOURCES}
    if hook:
        written[folder / "hooks/attribution.py"] = _hook().read_text(encoding="utf-8")
    else:
        written |= {
            folder / "docs" / STYLESHEET: stylesheet() + page_stylesheet() + ledger_stylesheet(),
            folder / "docs" / SCRIPT: script(),
        }
    if vscode:
        written |= {folder / path: text for path, text in vscode_files().items()}
    for path, text in written.items():
        if path.exists():
            yield f"{path.as_posix()} is there already and was left as it is."
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            yield f"{path.as_posix()} was written."
    config = folder / "mkdocs.yml"
    present = config.read_text(encoding="utf-8") if config.is_file() else ""
    theme = "" if re.search(r"^(?:theme|INHERIT)[ \t]*:", present, re.MULTILINE) else _THEME_LINES
    lines = theme + (_HOOK_LINES if hook else _NO_HOOK_LINES) + _LINES
    if all(line.strip() in present for line in lines.splitlines()):
        yield "mkdocs.yml has the lines it needs."
    else:
        yield "\nmkdocs.yml needs these lines (add to the lists that are there already):\n"
        yield lines


def _hook() -> Path:
    """The hook's own file: beside the package in a checkout, inside it once installed (see pyproject.toml)."""
    package = Path(__file__).parents[1]
    inside = package / "attribution.py"
    return inside if inside.exists() else package.parent / "attribution.py"
