"""The names of files: the author's, those that Whosaid writes, and what is published as it is."""

from __future__ import annotations

from typing import Final

SOURCES_FILE: Final = "sources.yml"
SETTINGS_FILE: Final = "whosaid.yml"
"""Whosaid's two files in the docs folder."""

BUILDER_FILES: Final = ("mkdocs.yml", "mkdocs.yaml", "properdocs.yml", "properdocs.yaml")
"""A builder's settings, in the folder of a site."""

STYLESHEET: Final = "assets/whosaid.css"
"""The main stylesheet of a built site."""

PAGE_STYLESHEET: Final = "assets/whosaid-page.css"
"""The stylesheet for the layout of pages with statements and of generated pages; others keep their looks."""

LEDGER_STYLESHEET: Final = "assets/whosaid-ledger.css"
"""The stylesheet of pages that show something of the ledger."""

SCRIPT: Final = "assets/whosaid.js"

TABLE_SCRIPT: Final = "assets/whosaid-table.js"
"""The script of pages that have a table from the ledger."""

CLASSROOM_STYLESHEET: Final = "assets/whosaid-classroom.css"
CLASSROOM_SCRIPT: Final = "assets/whosaid-classroom.js"
"""Those of pages with the exercise “Who said it?”."""

OUTPUT_FILES: Final = (
    STYLESHEET,
    PAGE_STYLESHEET,
    LEDGER_STYLESHEET,
    CLASSROOM_STYLESHEET,
    SCRIPT,
    TABLE_SCRIPT,
    CLASSROOM_SCRIPT,
)
"""The files that Whosaid adds to every site."""

MARKDOWN_SUFFIXES: Final = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")
"""The file name extensions of pages for MkDocs."""

MARKDOWN_ENDINGS: Final = "|".join(suffix[1:] for suffix in MARKDOWN_SUFFIXES)
"""The same without the dot, as the branches of a regular expression."""

HTML_SUFFIXES: Final = (".html", ".htm", ".xhtml")
"""The file name extensions of HTML files, which are published unchanged."""

IMAGE_SUFFIXES: Final = tuple(
    ".apng .arw .avif .bmp .cr2 .cr3 .dng .gif .heic .heif .jfif .jpe .jpeg .jpg .jxl .mpo .nef .orf .png .psd .raf "
    ".rw2 .svg .svgz .tif .tiff .webp .xcf".split()
)
"""The file name extensions of pictures, which are published unchanged."""

DOCUMENT_SUFFIXES: Final = tuple(".docm .docx .m4a .m4v .mov .mp4 .odp .ods .odt .pdf .pptx .xlsx".split())
"""The file name extensions of documents and videos, likewise."""
