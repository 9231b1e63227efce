"""`whosaid init`: writes what an MkDocs site needs and does not have yet."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Final

import yaml

from ..base.filenames import SCRIPT, SOURCES_FILE, STYLESHEET
from ..site.assets import ledger_stylesheet, page_stylesheet, script, stylesheet
from .builders import how_to_install, not_installed
from .editors import vscode_files

_SOURCES: Final = """\
# Everyone who is quoted, cited or accused in more than one article, declared once. An example:
#
# council:
#   name: the town council
#   type: institution
"""

_HOME: Final = """\
---
title: Home
---

# Articles

[Every statement of this site](ledger.md "show articles")
"""

_CONFIGS: Final = ("mkdocs.yml", "mkdocs.yaml", "properdocs.yml", "properdocs.yaml")
_TEXT: Final = "tag:yaml.org,2002:str"
_THEME: Final = {"theme": ["name: material"]}
_PLUG_IN: Final = {"plugins": ["search", "whosaid"]}
_NO_PLUG_IN: Final = {"extra_css": [STYLESHEET], "extra_javascript": [SCRIPT]}
_ALL_NEED: Final = {
    "exclude_docs": ["/sources.yml", "/whosaid.yml"],
    "markdown_extensions": ["footnotes", "pymdownx.superfences", "whosaid"],
}


def scaffold(folder: Path, *, plug_in: bool = True, vscode: bool = False) -> Iterator[str]:
    """Write the missing files below `folder`; yield what was done and what is left to do.

    Without `plug_in`, for builders that run none, also write the stylesheet and the script that it would have added.
    With `vscode`, also write the files for that editor. Existing files are left unchanged.
    """
    config = next((folder / name for name in _CONFIGS if (folder / name).exists()), folder / _CONFIGS[0])
    needed = _THEME | (_PLUG_IN if plug_in else _NO_PLUG_IN) | _ALL_NEED
    packages = not_installed() if plug_in else {}
    name = _docs_folder(config)
    docs = folder / name
    files = {config: f"site_name: My site\n{_lines(needed)}", docs / SOURCES_FILE: _SOURCES}
    if plug_in and not config.exists() and not (docs / "README.md").exists():
        files |= {docs / "index.md": _HOME}  # a site that has its settings has a home page of its own
    if not plug_in:
        files |= {
            docs / STYLESHEET: stylesheet() + page_stylesheet() + ledger_stylesheet(),
            docs / SCRIPT: script(),
        }
    if vscode:
        files |= {folder / path: text for path, text in vscode_files(name).items()}
    for path, text in files.items():
        yield _written(path, text)
    missing = _missing(config, needed, packages)
    if missing:
        yield f"\n{config.name} needs these lines (add them to the lists that are already there):\n"
        yield _lines(missing)
    else:
        yield f"{config.name} has the lines it needs."
    yield from (f"Remove “{hook}” from `hooks` in {config.name}: the plug-in replaces it." for hook in _hooks(config))
    if packages:
        yield f"The packages that build the site are not installed yet; run {how_to_install([*packages.values()])}"


def _written(path: Path, text: str) -> str:
    """Write a file unless it exists; returns what was done."""
    if path.exists():
        return f"{path.as_posix()} already exists and was left unchanged."
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return f"{path.as_posix()} was written."


def _lines(settings: Mapping[str, list[str]]) -> str:
    """Settings as YAML for mkdocs.yml: patterns as a block of text, the theme by name, everything else as lists."""
    written = []
    for key, items in settings.items():
        written.append(f"{key}: |" if key == "exclude_docs" else f"{key}:")
        written += [f"  {item}" if key in ("exclude_docs", "theme") else f"  - {item}" for item in items]
    return "".join(f"{line}\n" for line in written)


def _settings(config: Path) -> dict[str, yaml.Node]:
    """The values of the file by key; empty if it cannot be read. Custom tags (`!ENV`) are not resolved."""
    try:
        root = yaml.compose(config.read_text("utf-8"), yaml.SafeLoader)
    except (UnicodeError, yaml.YAMLError, RecursionError):
        return {}
    entries = root.value if isinstance(root, yaml.MappingNode) else []
    return {key.value: value for key, value in entries if isinstance(key, yaml.ScalarNode)}


def _docs_folder(config: Path) -> str:
    """What the site calls its docs folder, if it says so in plain text."""
    named = _settings(config).get("docs_dir") if config.exists() else None
    return _items(named)[0] if named is not None and named.tag == _TEXT and _items(named) else "docs"


def _hooks(config: Path) -> list[str]:
    """Copies of the hook file that `whosaid init` wrote before there was a plug-in."""
    return [hook for hook in _items(_settings(config).get("hooks")) if hook.endswith("attribution.py")]


def _missing(config: Path, needed: Mapping[str, list[str]], packages: Collection[str]) -> dict[str, list[str]]:
    """The settings that the file lacks, without those that would fail because these packages are not installed."""
    settings = _settings(config)
    missing = {key: [item for item in items if item not in _items(settings.get(key))] for key, items in needed.items()}
    if not {"theme", "INHERIT"}.isdisjoint(settings):
        del missing["theme"]  # the author's choice
        if "pymdown-extensions" in packages:  # Material brings it; without it, MkDocs ends in a traceback
            missing["markdown_extensions"] = [name for name in missing["markdown_extensions"] if "pymdownx" not in name]
    if "plugins" in settings:
        missing["plugins"] = [name for name in missing.get("plugins", ()) if name != "search"]  # the author's choice
    return {key: items for key, items in missing.items() if items}


def _items(node: yaml.Node | None) -> list[str]:
    """The items of a list, with or without settings, the keys of a mapping, or the lines of a text."""
    if isinstance(node, yaml.SequenceNode):
        return [item for part in node.value for item in _items(part)]
    if isinstance(node, yaml.MappingNode):
        return [item for key, _ in node.value for item in _items(key)]
    return [line.strip() for line in node.value.splitlines()] if isinstance(node, yaml.ScalarNode) else []
