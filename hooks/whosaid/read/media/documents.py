"""PDF and office files: who wrote them, when, with what, and what is attached."""

from __future__ import annotations

import lzma
import re
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO, Final

from ...base.patterns import pattern
from .raster import of_parts
from .unreadable import Unreadable

if TYPE_CHECKING:
    import zipfile

_ENTRIES: Final = {
    "/Author": "owner",
    "/Creator": "camera",
    "/Producer": "camera",
    "/CreationDate": "time",
    "/ModDate": "time",
    "/Title": "",  # browsers display it
    "/Trapped": "",
}


_PHOTO: Final = re.compile(rb"stream\r?\n(?=\xff\xd8\xff)")


def of_pdf(stream: BinaryIO) -> Iterator[str]:
    """What a PDF reveals: its metadata, its attachments, and the metadata of the photos in it."""
    from pypdf import PdfReader  # here, since most sites have none
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(stream)
        if reader.is_encrypted:
            raise Unreadable
        for name, value in (reader.metadata or {}).items():
            if str(value).strip() and (kind := _ENTRIES.get(name, "text")):
                yield kind
        if "/Metadata" in reader.root_object:
            yield "xmp"
        if reader.attachments:
            yield "attachment"
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OSError):  # of broken files
        raise Unreadable from None
    stream.seek(0)
    data = stream.read()
    for photo in _PHOTO.finditer(data):
        yield from of_parts(data[photo.end() :])


# Office Open XML and OpenDocument: archives in which these files have the data about the author.
_PROPERTIES: Final = ("docProps/core.xml", "docProps/app.xml", "meta.xml")
_VALUES: Final = re.compile(
    rb"""
    < (?:\w+:)?
    (?P<element> creator | lastModifiedBy | initial-creator | printed-by | Company | Manager
               | created | modified | creation-date | date
               | Application | generator )
    \b [^<>]* > [^<>\s][^<>]* <
    """,
    re.VERBOSE,
)
_KIND_OF: Final = {b"created": "time", b"modified": "time", b"creation-date": "time", b"date": "time"}
_PROGRAMS: Final = (b"Application", b"generator")
_COMMENTS: Final = pattern(r"word/comments|xl/comments|ppt/comments|xl/threadedComments|word/people")
_LARGEST: Final = 1_000_000  # bytes of one of these files, unpacked
_LARGEST_PHOTO: Final = 50_000_000


def of_office(stream: BinaryIO) -> Iterator[str]:
    """What a text, a spreadsheet or slides reveal: who wrote them, when, comments, and the photos in them."""
    import zipfile  # here, since few sites have such files

    try:
        with zipfile.ZipFile(stream) as archive:
            for part in archive.infolist():
                if part.filename in _PROPERTIES:
                    yield from map(_kind, _VALUES.findall(_unpacked(archive, part, _LARGEST)))
                elif _COMMENTS.match(part.filename):
                    yield "text"
                elif part.filename.lower().endswith((".jpg", ".jpeg")):
                    yield from of_parts(_unpacked(archive, part, _LARGEST_PHOTO))
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, RuntimeError, ValueError, EOFError):  # of broken files
        raise Unreadable from None


def _unpacked(archive: zipfile.ZipFile, part: zipfile.ZipInfo, most: int) -> bytes:
    """A part of an archive, at most as large as declared."""
    if part.file_size > most:
        raise Unreadable
    return archive.read(part)


def _kind(element: bytes) -> str:
    return "camera" if element in _PROGRAMS else _KIND_OF.get(element, "owner")
