"""No claim without attribution is published, through whichever door the site is built."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from sites import ARTICLE, build_project, copy_project, files_of
from tools import ROOT, exe, run

SOURCE = ROOT / f"docs/{ARTICLE}.md"


@cache
def attributions() -> dict[str, tuple[int, str]]:
    """For each claim and answer of the article: the line a fault is named at, and the text without its attribution."""
    text = SOURCE.read_text("utf-8")
    found: dict[str, tuple[int, str]] = {}
    for block in re.finditer(r"^/// (?:claim|denial).*\n(?:    .*\n)*", text, re.MULTILINE):
        id_, source = re.search(r"id: (.+)", block[0]), re.search(r"    source: .*\n", block[0])
        assert id_, block[0]
        assert source, block[0]
        start = block.start() + source.start()
        found[id_[1]] = (text.count("\n", 0, block.start()) + 1, text[:start] + text[start + len(source[0]) :])
    for title in re.finditer(r"\(#([a-z-]+)\s+\"(?:claim|denial)( by [^\"]*?)(?= via|\")", text):
        line = text.count("\n", 0, title.start(2)) + 1
        found[title[1]] = (line, text[: title.start(2)] + text[title.end(2) :])
    return found


def test_the_article_has_32_attributions() -> None:
    """27 claims and 5 answers each say who stands behind them."""
    assert len(attributions()) == 32


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's site with a good build in site/."""
    return build_project(tmp_path_factory.mktemp("gate"))


@pytest.mark.parametrize("id_", sorted(attributions()))
def test_a_missing_attribution_stops_every_door(project: Path, id_: str) -> None:
    """The check, MkDocs with and without the hook, and Zensical each fail and name the line; site/ stays as it was."""
    line, text = attributions()[id_]
    article = project / f"docs/{ARTICLE}.md"
    article.write_text(text, "utf-8")
    before = files_of(project / "site")
    doors: dict[str, list[str | Path]] = {
        "check": [exe("whosaid"), "check"],
        "hook": [exe("mkdocs"), "build"],
        "no hook": [exe("mkdocs"), "build", "-f", "no-hook.yml", "--site-dir", "other"],
    }
    for door, command in doors.items():
        done = run(command, project)
        said = done.stdout + done.stderr
        assert done.returncode == 1, door
        assert re.search(rf"docs/{ARTICLE}\.md:{line}:\d+: .*“{id_}”.*\[missing-source\]", said), (door, said)
        assert "Traceback" not in said, door
    assert files_of(project / "site") == before


@pytest.mark.parametrize("id_", sorted(attributions()))
def test_a_missing_attribution_stops_zensical(id_: str, tmp_path: Path) -> None:
    """Zensical runs no hooks; the extension alone stops it (the traceback around the message is Zensical's)."""
    line, text = attributions()[id_]
    project = copy_project(tmp_path / "copy")
    (project / f"docs/{ARTICLE}.md").write_text(text, "utf-8")
    done = run([exe("zensical"), "build"], project)
    assert done.returncode != 0
    assert re.search(rf"docs/{ARTICLE}\.md:{line}:\d+: .*“{id_}”.*\[missing-source\]", done.stdout + done.stderr)
