"""JUnit XML, for GitLab, Jenkins and other programs that show test results.

Each finding is a test case: failed if it makes the check fail, skipped if it is silenced, otherwise passed, with its
text as output. A file without findings is a test case that passes.
"""

from __future__ import annotations

import xml.etree.ElementTree as etree
from typing import Final

from ...base.patterns import pattern
from .report import Report

_NO_XML: Final = pattern("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(report: Report) -> str:
    """The report as one test suite."""
    faulty = {finding.file for finding in report.all}
    clean = [file for file in report.files if file not in faulty]
    counts = {
        "tests": str(len(report.all) + len(clean)),
        "failures": str(sum(1 for finding in report.findings if report.fails(finding))),
        "errors": "0",
        "skipped": str(len(report.silenced)),
    }
    root = etree.Element("testsuites")
    suite = etree.SubElement(root, "testsuite", {"name": "whosaid", **counts, "time": "0"})
    for finding in report.all:
        name = f"{finding.rule} at {finding.line}:{finding.column}"
        case = etree.SubElement(suite, "testcase", {"classname": _xml(finding.file), "name": name, "time": "0"})
        message = {"message": _xml(finding.message)}
        if finding.silenced:
            etree.SubElement(case, "skipped", {"message": _xml(finding.silenced)})
        elif report.fails(finding):
            etree.SubElement(case, "failure", {**message, "type": finding.severity}).text = _xml(finding.shown())
        else:
            etree.SubElement(case, "system-out").text = _xml(finding.shown())
    for file in clean:
        etree.SubElement(suite, "testcase", {"classname": _xml(file), "name": "whosaid", "time": "0"})
    etree.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + etree.tostring(root, encoding="unicode") + "\n"


def _xml(text: str) -> str:
    """Text without the characters that XML cannot hold."""
    return _NO_XML.sub("\ufffd", text)
