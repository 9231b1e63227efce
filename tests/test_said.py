"""The options of a statement, shown wherever the statement is: one build, a table of options."""

from __future__ import annotations

import csv
import json
from html import unescape
from pathlib import Path
from typing import Any, Final, NamedTuple

import pytest
from bs4 import BeautifulSoup

from schemaorg import expanded, misuses
from sites import CONFIG, SOURCES, build, one, page, write_site
from whosaid.base.options import SHOWN_OPTIONS

MORE_SOURCES: Final = """\
residents: {type: unnamed, described-as: residents of Mill Lane, reason: not-stated}
guard: {name: Tor Vik, type: person, interest: he sells the tickets}
register: {name: the register, type: document}
"""


class Told(NamedTuple):
    """Options of a record, their key and value in the data, and their wording for readers."""

    options: str
    key: str
    value: object
    words: str
    kind: str = "claim"


def _step(id_: str, type_: str, label: str, reason: str = "", *, implied: bool = False) -> dict[str, object]:
    return {"id": id_, "declared-in": "", "type": type_, "label": label, "reason": reason, "implied": implied}


TOLD: Final = {
    "at": Told("at: page 12, table 3", "at", "page 12, table 3", "Where in it: page 12, table 3"),
    "a time code": Told("at: 1:02:03", "at", "1:02:03", "Where in it: 1:02:03"),
    "period": Told("period: 2019 to 2023", "period", "2019 to 2023", "Time it covers: 2019 to 2023"),
    "a language": Told("translated-from: pt-BR", "translated-from", "pt-BR", "Translated from: Portuguese (BR)"),
    "its name": Told("translated-from: Dari", "translated-from", "Dari", "Translated from: Dari"),
    "translated by": Told(
        "translated-from: ar\ntranslated-by: evening-post",
        "translated-by",
        "evening-post",
        "Translated by: The Evening Post",
    ),
    "by the outlet": Told(
        "translated-from: ar\ntranslated-by: outlet",
        "translated-by",
        "outlet",
        "Translated by: the article’s own outlet",
    ),
    "deleted": Told(
        "deleted: 2024-05-03\narchive-url: https://a.example/1",
        "deleted",
        "2024-05-03",
        "Deleted where it stood: 3 May 2024",
    ),
    "deleted at a time": Told(
        "deleted: 2024-05-03T09:05-03:30\narchive-url: https://a.example/1",
        "deleted",
        "2024-05-03T09:05-03:30",
        "Deleted where it stood: 3 May 2024, 09:05 (UTC−3:30)",
    ),
    "embargo": Told(
        "embargo: 2024-05-02T06:00Z", "embargo", "2024-05-02T06:00Z", "Under embargo until: 2 May 2024, 06:00 (UTC)"
    ),
    "denies": Told(
        "of: none\ndenies: having met him\ndate: 2024-05-02",
        "denies",
        "having met him",
        "What it denies: having met him, which nobody in the article claims",
        "denial",
    ),
    "a date with a time": Told(
        "date: 2024-05-02T14:30+02:00", "date", "2024-05-02T14:30+02:00", "Date: 2 May 2024, 14:30 (UTC+2)"
    ),
    "a later moment": Told("date: 2024-05-02T13:00Z", "date", "2024-05-02T13:00Z", "Date: 2 May 2024, 13:00 (UTC)"),
    "a person": Told(
        "via: guard",
        "route",
        {"kind": "hearsay", "through": [_step("guard", "person", "Tor Vik")], "in-words": "Hearsay, through Tor Vik"},
        "Hearsay, through Tor Vik",
    ),
    "people behind an outlet": Told(
        "via: evening-post, residents, guard (implied)",
        "route",
        {
            "kind": "hearsay",
            "through": [
                _step("evening-post", "outlet", "The Evening Post"),
                _step("residents", "unnamed", "residents of Mill Lane", "not-stated"),
                _step("guard", "person", "Tor Vik", implied=True),
            ],
            "in-words": "Hearsay, through The Evening Post, which had it from residents of Mill Lane, who had it from "
            "Tor Vik (the editor infers this)",
        },
        "Hearsay, through The Evening Post, which had it from residents of Mill Lane, who had it from Tor Vik (the",
    ),
    "a body": Told(
        "via: council",
        "route",
        {
            "kind": "hearsay",
            "through": [_step("council", "institution", "the town council")],
            "in-words": "Hearsay, through the town council",
        },
        "Hearsay, through the town council",
    ),
    "a record": Told(
        "via: register",
        "route",
        {
            "kind": "second-hand",
            "through": [_step("register", "document", "the register")],
            "in-words": "Second-hand, through the register",
        },
        "Second-hand, through the register",
    ),
    "an outlet and a record": Told(
        "via: evening-post, register",
        "route",
        {
            "kind": "third-hand",
            "through": [
                _step("evening-post", "outlet", "The Evening Post"),
                _step("register", "document", "the register"),
            ],
            "in-words": "Third-hand, through The Evening Post, which had it from the register",
        },
        "Third-hand, through The Evening Post, which had it from the register",
    ),
}
NAMES: Final = {name: f"s{number}" for number, name in enumerate(TOLD)}


