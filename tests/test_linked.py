"""What machines read of an article: schema.org's JSON-LD, taken out of built pages and read by other people's tools."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import extruct
import pytest

from schemaorg import expanded, misuses, nodes
from sites import ARTICLE, CONFIG, QUIET, SOURCES, build, build_site, copy_project, page, write_site

ROOT_ADDRESS = "https://example.org/news/"
SCHEMA = "http://schema.org/"

FRONT = """\
---
title: The bridge
description: What is known of the bridge.
author: Ben Example
outlet: The Evening Post
published: 2024-05-02
updated: 2024-06
url: https://example.com/bridge
archive-url: https://archive.example.com/bridge
licence: CC BY 4.0
language: en
genre: opinion
---

"""
TEXT = """\
# [The mayor took money](#money)

[The mayor took money](#money), two officials say. She says: ["I never did"](#r-money). The paper
[has withdrawn it](#r-paper). The council [was not asked](#r-council). [The bridge shook](#shook).
[It is unsafe](#unsafe "claim by own-voice"). [A pity](#pity "opinion"). ["Tear it down"](#down).
[It will close](#close "claim by vague"). The minutes record [that it will](#minutes "claim by minutes").

/// claim
    id: money
    source: officials
    via: evening-post, wire (implied)
    certainty: alleged
    about: mayor, officials
    date: 2024-05-01
    url: https://example.com/post
    archive-url: https://archive.example.com/post
///

/// denial
    id: r-money
    of: money
    source: mayor
    date: 2024-05
    quote: direct
///

/// retraction
    id: r-paper
    of: money
    source: evening-post
    date: 2024-06-01
///

/// not-sought
    id: r-council
    of: money
    source: council
///

/// claim
    id: shook
    source: mayor
    same-as: other.md#shook
///

/// opinion
    id: down
    source: mayor
    quote: direct
///
"""
OTHER = """\
[The bridge shook](#shook "claim by council"). [It did not](#still "denial of shook by mayor").
"""
MORE_SOURCES = f"{SOURCES}wire: {{name: The Wire, type: outlet, url: 'https://wire.example.com/'}}\n"


def read(site: Path, path: str, address: str = ROOT_ADDRESS) -> dict[str, Any]:
    """The article's node as extruct finds it on a built page."""
    html = (site / "site" / path / "index.html").read_text("utf-8")
    found: list[dict[str, Any]] = extruct.extract(html, base_url=address, syntaxes=["json-ld"])["json-ld"]
    assert len(found) == 1
    return found[0]


def part(article: dict[str, Any], id_: str) -> dict[str, Any]:
    """One statement of an article."""
    parts = article["hasPart"] if isinstance(article["hasPart"], list) else [article["hasPart"]]
    return next(statement for statement in parts if statement["@id"].endswith(f"#{id_}"))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with an article of every kind of statement."""
    config = f"{CONFIG}site_url: {ROOT_ADDRESS}\n"
    pages = {
        "a.md": FRONT + TEXT,
        "other.md": OTHER,
        "about/sources.md": "# Our sources\n",
        "whosaid.yml": f"{QUIET}unnamed-sources-policy: about/sources.md\n",
    }
    return build_site(tmp_path_factory.mktemp("linked"), pages, config, MORE_SOURCES)


def test_the_vocabulary_would_find_a_misuse() -> None:
    """A type, a property, its place and its value are all held against schema.org's own file."""
    wrong = {
        "@context": "https://schema.org",
        "@type": "Claim",
        "jobTitle": "mayor",
        "hasPart": {"@type": "Person", "name": "Ada"},
        "comment": {"@type": "Coment", "certainty": "alleged"},
    }
    found = misuses(expanded(wrong, ROOT_ADDRESS))
    assert sorted(fault.partition(" {")[0] for fault in found) == [
        "comment leads to",
        "hasPart leads to",
        "no jobTitle on ['Claim']",
        "no property certainty",
        "no type Coment",
    ]


@pytest.mark.parametrize("path", ["a", "other"])
def test_every_word_is_schema_orgs(site: Path, path: str) -> None:
    """Each type and property exists, stands on a type it belongs to and leads to what it should lead to."""
    data = expanded(read(site, path), f"{ROOT_ADDRESS}{path}/")
    assert misuses(data) == []
    types = {type_.removeprefix(SCHEMA) for node in nodes(data) for type_ in node["@type"]}
    assert not {name for name in types if "Review" in name or "Rating" in name}


def test_the_first_article_is_read_without_knowing_its_host(tmp_path: Path) -> None:
    """With no address of the site, all ids are relative and lead to the notes of the page."""
    folder = copy_project(tmp_path)
    assert build(folder, "--strict").returncode == 0
    address = f"https://anywhere.example/{ARTICLE}/"
    data = expanded(read(folder, ARTICLE, address), address)
    assert misuses(data) == []
    notes = {f"{address}#{note['id']}" for note in page(folder / "site").select(".ann-body")}
    assert {statement["@id"] for statement in data[0][f"{SCHEMA}hasPart"]} == notes
    owner = data[0][f"{SCHEMA}sdPublisher"][0]
    assert owner[f"{SCHEMA}unnamedSourcesPolicy"] == [{"@id": "https://anywhere.example/guide/reading/"}]


def test_the_article_says_what_is_known_of_it(site: Path) -> None:
    """Type from the genre, dates only to the day, original, outlet, and the headline with its denial."""
    article = read(site, "a")
    assert (article["@type"], article["@id"]) == ("OpinionNewsArticle", f"{ROOT_ADDRESS}a/")
    assert article["headline"].startswith("The bridge – alleged, according to The Evening Post, citing two officials")
    assert "denied" in article["headline"]
    assert article["datePublished"] == "2024-05-02"
    assert "dateModified" not in article
    assert article["author"] == {"@type": "Person", "name": "Ben Example"}
    assert article["publisher"]["name"] == "The Evening Post"
    assert article["isBasedOn"]["archivedAt"] == "https://archive.example.com/bridge"
    assert article["sdPublisher"]["unnamedSourcesPolicy"] == f"{ROOT_ADDRESS}about/sources/"
    assert article["license"] == {"@type": "CreativeWork", "name": "CC BY 4.0"}
    assert article["correction"]["@id"] == f"{ROOT_ADDRESS}a/#r-paper"  # its own outlet has withdrawn it


def test_what_is_not_known_is_left_out(site: Path) -> None:
    """An article without front matter has no author, date, language or original; the site publishes it."""
    article = read(site, "other")
    assert not {"author", "datePublished", "dateModified", "inLanguage", "isBasedOn", "license"} & set(article)
    assert (article["@type"], article["publisher"]["name"]) == ("NewsArticle", "Test")


def test_no_claim_is_a_bare_allegation(site: Path) -> None:
    """Every statement says who stands behind it; every claim lists all its answers."""
    for path in ("a", "other"):
        for statement in read(site, path)["hasPart"]:
            assert statement["description"]
    money = part(read(site, "a"), "money")
    assert money["description"] == (
        "Alleged, according to The Evening Post, citing two officials through The Wire. "
        "Withdrawn by The Evening Post; denied by Ada Brook; not asked: the town council."
    )
    assert [answer["@id"].rpartition("#")[2] for answer in money["comment"]] == ["r-money", "r-paper", "r-council"]
    assert money["correction"]["@type"] == "CorrectionComment"
    assert part(read(site, "a"), "r-money")["parentItem"]["@id"] == money["@id"]


def test_an_answer_of_another_page_comes_along(site: Path) -> None:
    """What is denied elsewhere is denied here, and says so without the other page."""
    shook = part(read(site, "a"), "shook")
    assert shook["sameAs"] == f"{ROOT_ADDRESS}other/#shook"
    assert shook["comment"]["@id"] == f"{ROOT_ADDRESS}other/#still"
    assert shook["comment"]["description"].startswith("Denied by Ada Brook.")


def test_unnamed_sources_are_words_and_never_a_person(site: Path) -> None:
    """Who is not named has no node, neither as author nor among those mentioned; nor has who said nothing."""
    article = read(site, "a")
    money = part(article, "money")
    assert "author" not in money
    assert money["about"]["name"] == "Ada Brook"  # officials too, but they have no name
    assert {node["name"] for node in article["mentions"]} == {
        "Ada Brook",
        "The Evening Post",
        "The Wire",
        "the town council",
    }
    asked = part(article, "r-council")
    assert ("author" in asked, asked["about"]["name"]) == (False, "the town council")
    assert "author" not in part(article, "close")
    assert part(article, "unsafe")["author"]["name"] == part(article, "pity")["author"]["name"] == "Ben Example"


def test_quotes_routes_and_documents(site: Path) -> None:
    """The source's own words are a quotation; outlets stand in the order of the route; a document is a work."""
    article = read(site, "a")
    assert part(article, "r-money")["@type"] == ["Comment", "Quotation"]
    assert part(article, "down")["@type"] == ["Statement", "Quotation"]
    money = part(article, "money")
    assert money["dateCreated"] == "2024-05-01"
    assert "dateCreated" not in part(article, "r-money")  # known to the month only
    assert money["isBasedOn"]["publisher"]["name"] == "The Evening Post"
    assert money["isBasedOn"]["isBasedOn"]["publisher"]["name"] == "The Wire"
    assert "inferred by the editor" in money["isBasedOn"]["isBasedOn"]["description"]
    assert money["citation"]["url"] == "https://example.com/post"
    assert part(article, "minutes")["isBasedOn"]["name"] == "the council's minutes"


def test_text_stays_text(tmp_path: Path) -> None:
    """No title, name or word ends the script or starts another."""
    odd = "</script><script>alert(1)</script><!-- \u2028 & ' \" \\"
    sources = f"rogue: {{type: person, name: {json.dumps(odd.replace('<!--', ''))}}}\n"
    text = f'---\ntitle: {json.dumps(odd.replace("<!--", ""))}\n---\n\n# A\n\n[b](#x "claim by rogue")\n'
    folder = write_site(tmp_path, {"a.md": text}, CONFIG.replace("Test", json.dumps(odd)), sources)
    done = build(folder)
    assert done.returncode == 0, done.stderr
    article = read(folder, "a")
    assert article["mentions"]["name"] == odd.replace("<!--", "")
    assert article["sdPublisher"]["name"] == odd
    (script,) = page(folder / "site", "a").select('script[type="application/ld+json"]')
    assert "<" not in script.get_text()


def test_pages_without_statements_have_none(site: Path) -> None:
    """Only articles are described."""
    assert page(site / "site", "about/sources").select('script[type="application/ld+json"]') == []
