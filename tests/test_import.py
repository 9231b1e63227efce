"""`whosaid import`: annotations made elsewhere become statements of an article, each in its place or not at all."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from growth import drawn
from sites import QUIET, SOURCES
from whosaid.base.model import Page, Source
from whosaid.base.shapes import DEFAULT_SETTINGS
from whosaid.cli import main
from whosaid.editing.edits import Edit, edited
from whosaid.exports.annotations import annotations_json
from whosaid.importing.ontoarticle import Imported, import_annotations
from whosaid.importing.webrows import read_web_annotations
from whosaid.ledger.joining import join
from whosaid.ledger.loading import load
from whosaid.read import read_page
from whosaid.read.frontmatter import read_sources
from whosaid.read.prose import read_prose
from whosaid.read.yamltext import compose
from whosaid.render.buildstate import BuildState
from whosaid.site.addresses import Site

ARTICLE = """\
---
title: The bridge
published: 2031-05-18
---

# The bridge is closed

The council said the bridge is *“not
safe”* at all. The bridge is closed. The mayor denied it. The bridge is closed
now, café owners say, and [a letter](https://example.org/) has it.

- an item that the road is open
- another [of the two](#two "claim by mayor via public")

Last **words of** it: see `the code` here.<br>So.
"""


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site with an article, which is the current folder."""
    monkeypatch.chdir(tmp_path)
    Path("docs").mkdir()
    for name, text in {"a.md": ARTICLE, "sources.yml": SOURCES, "whosaid.yml": QUIET}.items():
        (tmp_path / "docs" / name).write_text(text, "utf-8")
    return tmp_path


def imported(content: str | bytes, name: str = "notes.csv") -> Result:
    """Import a file; whatever is in it, the command ends as it should."""
    Path(name).write_bytes(content if isinstance(content, bytes) else content.encode())
    done = CliRunner().invoke(main, ["import", name, "--onto", "docs/a.md"])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exc_info
    return done


def sheet(**cells: str) -> str:
    """A table with one row."""
    text = io.StringIO()
    csv.writer(text).writerows([cells.keys(), cells.values()])
    return text.getvalue()


def change(before: str = ARTICLE) -> list[str]:
    """The lines of the article that have changed, or are new."""
    old = before.splitlines()
    return [line for line in Path("docs/a.md").read_text("utf-8").splitlines() if line not in old]


@pytest.mark.parametrize(
    ("quote", "line"),
    [
        ('is "not safe" at all', 'safe”* at all](#is-not-safe-at "claim by council"). The bridge is closed.'),
        ("NOT  SAFE", 'safe](#not-safe "claim by council")”* at all.'),
        ("The bri\u00addge is closed now", "[The bridge is closed"),
        ("cafe\u0301 owners", '[café owners](#cafe-owners "claim by council") say'),
        ("the road is open", '- an item that [the road is open](#the-road-is-open "claim by council")'),
        ("words of it", 'Last [**words of** it](#words-of-it "claim by council")'),
        ("see the code", '[see `the code`](#see-the-code "claim by council") here.'),
        ("here. so", '[here.<br>So](#here-so "claim by council")'),
        ("the code", '[`the code`](#the-code "claim by council") here.'),
    ],
)
def test_words_are_found_however_they_are_typed(site: Path, quote: str, line: str) -> None:
    """White space, quotation marks, case, accents and soft hyphens do not matter; signs around words stay in pairs."""
    done = imported(sheet(quote=quote, source="council"))
    assert (done.exit_code, done.stderr) == (0, "1 statement added to docs/a.md.\n")
    assert any(line in changed for changed in change()), change()


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ({"quote": "the bridge is shut"}, "“the bridge is shut” is not in the text of “docs/a.md”"),
        ({"quote": "The bridge is closed"}, "is 3 times in “docs/a.md” (lines 6, 9), and nothing says which is meant"),
        ({"quote": "The bridge is closed", "prefix": "the"}, "what stands before and after it does not say which"),
        ({"quote": "a letter has"}, "there is a link in it"),
        ({"quote": "letter"}, "there is a link in it or around it"),
        ({"quote": "code here"}, "only some of it is code, where a mark cannot begin or end"),
        ({"quote": "of it: see"}, "only some of it is emphasised"),
        ({"quote": "has it. an item"}, "it goes on in the next paragraph or item"),
        ({"quote": "another of"}, "some of these words are already marked, as “two” (line 13); mark the rest by hand"),
        ({"quote": "of the two", "source": "council"}, "already marked, as “two”, and the source there is “mayor”"),
        ({"quote": " "}, "there are no words in the column “quote”"),
    ],
)
def test_words_that_have_no_place_are_named(site: Path, cells: dict[str, str], says: str) -> None:
    """With what was looked for and where; nothing is guessed, and nothing is written."""
    done = imported(sheet(**{"source": "mayor", **cells}))
    assert done.exit_code == 1
    assert done.stdout.startswith("notes.csv:2: ")
    assert says in done.stdout
    assert change() == []


