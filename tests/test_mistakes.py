"""Mistakes that writers make (tests/mistakes/mistakes.txt): each gives one message, which names the cause."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from fixed import mended_site
from whosaid.check.findings import Finding
from whosaid.check.running import run_rules
from whosaid.ledger.loading import load

MISTAKES = Path(__file__).parent / "mistakes"
FILES = {name: (MISTAKES / name).read_text(encoding="utf-8") for name in ("article.md", "sources.yml")}
_MISTAKE = re.compile(
    r"^(?P<what>\S.*)\n- (?P<right>(?s:.*?))\n\+ (?P<wrong>(?s:.*?))\n= (?P<finding>.*)(?P<mended>\n~ mended)?$",
    re.MULTILINE,
)
_EXPECTED = re.compile(r"(?P<place>\S+:\d+:\d+) (?:(?P<severity>warning|info) )?\[(?P<rule>[a-z-]+)\] (?P<part>.+)")


@dataclass(frozen=True)
class Mistake:
    """What should stand there, what was typed instead, and the finding; none where it is read as meant.

    `mended`: `--fix` alone makes it right again, to the letter.
    """

    what: str
    right: str
    wrong: str
    finding: str
    mended: bool

    def files(self) -> dict[str, str]:
        """The site with the mistake in it."""
        (name,) = (name for name, text in FILES.items() if text.count(self.right) == 1)
        return {**FILES, name: FILES[name].replace(self.right, self.wrong)}


def all_mistakes() -> Iterator[Mistake]:
    """Every mistake of the table."""
    text = (MISTAKES / "mistakes.txt").read_text(encoding="utf-8")
    for match in _MISTAKE.finditer(text):
        wrong = match["wrong"].replace("·", "\u00a0").replace("→", "\t")
        yield Mistake(match["what"], match["right"], wrong, match["finding"], bool(match["mended"]))


ALL = list(all_mistakes())


def findings_of(files: dict[str, str], folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[Finding]:
    """Every finding on a site, of any severity."""
    (folder / "docs").mkdir()
    for name, text in files.items():
        (folder / "docs" / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(folder)
    return list(run_rules(load(Path("docs"))[0]).findings)


def test_the_article_has_no_mistake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What all mistakes are made in gives no finding at all, so that each finding below is the mistake's."""
    assert findings_of(FILES, tmp_path, monkeypatch) == []


def test_the_table_is_read_whole() -> None:
    """Every line with a finding belongs to a mistake, and there are sixty at least."""
    text = (MISTAKES / "mistakes.txt").read_text(encoding="utf-8")
    assert len(ALL) == len(re.findall("^= ", text, re.M)) >= 60
    assert len({mistake.what for mistake in ALL}) == len(ALL)


@pytest.mark.parametrize("mistake", ALL, ids=[mistake.what for mistake in ALL])
def test_one_mistake_gives_one_message(mistake: Mistake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A mistake gives exactly the finding in the table, of any severity."""
    findings = findings_of(mistake.files(), tmp_path, monkeypatch)
    shown = "\n".join(map(str, findings))
    if mistake.finding == "none":
        assert not findings, shown
        return
    expected = _EXPECTED.fullmatch(mistake.finding)
    assert expected is not None, mistake.finding
    assert len(findings) == 1, shown
    (finding,) = findings
    place = f"{finding.file.removeprefix('docs/')}:{finding.line}:{finding.column}"
    assert (place, finding.severity, finding.rule) == (
        expected["place"],
        expected["severity"] or "error",
        expected["rule"],
    ), shown
    assert expected["part"] in finding.message
    mended = {path: file.now for path, file in mended_site().files.items()}
    assert ({**mistake.files(), **mended} == FILES) == mistake.mended, mended


def _lines_gone_wrong() -> Iterator[tuple[str, dict[str, str]]]:
    """The site with one of its lines deleted, typed twice, joined with the next, or indented with a tab."""
    for name, text in FILES.items():
        lines = text.split("\n")
        for at, line in enumerate(lines):
            if not line.strip():
                continue
            above, below = lines[:at], lines[at + 1 :]
            changes = {"deleted": [], "doubled": [line, line], "tab": ["\t" + line.strip()]}
            for what, now in changes.items():
                yield f"{name}:{at + 1} {what}", {**FILES, name: "\n".join([*above, *now, *below])}
            if below and below[0].strip():
                joined = f"{line} {below[0].strip()}"
                yield f"{name}:{at + 1} joined", {**FILES, name: "\n".join([*above, joined, *below[1:]])}


def test_a_line_that_goes_wrong_gives_one_message_at_most(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """For any change to a line, nothing is reported twice, and no other line is blamed."""
    several = {}
    for number, (what, files) in enumerate(_lines_gone_wrong()):
        folder = tmp_path / str(number)
        folder.mkdir()
        findings = findings_of(files, folder, monkeypatch)
        if len(findings) > 1:
            several[what] = [str(finding) for finding in findings]
    assert several == {}
