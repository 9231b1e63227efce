"""The editing engine: a change is written exactly as it is asked for, or it is refused and nothing happens."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping
from difflib import unified_diff
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from test_reader_properties import ANY_TEXT
from whosaid.base.filefaults import UnreadableFile
from whosaid.base.model import Page, Record
from whosaid.editing.changes import (
    Alter,
    AlterSource,
    AlterTop,
    Change,
    Declare,
    Mark,
    MarkAgain,
    Remove,
    Rename,
    Replace,
    Reword,
    SetAside,
    Silence,
)
from whosaid.editing.edits import Edit, edited
from whosaid.editing.pagefiles import in_file, write_back
from whosaid.editing.planning import Refused, planned
from whosaid.editing.quotes import Quote
from whosaid.ledger.joining import join
from whosaid.ledger.loading import read_sources_file
from whosaid.ledger.records import Ledger
from whosaid.read import read_page
from whosaid.read.prose import read_prose

Files = Mapping[str, str]

SOURCES = """\
# Who speaks in our articles
council:
  name: "the council"   # as it calls itself
  type: institution

mayor:
  name: Ann Other
  type: person
  possibly-same-as: [council]
  # a note to ourselves
"""
ARTICLE = """\
---
title: The bridge
main: shut
via: council
sources:
  tenants: {type: unnamed, described-as: tenants}
---

# The bridge

