"""What authors do at the desk of a preview: it is in the file, and on the page, when the desk has answered."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest

from desks import DeskPreview, Reply
from deskstorm import run, storm_site
from sites import write_site
from tools import PATIENCE
from whosaid.base.exchanging import exchange as really_exchange
from whosaid.base.storage import digest
from whosaid.desk.diskfiles import Ready, Replacement, replace_all
from whosaid.desk.journal import noted, resume

BRIDGE = "# The bridge\n\nThe council said the bridge is unsafe. Ada Brook denied it on Monday.\n"
UNSAFE = {"exact": "the bridge is unsafe"}
MARK = {"do": "mark", "quote": UNSAFE, "kind": "claim", "options": {"source": "council"}, "id": "unsafe"}
MARKED = BRIDGE.replace("the bridge is unsafe", '[the bridge is unsafe](#unsafe "claim by council")')


@contextmanager
def desk(folder: Path, **pages: str) -> Iterator[DeskPreview]:
    """A preview of a site with these pages."""
    opened = DeskPreview(write_site(folder, {f"{name}.md": text for name, text in pages.items()}))
    try:
        yield opened
    finally:
        opened.close()


def change(opened: DeskPreview, address: str, *changes: Any, version: str = "") -> Reply:
    """A change to a page as it is."""
    version = version or opened.page(address)["version"]
    return opened.ask("change", {"address": address, "version": version, "changes": changes})


def test_words_that_are_marked_are_in_the_file_and_on_the_page(tmp_path: Path) -> None:
    """When the desk has answered, the page is drawn; it names the new version, which the next change is about."""
    with desk(tmp_path, bridge=BRIDGE) as opened:
        reply = change(opened, "/bridge/", MARK)
        assert (reply.status, reply.json["id"]) == (200, "unsafe")
        assert (tmp_path / "docs/bridge.md").read_text() == MARKED
        assert b'id="unsafe"' in opened.request("/bridge/").body
        assert reply.json["version"] == opened.page("/bridge/")["version"]
        assert reply.json["undo"] == opened.page("/bridge/")["undo"] == "mark “the bridge is unsafe”"
        again = change(opened, "/bridge/", {"do": "remove", "id": "unsafe"}, version=reply.json["version"])
        assert (again.status, (tmp_path / "docs/bridge.md").read_text()) == (200, BRIDGE)


def test_all_changes_are_made_or_none(tmp_path: Path) -> None:
    """What the engine refuses, it refuses in words, and the file is as it was."""
    with desk(tmp_path, bridge=BRIDGE) as opened:
        reply = change(opened, "/bridge/", MARK, {"do": "alter", "id": "nothing", "note": "A note."})
        assert (reply.status, [*reply.json]) == (422, ["why"])
        assert (tmp_path / "docs/bridge.md").read_text() == BRIDGE


def test_other_words_other_attribution_and_the_answer_to_a_question_are_one_step(tmp_path: Path) -> None:
    """The question of the draft goes when its statement is saved; undo brings all of it back, byte for byte."""
    drafted = MARKED.replace('council")', 'council")<!-- TODO: who says this? -->') + "\nBye.\n"
    with desk(tmp_path, bridge=drafted) as opened:
        [asked] = [one for one in opened.page("/bridge/")["findings"] if one["rule"] == "open-question"]
        assert (asked["id"], asked["quote"]["exact"]) == ("unsafe", "the bridge is unsafe")
        reworded = {"do": "reword", "id": "unsafe", "quote": {"exact": "bridge is unsafe"}}
        reply = change(
            opened, "/bridge/", reworded, {"do": "alter", "id": "unsafe", "options": {"via": "evening-post"}}
        )
        assert reply.status == 200
        assert (tmp_path / "docs/bridge.md").read_text() == drafted.replace(
            drafted.splitlines()[2].partition("said ")[2].partition("<!--")[0],
            'the [bridge is unsafe](#unsafe "claim by council via evening-post")',
        ).replace("<!-- TODO: who says this? -->", "")
        undone = {"address": "/bridge/", "version": reply.json["version"]}
        assert opened.ask("undo", undone).status == 200
        assert (tmp_path / "docs/bridge.md").read_text() == drafted


def test_the_top_lines_are_asked_for_with_what_is_wrong(tmp_path: Path) -> None:
    """Each field has its value or its fault; what cannot be a value is refused in words."""
    top = "---\ntitle: The bridge\nauthor:  # who wrote it; unknown if it does not say\nlanguage: en\n---\n\n"
    with desk(tmp_path, bridge=top + MARKED) as opened:
        fields = {one["name"]: one for one in opened.page("/bridge/")["top"]}
        assert (fields["title"]["value"], fields["title"]["found"]) == ("The bridge", "")
        assert "author" in fields["author"]["found"]
        assert (fields["url"]["optional"], fields["genre"]["terms"]) == (True, ["news", "analysis", "opinion"])
        wrong = change(opened, "/bridge/", {"do": "alter-top", "fields": {"author": "Ada", "published": "in May"}})
        assert (wrong.status, (tmp_path / "docs/bridge.md").read_text()) == (422, top + MARKED)
        assert "“published:” cannot be “in May”" in wrong.json["why"].replace("Published", "published")
        told = change(opened, "/bridge/", {"do": "alter-top", "fields": {"author": "Ada: Holm", "url": None}})
        assert told.json["undo"] == "change author and url"
        assert 'author: "Ada: Holm"\nlanguage: en\n' in (tmp_path / "docs/bridge.md").read_text()


def test_a_top_line_that_is_wrong_is_shown_to_be_mended(tmp_path: Path) -> None:
    """As it is written; only a line with nothing in it goes by itself when others are saved."""
    top = "---\nurl: www.example.org/x\narchive-url:\nlicence: [CC, BY]\nlanguage: Klingon\nauthor:\n- Ada\n---\n\n"
    with desk(tmp_path, bridge=top + MARKED) as opened:
        fields = {one["name"]: one for one in opened.page("/bridge/")["top"]}
    shown = {name: (one["value"], one["optional"]) for name, one in fields.items()}
    assert (shown["url"], shown["language"]) == (("www.example.org/x", False), ("Klingon", False))
    assert (shown["archive-url"], shown["licence"]) == (("", True), ("", False))
    assert fields["archive-url"]["found"].endswith("has no value yet: a copy in a web archive; empty if there is none")
    assert "single line" in fields["author"]["found"]


def test_a_file_that_has_changed_is_not_overwritten(tmp_path: Path) -> None:
    """Neither if the page was drawn before that, nor if no build has noticed it yet, nor if it happens while saving."""
    with desk(tmp_path, bridge=BRIDGE) as opened:
        file = tmp_path / "docs/bridge.md"
        version = opened.page("/bridge/")["version"]
        file.write_text(BRIDGE + "\nMore.\n")
        for _ in range(2):
            reply = change(opened, "/bridge/", MARK, version=version)
            assert (reply.status, reply.json["stale"]) == (409, True)
            opened.page("/bridge/")  # which has it built anew
        assert file.read_text() == BRIDGE + "\nMore.\n"
        assert change(opened, "/bridge/", MARK).status == 200


def test_what_another_program_saves_at_the_last_moment_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Right before the files are exchanged, and right after, when the desk puts the other one back."""
    file = tmp_path / "docs/bridge.md"
    texts = ["First.\n", "Second.\n", "Third.\n"]

    def exchange(one: Path, other: Path) -> None:
        if texts:
            file.write_text(texts.pop(0))
        really_exchange(one, other)

    with desk(tmp_path, bridge=BRIDGE) as opened:
        version = opened.page("/bridge/")["version"]
        monkeypatch.setattr("whosaid.desk.diskfiles.exchange", exchange)
        assert change(opened, "/bridge/", MARK, version=version).status == 409
        assert not texts
        assert file.read_text() == "Third.\n"


