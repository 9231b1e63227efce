"""`publish` in whosaid.yml: what is left out is in no file of the site, and nothing leads to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from addresses import unresolved
from casefiles import Case, all_cases
from inprocess import InProcess
from sites import CONFIG, QUIET, build, build_site, files_of, write_site
from whosaid.base.publication import USUAL, Output
from whosaid.check.findings import Finding
from whosaid.check.running import run_rules
from whosaid.ledger.loading import load

OFTEN: Final = 51  # more than a list has on one page
PAGES: Final = {
    "index.md": '# Home\n\n[A](a.md "show articles")\n\n[A](a.md "show statements")\n\n[A](a.md "show sources")\n',
    "a.md": "---\npublished: 2031-05-19\n---\n\n# A\n\n"
    '[The bridge is unsafe](#bridge "claim by mayor via evening-post"), [not so](#no "denial of bridge by council").',
    "b.md": "---\npublished: 2031-05-20\n---\n\n# B\n\n"
    + "\n\n".join(
        f"/// claim | Unsafe it is\nid: again-{n}\nsource: officials\nsame-as: a.md#bridge\nalone: yes\n///"
        for n in range(OFTEN)
    ),
}
FILES: Final[dict[Output, str]] = {
    "ledger": r"ledger/(?!articles|claim/|compare/|part/\d+/articles|part/\d+/said/claim).*",
    "articles": r"ledger/(part/\d+/)?articles/.*",
    "claims": r"ledger/(claim|compare|part/\d+/said/claim)/.*",
    "data": r"data/(?!.*\.annotations\.json).*",
    "annotations": r"data/articles/.*\.annotations\.json",
    "embeds": r"embed/.*",
    "feeds": r"feed/.*",
}
"""Where the files of each part are, as a pattern for the whole path."""


def published(folder: Path, publish: str, config: str = CONFIG, root: str = "") -> dict[str, bytes]:
    """The files of a strict build in which every address leads somewhere; not the frames, named by their content."""
    site = build_site(folder, {**PAGES, "whosaid.yml": f"{QUIET}publish: [{publish}]\n"}, config)
    assert unresolved(site / "site", root) == []
    found = files_of(site / "site")
    return {path: data for path, data in found.items() if not path.startswith("assets/whosaid-frame-")}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Everything, with lists in parts and claims that say the same."""
    return published(tmp_path_factory.mktemp("whole"), ", ".join(USUAL))


def test_every_part_has_files(whole: dict[str, bytes]) -> None:
    """In the site of which parts are left out here."""
    assert all(any(re.fullmatch(pattern, path) for path in whole) for pattern in FILES.values())
    assert {"ledger/part/2/said/claim/a/bridge/index.html", "ledger/compare/a/bridge/index.html"} <= whole.keys()


@pytest.mark.parametrize("output", USUAL)
def test_what_is_left_out_leaves_no_trace(output: Output, whole: dict[str, bytes], tmp_path: Path) -> None:
    """No file of the part is written, every other file is, and every address leads somewhere."""
    found = published(tmp_path, ", ".join(other for other in USUAL if other != output))
    assert found.keys() == {path for path in whole if not re.fullmatch(FILES[output], path)}


@pytest.mark.parametrize("publish", ["none", "articles", "claims"])
def test_a_part_stands_alone(publish: Output, whole: dict[str, bytes], tmp_path: Path) -> None:
    """So does none at all; with addresses that end in .html, and below a folder of the host."""
    root = "https://example.org/news/"
    found = published(tmp_path, publish, f"{CONFIG}use_directory_urls: false\nsite_url: {root}\n", root)
    names = {path: path.replace("/index.html", ".html") for path in whole}
    patterns = [pattern for output, pattern in FILES.items() if output != publish]
    left_out = {names[path] for path in whole for pattern in patterns if re.fullmatch(pattern, path)}
    assert found.keys() == set(names.values()) - left_out
    assert all(b"/feed/" not in data and b"/embed/" not in data for path, data in found.items() if "assets" not in path)


def test_a_preview_has_the_same(tmp_path: Path) -> None:
    """Also what it draws only when it is asked for, and after the setting has changed."""
    site = write_site(tmp_path, {**PAGES, "whosaid.yml": f"{QUIET}publish: [claims]\n"})
    preview = InProcess(site)

    def is_there(*paths: str) -> list[bool]:
        return [preview.get(path)[0].startswith("200") for path in paths]

    some = ("ledger/claim/a/bridge/", "ledger/", "data/claims.json")
    assert is_there(*some) == [True, False, False]
    claim = preview.get("ledger/claim/a/bridge/")[1]
    assert not re.search(rb"/source/|embed/", claim)
    (site / "docs/whosaid.yml").write_text(f"{QUIET}publish: [ledger, data]\n", "utf-8")
    preview.rebuild()
    assert is_there(*some) == [False, True, True]
    article = preview.get("a/")[1]
    assert (b"ledger/claim" in article, b"ledger/article" in article) == (False, True)
    preview.close()


def test_the_gate_is_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every case gives the same findings when nothing is published besides the articles, but for links and files that
    are in the way of what is.
    """
    monkeypatch.chdir(tmp_path)
    for number, case in enumerate(_without_settings()):
        case.write(Path(str(number)))
        docs = Path(str(number), "docs")
        before = _gate(docs)
        (docs / "whosaid.yml").write_text("publish: [none]\n", "utf-8")
        assert _gate(docs) == before, case.name


def _without_settings() -> Iterator[Case]:
    return (case for case in all_cases() if not any(path.endswith("whosaid.yml") for path in case.files))


def _gate(docs: Path) -> list[Finding]:
    return [one for one in run_rules(load(docs)[0]).findings if one.rule not in ("not-published", "in-the-way")]


def test_the_navigation_cannot_name_what_is_left_out(tmp_path: Path) -> None:
    """A build says which part to add, beside MkDocs, which only misses the page."""
    config = f"{CONFIG}nav: [index.md, Everything: ledger.md, More: [ledger/articles.md]]\n"
    site = write_site(tmp_path, {"whosaid.yml": "publish: [articles]\n"}, config)
    done = build(site)
    assert "“nav” names “ledger.md”, but “publish” in whosaid.yml leaves out “ledger”" in done.stderr
    assert "“ledger/articles.md”" not in done.stderr
    assert build(site, "--strict").returncode != 0
