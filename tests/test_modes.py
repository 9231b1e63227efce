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
from inprocess import InProcess
from sites import CONFIG, QUIET, build, files_of, write_site
from tools import exe, run
from whosaid.check.findings import grouped, with_severity
from whosaid.check.rules import RULES
from whosaid.check.running import BUILT, run_rules
from whosaid.ledger.loading import load
from whosaid.mkdocs import WhosaidPlugin
from whosaid.mkdocs.dividing import Share, only
from whosaid.mkdocs.logged import logged


def of_the_gate() -> Iterator[Case]:
    """The cases about what stops a build, and all others in which something does."""
    gate = {rule.name for rule in RULES.values() if rule.gate}
    for case in all_cases():
        errors = {finding.rule for finding in case.findings if finding.severity == "error"}
        if gate & {case.name.partition("/")[0], *errors}:
            yield case


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


LINKED = {
    "a.md": '[It](#it "claim by mayor"), see [there](b.md#later).\n',
    "b.md": '[So](#so "claim by mayor").\n\n## Later\n',
    **{f"more/{number}.md": f"# More\n\nThe {number}th page.\n" for number in range(10)},
    "whosaid.yml": f"{QUIET}workers: 2\n",
}


def test_what_only_a_drawn_page_shows_fails_in_every_mode(tmp_path: Path) -> None:
    """The same error in each build, though the page was kept from a good one: another has lost the heading it names.

    One of the shards at least has it, so there is nothing to be joined. A preview shows it in the page.
    """
    site = write_site(tmp_path, LINKED)
    assert build(site).returncode == 0
    before = files_of(site / "site")
    preview = InProcess(site)
    (site / "docs/b.md").write_text(LINKED["b.md"].replace("Later", "Never"), "utf-8")
    builds = [build(site), build(site), *(run([exe("whosaid"), "build", "--shard", f"{n}/2"], site) for n in (1, 2))]
    told = [[line for line in done.stderr.splitlines() if "docs/a.md" in line] for done in builds]
    assert [line for line in told[0] if "[unknown-target]" in line]
    assert told[1] == told[0]
    assert told[0] in told[2:]
    assert all(lines in ([], told[0]) for lines in told)
    assert [done.returncode for done in builds] == [bool(lines) for lines in told]
    assert files_of(site / "site") == before
    preview.rebuild()
    assert "nothing on “b.md” has the id “later”".encode() in preview.get("a/")[1]
    preview.close()