[It is shut](#shut "claim by council"), and *nobody* knows why. [So they say](#shut).
[She denied it](#no "denial of shut by mayor via council").

- the road is open
- the ferry runs

| when | what |
|---|---|
| May | nothing runs |

[Cases](x.md "show claims with source: council")
"""
OTHER = """\
[It is shut](a.md#shut), [they say](#they).

/// claim | It is shut
    id: they
    same-as: a.md#shut
    source: council

See [there](a.md#shut).

///

[More](x.md "show claims with same-as: a.md#shut")
"""
SITE: Files = {"a.md": ARTICLE, "b.md": OTHER, "sources.yml": SOURCES}


def ledger_of(files: Files) -> Ledger:
    """The ledger of a site with these files."""
    pages = [read_page(path, path, text) for path, text in files.items() if path != "sources.yml"]
    sources = read_sources_file(Page("sources.yml", "sources.yml", files.get("sources.yml", "")))
    return join([*pages, sources], sources.sources)


def made(files: Files, *changes: Change) -> dict[str, str]:
    """The files with these changes made to a.md. Raises Refused."""
    ledger = ledger_of(files)
    plan = planned(ledger, "a.md", changes)
    return {path: edited(page.text, plan.edits.get(path, ())) for path, page in ledger.files.items()}


def changed(*changes: Change, files: Files = SITE) -> list[str]:
    """The lines that are new or other in the files, apart from empty ones."""
    after = made(files, *changes)
    lines = [line for path in after for line in unified_diff(files[path].split("\n"), after[path].split("\n"), n=0)]
    return [line[1:] for line in lines if line.startswith("+") and line[1:].strip() and not line.startswith("+++")]


def mark(words: str, source: str = "council", note: str = "", **options: str) -> Mark:
    """A claim by somebody."""
    given = {name.replace("_", "-"): value for name, value in options.items()}
    return Mark(quote=Quote(words), kind="claim", options={"source": source, **given}, note=note)  # type: ignore[dict-item]


@pytest.mark.parametrize(
    ("change", "lines"),
    [
        (mark("the road is open"), ['- [the road is open](#road-open "claim by council")']),
        (
            mark("knows why", date="2031-05", note="Nobody asked."),
            [
                '[It is shut](#shut "claim by council"), and *nobody* [knows why](#knows-why). [So they say](#shut).',
                *["/// claim", "    id: knows-why", "    source: council", "    date: 2031-05", "Nobody asked.", "///"],
            ],
        ),
        (mark("ferry", via="x (implied), y"), ['- the [ferry](#ferry "claim by council via x (implied), y") runs']),
        (MarkAgain(quote=Quote("The bridge"), id="no"), ["# [The bridge](#no)"]),
        (MarkAgain(quote=Quote("the ferry"), id="b.md#they"), ["- [the ferry](b.md#they) runs"]),
        (
            Alter(id="no", kind="no-comment", options={"via": None}),
            ['[She denied it](#no "no-comment of shut by mayor").'],
        ),
        (Alter(id="they", options={"date": "2031", "source": "mayor"}), ["    source: mayor", "    date: 2031"]),
        (Alter(id="they", note="New.\n\n- a list"), ["New.", "- a list"]),
        (Alter(id="they", title="It is  closed"), ["/// claim | It is closed"]),
        (Alter(id="they", title=""), ["/// claim"]),
        (
            Alter(id="shut", title="It is closed"),
            [
                "[It is shut](#shut), and *nobody* knows why. [So they say](#shut).",
                *["/// claim | It is closed", "    id: shut", "    source: council", "///"],
            ],
        ),
        (Reword(id="no", quote=Quote("denied")), ['She [denied](#no "denial of shut by mayor via council") it.']),
        (
            Reword(id="shut", quote=Quote("nobody knows")),
            ['It is shut, and [*nobody* knows](#shut "claim by council") why. So they say.'],
        ),
        (Reword(id="no", quote=Quote("She denied it")), []),
        (
            AlterTop(fields={"author": "Ada: Holm", "title": None, "published": "2031-05"}),
            ['author: "Ada: Holm"', "published: 2031-05"],
        ),
        (
            Silence(rule="vague-source", at=ARTICLE.index("the road"), reason="it is: so"),
            ["- the road is open <!-- whosaid: ignore vague-source: it is: so -->"],
        ),
        (SetAside(quote=Quote("May")), ["<!-- whosaid: nothing-to-note -->"]),
        (Replace(edits=[Edit(0, 3, "---")]), []),
    ],
)  # fmt: skip
def test_a_change_is_written_where_it_belongs(change: Change, lines: list[str]) -> None:
    """In the short form if that says all, in a block otherwise; and no other line is changed."""
    files = {**SITE, "a.md": OTHER} if getattr(change, "id", "") == "they" else SITE
    assert changed(change, files=files) == lines


def test_a_short_form_without_room_becomes_a_block() -> None:
    """Its words stay marked; its title goes, and the block has all of it."""
    assert changed(Alter(id="no", options={"date": "2031"}, note="By email.")) == [
        "[She denied it](#no).",
        "/// denial",
        "    id: no",
        "    of: shut",
        "    source: mayor",
        "    via: council",
        "    date: 2031",
        "By email.",
        "///",
    ]


@pytest.mark.parametrize("further", ["", "!", "+", "+!"])
def test_a_block_does_not_part_a_set_of_tabs(further: str) -> None:
    """It goes behind the last tab, before a paragraph that begins with other signs of the kind."""
    tabs = f'=== "A"\n\n    It leaks.\n\n==={further} "B"\n\n    It does not.\n'
    text = made({"a.md": f"{tabs}\n==Marked== words.\n"}, mark("It leaks", source="own-voice", note="So."))["a.md"]
    parts = text.replace("[It leaks](#it-leaks)", "It leaks").split("\n/// claim\n")
    assert (parts[0], parts[1].partition("///\n\n")[2]) == (tabs, "==Marked== words.\n")


def test_a_first_statement_is_not_refused_for_what_is_above_it() -> None:
    """What is wrong at the top of a page once it has statements is a finding, and no business of a mark."""
    text = "---\npubished: 2031\nPublished: 2031\nvia: Not An Id\n---\nThey say so.\n"
    assert "[They say](#they-say" in made({"a.md": text}, mark("They say"))["a.md"]


def test_a_note_may_hold_blocks_of_others() -> None:
    """Such as one that opens; it is read back as it is given."""
    note = "Before.\n\n/// details | More\nInside.\n///\n\n```\ncode\n```"
    after = made(SITE, mark("the road is open", note=note))["a.md"]
    assert read_page("a.md", "a.md", after).records[-1].body == note


@pytest.mark.parametrize(
    ("words", "id_", "language"),
    [
        ("the US and the Gulf states had offered", "us-gulf-states", "en"),
        ("a bridge’s cables are not safe", "bridges-cables-not", ""),
        ("She knows why", "she-knows-why", "en-GB"),
        ("It is what it is", "it-is-what-it", "en"),
        ("der Rat hat die Brücke gesperrt", "rat-brucke-gesperrt", "de"),
        ("le pont est fermé au public", "le-pont-est-ferme", "fr"),
        ("міст закрито", "claim", "uk"),
        ("regu\u00adlations about the fer\u200bry", "regulations-ferry", "en"),
        ("der Rat hat die Bru\u0308cke gesperrt", "rat-brucke-gesperrt", "de"),
    ],
)
def test_an_id_is_made_of_the_words_that_tell_something(words: str, id_: str, language: str) -> None:
    """If there are two; small words of the page's language are left out, abbreviations and “not” are not."""
    text = f"---\nlanguage: {language or 'en'}\n---\n{words}.\n"
    assert planned(ledger_of({"a.md": text}), "a.md", [mark(words)]).id == id_


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('It\'s "shut" -- and... 1/2 of it --- so', "It’s “shut” – and… ½ of it — so"),
        ("So it is ---", "So it is —"),
        ("-- and it is", "– and it is"),
        ("It is -  - so", "It is – – so"),
    ],
)
def test_words_are_found_as_typographers_write_them(text: str, words: str) -> None:
    """As extensions show them in a page; what is one sign there is marked whole."""
    change = Mark(quote=Quote(words), kind="claim", options={"source": "own-voice"}, id="it")
    assert f"\n[{text}](#it" in made({"a.md": f"Well,\n{text}.\n"}, change)["a.md"]


def test_links_stay_outside_a_mark() -> None:
    """The words around a link are parts of one mark."""
    text = "They say, in [a letter](https://example.org/), that it is *shut* ([see](x.md)).\n"
    after = made({"a.md": text}, mark("They say, in a letter, that it is shut"))["a.md"]
    assert after == (
        '[They say, in](#say-letter-shut "claim by council") [a letter](https://example.org/), '
        "[that it is *shut*](#say-letter-shut) ([see](x.md)).\n"
    )
    assert made({"a.md": after}, Remove(id="say-letter-shut"))["a.md"] == text


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (
            "it was open",
            '[She knew that](#x "claim by mayor") [it was open](#it-was-open "claim by council within x").',
        ),
        ("She knew", '[She knew](#she-knew "claim by council within x") [that it was open](#x "claim by mayor").'),
        ("that", '[She knew](#x) [that](#that "claim by council within x") [it was open](#x "claim by mayor").'),
    ],
)
def test_a_claim_within_a_claim_says_so(words: str, line: str) -> None:
    """The outer mark is split around the inner one, wherever that is; taken out again, the outer one is whole."""
    text = 'Well, [She knew that it was open](#x "claim by mayor").\n'
    after = made({"a.md": text}, mark(words))["a.md"]
    assert after == f"Well, {line}\n"
    assert made({"a.md": after}, Remove(id=words.lower().replace(" ", "-")))["a.md"] == text


