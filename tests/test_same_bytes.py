"""A site is the same to the byte however it is built: by one process or two, with what is kept or not, in shards."""

from __future__ import annotations

from pathlib import Path

import pytest

from sites import CONFIG, QUIET, build, files_of, write_site
from tools import exe, run
from whosaid.base.publication import USUAL
from whosaid.mkdocs.merging import merge_shards

DAY = {"SOURCE_DATE_EPOCH": "1900000000"}
PAGES = {
    f"town/{number}.md": f"""\
---
title: Article {number} & more
published: 2031-01-{number:02}
---
# The bridge

They say [the bridge is unsafe](#bridge "claim by council via evening-post"), for the {number}th time.

The mayor says [no](#no "denial of bridge by mayor via direct"). See [another](1.md#bridge).
"""
    for number in range(1, 10)
}
NONE_KEPT, KEPT = "workers: 1\ncache: no\n", "workers: 2\n"


@pytest.mark.parametrize("publish", [", ".join(USUAL), "articles, data, feeds", "none"])
def test_the_bytes_are_the_same_in_every_way_to_build(tmp_path: Path, publish: str) -> None:
    """Each is compared with a build by one process which keeps nothing."""
    site = write_site(tmp_path / "site", PAGES, f"{CONFIG}site_url: https://example.org/news/\n")

    def built(settings: str) -> dict[str, bytes]:
        (site / "docs/whosaid.yml").write_text(f"{QUIET}publish: [{publish}]\n{settings}", "utf-8")
        done = build(site, env=DAY)
        assert done.returncode == 0, done.stderr
        return files_of(site / "site")

    expected = built(NONE_KEPT)
    assert built(KEPT) == expected  # nothing is kept yet
    assert built(KEPT) == expected
    assert built("workers: 1\n") == expected
    assert built("workers: 2\ncache: no\n") == expected
    for part in (1, 2):
        done = run([exe("whosaid"), "build", "--shard", f"{part}/2"], site, DAY)
        assert done.returncode == 0, done.stderr
    merge_shards([site / "shards/1-of-2", site / "shards/2-of-2"], tmp_path / "merged")
    assert files_of(tmp_path / "merged") == expected
