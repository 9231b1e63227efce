"""Documents of word processors: which kind one is, and whether it may be unpacked."""

from __future__ import annotations

import io
import zipfile
from typing import Final

from .textfiles import Article, CannotDraft

_MOST: Final = 50_000_000  # bytes of a document, unpacked: many times what any article needs


def is_office_file(content: bytes) -> bool:
    """Whether it is a packed document."""
    return content.startswith(b"PK\x03\x04")


def read_office_file(content: bytes) -> Article:
    """The article in a document; raises CannotDraft."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(entry.file_size for entry in packed.infolist()) > _MOST:
                raise CannotDraft("it is too large once it is unpacked; save the article alone in a new document")
            names = set(packed.namelist())
            kind = packed.read("mimetype").decode("ascii", "replace") if "mimetype" in names else ""
            manifest = packed.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in names else b""
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError):
        raise CannotDraft("it is damaged") from None
    if "word/document.xml" in names:
        from .docx import read_docx  # here and below, since these need what not everybody has installed

        return read_docx(content)
    if "opendocument.text" in kind:
        if b"encryption-data" in manifest:
            raise CannotDraft("it has a password; save it without one")
        from .odt import read_odt

        return read_odt(content)
    raise CannotDraft("it is no document that can be read; save the article as .docx, .odt, HTML or plain text")
