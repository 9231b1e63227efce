"""Which pages the rules about English words look at: all of them the same, by the language that a page names."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from click.testing import CliRunner

from casefiles import CASES
from whosaid.check.keptfaults import Kept
from whosaid.check.running import run_rules
from whosaid.cli import main
from whosaid.ledger.buildersettings import language_of_site
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


def write_pages(docs: Path, names: Iterable[str]) -> None:
    """The page in each of these languages, and its sources."""
    docs.mkdir(exist_ok=True)
    sources = (CASES / "sources.yml").read_text("utf-8") + "caretaker: {name: Per Lund, type: person}\n"
    (docs / "sources.yml").write_text(sources, "utf-8")
    for name in names:
        (docs / f"{name}.md").write_text(PAGE.format({**ENGLISH, **OTHERS}[name]), "utf-8")


def rules_of(docs: Path, kept: Kept | None = None, language: str = "") -> dict[str, set[str]]:
    """The rules that find something, by page; of those that depend on the language."""
    ledger, _ = load(docs, kept.pages if kept else None, language=language)
    rules: dict[str, set[str]] = {path.removesuffix(".md"): set() for path in ledger.files if path.endswith(".md")}
    for finding in run_rules(ledger, kept.faults if kept else None).findings:
        rules[finding.path.removesuffix(".md")].add(finding.rule)
    return {page: found & {*FOUND, SPARED} for page, found in rules.items()}


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """The rules that find something, by page: one page for each language."""
    docs = tmp_path_factory.mktemp("languages")
    write_pages(docs, (*ENGLISH, *OTHERS))
    return rules_of(docs)


@pytest.mark.parametrize("name", ENGLISH)
def test_english_is_english_however_its_tag_is_written(found: dict[str, set[str]], name: str) -> None:
    """With any script or region, in lower or upper case, and for a page without a language where its site has none."""
    assert found[name] == FOUND


@pytest.mark.parametrize("name", OTHERS)
def test_no_other_language_is_taken_for_english(found: dict[str, set[str]], name: str) -> None:
    """Not even one whose tag begins with the same letters."""
    assert found[name] == {SPARED}


SETTINGS = {
    "": "",
    "theme: material": "",
    "theme: {name: material}": "",
    "theme: {name: material, language: en}": "en",
    "theme: {name: material, language: de}": "de",
    "theme: {name: material, language: pt_BR}": "pt-BR",
    "theme: {name: mkdocs, locale: de}": "de",
    "theme: {language: ../de}": "",
    "theme: {language: [de]}": "",
    "theme: {language: }": "",
    "theme: {[a, b]: c, language: de}": "de",
    "theme: {language: !ENV [TONGUE, de]}": "de",
    "theme: {language: !ENV [TONGUE, SPOKEN, de]}": "fr",
    "theme: {language: !ENV SPOKEN}": "fr",
    "theme: {language: !ENV TONGUE, locale: de}": "de",
    "theme: {language: !ENV [SPOKEN]}": "fr",
    "theme: {language: !ENV [[SPOKEN], de]}": "de",
    "theme: {language: !ENV []}": "",
    "theme: {language: !ENV {a: b}}": "",
    "extra: &all {language: de}\ntheme: {<<: *all, name: material}": "de",
    "extra: &all {language: de}\ntheme: {<<: *all, language: fr}": "fr",
    "extra: [&one {language: de}, &two {language: fr}]\ntheme: {<<: [*one, *two]}": "fr",
    "extra: &all {theme: {language: de}}\n<<: *all": "de",
    "theme: &own {<<: *own, language: de}": "de",
    "theme: {<<: de, language: de}": "",
    "theme: [": "",
    "docs_dir: other\ntheme: {language: de}": "",
    "docs_dir: !ENV [DOCS, docs]\ntheme: {language: de}": "de",
    "markdown_extensions: [!!python/name:a.b ]\ntheme: {language: de}": "de",
    "INHERIT: base/main.yml\ntheme: {name: material}": "uk",
    "INHERIT: base/main.yml\ntheme: material": "",
    "INHERIT: mkdocs.yml": "",
    "INHERIT: nowhere.yml\ntheme: {language: de}": "de",
}
"""The language of the site, by what mkdocs.yml says."""


@pytest.mark.parametrize("settings", SETTINGS)
def test_the_language_of_a_site_is_that_of_its_theme(
    settings: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As far as mkdocs.yml tells it plainly; a builder that runs knows more, but is English where nobody said so."""
    docs = tmp_path / "docs"
    (tmp_path / "base").mkdir()
    (tmp_path / "base/main.yml").write_text("theme: {language: uk}\n", "utf-8")
    (tmp_path / "mkdocs.yml").write_text(f"{settings}\n", "utf-8")
    monkeypatch.setenv("SPOKEN", "fr")
    said = SETTINGS[settings]
    assert language_of_site(docs) == said
    assert language_of_site(docs, "en") == ("en" if said else "")
    assert language_of_site(docs, "fr") == "fr"


def test_a_page_without_a_language_is_in_that_of_its_site(tmp_path: Path) -> None:
    """For the check, for a builder, and for what is kept between them; a page with one is not asked."""
    docs, kept = tmp_path / "docs", Kept(tmp_path / "docs")
    write_pages(docs, ("none", "en", "de"))
    english = {"none": FOUND, "en": FOUND, "de": {SPARED}}
    assert rules_of(docs, kept) == english
    (tmp_path / "mkdocs.yml").write_text("theme: {language: de}\n", "utf-8")
    assert rules_of(docs, kept) == rules_of(docs) == english | {"none": {SPARED}}
    assert rules_of(docs, kept, "en") == english
    assert {page.language for page in load(docs)[0].files.values() if page.path == "none.md"} == {"de"}


def test_a_draft_is_in_the_language_of_its_site(tmp_path: Path) -> None:
    """For which there are no words yet, unless it is English, or the author says that the article is."""
    text = tmp_path / "a.txt"
    text.write_text("The mayor said the till was empty on Monday.\n", "utf-8")
    draft = ["draft", str(text), "--docs", str(tmp_path / "docs")]
    assert "language: en" in CliRunner().invoke(main, draft).output
    (tmp_path / "mkdocs.yml").write_text("theme: {language: de}\n", "utf-8")
    refused = CliRunner().invoke(main, draft)
    assert (refused.exit_code, "there are no words for “de”; there are for en" in refused.output) == (2, True)
    assert "language: en" in CliRunner().invoke(main, [*draft, "--language", "en"]).output
