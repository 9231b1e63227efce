"""SVG: the metadata of drawing programs, comments, embedded pictures with metadata of their own, and scripts."""

from __future__ import annotations

import binascii
import gzip
import re
import zlib
from base64 import b64decode
from collections.abc import Iterator
from io import BytesIO
from typing import BinaryIO, Final
from xml.parsers import expat

from ...base.patterns import pattern
from .raster import of_raster
from .unreadable import Unreadable

_OURS: Final = frozenset(
    ("", "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink", "http://www.w3.org/XML/1998/namespace")
)
_DATA: Final = pattern(r"\s*data:image/[^;,]*;base64,", re.IGNORECASE)
_LARGEST: Final = 50_000_000  # bytes, unpacked


def of_drawing(stream: BinaryIO) -> Iterator[str]:
    """What a drawing reveals beyond what it shows."""
    reader = _Reader()
    try:
        reader.parser.Parse(_unpacked(stream.read()), True)
    except expat.ExpatError:
        if not reader.found:
            raise Unreadable from None
    yield from reader.found


def _unpacked(data: bytes) -> bytes:
    if not data.startswith(b"\x1f\x8b"):
        return data
    try:
        with gzip.GzipFile(fileobj=BytesIO(data)) as packed:
            return packed.read(_LARGEST)
    except (OSError, EOFError, zlib.error):
        raise Unreadable from None


class _Reader:
    """One pass over the file. Prefixes are resolved here, since a drawing may use undeclared ones."""

    def __init__(self) -> None:
        self.found: dict[str, None] = {}
        self.namespaces = {"": "", "xml": "http://www.w3.org/XML/1998/namespace"}
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._element
        self.parser.CommentHandler = lambda _: self._tell("text")
        self.parser.ProcessingInstructionHandler = self._instruction
        self.parser.EntityDeclHandler = lambda *_: self._tell("drawing")

    def _tell(self, kind: str) -> None:
        self.found[kind] = None

    def _instruction(self, target: str, _: str) -> None:
        if target != "xml-stylesheet":
            self._tell("drawing")

    def _element(self, name: str, attributes: dict[str, str]) -> None:
        for key, value in attributes.items():
            if key.startswith("xmlns:"):
                self.namespaces[key[6:]] = value
        local = name.rpartition(":")[2]
        if self._is_foreign(name) or local == "metadata":
            self._tell("drawing")
        if local in ("script", "foreignObject"):
            self._tell("script")
        for key, value in attributes.items():
            self._attribute(key, value)

    def _attribute(self, key: str, value: str) -> None:
        if key.startswith("on") or value.strip().lower().startswith("javascript:"):
            self._tell("script")
        elif not key.startswith("xmlns") and self._is_foreign(key):
            self._tell("drawing")
        if match := _DATA.match(value):
            self.found.update(dict.fromkeys(_of_picture(value[match.end() :])))

    def _is_foreign(self, name: str) -> bool:
        prefix = name.rpartition(":")[0]
        return self.namespaces.get(prefix, prefix) not in _OURS


def _of_picture(text: str) -> Iterator[str]:
    try:
        yield from of_raster(b64decode(text))
    except (Unreadable, binascii.Error):
        yield "unreadable"
