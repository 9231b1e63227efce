"""The examples in README work as written."""

from __future__ import annotations

import re
from pathlib import Path

from sites import build, ledger_rows, write_site
from tools import ROOT, exe, run


def test_the_first_article_of_the_readme_is_built_as_written(tmp_path: Path) -> None:
    """The article and the sources, copied from it, give no error or warning, and all three records."""
    text = (ROOT / "README.md").read_text("utf-8")
    blocks = re.findall(r"^   ```(markdown|yaml)\n(.*?)^   ```$", text, re.MULTILINE | re.DOTALL)
    written = {kind: re.sub("^   ", "", block, flags=re.MULTILINE) for kind, block in blocks}
    pages = {"articles/my-article.md": written["markdown"], "whosaid.yml": ""}
    site = write_site(tmp_path, pages, sources=written["yaml"])
    done = run([exe("whosaid"), "check", "--strict"], site)
    assert done.returncode == 0, done.stdout
    assert build(site, "--strict").returncode == 0
    assert len(ledger_rows(site / "site", "articles/my-article")) == 3
    misspelt = written["markdown"].replace("by council", "by coucil")
    (site / "docs/articles/my-article.md").write_text(misspelt, "utf-8")
    shown = next(line.strip() for line in text.splitlines() if "[unknown-source]" in line)
    assert shown in run([exe("whosaid"), "check"], site, {"PYTHONIOENCODING": "utf-8"}).stdout