def _block(name: str) -> str:
    told, id_ = TOLD[name], NAMES[name]
    options = "".join(f"    {line}\n" for line in told.options.splitlines())
    return f"[Words of {id_}](#{id_}).\n\n/// {told.kind}\n    id: {id_}\n    source: mayor\n{options}///\n"


HOME: Final = '# Home\n\n[All](a.md "show articles")\n\n[When](a.md "show timeline")\n'
ONLY: Final = '# Only\n\nHe denied [having paid](#paid "denial of none by guard via direct").\n'
MORE: Final = """\
---
title: More
main: unsafe
---

# More

The guard said [the bridge was unsafe](#unsafe "claim by guard via direct"). The mayor will
[appeal](#appeal "reserves of unsafe by mayor"); the council [was not reached](#not-yet "unreachable of unsafe by
council"). The mayor denied [having met him](#met "denial of none by mayor"). The guard [corrects
himself](#fix "correction of wrong by guard"): [it was closed](#wrong "claim by guard").

The mayor said [the council knew that](#knew "claim by mayor") [the builder wrote that](#wrote "claim by council within
knew") [it *would* fall](#fall "claim by minutes within wrote").
"""


CAPTIONS: Final = """\
# Pictures

<figure markdown="span">
![The bridge](https://example.org/may.png)
<figcaption markdown="span">[The bridge in May](#may "claim by council")</figcaption>
</figure>

<figure markdown>
![The bridge](https://example.org/june.png)
<figcaption markdown>[The bridge in June](#june "claim by council")</figcaption>
</figure>

![The bridge](https://example.org/july.png)

/// caption
Photo: [the bridge in July](#july), says the council.
///

/// claim
    id: july
    source: council
///

| Month | Accidents |
|---|---|
| May | 2 |

/// table-caption
[Accidents](#table "claim by minutes") in a month
///
"""


ANSWERS: Final = {
    "no-reply, asked: 2024-05-01": "Did not answer by the deadline: Ada Brook. Asked: 1 May 2024.",
    "no-reply, asked: unknown": "Did not answer by the deadline: Ada Brook. Asked: date not known.",
    "unreachable": "Could not be reached: Ada Brook. Asked: date not given.",
    "not-sought": "Not asked: Ada Brook.",
    "no-comment, asked: 2024-05-01": "Declined to comment: Ada Brook. Asked: 1 May 2024.",
    "no-comment": "Declined to comment: Ada Brook. Date: not given. Route: not stated.",
    "no-comment, via: direct, where: an email, date: 2024-05-01": "Declined to comment: Ada Brook. Date: 1 May 2024. "
    "Route: said or shown to this article (an email).",
    "confirmation, where: an email, date: 2024-05-01": "Confirmed by Ada Brook. Date: 1 May 2024. "
    "Route: an email, to whom is not stated.",
    "confirmation, where: a press conference, date: 2024-05": "Confirmed by Ada Brook. Date: May 2024. "
    "Where: a press conference.",
    "confirmation, via: evening-post, where: outside the court, asked: 2024-05-01": "Confirmed by Ada Brook. "
    "Asked: 1 May 2024. Date: not given. Route: second-hand, through The Evening Post; where: outside the court.",
}


