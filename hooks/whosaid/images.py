"""What a picture's file tells beside the picture: where, when and with whose camera it was made.

Pillow reads it, without decoding the picture. Only what every picture needs is let pass (its size, its orientation,
its colours, a copyright notice), so that what is not known here is found, not published.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from PIL.Image import Image

# Tags of Exif and TIFF, by Pillow's names: those that say how to show the picture, and the copyright notice.
_HARMLESS: Final = frozenset(
    "NewSubfileType SubfileType ImageWidth ImageLength BitsPerSample Compression PhotometricInterpretation FillOrder "
    "StripOffsets Orientation SamplesPerPixel RowsPerStrip StripByteCounts XResolution YResolution ResolutionUnit "
    "PlanarConfiguration TransferFunction Predictor WhitePoint PrimaryChromaticities ColorMap TileWidth TileLength "
    "TileOffsets TileByteCounts SubIFDs ExtraSamples SampleFormat JPEGTables YCbCrCoefficients YCbCrSubSampling "
    "YCbCrPositioning ReferenceBlackWhite Copyright ExifOffset InterColorProfile ExifVersion ComponentsConfiguration "
    "FlashPixVersion ColorSpace ExifImageWidth ExifImageHeight ExifInteroperabilityOffset".split()
)
_KINDS: Final = {
    "place": "GPSInfo",
    "owner": "Artist HostComputer XPAuthor CameraOwnerName",
    "serial number": "MakerNote ImageUniqueID BodySerialNumber LensSerialNumber CameraSerialNumber",
    "camera": "Make Model Software LensMake LensModel",
    "time": "DateTime DateTimeOriginal DateTimeDigitized OffsetTime OffsetTimeOriginal OffsetTimeDigitized "
    "SubsecTime SubsecTimeOriginal SubsecTimeDigitized",
    "text": "ImageDescription DocumentName UserComment XPTitle XPComment XPKeywords XPSubject",
}
_KIND_OF: Final = {name: kind for kind, names in _KINDS.items() for name in names.split()}
# Segments of a JPEG that hold nothing but how to show it: JFIF without a thumbnail, colours, Adobe's colours.
_HARMLESS_SEGMENT: Final = re.compile(rb"JFIF\0.{7}\0\0\Z|ICC_PROFILE\0|Adobe", re.DOTALL)
_DRAWING: Final = re.compile(rb"<metadata\b|<rdf:RDF\b|\bexport-filename=|\bdocname=")


def revelations(file: Path) -> tuple[str, ...]:
    """The kinds of things a picture's file tells (keys of the rule `image-metadata`), each once; `unreadable` if it
    cannot be told. Raises OSError where the file cannot be opened.
    """
    if file.suffix.lower() == ".svg":
        return ("drawing",) if _DRAWING.search(file.read_bytes()) else ()
    from PIL import Image  # here, since most sites are checked without a single picture

    with file.open("rb") as stream, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with Image.open(stream) as image:
                return tuple(dict.fromkeys(_of(image, file)))
        except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
            return ("unreadable",)


def _of(image: Image, file: Path) -> Iterator[str]:
    if image.format == "PNG" and {b"eXIf", b"tEXt", b"zTXt", b"iTXt"} & set(_png_chunks(file.read_bytes())):
        image.load()  # they may stand behind the picture
        if getattr(image, "text", {}).keys() - {"Copyright"}:
            yield "text"
    for name, data in getattr(image, "applist", ()):  # of a JPEG
        if name == "COM":
            yield "text"
        elif not data.startswith(b"Exif\0\0") and not _HARMLESS_SEGMENT.match(data):
            yield "xmp" if data.startswith(b"http://ns.adobe.com/") else "other"
    if "xmp" in image.info or "extension" in image.info:
        yield "xmp"
    if image.format == "GIF" and image.info.get("comment"):
        yield "text"
    data = file.read_bytes() if image.format == "TIFF" else image.info.get("exif")
    if data:
        yield from _of_exif(data.removeprefix(b"Exif\0\0"))


def _of_exif(data: bytes) -> Iterator[str]:
    """Which tags are there is enough; Pillow's own reading leaves out what it cannot interpret."""
    from PIL.ExifTags import TAGS

    order: Literal["little", "big"] = "little" if data[:2] == b"II" else "big"

    def number(at: int, size: int) -> int:
        return int.from_bytes(data[at : at + size], order)

    directories = [number(4, 4)]
    for at in directories:
        end = at + 2 + 12 * number(at, 2)
        for row in range(at + 2, min(end, len(data)), 12):
            name = TAGS.get(number(row, 2), "")
            if name not in _HARMLESS:
                yield _KIND_OF.get(name, "other")
            elif name == "ExifOffset" and len(directories) == 1:  # the only one that a picture may need
                directories.append(number(row + 8, 4))
        if at == directories[0] and number(end, 4):
            yield "thumbnail"


def _png_chunks(data: bytes) -> Iterator[bytes]:
    at = 8
    while at + 8 <= len(data):
        yield data[at + 4 : at + 8]
        at += 12 + int.from_bytes(data[at : at + 4], "big")
