"""The gate is the same in every mode: preview, build by two processes, with what is kept and without, shard."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from casefiles import Case, all_cases
from sites import CONFIG, build, write_site
from tools import exe, run
from whosaid.check.findings import grouped, with_severity
from whosaid.check.rules import RULES
from whosaid.check.running import BUILT, run_rules
from whosaid.ledger.loading import load
from whosaid.mkdocs import WhosaidPlugin
from whosaid.mkdocs.dividing import Share, only
from whosaid.mkdocs.logged import logged


def of_the_gate() -> Iterator[Case]:
    """The cases about what stops a build."""
    gate = {rule.name for rule in RULES.values() if rule.gate}
    yield from (case for case in all_cases() if case.name.partition("/")[0] in gate)


class Mode:
    """One mode of the plug-in, for one site whose pages are replaced again and again."""

    def __init__(self, site: Path, *, serving: bool = False, share: Share | None = None) -> None:
        self.config: MkDocsConfig = load_config(str(site / "mkdocs.yml"))
        self.serving, self.share = serving, share

    def errors(self) -> tuple[list[str], bool]:
        """The errors that the plug-in logs, and whether it stops."""
        plugin = WhosaidPlugin()
        plugin.serving = self.serving
        stopped = False
        with logged(logging.ERROR) as messages, only(self.share) if self.share is not None else nullcontext():
            try:
                plugin.on_pre_build(self.config)
            except PluginError:
                stopped = True
        plugin.quick.end(succeeded=False)
        plugin.sharded.end()
        plugin.cores.end()
        return [message.getMessage() for message in messages], stopped


def test_every_case_of_the_gate_fails_in_every_mode(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same errors are logged, and stop all but the preview, which goes on and shows them."""
    monkeypatch.chdir(tmp_path)
    write_site(tmp_path, {}, CONFIG.partition("hooks:")[0].replace(", whosaid", ""))
    kept = Mode(tmp_path)
    modes = {
        "preview": Mode(tmp_path, serving=True),
        "build": kept,
        "build again": kept,
        "shard 1/2": Mode(tmp_path, share=Share(1, 2)),
        "shard 2/2": Mode(tmp_path, share=Share(2, 2)),
    }
    cases = list(of_the_gate())
    for case in cases:
        shutil.rmtree("docs")
        case.write(tmp_path)
        if "docs/whosaid.yml" not in case.files:
            Path("docs/whosaid.yml").write_text("workers: 2\n", "utf-8")
        found = with_severity(run_rules(load(Path("docs"))[0]).findings, "error")
        expected = [one.shown() for one in grouped([one for one in found if one.rule not in BUILT])]
        for name, mode in modes.items():
            assert mode.errors() == (expected, bool(expected) and name != "preview"), f"{case.name}, {name}"
    assert len(cases) > 200


def test_what_only_a_drawn_page_shows_stops_the_shard_that_draws_it(tmp_path: Path) -> None:
    """The same error as of a build of the whole, in one of the shards: so there is nothing to be joined."""
    pages = {
        "a.md": '[It](#it "claim by mayor"), see [there](b.md#nowhere).\n',
        "b.md": '[So](#so "claim by mayor").\n\n## Somewhere\n',
    }
    site = write_site(tmp_path, pages)
    done = [build(site), *(run([exe("whosaid"), "build", "--shard", f"{n}/2"], site) for n in (1, 2))]
    told = [[line for line in one.stderr.splitlines() if "docs/a.md" in line] for one in done]
    assert told[0]
    assert told[0] in told[1:]
    assert all(one in ([], told[0]) for one in told)
    assert [one.returncode for one in done] == [bool(one) for one in told]