def test_two_tabs_that_save_at_once_lose_nothing(tmp_path: Path) -> None:
    """The second one is told to draw the page anew."""
    with desk(tmp_path, bridge=BRIDGE) as opened:
        version, token = opened.page("/bridge/")["version"], opened.token
        other = {**MARK, "quote": {"exact": "on Monday"}, "id": "monday"}
        replies: list[Reply] = []

        def save(one: dict[str, Any]) -> None:
            asked = {"address": "/bridge/", "version": version, "changes": [one]}
            replies.append(opened.ask("change", asked, token=token))

        tabs = [threading.Thread(target=save, args=(one,)) for one in (MARK, other)]
        for tab in tabs:
            tab.start()
        for tab in tabs:
            tab.join()
        assert sorted(reply.status for reply in replies) == [200, 409]
        assert (tmp_path / "docs/bridge.md").read_text().count("](#") == 1


def test_changes_are_undone_one_by_one(tmp_path: Path) -> None:
    """Down to the file as it was, byte for byte; what was written by hand since is left alone."""
    before = "\ufeff" + BRIDGE.replace("\n", "\r\n")
    with desk(tmp_path, bridge=BRIDGE) as opened:
        file = tmp_path / "docs/bridge.md"
        file.write_bytes(before.encode())
        assert opened.page("/bridge/")["undo"] == ""
        change(opened, "/bridge/", MARK)
        nothing = change(opened, "/bridge/", {"do": "alter", "id": "unsafe"})
        assert (nothing.status, nothing.json["undo"]) == (200, "mark “the bridge is unsafe”")
        change(opened, "/bridge/", {"do": "alter", "id": "unsafe", "note": "A note."})
        assert opened.page("/bridge/")["undo"] == "change “unsafe”"
        for left in ("mark “the bridge is unsafe”", ""):
            reply = opened.ask("undo", {"address": "/bridge/", "version": opened.page("/bridge/")["version"]})
            assert (reply.status, reply.json["undo"]) == (200, left)
        assert file.read_bytes() == before.encode()
        change(opened, "/bridge/", MARK)
        file.write_bytes(file.read_bytes() + b"More.\r\n")
        page = opened.page("/bridge/")
        reply = opened.ask("undo", {"address": "/bridge/", "version": page["version"]})
        assert (reply.status, page["undo"]) == (409, "")
        assert file.read_bytes().endswith(b"More.\r\n")