def test_a_claim_around_others_takes_them_in() -> None:
    """Those that are within none yet are within it; when it goes, they are not any more."""
    text = 'She said [it is shut](#a "claim by x") [since May](#b "claim by y within a"), they say.\n'
    after = made({"a.md": text}, mark("She said it is shut since May, they say"))["a.md"]
    assert after == (
        '[She said](#said-shut-say "claim by council") [it is shut](#a "claim by x within said-shut-say") '
        '[since May](#b "claim by y within a"), [they say](#said-shut-say).\n'
    )
    assert made({"a.md": after}, Remove(id="said-shut-say"))["a.md"] == text


def test_other_words_take_a_claim_in_or_out_of_another() -> None:
    """What is within what follows the marks; a mark that was split around another is whole when that has gone."""
    text = 'She said [it is shut](#a "claim by x") and [they know](#b "claim by y").\n'
    inner = made({"a.md": text}, Reword(id="b", quote=Quote("shut")))["a.md"]
    assert inner == 'She said [it is](#a "claim by x") [shut](#b "claim by y within a") and they know.\n'
    assert made({"a.md": inner}, Reword(id="b", quote=Quote("they know")))["a.md"] == text
    outer = made({"a.md": text}, Reword(id="b", quote=Quote("She said it is shut and")))["a.md"]
    assert outer == 'She [said](#b "claim by y") [it is shut](#a "claim by x within b") [and](#b) they know.\n'.replace(
        "She [said]", "[She said]"
    )
    assert made({"a.md": outer}, Reword(id="b", quote=Quote("they know")))["a.md"] == text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("A page.\n", "---\nauthor: Ada\n---\n\nA page.\n"),
        (
            "---\nauthor:  # who wrote it; unknown if it does not say\n---\nText\n",
            "---\nauthor: Ada\n---\nText\n",
        ),
        ("---\nauthor:  # my own remark\nx: 1\n---\nText\n", "---\nauthor: Ada  # my own remark\nx: 1\n---\nText\n"),
        ("---\nauthor: >-\n  B,\n  C\nx: 1\n---\nText\n", "---\nauthor: Ada\nx: 1\n---\nText\n"),
        ("---\nx: 1 # one\n---\nText\n", "---\nx: 1 # one\nauthor: Ada\n---\nText\n"),
    ],
)
def test_the_top_of_an_article_keeps_its_other_lines(before: str, after: str) -> None:
    """A question that is answered goes with its answer; a page without a top gets one."""
    assert made({"a.md": before}, AlterTop(fields={"author": "Ada"}))["a.md"] == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("---\nx: 1\nurl: y\n---\nText\n", "---\nx: 1\nauthor: Ada\n---\nText\n"),
        ("---\nauthor:\nurl:\n  - y\n---\nText\n", "---\nauthor: Ada\n---\nText\n"),
        ("---\nurl: y # where\n# all\n---\nText\n", "---\n# all\nauthor: Ada\n---\nText\n"),
        ("---\nurl: y\nurl: z\n---\nText\n", "---\nauthor: Ada\n---\nText\n"),
        ("---\n---\nText\n", "---\nauthor: Ada\n---\n\nText\n"),
    ],
)
def test_one_key_comes_and_another_goes(before: str, after: str) -> None:
    """Whichever is the last one, in a single step."""
    assert made({"a.md": before}, AlterTop(fields={"author": "Ada", "url": None}))["a.md"] == after


