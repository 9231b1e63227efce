"""The check, the extension alone, the hook and the plug-in find the same in every case file (casefiles.py)."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import click
import pytest
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from casefiles import all_cases
from tools import ROOT
from whosaid.check.findings import grouped, with_severity
from whosaid.check.running import BUILT, run_rules
from whosaid.ledger.loading import load

_SETTINGS: Mapping[str, dict[str, Any]] = {
    "extension": {"markdown_extensions": ["whosaid"], "plugins": [], "hooks": []},
    "hook": {"hooks": [str(ROOT / "hooks/attribution.py")], "plugins": []},
    "plug-in": {"plugins": ["whosaid"], "hooks": []},
}
_FINDING = re.compile(r"\S.*:\d+:\d+: .+ \[[a-z-]+\]$")
CASES = {case.name: case for case in all_cases()}


@cache
def _config(entry: str) -> MkDocsConfig:
    """MkDocs's settings with one way in; made once, since the docs folder is all that changes from case to case."""
    return load_config(config_file=str(ROOT / "mkdocs.yml"), **_SETTINGS[entry])


def _start(entry: str) -> None:
    """All that MkDocs does up to the first page that is drawn."""
    config = _config(entry)
    config.docs_dir, config.mdx_configs = str(Path("docs").absolute()), {}
    config.site_dir = str(Path("site").absolute())
    config.plugins.on_startup(command="build", dirty=False)
    config = config.plugins.on_config(config)
    try:
        config.plugins.on_pre_build(config=config)
    finally:  # as for a build that goes no further
        config.plugins.on_build_error(error=Abort("stopped here"))
    if entry == "extension":
        file = File.generated(config, "drawn-first.md", content="Words.")
        page = Page("Words", file, config)
        page.read_source(config)
        page.render(config, Files([file]))


@pytest.mark.parametrize("name", CASES)
def test_all_entry_points_find_the_same(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """An error stops all three, and each says, word for word, what the check says of the same files."""
    CASES[name].write(tmp_path)
    monkeypatch.chdir(tmp_path)
    found = run_rules(load(Path("docs"))[0]).findings
    asked_later = [finding for finding in found if finding.rule in BUILT]
    for entry in _SETTINGS:
        expected = found if entry == "extension" else tuple(one for one in found if one not in asked_later)
        caplog.clear()
        said, stopped = "", False
        with caplog.at_level(logging.INFO, "mkdocs.whosaid"):
            try:
                _start(entry)
            except (click.ClickException, PluginError, Abort) as error:
                said, stopped = str(error), True
        said = "\n".join([said, *(record.getMessage() for record in caplog.records)])
        lines = [line for line in said.splitlines() if _FINDING.match(line)]
        assert lines == [str(one) for one in grouped(expected)], (entry, said)
        assert stopped == bool(with_severity(expected, "error")), (entry, said)
