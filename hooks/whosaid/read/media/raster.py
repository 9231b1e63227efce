"""PNG, JPEG, GIF and WebP: the parts of a file by their names in the format, and data after its end."""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Iterator
from typing import Final

from .exif import SAYS_NOTHING, of_exif
from .unreadable import Unreadable

Parts = Generator[str, None, int]
"""The kinds found, followed by the end of the picture."""

_DEEPEST: Final = 4  # pictures after pictures; phones use two


def of_raster(data: bytes, depth: int = 0) -> Iterator[str]:
    """What the parts of a picture reveal, and those of a picture after it."""
    end = yield from of_parts(data)
    behind = data[end:]
    if behind.strip(b"\0\t\r\n "):
        yield "behind"
        if depth < _DEEPEST and (found := _ANOTHER.search(behind)):
            yield from _as_far_as_readable(behind[found.start() :], depth + 1)


def of_parts(data: bytes) -> Parts:
    """The same for the picture at the start of `data`, whatever follows it."""
    for start, read in _FORMATS.items():
        if data.startswith(start):
            return (yield from read(data))
    raise Unreadable


def _as_far_as_readable(data: bytes, depth: int) -> Iterator[str]:
    try:
        yield from of_raster(data, depth)
    except Unreadable:
        return


def _number(data: bytes, at: int, size: int, order: str = "big") -> int:
    if at + size > len(data):
        raise Unreadable
    return int.from_bytes(data[at : at + size], "little" if order == "little" else "big")


# PNG (third edition, 2025), and APNG.
_CHUNKS: Final = frozenset(
    b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP cICP mDCV cLLI sBIT bKGD hIST pHYs sPLT sTER acTL fcTL fdAT".split()
)
_TEXTS: Final = frozenset((b"tEXt", b"zTXt", b"iTXt"))


def _png(data: bytes) -> Parts:
    at, name = 8, b""
    while name != b"IEND":
        size, name = _number(data, at, 4), data[at + 4 : at + 8]
        content, at = data[at + 8 : at + 8 + size], at + 12 + size
        if at > len(data):
            raise Unreadable
        if name == b"eXIf":
            yield from of_exif(content)
        elif name in _TEXTS:
            yield from _text(content)
        elif name == b"caBX":
            yield "provenance"
        elif name not in _CHUNKS:
            yield "time" if name == b"tIME" else "other"
    return at


_TEXT_KINDS: Final = {
    b"XML:com.adobe.xmp": "xmp",
    b"Software": "camera",
    **dict.fromkeys((b"Creation Time", b"date:create", b"date:modify", b"date:timestamp"), "time"),
}


def _text(content: bytes) -> Iterator[str]:
    keyword, _, value = content.partition(b"\0")
    if keyword != b"Copyright" and value.strip(b"\0") not in SAYS_NOTHING:
        yield _TEXT_KINDS.get(keyword, "text")


# JPEG (ITU T.81): segments are allowed only if they say how to display the picture.
_MARKER: Final = re.compile(rb"\xff+([^\x00\xff\xd0-\xd7])")
_SEGMENT: Final = re.compile(rb"JFIF\0.{7}\0\0\Z|ICC_PROFILE\0|Adobe.{7}\Z", re.DOTALL)
_SEGMENTS: Final = (
    (re.compile(rb"http://ns\.adobe\.com/"), "xmp"),
    (re.compile(rb"JFIF\0|JFXX\0"), "thumbnail"),
    (re.compile(rb"JP..", re.DOTALL), "provenance"),
    (re.compile(rb"MPF\0"), "behind"),
)


def _jpeg(data: bytes) -> Parts:
    at = 2
    while marker := _MARKER.search(data, at):
        code, at = marker[1][0], marker.end()
        if code == 0xD9:
            return at
        size = _number(data, at, 2)
        content, at = data[at + 2 : at + size], at + size
        if at > len(data):
            raise Unreadable
        if code == 0xFE:
            yield "text"
        elif 0xE0 <= code <= 0xEF:
            yield from _of_segment(content)
    raise Unreadable


def _of_segment(content: bytes) -> Iterator[str]:
    if content.startswith(b"Exif\0\0"):
        yield from of_exif(content[6:])
    elif not _SEGMENT.match(content):
        yield next((kind for start, kind in _SEGMENTS if start.match(content)), "other")


# GIF 89a: extensions by label, applications by name.
_APPLICATIONS: Final = (b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012")


def _gif(data: bytes) -> Parts:
    at = 13 + _colours(data, 10)
    while (sign := _number(data, at, 1)) != 0x3B:
        if sign == 0x21:
            label = _number(data, at + 1, 1)
            if label == 0xFF and data[at + 3 : at + 14] not in _APPLICATIONS:
                yield "xmp" if data[at + 3 : at + 11] == b"XMP Data" else "other"
            elif label in (0xFE, 0x01):
                yield "text"
            elif label not in (0xFF, 0xF9):
                yield "other"
            at = _after_blocks(data, at + 2)
        elif sign == 0x2C:
            at = _after_blocks(data, at + 11 + _colours(data, at + 9))
        else:
            raise Unreadable
    return at + 1


def _colours(data: bytes, at: int) -> int:
    flags = _number(data, at, 1)
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


def _after_blocks(data: bytes, at: int) -> int:
    while size := _number(data, at, 1):
        at += size + 1
    return at + 1


# WebP: a RIFF file.
_WEBP: Final = frozenset((b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"))


def _webp(data: bytes) -> Parts:
    end = 8 + _number(data, 4, 4, "little")
    if data[8:12] != b"WEBP" or end > len(data):
        raise Unreadable
    at = 12
    while at + 8 <= end:
        name, size = data[at : at + 4], _number(data, at + 4, 4, "little")
        content, at = data[at + 8 : at + 8 + size], at + 8 + size + size % 2
        if name == b"EXIF":
            yield from of_exif(content.removeprefix(b"Exif\0\0"))
        elif name not in _WEBP:
            yield {b"XMP ": "xmp", b"C2PA": "provenance"}.get(name, "other")
    return end


_FORMATS: Final[dict[bytes, Callable[[bytes], Parts]]] = {
    b"\x89PNG\r\n\x1a\n": _png,
    b"\xff\xd8\xff": _jpeg,
    b"GIF87a": _gif,
    b"GIF89a": _gif,
    b"RIFF": _webp,
}
"""By how a file starts."""

_ANOTHER: Final = re.compile(b"|".join(re.escape(start) for start in _FORMATS))
