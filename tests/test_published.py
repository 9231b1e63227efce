"""What is published is what the builder publishes: other plug-ins take pages out, move them, put them back."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Final

import pytest

from addresses import ids_twice, unresolved
from sites import CONFIG, build, build_site, files_of, page, write_site

SHOWN = '# Shown\n\n[The bridge is unsafe](#bridge "claim by council").\n'
HIDDEN = (
    '---\ntitle: Zebra title\npublished: 2031-05-19\n---\n[A zebra](#zebra "claim by mayor") is about. '
    '[Not so](#no "denial of zebra by council"), and [the bridge is unsafe](#again "claim by mayor").\n\n'
    "[Another zebra](#other) too.\n\n/// claim\nid: other\nsource: mayor\nsame-as: shown.md#bridge\n///\n"
)
HOME = '# Home\n\n[All](ledger.md "show articles")\n\n[All](ledger.md "show statements")\n'
PAGES = {"index.md": HOME, "shown.md": SHOWN, "hidden.md": HIDDEN}


def with_hook(folder: Path, hook: str, extra: str = "", pages: dict[str, str] = PAGES) -> Path:
    """A site with another hook, registered after ours, whose events run last."""
    site = write_site(folder, pages, CONFIG.replace("attribution.py]", "attribution.py, other.py]") + extra)
    head = "from pathlib import Path\nfrom mkdocs.plugins import event_priority\n"
    head += "from mkdocs.structure.files import InclusionLevel\n\n\n"
    (site / "other.py").write_text(head + hook.replace("def on_", "@event_priority(-100)\ndef on_"))
    return site


OUT_IN_TIME = {
    "removed in on_files": "def on_files(files, config):\n    files.remove(files.src_uris['hidden.md'])\n",
    "a new collection": (
        "def on_files(files, config):\n    return type(files)(f for f in files if f.src_uri != 'hidden.md')\n"
    ),
    "excluded in on_files": (
        "def on_files(files, config):\n    files.src_uris['hidden.md'].inclusion = InclusionLevel.EXCLUDED\n"
    ),
    "a draft in on_files": (
        "def on_files(files, config):\n    files.src_uris['hidden.md'].inclusion = InclusionLevel.DRAFT\n"
    ),
    "removed in on_nav": "def on_nav(nav, config, files):\n    files.remove(files.src_uris['hidden.md'])\n",
    "excluded in on_nav": (
        "def on_nav(nav, config, files):\n    files.src_uris['hidden.md'].inclusion = InclusionLevel.EXCLUDED\n"
    ),
}


@pytest.mark.parametrize("how", OUT_IN_TIME)
def test_a_page_that_is_taken_out_is_in_no_output(tmp_path: Path, how: str) -> None:
    """Not in the ledger, its pages, data, feeds, embeds, cards or the search index, whichever plug-in removes it."""
    site = with_hook(tmp_path, OUT_IN_TIME[how], "nav: [index.md, shown.md, ledger.md]\n")
    done = build(site, "--strict")
    assert done.returncode == 0, done.stderr
    files = files_of(site / "site")
    assert [name for name, data in files.items() if b"ebra" in data or "hidden" in name] == []
    assert b"The bridge is unsafe" in files["ledger/index.html"]
    assert json.loads(files["data/claims.json"])["totals"]["statements"] == 1
    assert unresolved(site / "site") == []


OUT_TOO_LATE = {
    "while pages are read": (
        "def on_page_markdown(markdown, page, config, files):\n"
        "    if 'hidden.md' in files.src_uris: files.remove(files.src_uris['hidden.md'])\n"
    ),
    "in on_env": "def on_env(env, config, files):\n    files.remove(files.src_uris['hidden.md'])\n",
    "excluded in on_env": (
        "def on_env(env, config, files):\n    files.src_uris['hidden.md'].inclusion = InclusionLevel.EXCLUDED\n"
    ),
    "by writing nothing": (
        "def on_post_page(output, page, config):\n    return '' if page.file.src_uri == 'hidden.md' else output\n"
    ),
    "when all is written": ("def on_post_build(config):\n    (Path(config.site_dir) / 'hidden/index.html').unlink()\n"),
}


@pytest.mark.parametrize("when", OUT_TOO_LATE)
def test_a_page_that_is_taken_out_too_late_stops_the_build(tmp_path: Path, when: str) -> None:
    """Pages that show its statements are drawn by then; no data of it are written."""
    site = with_hook(tmp_path, OUT_TOO_LATE[when])
    done = build(site)
    assert done.returncode == 1
    assert "“hidden.md” was removed from the site after pages that show its statements had been drawn" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (site / "site/data/claims.json").exists()


def test_a_page_that_comes_back_is_published(tmp_path: Path) -> None:
    """As a blog takes its posts out while the navigation is made."""
    hook = (
        "def on_files(files, config):\n    files.src_uris['hidden.md'].inclusion = InclusionLevel.EXCLUDED\n\n\n"
        "def on_nav(nav, config, files):\n    files.src_uris['hidden.md'].inclusion = InclusionLevel.NOT_IN_NAV\n"
    )
    site = with_hook(tmp_path, hook)
    done = build(site, "--strict")
    assert done.returncode == 0, done.stderr
    assert json.loads((site / "site/data/claims.json").read_text())["totals"]["articles"] == 2
    assert unresolved(site / "site") == []


def test_a_page_of_the_ledger_in_the_navigation_goes_with_its_article(tmp_path: Path) -> None:
    """A draft's own ledger is not built, even if another page refers to it."""
    nav = "nav: [index.md, ledger/article/hidden.md, ledger.md, shown.md, hidden.md]\n"
    site = with_hook(tmp_path, OUT_IN_TIME["excluded in on_nav"], nav)
    done = build(site)
    assert done.returncode == 0, done.stderr
    assert not (site / "site/ledger/article/hidden").exists()
    links = [str(link["href"]) for link in page(site / "site", ".").select(".md-nav__link[href]")]
    assert "shown/" in links
    assert [link for link in links if link.startswith("ledger/")] == ["ledger/"]


