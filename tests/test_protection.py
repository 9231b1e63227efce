"""Sources are protected: what an author notes for colleagues, and what a file tells of its maker, is not published."""

from __future__ import annotations

import gzip
import struct
import zlib
from pathlib import Path

import pytest

from sites import CONFIG, QUIET, SOURCES, build, files_of, write_site
from test_hook import preview, wait_for
from tools import exe, run
from whosaid.checking import check
from whosaid.loading import load
from whosaid.reports import FORMATS

SECRET = "Q7-informant"
"""Stands in every comment below, and nowhere else."""

ARTICLE = f"""\
---
# {SECRET}
title: The bridge
description: What the council said  # {SECRET}
sources:
  engineers: {{type: unnamed, described-as: engineers}}  # {SECRET}
---
<!-- {SECRET} -->

# The bridge <!-- {SECRET} -->

The council said [the bridge <!-- {SECRET} --> is unsafe](#bridge "claim by council"). <!-- {SECRET}
{SECRET} --> So did [engineers](#engineers).
<!-- {SECRET} -->

/// claim | Engineers
    id: engineers
    source: engineers

The note. <!-- {SECRET} -->

<!-- {SECRET}

{SECRET} -->

///

## Heading <!-- {SECRET} --> two

Setext <!-- {SECRET} -->
------

- item <!-- {SECRET} -->

    <!-- {SECRET} -->

> quoted <!-- {SECRET} -->

| a | b |
|---|---|
| c <!-- {SECRET} --> | d |

!!! note "Title <!-- {SECRET} -->"

    <!-- {SECRET} -->

<div>
<p>raw <!-- {SECRET} --></p>
<!--[if IE]> {SECRET} <![endif]-->
</div>

<div markdown>

inside <!-- {SECRET} -->

</div>

<?php {SECRET} ?>

Word <span>one <!-- {SECRET} --> two</span>[^1]. <!--{SECRET}--> <!--- {SECRET} ---> <!----> End.

[^1]: Footnote <!-- {SECRET} -->

`<!-- shown in a span -->`

```html
<!-- shown in a fence -->
```

<script>
var shown = "<!-- shown in a script -->";
</script>
"""

PLAIN = f"# Plain <!-- {SECRET} -->\n\nNo claims.\n\n<!-- {SECRET} -->\n\n<p title='it's'>a <!-- {SECRET} --> b</p>\n"

BUILDERS = {
    "mkdocs": ["mkdocs", "build"],
    "mkdocs without hook": ["mkdocs", "build", "-f", "no-hook.yml"],
    "properdocs": ["properdocs", "build", "-f", "mkdocs.yml"],
    "zensical": ["zensical", "build"],
}


@pytest.mark.parametrize("builder", BUILDERS)
def test_no_comment_is_published(tmp_path: Path, builder: str) -> None:
    """Comments of Markdown, HTML and YAML are in no file of the built site; code that shows some is."""
    site = write_site(tmp_path, {"a.md": ARTICLE, "b.md": PLAIN}, sources=f"# {SECRET}\n{SOURCES}")
    (site / "docs/whosaid.yml").write_text(f"# {SECRET}\nledger-page: ledger.md\n", "utf-8")
    (site / "no-hook.yml").write_text(CONFIG.partition("hooks:")[0], "utf-8")
    name, *args = BUILDERS[builder]
    done = run([exe(name), *args], site)
    assert done.returncode == 0, done.stdout + done.stderr
    published = files_of(site / "site")
    assert "search.json" in published or "search/search_index.json" in published
    for path, data in published.items():
        assert SECRET not in (gzip.decompress(data) if path.endswith(".gz") else data).decode("utf-8", "replace"), path
    html = published["a/index.html"].decode()
    for place in ("span", "fence"):
        assert f"&lt;!-- shown in a {place} --&gt;" in html
    assert '"<!-- shown in a script -->"' in html
    assert "the bridge  is unsafe" in html
    assert "End." in html


