"""What is kept between runs: it saves time, and nothing else changes."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from typing import get_type_hints

import pytest
from click.testing import CliRunner

from casefiles import all_cases
from sites import SOURCES, write_site
from whosaid.base.storage import FOLDER, Storage
from whosaid.check.keptfaults import Kept
from whosaid.check.rules import RULES
from whosaid.check.running import BUILT, Checked, run_rules
from whosaid.cli import main
from whosaid.ledger.linkedpages import LinkedPage
from whosaid.ledger.loading import load
from whosaid.ledger.records import Ledger, OnePage
from whosaid.render import open_build_state

FAULTY = '[So it is](#so "claim"), and [he denies it](#r "denial of so by mayor").\n'


@pytest.fixture
def docs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The docs folder of a site with faults."""
    (tmp_path / "mkdocs.yml").write_text("site_name: Test\n")
    write_site(tmp_path, {"a.md": FAULTY, "b.md": FAULTY.replace("claim", "claim by council via direct")})
    monkeypatch.chdir(tmp_path)
    return Path("docs")


def checked(docs: Path, kept: Kept | None = None) -> tuple[Ledger, Checked]:
    """A run that may use what was kept."""
    kept = Kept(docs) if kept is None else kept
    ledger, _ = load(docs, kept.pages)
    return ledger, run_rules(ledger, kept.faults)


def kept_files(docs: Path) -> list[Path]:
    """The files that hold what is kept."""
    return sorted(file for file in (docs.resolve().parent / FOLDER).glob("*-*"))


