"""Properties of any text and any annotation, tested with hypothesis and exhaustively."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from benchmarks.annotated import TYPES
from hypothesis import given, settings
from hypothesis import strategies as st

from casefiles import all_cases
from whosaid.base.kinds import KINDS, Kind
from whosaid.base.model import Item, Page, Source
from whosaid.base.options import OPTIONS, Option
from whosaid.base.vocabulary import SOURCE_TYPES
from whosaid.check.findings import Finding, with_severity
from whosaid.check.running import check as check_all
from whosaid.ledger.joining import join
from whosaid.ledger.records import Ledger, Statement
from whosaid.read import blocks, read_page

SOURCES = {id_: Source(id_, id_, SOURCE_TYPES[type_].id, {}, {"": 0}) for id_, type_ in TYPES.items()}
OUTLETS = tuple(id_ for id_, source in SOURCES.items() if source.type == "outlet")


def ledger_of(*texts: str) -> Ledger:
    """The ledger of pages with these texts: a.md, b.md, …"""
    pages = [read_page(f"{chr(97 + n)}.md", f"docs/{chr(97 + n)}.md", text) for n, text in enumerate(texts)]
    return join(pages, SOURCES.values())


def check(ledger: Ledger) -> tuple[Finding, ...]:
    """Every error; what is written here by chance need not be well written."""
    return tuple(with_severity(check_all(ledger), "error"))


# Any text.

FRAGMENTS = st.sampled_from(
    (
        "/// claim|///|////|/// details|// claim| id: a|source: council|via: no|of: a#b.md|[|]|(|)|](#a|"
        '](#a "claim by council")|"|\'|“|`|```|~~~|<!--|-->|<div>|<div markdown>|</div>|<b>|</b>|#|# A|===|---|- |> |'
        "    |\t|1. |!!! claim|> [!CLAIM]|:::|[1]: #a|[^1]:|\\|*|_|&amp;|{#a}|{: #a }|title: x|sources:|"
        "\x00|\ufeff|\r|\n|\n\n|\u2028|\u0085|\U0001f600|ש|é"
    ).split("|")
)
ANY_TEXT = st.one_of(st.text(), st.lists(st.one_of(FRAGMENTS, st.text(max_size=5))).map("".join))


@settings(max_examples=1500, deadline=None)
@given(ANY_TEXT)
def test_any_text_can_be_read_and_every_position_lies_inside_it(text: str) -> None:
    """Reading and checking any file raises nothing, and all positions are valid."""
    ledger = ledger_of(text, "---\n" + text)
    for page in ledger.files.values():
        assert all(0 <= at <= len(page.text) for at in _positions(page))
    for finding in check(ledger):
        lines = ledger.files[finding.path].text.split("\n")
        assert 1 <= finding.line <= len(lines)
        assert 1 <= finding.column <= len(lines[finding.line - 1]) + 1


def _positions(page: Page) -> Iterator[int]:
    for record in page.records:
        yield from (record.at, record.end, record.attribution_at)
        yield from (item.at for item in _items_of(record.id, record.title, *record.options.values()))
    for link in page.links:
        assert link.at <= link.words_at <= link.words_end <= link.end
        yield from (link.at, link.end, link.id.at)
    yield from (fault.at for fault in page.faults)
    yield from (heading.at for heading in page.headings)
    yield from (anchor.at for anchor in page.anchors)
    yield from (at for source in page.sources for at in source.at.values())
    yield page.body_at


def _items_of(*values: Item | tuple[Item, ...] | None) -> Iterator[Item]:
    for value in values:
        if isinstance(value, tuple):
            yield from value
        elif value is not None:
            yield value


# Any annotation.

Written = dict[str, tuple[tuple[str, bool], ...]]
WORDS = st.text(alphabet="abc äß.,;!?—“” \U0001f600", min_size=1, max_size=20).map(lambda s: s.strip() or "x")
FREE_TEXT = st.text(alphabet="abcXYZ é,.-_/\\(){}<>&%!?'\"“”", min_size=1, max_size=25).map(
    lambda s: " ".join(s.replace("<!", "!").replace("<?", "?").split()) or "x"  # the start of a comment is a finding
)
MOMENTS = ["2024-02-29T23:59Z", "2024-05-02T14:30:05+02:00", "0001-01-01T00:00-03:30"]
DATES = st.one_of(st.dates().map(str), st.sampled_from(["unknown", "2020", "1999-12", "2024-02-29", *MOMENTS]))


def names(choices: tuple[str, ...], most: int = 3) -> st.SearchStrategy[tuple[str, ...]]:
    """Some of these names, each once."""
    return st.lists(st.sampled_from(choices), min_size=1, max_size=most, unique=True).map(tuple)


def values(option: Option, ids: tuple[str, ...]) -> st.SearchStrategy[tuple[tuple[str, bool], ...]]:
    """Right values of an option, each with whether it is `(implied)`."""
    match option.value:
        case "source":
            found = names((*SOURCES, "own-voice", "vague")) if option.name == "source" else names(tuple(SOURCES))
        case "via":
            routes = st.one_of(
                names(OUTLETS).flatmap(lambda via: st.tuples(*(st.tuples(st.just(v), st.booleans()) for v in via))),
                st.sampled_from(["direct", "public"]).map(lambda word: ((word, False),)),
            )
            return routes
        case "statement":
            found = names(ids)
        case "date":
            found = st.tuples(DATES)
        case "moment":
            found = st.tuples(st.sampled_from(MOMENTS))
        case "language":
            found = st.tuples(st.sampled_from(["ar", "pt-BR", "Arabic", "Haitian Creole"]))
        case "speaker":
            found = names((*SOURCES, "outlet"), 1)
        case "url":
            found = st.tuples(st.sampled_from(["https://example.org/a?b=c#d", "http://a.example:80/"]))
        case "term":
            found = names(option.terms, 1)
        case "terms":
            found = names(option.terms)
        case _:
            found = st.tuples(FREE_TEXT)
    return found.map(lambda texts: tuple((text, False) for text in texts))


@st.composite
def annotations_on(draw: st.DrawFn, others: tuple[str, ...]) -> tuple[Kind, Written]:
    """A right annotation: its kind and options, which may name the statements `others`."""
    kind = KINDS[draw(st.sampled_from(tuple(KINDS)))]
    if kind.family == "response" and not others:
        kind = KINDS["claim"]
    bound = ("id", "alone", "denies", "within")  # to what else the record and its paragraph hold
    fitting = [option for option in OPTIONS.values() if kind.family in option.families and option.name not in bound]
    fitting = [option for option in fitting if others or option.value != "statement"]
    needed = {"source"} | ({"of"} if kind.family == "response" else set())
    chosen = draw(st.sets(st.sampled_from([option.name for option in fitting]), max_size=5))
    options = {name: draw(values(OPTIONS[name], others)) for name in sorted(chosen | needed)}
    sources = [text for text, _ in options["source"]]
    options["via"] = tuple(via for via in options.get("via", ()) if via[0] not in sources)
    return kind, {name: items for name, items in options.items() if items}


def in_short_form(id_: str, kind: Kind, written: Written, words: str) -> str:
    """The annotation as a mark's title."""
    parts: list[str] = [kind.id]
    for word, option in (("of", "of"), ("by", "source"), ("via", "via")):
        if option in written:
            parts.append(f"{word} {_joined(written[option])}")
    return f'[{words}](#{id_} "{" ".join(parts)}")'