def test_the_top_goes_with_its_last_key() -> None:
    """MkDocs would print what is left; a comment is never lost."""
    gone = AlterTop(fields={"author": None, "url": None})
    assert made({"a.md": "---\nauthor: Ada\nurl: y\n---\n\nText\n"}, gone)["a.md"] == "Text\n"
    with pytest.raises(Refused, match="only comments would be left"):
        made({"a.md": "---\n# ours\nauthor: Ada\n---\nText\n"}, gone)


def test_a_block_stays_a_block() -> None:
    """Its note can go, its options can become few."""
    files = {"a.md": OTHER.replace("a.md#shut", "they")}
    after = made(files, Alter(id="they", options={"same-as": None}, note=""))["a.md"]
    assert "/// claim | It is shut\n    id: they\n    source: council\n///\n" in after


def test_a_statement_is_renamed_wherever_the_site_names_it() -> None:
    """In marks, options, notes, embeds and at the top of its page; nothing else changes."""
    after = made(SITE, Rename(id="shut", new="closed"))
    assert [after[path].count("closed") for path in SITE] == [4, 4, 0]
    assert {path: text.replace("closed", "shut") for path, text in after.items()} == dict(SITE)


def test_a_source_is_renamed_wherever_the_site_names_it() -> None:
    """In statements, in the default route, in other sources and in embeds; names and texts stay."""
    after = made(SITE, Rename(id="council", new="board"))
    assert [after[path].count("board") for path in SITE] == [4, 1, 2]
    assert "the council" in after["sources.yml"]
    assert {path: text.replace("board", "council") for path, text in after.items()} == dict(SITE)


