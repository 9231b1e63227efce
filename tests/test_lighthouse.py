"""Lighthouse, which nobody here wrote: accessibility and best practices of the built site."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from sites import ARTICLE, Served, serve_project
from tools import CHROMIUM_ARGS, NODE_MODULES, PATIENCE, ROOT, exe, run


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The project's site, built and served."""
    with serve_project(tmp_path_factory.mktemp("lighthouse")) as served:
        yield served


@pytest.mark.parametrize("device", [["--preset=desktop"], []], ids=["desktop", "mobile"])
@pytest.mark.parametrize("path", ["", f"{ARTICLE}/", "ledger/", "guide/reading/"])
def test_lighthouse_gives_full_marks(site: Served, path: str, device: list[str]) -> None:
    """100 for accessibility and for best practices; what it marks down is named."""
    chromium = run([ROOT / "tests/browser"], check=True).stdout.strip()
    done = run(
        [
            exe("node"),
            NODE_MODULES / "lighthouse/cli/index.js",
            site.address + path,
            *device,
            "--only-categories=accessibility,best-practices",
            f"--chrome-flags=--headless=new {' '.join(CHROMIUM_ARGS)}",
            "--output=json",
            f"--max-wait-for-load={PATIENCE * 1000}",
            "--quiet",
        ],
        env={"CHROME_PATH": chromium},
        check=True,
    )
    report = json.loads(done.stdout)
    weighed = [ref["id"] for part in report["categories"].values() for ref in part["auditRefs"] if ref["weight"]]
    assert [id_ for id_ in weighed if report["audits"][id_]["score"] not in (1, None)] == []
    assert [part["score"] for part in report["categories"].values()] == [1, 1]
