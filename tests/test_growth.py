"""No input hangs: eight times as much of anything takes eight times as long, and gives eight times as much.

Each shape is a site of `n` pieces. It goes through the whole engine (growth) at n and at 8 n, and for each stage
three things may grow little more than eightfold: the calls that the engine makes, the text that comes out, and the
time of the processor, which sees into regular expressions as no count of calls does. The first two are the same on
each run. Time differs, so the clock is never asked how long something took, only how many times as long as an eighth
of it took in the same process; a stage that seems to take more than 24 times as long is measured again, and what
counts is the least of each. Where time grows with the square it is 64 times as long, however busy the machine is.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from growth import Cost, costs, ends, write_docs
from shapes_of_growth import FRAGMENTS, SHAPES, Files, Shape, block, site, times
from whosaid.check.findings import with_severity
from whosaid.check.running import check
from whosaid.ledger.loading import load

Costs = dict[str, Cost]
"""Of each stage."""
FRAGMENTS_AT = 500  # eight times as many of what nothing closes are beyond what is drawn


@pytest.mark.parametrize("name", SHAPES)
def test_eight_times_as_much_takes_eight_times_as_long(name: str, tmp_path: Path) -> None:
    """A structure that an author can write, in whatever number."""
    _grow(*SHAPES[name], tmp_path)


@pytest.mark.parametrize("fragment", FRAGMENTS)
def test_eight_times_as_many_fragments_take_eight_times_as_long(fragment: str, tmp_path: Path) -> None:
    """The same piece of syntax over and over, in one paragraph where it starts no other."""
    _grow(FRAGMENTS_AT, times(fragment), tmp_path)


def test_spaces_behind_a_sign_take_no_longer_than_any_text(tmp_path: Path) -> None:
    """White space, of which patterns like to try every length: behind each sign that something could follow."""

    def shape(n: int) -> Files:
        signs = ("<!--", "x <!--", "[a](", "[a](b", "[a](#b", "/// claim |", "#", "{", "`", '[a](b "show', "A said, ")
        return site("\n\n".join(sign + " " * n + "x" for sign in signs))

    _grow(3_000, shape, tmp_path)


LIMITS = {
    "a name of 12,001 characters": (
        {**site("x"), "sources.yml": f"a: {{type: person, name: {'n' * 12_001}}}\n"},
        "text-too-long",
    ),
    "a title of 90,000 characters": ({"a.md": f"---\ntitle: {'word ' * 18_000}\n---\n\nText.\n"}, "text-too-long"),
    "a heading of 12,001 characters": ({"a.md": f"# {'h' * 12_001}\n"}, "text-too-long"),
    "a block's title": (site(block("claim", "c", title="t" * 12_001)), "text-too-long"),
    "an option": (site(block("claim", "c", f"where: {'w' * 12_001}")), "text-too-long"),
    "words of 5,001 characters": (site(f'[{"w" * 5_001}](#c "claim by council")'), "text-too-long"),
    "3,200 open brackets": (site("[" * 3_200), "tangled-text"),
    "4,000 open tags": (site('<b a="1" ' * 4_000), "tangled-text"),
    "4,000 headings in one block": (site("# a\n" * 4_000), "tangled-text"),
    "forty lists in one another": (site("- " * 40 + "x"), "nested-too-deep"),
    "forty quotations in one another": (site("> " * 40 + "x"), "nested-too-deep"),
}
WITHIN_LIMITS = {
    "a name of 12,000 characters": site("x", f"a: {{type: person, name: {'n' * 12_000}}}\n"),
    "words of 5,000 characters": site(f'[{"w" * 5_000}](#c "claim by council")'),
    "500 links in one paragraph": site("A [link](https://example.org/a) and some more words.\n" * 500),
    "4,000 closed tags": site('<b a="1"></b> ' * 4_000),
    "4,000 headings": site("# a\n\n" * 4_000),
    "brackets in code": site("```\n" + "[" * 9_000 + "\n```"),
    "a list in ten lists": site("- " * 10 + "x"),
    "much indented code": site("Code:\n\n" + "\n".join(" " * 200 + "x" for _ in range(50))),
}


@pytest.mark.parametrize("name", LIMITS)
def test_what_no_page_can_be_made_of_is_a_finding(name: str, tmp_path: Path) -> None:
    """It is said where it stands, with what to do, and nothing else is said of it."""
    files, rule = LIMITS[name]
    ledger, _ = load(write_docs(tmp_path, files))
    errors = with_severity(check(ledger), "error")
    assert [finding.rule for finding in errors] == [rule]
    assert len(errors[0].message) < 300


@pytest.mark.parametrize("name", WITHIN_LIMITS)
def test_what_a_page_can_be_made_of_is_none(name: str, tmp_path: Path) -> None:
    """Up to the limit, and where the signs mean nothing."""
    ledger, _ = load(write_docs(tmp_path, WITHIN_LIMITS[name]))
    assert with_severity(check(ledger), "error") == []


MOST_CALLS = 12
"""As many times for eight times as much: what is sorted takes 8 log(8 n) / log n times as many."""
MOST_CHARACTERS = 10
FEW_CALLS = 5_000
FEW_CHARACTERS = 4_000
"""Less than that is mostly the same for any site, and is taken for as much."""
MOST_TIMES_AS_LONG = 24
NOTICED = 0.15  # seconds; what takes less is as good as none


def _grow(n: int, shape: Shape, folder: Path) -> None:
    few, many = write_docs(folder / "few", shape(n)), write_docs(folder / "many", shape(8 * n))
    with ends():
        before, after = costs(few, counting=True), costs(many, counting=True)
    grown = {
        stage: (before[stage], cost)
        for stage, cost in after.items()
        if cost.calls > MOST_CALLS * max(before[stage].calls, FEW_CALLS)
        or cost.size > MOST_CHARACTERS * max(before[stage].size, FEW_CHARACTERS)
    }
    assert not grown, f"not in proportion: {grown}"
    before, after = _timed(few), _timed(many)
    slow = _slow(before, after)
    for _ in range(4):
        if not slow:
            break
        before, after = _least(before, _timed(few)), _least(after, _timed(many))
        slow = _slow(before, after)
    assert not slow, f"not in proportion: {slow}"


def _timed(docs: Path) -> Costs:
    with ends():
        return costs(docs, counting=False)


def _least(one: Costs, other: Costs) -> Costs:
    return {stage: min(cost, other[stage], key=lambda cost: cost.seconds) for stage, cost in one.items()}


def _slow(before: Costs, after: Costs) -> dict[str, float]:
    """The stages that take more than in proportion, and how many times as long."""
    least = NOTICED / MOST_TIMES_AS_LONG
    times_as_long = {stage: cost.seconds / max(before[stage].seconds, least) for stage, cost in after.items()}
    return {stage: ratio for stage, ratio in times_as_long.items() if ratio > MOST_TIMES_AS_LONG}