@pytest.mark.parametrize(
    ("changes", "lines"),
    [
        (
            [Declare(id="ferry", fields={"name": "Ferry: line 1", "type": "institution"}, on_site=True)],
            ["ferry:", '  name: "Ferry: line 1"', "  type: institution"],
        ),
        (
            [Declare(id="two", fields={"described-as": "two", "type": "unnamed"})],
            ["  two:", "    described-as: two", "    type: unnamed"],
        ),
        ([AlterSource(id="council", fields={"name": "Council # 1"})], ['  name: "Council # 1"   # as it calls itself']),
        ([AlterSource(id="mayor", fields={"possibly-same-as": None, "role": "mayor"})], ["  role: mayor"]),
        (
            [AlterSource(id="tenants", fields={"count": "9", "described-as": "several"})],
            ['  tenants: {type: unnamed, described-as: several, count: "9"}'],
        ),
    ],
)  # fmt: skip
def test_sources_keep_their_order_and_comments(changes: list[Change], lines: list[str]) -> None:
    """A new one stands behind the others; of one that is there, only what is asked for changes."""
    assert changed(*changes) == lines


@pytest.mark.parametrize(
    ("fields", "before", "after"),
    [
        ({"name": "B"}, "name: one\n    two  # why\n  type: person", "name: B  # why\n  type: person"),
        ({"name": "B"}, "name: |\n    one\n    two\n\n  type: person", "name: B\n\n  type: person"),
        ({"name": "no"}, "'name': 'one'\n  type: person", "'name': \"no\"\n  type: person"),
        ({"role": "x"}, "name: A\n  type: person\n  # last", "name: A\n  type: person\n  role: x\n  # last"),
        ({"role": "x"}, "name: A\n  type: person\n  role:  # which?", "name: A\n  type: person\n  role: x  # which?"),
        ({"role": None}, "name: A\n  role: |\n    one\n    two\n  type: person", "name: A\n  type: person"),
        ({"for": None, "role": "x"}, "name: A\n  type: person\n  for: b", "name: A\n  type: person\n  role: x"),
        (
            {"possibly-same-as": "b, c"},
            "name: A\n  possibly-same-as:\n    - b  # maybe\n    - d\n  type: person",
            "name: A\n  possibly-same-as: [b, c]\n  type: person",
        ),
    ],
)
def test_a_source_is_changed_however_it_is_written(fields: Mapping[str, str | None], before: str, after: str) -> None:
    """In one line or several, in quotes or not; what stands beside it stays."""
    source = "# all\na:\n  {}\n\nz: {{name: Z, type: person}}  # the last\n"
    made_of = made({"a.md": "So.\n", "sources.yml": source.format(before)}, AlterSource(id="a", fields=fields))
    assert made_of["sources.yml"] == source.format(after)


