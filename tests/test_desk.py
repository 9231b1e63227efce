"""The desk of a preview: what it answers, and to whom."""

from __future__ import annotations

import gzip
import json
import logging
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from desks import OWN, DeskPreview
from deskscript import made
from pluginsites import CASES
from previews import get, served
from sites import CONFIG, write_site
from tools import ROOT
from whosaid.desk.browserfiles import script

ARTICLE = """\
---
title: The bridge
language: en
sources:
  resident: {type: unnamed, described-as: a resident}
---

# The bridge

The council said [the bridge is unsafe](#bridge "claim by council via evening-post"). Ada Brook
denied [all of it](#r-all).

/// denial
    id: r-all
    of: bridge
    source: mayor
    date: 2031-05-18

A *note*.

///

The water company said on Friday that the pipes under the road had burst twice.

<!-- whosaid: nothing-to-note -->
Tom Reed, a builder, said on Friday that the road would be closed for a week.
"""
PLAIN = "# A plain page\n\nThe water company said on Friday that the pipes under the road had burst twice.\n"


LANGUAGES = {"en-GB": 1, "de": 0, "fr-CA": 0, "uk": 0, "ar": 0, "ja": 0}  # with how many proposals a page has in each


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DeskPreview]:
    """A site with an article; what a test changes is no other's business."""
    folder = tmp_path_factory.mktemp("desk")
    outside = folder / "outside.md"
    outside.write_text("# Outside\n")
    plain = {f"in-{one.lower()}.md": f"---\nlanguage: {one}\n---\n\n{PLAIN}" for one in LANGUAGES}
    site = write_site(folder / "site", {"articles/bridge.md": ARTICLE, "plain.md": PLAIN, **plain})
    (site / "docs/linked.md").symlink_to(outside)
    opened = DeskPreview(site)
    yield opened
    opened.close()


def test_a_page_is_answered_as_it_was_read(preview: DeskPreview) -> None:
    """The desk knows the statements, the sources, and what a form can offer."""
    page = preview.page("/articles/bridge/")
    assert page["path"] == "articles/bridge.md"
    assert [(one["id"], one["kind"], one["form"], one["marks"], one["answers"]) for one in page["statements"]] == [
        ("bridge", "claim", "short", 1, ["r-all"]),
        ("r-all", "denial", "block", 1, []),
    ]
    assert page["statements"][0]["options"] == {"source": "council", "via": "evening-post"}
    assert page["statements"][1]["note"] == "A *note*."
    assert [one["id"] for one in page["sources"]][:2] == ["resident", "council"]
    assert {"id": "denial", "label": "Denied", "family": "response"} in page["choices"]["kinds"]


def test_what_is_not_marked_is_proposed_unless_it_is_set_aside(preview: DeskPreview) -> None:
    """A proposal names the words, who says them, and the source that would be declared."""
    [one] = preview.page("/articles/bridge/")["proposals"]
    assert one["quote"]["exact"] == "the pipes under the road had burst twice"
    assert one["quote"]["prefix"].endswith("said on Friday that ")
    assert one["label"] == "the water company"
    assert [source["id"] for source in one["declare"]] == [one["options"]["source"]]


def test_a_text_without_annotations_can_be_begun(preview: DeskPreview) -> None:
    """A plain page has proposals, too; in languages that cannot be drafted, there are none."""
    assert len(preview.page("/plain/")["proposals"]) == 1
    for language, count in LANGUAGES.items():
        page = preview.page(f"/in-{language.lower()}/")
        assert (page["language"], len(page["proposals"])) == (language, count)


@pytest.mark.parametrize(
    "address",
    ["/articles/bridge/index.html", "/articles/bridge", "/articles/%62ridge/"],
)
def test_an_address_is_what_a_browser_has(preview: DeskPreview, address: str) -> None:
    """Other ways to ask for the same page lead to it."""
    assert preview.page(address)["path"] == "articles/bridge.md"


@pytest.mark.parametrize(
    "address",
    [
        *("/ledger/", "/404.html", "/nowhere/", "/linked/", "/assets/whosaid.css", "", "articles/bridge/"),
        *("/../outside/", "/articles/../../outside/", "/articles/..%2f..%2foutside/", "/..%5coutside/"),
        *("/articles/%2e%2e/articles/bridge/", "/articles//bridge/", "/articles/bridge/%00", "//articles/bridge/"),
        *("/sources.yml", "/articles/bridge.md", "file:///etc/passwd", "/\\outside/", "/articles%2fbridge/"),
    ],
)
def test_only_pages_with_a_file_in_the_docs_folder_have_a_desk(preview: DeskPreview, address: str) -> None:
    """Generated pages, other files and ways out of the folder are refused in words."""
    reply = preview.ask("page", {"address": address})
    assert (reply.status, list(reply.json)) == (404, ["why"])