def test_what_stands_around_words_decides(site: Path) -> None:
    """Of the same words in several places, those are meant that stand between the same words."""
    assert imported(sheet(quote="The bridge is closed", prefix="denied it. ", source="mayor")).exit_code == 0
    assert change()[0].endswith(
        "The mayor denied it. [The bridge is closed](#the-bridge-is-closed-2 " + '"claim by mayor")'
    )


def test_a_table_says_all_that_a_statement_needs(site: Path) -> None:
    """Sources by id or by name, new ones declared at the top; a note and other options make a block."""
    done = imported(
        "sep=;\r\nQuote;Speaker;Type;Via;Answer;Note;Date\r\n"
        "the road is open;Two residents;unnamed;The Evening Post;;;\r\n"
        "denied it;ada brook;;direct;denial of two;;\r\n"
        "café owners;own-voice;;;;*They* <b>said</b> so;2031-05\r\n".encode("cp1252")
    )
    assert done.stderr == "3 statements added to docs/a.md.\n"
    assert change() == [
        "sources:",
        "  two-residents:",
        "    described-as: Two residents",
        "    type: unnamed",
        "safe”* at all. The bridge is closed. The mayor [denied it]"
        '(#denied-it "denial of two by mayor via direct"). The bridge is closed',
        "now, [café owners](#cafe-owners) say, and [a letter](https://example.org/) has it.",
        "/// claim",
        "    id: cafe-owners",
        "    source: own-voice",
        "    date: 2031-05",
        "\\*They\\* &lt;b>said&lt;/b> so",
        "///",
        '- an item that [the road is open](#the-road-is-open "claim by two-residents via evening-post")',
    ]
    again = Path("docs/a.md").read_bytes()
    done = CliRunner().invoke(main, ["import", "notes.csv", "--onto", "docs/a.md"])
    assert (done.exit_code, done.stderr) == (0, "0 statements added to docs/a.md, 3 had been before.\n")
    assert Path("docs/a.md").read_bytes() == again


HYPOTHESIS = {
    "rows": [
        {
            "id": "x1",
            "uri": "https://example.org/a",
            "text": "kind: denial\nby: mayor\nof: two\nwhere: a meeting\nNobody asked.\n/// claim\n[x](#two)",
            "tags": ["certainty: alleged", "read later"],
            "target": [
                {
                    "source": "https://example.org/a",
                    "selector": [
                        {"type": "RangeSelector", "startOffset": 1},
                        {"type": "TextPositionSelector", "start": 9, "end": 19},
                        {"type": "TextQuoteSelector", "exact": "denied it", "prefix": "The mayor ", "suffix": ". T"},
                    ],
                }
            ],
        },
        {"text": "A page note", "target": [{"source": "https://example.org/a"}]},
        {"text": "I see", "references": ["x1"], "target": [{"source": "https://example.org/a"}]},
    ]
}


def test_annotations_of_hypothesis(site: Path) -> None:
    """Comments and tags say what they name, and are the note otherwise; what quotes nothing is left out."""
    done = imported(json.dumps(HYPOTHESIS), "notes.json")
    assert done.exit_code == 1
    assert done.stdout == (
        "notes.json: annotation 1: a denial has no “certainty:”; it was left out\n"
        "notes.json: annotation 2: it quotes no words, so it has no place; it was left out\n"
        "notes.json: annotation 3: it is a reply to another annotation; it was left out\n"
    )
    assert change()[1:] == [
        "/// denial",
        "    id: denied-it",
        "    of: two",
        "    source: mayor",
        "    where: a meeting",
        "Nobody asked.",
        "&#47;// claim",
        "&#91;x\\](&#35;two)",
        "///",
    ]
    page = load(Path("docs"))[0].files["a.md"]
    assert [(record.kind, record.id.text) for record in page.records if record.id] == [
        ("denial", "denied-it"),
        ("claim", "two"),
    ]