MOVE = """\
    file = files.src_uris['shown.md']
    file.dest_uri, file.url = 'news/2031/x y/index.html', 'news/2031/x%20y/'
    file.abs_dest_path = str(Path(config.site_dir) / file.dest_uri)
    if file.page: file.page._set_canonical_url(config.site_url)
"""


@pytest.mark.parametrize("event", ["on_files(files, config)", "on_nav(nav, config, files)"])
@pytest.mark.parametrize("root", ["", "https://example.org/news/2.0", "https://example.org/"])
def test_a_page_that_is_moved_is_found_where_it_is(tmp_path: Path, event: str, root: str) -> None:
    """By ledger, cards, data, annotations, embeds and feeds; a site's address may have no slash at its end."""
    site = with_hook(tmp_path, f"def {event}:\n{MOVE}", f"site_url: {root}\n" if root else "")
    done = build(site, "--strict")
    assert done.returncode == 0, done.stderr
    assert unresolved(site / "site", f"{root.rstrip('/')}/" if root else "") == []
    data = json.loads((site / "site/data/articles/shown.json").read_text())
    assert data["statements"][0]["address"].endswith("news/2031/x%20y/#bridge")
    assert (site / "site/data/articles/shown.annotations.json").is_file()


def test_a_page_that_is_moved_too_late_stops_the_build(tmp_path: Path) -> None:
    """Links to it have been drawn."""
    done = build(with_hook(tmp_path, f"def on_env(env, config, files):\n{MOVE}"))
    assert done.returncode == 1
    assert "“shown.md” was moved to “news/2031/x%20y/” after pages that link to “shown/” had been drawn" in done.stderr


@pytest.mark.parametrize("text", [SHOWN, "Text.\n"], ids=["article", "plain page"])
def test_a_page_that_calls_itself_a_draft_is_a_finding(tmp_path: Path, text: str) -> None:
    """MkDocs publishes it; with statements on it, the build stops, without, other people's strict builds go on."""
    site = write_site(tmp_path, {"a.md": f"---\ntitle: A\ndraft: true\n---\n{text}"})
    done = build(site, "--strict")
    assert done.returncode == (1 if text == SHOWN else 0), done.stderr
    assert done.stderr.count("docs/a.md:3:1: ") == done.stderr.count("MkDocs publishes it anyway") == 1