def test_every_case_gives_the_same_in_every_mode(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Case after case in one site, as if each were an edit of the last: what is kept in a process (--watch, a preview),
    and what is kept between runs, half outdated and then not at all, gives the pages and findings of a new site.
    """
    monkeypatch.chdir(tmp_path)
    Path("mkdocs.yml").write_text("site_name: Test\n")
    docs, process, preview = Path("docs"), Kept(Path("docs")), Kept(Path("docs"))
    for case in all_cases():
        shutil.rmtree(docs, ignore_errors=True)
        case.write(tmp_path)
        ledger, expected = checked(docs)
        for kept in (process, Kept(docs, storage=True), Kept(docs, storage=True)):
            again, found = checked(docs, kept)
            assert found == expected, case.name
            assert again.files == ledger.files, case.name
        shown = open_build_state(docs, preview, preview=True).findings
        assert shown == tuple(finding for finding in expected.findings if finding.rule not in BUILT), case.name


def test_what_has_not_changed_is_not_done_again(docs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of two pages, one is edited: only that one is read, and only there are the rules of a page run."""
    checked(docs, Kept(docs, storage=True))
    (docs / "b.md").write_text(f"{FAULTY}\nMore.\n")
    read: list[str] = []
    monkeypatch.setattr("whosaid.ledger.loading.read_page", _noting(read, "whosaid.read", "read_page", 0))
    monkeypatch.setattr("whosaid.check.keptfaults._found", _noting(read, "whosaid.check.keptfaults", "_found", 0))
    checked(docs, Kept(docs, storage=True))
    assert read == ["b.md", "b.md"]
    (docs / "sources.yml").write_text(
        (docs / "sources.yml").read_text() + "quay: {name: the quay, type: institution}\n"
    )
    checked(docs, Kept(docs, storage=True))
    assert read[2:] == ["a.md", "b.md", "index.md", "sources.yml", "whosaid.yml"]


def test_edits_of_a_file_that_cannot_be_read_count(docs: Path) -> None:
    """A page in another encoding, edited in it and then saved as it should be: each time as in a new site."""
    process = Kept(docs)
    faulty = FAULTY.encode()
    edits = (faulty, b"caf\xe9\n" + faulty, b"caf\xe9\n\n\n" + faulty, b"caf\xe9\n", "caf\ufffd\n".encode() + faulty)
    for text in edits:
        (docs / "a.md").write_bytes(text)
        expected = checked(docs)[1]
        for kept in (process, Kept(docs, storage=True), Kept(docs, storage=True)):
            assert checked(docs, kept)[1] == expected, text


def _noting(noted: list[str], module: str, name: str, at: int) -> Callable[..., object]:
    """A function that notes on which page it is called."""
    function = getattr(__import__(module, fromlist=[name]), name)

    def noting(*arguments: object) -> object:
        what = arguments[at]
        noted.append(what.page.path if isinstance(what, OnePage | LinkedPage) else str(what))
        return function(*arguments)

    return noting


@pytest.mark.parametrize("rule", [rule for rule in RULES.values() if rule.check_page], ids=lambda rule: rule.name)
def test_a_rule_of_a_page_sees_no_other(rule: object) -> None:
    """It gets one page and its statements; mypy sees to the rest."""
    (hint,) = (type_ for name, type_ in get_type_hints(rule.check_page).items() if name != "return")  # type: ignore[attr-defined]
    assert hint is OnePage
    assert Ledger not in get_type_hints(OnePage).values()


@pytest.mark.parametrize("rule", [rule for rule in RULES.values() if rule.check_linked], ids=lambda rule: rule.name)
def test_a_rule_of_a_linked_page_sees_only_what_it_is_linked_with(rule: object) -> None:
    """It gets one page with what its statements are linked with."""
    (hint,) = (type_ for name, type_ in get_type_hints(rule.check_linked).items() if name != "return")  # type: ignore[attr-defined]
    assert hint is LinkedPage
    assert Ledger not in get_type_hints(LinkedPage).values()


BLOCK = "/// claim\nid: {0}\nsource: minutes\nvia: direct\n{1}\n///\n\nHe [took the {0}](#{0}).\n\n"
ACCUSED, SAME = BLOCK.format("money", "about: mayor"), BLOCK.format("coins", "same-as: a.md#money")
ANSWER = '[She denies it](#no "denial of {} by {} via direct").\n'
Edits = list[tuple[dict[str, str], bool]]
LINKS: dict[str, Edits] = {
    "an answer comes, is by somebody else, and goes": [
        ({"b.md": ANSWER.format("a.md#money", "mayor")}, False),
        ({"b.md": ANSWER.format("a.md#money", "evening-post")}, True),
        ({"b.md": ANSWER.format("a.md#money", "mayor")}, False),
        ({"b.md": "Nothing.\n"}, True),
    ],
    "a page with the answer comes and goes": [
        ({"new.md": ANSWER.format("a.md#money", "mayor")}, False),
        ({"new.md": ""}, True),
    ],
    "a claim that says the same is answered elsewhere": [
        ({"b.md": SAME}, True),
        ({"c.md": ANSWER.format("b.md#coins", "mayor")}, False),
        ({"b.md": BLOCK.format("coins", "about: council")}, True),
    ],
    "an answer on the page names what comes to be and goes": [
        ({"a.md": ACCUSED + ANSWER.format("b.md#coins", "mayor")}, False),
        ({"b.md": BLOCK.format("coins", "about: council")}, True),
        ({"b.md": "Nothing.\n"}, False),
    ],
    "who answered comes to speak for the accused": [
        ({"b.md": ANSWER.format("a.md#money", "evening-post")}, True),
        ({"sources.yml": SOURCES.replace("type: outlet", "type: outlet, for: mayor")}, False),
    ],
}


@pytest.mark.parametrize("edits", LINKS.values(), ids=LINKS)
def test_edits_of_other_pages_count_where_a_link_leads_to_them(docs: Path, edits: Edits) -> None:
    """Whether the answer to an accusation is missing is found as in a new site, wherever the answer is."""
    for name, text in (("a.md", ACCUSED), ("b.md", "Nothing.\n"), ("c.md", "Nothing.\n"), ("whosaid.yml", "")):
        (docs / name).write_text(text)
    process = Kept(docs)
    for edit, is_missing in (({}, True), *edits):
        for name, text in edit.items():
            (docs / name).write_text(text)
            if not text:
                (docs / name).unlink()
        expected = checked(docs)[1]
        for kept in (process, Kept(docs, storage=True), Kept(docs, storage=True)):
            assert checked(docs, kept)[1] == expected, edit
        found = {finding.rule for finding in expected.findings if finding.path == "a.md"}
        assert ("missing-response" in found) == is_missing, edit


def test_a_linked_page_is_checked_again_only_if_a_link_is(docs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An edit of the answering page asks for both, one of any other page only for that page."""
    for name, text in (("a.md", ACCUSED), ("b.md", ANSWER.format("a.md#money", "mayor")), ("c.md", "Nothing.\n")):
        (docs / name).write_text(text)
    checked(docs, Kept(docs, storage=True))
    again: list[str] = []
    noting = _noting(again, "whosaid.check.keptfaults", "_found_linked", 0)
    monkeypatch.setattr("whosaid.check.keptfaults._found_linked", noting)
    (docs / "c.md").write_text("Something.\n")
    checked(docs, Kept(docs, storage=True))
    assert again == ["c.md"]
    (docs / "b.md").write_text("More. " + ANSWER.format("a.md#money", "mayor"))
    checked(docs, Kept(docs, storage=True))
    assert again[1:] == ["a.md", "b.md"]


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda data: b"",
    "cut off": lambda data: data[: len(data) // 2],
    "one bit": lambda data: data[:40] + bytes([data[40] ^ 1]) + data[41:],
    "of another version": lambda data: bytes(32) + data[32:],
    "something else": lambda data: b"print('hello')\n" * 99,
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_damaged_files_cost_only_time(docs: Path, damage: str) -> None:
    """Whatever is in the files, the findings are the same, and the next run has good files again."""
    _, expected = checked(docs, Kept(docs, storage=True))
    whole = {file: file.read_bytes() for file in kept_files(docs)}
    assert len(whole) == 2
    for file, data in whole.items():
        file.write_bytes(DAMAGES[damage](data))
    assert checked(docs, Kept(docs, storage=True))[1] == expected
    assert {file: file.read_bytes() for file in kept_files(docs)} == whole


def test_valid_files_with_other_content_cost_only_time(docs: Path) -> None:
    """Even if somebody has written what the digest fits."""
    _, expected = checked(docs)
    for name in ("pages", "findings"):
        for content in (b"\xc1", b"\x81\xa4a.md\x01", b'{"a.md": 1}'):
            Storage(docs, name).write(content)
            assert Storage(docs, name).read() == content
            assert checked(docs, Kept(docs, storage=True))[1] == expected


def test_a_folder_that_cannot_be_written_to_costs_only_time(docs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file in the way, a full disk."""
    _, expected = checked(docs)
    Path(".cache").write_text("in the way")
    assert checked(docs, Kept(docs, storage=True))[1] == expected
    Path(".cache").unlink()

    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_bytes", full)
        assert checked(docs, Kept(docs, storage=True))[1] == expected
    assert kept_files(docs) == []


def test_runs_at_the_same_time_leave_one_whole_file(docs: Path) -> None:
    """Whoever reads in between gets what one of them has written."""
    contents = [bytes([number]) * 100_000 for number in range(4)]
    Storage(docs, "pages").write(contents[0])

    def write(content: bytes) -> None:
        for _ in range(20):
            Storage(docs, "pages").write(content)

    writers = [Thread(target=write, args=(content,)) for content in contents]
    for writer in writers:
        writer.start()
    while any(writer.is_alive() for writer in writers):
        assert Storage(docs, "pages").read() in contents
    assert len(kept_files(docs)) == 1


@pytest.mark.parametrize(("arguments", "settings"), [(["--no-cache"], ""), ([], "cache: no\n")])
def test_it_can_be_switched_off(docs: Path, arguments: list[str], settings: str) -> None:
    """For one run, or for the site in one line; then nothing is written."""
    (docs / "whosaid.yml").write_text(settings)
    printed = CliRunner().invoke(main, ["check", *arguments]).output
    assert not Path(".cache").exists()
    (docs / "whosaid.yml").write_text("")
    assert CliRunner().invoke(main, ["check"]).output == printed
    assert len(kept_files(docs)) == 2
    assert (FOLDER / ".gitignore").read_text() == "*\n"


def test_a_folder_of_no_site_gets_no_cache(docs: Path) -> None:
    """Without a builder's settings above it, nobody knows where the site begins."""
    Path("mkdocs.yml").unlink()
    checked(docs, Kept(docs, storage=True))
    assert not Path(".cache").exists()
