"""Files that MkDocs cannot read either: it would crash, or wait for ever for a pipe.

The check ignores pages without annotations; but every page that is built has to be read.
"""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files

from ..base.filefaults import UnreadableFile
from ..base.model import Page
from ..check.findings import Finding, Places
from ..check.rules import RULES
from ..ledger.records import Ledger
from ..render import BuildState

_RULE = "unreadable-file"


def unreadable(ledger: Ledger) -> Iterator[Finding]:
    """A finding for every unreadable file, annotated or not."""
    for fault in RULES[_RULE].check(ledger):
        line, column = Places(fault.page).line_and_column(fault.at)
        yield Finding(fault.page.file, line, column, _RULE, fault.message, "error", path=fault.page.path)


def refuse_loops(ledger: Ledger) -> None:
    """Stop at a symbolic link to a folder above it: MkDocs would follow it for ever, before its next event."""
    loops = {page.path for page, fault in ledger.faults.get(_RULE, ()) if fault.detail == "loop"}
    if found := [finding for finding in unreadable(ledger) if finding.path in loops]:
        raise PluginError("\n".join(map(str, found)))


def refuse(state: BuildState, files: Files) -> None:
    """Stop a build that would have to read an unreadable file."""
    found = [one for one in unreadable(state.ledger) if any(file.inclusion.is_included() for file in _at(one, files))]
    if found:
        raise PluginError("\n".join(map(str, found)))


def stand_in(state: BuildState, files: Files, config: MkDocsConfig) -> None:
    """In a preview, replace an unreadable page with its finding, and leave out other files."""
    for finding in unreadable(state.ledger):
        for file in _at(finding, files):
            files.remove(file)
            if file.is_documentation_page() and file.src_uri.isprintable():
                files.append(File.generated(config, file.src_uri, content=file.src_uri))


def is_unreadable(page: Page) -> bool:
    """Whether something stands in for a page in a preview."""
    return any(isinstance(fault, UnreadableFile) for fault in page.faults)


def not_found(state: BuildState) -> Iterator[Finding]:
    """The unreadable files that the check does not report."""
    known = {finding.path for finding in state.findings if finding.rule == _RULE}
    return (finding for finding in unreadable(state.ledger) if finding.path not in known)


def _at(finding: Finding, files: Files) -> list[File]:
    """The file of a finding, or all files of its folder."""
    return [file for file in files if f"{file.src_uri}/".startswith(f"{finding.path}/")]