def test_a_draft_that_mkdocs_keeps_back_is_no_finding(tmp_path: Path) -> None:
    """It is named under `draft_docs`."""
    text = f"---\ndraft: true\n---\n{SHOWN}"
    site = build_site(tmp_path, {"a.md": text}, f"{CONFIG}draft_docs: /a.md\n")
    assert "unsafe" not in (site / "site/data/claims.json").read_text()


def test_addresses_and_ids_are_looked_at(tmp_path: Path) -> None:
    """What these tests look with finds a link to nothing in a page, in data and in a feed, and an id that is twice."""
    (tmp_path / "data").mkdir()
    (tmp_path / "index.html").write_text('<a href="a/">x</a><p id="b">x</p><p id="b">x</p><a href="#c">x</a>')
    (tmp_path / "data/claims.json").write_text('{"address":"a/#x"}')
    (tmp_path / "data/claims.csv").write_text("ref,address\na.md#x,a/#y\n")
    (tmp_path / "feed.xml").write_text('<link href="b/"/>')
    assert [found.partition(": ")[2] for found in unresolved(tmp_path)] == ["a/#y", "a/#x", "b/", "a/", "#c"]
    assert ids_twice(tmp_path) == ["index.html: b"]


HEADED = """\
---
published: 2024-05-02
---

The council says [it is unsafe](#unsafe "claim by council via direct"). [No](#r-mayor).

/// denial
    id: r-mayor
    of: unsafe
    source: mayor
    where: Harbour Radio
    date: 2024-05-01
///
"""
ANSWERED = """\
# A

[I deny it again](#again "denial of town/b.md#unsafe by mayor"). [It is the same](#same).

/// claim
    id: same
    source: council
    via: direct
    same-as: town/b.md#unsafe
///
"""
TITLE_HOOK = """\
def on_page_markdown(markdown, page, **kwargs):
    return "# The bridge & <b>us</b>\\n\\n" + markdown if page.file.src_uri == "town/b.md" else markdown
"""
SHOWN_BY: Final = {
    "town/b/index.html": '"og:title" content="The bridge &amp; us – according to',
    "data/articles/town/b.json": '"title":"The bridge \\u0026 us"',
    "data/articles/town/b.annotations.json": "The bridge \\u0026 us",
    "data/claims.json": '"title":"The bridge \\u0026 us"',
    "feed/articles.xml": "The bridge &amp; us",
    "embed/town/b/unsafe.html": "The bridge &amp; us",
    "index.html": "The bridge &amp; us",
    "a/index.html": "The bridge &amp; us",
    "ledger/index.html": "The bridge &amp; us",
    "ledger/article/a/index.html": "The bridge &amp; us",
    "ledger/article/town/b/index.html": "The bridge &amp; us",
    "ledger/source/mayor/index.html": "The bridge &amp; us",
}


@pytest.mark.parametrize("brought_by", ["a snippet", "a plug-in"])
def test_a_title_that_is_known_only_when_it_is_drawn_is_shown_everywhere(tmp_path: Path, brought_by: str) -> None:
    """Also on pages that MkDocs would draw before it; nothing is called by the path of its file."""
    pages = {
        "index.md": '# Home\n\n[All](ledger.md "show articles")\n',
        "a.md": ANSWERED,
        "town/b.md": HEADED,
        "head.txt": "# The bridge & <b>us</b>\n",
    }
    config = CONFIG.replace("attr_list, ", "attr_list, {pymdownx.snippets: {base_path: docs}}, ", 1)
    if brought_by == "a snippet":
        pages["town/b.md"] = HEADED.replace("The council", '--8<-- "head.txt"\n\nThe council')
    else:
        config = config.replace("hooks: [", "hooks: [titled.py, ")
    site = write_site(tmp_path, pages, config)
    (site / "titled.py").write_text(TITLE_HOOK)
    done = build(site, "--strict")
    assert done.returncode == 0, done.stderr
    for path, shown in SHOWN_BY.items():
        assert shown in (site / "site" / path).read_text("utf-8"), path
    for file in (site / "site").rglob("*.html"):
        assert not re.search(r"[>“ ]town/b\.md[<” ]", file.read_text("utf-8")), file
