"""The first article as readers get it: all statements, with their types, routes and answers."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from urllib.parse import urljoin

import pytest
from bs4 import BeautifulSoup, Tag

from sites import ARTICLE, build, build_project, copy_project, files_of, ledger_rows, one, page
from tools import exe, run

COUNTS = {
    "Article’s own voice": 9,
    "Unnamed source": 7,
    "Author’s opinion": 6,
    "Named person": 5,
    "Organisation": 5,
    "Nobody identifiable": 3,
    "Another outlet’s report": 2,
    "Document or data": 1,
}
FINDINGS = Path(__file__).with_name("bounty-report-findings.txt")
ATTRIBUTED = set(COUNTS) - {"Article’s own voice", "Author’s opinion", "Nobody identifiable"}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's site, built once."""
    return build_project(tmp_path_factory.mktemp("project"))


@pytest.fixture(scope="module")
def article(project: Path) -> BeautifulSoup:
    """The first article's page."""
    return page(project / "site")


def facts(note: Tag) -> dict[str, list[str]]:
    """A note's terms and their descriptions."""
    found: dict[str, list[str]] = {}
    for element in note.select("dl > dt, dl > dd"):
        if element.name == "dt":
            found[element.get_text()] = []
        else:
            found[list(found)[-1]].append(element.get_text(" ", strip=True))
    return found


def test_38_statements_are_numbered_in_the_order_of_the_text(article: BeautifulSoup) -> None:
    """Every statement has one number in the text and one note; below those with names stand the signs of the rest."""
    marks = [ref.get_text() for ref in article.select("mark:not(.ann-mention) + a.ann-ref")]
    assert marks == [str(n) for n in range(1, 39)]
    for block in article.select(".ann-block"):
        named = [int(number.get_text()) for number in block.select(".ann-notes > :not(.s-quiet) .ann-number")]
        signs = [int(number.get_text()) for number in block.select(".ann-notes > .s-quiet .ann-number")]
        assert named == sorted(named)
        assert signs == sorted(signs)
        assert [int(number.get_text()) for number in block.select(".ann-notes .ann-number")] == [*named, *signs]
        assert [*map(str, sorted([*named, *signs]))] == [ref.get_text() for ref in block.select("mark[id] + .ann-ref")]


def test_a_closed_note_is_a_name_and_a_verb(article: BeautifulSoup) -> None:
    """Who says it and who answered; an answer says what it is to; what only the article says has a sign."""
    lines = {
        str(one(note, ".ann-body")["id"]): " ".join(one(note, "summary").get_text().split())
        for note in article.select(".ann-notes > li")
    }
    assert lines["bounty-offer"] == "1 Another outlet’s report The New York Times denied by Russia and 3 others"
    assert lines["us-finding"] == (
        "4 Unnamed source The New York Times, citing US intelligence officials denied by Russia and 4 others"
    )
    assert lines["r-both"] == "2 Organisation Russia and the Taliban denied 1, 4 and 5"
    assert lines["r-taliban-again"] == "28 Organisation The Taliban denied 1"
    assert lines["us-deaths"] == "7 Article’s own voice"
    signs = Counter(one(note, ".ann-type").get_text() for note in article.select(".ann-notes > .s-quiet"))
    assert signs == {"Article’s own voice": 8, "Author’s opinion": 6}  # of the first, one accuses and is a line


