"""The findings that a preview prints after a save: the new ones, and the number of others (whosaid.mkdocs.reported)."""

from __future__ import annotations

from pathlib import Path

from casefiles import CASES
from whosaid.check.findings import Finding
from whosaid.check.running import check
from whosaid.ledger.loading import load
from whosaid.mkdocs.reported import Reported

SENTENCE = '[The bridge is unsafe](#{0} "claim by council").\n'


def findings_of(docs: Path, *ids: str) -> tuple[Finding, ...]:
    """The findings of a page with such claims, none of which says how it reached the article."""
    docs.mkdir(exist_ok=True)
    (docs / "sources.yml").write_text((CASES / "sources.yml").read_text(encoding="utf-8"), encoding="utf-8")
    (docs / "a.md").write_text("\n".join(SENTENCE.format(id_) for id_ in ids), encoding="utf-8")
    return tuple(finding for finding in check(load(docs)[0]) if finding.rule == "unstated-route")


def test_the_first_build_tells_all(tmp_path: Path) -> None:
    """Nothing has been said before."""
    findings = findings_of(tmp_path / "docs", "one", "two")
    assert Reported().news(findings) == (list(findings), "")


def test_a_save_tells_what_is_new(tmp_path: Path) -> None:
    """Lines that have moved are not new; fixed and unchanged findings are counted."""
    told = Reported()
    told.news(findings_of(tmp_path / "docs", "one", "two"))
    new, others = told.news(findings_of(tmp_path / "docs", "three", "two"))
    assert [finding.line for finding in new] == [1]
    assert "three" in new[0].message
    assert others == "1 fixed, 1 unchanged"


def test_what_comes_back_is_told_again(tmp_path: Path) -> None:
    """A finding that comes back after it was fixed is new."""
    told = Reported()
    for ids in (["one"], []):
        told.news(findings_of(tmp_path / "docs", *ids))
    new, others = told.news(findings_of(tmp_path / "docs", "one"))
    assert (len(new), others) == (1, "")