def as_block(id_: str, kind: Kind, written: Written, title: str, note: str) -> str:
    """The annotation as a block."""
    header = f"/// {kind.id}" + (f" | {title}" if title else "")
    lines = [header, f"    id: {id_}", *(f"    {name}: {_joined(items)}" for name, items in written.items())]
    return "\n".join([*lines, *(["", note, ""] if note else []), "///"])


def _joined(items: tuple[tuple[str, bool], ...]) -> str:
    return ", ".join(f"{text} (implied)" if implied else text for text, implied in items)


PROSE = (
    "",
    "Plain text.",
    "- an item",
    "> A quote.",
    "## A heading here",
    "Some `code`.",
    "| a | b |",
    "```\n///\n```",
)
IDS = ("bridge-unsafe", "road-closed", "school-costs", "harbour-fees", "night-buses")


def inside(container: str, text: str) -> str:
    """The text in a quotation or a list item."""
    if container == "quotation":
        return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))
    if container == "list":
        return "- Item:\n\n" + "\n".join(f"    {line}".rstrip() for line in text.split("\n"))
    return text


@st.composite
def pages(draw: st.DrawFn) -> tuple[str, list[tuple[str, Kind, Written]]]:
    """A page with some annotations in both forms, and what they say."""
    expected, parts = [], []
    for number, id_ in enumerate(IDS[: draw(st.integers(1, len(IDS)))]):
        kind, written = draw(annotations_on(IDS[:number]))
        parts.append(draw(st.sampled_from(PROSE)))
        needs_note = kind.id == "non-denial"
        if not needs_note and written.keys() <= {"of", "source", "via"} and draw(st.booleans()):
            own = [draw(WORDS) + " " + in_short_form(id_, kind, written, draw(WORDS))]
        else:
            title = draw(st.one_of(st.just(""), WORDS))
            notes = ("A note.", "- a list") if needs_note else ("", "A note.", "- a list")
            if title and draw(st.booleans()):
                written["alone"] = (("yes", False),)
            block = as_block(id_, kind, written, title, draw(st.sampled_from(notes)))
            own = [block] if "alone" in written else [f"{draw(WORDS)} [{draw(WORDS)}](#{id_})", block]
        container = draw(st.sampled_from(("", "", "quotation", "list")))
        parts.append(inside(container, "\n\n".join(own)))
        expected.append((id_, kind, written))
    return "\n" + "\n\n".join(parts) + "\n", expected


