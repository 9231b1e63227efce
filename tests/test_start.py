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
LEFT = {"author": "unknown", "outlet": "unknown", "published": "2031", "genre": "news"}


def whosaid(line: str) -> None:
    """Run a line of the guide."""
    done = CliRunner().invoke(main, line.split()[1:])
    assert done.exit_code == 0, done.output


def test_its_commands_lead_from_a_text_to_a_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a new folder; the preview has a home page, the article and the desk, and the built site has both pages."""
    monkeypatch.chdir(tmp_path)
    install, site, draft, preview, build = re.findall(r"^```sh\n(.*?)\n```", GUIDE, re.MULTILINE | re.DOTALL)
    assert install.endswith('pip install ".[mkdocs]"')
    made, entered, init = site.splitlines()
    assert (made.split()[1], preview) == (entered.split()[1], "mkdocs serve")
    whosaid(init)
    Path("article.txt").write_text(block('text title="bridge.txt"'), "utf-8")
    whosaid(draft)
    page = Path(draft.split()[-1])
    files = [path.read_bytes() for path in (Path("mkdocs.yml"), page)]
    config = files[0].decode().replace("  - whosaid\nexclude", "exclude")  # the preview in this process has its own
    Path("mkdocs.yml").write_text(config, "utf-8")
    desk = DeskPreview(tmp_path)
    try:
        assert b"articles/first/" in desk.request("/").body
        assert desk.page("/articles/first/")["statements"]
    finally:
        desk.close()
    Path("mkdocs.yml").write_bytes(files[0])
    text = re.sub("<!-- TODO.*?-->", "", files[1].decode())
    for key in re.findall(r"^([a-z-]+):  #", text, re.MULTILINE):
        line = f"{key}: {LEFT[key]}\n" if key in LEFT else ""
        text = re.sub(rf"^{key}:  #.*\n", line, text, flags=re.MULTILINE)
    page.write_text(text, "utf-8")
    built = run([exe("mkdocs"), *build.split()[1:]], tmp_path)
    assert built.returncode == 0, built.stderr
    home = BeautifulSoup(Path("site/index.html").read_text("utf-8"), "html.parser")
    assert home.select_one('article a[href="articles/first/"]') is not None
    assert Path("site/articles/first/index.html").is_file()


def test_its_table_has_every_key_of_the_desk() -> None:
    """And no letter that is none."""
    script = (BROWSER / "desk.js").read_text("utf-8")
    keys = re.findall(r"^  (\w+): \(", script.partition("const KEYS = {")[2].partition("};")[0], re.MULTILINE)
    table = GUIDE.partition("## Keys and clicks")[2].partition("\n## ")[0]
    named = set(re.findall(r"<kbd>(\w+)</kbd>", table))
    assert {*keys, "e"} == {key for key in named if len(key) == 1 and key != "z"} | {"Enter"}
    assert {"Escape", "Tab", "Ctrl", "z"} <= named