def test_the_files_of_the_engine_are_not_published(tmp_path: Path) -> None:
    """The hook keeps sources.yml and whosaid.yml back, whether or not mkdocs.yml leaves them out."""
    config = CONFIG.replace("exclude_docs: |\n  /sources.yml\n  /whosaid.yml\n", "")
    assert config != CONFIG
    site = write_site(tmp_path, {"whosaid.yml": f"# {SECRET}\n{QUIET}"}, config, f"# {SECRET}\n{SOURCES}")
    assert build(site, "--strict").returncode == 0
    assert not {"sources.yml", "whosaid.yml"} & files_of(site / "site").keys()


SECRET_SOURCES = f"""\
{SOURCES}clerk:
  {{type: unnamed, described-as: a clerk, role: keeps the register, for: council, name: {SECRET}}}
porter:
  type: unnamed
  described-as: a porter
  url: https://example.org/{SECRET}
  archive-url: https://example.org/copy/{SECRET}
  identity: {SECRET}
"""
SECRET_PAGE = """\
A clerk says that [licences were lost](#lost "claim by clerk"), a porter that
[the register was carried out](#carried "claim by porter").
"""


@pytest.mark.parametrize("format", FORMATS)
def test_no_report_repeats_who_an_unnamed_source_is(tmp_path: Path, format: str) -> None:
    """Neither in a message nor as the faulty line, also below another finding on that line: logs are public."""
    site = write_site(tmp_path, {"a.md": SECRET_PAGE, "whosaid.yml": ""}, sources=SECRET_SOURCES)
    done = run([exe("whosaid"), "check", "--format", format], site, {"PYTHONIOENCODING": "utf-8"})
    assert done.returncode == 1
    for name in ("named-unnamed-source", "unnamed-without-reason", "address-of-unnamed-source", "private-key"):
        assert name in done.stdout
    assert SECRET not in done.stdout + done.stderr


