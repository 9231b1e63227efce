"""No claim without attribution is published, through whichever entry point the site is built."""

from __future__ import annotations

import re
import shutil
from functools import cache
from pathlib import Path

import click
import pytest
from mkdocs.exceptions import Abort, PluginError

from entrypoints import ENTRY_POINTS, start
from sites import ARTICLE, build_project, copy_project, files_of
from tools import ROOT, exe, run
from whosaid.check.running import check
from whosaid.ledger.loading import load

SOURCE = ROOT / f"docs/{ARTICLE}.md"


@cache
def attributions() -> dict[str, tuple[int, re.Match[str]]]:
    """For each claim and answer of the article: where a fault is named, and the piece that says who says it."""
    text = SOURCE.read_text("utf-8")
    found: dict[str, tuple[int, re.Match[str]]] = {}
    for block in re.finditer(r"^/// (?:claim|denial).*\n(?:    .*\n)*", text, re.MULTILINE):
        id_ = re.search(r"id: (.+)", block[0])
        source = re.compile(r"    (source: .*\n)").search(text, *block.span())
        assert id_, block[0]
        assert source, block[0]
        found[id_[1]] = (block.start(), source)
    for title in re.finditer(r"\(#(?P<id>[a-z-]+)\s+\"(?:claim|denial)(?P<by> by [^\"]*?)(?= via|\")", text):
        found[title["id"]] = (title.start("by"), title)
    return found


def without(*ids: str) -> tuple[str, set[tuple[str, int]]]:
    """The article without these attributions, and each with the line at which it is missed."""
    text = SOURCE.read_text("utf-8")
    lines: dict[str, int] = {}
    for id_, (at, piece) in sorted(attributions().items(), key=lambda one: -one[1][0]):
        if id_ in ids:
            begin, end = piece.span("by" if "by" in piece.groupdict() else 0)
            removed = text.count("\n", begin, end)
            text = text[:begin] + text[end:]
            lines = {other: line - removed for other, line in lines.items()}
            lines[id_] = text.count("\n", 0, at) + 1
    return text, set(lines.items())


def missed(said: str) -> set[tuple[str, int]]:
    """Each id and line of which the source is said to be missing."""
    found = re.findall(rf"docs/{ARTICLE}\.md:(\d+):\d+: .*?“([^”]+)”.*\[missing-source\]", said)
    return {(id_, int(line)) for line, id_ in found}


def test_the_article_has_32_attributions() -> None:
    """27 claims and 5 answers each say who stands behind them."""
    assert len(attributions()) == 32


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's site with a good build in site/."""
    return build_project(tmp_path_factory.mktemp("gate"))


@pytest.mark.parametrize("id_", sorted(attributions()))
def test_a_missing_attribution_stops_every_entry_point(
    tmp_path: Path, id_: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The check finds it; the extension alone, the hook and the plug-in each stop and name the line."""
    text, lines = without(id_)
    shutil.copytree(ROOT / "docs", tmp_path / "docs")
    (tmp_path / f"docs/{ARTICLE}.md").write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    assert missed("\n".join(map(str, check(load(Path("docs"))[0])))) == lines
    for entry in ENTRY_POINTS:
        caplog.clear()
        with pytest.raises((click.ClickException, PluginError, Abort)) as stopped:
            start(entry)
        assert missed("\n".join([str(stopped.value), *caplog.messages])) == lines, entry


BUILDERS: dict[str, list[str]] = {
    "check": ["whosaid", "check"],
    "mkdocs": ["mkdocs", "build"],
    "mkdocs without hook": ["mkdocs", "build", "-f", "no-hook.yml", "--site-dir", "other"],
    "properdocs": ["properdocs", "build", "-f", "mkdocs.yml"],
    "zensical": ["zensical", "build"],
}


@pytest.mark.parametrize("builder", BUILDERS)
@pytest.mark.parametrize("ids", [sorted(attributions())[:1], sorted(attributions())], ids=["one", "all"])
def test_missing_attributions_stop_every_builder(project: Path, ids: list[str], builder: str, tmp_path: Path) -> None:
    """Each fails and names every line, and site/ stays as it was. (Zensical runs no hooks.)"""
    name, *args = BUILDERS[builder]
    folder = copy_project(tmp_path / "copy") if name == "zensical" else project
    text, lines = without(*ids)
    assert len(lines) == len(ids)
    (folder / f"docs/{ARTICLE}.md").write_text(text, "utf-8")
    before = files_of(project / "site")
    done = run([exe(name), *args], folder)
    assert done.returncode == 1
    assert missed(done.stdout + done.stderr) == lines
    assert "Traceback" not in done.stdout + done.stderr or name == "zensical"
    assert files_of(project / "site") == before
