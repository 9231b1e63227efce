"""For programs: the shape below; `whosaid schema report` prints its JSON Schema."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from ...base.vocabulary import Severity
from ..findings import Finding
from ..fixes import PlacedFix
from .report import VERSION, Report

Number = Annotated[int, Meta(ge=1)]


class EditShape(Struct, kw_only=True):
    """A text in place of what stands from a line and column up to, and without, another; columns in characters."""

    line: Number
    column: Number
    end_line: Number
    end_column: Number
    text: str


class FixShape(Struct, kw_only=True):
    """What mends a finding. `safe`: `whosaid check --fix` does it; others are for an author to choose."""

    title: str
    safe: bool
    edits: list[EditShape]


class FindingShape(Struct, kw_only=True):
    """One finding. `silenced` is the author's reason, empty if there is none."""

    file: str
    line: Number
    column: Number
    rule: str
    severity: Severity
    message: str
    text: str
    fingerprint: str
    silenced: str
    fixes: list[FixShape]


class ReportShape(Struct, kw_only=True):
    """What `whosaid check --format json` prints. `version` changes when a field changes its meaning or is removed."""

    version: Number
    summary: str
    statements: int
    failed: bool
    findings: list[FindingShape]
    silenced: list[FindingShape]


def write(report: Report) -> str:
    """The report as JSON."""

    def shape(finding: Finding) -> FindingShape:
        return FindingShape(
            file=finding.file,
            line=finding.line,
            column=finding.column,
            rule=finding.rule,
            severity=finding.severity,
            message=finding.message,
            text=finding.excerpt,
            fingerprint=report.fingerprints[finding],
            silenced=finding.silenced,
            fixes=[_fix(fix) for fix in report.fixes(finding)],
        )

    whole = ReportShape(
        version=VERSION,
        summary=report.summary(),
        statements=report.statements,
        failed=report.failed,
        findings=[shape(finding) for finding in report.findings],
        silenced=[shape(finding) for finding in report.silenced],
    )
    return msgspec.json.format(msgspec.json.encode(whole), indent=2).decode() + "\n"


def _fix(fix: PlacedFix) -> FixShape:
    edits = [EditShape(**msgspec.structs.asdict(edit)) for edit in fix.edits]
    return FixShape(title=fix.title, safe=fix.safe, edits=edits)
