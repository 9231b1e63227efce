"""What a web address looks like."""

from __future__ import annotations

from typing import Final

from .patterns import pattern

_LABEL: Final = r"[^\s\x00-,./:-@\[-^`{-\x7f\u2000-\u2bff\ufe00-\uffff]+"  # nothing that Unicode treats like / ? # @ :
_HEX: Final = "[0-9A-Fa-f]{1,4}"
_IPV6: Final = "|".join(
    (
        rf"(?:{_HEX}:){{7}}{_HEX}",
        *(rf"(?:{_HEX}:){{1,{7 - after}}}(?::{_HEX}){{1,{after}}}" for after in range(1, 7)),
        rf"(?:{_HEX}:){{1,7}}:",
        rf":(?:(?::{_HEX}){{1,7}}|:)",
    )
)
_HOST: Final = rf"(?:{_LABEL}(?:\.{_LABEL})*\.?|\[(?:{_IPV6})\])"
_PORT: Final = r"(?:\d{1,4}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d{2}|655[0-2]\d|6553[0-5])"
WEB_ADDRESS: Final = pattern(rf"[Hh][Tt][Tt][Pp][Ss]?://{_HOST}(?::{_PORT})?(?:[/?#][^\s<>\"\\^`{{|}}]*)?")
"""A web address, with a possible host and port. Schemas for editors use the same pattern."""