def test_a_proposal_is_accepted_with_its_source_or_set_aside_for_good(tmp_path: Path) -> None:
    """Both are written into the file; what is set aside is not proposed again."""
    text = "# Pipes\n\nThe water company said on Friday that the pipes under the road had burst twice.\n"
    with desk(tmp_path, one=text, other=text) as opened:
        [proposal] = opened.page("/one/")["proposals"]
        assert change(opened, "/one/", {"do": "accept", "proposal": proposal["key"]}).status == 200
        page = opened.page("/one/")
        assert [one["words"] for one in page["statements"]] == ["the pipes under the road had burst twice"]
        assert (page["sources"][0]["label"], page["sources"][0]["on_site"]) == ("the water company", False)
        [proposal] = opened.page("/other/")["proposals"]
        assert change(opened, "/other/", {"do": "dismiss", "proposal": proposal["key"]}).status == 200
        assert opened.page("/other/")["proposals"] == []
        assert "nothing-to-note" in (tmp_path / "docs/other.md").read_text()


def test_what_cannot_be_written_is_said_and_leaves_all_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk, in the middle of a change to several files: those that were written are put back."""
    pages = {"bridge": MARKED, "other": "# Other\n\nSee [the bridge](bridge.md#unsafe).\n"}
    written = list[Path]()

    def exchange(one: Path, other: Path) -> None:
        written.append(other)
        if len(written) == 2:
            one.unlink()
            raise OSError(28, os.strerror(28), str(other))
        really_exchange(one, other)

    with desk(tmp_path, **pages) as opened:
        version = opened.page("/bridge/")["version"]
        monkeypatch.setattr("whosaid.desk.diskfiles.exchange", exchange)
        rename = {"do": "rename", "id": "unsafe", "new": "bridge"}
        assert change(opened, "/bridge/", rename, version=version).status == 500
        assert len(written) == 3
        assert {name: (tmp_path / f"docs/{name}.md").read_text() for name in pages} == pages
        assert [file.name for file in (tmp_path / "docs").glob(".*")] == []


def test_no_character_and_no_record_is_lost_in_a_storm(tmp_path: Path) -> None:
    """Random changes by the desk and by hand, and a preview killed in the middle of one; `make trials` has 1,000."""
    seen = run(storm_site(tmp_path), edits=16, kills=1)
    assert seen["made"] > 4
    assert seen["by hand"] > 0


def test_what_a_killed_save_has_left_behind_is_no_page_and_is_removed(tmp_path: Path) -> None:
    """A hidden file, which the next save in its folder removes unless it is somebody's who is saving right now."""
    with desk(tmp_path, bridge=BRIDGE) as opened:
        left, others = (tmp_path / f"docs/.bridge.md.{name}.whosaid-desk" for name in ("0", "1"))
        for part in (left, others):
            part.write_text(MARKED)
        os.utime(left, (0, 0))
        opened.rebuild()
        assert opened.page("/bridge/")["statements"] == opened.page("/bridge/")["findings"] == []
        assert change(opened, "/bridge/", MARK).status == 200
        assert (left.exists(), others.exists()) == (False, True)


