"""The first article, annotated at the desk: by mouse alone and by keyboard alone, from its draft and its bare text.

Where its text is (it is no part of the project), a real browser makes the 38 statements that were made of it by hand.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from deskhands import Hand, Keyboard, Mouse
from deskseed import FOLDERS, Seed, annotate, findings
from sites import write_site
from tools import ROOT


@pytest.mark.parametrize("folder", FOLDERS)
@pytest.mark.parametrize(
    ("hand", "start", "number", "most"),
    [
        (Mouse, "draft", 38, 3),
        (Keyboard, "text", 14, 7),
        pytest.param(Mouse, "text", 38, 7, marks=pytest.mark.trials),
        pytest.param(Keyboard, "text", 38, 7, marks=pytest.mark.trials),
        pytest.param(Keyboard, "draft", 38, 3, marks=pytest.mark.trials),
    ],
)
def test_the_first_article_is_annotated(
    chromium: Browser, tmp_path: Path, folder: Path, hand: type[Hand], start: str, number: int, most: int
) -> None:
    """In so few actions for most statements; who says them, and how, is as it was written by hand."""
    seed = Seed(folder)
    site = write_site(tmp_path, {}, sources=(ROOT / "docs/sources.yml").read_text("utf-8"))
    assert annotate(chromium, site, seed, hand, start, number) <= most
    ledger, errors = findings(site)
    assert errors == []
    assert seed.differences(ledger, number) == []
    assert len(seed.words) == 38


@pytest.mark.trials
@pytest.mark.parametrize("folder", FOLDERS)
@pytest.mark.parametrize("start", ["text", "draft"])
def test_the_first_article_is_finished(chromium: Browser, tmp_path: Path, folder: Path, start: str) -> None:
    """With the ids, titles, notes and all else that it has by hand, each in its field: the records are the same."""
    seed = Seed(folder)
    site = write_site(tmp_path, {}, sources=(ROOT / "docs/sources.yml").read_text("utf-8"))
    annotate(chromium, site, seed, Mouse, start, 38, whole=True)
    ledger, errors = findings(site)
    assert errors == []
    assert seed.differences(ledger, 38, whole=True) == []
