"""Which pages the rules about English words look at: all of them the same, by the language that a page names."""

from __future__ import annotations

import pytest

from casefiles import CASES
from whosaid.check.running import run_rules
from whosaid.ledger.loading import load

ENGLISH = {"none": "", **{tag: f"language: {tag}\n" for tag in ("en", "EN", "en-GB", "EN-GB", "En-Latn-US", "eng")}}
OTHERS = {tag: f"language: {tag}\n" for tag in ("enm", "ENM", "ang", "de", "de-Latn-EN", "zh-Hant-TW")}
PAGE = """\
---
{}published: 2031-05-17
---

# [Caretaker emptied the till](#took)

They write that [he took 400 marks](#took), and allegedly [he spent them](#spent "claim by baker via direct"). [It was
“an unlocked wooden till”](#till "claim by own-voice"). [He was convicted of theft](#guilty). [He denies it](#r-theft).

/// claim
id: took
source: evening-post
certainty: alleged
///

/// claim
id: guilty
source: evening-post
about: caretaker
///

/// denial
id: r-theft
of: took
source: mayor
where: town square
date: 2031-05-17

He admitted that the till was his.

///
"""
FOUND = {"headline-stronger", "hedge-cut-off", "quote-without-speaker", "admission-in-denial"}
"""By rules that look for English words; one more is spared where an English word tells of a verdict."""
SPARED = "missing-response"


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """The rules that find something, by page: one page for each language."""
    docs = tmp_path_factory.mktemp("languages")
    sources = (CASES / "sources.yml").read_text("utf-8") + "caretaker: {name: Per Lund, type: person}\n"
    (docs / "sources.yml").write_text(sources, "utf-8")
    for name, line in {**ENGLISH, **OTHERS}.items():
        (docs / f"{name}.md").write_text(PAGE.format(line), "utf-8")
    rules: dict[str, set[str]] = {name: set() for name in (*ENGLISH, *OTHERS)}
    for finding in run_rules(load(docs)[0]).findings:
        rules[finding.path.removesuffix(".md")].add(finding.rule)
    return rules


@pytest.mark.parametrize("name", ENGLISH)
def test_english_is_english_however_its_tag_is_written(found: dict[str, set[str]], name: str) -> None:
    """With any script or region, in lower or upper case, and for a page without a language."""
    assert found[name] & {*FOUND, SPARED} == FOUND


@pytest.mark.parametrize("name", OTHERS)
def test_no_other_language_is_taken_for_english(found: dict[str, set[str]], name: str) -> None:
    """Not even one whose tag begins with the same letters."""
    assert found[name] & {*FOUND, SPARED} == {SPARED}