FAULTY = """\
# Faulty

[One](#one “claim by council”) and [two](#two “claim by mayor”).

Many critics say [three](#three "claim by vague").
"""


def test_findings_are_fixed_and_silenced_by_their_keys(tmp_path: Path) -> None:
    """A finding says where it is and what can be done; several fixes can be made at once."""
    with desk(tmp_path, faulty=FAULTY) as opened:
        (tmp_path / "docs/whosaid.yml").write_text("rules: {}\n")
        opened.rebuild()
        found = opened.page("/faulty/")["findings"]
        marks = [one for one in found if one["rule"] == "malformed-mark" and one["fixes"]]
        places = [place for one in marks for place in (one, *one["others"])]
        fixes = [{"do": "fix", "finding": one["key"], "fix": one["fixes"][0]["key"]} for one in places]
        assert len(fixes) == 2, found
        assert change(opened, "/faulty/", *fixes).status == 200
        assert [one["id"] for one in opened.page("/faulty/")["statements"]] == ["one", "two", "three"]
        [route] = [one for one in opened.page("/faulty/")["findings"] if one["rule"] == "unstated-route"]
        assert (route["quote"]["exact"], route["id"], [one["id"] for one in route["others"]]) == ("One", "one", ["two"])
        silence = {"do": "silence", "finding": route["others"][0]["key"], "reason": "As agreed."}
        assert change(opened, "/faulty/", silence).status == 200
        assert "As agreed." in (tmp_path / "docs/faulty.md").read_text()
        assert change(opened, "/faulty/", silence).status == 422


UNWRITABLE = "“bridge.md” cannot be written: {}. Nothing was written."


def test_what_cannot_be_edited_now_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is not UTF-8, one that nobody may write to, and a site that cannot be built any more."""
    with desk(tmp_path, bridge=BRIDGE, latin="# A\n") as opened:
        version = opened.page("/bridge/")["version"]
        monkeypatch.setattr("whosaid.desk.diskfiles.os.access", lambda *_: False)
        reply = change(opened, "/bridge/", MARK, version=version)
        assert (reply.status, reply.json["why"]) == (500, UNWRITABLE.format("Permission denied"))
        full = OSError(28, "No space left on device")  # as writing to an open file says it, without a name
        monkeypatch.setattr("whosaid.desk.diskfiles.os.access", lambda *_: True)
        monkeypatch.setattr("whosaid.desk.diskfiles.os.fsync", Mock(side_effect=full))
        reply = change(opened, "/bridge/", MARK, version=version)
        assert (reply.status, reply.json["why"]) == (500, UNWRITABLE.format("No space left on device"))
        assert (tmp_path / "docs/bridge.md").read_text() == BRIDGE
        (tmp_path / "docs/latin.md").write_bytes(b"# \xe4\n")
        reply = opened.ask("page", {"address": "/latin/"})
        assert (reply.status, "UTF-8" in reply.json["why"]) == (404, True)
        opened.rebuild()
        assert opened.ask("page", {"address": "/latin/"}) == reply
        (tmp_path / "docs/latin.md").unlink()
        assert "moved or deleted" in opened.ask("page", {"address": "/latin/"}).json["why"]
        (tmp_path / "mkdocs.yml").write_text("site_name: 3\n")
        (tmp_path / "docs/bridge.md").write_text(BRIDGE + "More.\n")
        reply = opened.ask("page", {"address": "/bridge/"})
        assert (reply.status, reply.json["stale"]) == (409, True)


_KILLED = """
import os, sys
from pathlib import Path
from whosaid.desk import diskfiles, journal

