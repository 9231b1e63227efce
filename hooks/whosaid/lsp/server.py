"""The language server: what an editor tells it of files, and who answers its requests. Speaks over standard input and
output.
"""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Callable, Mapping
from importlib.metadata import version
from typing import Any, Final

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer

from ..base.filenames import MARKDOWN_SUFFIXES
from . import replies
from .sites import Sites
from .uris import path_of

_log = logging.getLogger(__name__)
_WATCHED: Final = f"**/*.{{{','.join(suffix[1:] for suffix in MARKDOWN_SUFFIXES)},yml,yaml}}"
_TRIGGERS: Final = ["#", ":", " ", ",", "/", '"']

_TURN: Final = 0.0005
"""Seconds after which the thread that checks a site lets go, so that whoever types need not wait for it."""

Handler = Callable[..., Any]  # of a request or a notification, each with types of its own


class Server(LanguageServer):
    """The server, and the sites of what is open. What goes wrong in it is a line in the editor's log, in words."""

    def __init__(self) -> None:
        super().__init__("whosaid", version("whosaid"), lsp.TextDocumentSyncKind.Full)
        self.sites = Sites(self._publish)

    def _publish(self, uri: str, found: list[lsp.Diagnostic], version: int | None) -> None:
        self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, found, version))

    def report_server_error(self, error: Exception, source: Any) -> None:
        """A message that could not be read."""
        _log.warning("%s: %s", type(error).__name__, error)


def start() -> None:
    """Serve one editor until it leaves."""
    logging.basicConfig(level=logging.WARNING, format="whosaid: %(message)s")
    logging.getLogger("pygls").setLevel(logging.CRITICAL + 1)  # it would write tracebacks
    server = Server()
    for name, (handler, options) in _FEATURES.items():
        server.feature(name, options)(_safe(handler, server.sites))
    for name, tell in _TOLD.items():
        server.feature(name)(_safe(tell, server))
    sys.setswitchinterval(_TURN)
    server.start_io()


def _safe(handler: Handler, first: object) -> Handler:
    """No answer, where something unforeseen goes wrong: an editor would show a traceback."""

    def answered(params: Any) -> Any:
        try:
            return handler(first, params)
        except Exception as error:
            _log.warning("%s: %s", type(error).__name__, error)
            return None

    async def answered_later(params: Any) -> Any:
        try:
            return await handler(first, params)
        except Exception as error:
            _log.warning("%s: %s", type(error).__name__, error)
            return None

    return answered_later if asyncio.iscoroutinefunction(handler) else answered


def _initialize(server: Server, params: lsp.InitializeParams) -> None:
    server.sites.encoding = server.workspace.position_encoding
    _folders(server)
    if not server.sites.workspace and server.workspace.root_uri:
        server.sites.workspace = [*filter(None, (path_of(server.workspace.root_uri),))]


def _folders(server: Server, params: object = None) -> None:
    uris = (folder.uri for folder in server.workspace.folders.values())
    server.sites.workspace = [path for uri in uris if (path := path_of(uri)) is not None]
    server.sites.place_again()


async def _initialized(server: Server, params: object) -> None:
    """Ask to be told of files that change on the disk, if the editor watches any."""
    workspace = server.client_capabilities.workspace
    watching = workspace.did_change_watched_files if workspace is not None else None
    if watching is None or not watching.dynamic_registration:
        return
    options = lsp.DidChangeWatchedFilesRegistrationOptions([lsp.FileSystemWatcher(_WATCHED)])
    registration = lsp.Registration("whosaid", lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
    await server.client_register_capability_async(lsp.RegistrationParams([registration]))


def _opened(server: Server, params: lsp.DidOpenTextDocumentParams) -> None:
    server.sites.put(params.text_document.uri, params.text_document.version, params.text_document.text)


def _changed(server: Server, params: lsp.DidChangeTextDocumentParams) -> None:
    document = server.workspace.get_text_document(params.text_document.uri)
    server.sites.put(params.text_document.uri, params.text_document.version, document.source)


def _closed(server: Server, params: lsp.DidCloseTextDocumentParams) -> None:
    server.sites.drop(params.text_document.uri)


def _saved(server: Server, params: lsp.DidSaveTextDocumentParams) -> None:
    server.sites.touch([params.text_document.uri])


def _touched(server: Server, params: lsp.DidChangeWatchedFilesParams) -> None:
    server.sites.touch([change.uri for change in params.changes])


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
_FEATURES: Final[Mapping[str, tuple[Handler, object]]] = {
    lsp.TEXT_DOCUMENT_COMPLETION: (replies.complete, lsp.CompletionOptions(trigger_characters=_TRIGGERS)),
    lsp.TEXT_DOCUMENT_HOVER: (replies.hover, None),
    lsp.TEXT_DOCUMENT_DEFINITION: (replies.define, None),
    lsp.TEXT_DOCUMENT_REFERENCES: (replies.references, None),
    lsp.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT: (replies.highlight, None),
    lsp.TEXT_DOCUMENT_DOCUMENT_SYMBOL: (replies.outline, None),
    lsp.WORKSPACE_SYMBOL: (replies.search, None),
    lsp.TEXT_DOCUMENT_FOLDING_RANGE: (replies.fold, None),
}