def test_no_preview_shows_who_an_unnamed_source_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is in no file of the previewed site, nor in its log. What is description stays."""
    site = write_site(tmp_path, {"a.md": SECRET_PAGE}, sources=SECRET_SOURCES)
    (tmp_path / "built").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "built"))  # where `mkdocs serve` builds
    with preview(site, 8764) as home:
        html = wait_for(f"{home}a/", "named-unnamed-source")
        (built,) = (tmp_path / "built").iterdir()
        files = files_of(built)
    assert "A clerk, keeps the register, for the town council" in html
    assert {"ledger/source/porter/index.html", "data/sources.csv", "embed/a/lost.html"} <= files.keys()
    for path, data in files.items():
        assert SECRET not in (gzip.decompress(data) if path.endswith(".gz") else data).decode("utf-8", "replace"), path
    assert SECRET not in (site / "serve.log").read_text("utf-8")


SHOWN = {
    "snippet": '--8<-- "part.txt"\n',
    "attribute of raw HTML": f'<img src="x.png" alt="a <!-- {SECRET} --> b">\n',
}


@pytest.mark.parametrize("name", SHOWN)
def test_a_comment_that_is_printed_after_all_stops_the_build(tmp_path: Path, name: str) -> None:
    """Where the check cannot see it, the built page is looked at."""
    config = CONFIG.replace("attr_list, ", "attr_list, {pymdownx.snippets: {base_path: .}}, ")
    site = write_site(tmp_path, {"a.md": SHOWN[name]}, config)
    (site / "part.txt").write_text(f"Text <!-- {SECRET}\n\nmore --> end.\n")
    done = build(site)
    assert done.returncode == 1
    assert "docs/a.md:1:" in done.stderr
    assert "a comment is printed in the page" in done.stderr


# Pictures, byte by byte as their formats' own papers describe them, so that no library reads what it has written.

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


XMP = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'/>"
TELLING = {
    "place.jpg": (jpeg(exif(tiff([ORIENTATION], gps=[GPS_LATITUDE]))), "where it was taken"),
    "far-behind.jpg": (jpeg(segment(0xE2, b"ICC_PROFILE\0" + b"\0" * 60000), exif(tiff([MODEL]))), "the camera"),
    "owner.jpeg": (jpeg(exif(tiff([ORIENTATION], exif=[OWNER]))), "whose camera"),
    "SERIAL.JPG": (jpeg(exif(tiff([], exif=[SERIAL, TAKEN]))), "serial number, when it was taken"),
    "maker-note.jpg": (jpeg(exif(tiff([], exif=[(0x927C, 7, 4, b"abcd")]))), "serial number"),
    "circle.jpg": (jpeg(exif(tiff([(0x8769, 4, 1, struct.pack("<I", 8)), OWNER]))), "whose camera"),
    "thumbnail.jpg": (jpeg(exif(tiff([ORIENTATION], thumbnail=[ORIENTATION]))), "the uncut picture"),
    "xmp.jpg": (jpeg(segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + XMP)), "XMP"),
    "iptc.jpg": (jpeg(segment(0xED, b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\0")), "other data"),
    "comment.jpg": (jpeg(segment(0xFE, b"Ada")), "a text"),
    "second-exif.jpg": (jpeg(segment(0xE3, b"Meta\0\0"), exif(tiff([ORIENTATION]))), "other data"),
    "text.png": (png(chunk(b"tEXt", b"Author\0Ada")), "a text"),
    "text-behind.png": (png(after=(chunk(b"iTXt", b"Author\0\0\0\0\0Ada"),)), "a text"),
    "packed-text.png": (png(chunk(b"zTXt", b"Author\0\0" + zlib.compress(b"Ada"))), "a text"),
    "exif.png": (png(chunk(b"eXIf", tiff([ORIENTATION], gps=[GPS_LATITUDE]))), "where it was taken"),
    "exif-behind.png": (png(after=(chunk(b"eXIf", tiff([MODEL])),)), "the camera"),
    "really-a-jpeg.png": (jpeg(exif(tiff([MODEL]))), "the camera"),
    "exif.webp": (webp((b"EXIF", tiff([MODEL], gps=[GPS_LATITUDE])), flags=8), "where it was taken, the camera"),
    "xmp.webp": (webp((b"XMP ", XMP), flags=4), "XMP"),
    "comment.gif": (gif(b"Ada"), "a text"),
    "photo.heic": (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "save the picture as JPEG, PNG or WebP"),
    "broken.jpg": (b"\xff\xd8\xff", "cannot be read"),
    "drawing.svg": (b"<svg><metadata><rdf:RDF/></metadata></svg>", "the drawing program"),
}
PLAIN_PICTURES = {
    "plain.jpg": jpeg(),
    "turned.jpg": jpeg(exif(tiff([ORIENTATION, COPYRIGHT]))),
    "colours.jpg": jpeg(segment(0xE2, b"ICC_PROFILE\0\x01\x01"), segment(0xEE, b"Adobe\0d\0\0\0\0\0")),
    "plain.png": png(),
    "turned.png": png(chunk(b"eXIf", tiff([ORIENTATION])), chunk(b"tEXt", b"Copyright\0EP")),
    "plain.webp": webp(flags=0),
    "plain.gif": gif(),
    "plain.svg": b"<svg xmlns='http://www.w3.org/2000/svg'><title>A bridge</title></svg>",
    ".hidden.jpg": jpeg(segment(0xFE, b"Ada")),
    "notes.txt": b"no picture",
}


def told(folder: Path, name: str, data: bytes) -> list[str]:
    """The check's findings in a docs folder with this one picture."""
    (folder / "docs/img").mkdir(parents=True)
    (folder / "docs/img" / name).write_bytes(data)
    (folder / "docs/whosaid.yml").write_text("rules: {image-metadata: error}")
    return [str(finding) for finding in check(load(folder / "docs")[0])]


@pytest.mark.parametrize("name", TELLING)
def test_a_picture_that_tells_more_than_it_shows_is_a_finding(tmp_path: Path, name: str) -> None:
    """It names the file and what it tells, but repeats nothing of it: logs are public, too."""
    data, says = TELLING[name]
    found = told(tmp_path, name, data)
    assert len(found) == 1, found
    assert found[0].endswith("[image-metadata]")
    assert f"docs/img/{name}:1:1: " in found[0]
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
    code = "import sys; from pathlib import Path; from whosaid.loading import load; load(Path('docs')); "
    code += "sys.exit('PIL' in sys.modules)"
    done = run([exe("python"), "-c", code], tmp_path)
    assert done.returncode == 0, done.stderr