def _answer(number: int, written: str) -> str:
    kind, *options = written.split(", ")
    lines = [f"/// {kind} | {kind}", f"id: r-{number}", "of: knew", "source: mayor", "alone: yes", *options, "///"]
    return "\n".join(lines)


ASKED: Final = "\n\n".join(
    ['# Asked\n\nThey say [she knew](#knew "claim by council").', *(_answer(*row) for row in enumerate(ANSWERS))]
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site with a statement for each row, and one page with the rest."""
    folder = tmp_path_factory.mktemp("said")
    pages = {
        "index.md": HOME,
        "a.md": "# Said\n\n" + "\n".join(map(_block, TOLD)),
        "more.md": MORE,
        "only.md": ONLY,
        "captions.md": CAPTIONS,
        "asked.md": ASKED,
    }
    config = CONFIG.replace("pymdownx.details", "pymdownx.details, pymdownx.blocks.caption")
    write_site(folder, pages, f"{config}site_url: https://example.org/\n", SOURCES + MORE_SOURCES)
    done = build(folder, "--strict", env={"SOURCE_DATE_EPOCH": "1714700000"})
    assert done.returncode == 0, done.stderr
    return folder / "site"


def statements(site: Path) -> dict[str, dict[str, Any]]:
    """The statements of the data by id."""
    return _by_id(site / "data/claims.json")


def of_article(site: Path, name: str) -> dict[str, dict[str, Any]]:
    """Those of one article."""
    return _by_id(site / f"data/articles/{name}.json")


def _by_id(file: Path) -> dict[str, dict[str, Any]]:
    return {statement["id"]: statement for statement in json.loads(file.read_text("utf-8"))["statements"]}


def annotated(site: Path, path: str) -> dict[str, dict[str, Any]]:
    """The annotations of an article by the statement's id."""
    items = json.loads((site / f"data/articles/{path}.annotations.json").read_text("utf-8"))["items"]
    return {item["id"].partition("#")[2]: item for item in items}


def told_in(part: BeautifulSoup, selector: str) -> str:
    """A list of facts as lines: `term: value`."""
    lines: list[str] = []
    term = ""
    for element in one(part, selector).select("dt, dd"):
        text = " ".join(element.get_text().split())
        if element.name == "dt":
            term = text
        else:
            lines += [f"{term}: {text}", text]
    return "\n".join(lines)


@pytest.mark.parametrize("name", TOLD)
def test_what_is_said_is_told_everywhere(site: Path, name: str) -> None:
    """In the note, on the page for frames, in JSON, the table and the annotation, in the same words."""
    told, id_ = TOLD[name], NAMES[name]
    assert told.words in told_in(page(site, "a"), f"#{id_}")
    assert statements(site)[id_][told.key] == told.value
    assert told.words in annotated(site, "a")[id_]["body"][0]["value"]
    if told.kind == "claim":
        embed = BeautifulSoup((site / f"embed/a/{id_}.html").read_text("utf-8"), "html.parser")
        assert told.words in told_in(embed, "dl")
    with (site / "data/claims.csv").open(encoding="utf-8", newline="") as file:
        row = next(row for row in csv.DictReader(file) if row["id"] == id_)
    if isinstance(told.value, dict):
        cells = (row["route"], row["route-in-words"], row["through"])
        assert cells == (
            told.value["kind"],
            told.value["in-words"],
            "; ".join(s["label"] for s in told.value["through"]),
        )
    else:
        assert row[told.key] == told.value


def test_every_option_that_is_told_is_in_the_table() -> None:
    """A new one has its row."""
    assert {option.name for option in SHOWN_OPTIONS} <= {told.key for told in TOLD.values()}


def test_hearsay_is_counted_and_can_be_chosen(site: Path) -> None:
    """It has its row among the routes, its chip, its word in the mix, and its class on mark and note."""
    article = page(site, "a")
    number = sum(isinstance(told.value, dict) and told.value["kind"] == "hearsay" for told in TOLD.values())
    row = next(row for row in article.select(".ann-mix tr") if row.get_text().startswith("Hearsay"))
    assert one(row, ".ann-count").get_text() == str(number)
    assert one(article, "#ann_f-r-hearsay")["value"] == "r-hearsay"
    assert len(article.select("li.r-hearsay")) == number
    data = json.loads((site / "data/claims.json").read_text("utf-8"))
    assert data["totals"]["by-route"]["hearsay"] == number
    told = f"{number + 2} of {len(TOLD)} statements disputed, second-hand, third-hand or hearsay"
    assert told in page(site, ".").get_text()


def test_an_answer_that_is_announced_ranks_above_silence(site: Path) -> None:
    """“Will appeal” is neither a denial nor silence: readers see that an answer is announced."""
    unsafe = statements(site)["unsafe"]
    assert (unsafe["state"], [answer["kind"] for answer in unsafe["answers"]]) == (
        "Answer announced",
        ["reserves", "unreachable"],
    )
    note = one(page(site, "more"), "li:has(#unsafe)")
    assert one(note, ".ann-outcome").get_text() == "Answer announced"
    assert "Will answer later: Ada Brook." in note.get_text()


@pytest.mark.parametrize(("number", "written"), tuple(enumerate(ANSWERS)))
def test_an_answer_is_told_with_its_date_and_its_route(site: Path, number: int, written: str) -> None:
    """Who said nothing has neither: readers are told when they were asked, at the claim and in their own note."""
    claim, told = one(page(site, "asked"), "li:has(#knew)"), ANSWERS[written]
    answers = [answer.get_text() for answer in claim.select(".ann-answer")]
    assert any(answer.startswith(told) and answer.removeprefix(told).strip().startswith("(") for answer in answers)
    note = told_in(page(site, "asked"), f"#r-{number}")
    assert ("Asked: " in told) == ("Asked: " in note)
    assert ("Date: not given" in told) == ("Date: not given" in note)
    assert ("Date: " in told or "Route: " in told) == ("How it reached this article: " in note)
    assert "How far it goes" not in note
    (given,) = (one for one in of_article(site, "asked")["knew"]["answers"] if one["ref"].endswith(f"#r-{number}"))
    assert given["asked"] == written.partition("asked: ")[2]


def test_a_denial_of_what_nobody_claims_says_what_it_denies(site: Path) -> None:
    """In the short form, the marked words are the denied ones; it disputes no claim."""
    said = statements(site)
    assert (said["met"]["of"], said["met"]["denies"], said["met"]["words"]) == ([], "", "having met him")
    denied = "having met him, which nobody in the article claims"
    assert f"What it denies: {denied}" in told_in(page(site, "more"), "#met")
    assert f"What it denies: {denied}." in annotated(site, "more")["met"]["body"][0]["value"]
    assert "Disputed" not in {statement["state"] for statement in said.values()}
    assert denied in (site / "data/articles/more.argdown").read_text("utf-8")


def test_it_is_told_wherever_answers_are_listed(site: Path) -> None:
    """In the table and the map of its article, also where there is no claim at all, and in the feed of answers."""
    denied = "having paid, which nobody in the article claims"
    article = page(site, "ledger/article/only")
    assert f"Denies: {denied}" in one(article, ".ann-ledger").get_text()
    assert f"What is denied: {denied}" in one(article, ".ann-map").get_text()
    feed = (site / "feed/answers.xml").read_text("utf-8")
    assert "<title>Denied by Ada Brook: having met him, which nobody in the article claims</title>" in feed


def test_moments_stand_in_the_order_in_which_they_were(site: Path) -> None:
    """A day without a time comes first, and an hour is later where its zone makes it so."""
    times = [time for time in page(site, ".").select(".ann-timeline time") if "2024-05-02" in str(time["datetime"])]
    assert [time.get_text() for time in times] == [
        "2 May 2024",
        "2 May 2024, 14:30 (UTC+2)",
        "2 May 2024, 13:00 (UTC)",
    ]


def test_a_source_can_correct_itself(site: Path) -> None:
    """What a person has said is corrected by that person."""
    assert statements(site)["wrong"]["state"] == "Corrected"
    assert "Corrected by Tor Vik." in one(page(site, "more"), "#wrong").get_text()


def test_an_interest_is_told_with_its_source(site: Path) -> None:
    """In the note, on the page for frames, on the page of the source and in the data."""
    words = "Tor Vik. Interest: he sells the tickets"
    assert f"Who says it: {words}" in told_in(page(site, "more"), "#unsafe")
    assert words in unescape((site / "embed/more/unsafe.html").read_text("utf-8"))
    assert "Interest: he sells the tickets." in page(site, "ledger/source/guard").get_text()
    data = json.loads((site / "data/claims.json").read_text("utf-8"))
    assert {s["interest"] for s in data["sources"] if s["id"] == "guard"} == {"he sells the tickets"}
    assert '"he sells the tickets"' in (site / "data/sources.csv").read_text("utf-8")


def test_the_main_claim_is_in_the_data(site: Path) -> None:
    """By its id on the page."""
    articles = json.loads((site / "data/claims.json").read_text("utf-8"))["articles"]
    assert {article["page"]: article["main"] for article in articles if article["main"]} == {"more.md": "unsafe"}


def test_a_claim_within_a_claim_is_drawn_inside_it(site: Path) -> None:
    """Each has its mark, number and note; the words of the outer ones hold those of the inner ones."""
    article = page(site, "more")
    words = {
        "knew": "the council knew that the builder wrote that it would fall",
        "wrote": "the builder wrote that it would fall",
        "fall": "it would fall",
    }
    said, notes = statements(site), annotated(site, "more")
    for id_, text in words.items():
        assert said[id_]["words"] == text
        assert len(article.select(f"#{id_}")) == 1
        parts = [one(article, f'[id="{target["selector"][0]["value"]}"]') for target in notes[id_]["target"]]
        assert " ".join(part.get_text() for part in parts) == text
        quotes = [target["selector"][1]["exact"] for target in notes[id_]["target"]]
        assert " ".join(quotes) == text
    inner = one(article, '[id="claim:fall"]')
    assert [parent["id"] for parent in inner.parents if parent.name == "mark"] == ["claim:wrote:2", "claim:knew:3"]
    assert [said[id_]["within"] for id_ in words] == [[], ["more.md#knew"], ["more.md#wrote"]]
    numbers = [ref.get_text() for ref in article.select("p .ann-ref")]
    assert numbers == sorted(numbers, key=int)
    assert "Said within: “the builder wrote that it would fall”, according to the town council" in told_in(
        BeautifulSoup((site / "embed/more/fall.html").read_text("utf-8"), "html.parser"), "dl"
    )
    assert "Said within: the builder wrote that it would fall (note" in told_in(article, "#fall")


def test_marks_in_captions_are_drawn(site: Path) -> None:
    """In figures of HTML that say so, and in pymdown-extensions' caption blocks; their notes stand behind them."""
    article = page(site, "captions")
    marks = {str(mark["id"]).partition(":")[2]: mark for mark in article.select("figcaption mark, caption mark")}
    assert {id_: mark.get_text() for id_, mark in marks.items()} == {
        "may": "The bridge in May",
        "june": "The bridge in June",
        "july": "the bridge in July",
        "table": "Accidents",
    }
    for id_, mark in marks.items():
        around = mark.find_parent(class_="ann-block")
        assert one(around, f"#{id_}").find_parent("figure") is None


def test_machines_are_told_in_their_words(site: Path) -> None:
    """schema.org has words for the time covered, the translation, the end of a post and who passed something on."""
    nodes = json.loads(one(page(site, "a"), 'script[type="application/ld+json"]').get_text())["hasPart"]
    by_id = {node["@id"].partition("#")[2]: node for node in nodes}
    assert by_id[NAMES["period"]]["temporalCoverage"] == "2019 to 2023"
    assert by_id[NAMES["translated by"]]["translationOfWork"] == {"@type": "CreativeWork", "inLanguage": "ar"}
    assert by_id[NAMES["translated by"]]["translator"]["name"] == "The Evening Post"
    assert by_id[NAMES["deleted"]]["citation"]["expires"] == "2024-05-03"
    nearest = by_id[NAMES["people behind an outlet"]]["isBasedOn"]
    assert nearest["publisher"]["name"] == "The Evening Post"
    assert nearest["isBasedOn"]["description"] == "Told by residents of Mill Lane."
    assert nearest["isBasedOn"]["isBasedOn"]["author"]["name"] == "Tor Vik"
    for path in ("a", "more"):
        text = one(page(site, path), 'script[type="application/ld+json"]').get_text()
        assert misuses(expanded(json.loads(text), f"https://example.org/{path}/")) == []
