"""Files that MkDocs cannot read either: it would end in a traceback, or wait for ever for what a pipe may bring.

The check is silent about them where a page has no annotations; but what is to be built has to be read.
"""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files

from ..check.findings import Finding, Places
from ..check.rules import RULES
from ..ledger.records import Ledger
from ..render import BuildState

_RULE = "unreadable-file"


def unreadable(ledger: Ledger) -> Iterator[Finding]:
    """Every such file, annotated or not."""
    for fault in RULES[_RULE].check(ledger):
        line, column = Places(fault.page).line_and_column(fault.at)
        yield Finding(fault.page.file, line, column, _RULE, fault.message, "error", path=fault.page.path)


def refuse_loops(ledger: Ledger) -> None:
    """A link that leads back to a folder above it is one that MkDocs follows again and again, before any event."""
    loops = {page.path for page, fault in ledger.faults.get(_RULE, ()) if fault.detail == "loop"}
    if found := [finding for finding in unreadable(ledger) if finding.path in loops]:
        raise PluginError("\n".join(map(str, found)))


def refuse(state: BuildState, files: Files) -> None:
    """Stop a build that would have to read one."""
    found = [one for one in unreadable(state.ledger) if any(file.inclusion.is_included() for file in _at(one, files))]
    if found:
        raise PluginError("\n".join(map(str, found)))


def stand_in(state: BuildState, files: Files, config: MkDocsConfig) -> None:
    """In a preview, let the finding stand in the place of the page, and leave out what is none."""
    for finding in unreadable(state.ledger):
        for file in _at(finding, files):
            files.remove(file)
            if file.is_documentation_page() and file.src_uri.isprintable():
                files.append(File.generated(config, file.src_uri, content=file.src_uri))


def not_found(state: BuildState) -> Iterator[Finding]:
    """Those that the check is silent about."""
    known = {finding.path for finding in state.findings if finding.rule == _RULE}
    return (finding for finding in unreadable(state.ledger) if finding.path not in known)


def _at(finding: Finding, files: Files) -> list[File]:
    """A file, or all of a folder."""
    return [file for file in files if f"{file.src_uri}/".startswith(f"{finding.path}/")]