@settings(max_examples=400, deadline=None)
@given(pages())
def test_any_annotations_are_read_as_exactly_their_records(page: tuple[str, list[tuple[str, Kind, Written]]]) -> None:
    """Every annotation that was written is there, with what it says, and no other; there is nothing to fix."""
    text, expected = page
    ledger = ledger_of(text)
    assert check(ledger) == ()
    found = [(s.id, KINDS[s.kind], _written(s)) for s in ledger.all_statements()]
    assert found == expected


def _written(statement: Statement) -> Written:
    options = statement.record.options
    return {name: tuple((item.text, item.implied) for item in options[name]) for name in options}


# One character less.

SAMPLE = (Path(__file__).parent / "sample.md").read_text(encoding="utf-8")
FREE = {name for name, option in OPTIONS.items() if option.value in ("text", "url")}


def meaning(ledger: Ledger) -> list[object]:
    """What the statements say, without what may change unnoticed: free text and the ids nothing refers to."""
    used = {item.text for s in ledger.all_statements() for item in _items_of(*s.record.options.values())}
    return [
        (
            s.id if s.id in used else "",
            s.kind,
            {name: items for name, items in _written(s).items() if name not in FREE},
            bool(s.marks),
        )
        for s in ledger.all_statements()
    ]


def _says(ledger: Ledger) -> list[str]:
    return sorted(map(repr, meaning(ledger)))


def damage(text: str, at: int, ledger: Ledger) -> str:
    """What went wrong when one character was deleted without a finding; empty if nothing did."""
    shorter = ledger_of(text[:at] + text[at + 1 :])
    findings: tuple[Finding, ...] = check(shorter)
    if findings or _says(shorter) == _says(ledger):
        return ""
    line = text.count("\n", 0, at) + 1
    return f"line {line}: {text[max(0, at - 30) : at]}⟦{text[at]}⟧{text[at + 1 : at + 30]!r}"