UNNAMED = {"type": "unnamed", "described-as": "an official", "reason": "not-stated"}


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (mark("the river"), "“the river” is not in the text of “a.md”"),
        (mark("is shut, and nobody"), "some of these words are already marked, as “shut” (line 11)"),
        (mark("the road is open the ferry"), "it goes on in the next paragraph or item"),
        (mark("The bridge"), "it is a heading, where words can only be mentioned"),
        (mark("body knows"), "only some of it is emphasised"),
        (mark("the road", date="yesterday"), "“date:” cannot be “yesterday”"),
        (mark("the road", certainty="sure"), "“certainty:” cannot be “sure”; it can be: alleged, believed"),
        (mark("the road", scope="general"), "a statement of the kind “claim” has no “scope:”"),
        (mark("the road", where="Radio date: 2031"), "a value in it would be read as two options"),
        (mark("the road", note="a\n\n///\n\nb"), "a line that begins with /// would end or begin a block"),
        (mark("when what"), "it goes on in the next cell of a table"),
        (mark("Nobody came", note="Why?"), "the comment below these words would then be about other lines"),
        (Mark(quote=Quote("the road"), kind="claim", id="no"), "there is a statement “no” on this page already"),
        (Mark(quote=Quote("the road"), kind="claim", id="the-bridge"), "“the-bridge” cannot be the id"),
        (Remove(id="shut"), "“no” names it in “of:” (a.md, line 12); change that first"),
        (Remove(id="gone"), "there is no statement “gone” on this page"),
        (Alter(id="no", kind="claim"), "a statement of the kind “claim” has no “of:”; remove that as well"),
        (Rename(id="no", new="shut"), "there is a statement “shut” on this page already"),
        (Rename(id="council", new="own-voice"), "“own-voice” has a meaning of its own"),
        (Declare(id="mayor", fields={"name": "x", "type": "person"}), "the site has a source “mayor” already"),
        (Declare(id="x", fields={"name": "x", "type": "unnamed"}), "an unnamed source has no “name:”"),
        (Declare(id="x", fields={"name": "x"}), "a source needs a type, and a name"),
        (AlterSource(id="council", fields=UNNAMED), "an unnamed source has no “name:”"),
        (Rename(id="gone", new="here"), "there is no statement or source “gone” here"),
        (AlterSource(id="mayor", fields={"age": "5"}), "“age” is not a field of a source"),
        (Silence(rule="vague-source", at=ARTICLE.index("the road"), reason="–"), "say why"),
        (Silence(rule="vague-source", at=ARTICLE.index("the road"), reason="a --> b"), "two hyphens"),
        (Reword(id="shut", quote=Quote("they say. She denied")), "are already marked, as “no” (line"),
        (Reword(id="shut", quote=Quote("The bridge")), "it is a heading, where words can only be mentioned"),
        (Reword(id="gone", quote=Quote("It is shut")), "there is no statement “gone” on this page"),
        (Alter(id="shut", title="Radio date: 2031"), "the check would then find: joined lines"),
        (AlterTop(fields={"published": "in May"}), "“published:” cannot be “in May”; it is when that was, such as"),
        (AlterTop(fields={"url": "javascript:x"}), "“url:” cannot be “javascript:x”; it is where it was published"),
        (AlterTop(fields={"icon": "x"}), "“icon” is not what the desk asks of an article"),
        (Replace(edits=[Edit(5, 3, "")]), "two parts of this change are in each other’s way"),
    ],
)  # fmt: skip
def test_what_cannot_be_written_exactly_is_refused(change: Change, why: str) -> None:
    """The reason is in an author's words, with the place."""
    with pytest.raises(Refused) as refused:
        made(
            {**SITE, "a.md": f"{ARTICLE}\nNobody came.\n<!-- whosaid: nothing-to-note -->\n\nSo.\n"},
            mark("nothing runs"),
            change,
        )
    assert why in str(refused.value)


@pytest.mark.parametrize(
    ("text", "words", "why"),
    [
        ('It is so.\n\n[By](#by "claim by mayor") now.\n', "so. By", "it goes on in the next paragraph or item"),
        ("Wow!Great news.\n", "Great news", "an exclamation mark directly before a mark"),
        ("They say it{.big} now.\n", "say it", "what stands in braces behind these words"),
        ("They say\n> it is so\n", "say it is", "a quotation begins in the middle of these words"),
        ("one\ntwo\n:   a definition\n", "one two", "these are several terms with one definition"),
        ("- item a | b\n|---|---|\n", "a | b", "these are several cells of a table"),
        ("They say\n*[SIN]: it is new\n", "it is new", "some of these words are no text"),
        ("They say\n[1]: https://example.org\n", "https://example.org", "only where nothing can be marked"),
        ("They say[^1] so.\n", "say so", "the footnote [^1] in these words has no text"),
        ("!!! note\n    They say\nit is so.\n", "say it is", "they go on in a line that is less indented"),
        ("<div>They say it.</div>\n", "They say", "only where nothing can be marked: in a block of code, in HTML"),
        ("They say `--force`.\n", "They deny", "is not in the text"),
        ("They say <b>it is</b> so.\n", "say it", "only some of it is emphasised, or in an element of HTML"),
        ("ab: they say\n", "ab: they", "first mend what is wrong with these words: swallowed first line"),
    ],
)
def test_words_that_markdown_would_read_otherwise_are_refused(text: str, words: str, why: str) -> None:
    """Whatever the check can read there, a mark would not be drawn."""
    with pytest.raises(Refused) as refused:
        made({"a.md": text}, mark(words))
    assert why in str(refused.value)


