"""Words of an article as somebody quotes them, and as a message shows them."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from ..base.plain import on_one_line

_SHOWN: Final = 60  # characters of a quote


class Quote(Struct, frozen=True):
    """Words of an article, with what stands before and after them if that is known.

    `start` is where they start in the text of an article, below 0 if that is not known; `within` is a quote that
    contains this one.
    """

    exact: str
    prefix: str = ""
    suffix: str = ""
    start: int = -1
    within: Quote | None = None


def shown(text: str) -> str:
    """Words for a message: on one line, in quotation marks, shortened."""
    line = "".join(sign if sign.isprintable() else " " for sign in on_one_line(text))
    return f"“{line[: _SHOWN - 3]}…”" if len(line) > _SHOWN else f"“{line}”"
