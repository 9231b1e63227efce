"""The Argdown of an article, read by Argdown's own tool: nothing in it is a fault, and it says what the page says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final, NamedTuple

import pytest
from bs4 import Tag

from sites import ARTICLE, build, copy_first_article, one, page, write_site
from tools import NODE_MODULES, ROOT, exe, run
from whosaid.exports.argdown import files
from whosaid.ledger.loading import load
from whosaid.site.addresses import Site

# All that Argdown takes for more than text, and some that YAML and JavaScript do.
SIGNS: Final = (
    "[x]: y",
    "@[x] and @<x>",
    "<a>: b",
    "[link](https://example.org/)",
    "{colour: red} }",
    "#tag #(a tag)",
    "**bold *italic __bold _italic",
    "a // b /* c */ d",
    "<!-- c -->",
    "=== x: y === z ====",
    "see :A: .A. ~> www.example.org",
    "(1) 1. * - + -> +> >< <_ --",
    "\\ \\\\ \\[",
    "\"quoted\" 'too'",
    "الجسر ‮ 橋 👩🏽‍🚒",
    "- [x]",
)


class Read(NamedTuple):
    """What Argdown has found: texts by title, and relations as from, which, to."""

    title: str
    statements: dict[str, list[str]]
    ties: list[tuple[str, ...]]


def read_argdown(text: str) -> Read:
    """What Argdown makes of a text; a fault in it is an error."""
    found = json.loads(run([exe("node"), ROOT / "tests/argdown.mjs"], text=text, check=True).stdout)
    assert found["errors"] == []
    return Read(found["title"], found["statements"], sorted(tuple(tie) for tie in found["relations"]))


def ties_of_the_command(file: Path) -> list[tuple[str, ...]]:
    """The relations that Argdown's command exports of a file; a fault in it is an error."""
    shim, command = ROOT / "tests/argdown-on-new-node.cjs", NODE_MODULES / "@argdown/cli/dist/cli.js"
    done = run([exe("node"), "--require", shim, command, "json", file, "--stdout", "--silent"], check=True)
    found = json.loads(done.stdout)
    return sorted((tie["from"], tie["relationType"], tie["to"]) for tie in found["relations"])


def exported(folder: Path, path: str) -> Read:
    """The Argdown of one page of a site, read."""
    ledger, _ = load(folder / "docs")
    found = {export.path: export for export in files(ledger, Site("Test", "https://example.org/"))}
    return read_argdown("".join(found[f"data/articles/{path}.argdown"].pieces()))


# What each kind of answer and each relation is called on the page, and what it is in Argdown.
ON_THE_PAGE: Final = {
    "Narrows": "support",
    "Supports": "support",
    "Is the basis for": "support",
    "Contradicts": "attack",
}
IN_ANSWERS: Final = {"Denied": "attack"}


def ties_on_the_page(note: Tag) -> list[tuple[str, str, str]]:
    """What a note says its statement answers, supports or contradicts, read from the page itself."""
    state, id_ = note.select_one(".ann-outcome"), str(one(note, ".ann-body")["id"])
    found = []
    for label in note.select("dt"):
        tie = IN_ANSWERS[state.get_text()] if state and label.get_text() == "What it answers" else ""
        tie = tie or ON_THE_PAGE.get(label.get_text(), "")
        values = label.find_next_siblings(["dt", "dd"])
        upto = next((at for at, value in enumerate(values) if value.name == "dt"), len(values))
        found += [(id_, tie, str(link["href"])[1:]) for value in values[:upto] if tie for link in value.select("a")]
    return found


def test_argdown_finds_on_the_built_site_what_the_page_says(tmp_path: Path) -> None:
    """Who attacks and who supports what in the first article is the same in its notes and in its Argdown."""
    site = copy_first_article(tmp_path)
    assert build(site).returncode == 0
    file = site / f"site/data/articles/{ARTICLE}.argdown"
    read = read_argdown(file.read_text("utf-8"))
    notes = page(site / "site").select("details.ann-card")
    expected = sorted(tie for note in notes for tie in ties_on_the_page(note))
    assert len(expected) == 16
    assert read.ties == ties_of_the_command(file) == expected
    assert set(read.statements) == {str(one(note, ".ann-body")["id"]) for note in notes}


