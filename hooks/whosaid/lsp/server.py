"""The language server: what an editor tells it of files, and who answers its requests. Speaks over standard input and
output.
"""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from collections.abc import Callable, Mapping
from importlib.metadata import version
from typing import Any, Final

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer

from ..base.filenames import MARKDOWN_SUFFIXES
from . import newnames, quickfixes, replies
from .sites import Sites
from .uris import path_of

_log = logging.getLogger(__name__)
_WATCHED: Final = f"**/*.{{{','.join(suffix[1:] for suffix in MARKDOWN_SUFFIXES)},yml,yaml}}"
_TRIGGERS: Final = ["#", ":", " ", ",", "/", '"']

_TURN: Final = 0.0005
"""Seconds after which the thread that checks a site lets go, so that whoever types need not wait for it."""

Handler = Callable[..., Any]  # of a request or a notification, each with types of its own


class Serving:
    """One editor: the server that speaks to it, and the sites of what it has open."""

    def __init__(self) -> None:
        self.server = LanguageServer("whosaid", version("whosaid"), lsp.TextDocumentSyncKind.Full)
        self.sites = Sites(self._publish)

    def _publish(self, uri: str, found: list[lsp.Diagnostic], version: int | None) -> None:
        self.server.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, found, version))


def start() -> None:
    """Serve one editor until it leaves. What goes wrong is a line in its log, in words."""
    logging.basicConfig(level=logging.WARNING, format="whosaid: %(message)s")
    logging.getLogger("pygls").setLevel(logging.CRITICAL + 1)  # it would write tracebacks
    sys.setswitchinterval(_TURN)
    serving = Serving()
    for name, (handler, options) in _ASKED.items():
        serving.server.feature(name, options)(_safe(handler, serving.sites))
    for name, told in _TOLD.items():
        serving.server.feature(name)(_safe(told, serving))
    spoken = open(os.dup(sys.stdout.fileno()), "wb")  # noqa: SIM115, PTH123  # pygls closes it
    sys.stdout = sys.stderr  # what anybody prints is no message of the protocol
    serving.server.start_io(stdout=spoken)


def _safe(handler: Handler, first: object) -> Handler:
    """No answer, where something unforeseen goes wrong: an editor would show a traceback."""

    def answered(params: Any) -> Any:
        try:
            return handler(first, params)
        except JsonRpcException:  # says why, in words
            raise
        except Exception as error:
            _log.warning("%s: %s", type(error).__name__, error)
            return None

    async def answered_later(params: Any) -> Any:
        try:
            return await handler(first, params)
        except JsonRpcException:  # says why, in words
            raise
        except Exception as error:
            _log.warning("%s: %s", type(error).__name__, error)
            return None

    return answered_later if asyncio.iscoroutinefunction(handler) else answered


def _initialize(serving: Serving, params: lsp.InitializeParams) -> None:
    workspace = serving.server.workspace
    serving.sites.client.encoding = workspace.position_encoding
    can = params.capabilities.workspace
    serving.sites.client.takes_versions = bool(can and can.workspace_edit and can.workspace_edit.document_changes)
    _folders(serving)
    if not serving.sites.workspace and workspace.root_uri:
        serving.sites.workspace = [*filter(None, (path_of(workspace.root_uri),))]


def _folders(serving: Serving, params: object = None) -> None:
    uris = (folder.uri for folder in serving.server.workspace.folders.values())
    serving.sites.workspace = [path for uri in uris if (path := path_of(uri)) is not None]
    serving.sites.place_again()


async def _initialized(serving: Serving, params: object) -> None:
    """Ask to be told of files that change on the disk, if the editor watches any."""
    workspace = serving.server.client_capabilities.workspace
    watching = workspace.did_change_watched_files if workspace is not None else None
    if watching is None or not watching.dynamic_registration:
        return
    options = lsp.DidChangeWatchedFilesRegistrationOptions([lsp.FileSystemWatcher(_WATCHED)])
    registration = lsp.Registration("whosaid", lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
    await serving.server.client_register_capability_async(lsp.RegistrationParams([registration]))


def _opened(serving: Serving, params: lsp.DidOpenTextDocumentParams) -> None:
    document = params.text_document
    serving.sites.put(document.uri, document.version, document.text)


def _changed(serving: Serving, params: lsp.DidChangeTextDocumentParams) -> None:
    uri = params.text_document.uri
    serving.sites.put(uri, params.text_document.version, serving.server.workspace.get_text_document(uri).source)


def _closed(serving: Serving, params: lsp.DidCloseTextDocumentParams) -> None:
    serving.sites.drop(params.text_document.uri)


def _saved(serving: Serving, params: lsp.DidSaveTextDocumentParams) -> None:
    serving.sites.touch([params.text_document.uri])


def _touched(serving: Serving, params: lsp.DidChangeWatchedFilesParams) -> None:
    serving.sites.touch([change.uri for change in params.changes])


_TOLD: Final[Mapping[str, Handler]] = {
    lsp.INITIALIZE: _initialize,
    lsp.INITIALIZED: _initialized,
    lsp.TEXT_DOCUMENT_DID_OPEN: _opened,
    lsp.TEXT_DOCUMENT_DID_CHANGE: _changed,
    lsp.TEXT_DOCUMENT_DID_CLOSE: _closed,
    lsp.TEXT_DOCUMENT_DID_SAVE: _saved,
    lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES: _touched,
    lsp.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS: _folders,
}
_ASKED: Final[Mapping[str, tuple[Handler, object]]] = {
    lsp.TEXT_DOCUMENT_COMPLETION: (replies.complete, lsp.CompletionOptions(trigger_characters=_TRIGGERS)),
    lsp.TEXT_DOCUMENT_HOVER: (replies.hover, None),
    lsp.TEXT_DOCUMENT_DEFINITION: (replies.define, None),
    lsp.TEXT_DOCUMENT_REFERENCES: (replies.references, None),
    lsp.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT: (replies.highlight, None),
    lsp.TEXT_DOCUMENT_DOCUMENT_SYMBOL: (replies.outline, None),
    lsp.WORKSPACE_SYMBOL: (replies.search, None),
    lsp.TEXT_DOCUMENT_FOLDING_RANGE: (replies.fold, None),
    lsp.TEXT_DOCUMENT_CODE_ACTION: (quickfixes.actions, lsp.CodeActionOptions(quickfixes.KINDS)),
    lsp.TEXT_DOCUMENT_PREPARE_RENAME: (newnames.can_rename, None),
    lsp.TEXT_DOCUMENT_RENAME: (newnames.rename, lsp.RenameOptions(prepare_provider=True)),
}
