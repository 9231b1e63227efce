"""The second article, on what happened later: its statements, and what they do to those of the first."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from sites import ARTICLE, LATER, build_project, ledger_rows, one, page
from tools import ROOT, exe, run

STATEMENTS = """
finding           claim       Unnamed source           Second-hand: The New York Times      Disputed
notified          claim       Unnamed source           Second-hand: The New York Times      Disputed
r-mcenany         denial      Named person             Second-hand: The Daily Beast         Denied
can-confirm       claim       Named person             Second-hand: The Daily Beast         -
r-merit           non-denial  Named person             Second-hand: The Daily Beast         Answered without denying
r-ratcliffe       denial      Named person             Second-hand: The Washington Post     Denied
r-trump           denial      Named person             Second-hand: Politico                Denied
r-hoax            denial      Named person             Second-hand: Politico                Denied
in-brief          claim       Unnamed source           Third-hand: Axios                    Answered
told-officials    claim       Another outlet’s report  As reported by The Associated Press  -
r-raw             admission   Named person             Second-hand: Axios                   Admitted in part
r-warned          non-denial  Named person             Second-hand: Axios                   Answered without denying
op-bolton         opinion     Named person             Second-hand: Axios                   Opinion
protection        claim       Unnamed source           Second-hand: The Associated Press    -
op-biden          opinion     Named person             Second-hand: The Associated Press    Opinion
low-confidence    claim       Named person             Second-hand: Politico                -
detainees         claim       Named person             Second-hand: Politico                -
environment       claim       Named person             Second-hand: Politico                -
sought            claim       Unnamed source           Not stated                           Disputed
high-confidence   claim       Named person             Second-hand: Anadolu Agency          No answer recorded
op-explain        opinion     Named person             Second-hand: Anadolu Agency          Opinion
two-levels        claim       Article’s own voice      none                                 -
sanctions         claim       Organisation             Second-hand: The Week                -
sanction-reasons  claim       Organisation             Second-hand: The Week                No answer recorded
r-kremlin         denial      Organisation             Second-hand: Politico                Denied
not-settled       claim       Article’s own voice      none                                 -
two-sides         claim       Article’s own voice      none                                 -
no-answer         claim       Article’s own voice      none                                 -
"""
"""Id, kind, source type, route as far as its first outlet, and the word a reader sees; in the order of the text."""

QUOTATIONS = {
    "does not speak to the merit of the alleged intelligence",
    "inaccurate",
    "hoax",
    "a betrayal",
    "low to moderate confidence",
    "challenging operating environment in Afghanistan",
    "high confidence",
}

NO_ANSWER = "No answer recorded"
SILENCED = {
    ("headline", "nothing-first-hand"),
    ("finding", "single-unnamed-source"),
    ("sought", "single-unnamed-source"),
    ("sought", "unstated-route"),
    ("high-confidence", "missing-response"),
    ("sanction-reasons", "missing-response"),
}
"""What the check would say of the article, each with its reason in the text."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's site, built once."""
    return build_project(tmp_path_factory.mktemp("later")) / "site"


@pytest.fixture(scope="module")
def first(site: Path) -> BeautifulSoup:
    """The first article."""
    return page(site)


@pytest.fixture(scope="module")
def later(site: Path) -> BeautifulSoup:
    """The second article."""
    return page(site, LATER)


def facts(article: BeautifulSoup, id_: str) -> dict[str, list[str]]:
    """A note's terms and their texts."""
    found: dict[str, list[str]] = {}
    for element in one(article, f"#{id_}").select("dl > dt, dl > dd"):
        if element.name == "dt":
            found[element.get_text()] = []
        else:
            found[list(found)[-1]].append(" ".join(element.get_text(" ").split()))
    return found


def answers(article: BeautifulSoup, id_: str) -> dict[str, str]:
    """The answers a note shows: by the answer's id, what was answered by whom."""
    shown = one(article, f"#{id_}").select(".ann-answer")
    return {str(one(answer, "a")["href"]).partition("#")[2]: answer.get_text().partition(".")[0] for answer in shown}


def state(article: BeautifulSoup, id_: str) -> str:
    """What became of it, in an open note's first line."""
    found = one(article, f"li:has(#{id_})").select_one(".ann-outcome")
    return found.get_text() if found else "-"


def test_each_statement_has_its_type_route_and_state(later: BeautifulSoup) -> None:
    """As the table says, in the order of the text."""
    read = []
    for ref in later.select("mark[id] + .ann-ref"):
        id_ = str(ref["href"])[1:]
        note = one(later, f"li:has(#{id_})")
        route = re.split(r", which| \(|; ", facts(later, id_)["How it reached this article"][0])[0]
        route = route.replace(", through", ":").replace("No source, so no route", "none")
        kind = str(one(note, ".ann-card")["class"][-1])
        read.append([id_, kind, one(note, ".ann-type").get_text(), route, state(later, id_)])
    rows = [re.fullmatch(r"(\S+) +(\S+) +(.+?)  +(.+?)  +(.+)", row) for row in STATEMENTS.strip().splitlines()]
    assert read == [list(row.groups()) for row in rows if row]


