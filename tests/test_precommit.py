"""The project's own hooks for pre-commit: they run, and they stop a commit that the check would refuse."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
import yaml

from tools import BIN, PATIENCE, ROOT, exe, run

CONFIG = ROOT / ".pre-commit-config.yaml"
HOOKS = {hook["id"]: hook for repo in yaml.safe_load(CONFIG.read_text("utf-8"))["repos"] for hook in repo["hooks"]}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A git repository with the configuration, the tools where it looks for them, one module and one article."""
    (tmp_path / ".pre-commit-config.yaml").write_bytes(CONFIG.read_bytes())
    (tmp_path / ".venv").symlink_to(BIN.parent)
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/a.md").write_text('[It is so](#so "claim by own-voice").\n', "utf-8")
    (tmp_path / "a.py").write_text("x = 1\n", "utf-8")
    subprocess.run(["git", "init", "--quiet"], cwd=tmp_path, check=True, timeout=PATIENCE)
    subprocess.run(["git", "add", "--", "docs", "a.py", CONFIG.name], cwd=tmp_path, check=True, timeout=PATIENCE)
    return tmp_path


def hook(project: Path, *names: str) -> dict[str, bool]:
    """Which of these hooks let all files pass."""
    env = {"PRE_COMMIT_HOME": str(project / ".git/pre-commit"), "PYTHONIOENCODING": "utf-8"}
    return {n: run([exe("pre-commit"), "run", n, "--all-files"], project, env).returncode == 0 for n in names}


def test_a_good_commit_passes_and_a_bad_one_is_stopped(project: Path) -> None:
    """By ruff for its style, by the check for a claim without attribution."""
    assert hook(project, "ruff", "ruff-format", "whosaid") == {"ruff": True, "ruff-format": True, "whosaid": True}
    (project / "a.py").write_text("import os\nx=1\n", "utf-8")
    (project / "docs/a.md").write_text('[It is so](#so "claim").\n', "utf-8")
    assert hook(project, "ruff", "ruff-format", "whosaid") == {"ruff": False, "ruff-format": False, "whosaid": False}


def test_the_hooks_run_what_make_runs() -> None:
    """The same programs as `make lint` and the gate, each from the environment of make, and nothing fetched."""
    lint = re.findall(r"^\t\$\(BIN\)/(ruff \w+|mypy)", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    entries = {name: hook["entry"].removeprefix(".venv/bin/") for name, hook in HOOKS.items()}
    assert {entry.removesuffix(" --force-exclude") for entry in entries.values()} == {
        *lint,
        "whosaid check --docs docs",
    }
    assert all(hook["language"] == "system" for hook in HOOKS.values())


def test_the_check_starts_for_what_it_reads() -> None:
    """An article, the sources, the settings, and the engine itself."""
    for name in ("docs/articles/bounty-report.md", "docs/sources.yml", "docs/whosaid.yml", "hooks/whosaid/cli.py"):
        assert re.search(HOOKS["whosaid"]["files"], name), name
    assert not re.search(HOOKS["whosaid"]["files"], "tests/test_cli.py")