def test_an_open_note_is_three_sentences_first(article: BeautifulSoup) -> None:
    """Who, how it came here, what was answered by whom, each name a link to its page; all else is behind “More”."""
    body = one(article, "#us-finding")
    lines = [" ".join(line.get_text().split()) for line in body.select(":scope > p:not([class])")]
    assert lines == [
        "Said by US intelligence officials.",
        "It reached this article second-hand, through The New York Times.",
        "Denied by Russia, the Taliban, the Russian Embassy in Washington, Zabihullah Mujahid and the Kremlin; "
        "answered without denying by Kayleigh McEnany. See notes 2, 11 and 15. See also What became of the report on "
        "Russian bounties.",
    ]
    links = [str(link["href"]) for link in body.select(":scope > p:not([class]) a")]
    assert links[:3] == [
        "../../ledger/source/in/articles/bounty-report/us-intel-officials/",
        "../../ledger/source/nyt/",
        "../../ledger/source/russia/",
    ]
    assert links[-4:] == ["#r-both", "#r-embassy", "#r-mujahid-deals", "../bounty-review/#r-kremlin"]
    answer = one(article, "#r-embassy")
    assert [" ".join(line.get_text().split()) for line in answer.select(":scope > p:not([class])")] == [
        "Denied by the Russian Embassy in Washington, for Russia.",
        "It was said in public (Twitter). Date: 27 June 2020.",
        "It answers statements 1, 4 and 5.",
    ]
    for note in article.select(".ann-body"):
        assert not note.select(":scope > dl")
        assert one(note, ":scope > details.ann-more > dl")


def test_the_kinds_are_27_claims_5_denials_6_opinions(article: BeautifulSoup) -> None:
    """The kinds of the reference annotation."""
    kinds = Counter(card["class"][-1] for card in article.select("details.ann-card"))
    assert kinds == {"claim": 27, "denial": 5, "opinion": 6}


def test_the_source_types_are_those_of_the_reference(article: BeautifulSoup) -> None:
    """Counted from the notes, as a reader could."""
    assert Counter(label.get_text() for label in article.select(".ann-card .ann-type")) == COUNTS


def test_12_of_20_attributed_statements_come_through_one_newspaper(article: BeautifulSoup) -> None:
    """The route is said in each note."""
    attributed = [note for note in article.select(".ann-notes > li") if one(note, ".ann-type").get_text() in ATTRIBUTED]
    through = [note for note in attributed if "The New York Times" in facts(note)["How it reached this article"][0]]
    assert (len(through), len(attributed)) == (12, 20)


def test_bounty_offer_shows_all_of_its_denials(article: BeautifulSoup) -> None:
    """With by whom, when and where, and a link to each."""
    body = one(article, "#bounty-offer")
    answers = facts(body)["Answers"]
    assert [answer.partition(" Date")[0] for answer in answers] == [
        "Denied by Russia and the Taliban.",
        "Denied by the Russian Embassy in Washington.",
        "Denied by Zabihullah Mujahid.",
        "Denied by Zabihullah Mujahid.",
        "Denied by the Taliban.",
    ]
    assert "Date: 27 June 2020. Where: Twitter." in answers[1]
    links = [link["href"] for link in body.select(".ann-answer a")]
    assert links == ["#r-both", "#r-embassy", "#r-mujahid", "#r-mujahid-deals", "#r-taliban-again"]
    assert one(article, "li:has(#bounty-offer) .ann-state").get_text() == "denied by Russia and 3 others"


def test_marks_and_notes_link_to_each_other(article: BeautifulSoup) -> None:
    """Every number links to a note's body, every note back to its mark; no id is there twice."""
    ids = [element["id"] for element in article.select("[id]")]
    assert len(ids) == len(set(ids))
    for mark in article.select("mark[id]"):
        body = one(article, f"details [id='{str(mark['id']).removeprefix('claim:')}']")
        assert one(body, "[role=doc-backlink]")["href"] == f"#{mark['id']}"
        assert one(article, f"[id='{mark['aria-details']}']")["role"] == "doc-footnote"


def test_the_headline_mentions_without_numbers(article: BeautifulSoup) -> None:
    """Marks in a heading have no number and no note, and the page's title holds no markup."""
    heading = one(article, "h1")
    assert len(heading.select("mark.ann-mention")) == 2
    assert not heading.select(".ann-ref")
    assert (
        one(article, "title").get_text(strip=True)
        == "Moscow rejects report that its spies paid the Taliban to target NATO soldiers - Whosaid"
    )


def test_the_notes_follow_their_paragraph(article: BeautifulSoup) -> None:
    """Paragraph, then its notes, then the next paragraph."""
    sizes = [len(block.select(":scope > .ann-column > ul > li")) for block in article.select(".ann-block")]
    assert sum(sizes) == 38
    assert len(sizes) == 5
    for block in article.select(".ann-block"):
        assert [child.name for child in block.find_all(recursive=False)] == ["p", "div"]


