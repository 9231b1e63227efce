"""The guide's first page: what it says to type is typed, and the keys of its table are the desk's."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner

from desks import DeskPreview
from test_draft import block
from tools import ROOT, exe, run
from whosaid.cli import main

GUIDE = (ROOT / "docs/guide/start.md").read_text("utf-8")
BROWSER = ROOT / "hooks/whosaid/desk/browser"
KNOWN = {"author": "unknown", "outlet": "unknown", "published": "2031", "genre": "news", "description": "A bridge."}


def whosaid(line: str) -> None:
    """Run a line of the guide."""
    done = CliRunner().invoke(main, line.split()[1:])
    assert done.exit_code == 0, done.output


def answer(desk: DeskPreview, address: str) -> None:
    """What the desk asks: who says what is sure already, and the top lines are known or can be empty."""
    page = desk.page(address)
    assert all(one["found"] for one in page["top"] if one["name"] in KNOWN)
    fields = {one["name"]: KNOWN.get(one["name"]) for one in page["top"] if one["optional"] or one["name"] in KNOWN}
    asked = [one for one in page["findings"] if one["rule"] == "open-question"]
    questions = [place for one in asked for place in (one, *one["others"])]
    assert {place["id"] for place in questions} <= {one["id"] for one in page["statements"]}
    answers = [{"do": "alter", "id": place["id"]} for place in questions]
    change = {
        "address": address,
        "version": page["version"],
        "changes": [{"do": "alter-top", "fields": fields}, *answers],
    }
    assert desk.ask("change", change).status == 200
    page = desk.page(address)
    assert [
        one for one in (*page["findings"], *page["top"]) if one.get("severity") == "error" or one.get("found")
    ] == []


def test_its_commands_lead_from_a_text_to_a_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a new folder; all that the draft leaves open is answered at the desk, and the site is built."""
    monkeypatch.chdir(tmp_path)
    install, site, draft, preview, build = re.findall(r"^```sh\n(.*?)\n```", GUIDE, re.MULTILINE | re.DOTALL)
    assert install.endswith('pip install ".[mkdocs]"')
    made, entered, init = site.splitlines()
    assert (made.split()[1], preview) == (entered.split()[1], "mkdocs serve")
    whosaid(init)
    Path("article.txt").write_text(block('text title="bridge.txt"'), "utf-8")
    whosaid(draft)
    page = Path(draft.split()[-1])
    assert page.is_file()
    config = Path("mkdocs.yml").read_bytes()
    Path("mkdocs.yml").write_bytes(config.replace(b"  - whosaid\nexclude", b"exclude"))  # the preview here has its own
    desk = DeskPreview(tmp_path)
    try:
        assert b"articles/first/" in desk.request("/").body
        answer(desk, "/articles/first/")
    finally:
        desk.close()
    Path("mkdocs.yml").write_bytes(config)
    built = run([exe("mkdocs"), *build.split()[1:]], tmp_path)
    assert built.returncode == 0, built.stderr
    home = BeautifulSoup(Path("site/index.html").read_text("utf-8"), "html.parser")
    assert home.select_one('article a[href="articles/first/"]') is not None
    assert Path("site/articles/first/index.html").is_file()


def test_its_table_has_every_key_of_the_desk() -> None:
    """And no letter that is none."""
    script = "".join((BROWSER / f"{name}.js").read_text("utf-8") for name in ("desk", "choosing"))
    keys = set(re.findall(r'\bkey(?:\.toLowerCase\(\))? === "([\w,]+)"', script))
    table = GUIDE.partition("## Keys and clicks")[2].partition("\n## ")[0]
    named = set(re.findall(r"<kbd>([^<]+)</kbd>", table))
    assert keys == named - {"Ctrl", "1", "9", *"↓↑→←"}
