"""Severity and silencing, with a rule of the test's own: it finds the word "really"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from casefiles import CASES
from whosaid.check.rules import RULES
from whosaid.check.rules.core import Fault, rule
from whosaid.check.running import Checked, run_rules
from whosaid.ledger.loading import load
from whosaid.ledger.records import Ledger


@pytest.fixture
def docs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A docs folder beside which the test runs, while the rule is there."""
    monkeypatch.chdir(tmp_path)
    folder = Path("docs")
    folder.mkdir()
    (folder / "sources.yml").write_bytes((CASES / "sources.yml").read_bytes())

    @rule(severity="warning")
    def filler_word(ledger: Ledger) -> Iterator[Fault]:
        """A word that adds nothing."""
        for page in ledger.files.values():
            for word in re.finditer(r"\breally\b", page.text):
                yield Fault(page, word.start(), "“really” adds nothing")

    yield folder
    del RULES["filler-word"]


ABOUT = ("filler-word", "unused-silencing")


def checked(docs: Path, text: str, settings: str = "", sources: str = "") -> Checked:
    """What is found on one page, of the advice only what this file is about."""
    (docs / "a.md").write_text(text, "utf-8")
    if settings:
        (docs / "whosaid.yml").write_text(settings, "utf-8")
    if sources:
        (docs / "sources.yml").write_text(sources, "utf-8")
    found = run_rules(load(docs)[0])
    about = [one for one in found.findings if one.severity == "error" or one.rule in ABOUT]
    return Checked(tuple(about), found.silenced)


IGNORE = "<!-- whosaid: ignore filler-word: she is quoted -->"
BLOCK = (
    "/// claim | Road open\nid: road\nsource: council\nwhere: really\nalone: yes\n\n"
    "A really long note.\n\nReally, really.\n///\n"
)


@pytest.mark.parametrize(
    ("text", "silenced", "left"),
    [
        pytest.param(f"It really is. {IGNORE}\nIt really is.\n", [1], [2], id="text beside it: its own line"),
        pytest.param(f"{IGNORE} It really is.\nIt really is.\n", [1], [2], id="at the start of a line"),
        pytest.param(
            f"{IGNORE}\nIt really is.\nreally.\n\nreally\n", [2, 3], [5], id="alone: up to the next empty line"
        ),
        pytest.param(f"{IGNORE}\n\n\nIt really is.\n\nreally\n", [4], [6], id="empty lines below it are passed over"),
        pytest.param(
            f"{IGNORE}\n<!-- note -->\n\n{IGNORE}\nIt really is.\n\nreally\n", [5], [7], id="so are other comments"
        ),
        pytest.param(f"really\n\n{IGNORE}\n{BLOCK}\nreally\n", [7, 10, 12], [1, 15], id="a block to its end"),
        pytest.param(f"> {IGNORE}\n> really\n>\n> really\n", [2], [4], id="in a quotation"),
        pytest.param(f"- a\n- really {IGNORE}\n- really\n", [2], [3], id="in a list"),
        pytest.param(f"| a | b |\n|---|---|\n| really | {IGNORE} |\n| really | c |\n", [3], [4], id="in a table"),
        pytest.param(f"# It really is {IGNORE}\n\nreally\n", [1], [3], id="in a heading"),
        pytest.param("---\nignore:\n  filler-word: a column\n---\n\nreally\n\nreally\n", [6, 8], [], id="for the page"),
        pytest.param(
            "---\ntitle: really  # whosaid: ignore filler-word: quoted\n---\n\nreally\n", [2], [5], id="front matter"
        ),
        pytest.param(f"It really is. {IGNORE.upper()}\n", [], [1], id="rules have small letters"),
        pytest.param(
            f"It really is. {IGNORE.replace('quoted', 'quoted' + chr(10) + 'really')}\nreally\n",
            [1, 2],
            [3],
            id="a reason on two lines",
        ),
    ],
)
def test_a_silencing_covers_its_place(docs: Path, text: str, silenced: list[int], left: list[int]) -> None:
    """What it covers is kept apart with the reason; what it does not cover is found as ever."""
    result = checked(docs, text)
    assert sorted({finding.line for finding in result.silenced}) == silenced
    assert [finding.line for finding in result.findings if finding.rule == "filler-word"] == left
    assert all(finding.silenced for finding in result.silenced)
    assert not any(finding.silenced for finding in result.findings)


def test_sources_are_silenced_where_they_stand(docs: Path) -> None:
    """In sources.yml a comment covers its line, or the entry below it."""
    entry = "  name: really {}\n  type: institution\n"
    sources = (
        f"# whosaid: ignore filler-word: it is their name\na:\n{entry.format('a')}\n"
        f"b:\n{entry.format('b  # whosaid: ignore filler-word: it is their name')}\nc:\n{entry.format('c')}"
    )
    result = checked(docs, "# Home\n", sources=sources)
    assert [finding.line for finding in result.silenced] == [3, 7]
    assert [finding.line for finding in result.findings] == [11]


def test_the_reason_is_kept(docs: Path) -> None:
    """The reason goes with the finding, on one line."""
    result = checked(docs, "It really is. <!-- whosaid: ignore filler-word: she:\n  is quoted -->\n")
    assert [finding.silenced for finding in result.silenced] == ["she: is quoted"]


def test_a_silencing_that_silences_nothing_is_found(docs: Path) -> None:
    """In the text, at the top of the page and in YAML; of two in one place both are in use."""
    used = f"{IGNORE}\n{IGNORE}\nIt really is.\n"
    assert checked(docs, used).findings == ()
    above = "---\nignore:\n  filler-word: no\ntitle: a  # whosaid: ignore filler-word: no\n---\n\n"
    page = f"{above}{IGNORE}\nIt is. {IGNORE}\n"
    assert [(f.line, f.rule, f.severity) for f in checked(docs, page).findings] == [
        (3, "unused-silencing", "warning"),
        (4, "unused-silencing", "warning"),
        (7, "unused-silencing", "warning"),
        (8, "unused-silencing", "warning"),
    ]


@pytest.mark.parametrize("severity", ["error", "warning", "info", "off"])
def test_the_site_weighs_a_rule(docs: Path, severity: str) -> None:
    """whosaid.yml sets the severity of a rule; a rule that is off does not run, and its silencings are ignored."""
    result = checked(docs, f"It really is.\n\n{IGNORE}\nNo.\n", f"rules:\n  filler-word: {severity}\n")
    found = [finding.severity for finding in result.findings if finding.rule == "filler-word"]
    assert found == ([severity] if severity != "off" else [])
    assert any(finding.rule == "unused-silencing" for finding in result.findings) == (severity != "off")


def test_faulty_settings_leave_the_rules_as_they_are(docs: Path) -> None:
    """A weight that cannot be read changes nothing."""
    result = checked(docs, "It really is.\n", "rules:\n  filler-word: loud\n")
    assert [finding.rule for finding in result.findings] == ["filler-word", "unknown-term"]
    assert result.findings[0].severity == "warning"


def test_what_is_no_error_says_so(docs: Path) -> None:
    """The line of a finding names its weight before the message."""
    assert [str(finding) for finding in checked(docs, "It really is.\n").findings] == [
        "docs/a.md:1:4: warning: “really” adds nothing [filler-word]"
    ]
