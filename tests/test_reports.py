"""The formats, each read back by something that nobody here wrote, or by the published rules of its reader."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from junitparser import JUnitXml

from casefiles import CASES
from sites import QUIET
from tools import exe, run, sarif_tool
from whosaid.check.findings import Finding
from whosaid.check.fixes import PlacedEdit, PlacedFix
from whosaid.check.reports import FORMATS, Report, write
from whosaid.check.rules import RULES
from whosaid.check.schemas import schema_of

NASTY = 'docs/a b%,:"<&>\x01é.md'


def finding(**changes: Any) -> Finding:
    """A finding with everything in it that a format could trip over."""
    values: dict[str, Any] = {
        "file": NASTY,
        "line": 3,
        "column": 7,
        "rule": "missing-source",
        "message": '100 % of “a”, <b> & "c": ::error::\nmore\r\x02',
        "excerpt": "]]> <failure> & \x1b",
        "path": NASTY.removeprefix("docs/"),
    }
    return Finding(**{**values, **changes})


def report(*, strict: bool = False) -> Report:
    """An error, a warning, a remark and a silenced warning."""
    silenced = finding(line=9, rule="unused-silencing", severity="warning", silenced="a -- reason, with <b> & ]]>")
    return Report(
        (
            finding(),
            finding(line=4, rule="unused-silencing", severity="warning"),
            finding(line=5, column=1, severity="info", excerpt="other"),
        ),
        (silenced,),
        12,
        ("docs/clean.md", NASTY, "docs/sources.yml"),
        strict,
        lambda of: (FIX,) if of.rule == "missing-source" and not of.silenced else (),
    )


FIX = PlacedFix("Write “a” <instead> of \x02", False, [PlacedEdit(3, 7, 4, 1, 'b"\n\x03'), PlacedEdit(5, 1, 5, 1, "c")])


EMPTY = Report((), (), 0, ())


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_can_say_that_nothing_was_found(format: str) -> None:
    """A report without findings is written, too."""
    assert isinstance(write(EMPTY, format), str)


def test_text_is_one_line_for_each_finding_and_its_excerpt() -> None:
    """The line is what the finding prints of itself, in colours that a pipe would cut off."""
    clean = re.sub(r"\x1b\[[0-9;]*m", "", write(Report((finding(message="a"),), (), 1, ()), "text"))
    assert clean.startswith(f"{NASTY}:3:7: a [missing-source]\n    ]]>")


def test_text_says_the_same_of_a_page_once_and_errors_first() -> None:
    """Remarks of one rule that differ in a name alone are one line with their places; errors only if they are equal."""
    said = {1: "“a” has no date", 5: "“b” has no date", 7: "“c” has no place", 9: "“a” has no date", 11: "no name"}
    remarks = [finding(line=line, rule="unstated-route", severity="info", message=said[line]) for line in said]
    errors = [finding(line=line, message=message) for line, message in ((4, "a"), (6, "a"), (7, "b"))]
    assert shown((*remarks, *errors)) == [
        ":4:7: a (also at 6:7) [missing-source]",
        ":7:7: b [missing-source]",
        ":1:7: info: “a” has no date (also at 5:7 “b”, 9:7) [unstated-route]",
        ":7:7: info: “c” has no place [unstated-route]",
        ":11:7: info: no name [unstated-route]",
    ]


@pytest.mark.parametrize(
    ("places", "rest"), [(9, "9:7)"), (10, "9:7 and 1 more place)"), (11, "9:7 and 2 more places)")]
)
def test_text_names_no_more_places_than_a_line_holds(places: int, rest: str) -> None:
    """Eight beside the first; the others are counted."""
    [line] = shown([finding(line=line, severity="info", message="no name") for line in range(1, places + 1)])
    assert line.removesuffix(" [missing-source]").endswith(f" {rest}")


def shown(findings: Iterable[Finding]) -> list[str]:
    """What the text report prints of findings, without their excerpts, from the place on."""
    text = re.sub(r"\x1b\[[0-9;]*m", "", write(Report(tuple(findings), (), 1, ()), "text"))
    return [line.removeprefix(NASTY) for line in text.splitlines() if line.startswith(NASTY)]


@pytest.mark.parametrize("format", [format for format in FORMATS if format != "text"])
def test_machines_are_told_each_place(format: str) -> None:
    """What is one line for people is as many findings for programs."""
    remarks = tuple(finding(line=line, rule="unstated-route", severity="info", message=f"“{line}”") for line in (1, 5))
    written = write(Report(remarks, (), 1, ()), format)
    assert all(f"“{line}”" in written or f"\\u201c{line}" in written for line in (1, 5))


def test_json_has_the_shape_of_its_schema() -> None:
    """The documented schema holds, and the findings are all there."""
    written = json.loads(write(report(), "json"))
    jsonschema.validate(written, json.loads(schema_of("report")))
    assert written["version"] == 1
    assert [one["severity"] for one in written["findings"]] == ["error", "warning", "info"]
    assert [one["silenced"] for one in written["silenced"]] == ["a -- reason, with <b> & ]]>"]
    assert written["failed"] is True
    assert written["findings"][0]["file"] == NASTY


def test_github_commands_are_escaped() -> None:
    """One line for each finding; no sign of a message or a file name ends its part of the command."""
    lines = write(report(), "github").splitlines()
    form = r"::(?P<command>error|warning|notice) (?P<properties>[^:]*)::(?P<data>.*)"
    commands = [re.fullmatch(form, line) for line in lines]
    assert [command and command["command"] for command in commands] == ["error", "warning", "notice"]
    first = commands[0]
    assert first is not None
    properties = dict(part.split("=", 1) for part in first["properties"].split(","))
    assert properties["line"] == "3"
    assert properties["title"] == "missing-source"
    decoded = properties["file"].replace("%2C", ",").replace("%3A", ":").replace("%25", "%")
    assert decoded == NASTY
    assert first["data"] == '100 %25 of “a”, <b> & "c": ::error::%0Amore%0D\x02'


@pytest.fixture(scope="module")
def sarif() -> Any:
    """The report as SARIF."""
    return json.loads(write(report(), "sarif"))


@pytest.mark.parametrize("one", [report(), EMPTY], ids=["full", "empty"])
def test_sarif_is_valid(one: Report) -> None:
    """The OASIS schema of SARIF 2.1.0, as Microsoft's validator ships it, accepts it, formats of addresses included."""
    schema = json.loads((sarif_tool() / "sarif-2.1.0.json").read_text("utf-8"))
    validator = jsonschema.validators.validator_for(schema)
    validator.check_schema(schema)
    checker = jsonschema.FormatChecker()
    assert {"uri", "uri-reference"} <= checker.checkers.keys()
    validator(schema, format_checker=checker).validate(json.loads(write(one, "sarif")))


