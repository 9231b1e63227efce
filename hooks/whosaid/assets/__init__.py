"""The files a built site needs from the engine."""

from __future__ import annotations

from importlib.resources import files
from typing import Final

STYLESHEET: Final = "assets/whosaid.css"
"""Where the stylesheet lies in the built site."""


def stylesheet() -> str:
    """Its text."""
    return files(__name__).joinpath("whosaid.css").read_text(encoding="utf-8")
