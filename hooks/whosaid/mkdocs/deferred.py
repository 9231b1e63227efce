"""Files of a site that MkDocs knows from the start, but that are written only after all pages."""

from __future__ import annotations

import os
from functools import cached_property
from pathlib import Path
from typing import Final

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File

from ..exports import Export, write_export, write_text
from ..exports.annotations import annotations_json, annotations_path
from ..ledger.records import Ledger
from ..site.addresses import Site

MAKER: Final = "whosaid"
"""What MkDocs calls the plug-in that has generated a file."""


def source_path(path: str, docs: str) -> str:
    """The path the file would have if an author had written it: other plug-ins expect there to be one."""
    return os.path.join(docs, path)  # noqa: PTH118  # pathlib takes ten times as long, for each file


class DeferredFile(File):
    """A file to which pages can link before it is there.

    There are thousands, nearly all of which a preview only lists: so nothing is worked out that nobody asks for.
    """

    def __init__(self, path: str, config: MkDocsConfig) -> None:
        self.src_uri, self.src_dir = path, None  # what `File` does, less the ten times longer way through pathlib
        self.dest_dir, self.use_directory_urls = config.site_dir, config.use_directory_urls
        self.generated_by = MAKER
        self._docs = config.docs_dir

    @cached_property
    def abs_src_path(self) -> str:
        """Where it would be if an author had written it."""
        return source_path(self.src_uri, self._docs)

    def copy_file(self, dirty: bool = False) -> None:
        """Do nothing: what is published is not known yet."""

    def take_over(self, new: DeferredFile) -> None:
        """Take over the content of the new one."""
        raise NotImplementedError

    def write(self) -> None:
        """Write it."""
        raise NotImplementedError

    def write_text(self, text: str) -> None:
        """Write this, which is known to be its content."""
        write_text([text], Path(self.abs_dest_path))


def page_place(path: str, *, directories: bool) -> str:
    """The place in the site of a page at a path, as MkDocs chooses it."""
    folder, slash, name = path.removesuffix(".md").rpartition("/")
    if name in ("index", "README"):
        return f"{folder}{slash}index.html"
    return f"{folder}{slash}{name}/index.html" if directories else f"{folder}{slash}{name}.html"


class ExportFile(DeferredFile):
    """The file of an export."""

    def __init__(self, export: Export, config: MkDocsConfig) -> None:
        super().__init__(export.path, config)
        self.export = export

    def take_over(self, new: DeferredFile) -> None:
        assert isinstance(new, ExportFile)
        self.export = new.export

    def write(self) -> None:
        write_export(self.export, Path(self.abs_dest_path))


class SheetFile(DeferredFile):
    """A page that MkDocs does not draw (shells.py)."""

    def __init__(self, path: str, config: MkDocsConfig) -> None:
        super().__init__(path, config)
        self.dest_uri = page_place(path, directories=self.use_directory_urls)

    def is_documentation_page(self) -> bool:
        """No, or MkDocs would draw it."""
        return False

    def take_over(self, new: DeferredFile) -> None:
        """Nothing: its content is found when it is written."""

    def write(self) -> None:
        """Nothing: it is written with all the others of its kind."""


class AnnotationsFile(DeferredFile):
    """The annotations of an article, generated from its finished page."""

    def __init__(self, page: File, ledger: Ledger, site: Site, config: MkDocsConfig) -> None:
        super().__init__(annotations_path(page.src_uri), config)
        self.article, self.ledger, self.site = page, ledger, site

    def take_over(self, new: DeferredFile) -> None:
        assert isinstance(new, AnnotationsFile)
        self.article, self.ledger, self.site = new.article, new.ledger, new.site

    def write(self) -> None:
        if (html := self.read_article()) is not None:
            page = self.ledger.files[self.article.src_uri]
            self.write_text(annotations_json(self.ledger, self.site, page, html))

    def read_article(self) -> str | None:
        """The finished page; None if it was not written."""
        html = Path(self.article.abs_dest_path)
        return html.read_text("utf-8") if html.is_file() else None
