"""Prettier and mdformat may be run over every page: they lose no record, or the check says what happened."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from casefiles import CASES, all_cases, record_line
from tools import ROOT, mdformat, prettier
from whosaid.check.findings import with_severity
from whosaid.check.running import check
from whosaid.ledger.loading import load
from whosaid.ledger.records import Ledger

Format = Callable[[Path], None]
FORMATTERS: dict[str, Format] = {"prettier": prettier, "mdformat": mdformat}
WRAPPERS: dict[str, Format] = {
    "prettier": lambda path: prettier(path, "--prose-wrap", "always"),
    "mdformat": lambda path: mdformat(path, "--wrap", "80"),
}
# Their point is a form that every formatter removes.
NOT_FORMATTED = {"reading/not-read", "reading/suffixes"}
# Prettier knows no admonitions, mdformat no footnotes either: what they do to them is a finding of its own.
FOREIGN_SYNTAX = {"reading/containers", "malformed-mark/clean", "reference-mark/clean", "formatter-damage/clean"}


def pages() -> dict[str, str]:
    """Pages without findings: the first article, the sample, and the good cases."""
    found = {
        "bounty-report": (ROOT / "docs/articles/bounty-report.md").read_text(encoding="utf-8"),
        "sample": (CASES.parent / "sample.md").read_text(encoding="utf-8"),
    }
    for case in all_cases():
        if not case.findings and case.records and list(case.files) == ["docs/a.md"] and case.name not in NOT_FORMATTED:
            found[case.name] = case.files["docs/a.md"]
    return found


PAGES = pages()


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """All the pages in a folder each, so that one run of a formatter does for all."""
    monkeypatch.chdir(tmp_path)
    article_sources = (ROOT / "docs/sources.yml").read_text(encoding="utf-8")
    for name, text in PAGES.items():
        docs = tmp_path / name.replace("/", "-")
        docs.mkdir()
        (docs / "a.md").write_text(text, encoding="utf-8")
        sources = article_sources if name == "bounty-report" else (CASES / "sources.yml").read_text(encoding="utf-8")
        (docs / "sources.yml").write_text(sources, encoding="utf-8")
    return tmp_path


def ledgers(site: Path) -> dict[str, Ledger]:
    """The ledger of each page."""
    return {name: load(Path(name.replace("/", "-")))[0] for name in PAGES}


def lines_of(ledger: Ledger) -> list[str]:
    """What its statements say, words, titles and notes without regard to white space and signs."""
    like = "; words: ; title: ; marks: "
    return [" ".join(record_line(s, like).split()) for s in ledger.all_statements()]


@pytest.mark.parametrize("name", FORMATTERS)
def test_formatters_keep_every_record(site: Path, name: str) -> None:
    """In their default settings, the same records and nothing to fix, also when they run twice."""
    before = {page: lines_of(ledger) for page, ledger in ledgers(site).items()}
    for _ in range(2):
        FORMATTERS[name](site / ".")
        for page, ledger in ledgers(site).items():
            findings = with_severity(check(ledger), "error")
            if any(finding.rule == "formatter-damage" for finding in findings):
                assert page in FOREIGN_SYNTAX
                continue
            assert [str(finding) for finding in findings] == [], page
            assert lines_of(ledger) == before[page], page


@pytest.mark.parametrize("name", WRAPPERS)
def test_wrapping_formatters_are_named(site: Path, name: str) -> None:
    """With prose wrap on, the same records, or a finding that names the cause at each block that was joined."""
    before = {page: lines_of(ledger) for page, ledger in ledgers(site).items()}
    WRAPPERS[name](site / ".")
    for page, ledger in ledgers(site).items():
        findings = with_severity(check(ledger), "error")
        if findings:
            assert {"joined-lines", "formatter-damage"} & {finding.rule for finding in findings}, (page, findings)
        else:
            assert lines_of(ledger) == before[page], page


def test_mdformat_without_its_plugin_is_found_out(site: Path) -> None:
    """Front matter that mdformat made a heading of is a finding that names the plug-in, not one for every key."""
    text = "_" * 70 + "\n\n## title: The bridge description: closed\n\n"
    text += '[It is closed](#closed "claim by own-voice").\n'
    (site / "sample/a.md").write_text(text, encoding="utf-8")
    (finding,) = with_severity(check(load(Path("sample"))[0]), "error")
    assert finding.rule == "damaged-front-matter"
    assert "mdformat-frontmatter" in finding.message
