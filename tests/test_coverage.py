"""`whosaid check --coverage`: of each article, how much of what is said in it is marked."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from sites import QUIET, SOURCES
from whosaid.cli import main

ARTICLE = """\
---
published: 2031-05-18
---

The council said [the bridge is unsafe](#bridge "claim by council via public"). It rained.

<!-- whosaid: nothing-to-note -->
The mayor said that the road was open.

The baker said that it was closed. It rained again.
"""


@pytest.fixture
def docs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site of three articles and a page."""
    pages = {
        "a.md": ARTICLE,
        "b.md": "---\nannotating: own\n---\n\nThe road was wet, the mayor said.\n",
        "c.md": "---\nannotating: own\nlanguage: eo\n---\n\nPluvis.\n",
        "plain.md": "The mayor said that the road was open.\n",
        "sources.yml": SOURCES,
        "whosaid.yml": QUIET,
    }
    monkeypatch.chdir(tmp_path)
    Path("mkdocs.yml").write_text("site_name: Test\n", "utf-8")
    Path("docs").mkdir()
    for name, text in pages.items():
        (Path("docs") / name).write_text(text, "utf-8")
    return Path("docs")


def check(*args: str) -> tuple[str, list[str]]:
    """What is found, and what is said besides."""
    done = CliRunner().invoke(main, ["check", *args])
    return done.stdout, done.stderr.splitlines()


def test_each_article_has_its_line(docs: Path) -> None:
    """Other pages have none; the findings are the same as ever, and files that are named limit what is printed."""
    a = "docs/a.md: 5 sentences, 3 report what somebody says: 1 marked, 1 set aside, 1 not marked"
    b = "docs/b.md: 1 sentence, 1 reports what somebody says: 0 marked, 0 set aside, 1 not marked"
    c = "docs/c.md: sentences in “eo” cannot be read yet"
    assert check("--coverage") == ("", [a, b, c, check()[1][-1]])
    assert check("--coverage", "docs/a.md")[1][:-1] == [a]


def test_asking_for_the_rule_finds_what_was_kept_without_it(docs: Path) -> None:
    """And the other way round: what is kept between runs is of the rules that were asked for."""
    assert check()[0] == ""
    (docs / "whosaid.yml").write_text("rules:\n  unmarked-claim: warning\n", "utf-8")
    for _ in range(2):
        assert "docs/a.md:10:21: warning: what “The baker” says here" in check()[0]
    (docs / "whosaid.yml").write_text(QUIET, "utf-8")
    assert check()[0] == ""
