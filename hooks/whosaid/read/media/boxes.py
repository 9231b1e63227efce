"""Files made of boxes inside boxes (ISO 14496-12): MP4 and MOV, AVIF, HEIC, JPEG XL.

Only what a player needs is allowed. Only the headers of boxes are read, so a long video takes no longer.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, Final

from .unreadable import Unreadable

_HOLDS_BOXES: Final = frozenset("moov trak mdia minf dinf stbl edts mvex moof traf mfra udta meta iprp ipco".split())
_PLAYED: Final = frozenset(
    "ftyp styp mdat free skip wide pdin mvhd tkhd mdhd elst vmhd smhd nmhd sthd dref stsd stts ctts cslg stsc stsz "
    "stz2 stco co64 stss stsh sdtp sbgp sgpd subs saiz saio padb iods tref trep trex mehd leva mfhd tfhd tfdt trun "
    "tfra mfro sidx ssix prft pssh senc load tapt clef prof enof gmhd gmin tmcd "
    "pitm iloc iref ipma idat iinf hvcC av1C ispe pixi colr irot imir clap auxC pasp "
    "hdlr JXL jxlc jxlp jxll".split()
)
_DATED: Final = frozenset(("mvhd", "tkhd", "mdhd"))
_SHOWN: Final = frozenset(("vide", "soun", "text", "sbtl", "subt", "clcp", "hint", "tmcd", "pict", "url ", "alis"))
_TELLING: Final = {
    "\xa9xyz": "place",
    "loci": "place",
    "\xa9mak": "camera",
    "\xa9mod": "camera",
    "\xa9swr": "camera",
    "\xa9too": "camera",
    "\xa9day": "time",
    "\xa9ART": "owner",
    "auth": "owner",
    "xml ": "xmp",
    "XMP_": "xmp",
    "jumb": "provenance",
    "uuid": "xmp",
    "Exif": "camera",
    "thmb": "thumbnail",
}
_KEYS: Final = (
    (b"location", "place"),
    (b"make", "camera"),
    (b"model", "camera"),
    (b"software", "camera"),
    (b"date", "time"),
    (b"author", "owner"),
    (b"artist", "owner"),
)
_LARGEST: Final = 1_000_000  # bytes that are read of a box
_DEEPEST: Final = 12


def of_boxes(stream: BinaryIO) -> Iterator[str]:
    """What the boxes of a file reveal."""
    head = stream.read(12)
    if head[4:8] == b"ftyp" and head[8:12] in (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"):
        raise Unreadable  # phones make them, and browsers do not show them
    yield from _boxes(stream, 0, stream.seek(0, 2), 0)


def _boxes(stream: BinaryIO, at: int, end: int, depth: int) -> Iterator[str]:
    while at + 8 <= end and depth <= _DEEPEST:
        stream.seek(at)
        head = stream.read(16)
        size, name, start = int.from_bytes(head[:4], "big"), head[4:8].decode("latin-1"), at + 8
        if size == 1:
            size, start = int.from_bytes(head[8:16], "big"), at + 16
        stop = end if size == 0 else at + size
        if stop > end or stop < start:
            raise Unreadable
        yield from _box(stream, name, start, stop, depth)
        at = stop


def _box(stream: BinaryIO, name: str, start: int, stop: int, depth: int) -> Iterator[str]:
    if name in _HOLDS_BOXES:
        yield from _boxes(stream, start + _version(stream, name, start), stop, depth + 1)
    elif name in ("hdlr", "keys", "ilst", "iinf", *_DATED):
        stream.seek(start)
        yield from _of_content(name, stream.read(min(stop - start, _LARGEST)))
    elif name.strip() not in _PLAYED:
        yield _TELLING.get(name, "other")


def _version(stream: BinaryIO, name: str, start: int) -> int:
    """The size of the version field at the start of a `meta` box, which QuickTime files do not have."""
    if name != "meta":
        return 0
    stream.seek(start)
    return 0 if stream.read(8)[4:8] == b"hdlr" else 4


def _of_content(name: str, content: bytes) -> Iterator[str]:
    if name in _DATED:
        if any(content[4:12] if content[:1] == b"\0" else content[4:20]):
            yield "time"
    elif name == "hdlr":
        if content[8:12].decode("latin-1") not in (*_SHOWN, "mdir", "mdta", "\0\0\0\0"):
            yield "other"  # a track of positions or movements, as recorded by cameras
    elif name == "iinf":
        yield from (
            kind for item, kind in ((b"Exif", "camera"), (b"mime", "xmp"), (b"uri ", "other")) if item in content
        )
    elif name == "keys":
        kinds = [kind for key, kind in _KEYS if key in content]
        yield from kinds or (["text"] if any(content[4:8]) else [])
    else:
        kinds = [kind for key, kind in _TELLING.items() if key.encode("latin-1") in content]
        yield from kinds or (["text"] if content else [])