@pytest.mark.parametrize(
    "annotation",
    [
        {"type": "Annotation", "bodyValue": "by: mayor", "target": {"selector": {"exact": "café owners"}}},
        [{"body": "by: mayor", "target": [{"selector": [{"exact": "café owners"}]}]}],
        {"body": {"value": "by: mayor", "purpose": "tagging"}, "target": {"selector": {"exact": "café owners"}}},
        {
            "type": "AnnotationCollection",
            "first": {
                "items": [
                    {
                        "motivation": "commenting",
                        "body": [{"value": "<p>by: mayor</p>", "format": "text/html"}],
                        "target": {
                            "selector": {
                                "type": "FragmentSelector",
                                "refinedBy": {"exact": "now, café owners say", "refinedBy": {"exact": "café owners"}},
                            }
                        },
                    }
                ]
            },
        },
    ],
)
def test_web_annotations_in_all_their_forms(site: Path, annotation: object) -> None:
    """One or many, in pages and collections, with bodies and selectors as the standard allows them."""
    assert imported(json.dumps(annotation), "notes.jsonld").exit_code == 0
    assert 'now, [café owners](#cafe-owners "claim by mayor") say' in change()[0]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "“notes” is empty"),
        ("\ufeff \n", "“notes” is empty"),
        ("{", "“notes” is not JSON (line 1, column 2)"),
        ("[" * 100_000, "nested too deeply"),
        ("[" * 900 + "]" * 900, "has no annotations"),
        ('{"rows": []}', "has no annotations"),
        ("[null, 5]", "has no annotations"),
        ("only\none\n", "has no column “quote”"),
        ("a text\n" * 5, "has no column “quote”"),
        ("quote,source\n" + "x,y\n" * 10_001, "more than 10,000 rows"),
        (json.dumps([{"target": 1}] * 10_001), "has 10,001 annotations"),
        ('quote,source\n"' + "x" * 200_000, "cannot be read as CSV"),
        (bytes(range(128, 256)) * 9, "has no column “quote”"),
        (b"PK\x03\x04\x14\0xl/workbook.xml", "is no text; save the table in it as CSV"),
    ],
)
def test_a_file_that_cannot_be_used_is_said(site: Path, content: str | bytes, says: str) -> None:
    """2, why, and nothing is written."""
    done = imported(content, "notes")
    assert done.exit_code == 2
    assert says in done.stderr
    assert change() == []


@pytest.mark.parametrize("one", [None, 5, {}, {"target": None}, {"target": [None, {"selector": [None, {"exact": 5}]}]}])
def test_annotations_with_holes_are_left_out(site: Path, one: object) -> None:
    """Whatever is missing from one, the others are imported."""
    good = {
        "text": None,
        "tags": None,
        "body": [None, 7],
        "target": {"selector": {"exact": "café owners", "prefix": 5}},
    }
    imported(json.dumps([one, good]), "notes.json")
    assert len(change()) == 1


@pytest.mark.parametrize(("newline", "mark"), [("\r\n", ""), ("\n", "\ufeff"), ("\r\n", "\ufeff"), ("\r", "")])
def test_all_else_of_a_file_stays_byte_for_byte(site: Path, newline: str, mark: str) -> None:
    """Its line ends and its byte order mark too; new lines end as those of the file do."""
    before = (mark + ARTICLE.replace("\n", newline)).encode()
    Path("docs/a.md").write_bytes(before)
    assert imported(sheet(quote="café owners", source="mayor", note="So.")).exit_code == 0
    after = Path("docs/a.md").read_bytes()
    block = newline.join(
        ["", "", "/// claim", "    id: cafe-owners", "    source: mayor", "", "So.", "", "///"]
    ).encode()
    assert after.replace(block, b"").replace("[café owners](#cafe-owners)".encode(), "café owners".encode()) == before


@pytest.mark.parametrize(
    ("top", "new"),
    [
        ("", "---\nsources:\n  ann-lee:\n    name: Ann Lee\n    type: person\n---\n\n"),
        ("---\ntitle: a\n...\n", "---\ntitle: a\nsources:\n  ann-lee:\n    name: Ann Lee\n    type: person\n...\n"),
        (
            "---\nsources:  # all\n    x: {name: X, type: person}\n---\n",
            "---\nsources:  # all\n    x: {name: X, type: person}\n"
            "    ann-lee:\n        name: Ann Lee\n        type: person\n---\n",
        ),
        (
            "---\nsources: {x: {name: X, type: person}}\n---\n",
            "---\nsources: {x: {name: X, type: person}, ann-lee: {name: Ann Lee, type: person}}\n---\n",
        ),
        ("---\nsources:\n---\n", "---\nsources:\n  ann-lee:\n    name: Ann Lee\n    type: person\n---\n"),
        ("---\nsources: {}\n---\n", ""),
        ("---\ntitle: a\n\n", ""),
    ],
)
def test_new_sources_are_declared_where_there_is_a_place(site: Path, top: str, new: str) -> None:
    """At the top of the page, behind those it has and in their form; where there is none, it is left to the author."""
    Path("docs/a.md").write_text(f"{top}The café is shut.\n", "utf-8")
    done = imported(sheet(quote="café", source="Ann Lee", type="person"))
    assert done.exit_code == 0
    assert Path("docs/a.md").read_text("utf-8") == f'{new or top}The [café](#cafe "claim by ann-lee") is shut.\n'
    assert ("Declare these sources by hand, at the top of the page: ann-lee.\n" in done.stderr) == (not new)


