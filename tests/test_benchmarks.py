"""What a site costs: gross ratios to plain Material on the same text. The figures are measured by `make bench`."""

from __future__ import annotations

import re
from argparse import Namespace
from pathlib import Path
from typing import Final

import pytest
from benchmarks.builds import build
from benchmarks.corpus import Site
from benchmarks.measures import Bench
from benchmarks.sizes import OF_MOST, bytes_by_part, lists_of
from benchmarks.written import BEGIN, END, Row, write_row

ARTICLES: Final = 20
MOST: Final = {
    "the articles’ pages": 3.1,
    "ledger": 5.9,
    "claims": 2.3,
    "embeds": 1.9,
    "data": 3.0,
    "annotations": 1.2,
    "search": 0.8,
    "feeds": 0.15,
    "articles": 0.1,
}
"""What each part may weigh, in plain Material's pages of the same articles: what it does, and a tenth more."""


GROSS: Final = {
    "clean build, 20 articles: processor time ÷ plain’s": 9,
    "clean build, 20 articles: memory ÷ plain’s": 4,
    "clean build, 20 articles: bytes of the site ÷ plain’s": 6,
    "gate and notes only, 20 articles: processor time ÷ plain’s": 5,
    "warm build after one edit, 20 articles: processor time ÷ plain’s clean one": 6,
    "what is kept, 20 articles: bytes ÷ plain’s site": 8,
}
"""What no figure is near, however busy the machine is: at least twice as much as each of them."""


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """Both sites, built and compared as `make bench` does, in little; the rows are in a page."""
    folder = tmp_path_factory.mktemp("benchmarks")
    page = folder / "speed.md"
    page.write_text(f"Before.\n\n{BEGIN}{END}\nAfter.\n", "utf-8")
    bench = Bench(folder, Namespace(articles=[ARTICLES], runs=1, write=page))
    build(bench)
    return bench


@pytest.fixture(scope="module")
def corpus(bench: Bench) -> Site:
    """Both sites, built."""
    return bench.site(ARTICLES)


def test_no_figure_is_grossly_worse(bench: Bench) -> None:
    """As the table has them, which is where they belong in its page."""
    text = bench.options.write.read_text("utf-8")
    assert text.startswith(f"Before.\n\n{BEGIN}")
    assert text.endswith(f"{END}\nAfter.\n")
    table = dict(re.findall(r"^\| ([^|]+?) \| ([\d.]+) ", text, re.MULTILINE))
    assert {what: table[what] for what, most in GROSS.items() if float(table[what]) > most} == {}


def test_a_row_takes_the_place_of_the_last_measurement(tmp_path: Path) -> None:
    """Others stay where they are; a missed target says so."""
    page = tmp_path / "speed.md"
    page.write_text(f"{BEGIN}{END}", "utf-8")
    write_row(page, Row("a", "3", "≤ 2", is_met=False))
    write_row(page, Row("b", "1", "≤ 2", is_met=True))
    assert "| a | 3 **missed** | ≤ 2 |" in page.read_text("utf-8")
    write_row(page, Row("a", "2", "≤ 2", is_met=True))
    rows = [line for line in page.read_text("utf-8").splitlines() if line.startswith(("| a |", "| b |"))]
    assert [line[: len("| a | 2 | ≤ 2 |")] for line in rows] == ["| a | 2 | ≤ 2 |", "| b | 1 | ≤ 2 |"]


def test_no_part_has_grown(corpus: Site) -> None:
    """Each is named that weighs more than it may."""
    plain = bytes_by_part(corpus.plain / "site")["the articles’ pages"]
    found = bytes_by_part(corpus.annotated / "site")
    del found["theme"]
    assert found.keys() == MOST.keys()
    ratios = {part: round(size / plain, 2) for part, size in found.items()}
    assert {part: ratio for part, ratio in ratios.items() if ratio > MOST[part]} == {}


def test_no_page_with_a_list_is_longer_than_60_kilobytes(corpus: Site) -> None:
    """Whatever it lists: statements in each order, claims, sources, outlets, articles; and their further parts."""
    lists = lists_of(corpus.annotated / "site")
    assert any("/part/" in path for path in lists)
    assert {path: size for path, size in lists.items() if size > OF_MOST} == {}


def test_a_page_about_a_claim_is_mostly_about_it(corpus: Site) -> None:
    """Not more than two thirds are the theme's, and the tags for other sites."""
    claims = [file.read_bytes() for file in Path(corpus.annotated, "site/ledger/claim").rglob("index.html")]
    assert sum(map(len, claims)) / len(claims) < 5_000