docs, exchange, left = Path(sys.argv[1]), diskfiles.exchange, [1]
def killed(one, other):
    if not left:
        os.kill(os.getpid(), 9)
    exchange(one, other)
    left.pop()
diskfiles.exchange = killed
files = [docs / "bridge.md", docs / "other.md"]
replaced = [diskfiles.Replacement(file, file.read_bytes(), file.read_bytes() + b"More.\\n") for file in files]
diskfiles.replace_all(replaced, lambda ready: journal.noted(docs, ready))
"""


def test_a_change_to_several_files_is_ended_by_the_next_preview_if_one_was_killed(tmp_path: Path) -> None:
    """All are as they should be, and nothing is left behind; what others have written since is left alone."""
    pages = {"bridge": BRIDGE, "other": "# Other\n"}
    site = write_site(tmp_path, {f"{name}.md": text for name, text in pages.items()})
    for edited in ("", "By hand.\n"):
        for name, text in pages.items():
            (site / f"docs/{name}.md").write_text(text)
        done = subprocess.run([sys.executable, "-c", _KILLED, str(site / "docs")], timeout=PATIENCE)
        assert done.returncode == -9
        assert [(site / f"docs/{name}.md").read_text() for name in pages] == [BRIDGE + "More.\n", "# Other\n"]
        (site / "docs/other.md").write_text("# Other\n" + edited)
        opened = DeskPreview(site)
        assert (site / "docs/other.md").read_text() == "# Other\n" + (edited or "More.\n")
        assert len(opened.page("/other/")["version"]) > 0
        opened.close()
        assert [file.name for file in (site / "docs").glob(".changes*")] == []


def test_a_build_leaves_a_change_alone_that_is_just_being_made(tmp_path: Path) -> None:
    """A save by hand in the middle of it starts one, while the desk goes on."""
    with desk(tmp_path, bridge=BRIDGE, other="# Other\n") as opened:
        files = [tmp_path / f"docs/{name}.md" for name in ("bridge", "other")]
        replaced = [Replacement(file, file.read_bytes(), file.read_bytes() + b"More.\n") for file in files]

        @contextmanager
        def built_meanwhile(ready: Sequence[Ready]) -> Iterator[None]:
            with noted(tmp_path / "docs", ready):
                opened.rebuild()
                yield

        replace_all(replaced, built_meanwhile)
        assert [file.read_bytes() for file in files] == [one.after for one in replaced]


@pytest.mark.parametrize("path", ["../outside.md", "linked/outside.md", "/etc/hostname"])
def test_a_note_of_what_was_replaced_leads_nowhere_else(tmp_path: Path, path: str) -> None:
    """It is in the docs folder, which may be somebody else's: it can put nothing outside of it in place."""
    docs, outside = tmp_path / "docs", tmp_path / "outside.md"
    docs.mkdir()
    (docs / "linked").symlink_to(tmp_path)
    part = tmp_path / ".outside.md.0.whosaid-desk"
    outside.write_text("Mine.\n")
    part.write_text("Theirs.\n")
    entry = {"path": path, "part": part.name, "before": _digest("Mine.\n"), "after": _digest("Theirs.\n")}
    (docs / ".changes.whosaid-desk").write_text(json.dumps([entry]))
    resume(docs)
    assert (outside.read_text(), part.exists()) == ("Mine.\n", True)


def _digest(text: str) -> str:
    return digest(text).hex()
