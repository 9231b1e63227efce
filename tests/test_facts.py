"""Every option, every field of a source and every state is shown in each format, or it is said here why not.

The tables follow the vocabulary: an addition fails here until it is decided where readers see it.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from html import unescape
from pathlib import Path
from typing import Final, NamedTuple

import pytest

from sites import CONFIG, build, one, page, write_site
from whosaid.base.kinds import STATES
from whosaid.base.options import OPTIONS
from whosaid.base.shapes import SourceEntry

READ: Final = ("note", "embed", "annotation")
DATA: Final = ("JSON", "CSV")
SOURCES: Final = """\
post: {name: The Evening Post, type: outlet}
council: {name: the town council, type: institution}
builder: {name: Lund & Sons, type: institution}
guard: {name: Tor Vik, type: person}
ada:
  name: Ada Brook
  type: person
  role: mayor of Wick
  for: council
  url: https://ada.example/
  archive-url: https://copy.example/ada
  interest: she sold the land
clerks:
  type: unnamed
  described-as: clerks of the office
  count: 3
  reason: they fear for their jobs
  knows-how: they saw the plans
  corroborated-by: guard
  possibly-same-as: staff
staff: {type: unnamed, described-as: staff of the mayor, reason: not-stated}
papers: {name: the lost papers, type: document, inspectable: no}
"""
PAGE: Final = """\
# Facts