def test_a_denial_of_the_briefing_is_no_denial_of_the_finding(first: BeautifulSoup, later: BeautifulSoup) -> None:
    """The White House denies that the president was told; of the finding it says, and is shown to say, nothing."""
    assert list(answers(later, "notified")) == ["r-mcenany", "r-ratcliffe", "r-trump", "r-hoax"]
    for article, id_ in ((later, "finding"), (first, "us-finding")):
        shown = answers(article, id_)
        assert shown["r-merit"] == "Answered without denying by Kayleigh McEnany"
        assert not any(name in shown.values() for name in ("Denied by Kayleigh McEnany", "Denied by Donald Trump"))
        assert {"r-mcenany", "r-ratcliffe", "r-trump", "r-hoax"}.isdisjoint(shown)


def test_the_denials_of_the_briefing_leave_the_council_out(first: BeautifulSoup, later: BeautifulSoup) -> None:
    """The claim names president and council; who denies it speaks of persons, so of a part."""
    for article, id_ in ((first, "trump-notified"), (later, "notified")):
        shown = facts(article, id_)["Answers"]
        assert ["How far it goes: part of it" in text for text in shown] == [True, True, True, False]
        assert state(article, id_) == "Disputed"


def test_a_claim_of_the_first_article_shows_what_the_second_records(first: BeautifulSoup) -> None:
    """Where the first article has no answer, the one given to the same claim later is shown with the way there."""
    (mcenany, *_) = one(first, "#trump-notified").select(".ann-answer")
    title = "What became of the report on Russian bounties"
    assert " ".join(mcenany.get_text().split()) == (
        "Denied by Kayleigh McEnany. Date: 27 June 2020. Route: second-hand, through The Daily Beast; "
        f"where: a statement. How far it goes: part of it. Given to the same claim in {title}"
    )
    assert one(mcenany, "a")["href"] == "../bounty-review/#r-mcenany"
    assert facts(first, "not-acted")["Answer"] == [
        "Answered without denying by Robert O'Brien. Date: 1 July 2020. Route: second-hand, through Axios; "
        f"where: Fox News. Given in {title}"
    ]


def test_an_update_neither_confirms_nor_withdraws(first: BeautifulSoup, later: BeautifulSoup) -> None:
    """The review narrows the finding and answers nothing; both stay disputed, and no page calls either false."""
    for article, id_ in ((first, "us-finding"), (first, "reward-collected"), (later, "finding")):
        assert facts(article, id_)["Narrowed by"][0].startswith("the review had found only")
        assert state(article, id_) == "Disputed"
        assert "low-confidence" not in answers(article, id_)
    for article in (first, later):
        notes = " ".join(note.get_text(" ") for note in article.select(".ann-notes")).lower()
        assert not re.search(r"\b(?:false|debunked|disproved|proven|fake|hoaxes|refuted)\b", notes)


def test_one_official_in_many_outlets_is_one_voice(later: BeautifulSoup) -> None:
    """One person, no outlet counted as a source or a way, and the check still asks for a second source."""
    shown = facts(later, "sought")
    assert len(shown["Who says it"]) == 1
    assert "number of people: 1" in shown["Who says it"][0]
    assert shown["How it reached this article"][0] == "Not stated"
    assert ("sought", "single-unnamed-source") in silenced()


def test_telling_the_report_again_adds_no_source() -> None:
    """The finding, told in both articles from the same paper, rests on the same unnamed people in both."""
    assert ("finding", "single-unnamed-source") in silenced()
    assert ("us-finding", "single-unnamed-source") in silenced(ARTICLE)


def test_two_levels_of_confidence_belong_to_two_claims(first: BeautifulSoup, later: BeautifulSoup) -> None:
    """High confidence is in the dealings with criminal networks: no relation ties it to the finding or its level."""
    high = facts(later, "high-confidence")
    assert {"Narrows", "Supports", "Is the basis for", "Says the same as"}.isdisjoint(high)
    assert high["Answer"] == ["No answer recorded"]
    for article, id_ in ((later, "finding"), (later, "low-confidence"), (first, "us-finding"), (first, "bounty-offer")):
        related = [text for label, texts in facts(article, id_).items() if label != "Editor’s note" for text in texts]
        assert not any("high confidence" in text for text in related), id_
    assert "high confidence" in one(later, "[id='claim:high-confidence']").get_text()
    assert "low to moderate confidence" in one(later, "[id='claim:low-confidence']").get_text()


