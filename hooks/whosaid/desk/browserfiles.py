"""What a browser loads of the desk: one script, styles and all, made of the modules in `browser` by `make desk`."""

from __future__ import annotations

from pathlib import Path
from typing import Final

SCRIPT: Final = Path(__file__).parent / "desk.min.js"


def script() -> str:
    """The script; what it is made of is easier to read."""
    return SCRIPT.read_text("utf-8")