They say that [all is known, since](#outer "claim by guard") [someone wrote it](#inner "claim by guard within outer"):
[the bridge is unsafe](#whole), [that it is old](#old), [that it was cheap](#cheap), [that it is new](#new), [that it
must close](#close) and [that it is not safe](#same).

[The mayor says no](#reply). [She had said so](#before). [She never met him](#met).

/// claim | In short
id: whole
source: ada, clerks, papers
via: post
where: Town hall
date: 2024-05-02
certainty: alleged
terms: background
quote: partial
about: builder
url: https://said.example/
archive-url: https://copy.example/said
at: page 12, table 3
period: 2019 to 2023
translated-from: ar
translated-by: guard
deleted: 2024-05-03
embargo: 2024-05-01T06:00Z
refines: old
supports: cheap
contradicts: new
basis-for: close
same-as: same
///

/// denial
id: reply
of: whole
source: council
via: post
where: a press conference
date: 2024-05-04
asked: 2024-05-01
scope: partial
restates: before
quote: direct
url: https://reply.example/
///

/// denial
id: before
of: old
source: council
via: direct
///

/// denial
id: met
of: none
denies: having met the builder
source: council
via: direct
///

/// claim | A block without a mark
id: lone
source: council
alone: yes
///

"""
CLAIMS: Final = ("old", "cheap", "new", "close", "same")


class Shown(NamedTuple):
    """The wording of an option or a field for readers, and its value in data. `on` is a statement, or a source."""

    on: str
    words: str
    data: str


OPTION_SHOWN: Final = {
    "id": Shown("whole", "whole", "whole"),
    "source": Shown("whole", "Ada Brook", "ada"),
    "via": Shown("whole", "through The Evening Post", "The Evening Post"),
    "where": Shown("whole", "where: Town hall", "Town hall"),
    "date": Shown("whole", "2 May 2024", "2024-05-02"),
    "certainty": Shown("whole", "Certainty words used", "alleged"),
    "terms": Shown("whole", "on background", "background"),
    "quote": Shown("whole", "partly the source’s own words", "partial"),
    "about": Shown("whole", "Lund & Sons", "builder"),
    "url": Shown("whole", "https://said.example/", "https://said.example/"),
    "archive-url": Shown("whole", "https://copy.example/said", "https://copy.example/said"),
    "at": Shown("whole", "page 12, table 3", "page 12, table 3"),
    "period": Shown("whole", "2019 to 2023", "2019 to 2023"),
    "translated-from": Shown("whole", "Arabic", "ar"),
    "translated-by": Shown("whole", "Tor Vik", "guard"),
    "deleted": Shown("whole", "3 May 2024", "2024-05-03"),
    "embargo": Shown("whole", "1 May 2024, 06:00 (UTC)", "2024-05-01T06:00Z"),
    "within": Shown("inner", "all is known", "facts.md#outer"),
    "refines": Shown("whole", "that it is old", "facts.md#old"),
    "supports": Shown("whole", "that it was cheap", "facts.md#cheap"),
    "contradicts": Shown("whole", "that it is new", "facts.md#new"),
    "basis-for": Shown("whole", "that it must close", "facts.md#close"),
    "same-as": Shown("whole", "that it is not safe", "facts.md#same"),
    "of": Shown("reply", "bridge is unsafe", "facts.md#whole"),
    "scope": Shown("reply", "part of it", "partial"),
    "asked": Shown("reply", "1 May 2024", "2024-05-01"),
    "restates": Shown("reply", "She had said so", "facts.md#before"),
    "denies": Shown("met", "having met the builder, which nobody in the article claims", "having met the builder"),
    "alone": Shown("lone", "alone", "alone"),
}
FIELD_SHOWN: Final = {
    "type": Shown("papers", "Document or data", "document"),
    "name": Shown("ada", "Ada Brook", "Ada Brook"),
    "for": Shown("ada", "for the town council", "council"),
    "role": Shown("ada", "mayor of Wick", "mayor of Wick"),
    "url": Shown("ada", "https://ada.example/", "https://ada.example/"),
    "archive-url": Shown("ada", "https://copy.example/ada", "https://copy.example/ada"),
    "inspectable": Shown("papers", "It cannot be inspected", "no"),
    "described-as": Shown("clerks", "Clerks of the office", "clerks of the office"),
    "count": Shown("clerks", "number of people: 3", "3"),
    "reason": Shown("clerks", "Why unnamed: they fear for their jobs", "they fear for their jobs"),
    "knows-how": Shown("clerks", "How they would know: they saw the plans", "they saw the plans"),
    "corroborated-by": Shown("clerks", "Also said, independently, by: Tor Vik", "guard"),
    "possibly-same-as": Shown("clerks", "May be some of the same people as: staff of the mayor", "staff"),
    "interest": Shown("ada", "Interest: she sold the land", "she sold the land"),
}
_NO_WORDS: Final = "it says only that a block is meant to have no mark; readers see that"
NOT_SHOWN: Final[Mapping[tuple[str, str], str]] = {
    **{("alone", form): _NO_WORDS for form in (*READ, *DATA)},
    ("restates", "embed"): "an answer is shown in the frame of what it answers, in short",
    ("denies", "embed"): "what nobody claims has no frame of its own",
    ("type", "embed"): "the source is described, and its group is drawn as a line",
}
"""By option or field and format: the reason."""
IN_STATE: Final = {
    "withdrawn": ("retraction", "Withdrawn"),
    "corrected": ("correction", "Corrected"),
    "disputed": ("denial", "Disputed"),
    "answered": ("confirmation", "Answered"),
    "answer-announced": ("reserves", "Answer announced"),
    "asked-no-answer": ("no-reply", "Asked, no answer"),
    "not-asked": ("not-sought", "Not asked"),
    "no-answer-recorded": ("", "No answer recorded"),
}


def _declared(id_: str) -> str:
    return f"/// claim\nid: {id_}\nsource: guard\nvia: direct\n///\n\n"


def _in_state(state: str) -> str:
    kind, _ = IN_STATE[state]
    claim = f"[Claim {state}](#{state}).\n\n/// claim\nid: {state}\nsource: post\nvia: direct\nabout: council\n///\n\n"
    source = "post" if kind in ("retraction", "correction") else "council"
    answer = (
        f"/// {kind} | Answer\nid: r-{state}\nof: {state}\nsource: {source}\nasked: 2024-05-01\nalone: yes\n///\n\n"
    )
    return claim + (answer if kind else "")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One page with everything that can be said, one with a claim in each state."""
    folder = tmp_path_factory.mktemp("facts")
    facts = PAGE + "".join(map(_declared, CLAIMS))
    states = "# States\n\n" + "".join(map(_in_state, IN_STATE))
    write_site(folder, {"index.md": "# Home\n", "facts.md": facts, "states.md": states}, CONFIG, SOURCES)
    done = build(folder, env={"SOURCE_DATE_EPOCH": "1714700000"})
    assert done.returncode == 0, done.stderr
    return folder / "site"


def _embed_of(site: Path, path: str, id_: str) -> str:
    answered = {"reply": "whole"}.get(id_, id_)
    file = site / f"embed/{path}/{answered}.html"
    return unescape(file.read_text("utf-8")) if file.exists() else ""


def _rows(site: Path, table: str) -> dict[str, dict[str, str]]:
    with (site / f"data/{table}.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def texts(site: Path, path: str, id_: str) -> dict[str, str]:
    """What each format for reading says of a statement."""
    note = one(page(site, path), f"#{id_}").find_parent("details")
    items = json.loads((site / f"data/articles/{path}.annotations.json").read_text("utf-8"))["items"]
    item = next(item for item in items if item["id"].endswith(f"#{id_}"))
    found = {"note": unescape(str(note)), "embed": _embed_of(site, path, id_), "annotation": item["body"][0]["value"]}
    found["annotation"] += f" {item['id']}"
    return {form: " ".join(text.split()) for form, text in found.items()}


def _statement(site: Path, id_: str) -> dict[str, object]:
    found = json.loads((site / "data/claims.json").read_text("utf-8"))["statements"]
    statement: dict[str, object] = next(statement for statement in found if statement["id"] == id_)
    return statement


def test_every_option_and_every_field_is_decided_on() -> None:
    """A new one fails here until its wording for readers is given."""
    assert OPTION_SHOWN.keys() == OPTIONS.keys()
    assert FIELD_SHOWN.keys() == set(SourceEntry.__struct_encode_fields__)
    assert IN_STATE.keys() == set(STATES)
    assert {name for name, _ in NOT_SHOWN} <= OPTION_SHOWN.keys() | FIELD_SHOWN.keys()


@pytest.mark.parametrize("form", READ)
@pytest.mark.parametrize("option", OPTION_SHOWN)
def test_every_option_is_told(site: Path, option: str, form: str) -> None:
    """In words, or not at all for a known reason."""
    shown = OPTION_SHOWN[option]
    told = texts(site, "facts", shown.on)[form]
    assert (shown.words in told) == ((option, form) not in NOT_SHOWN)


@pytest.mark.parametrize("option", OPTION_SHOWN)
def test_every_option_is_in_the_data(site: Path, option: str) -> None:
    """In JSON and in its column of the table, as written."""
    shown = OPTION_SHOWN[option]
    statement, row = _statement(site, shown.on), _rows(site, "claims")[shown.on]
    held = {"source": ("sources", "source-ids"), "via": ("route", "through"), "about": ("about", "about-ids")}
    key, column = held.get(option, (option, option))
    assert (shown.data in json.dumps(statement.get(key))) == ((option, "JSON") not in NOT_SHOWN)
    assert (shown.data in row.get(column, "")) == ((option, "CSV") not in NOT_SHOWN)


@pytest.mark.parametrize("form", READ)
@pytest.mark.parametrize("field", FIELD_SHOWN)
def test_every_field_of_a_source_is_told(site: Path, field: str, form: str) -> None:
    """Wherever a statement attributed to the source is shown."""
    told = texts(site, "facts", "whole")[form]
    assert (FIELD_SHOWN[field].words in told) == ((field, form) not in NOT_SHOWN)


@pytest.mark.parametrize("field", FIELD_SHOWN)
def test_every_field_of_a_source_is_in_the_data(site: Path, field: str) -> None:
    """In JSON and in its column of the table; the name and the description as the label."""
    shown = FIELD_SHOWN[field]
    key = "label" if field in ("name", "described-as") else field
    sources = json.loads((site / "data/claims.json").read_text("utf-8"))["sources"]
    assert shown.data in next(source for source in sources if source["id"] == shown.on)[key]
    assert shown.data in _rows(site, "sources")[shown.on][key]


@pytest.mark.parametrize("form", [*READ, *DATA])
@pytest.mark.parametrize("state", IN_STATE)
def test_every_state_is_told(site: Path, state: str, form: str) -> None:
    """By the same word everywhere; annotations are tagged with its id."""
    _, words = IN_STATE[state]
    if form == "note":
        details = one(page(site, "states"), f"#{state}").find_parent("details")
        assert one(details, ".ann-outcome").get_text() == words
    elif form == "embed":
        assert f"<strong>{words}</strong>" in _embed_of(site, "states", state)
    elif form == "JSON":
        assert _statement(site, state)["state"] == words
    elif form == "CSV":
        assert _rows(site, "claims")[state]["state"] == words
    else:
        items = json.loads((site / "data/articles/states.annotations.json").read_text("utf-8"))["items"]
        item = next(item for item in items if item["id"].endswith(f"#{state}"))
        assert f"State: {words}." in item["body"][0]["value"]
        assert f"state: {state}" in [tag["value"] for tag in item["body"][1:]]