def test_a_later_denial_reaches_the_same_claim_and_no_other(first: BeautifulSoup, later: BeautifulSoup) -> None:
    """The Kremlin's denial is shown at the finding in both articles, and not at the narrower claim of 2021."""
    assert answers(first, "us-finding")["r-kremlin"] == "Denied by the Kremlin"
    assert list(answers(later, "finding")) == ["r-merit", "r-kremlin", "r-both", "r-embassy", "r-mujahid-deals"]
    assert "r-kremlin" not in answers(first, "bounty-offer")
    assert "r-kremlin" not in facts(later, "high-confidence")


def test_the_written_brief_speaks_against_a_denial_at_both_ends(later: BeautifulSoup) -> None:
    """It supports the claim and contradicts the president; each of the three notes says so."""
    brief = "the assessment had stood in a written daily brief in February"
    assert facts(later, "notified")["Supported by"][0] == f"{brief} (note 9)"
    assert facts(later, "r-trump")["Contradicted by"] == [f"{brief} (note 9)"]
    assert set(facts(later, "in-brief")) >= {"Supports", "Contradicts"}
    assert facts(later, "low-confidence")["Based on"] == [
        "it rests in part on what detainees had said (note 17)",
        'the "challenging operating environment in Afghanistan" (note 18)',
    ]


def test_unnamed_groups_are_told_apart_and_may_overlap(later: BeautifulSoup) -> None:
    """Three groups of 2020 that may be the same people say so; those of other places do not."""
    for id_ in ("finding", "notified", "in-brief"):
        assert facts(later, id_)["Who says it"][1].startswith("May be some of the same people as: ")
    for id_ in ("protection", "sought"):
        assert len(facts(later, id_)["Who says it"]) == 1


def test_the_headline_goes_nowhere_without_its_denials(site: Path, later: BeautifulSoup) -> None:
    """The card, the newest, and the share say who stands behind the report and who denied it."""
    standing = (
        "Alleged, according to The New York Times, citing US intelligence officials in the first report. "
        "Denied by the Kremlin, Russia, the Taliban, the Russian Embassy in Washington and Zabihullah Mujahid; "
        "answered without denying by Kayleigh McEnany."
    )
    card, _ = page(site, ".").select(".ann-cards > li")
    assert one(card, ".ann-facts").get_text().startswith("22 November 2026 · Whosaid · ")
    in_card = standing.replace("Kremlin", "Kremlin (for Russia)").replace("Washington", "Washington (for Russia)")
    in_card = in_card.replace("Mujahid", "Mujahid (for the Taliban)").replace(
        "McEnany", "McEnany (for the US government)"
    )
    assert one(card, ".ann-standing").get_text() == in_card
    assert str(one(later, 'meta[property="og:description"]')["content"]).startswith(standing)
    title = str(one(later, 'meta[property="og:title"]')["content"])
    assert "alleged, according to " in title
    assert title.endswith(", denied, answered without denying")


def test_the_ledger_says_the_same_as_the_notes(site: Path, first: BeautifulSoup, later: BeautifulSoup) -> None:
    """For each claim of both articles, the row names those who deny it in the note, or says with it that none did."""
    for path, article in ((ARTICLE, first), (LATER, later)):
        rows = ledger_rows(site, path)
        ids = [str(ref["href"])[1:] for ref in article.select("mark[id] + .ann-ref")]
        for row, id_ in zip(rows, ids, strict=True):
            cell = row.find_all("td")[-1].get_text()
            for said in answers(article, id_).values():
                for name in re.split(", | and ", said.rpartition(" by ")[2]):
                    assert name in cell, id_
            assert (NO_ANSWER in one(article, f"#{id_}").get_text()) == (NO_ANSWER in cell), id_


def test_only_the_quotations_on_record_are_quoted(later: BeautifulSoup) -> None:
    """Each is the speaker's own, and short."""
    text = " ".join(" ".join(part.get_text() for part in later.select(".ann-block > p")).split())
    assert set(re.findall(r'"([^"]+)"', text)) == QUOTATIONS


def test_the_article_is_clean(later: BeautifulSoup) -> None:
    """Nothing is left of what the check finds but what has its reason in the article."""
    done = run([exe("whosaid"), "check", "--strict", "--format", "json", f"docs/{LATER}.md"])
    assert done.returncode == 0
    assert json.loads(done.stdout)["findings"] == []
    assert silenced() == SILENCED


def silenced(article: str = LATER) -> set[tuple[str, str]]:
    """The statement and the rule of each silenced finding."""
    file = f"docs/{article}.md"
    report = json.loads(run([exe("whosaid"), "check", "--format", "json", file]).stdout)
    lines = (ROOT / file).read_text("utf-8").splitlines()
    found = set()
    for finding in report["silenced"]:
        before = [re.match(r"    id: (\S+)", line) for line in lines[: finding["line"]]]
        ids = [match[1] for match in before if match]
        found.add((ids[-1] if ids else "headline", finding["rule"]))
    return found