EVIL = "http://evil.example"
ATTACKS: list[tuple[int, dict[str, Any]]] = [
    (403, {"HTTP_ORIGIN": EVIL}),
    (403, {"HTTP_ORIGIN": None}),
    (403, {"HTTP_ORIGIN": "null"}),
    (403, {"HTTP_ORIGIN": f"https://{OWN}"}),
    (403, {"HTTP_ORIGIN": "http://127.0.0.1:8001"}),
    (403, {"HTTP_ORIGIN": f"http://{OWN}.evil.example"}),
    (403, {"HTTP_HOST": "evil.example:8000", "HTTP_ORIGIN": "http://evil.example:8000"}),  # DNS rebinding
    (403, {"HTTP_HOST": "localhost.evil.example:8000", "HTTP_ORIGIN": "http://localhost.evil.example:8000"}),
    (403, {"HTTP_HOST": "127.0.0.1.evil.example:8000", "HTTP_ORIGIN": "http://127.0.0.1.evil.example:8000"}),
    (403, {"HTTP_HOST": "192.168.1.2:8000", "HTTP_ORIGIN": "http://192.168.1.2:8000"}),
    (403, {"HTTP_HOST": "127.0.0.1:8001", "HTTP_ORIGIN": "http://127.0.0.1:8001"}),
    (403, {"HTTP_HOST": "127.0.0.1", "HTTP_ORIGIN": "http://127.0.0.1"}),
    (403, {"HTTP_HOST": f"{OWN},evil.example", "HTTP_ORIGIN": f"http://{OWN},evil.example"}),
    (403, {"HTTP_HOST": f"x@{OWN}", "HTTP_ORIGIN": f"http://x@{OWN}"}),
    (403, {"HTTP_HOST": None}),
    (403, {"REMOTE_ADDR": "192.168.1.2"}),
    (403, {"REMOTE_ADDR": None}),
    (403, {"token": None}),
    (403, {"token": ""}),
    (403, {"token": "x" * 43}),
    (403, {"token": "ü"}),
    (405, {"REQUEST_METHOD": "GET"}),
    (405, {"REQUEST_METHOD": "OPTIONS"}),
    (405, {"REQUEST_METHOD": "PUT"}),
    (415, {"CONTENT_TYPE": "text/plain"}),
    (415, {"CONTENT_TYPE": "application/x-www-form-urlencoded"}),
    (415, {"CONTENT_TYPE": "text/plain; application/json"}),
    (415, {"CONTENT_TYPE": None}),
    (411, {"CONTENT_LENGTH": None}),
    (411, {"CONTENT_LENGTH": "-1"}),
    (411, {"CONTENT_LENGTH": "1e3"}),
    (411, {"HTTP_TRANSFER_ENCODING": "chunked"}),
    (413, {"CONTENT_LENGTH": "65537"}),
    (413, {"CONTENT_LENGTH": "999999999999"}),
    (400, {"CONTENT_LENGTH": "65536"}),
]


@pytest.mark.parametrize(("status", "environ"), ATTACKS, ids=[str(attack) for attack in ATTACKS])
def test_others_are_turned_away(preview: DeskPreview, status: int, environ: dict[str, Any]) -> None:
    """A request that differs from the script's in one thing gets a reason, and nothing of the page."""
    token = environ.get("token", preview.token)
    reply = preview.ask("page", {"address": "/articles/bridge/"}, **{**environ, "token": token})
    assert (reply.status, list(reply.json)) == (status, ["why"])
    assert not any(name.lower().startswith("access-control-") for name in reply.headers)


@pytest.mark.parametrize(
    "asked",
    [
        *(b"", b"{", b"[]", b"null", b"\xff", b'{"address": 3}', b'{"address": "/", "more": 1}'),
        b'{"address":' * 2_000,
        b"[" * 60_000,
    ],
)
def test_what_is_not_understood_is_said_to_be(preview: DeskPreview, asked: bytes) -> None:
    """A request that is not of the protocol is a fault of the script, and says which."""
    reply = preview.ask("page", asked)
    assert (reply.status, list(reply.json)) == (400, ["why"])


@pytest.mark.parametrize("host", [OWN, "localhost:8000", "LOCALHOST:8000", "[::1]:8000", "127.1.2.3:8000"])
def test_every_page_has_the_script_under_the_previews_own_names(preview: DeskPreview, host: str) -> None:
    """And no other site can frame the page that holds the token, or take it in."""
    reply = preview.request("/articles/bridge/", HTTP_HOST=host)
    assert preview.token.encode() in reply.body
    assert reply.headers["Content-Security-Policy"] == "frame-ancestors 'self'"
    assert reply.headers["Content-Length"] == str(len(reply.body))
    assert preview.ask("page", {"address": "/"}, HTTP_HOST=host, HTTP_ORIGIN=f"http://{host}").status == 200


@pytest.mark.parametrize(
    "environ",
    [
        {"HTTP_HOST": "evil.example:8000"},
        {"HTTP_HOST": None},
        {"REMOTE_ADDR": "10.0.0.2"},
        {"HTTP_SEC_FETCH_DEST": "iframe"},
    ],
    ids=str,
)
def test_no_other_page_has_the_token(preview: DeskPreview, environ: dict[str, Any]) -> None:
    """Under another name, which may lead to this machine, from another machine or in a frame, it is as built."""
    reply = preview.request("/articles/bridge/", **environ)
    assert reply.status == 200
    assert b"-/desk/" not in reply.body
    assert "X-Frame-Options" not in reply.headers


