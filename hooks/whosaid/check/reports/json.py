"""For programs: the shape below; `whosaid schema report` prints its JSON Schema."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from ...base.vocabulary import Severity
from ..findings import Finding
from .report import VERSION, Report

Number = Annotated[int, Meta(ge=1)]


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
