"""`whosaid init`: what another MkDocs site needs, written where it is missing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

_SOURCES: Final = """\
# Everyone who is quoted, reported or accused in more than one article, declared once. An example:
#
# council:
#   name: the town council
#   type: institution
"""

_LINES: Final = """\
hooks:
  - hooks/attribution.py
exclude_docs: |
  /sources.yml
  /whosaid.yml
markdown_extensions:
  - footnotes
  - pymdownx.superfences
  - whosaid
"""


def _hook() -> Path:
    """The hook's own file: beside the package in a checkout, inside it once installed (see pyproject.toml)."""
    package = Path(__file__).parent
    inside = package / "attribution.py"
    return inside if inside.exists() else package.parent / "attribution.py"


def scaffold(folder: Path) -> Iterator[str]:
    """Write the hook and a first sources.yml below `folder`; yield what was done and what is left to do."""
    hook = _hook().read_text(encoding="utf-8")
    for path, text in ((folder / "hooks/attribution.py", hook), (folder / "docs/sources.yml", _SOURCES)):
        if path.exists():
            yield f"{path.as_posix()} is there already and was left as it is."
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            yield f"{path.as_posix()} was written."
    present = (folder / "mkdocs.yml").read_text(encoding="utf-8") if (folder / "mkdocs.yml").is_file() else ""
    missing = [line for line in _LINES.splitlines() if line.strip() not in present]
    if missing:
        yield "\nmkdocs.yml needs these lines (add to the lists that are there already):\n"
        yield _LINES
    else:
        yield "mkdocs.yml has the lines it needs."
