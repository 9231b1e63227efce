"""SARIF 2.1.0 (OASIS), for code scanning and for viewers in editors. Silenced findings stay in it as suppressions."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any, Final
from urllib.parse import quote

import msgspec

from ..findings import Finding
from ..fixes import PlacedFix
from ..manual import manual_text
from ..rules import RULES, Rule
from .report import VERSION, Report

_LEVELS: Final = {"error": "error", "warning": "warning", "info": "note"}
_SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

Json = dict[str, Any]  # the tests validate the SARIF objects against its own schema


def write(report: Report) -> str:
    """One run with all rules and all findings."""
    from importlib.metadata import version  # which other reports would load in vain

    index = {name: number for number, name in enumerate(RULES)}
    driver = {
        "name": "Whosaid",
        "semanticVersion": version("whosaid"),
        "rules": [_rule(rule) for rule in RULES.values()],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(report, finding, index) for finding in report.all],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return msgspec.json.format(msgspec.json.encode(log), indent=2).decode() + "\n"


def _rule(rule: Rule) -> Json:
    return {
        "id": rule.name,
        "shortDescription": {"text": rule.summary},
        "help": {"text": manual_text(rule)},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(report: Report, finding: Finding, index: dict[str, int]) -> Json:
    region: Json = {"startLine": finding.line, "startColumn": finding.column}
    if finding.excerpt:
        region["snippet"] = {"text": finding.excerpt}
    suppressions = [{"kind": "inSource", "justification": finding.silenced}] if finding.silenced else []
    result: Json = {
        "ruleId": finding.rule,
        "ruleIndex": index[finding.rule],
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": [
            {"physicalLocation": {"artifactLocation": {"uri": _uri(finding.file)}, "region": region}},
        ],
        "partialFingerprints": {f"whosaid/v{VERSION}": report.fingerprints[finding]},
        "suppressions": suppressions,
    }
    if fixes := report.fixes(finding):
        result["fixes"] = [_fix(finding.file, fix) for fix in fixes]
    return result


def _fix(file: str, fix: PlacedFix) -> Json:
    replacements = [
        {
            "deletedRegion": {
                "startLine": edit.line,
                "startColumn": edit.column,
                "endLine": edit.end_line,
                "endColumn": edit.end_column,
            },
            "insertedContent": {"text": edit.text},
        }
        for edit in fix.edits
    ]
    return {
        "description": {"text": fix.title},
        "artifactChanges": [{"artifactLocation": {"uri": _uri(file)}, "replacements": replacements}],
    }


def _uri(file: str) -> str:
    path = PurePath(file)
    return path.as_uri() if path.is_absolute() else quote(file)