def test_the_ledger_lists_every_statement_once(project: Path, article: BeautifulSoup) -> None:
    """The generated page and the article agree; a row leads to its note, or to its claim's page, which leads there."""
    listed: dict[str, list[str]] = {}
    for head in page(project / "site", "ledger").select("tbody th"):
        address = urljoin("/ledger/", str(one(head, "a")["href"]))
        if head["scope"] == "rowgroup":
            links = listed.setdefault(address, [])
        else:
            links.append(address)
    assert all(len(links) == len(set(links)) for links in listed.values())
    bodies = [str(ref["href"])[1:] for ref in article.select("mark[id] + .ann-ref")]
    for address, id_ in zip(listed[f"/{ARTICLE}/"], bodies, strict=True):
        note = f"/{ARTICLE}/#{id_}"
        if address != note:
            assert address == f"/ledger/claim/{ARTICLE}/{id_}/"
            claim = page(project / "site", address.strip("/"))
            assert note in {urljoin(address, str(link["href"])) for link in claim.select("article a[href]")}
    rows = ledger_rows(project / "site", ARTICLE)
    assert Counter(one(row, "[data-label='Source type']").get_text() for row in rows) == COUNTS


def test_two_builds_are_byte_identical(project: Path) -> None:
    """The same input gives the same bytes, for any order of Python's sets."""
    sites = []
    for seed in ("1", "2"):
        env = {"SOURCE_DATE_EPOCH": "1700000000", "PYTHONHASHSEED": seed}
        assert build(project, "--site-dir", f"seed-{seed}", env=env).returncode == 0
        sites.append(files_of(project / f"seed-{seed}"))
    assert sites[0] == sites[1]


@pytest.mark.parametrize("builder", ["no-hook", "properdocs", "zensical"])
def test_other_builders_draw_the_same_notes(project: Path, builder: str, tmp_path: Path) -> None:
    """MkDocs without the hook, ProperDocs and Zensical show the same marks and notes."""
    folder = copy_project(tmp_path / "copy")
    commands: dict[str, list[str | Path]] = {
        "no-hook": [exe("mkdocs"), "build", "-f", "no-hook.yml"],
        "properdocs": [exe("properdocs"), "build", "-f", "mkdocs.yml", "--strict"],
        "zensical": [exe("zensical"), "build"],
    }
    done = run(commands[builder], folder)
    assert done.returncode == 0, done.stderr
    drawn, own = page(folder / "site"), page(project / "site")
    for to_page in (*drawn.select(".ann-page"), *own.select(".ann-page")):  # a page which only the hook makes
        to_page.decompose()
    for part in (".ann", ".ann-ref", ".ann-card"):
        assert [e.get_text() for e in drawn.select(part)] == [e.get_text() for e in own.select(part)]


def test_what_the_check_says_of_the_article_is_reviewed() -> None:
    """Every finding on it is in the reviewed list with a reason; what is silenced has its reason in the article."""
    listed = [
        match.groups()
        for match in re.finditer(r"^(\d+:\d+ \w+ [a-z-]+): (\S.*)$", FINDINGS.read_text(encoding="utf-8"), re.MULTILINE)
    ]
    done = run([exe("whosaid"), "check", "--format", "json"], check=True)
    report = json.loads(done.stdout)
    found = {
        part: {
            f"{one['line']}:{one['column']} {one['severity']} {one['rule']}"
            for one in report[part]
            if one["file"] == f"docs/{ARTICLE}.md"
        }
        for part in ("silenced", "findings")
    }
    assert {place for place, reason in listed if reason == "silenced"} == found["silenced"]
    assert {place for place, reason in listed if reason != "silenced"} == found["findings"]


def test_a_generated_page_in_the_navigation_is_part_of_its_own_section(project: Path) -> None:
    """The list of all articles is named under Articles, so its tab is that one, not the ledger's."""
    active = page(project / "site", "ledger/articles").select(".md-tabs__item--active")
    assert [item.get_text(strip=True) for item in active] == ["Articles"]