def test_nothing_an_author_writes_is_taken_for_argdown(tmp_path: Path) -> None:
    """Signs in titles, names and places come back as they were written, and add no statement and no relation."""
    blocks = "\n".join(
        f"/// claim | {signs}\n    id: c-{number}\n    source: odd-{number}\n    where: {signs}\n    via: public\n"
        "    alone: yes\n///\n"
        for number, signs in enumerate(SIGNS)
    )
    sources = "".join(
        f"odd-{number}: {{name: {json.dumps(s, ensure_ascii=False)}, type: person}}\n" for number, s in enumerate(SIGNS)
    )
    site = write_site(tmp_path, {"a.md": f"---\ntitle: {json.dumps(SIGNS[9])}\n---\n\n{blocks}"}, sources=sources)
    read = exported(site, "a")
    assert list(read.statements) == [f"c-{number}" for number in range(len(SIGNS))]
    assert read.ties == []
    for number, signs in enumerate(SIGNS):
        shown = signs[:1].upper() + signs[1:]
        assert read.statements[f"c-{number}"] == [f"{shown} – According to {signs}. Note {number + 1}"]
    assert read.title.startswith(SIGNS[9])


STATEMENTS: Final = """\
/// claim | The bridge is safe
    id: constructor
    source: council
    about: council
    alone: yes
///

/// claim | It is
    id: -x-
    source: mayor
    alone: yes
    {}
///

/// {}
    id: answer
    of: constructor
    source: mayor
    alone: yes
    date: 2031-05
///
"""
RELATIONS: Final = {
    "refines": [("#-x-", "support", "#constructor")],
    "supports": [("#-x-", "support", "#constructor")],
    "basis-for": [("#-x-", "support", "#constructor")],
    "contradicts": [("#-x-", "attack", "#constructor")],
    "same-as": [("#-x-", "support", "#constructor"), ("#constructor", "support", "#-x-")],
}
ANSWERS: Final = {
    "denial": "attack",
    "correction": "attack",
    "retraction": "attack",
    "confirmation": "support",
    "admission": "support",
    "non-denial": "",
    "counter-claim": "",
    "no-comment": "",
    "clarification": "",
    "not-sought": "",
}


@pytest.mark.parametrize("relation", RELATIONS)
def test_each_relation_has_its_sense(tmp_path: Path, relation: str) -> None:
    """Also between ids that Argdown itself would stumble over."""
    text = STATEMENTS.format(f"{relation}: constructor", "clarification")
    read = exported(write_site(tmp_path, {"a.md": text}), "a")
    assert read.ties == RELATIONS[relation]


@pytest.mark.parametrize("kind", ANSWERS)
def test_each_answer_has_its_sense(tmp_path: Path, kind: str) -> None:
    """What neither denies nor confirms is a statement that names the claim in its words."""
    read = exported(write_site(tmp_path, {"a.md": STATEMENTS.format("", kind)}), "a")
    sense = ANSWERS[kind]
    assert read.ties == ([("answer", sense, "#constructor")] if sense else [])
    assert "Answers @[#constructor]." in read.statements["answer"][0]


def test_what_another_article_says_comes_with_its_attribution_and_answer(tmp_path: Path) -> None:
    """A claim of another page is in the file by its path, and a denial of the same claim there is a denial here."""
    there = (
        'The council said that [the bridge is safe](#safe "claim by council").\n'
        'The mayor [denies it](#no "denial of safe by mayor").\n'
    )
    options = ("id: again", "source: minutes", "same-as: ../-b/b.md#safe", "alone: yes")
    here = "\n".join(["/// claim | The bridge is safe", *options, "///\n"])
    site = write_site(tmp_path, {"-b/b.md": there, "c/a.md": here})
    read = exported(site, "c/a")
    other = "../-b/b.md"
    assert read.ties == sorted(
        [
            ("again", "support", f"{other}#safe"),
            (f"{other}#safe", "support", "again"),
            (f"{other}#no", "attack", "again"),
            (f"{other}#no", "attack", f"{other}#safe"),
        ]
    )
    assert "According to the town council. Disputed. Denied by Ada Brook." in read.statements[f"{other}#safe"][0]
    assert "Disputed. Denied by Ada Brook." in read.statements["again"][0]