@pytest.mark.parametrize(
    ("path", "faults", "why"),
    [
        ("a.html", (), "“a.html” is not written in Markdown"),
        ("whosaid.yml", (), "“whosaid.yml” is not written in Markdown"),
        ("b.md", (), "there is no page “b.md”"),
        ("a.md", (UnreadableFile(0, "0xE9", detail="encoding"),), "“a.md” has characters that are not UTF-8"),
    ],
)
def test_only_pages_whose_text_is_known_are_changed(path: str, faults: tuple[UnreadableFile, ...], why: str) -> None:
    """Offsets in any other file would be wrong."""
    page = msgspec.structs.replace(read_page("a.md", "a.md", "They say so.\n"), faults=faults)
    pages = [page, Page("a.html", "a.html", page.text), Page("whosaid.yml", "whosaid.yml", page.text)]
    for change in (mark("They say"), Silence(rule="vague-source", at=3, reason="so"), SetAside(quote=Quote("They"))):
        with pytest.raises(Refused) as refused:
            planned(join(pages, ()), path, [change])
        assert why in str(refused.value)


@pytest.mark.parametrize("start", ["# So\n\n", "\n", "<!-- Why? -->\n\n", "```\ncode\n```\n\n", "| a |\n|---|\n\n"])
@pytest.mark.parametrize("top", ["", "title: So\n", "ignore: {vague-source: so}\n", "ignore:\n  vague-source: so\n"])
def test_what_is_found_at_the_very_start_is_silenced_for_the_page(start: str, top: str) -> None:
    """It is about the page; a comment above its text would leave it where it is."""
    text = f"---\n{top}---\n{start}" if top else start
    claim = '[They say](#say "claim by own-voice") so.\n'
    after = made({"a.md": f"{text}{claim}"}, Silence(rule="undated-article", at=0, reason="a: b"))["a.md"]
    silencings = read_page("a.md", "a.md", after).silencings
    assert [one.reason for one in silencings if one.rule.text == "undated-article" and not one.start] == ["a: b"]
    assert after.endswith(f"---\n{'' if top else chr(10)}{start}{claim}")


def test_long_paragraphs_are_no_trouble() -> None:
    """Words that go on in the next of hundreds of lines are marked as in any other paragraph."""
    text = "".join(f"Line {number} goes on\n" for number in range(300))
    after = made({"a.md": text}, mark("150 goes on Line 151"))["a.md"]
    assert "Line [150 goes on\nLine 151](#150-goes-line" in after


def test_changes_are_made_one_after_the_other() -> None:
    """Each sees those before it; the edits of all are at the offsets of the text as it was."""
    first, second = mark("the road is open"), Alter(id="road-open", note="Seen.")
    assert made(made(SITE, first), second) == made(SITE, first, second)
    assert made(SITE, first, second, Remove(id="road-open")) == dict(SITE)


# Any change to any text.

QUOTED = "So they say|nothing runs|the ferry|nobody|It is shut|open|the road is open\n- the ferry|May|why."
TEXTS = st.sampled_from(["council", "a, b", "nyt (implied)", "2031", "x: y", "alleged", "no", "", 'a "b"', "](#no)"])
NOTES = st.sampled_from(
    ["", "A note.", "- a\n- b", "///", "```", "see [it](#no)", "> q", "# H", "a\n\n\n    b", "<div>"]
)


def a_change(text: str) -> st.SearchStrategy[Change]:
    """Any change to a page with this text, possible or not."""
    prose = read_prose(read_page("a.md", "a.md", text), frozenset(("text", "heading"))).text
    ids = st.sampled_from(["shut", "no", "they", "a", "council", "tenants", "new"])
    ends = st.tuples(st.integers(0, len(prose)), st.integers(1, 40))
    quotes = ends.map(lambda ends: prose[ends[0] : sum(ends)]) | st.sampled_from(QUOTED.split("|"))
    quote = quotes.map(Quote)
    names = st.sampled_from(["source", "of", "via", "date", "where", "certainty"])
    options = st.dictionaries(names, TEXTS, max_size=3)
    fields = st.fixed_dictionaries({"name": st.none() | TEXTS, "role": TEXTS})
    kinds = st.sampled_from(["claim", "opinion", "denial"])
    return st.one_of(
        st.builds(Mark, quote=quote, kind=kinds, options=options, title=st.just("") | TEXTS, note=NOTES),
        st.builds(MarkAgain, quote=quote, id=ids),
        st.builds(Reword, id=ids, quote=quote),
        st.builds(
            Alter, id=ids, kind=st.none() | kinds, options=options, title=st.none() | TEXTS, note=st.none() | NOTES
        ),
        st.builds(Remove, id=ids),
        st.builds(Rename, id=ids, new=ids),
        st.builds(Declare, id=ids, fields=st.fixed_dictionaries({"name": TEXTS, "type": st.just("person")})),
        st.builds(AlterSource, id=ids, fields=fields),
        st.builds(Silence, rule=st.just("vague-source"), at=st.integers(0, len(text)), reason=TEXTS),
        st.builds(AlterTop, fields=st.fixed_dictionaries({"author": TEXTS, "published": st.none() | TEXTS})),
        st.builds(SetAside, quote=quote, reason=TEXTS),
    )