def test_a_sarif_validator_finds_no_error(tmp_path: Path) -> None:
    """Microsoft's validator, which also knows what GitHub wants of SARIF."""
    (tmp_path / "report.sarif").write_text(write(report(), "sarif"), "utf-8")
    done = run(
        [sarif_tool() / "Sarif.Multitool", "validate", "report.sarif"],
        tmp_path,
        {"DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"},  # a slim machine has no ICU
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Analysis completed successfully" in done.stdout
    assert not re.search(r": error ", done.stdout), done.stdout


def test_fixes_are_in_json_and_in_sarif(sarif: Any) -> None:
    """With their places; a viewer of SARIF offers them, and a program that reads JSON can make them."""
    one, other, *_ = json.loads(write(report(), "json"))["findings"]
    assert other["fixes"] == []
    (fix,) = one["fixes"]
    assert (fix["title"], fix["safe"], len(fix["edits"])) == (FIX.title, False, 2)
    (change,) = sarif["runs"][0]["results"][0]["fixes"][0]["artifactChanges"]
    for edit, replacement in zip(fix["edits"], change["replacements"], strict=True):
        region = replacement["deletedRegion"]
        places = [region[key] for key in ("startLine", "startColumn", "endLine", "endColumn")]
        assert places == [edit[key] for key in ("line", "column", "end_line", "end_column")]
        assert replacement["insertedContent"]["text"] == edit["text"]
    assert "fixes" not in sarif["runs"][0]["results"][1]


def test_sarif_names_every_rule(sarif: Any) -> None:
    """Each result leads to its rule, which explains itself."""
    rules = sarif["runs"][0]["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == list(RULES)
    for result in sarif["runs"][0]["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    assert all("Why:" in rule["help"]["text"] for rule in rules)


def test_sarif_keeps_what_is_silenced(sarif: Any) -> None:
    """A silenced finding is a suppression with its reason; all others say that they have none."""
    found = [[one["justification"] for one in result["suppressions"]] for result in sarif["runs"][0]["results"]]
    assert found == [[], [], [], ["a -- reason, with <b> & ]]>"]]


def test_sarif_addresses_are_escaped(sarif: Any) -> None:
    """Files are addresses: relative where they are, absolute with their scheme."""
    place = sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "docs/a%20b%25%2C%3A%22%3C%26%3E%01%C3%A9.md"
    absolute = json.loads(write(Report((finding(file="/a b/c.md"),), (), 1, ()), "sarif"))
    place = absolute["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "file:///a%20b/c.md"


def test_fingerprints_stay_when_lines_move() -> None:
    """They depend on rule, file and text, not on the line, the message, the folder or silencing elsewhere."""
    one, twin = finding(), finding(line=8)
    before = Report((one, twin), (), 1, ()).fingerprints
    assert len(set(before.values())) == 2
    moved = [finding(line=30, message="worded anew", file="x/" + NASTY), finding(line=80)]
    after = Report(tuple(moved), (), 1, ()).fingerprints
    assert {before[one], before[twin]} == {after[moved[0]], after[moved[1]]}
    silenced = finding(silenced="a reason")
    assert Report((twin,), (silenced,), 1, ()).fingerprints[twin] == before[twin]
    assert before[one] not in Report((finding(excerpt="else"), finding(path="b.md")), (), 1, ()).fingerprints.values()


@pytest.mark.parametrize(("strict", "failures"), [(False, 1), (True, 2)])
def test_junit_is_read_by_others(strict: bool, failures: int) -> None:
    """A reader of JUnit's files finds the failures, what is skipped and the files without findings."""
    suites = JUnitXml.fromstring(write(report(strict=strict), "junit").encode())
    suite = next(iter(suites))
    assert (suite.tests, suite.failures, suite.skipped, suite.errors) == (6, failures, 1, 0)
    cases = list(suite)
    assert len(cases) == 6
    assert sum(1 for case in cases if any(type(one).__name__ == "Failure" for one in case.result)) == failures
    assert [case.classname for case in cases][-2:] == ["docs/clean.md", "docs/sources.yml"]
    assert cases[0].classname == NASTY.replace("\x01", "\ufffd")


@pytest.mark.parametrize("format", FORMATS)
def test_the_command_prints_every_format(tmp_path: Path, format: str) -> None:
    """The format goes to standard output alone; the code at the end is the same for all."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/sources.yml").write_bytes((CASES / "sources.yml").read_bytes())
    (tmp_path / "docs/whosaid.yml").write_text(QUIET, "utf-8")
    (tmp_path / "docs/a.md").write_text('[a](#b "claim")\n', "utf-8")
    done = run([exe("whosaid"), "check", "--format", format, "--statistics"], tmp_path, {"PYTHONIOENCODING": "utf-8"})
    assert (done.returncode, done.stderr) == (1, "      1  missing-source\n1 error in 1 file.\n")
    assert "missing-source" in done.stdout
    assert "\x1b" not in done.stdout
    if format in ("json", "sarif"):
        json.loads(done.stdout)
    if format == "junit":
        assert next(iter(JUnitXml.fromstring(done.stdout.encode()))).failures == 1


@pytest.mark.parametrize(("env", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False)])
def test_colours_are_for_terminals(tmp_path: Path, env: dict[str, str], coloured: bool) -> None:
    """On a terminal there are colours, unless NO_COLOR is set."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/a.md").write_text('[a](#b "claim by own-voic")\n', "utf-8")
    terminal = "import pty, sys; sys.exit(pty.spawn(sys.argv[1:]) >> 8)"
    environment = {"PYTHONIOENCODING": "utf-8", "TERM": "xterm", **env}
    done = run([exe("python"), "-c", terminal, exe("whosaid"), "check"], tmp_path, environment)
    assert done.returncode == 1
    assert "unknown-source" in done.stdout
    assert ("\x1b[31m" in done.stdout) == coloured


def test_statistics_count_by_rule() -> None:
    """The most frequent rule first, with its silenced findings."""
    assert report().statistics() == "      2  missing-source\n      1  unused-silencing (1 silenced)\n"


def test_the_summary_counts_by_severity() -> None:
    """Errors, warnings, remarks, files, and silenced findings."""
    assert report().summary() == "1 error, 1 warning, 1 remark in 1 file; 1 silenced."
    assert EMPTY.summary() == "0 statements on 0 pages: nothing to fix."
