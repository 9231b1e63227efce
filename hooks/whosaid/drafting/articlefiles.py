"""An article's file of any kind as text: which kind it is, and who reads it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import msgspec

from ..base.filenames import MARKDOWN_SUFFIXES
from .officefiles import is_office_file, read_office_file
from .textfiles import Article, CannotDraft, read_plain

_HTML: Final = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+)?(?:html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_FRONT_MATTER: Final = re.compile(r"---[ \t]*\n.*?\n---[ \t]*\n", re.DOTALL)
_OTHERS: Final = {
    b"%PDF": "it is a PDF; open it, copy the article and save it as plain text",
    b"\xd0\xcf\x11\xe0": "it has a password, or is an old .doc; save it as .docx without a password",
    b"{\\rtf": "it is RTF; save it as .docx or .odt",
}
_NEEDS: Final = "reading it needs more packages; run: pip install 'whosaid[draft]'"


def read_article(file: Path) -> Article:
    """The article in a file, of the kind that its first bytes and its name tell; raises CannotDraft."""
    content = file.read_bytes()
    for sign, why in _OTHERS.items():
        if content.startswith(sign):
            raise CannotDraft(why)
    try:
        if is_office_file(content):
            return read_office_file(content)
        read = read_plain(content)
        if _HTML.match(read.text) or file.suffix.lower() in (".html", ".htm", ".xhtml"):
            from .webpages import read_web_page  # here, since it needs what not everybody has installed

            return msgspec.structs.replace(read_web_page(read.text), remarks=read.remarks)
    except ModuleNotFoundError:
        raise CannotDraft(_NEEDS) from None
    is_markdown = file.name.endswith(MARKDOWN_SUFFIXES) or _FRONT_MATTER.match(read.text) is not None
    return msgspec.structs.replace(read, is_markdown=is_markdown)
