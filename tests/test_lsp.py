"""The language server as an editor meets it: a program that is told what is typed, and asked about it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException

from lspeditor import Editor, editor
from tools import exe, run
from whosaid.check.running import check
from whosaid.ledger.loading import load
from whosaid.lsp.newnames import rename
from whosaid.lsp.replies import hover
from whosaid.lsp.sites import Sites

SOURCES = """\
council: {name: the council, type: institution}
mayor:
  name: Ann Vale
  type: person
  for: council
post: {name: The Evening Post, type: outlet}
"""
BRIDGE = """\
---
title: The bridge
published: 2031-05-18
sources:
  aides:
    described-as: two aides
    type: unnamed
    reason: not-stated
via: post
---

# The bridge

🌉 The council says [the *old* bridge is unsafe](#unsafe "claim by council via post").
Two aides said [it would close](#close).

/// claim | The bridge closes
    id: close
    source: aides
    about: council
///

The mayor called that ["nonsense"](#nonsense).

/// denial
    id: nonsense
    of: unsafe, close
    source: mayor
    date: 2031-05-17
    scope: general
///
"""
LATER = """\
---
title: Later
---

[The bridge is unsafe](#again "claim by council via direct"), as [the council said](bridge.md#unsafe).

/// opinion
    id: mine
    supports: bridge.md#unsafe
///

[It is a shame](#mine).
"""


@pytest.fixture(scope="module")
def docs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site in a folder whose name has a space and letters that addresses encode."""
    folder = tmp_path_factory.mktemp("Über uns")
    files = {
        "mkdocs.yml": "site_name: Site\ndocs_dir: text\nsite_url: https://example.org/site\n",
        "text/whosaid.yml": "rules-folder: rules\n",
        "text/sources.yml": SOURCES,
        "text/bridge.md": BRIDGE,
        "text/later.md": LATER,
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder / "text"


@pytest.fixture(scope="module")
def shared(docs: Path) -> Iterator[Editor]:
    """One editor for all tests of this file that leave its documents as they were."""
    with editor(docs.parent) as opened:
        for name in ("bridge.md", "later.md"):
            opened.open(docs / name)
        yield opened


@pytest.fixture
def bridge(shared: Editor, docs: Path) -> Iterator[Path]:
    """The article that is typed in, as it was before."""
    yield docs / "bridge.md"
    shared.type(docs / "bridge.md", BRIDGE)


def codes(found: list[lsp.Diagnostic]) -> set[str]:
    """The rules that have found something."""
    return {str(one.code) for one in found}


def test_a_fault_is_shown_as_soon_as_it_is_typed(shared: Editor, bridge: Path) -> None:
    """What a page alone shows does not wait for the check of the site: where it is, how bad, and what it means."""
    assert shared.settled(bridge) == []
    shared.type(bridge, BRIDGE.replace("source: mayor", "source: mayr"))
    (found,) = shared.typed(bridge)
    assert (found.code, found.severity, found.source) == ("unknown-source", lsp.DiagnosticSeverity.Error, "whosaid")
    assert "did you mean “mayor”" in found.message
    assert shared.within(bridge, found.range) == "mayr"
    assert found.code_description is not None
    assert found.code_description.href == "https://example.org/site/rules/unknown-source/"
    shared.type(bridge, BRIDGE)
    assert shared.typed(bridge) == []


def test_positions_count_as_the_protocol_does(shared: Editor, bridge: Path) -> None:
    """A sign outside the basic plane is two units, and lines end at newlines alone."""
    odd = '\u2028🌉🌉 \u0085[words](#nowhere-declared "claim by nobody-known")\n'
    shared.type(bridge, BRIDGE + odd)
    (found,) = shared.typed(bridge)
    assert shared.within(bridge, found.range) == "nobody-known"


def test_what_the_whole_site_shows_comes_after_a_pause(shared: Editor, bridge: Path, docs: Path) -> None:
    """A text that is typed and not saved counts for the other pages, too: `unsafe` is gone, which they name."""
    shared.type(bridge, BRIDGE.replace("unsafe", "not-safe"))
    assert "unknown-statement" in codes(shared.settled(docs / "later.md"))
    shared.type(bridge, BRIDGE)
    assert "unknown-statement" not in codes(shared.settled(docs / "later.md"))


def test_what_other_rules_found_moves_with_its_text(shared: Editor, bridge: Path) -> None:
    """Until the site is checked again, their findings stay at the words they are about."""
    alone = BRIDGE.replace("of: unsafe, close", "of: unsafe")
    shared.type(bridge, alone)
    before = [one for one in shared.settled(bridge) if one.code == "missing-response"]
    shared.type(bridge, alone.replace("# The bridge\n", "# The bridge\n\nA new line.\n"))
    after = [one for one in shared.typed(bridge) if one.code == "missing-response"]
    assert len(before) == len(after) == 1
    assert after[0].range.start.line == before[0].range.start.line + 2


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("[words](#cl¦", {"close": "[words](#close"}),
        ("[words](later.md#a¦", {"again": "[words](later.md#again"}),
        ("[words](#new)\n\n/// claim\n    id: ¦", {"new": "    id: new"}),
        ("/// den¦", {"denial": "/// denial"}),
        ("/// claim\n    id: x\n    cert¦", {"certainty": "    certainty: "}),
        ("/// claim\nsou¦", {"source": "source: "}),
        ("/// claim\n    source: council, ai¦", {"aides": "    source: council, aides"}),
        ("/// claim\n    via: ¦", {"post": "    via: post", "direct": "    via: direct"}),
        ("/// claim\n    certainty: alleged, bel¦", {"believed": "    certainty: alleged, believed"}),
        ("> /// denial\n>     of: ¦", {"close": ">     of: close", "later.md#": ">     of: later.md#"}),
        ("/// denial\n    of: later.md#¦", {"later.md#again": "    of: later.md#again"}),
        ('[words](#x "cl¦', {"claim": '[words](#x "claim'}),
        ('[words](#x "claim ¦', {"by": '[words](#x "claim by '}),
        (
            '[words](#x "claim by ¦',
            {"mayor": '[words](#x "claim by mayor', "own-voice": '[words](#x "claim by own-voice'},
        ),
        ('[words](#x "claim by mayor ¦', {"via": '[words](#x "claim by mayor via '}),
        ('[words](#x "claim by mayor via p¦', {"post": '[words](#x "claim by mayor via post'}),
        ('[words](#x "denial of ¦', {"unsafe": '[words](#x "denial of unsafe'}),
        ("<!-- whosaid: ignore missing-r¦", {"missing-response": "<!-- whosaid: ignore missing-response"}),
    ],
)
def test_what_can_stand_there_is_proposed(shared: Editor, bridge: Path, written: str, expected: dict[str, str]) -> None:
    """Ids, kinds, options, their values and the words of the short form, each in place of what is typed already."""
    shared.type(bridge, f"{BRIDGE}\n{written}")
    assert shared.proposed(bridge, written).items() >= expected.items()


@pytest.mark.parametrize(
    "written", ["The mayor said by ¦", "[words](https://example.org/a#b¦", "/// note\n    sou¦", "a: ¦"]
)
def test_prose_is_left_alone(shared: Editor, bridge: Path, written: str) -> None:
    """Where nothing of Whosaid's stands, nothing is proposed."""
    shared.type(bridge, f"{BRIDGE}\n{written}")
    assert shared.proposed(bridge, written) == {}


@pytest.mark.parametrize(
    ("file", "written", "around", "expected"),
    [
        ("bridge.md", "genre: a¦\nvia: post", "genre: a¦", {"analysis": "genre: analysis"}),
        ("bridge.md", "via: post, may¦", "post, may¦", {"mayor": "via: post, mayor"}),
        ("bridge.md", "anno¦\nvia: post", "anno¦", {"annotating": "annotating: "}),
        ("sources.yml", "clerk:\n  type: pers¦", "pers¦", {"person": "  type: person"}),
        ("sources.yml", "clerk:\n  for: cou¦", "cou¦", {"council": "  for: council"}),
        ("sources.yml", "clerk:\n  knows¦", "knows¦", {"knows-how": "  knows-how: "}),
        ("whosaid.yml", "rules:\n  missing-response: war¦", "war¦", {"warning": "  missing-response: warning"}),
    ],
)
def test_keys_and_values_of_yaml_are_proposed(
    shared: Editor, bridge: Path, docs: Path, file: str, written: str, around: str, expected: dict[str, str]
) -> None:
    """At the top of a page, in sources.yml and in whosaid.yml."""
    text = (docs / file).read_text("utf-8")
    if file != bridge.name:
        shared.open(docs / file)
    shared.type(docs / file, text.replace("via: post", written) if file == bridge.name else f"{text}{written}")
    assert shared.proposed(docs / file, around).items() >= expected.items()
    if file != bridge.name:
        shared.close(docs / file)


def hovered(shared: Editor, file: Path, around: str) -> str:
    """What is shown at the cursor."""
    found = shared.ask("text_document_hover", lsp.HoverParams(**shared.at(file, around)))
    return found.contents.value if found is not None else ""


def test_whoever_points_at_a_claim_sees_its_card(shared: Editor, bridge: Path) -> None:
    """Its words, what it is, who says it, through whom, and who denies it; in its mark and wherever it is named."""
    for around in ("[the *old* br¦idge", "(#uns¦afe", "of: un¦safe"):
        card = hovered(shared, bridge, around)
        assert "> the old bridge is unsafe" in card
        for part in ("**Claim**", "The council", "The Evening Post", "Denied by Ann Vale"):
            assert part in card


def test_whoever_points_at_a_source_sees_who_that_is(shared: Editor, bridge: Path) -> None:
    """Of an unnamed one, nothing more than readers see."""
    assert "Named person" in hovered(shared, bridge, "source: may¦or")
    assert "for the council" in hovered(shared, bridge, "source: may¦or")
    assert "Why unnamed: not stated" in hovered(shared, bridge, "source: aid¦es")
    assert hovered(shared, bridge, "Two aides s¦aid") == ""


def test_the_card_of_a_finding_says_what_the_rule_means(shared: Editor, bridge: Path) -> None:
    """An example and the reason, beside the finding that the editor shows itself."""
    shared.type(bridge, BRIDGE.replace("source: mayor", "source: mayr"))
    card = hovered(shared, bridge, "source: ma¦yr")
    assert "`unknown-source`" in card
    assert "**Why:**" in card


def places(shared: Editor, found: list[lsp.Location]) -> list[tuple[str, str]]:
    """Files and what stands at the places in them."""
    files = [Path(unquote(one.uri.removeprefix("file://"))) for one in found]
    return [(file.name, shared.within(file, one.range)) for file, one in zip(files, found, strict=True)]


def test_names_lead_to_what_they_name(shared: Editor, bridge: Path, docs: Path) -> None:
    """A statement to the place that declares it, a source to its entry, from whichever page."""
    later = docs / "later.md"
    for file, around, expected in (
        (later, "bridge.md#uns¦afe)", ("bridge.md", "unsafe")),
        (bridge, "[it wo¦uld close]", ("bridge.md", "close")),
        (bridge, "source: ma¦yor", ("sources.yml", "mayor")),
        (bridge, "source: ai¦des", ("bridge.md", "aides")),
    ):
        found = shared.ask("text_document_definition", lsp.DefinitionParams(**shared.at(file, around)))
        assert places(shared, [found]) == [expected]
    built_in = lsp.DefinitionParams(**shared.at(bridge, "# The br¦idge"))
    assert shared.ask("text_document_definition", built_in) is None


@pytest.mark.parametrize(
    ("around", "expected"),
    [
        ("(#uns¦afe", [("bridge.md", "unsafe")] * 2 + [("later.md", "unsafe")] * 2),
        (
            "about: cou¦ncil",
            [("bridge.md", "council")] * 2 + [("later.md", "council")] + [("sources.yml", "council")] * 2,
        ),
    ],
)
def test_all_places_that_name_the_same_are_found(
    shared: Editor, bridge: Path, around: str, expected: list[tuple[str, str]]
) -> None:
    """Marks, options, the short form, and the entries of sources."""
    context = lsp.ReferenceContext(include_declaration=True)
    found = shared.ask("text_document_references", lsp.ReferenceParams(context, **shared.at(bridge, around)))
    assert sorted(places(shared, found)) == sorted(expected)


def test_pages_have_an_outline(shared: Editor, bridge: Path) -> None:
    """Its sources and statements, in the order of the text, by the words that readers see."""
    document = lsp.TextDocumentIdentifier(bridge.as_uri())
    found = shared.ask("text_document_document_symbol", lsp.DocumentSymbolParams(document))
    expected = ["aides", "The old bridge is unsafe", "The bridge closes", '"nonsense"']
    assert [one.name for one in found] == expected
    assert [shared.within(bridge, one.selection_range) for one in found][1] == "the *old* bridge is unsafe"
    assert all(one.range.start <= one.selection_range.start for one in found)
    folds = shared.ask("text_document_folding_range", lsp.FoldingRangeParams(document))
    assert [(one.start_line, one.end_line) for one in folds] == [(0, 9), (16, 20), (24, 30)]


def test_statements_and_sources_of_the_site_are_found(shared: Editor, bridge: Path) -> None:
    """By the words of a claim, its id, or a source's name."""
    for query, expected in (
        ("bridge unsafe", "The old bridge is unsafe"),
        ("again", "The bridge is unsafe"),
        ("vale", "mayor"),
    ):
        found = shared.ask("workspace_symbol", lsp.WorkspaceSymbolParams(query))
        assert expected in [one.name for one in found]


def test_a_misspelt_name_is_put_right(shared: Editor, bridge: Path) -> None:
    """The fixes that a finding carries are those of the engine; the nearest word is one."""
    shared.type(bridge, BRIDGE.replace("source: mayor", "source: mayr"))
    action = shared.offered(bridge, "source: m¦ayr")["Write “mayor” instead of “mayr”"]
    assert shared.done(action.edit) == {bridge: BRIDGE}
    assert action.diagnostics[0].code == "unknown-source"


def test_a_source_is_declared_where_it_is_missed(shared: Editor, bridge: Path, docs: Path) -> None:
    """A named one for the site, in a file that is not open; an unnamed one on the page."""
    shared.type(bridge, BRIDGE.replace("source: mayor", "source: town-clerk"))
    offered = shared.offered(bridge, "source: town¦-clerk")
    person = offered["Declare source “town-clerk”: named person"].edit
    [(file, text)] = shared.done(person).items()
    assert (file, text.removeprefix(SOURCES).strip()) == (
        docs / "sources.yml",
        "town-clerk:\n  name: Town Clerk\n  type: person",
    )
    unnamed = offered["Declare source “town-clerk”: unnamed source"].edit
    [(file, text)] = shared.done(unnamed).items()
    assert file == bridge
    shared.type(bridge, text)
    assert "unknown-source" not in codes(shared.typed(bridge))


def test_advice_is_silenced_only_with_a_reason(shared: Editor, bridge: Path) -> None:
    """The comment is written where it belongs, and the check asks for the reason until it stands there."""
    alone = BRIDGE.replace("of: unsafe, close", "of: unsafe")
    shared.type(bridge, alone)
    silence = shared.offered(bridge, "about: cou¦ncil")["Silence “missing-response” here, and write why"].edit
    text = shared.done(silence)[bridge]
    shared.type(bridge, text)
    assert codes(shared.typed(bridge)) == {"missing-response", "malformed-silencing"}
    shared.type(bridge, text.replace("missing-response: ", "missing-response: she is asked tomorrow "))
    assert shared.settled(bridge) == []


def test_what_is_safe_is_fixed_at_once(shared: Editor, bridge: Path) -> None:
    """An editor can ask for all of it, for example on each save; nothing of the gate can be silenced."""
    wrong = BRIDGE.replace('"claim by council via post"', "“claim by council via post”")
    shared.type(bridge, wrong)
    assert shared.offered(bridge, "# The br¦idge") == {}
    [action] = shared.offered(bridge, "# The br¦idge", "source.fixAll").values()
    assert shared.done(action.edit) == {bridge: BRIDGE}


def renamed(shared: Editor, file: Path, around: str, new: str) -> dict[Path, str]:
    """All files that another name changes, with it."""
    edit = shared.ask("text_document_rename", lsp.RenameParams(new_name=new, **shared.at(file, around)))
    return shared.done(edit)


def test_ids_are_renamed_wherever_the_site_names_them(shared: Editor, bridge: Path, docs: Path) -> None:
    """A statement in its mark, block, answers and on other pages; a source in sources.yml, too."""
    later = docs / "later.md"
    changed = renamed(shared, later, "bridge.md#uns¦afe)", "not-safe")
    assert changed == {
        bridge: BRIDGE.replace("unsafe)", "not-safe)")
        .replace("#unsafe ", "#not-safe ")
        .replace("of: unsafe", "of: not-safe"),
        later: LATER.replace("#unsafe", "#not-safe"),
    }
    changed = renamed(shared, bridge, "source: may¦or", "ann-vale")
    assert changed == {
        bridge: BRIDGE.replace("source: mayor", "source: ann-vale"),
        docs / "sources.yml": SOURCES.replace("mayor:", "ann-vale:"),
    }
    changed = renamed(shared, bridge, "source: aid¦es", "helpers")
    assert changed == {bridge: BRIDGE.replace("aides:", "helpers:").replace("source: aides", "source: helpers")}


NAMING = """\
[No](#no "denial of bridge.md#unsafe by mayor via direct"), says the mayor, and [so](bridge.md#unsafe).

[Again](#again).

/// claim
    id: again
    same-as: bridge.md#unsafe
    source: council
    via: mayor
///
"""


def found_in(docs: Path) -> list[tuple[str, int, str, str]]:
    """What the check finds in a folder, and how bad that is."""
    return [(one.path, one.line, one.rule, one.severity) for one in check(load(docs)[0])]


def test_a_new_name_in_twenty_files_leaves_the_check_clean(shared: Editor, tmp_path: Path) -> None:
    """All of them name the statement and its source, in the short form, in blocks and in marks; one of them is open."""
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "sources.yml").write_text(SOURCES, "utf-8")
    claim = '[The bridge is unsafe](#unsafe "claim by council via direct").\n'
    (docs / "bridge.md").write_text(claim, "utf-8")
    for number in range(20):
        (docs / f"{number}.md").write_text(NAMING, "utf-8")
    shared.open(docs / "bridge.md")
    advice = found_in(docs)
    assert "error" not in {severity for *_, severity in advice}
    for around, new, files in (("(#uns¦afe", "not-safe", 21), ("by coun¦cil", "town-council", 22)):
        changed = renamed(shared, docs / "bridge.md", around, new)
        assert len(changed) == files
        for file, text in changed.items():
            file.write_text(text, "utf-8")
        assert found_in(docs) == advice
        shared.type(docs / "bridge.md", changed[docs / "bridge.md"])
    shared.close(docs / "bridge.md")


def test_what_cannot_be_renamed_says_why(shared: Editor, bridge: Path) -> None:
    """In words, which the editor shows."""
    place = shared.at(bridge, "of: uns¦afe")
    can = shared.ask("text_document_prepare_rename", lsp.PrepareRenameParams(**place))
    assert shared.within(bridge, can) == "unsafe"
    nothing = lsp.PrepareRenameParams(**shared.at(bridge, "Two aides s¦aid"))
    assert shared.ask("text_document_prepare_rename", nothing) is None
    for new, why in (("close", "close"), ("Not safe", "Not safe")):
        with pytest.raises(JsonRpcException, match=why):
            renamed(shared, bridge, "of: uns¦afe", new)


@pytest.mark.parametrize("typed", ["a.md", "b.md"])
def test_no_edit_is_made_in_a_text_that_has_changed_meanwhile(tmp_path: Path, typed: str) -> None:
    """While a new name is planned, its author types on, above it on the page or on another that names it."""
    texts = {"a.md": '[No](#no "claim by own-voice").\n', "b.md": "[No](a.md#no).\n"}
    uris = {name: (tmp_path / "docs" / name).as_uri() for name in texts}
    asked = lsp.RenameParams(lsp.TextDocumentIdentifier(uris["a.md"]), lsp.Position(0, 7), "yes")
    now = f"Typed.\n\n{texts[typed]}"

    async def typing() -> None:
        sites = Sites(lambda *shown: None)
        for name, uri in uris.items():
            sites.put(uri, 1, texts[name])
        edit = await rename(sites, asked)
        assert edit is not None
        assert edit.changes is not None
        assert edit.changes.keys() == {*uris.values()}
        answer = asyncio.create_task(rename(sites, asked))
        await asyncio.sleep(0)  # until the site is being read
        sites.put(uris[typed], 2, now)
        with pytest.raises(JsonRpcException, match=f"“{typed}” has been changed meanwhile"):
            await answer

    asyncio.run(typing())


def test_a_place_in_an_older_text_is_none_in_the_new_one(tmp_path: Path) -> None:
    """Where a question waits for a check, and its page is typed in."""
    uri = (tmp_path / "docs/a.md").as_uri()
    text = '[No](#no "claim by own-voice"). [So](#so "claim by own-voice").\n'
    asked = lsp.HoverParams(lsp.TextDocumentIdentifier(uri), lsp.Position(0, 7))

    async def typing() -> None:
        sites = Sites(lambda *shown: None)
        sites.put(uri, 1, text)
        found = sites.find(uri)
        assert found is not None
        checking = asyncio.create_task(found[0].settled())
        answer = asyncio.create_task(hover(sites, asked))
        await asyncio.sleep(0)  # until both have begun
        sites.put(uri, 2, text[32:])
        assert await answer is None
        assert await hover(sites, asked) is not None
        await checking

    asyncio.run(typing())


def test_files_that_others_change_count(shared: Editor, bridge: Path, docs: Path) -> None:
    """Made, changed and deleted files, of which the editor tells."""
    assert [one.method for one in shared.watched] == ["workspace/didChangeWatchedFiles"]
    new = docs / "new.md"
    new.write_text('[words](#words "claim by nobody-known"), [again](bridge.md#unsave)\n', "utf-8")
    shared.changed_on_disk(new)
    assert codes(shared.settled(new)) >= {"unknown-source", "unknown-target"}
    new.unlink()
    shared.changed_on_disk(new)
    assert shared.settled(new) == []


def test_a_new_text_counts_before_it_is_saved(shared: Editor, bridge: Path, docs: Path) -> None:
    """It can be named by other pages, and a closed one is gone again."""
    shared.open(docs / "draft.md", '[words](#drafted "claim by mayor")\n')
    shared.type(bridge, f"{BRIDGE}\n[again](draft.md#drafted)\n")
    assert "unknown-target" not in codes(shared.settled(bridge))
    shared.close(docs / "draft.md")


@pytest.mark.parametrize(
    "text", ["---\na: &a [*a]\n---\n", "---\nsources: {a: [}\n---\n", "\ud800 [x](#y", "[" * 5000, "\0", ""]
)
def test_nothing_that_can_be_typed_ends_it(shared: Editor, bridge: Path, text: str) -> None:
    """Loops of YAML, brackets by the thousand: it goes on, and says what it can."""
    shared.type(bridge, text)
    shared.typed(bridge)
    shared.settled(bridge)
    shared.type(bridge, BRIDGE)
    assert shared.settled(bridge) == []


def test_a_file_of_another_encoding_is_said_to_be_one(shared: Editor, docs: Path) -> None:
    """The editor shows it as text, but what is on the disk cannot be published."""
    old = docs / "old.md"
    old.write_bytes("Der Bürgermeister".encode("latin-1"))
    shared.open(old, "Der Bürgermeister")
    shared.changed_on_disk(old)
    assert "unreadable-file" in codes(shared.settled(old))
    shared.close(old)
    old.unlink()
    shared.changed_on_disk(old)
    assert shared.settled(old) == []


def test_other_folders_are_other_sites(shared: Editor, bridge: Path, tmp_path: Path) -> None:
    """Each with sources of its own; without a mkdocs.yml, the folder `docs`; a page in neither is checked alone."""
    (tmp_path / "docs").mkdir()
    claim = '[words](#words "claim by mayor")\n'
    for name in ("docs/a.md", "alone.md"):
        shared.open(tmp_path / name, claim)
        assert codes(shared.settled(tmp_path / name)) >= {"unknown-source"}
    (tmp_path / "docs/sources.yml").write_text(SOURCES, "utf-8")
    shared.changed_on_disk(tmp_path / "docs/sources.yml")
    for name, expected in (("docs/a.md", False), ("alone.md", True)):
        hovered(shared, tmp_path / name, "w¦ords")
        assert ("unknown-source" in codes([*shared.shown[(tmp_path / name).as_uri()]])) == expected
        shared.close(tmp_path / name)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-32"])
def test_other_ways_of_counting_are_agreed_on(tmp_path: Path, encoding: str) -> None:
    """An editor that does not count in UTF-16 says so."""
    with editor(tmp_path, encoding=encoding) as opened:
        assert opened.can.position_encoding == encoding
        opened.open(tmp_path / "a.md", 'é🌉 [wörds](#words "claim by mayor")\n')
        (found,) = [one for one in opened.settled(tmp_path / "a.md") if one.code == "unknown-source"]
        assert opened.within(tmp_path / "a.md", found.range) == "mayor"


def test_what_is_missing_is_said(tmp_path: Path) -> None:
    """Without the extra, the command names it."""
    hide = "import sys; sys.modules['pygls'] = None; from whosaid.console import main; sys.exit(main(['lsp']))"
    done = run([exe("python"), "-c", hide], tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert 'pip install "whosaid[editor]"' in done.stderr
    assert "Traceback" not in done.stderr
