"""`whosaid new`: an empty article that asks for what must be known, where a page can be, and nowhere else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from whosaid.api import load, run_rules
from whosaid.base.plain import on_one_line
from whosaid.base.shapes import MetaShape
from whosaid.cli import main
from whosaid.editing.articletop import ASKED, article_top
from whosaid.read import read_page


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site without pages, which is the current folder."""
    (tmp_path / "docs").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def new(*args: str) -> Result:
    """Run the command; whatever it is asked, it ends as it should."""
    done = CliRunner().invoke(main, ["new", *args])
    assert done.exception is None or isinstance(done.exception, SystemExit)
    return done


def found(site: Path) -> list[str]:
    """What the check says of the site."""
    return [str(finding).removeprefix(f"{site}/") for finding in run_rules(load(site / "docs")[0]).findings]


def test_the_check_says_what_is_not_filled_in(site: Path) -> None:
    """Each key is asked for on a line of its own, and is a finding until it has a value or is removed."""
    done = new("docs/news/bridge.md")
    assert (done.exit_code, done.output.partition(".")[0]) == (0, "docs/news/bridge")
    assert found(site) == [
        f"docs/news/bridge.md:{line}:1: “{key}:” has no value; write one or remove it [empty-value]"
        for line, key in enumerate(ASKED, 2)
    ]
    page = site / "docs/news/bridge.md"
    given = {key: "2031" if key == "published" else "unknown" for key in ("title", "author", "outlet", "published")}
    lines = page.read_text("utf-8").splitlines(keepends=True)
    kept = [line for line in lines if line.partition(":")[0] not in ASKED.keys() - given.keys()]
    text = "".join(kept)
    for key, value in given.items():
        text = text.replace(f"{key}: ", f"{key}: {value}")
    page.write_text(text, "utf-8")
    assert found(site) == []


def test_a_page_that_says_whose_text_it_annotates_is_checked_from_the_start(site: Path) -> None:
    """`annotating:` makes an article of a page without a statement; a page without it is left alone."""
    (site / "docs/article.md").write_text("---\nannotating: own\noutlet:\n---\n", "utf-8")
    (site / "docs/plain.md").write_text("---\noutlet:\n---\n", "utf-8")
    assert found(site) == ["docs/article.md:3:1: “outlet:” has no value; write one or remove it [empty-value]"]


def test_nothing_is_overwritten(site: Path) -> None:
    """Without a path, the article has a name of its own; what is there stays as it is."""
    assert new().exit_code == 0
    page = site / "docs/articles/new.md"
    page.write_text("mine", "utf-8")
    done = new()
    assert (done.exit_code, page.read_text("utf-8")) == (2, "mine")
    assert "already exists and was left unchanged" in done.output


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("docs/bridge.txt", "“docs/bridge.txt” does not; write “docs/bridge.md”"),
        ("docs/bridge.MD", "write “docs/bridge.md”"),
        ("docs/bridge", "write “docs/bridge.md”"),
        ("docs", "write “docs/new.md”"),
        ("..", "write “../new.md”"),
        ("", "write “new.md”"),
        ("bridge.md", "is not in the folder with the site's Markdown, “docs”; write “docs/bridge.md”"),
        ("docs/../bridge.md", "“docs/../bridge.md” is not in the folder with the site's Markdown, “docs”\n"),
        ("/bridge.md", "“/bridge.md” is not in the folder with the site's Markdown, “docs”\n"),
        ("docs/elsewhere/bridge.md", "“docs/elsewhere/bridge.md” is not in the folder"),
        ("docs/.drafts/bridge.md", "would never be published"),
        ("docs/.md", "would never be published"),
        ("docs/taken.md", "already exists"),
    ],
)
def test_a_path_that_is_no_place_for_a_page_is_said(site: Path, path: str, says: str) -> None:
    """2, what is wrong with it, and what would be right; nothing is written."""
    (site / "docs/taken.md").mkdir()
    (site / "docs/elsewhere").symlink_to(site.parent)
    before = sorted(site.rglob("*"))
    done = new(path)
    assert done.exit_code == 2
    assert says in done.output
    assert sorted(site.rglob("*")) == before


def test_a_site_without_its_folder_is_said(site: Path) -> None:
    """As by the check."""
    assert "there is no folder “drafts”" in new("drafts/a.md", "--docs", "drafts").output


def test_all_that_is_asked_for_is_read() -> None:
    """Each key is one that front matter has."""
    assert ASKED.keys() <= set(MetaShape.__struct_encode_fields__)


TEXT = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("'\"\\:#-[]{},&*!|>%@` \n\u2028\u0085\ufeff"))
ANY = TEXT | st.sampled_from("no null ~ 2020 1e3 .inf 0x1f yes 2031-05-18 << = - ? --- [ {a".split())


@settings(deadline=None)
@given(title=ANY, name=ANY)
def test_any_text_can_be_a_value(title: str, name: str) -> None:
    """Whatever a headline or a name holds, all who read YAML read the same text; control characters are white space."""
    fields = {"type": "person", "name": name, "possibly-same-as": ["council", name]}
    top = article_top({"title": title}, {"mayor": fields})
    values = yaml.safe_load(top[4:-4])
    meant = [on_one_line(re.sub("[\x00-\x1f\x7f-\x9f]", " ", text)) for text in (title, name)]
    mayor = values["sources"]["mayor"]
    assert [str(values["title"] or ""), str(mayor["name"]), str(mayor["possibly-same-as"][1])] == [*meant, meant[1]]
    page = read_page("a.md", "docs/a.md", f"{top}Text.\n")
    assert page.text[page.body_at :] == "Text.\n"
    if meant[1].isascii():  # of other names, some cannot be seen
        assert page.own_sources["mayor"].text("name") == meant[1]
