"""JSON that is safe anywhere, including in a page's <script>."""

from __future__ import annotations

from typing import Final

import msgspec

# They occur only in strings, where the escape is equivalent; the last two are line ends in older JavaScript.
_ESCAPES: Final = {sign.encode(): f"\\u{ord(sign):04x}".encode() for sign in "<>&\u2028\u2029"}


def json_of(value: object) -> str:
    """A value as JSON on one line."""
    data = msgspec.json.encode(value)
    for sign, escape in _ESCAPES.items():
        data = data.replace(sign, escape)
    return data.decode()