def test_an_article_elsewhere_is_said(site: Path) -> None:
    """Only pages of the site are changed."""
    Path("b.md").write_text("café owners\n", "utf-8")
    Path("notes.csv").write_text("quote\ncafé owners\n", "utf-8")
    done = CliRunner().invoke(main, ["import", "notes.csv", "--onto", "b.md"])
    assert done.exit_code == 2
    assert "“b.md” is not a page in the folder" in done.stderr


# What a site publishes, and imports again.

DECLARED: dict[str, Source] = {
    source.id: source for source in read_sources(compose(SOURCES, 0, len(SOURCES))[0], "docs/sources.yml", [])
}
WORDS = st.sampled_from(
    "the bridge|*is* safe|a road|“closed”|`x < 1`|&amp; open|at 5|again,|and|**so** it|see[^1]".split("|")
)
PHRASE = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)
TITLE = st.sampled_from(
    ["claim by council", "claim by mayor via evening-post", "claim by officials via evening-post (implied)", "opinion"]
)
PIECE = st.tuples(PHRASE, st.none() | TITLE)
PARAGRAPH = st.tuples(st.sampled_from(["", "- ", "> ", "1. "]), st.lists(PIECE, min_size=1, max_size=5))


def article(paragraphs: list[tuple[str, list[tuple[str, str | None]]]]) -> str:
    """An article in which some phrases are marked."""
    lines, number = ["# Bridge", ""], 0
    for sign, pieces in paragraphs:
        written = []
        for words, title in pieces:
            number += title is not None
            written.append(f'[{words}](#s{number} "{title}")' if title else words)
        lines += [f"{sign}{' '.join(written)}.", ""]
    return "\n".join([*lines, "[^1]: See there.", ""])


def without_marks(page: Page) -> str:
    """The text of a page in which nothing is marked."""
    links = (
        edit for link in page.links for edit in (Edit(link.at, link.words_at, ""), Edit(link.words_end, link.end, ""))
    )
    return edited(page.text, links)


def again(page: Page) -> Imported:
    """What a site publishes of a page, imported onto its bare text."""
    ledger = join([page], DECLARED.values())
    state = BuildState(ledger, (), DEFAULT_SETTINGS)
    html = f"<body><article>{drawn(state, page.path, page.text[page.body_at :])}</article></body>"
    content = annotations_json(ledger, Site("", ""), page, html) if ledger.statements.get(page.path) else "[]"
    bare = read_page(page.path, page.file, without_marks(page))
    found = list(read_web_annotations(content, "a.json")) if content != "[]" else []
    return import_annotations(bare, found, DECLARED)


def meant(page: Page) -> dict[str, tuple[object, ...]]:
    """Of each statement, all that is said of it, and where its words are in the text."""
    prose = read_prose(page)
    marks = {link.id.text: prose.from_file(link.words_at, link.words_end) for link in page.links}
    return {
        record.id.text: (
            record.kind,
            [(name, [(i.text, i.implied) for i in items]) for name, items in record.options.items()],
            marks[record.id.text],
        )
        for record in page.records
        if record.id
    }


@settings(deadline=None, max_examples=40)
@given(st.lists(PARAGRAPH, max_size=5))
def test_what_a_site_publishes_can_be_imported_again(
    paragraphs: list[tuple[str, list[tuple[str, str | None]]]],
) -> None:
    """Each statement has the words it had, its kind, sources and route; or it is said that its words are not unique."""
    page = read_page("a.md", "docs/a.md", article(paragraphs))
    result = again(page)
    back = read_page("a.md", "docs/a.md", edited(without_marks(page), result.edits))
    was, now = meant(page), meant(back)
    assert now == {id_: said for id_, said in was.items() if id_ in now}
    assert len(now) == len(result.added) == len(was) - len(result.problems)
    assert all("which is meant" in problem.message for problem in result.problems)
    assert without_marks(back) == without_marks(page)
