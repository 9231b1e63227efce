"""Exif: a camera's metadata, in TIFF format; so this also reads TIFF files and a camera's DNG."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal

# Exif and TIFF tags, by Pillow's names: those that say how to display the picture, and the copyright notice.
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

SAYS_NOTHING: Final = frozenset((b"", b"Screenshot"))
"""Texts that programs write into every picture."""


def of_exif(data: bytes) -> Iterator[str]:
    """What its tags reveal. Their presence is enough, since values may be in unknown formats; only the value of a
    comment matters, since programs write meaningless ones.
    """
    from PIL.ExifTags import TAGS  # here, since many sites have no pictures

    order: Literal["little", "big"] = "little" if data[:2] == b"II" else "big"

    def number(at: int, size: int) -> int:
        return int.from_bytes(data[at : at + size], order)

    directories = [number(4, 4)]
    for at in directories:
        end = at + 2 + 12 * number(at, 2)
        for row in range(at + 2, min(end, len(data)), 12):
            name = TAGS.get(number(row, 2), "")
            if name == "UserComment" and _comment(data, number(row + 8, 4), number(row + 4, 4)) in SAYS_NOTHING:
                continue
            if name not in _HARMLESS:
                yield _KIND_OF.get(name, "other")
            elif name == "ExifOffset" and len(directories) == 1:  # the only one that a picture needs
                directories.append(number(row + 8, 4))
        if at == directories[0] and number(end, 4):
            yield "thumbnail"


def _comment(data: bytes, at: int, size: int) -> bytes:
    """A comment by the camera, without the eight bytes that name its encoding."""
    return data[at : at + size][8:].strip(b"\0 ")
