"""Edits of pages as an editor makes them: in the documents that it has open, and in files that it has not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from lsprotocol import types as lsp

from ..base.filefaults import UnreadableFile
from ..base.model import Page
from ..editing.changes import Refused
from ..editing.edits import Edit
from .sites import Site
from .snapshots import Snapshot


def workspace_edit(site: Site, snapshot: Snapshot, edits: Mapping[str, Sequence[Edit]]) -> lsp.WorkspaceEdit:
    """Edits by path, at offsets of the pages of a snapshot.

    Raises Refused for a file that is not read as it is, or is no longer as it was read.
    """
    made = {site.uri(path): _text_edits(site, snapshot.ledger.files[path], some) for path, some in edits.items()}
    if not site.client.takes_versions:
        return lsp.WorkspaceEdit(changes=made)
    versions = {document.uri: document.version for document in site.documents.values()}
    named = {uri: lsp.OptionalVersionedTextDocumentIdentifier(uri=uri, version=versions.get(uri)) for uri in made}
    return lsp.WorkspaceEdit(document_changes=[lsp.TextDocumentEdit(named[uri], [*some]) for uri, some in made.items()])


def _text_edits(site: Site, page: Page, edits: Iterable[Edit]) -> list[lsp.TextEdit]:
    if any(isinstance(fault, UnreadableFile) for fault in page.faults):
        raise Refused(f"“{page.path}” is not read as it is on the disk; save it as UTF-8 first")
    document = site.documents.get(page.path)
    if document is not None and document.text != page.text:
        raise Refused(f"“{page.path}” has been changed meanwhile; try again")
    positions = site.positions(page)
    return [lsp.TextEdit(positions.range(edit.start, edit.end), edit.text) for edit in edits]
