"""Pictures, videos and documents that tell more than they show: where, when, by whom, with what they were made.

Each is made here byte by byte as its format's own paper describes it, so that no library reads what it has written.
"""

from __future__ import annotations

import base64
import gzip
import io
import struct
import zipfile
import zlib
from pathlib import Path
from typing import Final

import pytest
from pypdf import PdfWriter

from tools import exe, run
from whosaid.check.running import check
from whosaid.ledger.loading import load

Tag = tuple[int, int, int, bytes]
ORIENTATION: Tag = (0x0112, 3, 1, struct.pack("<HH", 6, 0))
COPYRIGHT: Tag = (0x8298, 2, 4, b"EP.\0")
MODEL: Tag = (0x0110, 2, 4, b"X-1\0")
GPS_LATITUDE: Tag = (0x0001, 2, 2, b"N\0\0\0")
OWNER: Tag = (0xA430, 2, 4, b"Ada\0")
SERIAL: Tag = (0xA431, 2, 4, b"123\0")
TAKEN: Tag = (0x9291, 2, 3, b"12\0\0")


def tiff(main: list[Tag], exif: list[Tag] = [], gps: list[Tag] = [], thumbnail: list[Tag] = []) -> bytes:  # noqa: B006
    """A block of Exif (TIFF 6.0): a directory of tags, and those it points to."""

    def directory(tags: list[Tag], after: int) -> bytes:
        rows = b"".join(struct.pack("<HHI", *tag[:3]) + tag[3] for tag in sorted(tags))
        return struct.pack("<H", len(tags)) + rows + struct.pack("<I", after)

    def size(tags: list[Tag]) -> int:
        return 6 + 12 * len(tags)

    pointers = [(number, tags) for number, tags in ((0x8769, exif), (0x8825, gps)) if tags]
    at = 8 + 6 + 12 * (len(main) + len(pointers))
    rows, parts = list(main), []
    for number, tags in pointers:
        rows.append((number, 4, 1, struct.pack("<I", at)))
        parts.append(directory(tags, 0))
        at += size(tags)
    first = directory(rows, at if thumbnail else 0)
    return b"II*\0" + struct.pack("<I", 8) + first + b"".join(parts) + (directory(thumbnail, 0) if thumbnail else b"")


def segment(marker: int, data: bytes) -> bytes:
    return bytes((0xFF, marker)) + struct.pack(">H", len(data) + 2) + data