def records(text: str) -> list[Record]:
    """The records of a page, in order."""
    return list(read_page("a.md", "a.md", text).records)


def ids_of(text: str) -> set[str]:
    """The ids of the statements of a page."""
    return {record.id.text for record in records(text) if record.id is not None}


def says(record: Record, about: set[str]) -> tuple[object, ...]:
    """All that a record says, apart from being within one of these statements."""
    options = {name: [item.text for item in items] for name, items in record.options.items()}
    if about & set(options.get("within", ())):
        del options["within"]
    return record.id and record.id.text, record.kind, options, record.title and record.title.text, record.body


@settings(max_examples=250, deadline=None)
@given(ANY_TEXT | st.just(ARTICLE) | st.just(OTHER) | ANY_TEXT.map(lambda text: f"{ARTICLE}\n{text}"), st.data())
def test_any_change_to_any_text_is_exact_or_refused(text: str, data: st.DataObject) -> None:
    """Nothing but what it names is another record than before, and no words are; refused, it raises nothing else."""
    page = read_page("a.md", "a.md", text)
    change = data.draw(a_change(page.text))
    try:
        after = made({"a.md": page.text}, change)["a.md"]
    except Refused:
        return
    about = {getattr(change, "id", ""), getattr(change, "new", "")}
    if isinstance(change, Mark):
        about = ids_of(after) - ids_of(page.text)
        assert len(records(after)) == len(records(page.text)) + 1
    others = [
        [says(one, about) for one in records(text) if one.id is None or one.id.text not in about]
        for text in (page.text, after)
    ]
    if not isinstance(change, Rename):
        assert others[0] == others[1]
    prose = [" ".join(read_prose(read_page("a.md", "a.md", one)).text.split()) for one in (page.text, after)]
    assert prose[0] == prose[1]
    if isinstance(change, Mark):
        assert made({"a.md": after}, Remove(id=about.pop())) == {"a.md": page.text, "sources.yml": ""}


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(["\n", "\r\n", "\r"]), st.sampled_from(["", "\ufeff"]), st.booleans(), st.data())
def test_files_keep_all_other_bytes(newline: str, bom: str, ends: bool, data: st.DataObject) -> None:
    """Line ends, a byte order mark and a last line without an end; a statement taken out leaves the file as it was."""
    text = (bom + (ARTICLE if ends else ARTICLE.rstrip("\n")).replace("\n", newline)).encode()
    words = data.draw(st.sampled_from(["nobody", "the ferry runs", "nothing runs", "the road"]))
    change = mark(words, note=data.draw(st.sampled_from(["", "A note.\n\n- a list"])))
    with TemporaryDirectory() as folder:
        file = Path(folder) / "a.md"
        file.write_bytes(text)
        made_id = planned(ledger_of({"a.md": text.decode()}), "a.md", [change]).id
        for one in (change, Remove(id=made_id)):
            ledger = ledger_of({"a.md": file.read_bytes().decode()})
            before = file.read_bytes()
            write_back(file, planned(ledger, "a.md", [one]).edits["a.md"])
            assert file.read_bytes() != before
            assert file.read_bytes().count(newline.encode()) == len(re.findall(rb"\r\n|\r|\n", file.read_bytes()))
        assert file.read_bytes() == text


def test_new_lines_end_as_most_lines_of_the_file_do() -> None:
    """A line that was pasted from elsewhere does not decide."""
    for usual, other in itertools.permutations(("\n", "\r\n", "\r"), 2):
        raw = f"one{usual}two{usual}three{other}four"
        assert in_file(raw, [Edit(4, 4, "new\n")]) == f"one{usual}new{usual}two{usual}three{other}four"
