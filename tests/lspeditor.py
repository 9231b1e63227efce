"""An editor for the tests of the language server: `whosaid lsp` as a program, and pygls' client, which speaks to it.

pytest-lsp would bring a plug-in for pytest that every other test would be run with. Nothing here waits for a time to
pass: an answer comes after the diagnostics that it depends on.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from lsprotocol import types as lsp
from pygls.lsp.client import LanguageClient

from tools import PATIENCE, environment, exe

CURSOR = "¦"
_UNITS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}


class Editor:
    """What is open in it, and what it shows."""

    def __init__(self, folders: Sequence[Path], encoding: str = "utf-16") -> None:
        self.loop = asyncio.new_event_loop()
        self.client = LanguageClient("editor", "1")
        self.texts: dict[Path, str] = {}
        self.shown: dict[str, Sequence[lsp.Diagnostic]] = {}
        self.watched: list[lsp.Registration] = []
        self._codec, self._size = _UNITS[encoding]
        self._versions: dict[Path, int] = {}
        self.client.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(lambda params: self._show(params))
        self.client.feature(lsp.CLIENT_REGISTER_CAPABILITY)(lambda params: self._register(params))
        self._do(self.client.start_io(str(exe("whosaid")), "lsp", env=environment()))
        self.can = self.ask("initialize", _what_it_can(folders, encoding)).capabilities
        self.client.initialized(lsp.InitializedParams())

    def _show(self, params: lsp.PublishDiagnosticsParams) -> None:
        self.shown[params.uri] = params.diagnostics

    def _register(self, params: lsp.RegistrationParams) -> None:
        self.watched += params.registrations

    def _do(self, work: Any) -> Any:
        return self.loop.run_until_complete(asyncio.wait_for(work, PATIENCE))

    def ask(self, name: str, params: Any) -> Any:
        """The answer to a request."""
        return self._do(getattr(self.client, f"{name}_async")(params))

    def open(self, file: Path, text: str | None = None) -> None:
        """Open a file, or a text that has not been saved there yet."""
        self.texts[file] = file.read_text("utf-8") if text is None else text
        self._versions[file] = 1
        document = lsp.TextDocumentItem(file.as_uri(), "markdown", 1, self.texts[file])
        self.client.text_document_did_open(lsp.DidOpenTextDocumentParams(document))

    def type(self, file: Path, text: str) -> None:
        """Let a document have this text; what `CURSOR` stands for is left out."""
        self.texts[file] = text.replace(CURSOR, "")
        self._versions[file] += 1
        document = lsp.VersionedTextDocumentIdentifier(version=self._versions[file], uri=file.as_uri())
        changes = [lsp.TextDocumentContentChangeWholeDocument(self.texts[file])]
        self.client.text_document_did_change(lsp.DidChangeTextDocumentParams(document, changes))

    def close(self, file: Path) -> None:
        """Close a document without saving it."""
        del self.texts[file], self._versions[file]
        self.client.text_document_did_close(lsp.DidCloseTextDocumentParams(lsp.TextDocumentIdentifier(file.as_uri())))

    def changed_on_disk(self, *files: Path) -> None:
        """Tell of files that another program has changed."""
        events = [lsp.FileEvent(file.as_uri(), lsp.FileChangeType.Changed) for file in files]
        self.client.workspace_did_change_watched_files(lsp.DidChangeWatchedFilesParams(events))

    def at(self, file: Path, around: str) -> dict[str, Any]:
        """The place of the cursor in a piece of a document's text, the last one, as a request has it."""
        start = self.texts[file].rindex(around.replace(CURSOR, ""))
        return self._place(file, start + around.index(CURSOR))

    def _place(self, file: Path, at: int) -> dict[str, Any]:
        before = self.texts[file][:at]
        units = len(before.rpartition("\n")[2].encode(self._codec)) // self._size
        position = lsp.Position(before.count("\n"), units)
        return {"text_document": lsp.TextDocumentIdentifier(file.as_uri()), "position": position}

    def within(self, file: Path, place: lsp.Range) -> str:
        """The text of a document, or of a file, at a place."""
        text = self.texts.get(file) or file.read_text("utf-8")
        return text[self._offset(text, place.start) : self._offset(text, place.end)]

    def _offset(self, text: str, position: lsp.Position) -> int:
        lines = text.split("\n")
        line = lines[position.line].encode(self._codec)[: position.character * self._size].decode(self._codec)
        return sum(len(one) + 1 for one in lines[: position.line]) + len(line)

    def typed(self, file: Path) -> list[lsp.Diagnostic]:
        """What is shown in a document as soon as it is typed."""
        self.ask("text_document_completion", lsp.CompletionParams(**self._place(file, 0)))
        return [*self.shown.get(file.as_uri(), ())]

    def settled(self, file: Path) -> list[lsp.Diagnostic]:
        """What is shown in a document when the whole site is checked, which any question about it waits for."""
        document = file if file in self.texts else next(iter(self.texts))
        self.ask("text_document_folding_range", lsp.FoldingRangeParams(lsp.TextDocumentIdentifier(document.as_uri())))
        return [*self.shown.get(file.as_uri(), ())]

    def proposed(self, file: Path, around: str) -> dict[str, str]:
        """What completion proposes at the cursor: by its label, the line with that in it."""
        place = self.at(file, around)
        found = self.ask("text_document_completion", lsp.CompletionParams(**place))
        return {item.label: self._with(file, item.text_edit) for item in found.items}

    def _with(self, file: Path, edit: lsp.TextEdit) -> str:
        return self.edited(file, [edit]).split("\n")[edit.range.start.line]

    def done(self, edit: Any) -> dict[Path, str]:
        """The texts of all files that an edit changes, with it; it names the versions that are open."""
        changed = {}
        for one in edit.document_changes:
            file = Path(unquote(one.text_document.uri.removeprefix("file://")))
            assert one.text_document.version == self._versions.get(file)
            changed[file] = self.edited(file, one.edits)
        return changed

    def offered(self, file: Path, around: str, only: str | None = None) -> dict[str, Any]:
        """What can be done about the findings at the cursor, by title."""
        place = self.at(file, around)
        asked = lsp.CodeActionParams(
            place["text_document"],
            lsp.Range(place["position"], place["position"]),
            lsp.CodeActionContext([], only=[lsp.CodeActionKind(only)] if only else None),
        )
        return {action.title: action for action in self.ask("text_document_code_action", asked)}

    def edited(self, file: Path, edits: Sequence[lsp.TextEdit]) -> str:
        """The text of a document, or of a file, with some edits."""
        text = self.texts.get(file) or file.read_text("utf-8")
        places = [(self._offset(text, e.range.start), self._offset(text, e.range.end), e.new_text) for e in edits]
        for start, end, new in sorted(places, reverse=True):
            text = f"{text[:start]}{new}{text[end:]}"
        return text

    def leave(self) -> int:
        """End the server as the protocol asks; returns its exit code."""
        self.ask("shutdown", None)
        self.client.exit(None)
        process = self.client._server
        assert process is not None
        code: int = self._do(process.wait())
        self._do(self.client.stop())  # type: ignore[no-untyped-call]
        self.loop.close()
        return code


@contextmanager
def editor(*folders: Path, encoding: str = "utf-16") -> Iterator[Editor]:
    """An editor with these folders open, for one `with`; its server ends well."""
    opened = Editor(folders, encoding)
    yield opened
    code = opened.leave()
    assert code == 0, code


def _what_it_can(folders: Sequence[Path], encoding: str) -> lsp.InitializeParams:
    watching = lsp.DidChangeWatchedFilesClientCapabilities(dynamic_registration=True)
    editing = lsp.WorkspaceEditClientCapabilities(document_changes=True)
    workspace = lsp.WorkspaceClientCapabilities(did_change_watched_files=watching, workspace_edit=editing)
    general = lsp.GeneralClientCapabilities(position_encodings=[lsp.PositionEncodingKind(encoding)])
    return lsp.InitializeParams(
        capabilities=lsp.ClientCapabilities(workspace=workspace, general=general),
        workspace_folders=[lsp.WorkspaceFolder(folder.as_uri(), folder.name) for folder in folders],
    )