def test_no_character_of_the_sample_can_go_missing_unnoticed() -> None:
    """Each character of a page with every form of annotation, deleted alone: a finding, or the same meaning."""
    ledger = ledger_of(SAMPLE)
    assert check(ledger) == ()
    faults = [fault for at in range(len(SAMPLE)) if (fault := damage(SAMPLE, at, ledger))]
    assert faults == []


@settings(max_examples=150, deadline=None)
@given(pages(), st.data())
def test_no_character_can_go_missing_unnoticed(
    page: tuple[str, list[tuple[str, Kind, Written]]], data: st.DataObject
) -> None:
    """The same for any annotations, and any of their characters."""
    text, _ = page
    at = data.draw(st.integers(1, len(text) - 1))
    assert damage(text, at, ledger_of(text)) == ""


# The short way for what is written as most write it.

NEVER = re.compile(r"(?!)")
_KEYS = st.sampled_from([*OPTIONS, "sorce", "Source"])
_PIECES = st.sampled_from(
    "a|council|mayor, engineers|evening-post (implied)|2020-06-27|alleged|general|no|of|by|via|a, of|x: y|a/b|[x](#a)|"
    "(implied)|a,|,|é|the town|https://example.org/x|- x| |a (implied), b".split("|")
)
_BLOCK_LINES = st.one_of(
    st.sampled_from(
        "|/// claim|/// denial|/// claim | A title|/// opinion |/// claim| x |///|////|/// |A note.|1. A list|"
        "A [mark](#a).|> quoted|    indented|A `code` span|===|---|An id: a|<!-- no -->|a <!-- no --> b|\t| ".split("|")
    ),
    st.builds("{}{}:{}{}".format, st.sampled_from(["", "    "]), _KEYS, st.sampled_from([" ", "", "  "]), _PIECES),
)
_BLOCKS = st.lists(_BLOCK_LINES, min_size=1, max_size=12).map(lambda lines: "\n".join(["/// claim", *lines]))
_MARK_TITLES = st.lists(st.one_of(st.sampled_from(["claim", "denial", "of", "by", "via"]), _PIECES), max_size=7)
_MARKED = _MARK_TITLES.map(lambda words: f'[words](#a "claim {" ".join(words)}")')


def _every_page_of_the_cases() -> Iterator[str]:
    for case in all_cases():
        yield from (text for name, text in case.files.items() if name.endswith(".md"))
    yield from (path.read_text(encoding="utf-8") for path in Path("docs").rglob("*.md"))


def _read_both_ways(text: str, never: pytest.MonkeyPatch) -> tuple[Page, Page]:
    short = read_page("a.md", "a.md", text)
    with never.context() as patch:
        patch.setattr(blocks, "_WHOLE", NEVER)
        long = read_page("a.md", "a.md", text)
    return _with_ranks(short), _with_ranks(long)


def _with_ranks(page: Page) -> Page:
    """Paragraphs counted without those that hold no link; the short way does not count a note's."""
    ranks = {number: rank for rank, number in enumerate(sorted({link.paragraph for link in page.links}))}
    links = tuple(msgspec.structs.replace(link, paragraph=ranks[link.paragraph]) for link in page.links)
    return msgspec.structs.replace(page, links=links)


def test_the_short_way_reads_every_case_as_the_long_one() -> None:
    """A block matched in one piece gives what reading it piece by piece gives."""
    patch = pytest.MonkeyPatch()
    taken = 0
    for text in _every_page_of_the_cases():
        short, long = _read_both_ways(text, patch)
        assert short == long, text
        taken += any(blocks._WHOLE.match(text, record.at) for record in short.records)
    assert taken > 40  # otherwise nothing was compared


@settings(max_examples=3000, deadline=None)
@given(st.one_of(_BLOCKS, st.tuples(_BLOCKS, _MARKED, _BLOCKS).map("\n\n".join)))
def test_the_short_way_reads_any_block_as_the_long_one(text: str) -> None:
    """The same for anything that looks like a block."""
    short, long = _read_both_ways(text, pytest.MonkeyPatch())
    assert short == long