def jpeg(*segments: bytes) -> bytes:
    """One grey pixel."""
    table = bytes.fromhex("00") + bytes([1] * 64)
    frame = bytes.fromhex("0800010001010111 00".replace(" ", ""))
    codes = bytes([0x00, 1, *[0] * 15, 0]), bytes([0x10, 1, *[0] * 15, 0])
    scan = segment(0xDA, bytes.fromhex("0101003F00".replace(" ", "").ljust(12, "0"))) + b"\x3f"
    head = b"\xff\xd8" + segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0") + b"".join(segments)
    coded = b"".join(segment(0xC4, code) for code in codes)
    return head + segment(0xDB, table) + segment(0xC0, frame) + coded + scan + b"\xff\xd9"


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(*before: bytes, after: tuple[bytes, ...] = ()) -> bytes:
    """One grey pixel, with chunks before and behind it."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    pixel = chunk(b"IDAT", zlib.compress(b"\0\x80"))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(before) + pixel + b"".join(after) + chunk(b"IEND", b"")


def webp(*chunks: tuple[bytes, bytes], flags: int) -> bytes:
    """One pixel, in the extended form that has room for Exif (flag 8) and XMP (flag 4)."""
    lossless = bytes.fromhex("2f0000001007101111888808 0700".replace(" ", ""))
    parts = [(b"VP8X", bytes((flags, 0, 0, 0, 0, 0, 0, 0, 0, 0))), (b"VP8L", lossless), *chunks]
    body = b"".join(name + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2) for name, data in parts)
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def gif(comment: bytes = b"") -> bytes:
    extension = b"\x21\xfe" + bytes((len(comment),)) + comment + b"\0" if comment else b""
    pixel = b"\x2c\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0"
    return b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff" + extension + pixel + b"\x3b"


def exif(data: bytes) -> bytes:
    return segment(0xE1, b"Exif\0\0" + data)


def box(name: bytes, *inside: bytes) -> bytes:
    """A box of an MP4 or an AVIF."""
    content = b"".join(inside)
    return struct.pack(">I", len(content) + 8) + name + content


def video(*more: bytes, made: int = 0, track: bytes = b"vide") -> bytes:
    """A film of no pictures. `made`: seconds since 1904."""
    times = b"\0\0\0\0" + struct.pack(">II", made, made) + bytes(88)
    handler = box(b"hdlr", bytes(8), track, bytes(13))
    film = box(b"trak", box(b"tkhd", times), box(b"mdia", box(b"mdhd", times), handler, box(b"minf", box(b"stbl"))))
    return box(b"ftyp", b"isom\0\0\0\0isom") + box(b"mdat", b"\0") + box(b"moov", box(b"mvhd", times), film, *more)


def still(*items: bytes) -> bytes:
    """An AVIF with these items beside the picture."""
    rows = b"".join(box(b"infe", b"\2\0\0\0\0\1\0\0" + item + b"\0") for item in (b"av01", *items))
    listed = box(b"iinf", b"\0\0\0\0" + struct.pack(">H", 1 + len(items)) + rows)
    meta = box(b"meta", bytes(4), box(b"hdlr", bytes(8) + b"pict" + bytes(13)), box(b"pitm", bytes(6)), listed)
    return box(b"ftyp", b"avif\0\0\0\0avif") + meta + box(b"mdat", b"\0")


def svg(inside: str = "", more: str = "", encoding: str = "utf-8") -> bytes:
    text = f'<svg xmlns="http://www.w3.org/2000/svg" {more}><title>A bridge</title>{inside}</svg>'
    return f'<?xml version="1.0" encoding="{encoding}"?>{text}'.encode(encoding)


def pdf(notes: dict[str, str], photo: bytes = b"", attached: bool = False, xmp: bool = False) -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(10, 10)
    writer.metadata = {"/Title": "The letter", **notes}
    if attached:
        writer.add_attachment("a.txt", b"Ada")
    if xmp:
        writer.xmp_metadata = XMP
    out = io.BytesIO()
    writer.write(out)
    stream = b"9 0 obj\n<</Filter/DCTDecode/Length %d>>\nstream\n%s\nendstream\nendobj\n" % (len(photo), photo)
    return out.getvalue() + (stream if photo else b"")


def archive(packed: int = zipfile.ZIP_STORED, /, **parts: bytes) -> bytes:
    """An office file with these parts; `__` stands for a slash, and `_` for a full stop."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packed) as file:
        for name, data in parts.items():
            file.writestr(name.replace("__", "/").replace("_", "."), data)
    return out.getvalue()


def damaged(data: bytes, at: int = 60) -> bytes:
    """The same with some bytes overwritten."""
    return data[:at] + b"\xff" * 9 + data[at + 9 :]


SCREENSHOT = b"ASCII\0\0\0Screenshot"


def screenshot(at: int) -> Tag:
    """The comment that some systems give every picture of the screen; `at`: where its text stands in the Exif."""
    return 0x9286, 7, len(SCREENSHOT), struct.pack("<I", at)


