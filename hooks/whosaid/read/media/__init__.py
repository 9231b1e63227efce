"""What a picture's file reveals beyond the picture: where, when and with whose camera it was made.

The parts of a file are read in the order of its format, and nothing is decoded. Only what every picture needs is
allowed (its size, orientation and colours, a copyright notice), so that anything unknown is reported instead of being
published.

    raster     PNG, JPEG, GIF and WebP: their chunks, segments and blocks, and data after the end
    exif       the metadata of a camera, which those contain and a TIFF (or a camera's DNG) consists of
    drawings   SVG
    boxes      videos (MP4, MOV), and pictures in the same structure (AVIF, HEIC, JPEG XL)
    documents  PDF and office files
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import BinaryIO, Final

from .boxes import of_boxes
from .documents import of_office, of_pdf
from .drawings import of_drawing
from .exif import of_exif
from .raster import of_raster
from .unreadable import Unreadable

_BY_SUFFIX: Final[dict[str, Callable[[BinaryIO], Iterable[str]]]] = {
    **dict.fromkeys((".svg", ".svgz"), of_drawing),
    ".pdf": of_pdf,
    **dict.fromkeys((".docx", ".docm", ".xlsx", ".pptx", ".odt", ".ods", ".odp"), of_office),
}


HARDLY_TELLING: Final = frozenset(("camera", "time"))
"""Kinds that identify nobody by themselves: with what a picture was made, and when."""


def revelations(file: Path) -> tuple[str, ...]:
    """The kinds of things a file reveals (keys of the rules about metadata), without duplicates; `unreadable` if that
    cannot be determined. Raises OSError if the file cannot be opened.
    """
    with file.open("rb") as stream:
        try:
            return tuple(dict.fromkeys(_BY_SUFFIX.get(file.suffix.lower(), _of_picture)(stream)))
        except Unreadable:
            return ("unreadable",)


def _of_picture(stream: BinaryIO) -> Iterable[str]:
    """By the first bytes, since the extension may be wrong."""
    start = stream.read(12)
    stream.seek(0)
    if start[4:8] in (b"ftyp", b"JXL ", b"moov", b"mdat", b"wide", b"free"):
        return of_boxes(stream)
    data = stream.read()
    if start[:4] in (b"II*\0", b"MM\0*"):
        return of_exif(data)
    return of_raster(data)
