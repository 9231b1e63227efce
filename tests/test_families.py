"""Statements that say the same, on any pages: readers see an answer to one of them at all of them.

What else joins statements is shown at both ends.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from growth import times_as_long
from sites import CONFIG, build_site, ledger_rows, one, page, write_site
from tools import exe, run
from whosaid.check.running import run_rules
from whosaid.ledger.loading import load

HOME = '# Home\n\n[Everything](ledger.md "show articles")\n'
TOLD = """\
---
title: {page}
---

# [Mayor said to have taken money](#paid)

Officials say [the mayor took money](#paid).
"""
CLAIM = """
/// claim
id: paid
source: officials
via: evening-post
certainty: alleged
about: mayor
{same}///
"""
DENIAL = """
[Untrue](#r-mayor).

/// denial
id: r-mayor
of: paid
source: mayor
date: 2031-05-17
where: radio
///
"""

JOINED = {
    "it names the other": {"a": "b", "b": ""},
    "the other names it": {"a": "", "b": "a"},
    "both do": {"a": "b", "b": "a"},
    "through a third": {"a": "c", "b": "", "c": "b"},
    "a third names both": {"a": "", "b": "", "c": "a, b"},
    "a circle of four": {"a": "d", "b": "a", "c": "b", "d": "c"},
}
"""Who names whom as the same. The denial stands on b and answers b; a has none of its own."""


def told(joined: dict[str, str]) -> dict[str, str]:
    """A page for each, all of which tell the same claim."""
    pages = {}
    for name, others in joined.items():
        refs = ", ".join(f"{other}.md#paid" for other in others.split(", ") if other)
        same = f"same-as: {refs}\n" if refs else ""
        text = TOLD.format(page=f"Page {name}") + CLAIM.format(same=same)
        pages[f"{name}.md"] = text + DENIAL if name == "b" else text
    return pages


def facts(body: BeautifulSoup, id_: str) -> dict[str, list[tuple[str, list[str]]]]:
    """A note's terms, each with its texts and their links."""
    found: dict[str, list[tuple[str, list[str]]]] = {}
    for element in one(body, f"#{id_}").select("dl > dt, dl > dd"):
        if element.name == "dt":
            found[element.get_text()] = []
        else:
            links = [str(link["href"]) for link in element.select("a")]
            found[list(found)[-1]].append((" ".join(element.get_text(" ").split()), links))
    return found


@pytest.mark.parametrize("name", JOINED)
def test_a_claim_denied_only_elsewhere_is_disputed_everywhere(tmp_path: Path, name: str) -> None:
    """Its note, its number, the page's count, the share, the card and the ledger say so, and where it was denied."""
    site = build_site(tmp_path, {"index.md": HOME, **told(JOINED[name])}, CONFIG + "use_directory_urls: true\n")
    article = page(site / "site", "a")
    assert facts(article, "paid")["Answer"] == [
        (
            "Denied by Ada Brook. Date: 17 May 2031. Where: radio. Given to the same claim in Page b",
            ["../b/#r-mayor"],
        )
    ]
    assert one(article, "li:has(#paid) .ann-outcome").get_text() == "Disputed"
    assert "s-disputed" in one(article, "li:has(#paid)")["class"]
    assert one(article, ".ann-ref")["aria-label"] == "Note 1: unnamed source, disputed"
    assert one(article, 'meta[property="og:title"]')["content"] == (
        "Page a – alleged, according to The Evening Post, citing two officials, denied"
    )
    assert "Denied by Ada Brook." in str(one(article, 'meta[property="og:description"]')["content"])
    cards = {one(card, "a").get_text(): card for card in page(site / "site", ".").select(".ann-cards > li")}
    assert one(cards["Page a"], ".ann-standing").get_text().endswith("Denied by Ada Brook (for the town council).")
    (row,) = ledger_rows(site / "site", "a")
    assert one(row, "[data-label=Answer]").get_text() == "Denied by Ada Brook"
    own = facts(page(site / "site", "b"), "paid")["Answer"]
    assert own == [("Denied by Ada Brook. Date: 17 May 2031. Where: radio. (note 2)", ["#r-mayor"])]


@pytest.mark.parametrize("name", JOINED)
def test_each_side_shows_all_the_others(tmp_path: Path, name: str) -> None:
    """Whichever of them names the other; none of them shows itself."""
    site = build_site(tmp_path, told(JOINED[name]))
    for here in JOINED[name]:
        shown = facts(page(site / "site", here), "paid")["Says the same as"]
        assert shown == [
            (
                "the mayor took money – alleged, according to The Evening Post, citing two officials, denied "
                f"(Page {other})",
                [f"../{other}/#paid"],
            )
            for other in JOINED[name]
            if other != here
        ]


def test_the_extension_alone_says_it_too(tmp_path: Path) -> None:
    """Without the hook, the ledger is loaded by the extension."""
    config = CONFIG.partition("hooks:")[0]
    site = build_site(tmp_path, told(JOINED["a circle of four"]), config)
    assert "Given to the same claim in Page b" in facts(page(site / "site", "a"), "paid")["Answer"][0][0]


@pytest.mark.parametrize("name", JOINED)
def test_the_check_asks_for_no_second_answer(tmp_path: Path, name: str) -> None:
    """An accusation that was answered where it first appeared is not a finding where it is repeated."""
    site = write_site(tmp_path, {**told(JOINED[name]), "whosaid.yml": "rules: {single-unnamed-source: off}\n"})
    report = json.loads(run([exe("whosaid"), "check", "--format", "json"], site).stdout)
    assert [finding for finding in report["findings"] if finding["rule"] == "missing-response"] == []


def test_an_answer_to_the_same_claim_on_this_page_says_so(tmp_path: Path) -> None:
    """The twin may be on the same page, and an answer here may have been given to a claim there."""
    text = (
        '[The bridge is unsafe](#bridge "claim by officials via evening-post"). [It is](#again), the mayor is told.\n'
        "[It is not](#r-mayor). [Nonsense](#r-council).\n\n"
        "/// claim\nid: again\nsource: evening-post\nsame-as: bridge, b.md#bridge\n///\n\n"
        "/// denial\nid: r-mayor\nof: bridge\nsource: mayor\n///\n\n"
        "/// denial\nid: r-council\nof: b.md#bridge\nsource: council\n///\n"
    )
    other = '[The bridge is unsafe](#bridge "claim by officials via evening-post").\n'
    site = build_site(tmp_path, {"a.md": f"---\ntitle: A\n---\n\n{text}", "b.md": f"---\ntitle: B\n---\n\n{other}"})
    here, there = page(site / "site", "a"), page(site / "site", "b")
    assert [(text.partition("not stated. ")[2], links) for text, links in facts(here, "again")["Answers"]] == [
        ("Given to the same claim (note 3)", ["#r-mayor"]),
        ("Given to the same claim (note 4)", ["#r-council"]),
    ]
    assert facts(here, "bridge")["Answers"][0][0].endswith("not stated. (note 3)")
    shown = [(text.partition("not stated. ")[2], links) for text, links in facts(there, "bridge")["Answers"]]
    assert shown == [("Given in A", ["../a/#r-council"]), ("Given to the same claim in A", ["../a/#r-mayor"])]


RELATIONS = {
    "refines": ("Narrows", "Narrowed by"),
    "supports": ("Supports", "Supported by"),
    "contradicts": ("Contradicts", "Contradicted by"),
    "basis-for": ("Is the basis for", "Based on"),
    "restates": ("Repeats", "Repeated by"),
}


@pytest.mark.parametrize("option", RELATIONS)
def test_a_relation_is_shown_at_both_ends(tmp_path: Path, option: str) -> None:
    """On the same page and on another one, in words for each end."""
    label, other_label = RELATIONS[option]
    kind = "denial\nof: b.md#safe" if option == "restates" else "claim"
    aims = "r-mayor, b.md#r-mayor" if option == "restates" else "safe, b.md#safe"
    first = (
        '[The bridge is safe](#safe "claim by council"). [It is not](#r-mayor "denial of safe by mayor").\n'
        "[The piers were painted](#piers).\n\n"
        f"/// {kind}\nid: piers\nsource: council\n{option}: {aims}\n///\n"
    )
    second = '[The bridge is safe](#safe "claim by council"). [It is not](#r-mayor "denial of safe by mayor").\n'
    site = build_site(tmp_path, {"a.md": first, "b.md": second})
    here, there = page(site / "site", "a"), page(site / "site", "b")
    aim = "r-mayor" if option == "restates" else "safe"
    assert [links for _, links in facts(here, "piers")[label]] == [[f"#{aim}"], [f"../b/#{aim}"]]
    assert facts(here, aim)[other_label] == [("The piers were painted (note 3)", ["#piers"])]
    assert facts(there, aim)[other_label] == [
        ("The piers were painted – according to the town council (a.md)", ["../a/#piers"])
    ]
    assert label not in facts(there, aim)


def test_a_note_names_twenty_and_counts_the_rest(tmp_path: Path) -> None:
    """A claim that a hundred others support stays readable."""
    rows = [f"[Day {n}](#s-{n}).\n\n/// claim\nid: s-{n}\nsource: minutes\nsupports: safe\n///\n" for n in range(100)]
    text = "\n".join(['[The bridge is safe](#safe "claim by council").\n', *rows])
    site = build_site(tmp_path, {"a.md": text})
    shown = facts(page(site / "site", "a"), "safe")["Supported by"]
    assert len(shown) == 21
    assert shown[-1] == ("and 80 more", [])


@pytest.mark.parametrize("closed", [True, False])
def test_a_chain_of_eight_thousand_is_one_family(tmp_path: Path, closed: bool) -> None:
    """Open, or closed to a circle, on eighty pages: the one denial counts for all, at a price in proportion."""
    few, many = _chain(tmp_path / "few", 10, closed), _chain(tmp_path / "many", 80, closed)
    found: list[str] = []

    def checked(docs: Path, size: int) -> None:
        ledger, _ = load(docs)
        found.extend(finding.rule for finding in run_rules(ledger).findings)
        assert len(ledger.family(ledger.by_ref["p0.md#c-0"])) == size

    assert times_as_long(lambda: checked(few, 1000), lambda: checked(many, 8000), enough=24) <= 24
    assert {"missing-response", "unknown-statement", "names-itself"}.isdisjoint(found)


def _chain(folder: Path, pages: int, closed: bool) -> Path:
    texts = {f"p{number}.md": "\n".join(_links(number, pages, closed)) for number in range(pages)}
    texts["p5.md"] += '\n[Untrue](#r-mayor "denial of c-7 by mayor").\n'
    return write_site(folder, texts) / "docs"


def _links(page: int, pages: int, closed: bool) -> Iterator[str]:
    """A page's hundred claims, each of which names the next, the last one that of the next page."""
    for at in range(100):
        after = f"p{page}.md#c-{at + 1}" if at < 99 else f"p{(page + 1) % pages}.md#c-0"
        same = f"same-as: {after}\n" if closed or (page, at) != (pages - 1, 99) else ""
        yield f"[Claim {at}](#c-{at}).\n\n/// claim\nid: c-{at}\nsource: council\nabout: mayor\n{same}///\n"