GPS_PHOTO = jpeg(exif(tiff([ORIENTATION], gps=[GPS_LATITUDE])))
IN_SVG = f'<image href="data:image/jpeg;base64,{base64.b64encode(GPS_PHOTO).decode()}"/>'
XMP = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'/>"
TELLING = {
    "place.jpg": (jpeg(exif(tiff([ORIENTATION], gps=[GPS_LATITUDE]))), "where it was taken"),
    "owner.jpeg": (jpeg(exif(tiff([ORIENTATION], exif=[OWNER]))), "whose camera"),
    "SERIAL.JPG": (jpeg(exif(tiff([], exif=[SERIAL, TAKEN]))), "serial number, when it was taken"),
    "maker-note.jpg": (jpeg(exif(tiff([], exif=[(0x927C, 7, 4, b"abcd")]))), "serial number"),
    "circle.jpg": (jpeg(exif(tiff([(0x8769, 4, 1, struct.pack("<I", 8)), OWNER]))), "whose camera"),
    "thumbnail.jpg": (jpeg(exif(tiff([ORIENTATION], thumbnail=[ORIENTATION]))), "the uncropped picture"),
    "xmp.jpg": (jpeg(segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + XMP)), "XMP"),
    "iptc.jpg": (jpeg(segment(0xED, b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\0")), "other data"),
    "comment.jpg": (jpeg(segment(0xFE, b"Ada")), "a caption or comment"),
    "second-exif.jpg": (jpeg(segment(0xE3, b"Meta\0\0"), exif(tiff([ORIENTATION]))), "other data"),
    "text.png": (png(chunk(b"tEXt", b"Author\0Ada")), "a caption or comment"),
    "text-behind.png": (png(after=(chunk(b"iTXt", b"Author\0\0\0\0\0Ada"),)), "a caption or comment"),
    "packed-text.png": (png(chunk(b"zTXt", b"Author\0\0" + zlib.compress(b"Ada"))), "a caption or comment"),
    "exif.png": (png(chunk(b"eXIf", tiff([ORIENTATION], gps=[GPS_LATITUDE]))), "where it was taken"),
    "exif.webp": (webp((b"EXIF", tiff([MODEL], gps=[GPS_LATITUDE])), flags=8), "where it was taken, the camera"),
    "xmp.webp": (webp((b"XMP ", XMP), flags=4), "XMP"),
    "comment.gif": (gif(b"Ada"), "a caption or comment"),
    "photo.heic": (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "save the picture as JPEG, PNG or WebP"),
    "broken.jpg": (b"\xff\xd8\xff", "cannot be read"),
    "content-credentials.png": (png(chunk(b"caBX", b"jumb")), "C2PA"),
    "private.png": (png(chunk(b"vpAg", b"Ada")), "other data"),
    "xmp.png": (png(chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + XMP)), "XMP"),
    "behind-end.png": (png() + chunk(b"tEXt", b"Author\0Ada"), "data after the picture"),
    "jpeg-behind-end.png": (png() + GPS_PHOTO, "where it was taken, data after"),
    "text-behind-end.jpg": (jpeg() + b"Ada", "data after the picture"),
    "photo-behind-end.jpg": (jpeg() + GPS_PHOTO, "where it was taken, data after"),
    "content-credentials.jpg": (jpeg(segment(0xEB, b"JP\0\1\0\0\0\1")), "C2PA"),
    "jfxx.jpg": (jpeg(segment(0xE0, b"JFXX\0\x10")), "the uncropped picture"),
    "two-exif.jpg": (jpeg(exif(tiff([ORIENTATION])), exif(tiff([], gps=[GPS_LATITUDE]))), "where it was taken"),
    "no-flag.webp": (webp((b"EXIF", tiff([], gps=[GPS_LATITUDE])), flags=0), "where it was taken"),
    "no-flag-xmp.webp": (webp((b"XMP ", XMP), flags=0), "XMP"),
    "unknown.webp": (webp((b"ADA ", b"Ada"), flags=0), "other data"),
    "behind-end.webp": (webp(flags=0) + b"Ada", "data after the picture"),
    "late-comment.gif": (gif()[:-1] + b"\x21\xfe\3Ada\0\x3b", "a caption or comment"),
    "xmp.gif": (gif()[:-1] + b"\x21\xff\x0bXMP DataXMP\3Ada\0\x3b", "XMP"),
    "behind-end.gif": (gif() + b"Ada", "data after the picture"),
    "xmp.avif": (still(b"mime"), "XMP"),
    "raw.dng": (tiff([MODEL], gps=[GPS_LATITUDE]), "where it was taken, the camera"),
    "drawing.svg": (b"<svg><metadata><rdf:RDF/></metadata></svg>", "the drawing program"),
    "comment.svg": (svg("<!-- Ada -->"), "a caption or comment"),
    "docbase.svg": (
        svg(more='xmlns:s="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd" s:docbase="/home/Ada"'),
        "program",
    ),
    "undeclared.svg": (svg(more='inkscape:export-filename="/home/Ada"'), "the drawing program"),
    "prefix.svg": (svg("<s:metadata/>", 'xmlns:s="http://www.w3.org/2000/svg"'), "the drawing program"),
    "utf-16.svg": (svg("<metadata>Ada</metadata>", encoding="utf-16"), "the drawing program"),
    "photo.svg": (svg(IN_SVG), "where it was taken"),
    "script.svg": (svg("<script>Ada()</script>"), "a script"),
    "handler.svg": (svg(more='onload="Ada()"'), "a script"),
    "link.svg": (svg("<a href='javascript:Ada()'><text>x</text></a>"), "a script"),
    "entities.svg": (
        b'<!DOCTYPE svg [<!ENTITY a "Ada">]><svg xmlns="http://www.w3.org/2000/svg"/>',
        "the drawing program",
    ),
    "packed.svgz": (gzip.compress(svg("<!-- Ada -->")), "a caption or comment"),
    "broken.svg": (b"<svg", "cannot be read"),
}
HARDLY_TELLING = {
    "exif.avif": (still(b"Exif"), "the camera"),
    "far-behind.jpg": (jpeg(segment(0xE2, b"ICC_PROFILE\0" + b"\0" * 60000), exif(tiff([MODEL]))), "the camera"),
    "exif-behind.png": (png(after=(chunk(b"eXIf", tiff([MODEL])),)), "the camera"),
    "really-a-jpeg.png": (jpeg(exif(tiff([MODEL]))), "the camera"),
    "saved.png": (png(chunk(b"tIME", bytes(7))), "when it was taken"),
    "exif-after-the-scan.jpg": (jpeg()[:-2] + exif(tiff([MODEL])) + b"\xff\xd9", "the camera"),
    "program.png": (png(chunk(b"tEXt", b"Software\0Ada")), "the camera or program"),
    "dated.png": (png(chunk(b"tEXt", b"Creation Time\0Ada")), "when it was taken"),
}
TELLING_DOCUMENTS = {
    "author.pdf": (pdf({"/Author": "Ada"}), "who made or changed it"),
    "dated.pdf": (pdf({"/CreationDate": "D:20240101"}), "when it was made"),
    "keywords.pdf": (pdf({"/Keywords": "Ada"}), "words about it"),
    "attachment.pdf": (pdf({}, attached=True), "files attached to it"),
    "xmp.pdf": (pdf({}, xmp=True), "XMP"),
    "photo.pdf": (pdf({}, photo=GPS_PHOTO), "where it was made"),
    "broken.pdf": (b"%PDF-1.7 Ada", "cannot be read"),
    "dated.mp4": (video(made=3_700_000_000), "when it was made"),
    "place.mov": (video(box(b"udta", box(b"\xa9xyz", b"\0\3\0\0Ada"))), "where it was made"),
    "camera.mp4": (video(box(b"udta", box(b"\xa9mod", b"Ada"))), "the camera or program"),
    "keys.mov": (
        video(
            box(b"meta", box(b"hdlr", bytes(8) + b"mdta" + bytes(13)), box(b"keys", bytes(7) + b"\1location.ISO6709"))
        ),
        "where it was made",
    ),
    "track.mp4": (video(track=b"camm"), "other data"),
    "unknown.mp4": (video() + box(b"ada ", b"Ada"), "other data"),
    "broken.mp4": (video()[:-4], "cannot be read"),
    "author.docx": (archive(docProps__core_xml=b"<c><dc:creator>Ada</dc:creator></c>"), "who made or changed it"),
    "saved.xlsx": (archive(docProps__core_xml=b"<c><cp:lastModifiedBy>Ada</cp:lastModifiedBy></c>"), "who made"),
    "comments.docx": (archive(word__comments_xml=b"<c>Ada</c>"), "comments in it"),
    "photo.pptx": (archive(ppt__media__1_jpg=GPS_PHOTO), "where it was made"),
    "author.odt": (archive(meta_xml=b"<m><meta:initial-creator>Ada</meta:initial-creator></m>"), "who made"),
    "broken.docx": (b"PK Ada", "cannot be read"),
    **{
        f"damaged-{packed}.docx": (damaged(archive(packed, docProps__core_xml=b"<c>Ada</c>" * 99)), "cannot be read")
        for packed in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_LZMA)
    },
    "long.docx": (archive(zipfile.ZIP_DEFLATED, docProps__core_xml=b" " * 1_000_001), "cannot be read"),
    "large-photo.docx": (archive(zipfile.ZIP_DEFLATED, word__a_jpg=bytes(50_000_001)), "cannot be read"),
}
PLAIN_PICTURES = {
    "plain.jpg": jpeg(),
    "turned.jpg": jpeg(exif(tiff([ORIENTATION, COPYRIGHT]))),
    "colours.jpg": jpeg(segment(0xE2, b"ICC_PROFILE\0\x01\x01"), segment(0xEE, b"Adobe\0d\0\0\0\0\0")),
    "plain.png": png(),
    "turned.png": png(chunk(b"eXIf", tiff([ORIENTATION])), chunk(b"tEXt", b"Copyright\0EP")),
    "screenshot.png": png(chunk(b"eXIf", tiff([ORIENTATION], exif=[screenshot(68)]) + SCREENSHOT)),
    "screenshot-text.png": png(chunk(b"tEXt", b"Comment\0Screenshot")),
    "plain.webp": webp(flags=0),
    "plain.gif": gif(),
    "moving.gif": gif()[:-1] + b"\x21\xff\x0bNETSCAPE2.0\3\1\0\0\0\x3b",
    "padded.jpg": jpeg() + b"\0\0",
    "plain.svg": svg("<path d='M0 0'/><desc>A bridge</desc>", "xmlns:xlink='http://www.w3.org/1999/xlink'"),
    "utf-16.svg": svg(encoding="utf-16"),
    "photo.svg": svg(f'<image href="data:image/png;base64,{base64.b64encode(png()).decode()}"/>'),
    "plain.avif": still(),
    "plain.mp4": video(),
    "plain.pdf": pdf({"/Producer": ""}, photo=jpeg()),
    "plain.docx": archive(word__document_xml=b"<d/>", docProps__core_xml=b"<c><dc:creator></dc:creator></c>"),
    ".hidden.jpg": jpeg(segment(0xFE, b"Ada")),
    "notes.txt": b"no picture",
}


