"""A list's number is that of its rows, also after a save, when most of what is counted is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from sites import write_site
from whosaid.api import load
from whosaid.base.embeddable import FILTERS
from whosaid.base.kinds import KINDS, STATES
from whosaid.base.vocabulary import ROUTES, SOURCE_TYPES
from whosaid.ledger.keptpages import KeptPages
from whosaid.ledger.loading import load as load_known
from whosaid.pages.listing import embed_of
from whosaid.words.selection import Selector
from whosaid.words.tallies import TALLIED

TERMS: Mapping[str, Sequence[str]] = {"kind": [*KINDS], "type": [*SOURCE_TYPES], "route": [*ROUTES], "state": [*STATES]}
A = """\
# A

[One](#one "claim by council about mayor"), [two](#two "claim by mayor via evening-post"), [three](#three "opinion").

The mayor [denies it](#r "denial of one by mayor").
"""
B = '# B\n\nShe [agrees](#r2 "admission of a.md#one by mayor"), [four](#four "claim by council about mayor").\n'
"""A page that answers another, and one whose claims nobody has answered."""


def assert_numbers(selector: Selector) -> None:
    assert TERMS.keys() == set(TALLIED) <= FILTERS.keys()
    for what in ("statements", "claims", "opinions", "answers", "number of claims"):
        for key, terms in TERMS.items():
            for chosen in (*([term] for term in terms), terms[:3], [terms[0], terms[0]], ["none"]):
                embed = embed_of(what, filters={key: chosen})
                assert selector.count(embed, "") == len(selector.statements(embed, "")), (what, key, chosen)


def test_a_number_is_that_of_the_rows(tmp_path: Path) -> None:
    """Also when an answer has come, has changed or is gone on another page, of which nothing else has changed."""
    docs, known = write_site(tmp_path, {"a.md": A, "b.md": B}) / "docs", KeptPages()
    for text in (B, "# B\n", B.replace("admission", "denial"), B.replace("a.md#one", "a.md#nowhere"), B):
        (docs / "b.md").write_text(text, "utf-8")
        assert_numbers(Selector(load_known(docs, known)[0]))


def test_a_number_of_this_site_is_that_of_the_rows() -> None:
    """For this project's articles."""
    assert_numbers(Selector(load(Path(__file__).parents[1] / "docs")[0]))