def test_the_browsers_part_is_small() -> None:
    """At most 20 kB compressed, script and style together; the script is whole, and loads nothing else."""
    whole = script().encode()
    assert len(gzip.compress(whole)) <= 20_000
    assert b"@media print" in whole
    assert not re.search(rb"^(?:import|export)\b", whole, re.MULTILINE)


def test_the_browsers_part_is_made_of_its_modules() -> None:
    """What is served is what `make desk` makes of the modules as they are."""
    assert script() == made()


def test_no_two_modules_of_the_script_have_a_name_in_common() -> None:
    """They are served as one."""
    folder = ROOT / "hooks/whosaid/desk/browser"
    names = [
        name
        for module in folder.glob("*.js")
        for name in re.findall(r"^(?:export )?(?:const|let|class) (\w+)", module.read_text("utf-8"), re.MULTILINE)
    ]
    assert len(names) > 100
    assert [name for name, times in Counter(names).items() if times > 1] == []


@pytest.mark.parametrize("name", ["desk.js", "../desk/desk.js", "../application.py", "..%2fgate.py", "", "page"])
def test_only_the_browsers_part_is_served(preview: DeskPreview, name: str) -> None:
    """The script is there for everybody, and holds nothing; nothing else is."""
    assert preview.request(f"/-/desk/{name}").status == (200 if name == "desk.js" else 405 if name == "page" else 404)


def test_a_build_has_no_desk(preview: DeskPreview) -> None:
    """What is on the disk names no script and no token."""
    assert not any(b"-/desk/" in content for content in preview.files().values())


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.2", "example.org"])
def test_a_preview_that_others_can_reach_has_no_desk(
    tmp_path: Path, host: str, caplog: pytest.LogCaptureFixture
) -> None:
    """A preview for other machines says in the terminal that it has none."""
    log = logging.getLogger("mkdocs.whosaid")
    log.addHandler(caplog.handler)
    opened = DeskPreview(write_site(tmp_path, {}), host=host)
    log.removeHandler(caplog.handler)
    assert b"-/desk/" not in opened.request("/").body
    assert opened.ask("page", {"address": "/"}, token="x").status == 404
    opened.close()
    assert "The desk is off" in caplog.text


@pytest.mark.parametrize("plugin", ["blog", "monorepo", "no directory addresses", "static-i18n, suffix"])
def test_other_plugins_move_pages_and_copy_folders(
    tmp_path: Path, plugin: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every page with a file has its desk at its address, drafts too; a change is in the author's own file."""
    monkeypatch.chdir(tmp_path)
    case = CASES[plugin]
    site = write_site(tmp_path, {**case.base, **case.pages}, case.settings(whosaid=False))
    opened = DeskPreview(site, quick=False)  # so that all places are on the disk
    places = [place for place in opened.files() if place.endswith(".html") and not place.startswith("embed/")]
    found = {place: opened.ask("page", {"address": f"/{place}"}) for place in places}
    pages = {reply.json["path"]: (place, reply.json) for place, reply in found.items() if reply.status == 200}
    is_page = [path for path in case.pages if path.endswith(".md") and "/../" not in f"/{path}"]
    assert {*case.base, *is_page} - pages.keys() <= {"blog/posts/draft.md"}
    place, page = pages["blog/posts/one.md" if plugin == "blog" else "articles/bridge.md"]
    note = {"do": "alter", "id": page["statements"][0]["id"], "note": "Noted at the desk."}
    reply = opened.ask("change", {"address": f"/{place}", "version": page["version"], "changes": [note]})
    assert reply.status == 200, reply.body
    assert "Noted at the desk." in (tmp_path / "docs" / page["path"]).read_text("utf-8")
    assert b"Noted at the desk." in opened.request(f"/{place}").body
    opened.close()


def test_a_preview_below_a_path_has_its_desk_there(tmp_path: Path) -> None:
    """A site with a path, served by ProperDocs to a real client: the tag, the script and the answers are below it."""
    site = write_site(tmp_path, {"plain.md": PLAIN}, CONFIG + "site_url: https://example.org/a/news/\n")
    with served(site, builder="properdocs") as home:
        [tag] = re.findall(r'<script type="module" src="(/a/news/-/desk/)desk\.js" data-token="([^"]+)"', get(home))
        place, token = tag
        assert get(f"{home.rstrip('/')}{place}desk.js") == script()
        headers = {"Content-Type": "application/json", "Origin": home.rstrip("/"), "X-Whosaid-Desk": token}
        asked = b'{"address": "/a/news/plain/"}'
        with urlopen(Request(f"{home.rstrip('/')}{place}page", asked, headers)) as reply:
            assert json.loads(reply.read())["path"] == "plain.md"
        large = Request(f"{home.rstrip('/')}{place}page", b" " * 500_000, headers)
        with pytest.raises(HTTPError, match="413"):
            urlopen(large)
