"""What a site weighs: gross ratios to plain Material on the same text. The figures are measured by `make bench`."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest
from benchmarks.corpus import Site
from benchmarks.corpus import write_site as write_corpus
from benchmarks.sizes import OF_MOST, bytes_by_part, lists_of

from sites import build

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


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Both sites, built."""
    site = write_corpus(tmp_path_factory.mktemp("bytes"), ARTICLES)
    for folder in (site.annotated, site.plain):
        done = build(folder)
        assert done.returncode == 0, done.stderr
    return site


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
