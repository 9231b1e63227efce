"""Files for VS Code: a task that runs the check, the language server, snippets for each kind of statement, schemas."""

from __future__ import annotations

import json
from typing import Any, Final

from ..base.filenames import MARKDOWN_SUFFIXES, SETTINGS_FILE, SOURCES_FILE
from ..base.kinds import KINDS, Kind
from ..base.options import OPTIONS
from ..check.schemas import SCHEMAS, schema_of

# Groups: file, line, column, severity (none for an error), message, rule.
PROBLEM: Final = r"^(.+?):(\d+):(\d+): (?:(warning|info): )?(.*) \[([a-z-]+)\]$"
_SCHEMA_FILES: Final = {"sources": SOURCES_FILE, "settings": SETTINGS_FILE}

# As the extension Generic LSP Proxy reads it, which starts a language server for these files.
_SERVER: Final = {
    "languageId": "markdown",
    "command": "whosaid",
    "args": ["lsp"],
    "fileExtensions": [*MARKDOWN_SUFFIXES],
    "filePatterns": [f"**/{SOURCES_FILE}", f"**/{SETTINGS_FILE}"],
}


def vscode_files(docs: str = "docs") -> dict[str, str]:
    """The files below `.vscode`, by path, for a site whose docs folder has this name."""
    schemas = {f".vscode/whosaid/{name}.schema.json": schema_of(name) for name in SCHEMAS if name != "report"}
    used = {f".vscode/whosaid/{name}.schema.json": f"{docs}/{file}" for name, file in _SCHEMA_FILES.items()}
    return {
        ".vscode/tasks.json": _json(_tasks(docs)),
        ".vscode/lsp-proxy.json": _json([_SERVER]),
        ".vscode/whosaid.code-snippets": _json(_snippets()),
        ".vscode/settings.json": _json({"yaml.schemas": {f"./{schema}": file for schema, file in used.items()}}),
        **schemas,
    }


def _tasks(docs: str) -> dict[str, Any]:
    pattern = {"regexp": PROBLEM, "file": 1, "line": 2, "column": 3, "severity": 4, "message": 5, "code": 6}
    matcher = {
        "owner": "whosaid",
        "source": "whosaid",
        "fileLocation": ["autoDetect", "${workspaceFolder}"],
        "severity": "error",
        "pattern": pattern,
    }
    task = {
        "label": "whosaid check",
        "type": "process",
        "command": "whosaid",
        "args": ["check"] if docs == "docs" else ["check", "--docs", docs],
        "group": "test",
        "presentation": {"reveal": "silent"},
        "problemMatcher": matcher,
    }
    return {"version": "2.0.0", "tasks": [task]}


def _snippets() -> dict[str, Any]:
    snippets = {
        "mark": {
            "scope": "markdown",
            "prefix": "mark",
            "description": "Words with their attribution",
            "body": ['[${TM_SELECTED_TEXT:words}](#${1:id} "claim by ${2:source}")$0'],
        },
        "ignore": {
            "scope": "markdown",
            "prefix": "ignore",
            "description": "Silence a rule here, and say why",
            "body": ["<!-- whosaid: ignore ${1:rule-name}: ${2:reason} -->$0"],
        },
    }
    return snippets | {kind.id: _block(kind) for kind in KINDS.values()}


def _block(kind: Kind) -> dict[str, Any]:
    names = [name for name in ("id", "of", "source") if kind.family in OPTIONS[name].families]
    names = [name for name in names if not (name == "source" and kind.family == "opinion")]
    options = [f"    {name}: ${{{at}:{name}}}" for at, name in enumerate(names, start=1)]
    return {
        "scope": "markdown",
        "prefix": kind.id,
        "description": f"A block: {kind.label.lower()}",
        "body": [f"/// {kind.id}", *options, "///", "$0"],
    }


def _json(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"