def told(folder: Path, name: str, data: bytes) -> list[str]:
    """The check's findings in a docs folder with this one picture."""
    (folder / "docs/img").mkdir(parents=True)
    (folder / "docs/img" / name).write_bytes(data)
    (folder / "docs/whosaid.yml").write_text(
        "rules: {image-metadata: error, image-details: info, file-metadata: warning}"
    )
    return [str(finding) for finding in check(load(folder / "docs")[0])]


FOUND: Final = [
    *((name, *TELLING[name], "", "image-metadata") for name in TELLING),
    *((name, *HARDLY_TELLING[name], "info: ", "image-details") for name in HARDLY_TELLING),
    *((name, *TELLING_DOCUMENTS[name], "warning: ", "file-metadata") for name in TELLING_DOCUMENTS),
]


@pytest.mark.parametrize(("name", "data", "says", "weight", "rule"), FOUND, ids=[row[0] for row in FOUND])
def test_what_tells_more_than_it_shows_is_a_finding(
    tmp_path: Path, name: str, data: bytes, says: str, weight: str, rule: str
) -> None:
    """It names the file and what it tells, and repeats nothing of it: logs are public, too.

    A program's name leads to nobody, and is only mentioned; with a place or an owner, it is reported with them.
    A document or a video may be evidence, to be shown as it came: a warning.
    """
    found = told(tmp_path, name, data)
    assert len(found) == 1, found
    assert f"docs/img/{name}:1:1: {weight}" in found[0]
    assert found[0].endswith(f"[{rule}]")
    assert says in found[0]
    assert "Ada" not in found[0]


@pytest.mark.parametrize("name", PLAIN_PICTURES)
def test_a_picture_that_tells_nothing_is_let_pass(tmp_path: Path, name: str) -> None:
    """Its orientation, its colours and a copyright notice may stay; no "image-metadata"."""
    assert told(tmp_path, name, PLAIN_PICTURES[name]) == []


def test_the_check_of_a_site_without_pictures_loads_no_picture_library(tmp_path: Path) -> None:
    """It takes longer to load than many a site to check."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/a.md").write_text("Text.\n")
    code = "import sys; from pathlib import Path; from whosaid.ledger.loading import load; load(Path('docs')); "
    code += "sys.exit('PIL' in sys.modules or 'pypdf' in sys.modules)"
    done = run([exe("python"), "-c", code], tmp_path)
    assert done.returncode == 0, done.stderr
